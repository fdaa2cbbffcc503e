#include "slant/corpus/kind.h"

#include <algorithm>
#include <array>

#include "slant/base/ascii.h"

namespace slant {
namespace {

constexpr std::array<std::string_view, 6> kKinds = {"news", "opinion",   "analysis",
                                                    "live", "sponsored", "wire"};

struct Cue {
  std::string_view kind;
  std::string_view word;
};

// What sources call the whole article: types of schema.org in lower case, and words.
constexpr Cue kTypes[] = {{"opinion", "opinionnewsarticle"},
                          {"opinion", "reviewnewsarticle"},
                          {"opinion", "opinion"},
                          {"opinion", "editorial"},
                          {"opinion", "op-ed"},
                          {"opinion", "oped"},
                          {"opinion", "column"},
                          {"opinion", "comment"},
                          {"opinion", "commentary"},
                          {"opinion", "review"},
                          {"opinion", "letter"},
                          {"opinion", "letters"},
                          {"opinion", "satiricalarticle"},
                          {"analysis", "analysisnewsarticle"},
                          {"analysis", "backgroundnewsarticle"},
                          {"analysis", "analysis"},
                          {"analysis", "explainer"},
                          {"live", "liveblogposting"},
                          {"live", "live"},
                          {"live", "liveblog"},
                          {"live", "live blog"},
                          {"sponsored", "advertisercontentarticle"},
                          {"sponsored", "sponsored"},
                          {"sponsored", "advertorial"},
                          {"sponsored", "paid"},
                          {"sponsored", "partner content"},
                          {"wire", "wire"},
                          {"wire", "agency"},
                          {"news", "reportagenewsarticle"},
                          {"news", "news"},
                          {"news", "reportage"}};
// Words that say nothing.
constexpr std::string_view kPlainTypes[] = {
    "article",          "newsarticle", "webpage", "website", "page",         "post",
    "blogposting",      "blog",        "report",  "story",   "creativework", "techarticle",
    "scholarlyarticle", "object"};

// A section, or a part of the address between slashes.
constexpr Cue kSections[] = {{"opinion", "opinion"},
                             {"opinion", "opinions"},
                             {"opinion", "comment"},
                             {"opinion", "commentary"},
                             {"opinion", "commentisfree"},
                             {"opinion", "comment-is-free"},
                             {"opinion", "editorial"},
                             {"opinion", "editorials"},
                             {"opinion", "columnists"},
                             {"opinion", "columnist"},
                             {"opinion", "columns"},
                             {"opinion", "column"},
                             {"opinion", "op-ed"},
                             {"opinion", "oped"},
                             {"opinion", "op-eds"},
                             {"opinion", "letters"},
                             {"opinion", "letters-to-the-editor"},
                             {"opinion", "viewpoint"},
                             {"opinion", "viewpoints"},
                             {"opinion", "views"},
                             {"opinion", "voices"},
                             {"opinion", "perspective"},
                             {"opinion", "perspectives"},
                             {"opinion", "ideas"},
                             {"opinion", "opinionista"},
                             {"opinion", "opinion-columns"},
                             {"opinion", "guest-opinion"},
                             {"analysis", "analysis"},
                             {"analysis", "news-analysis"},
                             {"analysis", "explainer"},
                             {"analysis", "explainers"},
                             {"analysis", "explained"},
                             {"live", "live"},
                             {"live", "liveblog"},
                             {"live", "live-blog"},
                             {"live", "live-updates"},
                             {"live", "live-news"},
                             {"live", "live-blogs"},
                             {"sponsored", "sponsored"},
                             {"sponsored", "sponsored-content"},
                             {"sponsored", "partner-content"},
                             {"sponsored", "paid-post"},
                             {"sponsored", "paidpost"},
                             {"sponsored", "brandvoice"},
                             {"sponsored", "branded-content"},
                             {"sponsored", "advertorial"},
                             {"sponsored", "paid-content"},
                             {"sponsored", "brand-studio"},
                             {"sponsored", "press-release"},
                             {"sponsored", "press-releases"}};

constexpr Cue kTitles[] = {{"opinion", "opinion:"},
                           {"opinion", "opinion |"},
                           {"opinion", "editorial:"},
                           {"opinion", "editorial |"},
                           {"opinion", "op-ed:"},
                           {"opinion", "comment:"},
                           {"opinion", "commentary:"},
                           {"opinion", "column:"},
                           {"opinion", "letters:"},
                           {"opinion", "letter:"},
                           {"opinion", "letters to the editor"},
                           {"analysis", "analysis:"},
                           {"analysis", "analysis |"},
                           {"analysis", "explainer:"},
                           {"live", "live:"},
                           {"live", "live updates:"},
                           {"live", "live blog:"},
                           {"sponsored", "sponsored:"},
                           {"sponsored", "paid post:"}};
constexpr Cue kTitleEnds[] = {
    {"live", " - live"},           {"live", " – live"},      {"live", " – as it happened"},
    {"live", " - as it happened"}, {"live", "live updates"}, {"opinion", "| opinion"},
    {"opinion", "| editorial"},    {"opinion", "- opinion"}, {"analysis", "| analysis"}};

constexpr std::string_view kAgencies[] = {"associated press",
                                          "the associated press",
                                          "ap",
                                          "reuters",
                                          "afp",
                                          "agence france-presse",
                                          "agence france presse",
                                          "pa",
                                          "pa media",
                                          "press association",
                                          "upi",
                                          "united press international",
                                          "dpa",
                                          "aap",
                                          "australian associated press",
                                          "the canadian press",
                                          "canadian press",
                                          "xinhua",
                                          "ians",
                                          "pti",
                                          "press trust of india",
                                          "tass",
                                          "ap news",
                                          "reuters staff",
                                          "efe",
                                          "kyodo",
                                          "kyodo news",
                                          "yonhap",
                                          "bloomberg news",
                                          "sapa"};

// Calls `see` with each part between separators.
template <typename See>
void ForParts(std::string_view text, std::string_view separators, const See& see) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(separators), text.size());
    see(TrimAscii(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

template <typename List>
std::string_view Find(const List& list, std::string_view word) {
  for (const Cue& cue : list) {
    if (cue.word == word) {
      return cue.kind;
    }
  }
  return {};
}

std::string_view ByType(std::string_view types, bool& says_something) {
  std::string_view kind;
  ForParts(types, ";,", [&](std::string_view type) {
    if (const std::size_t slash = type.find_last_of("/#:"); slash != std::string_view::npos) {
      type.remove_prefix(slash + 1);
    }
    const bool plain =
        std::find(std::begin(kPlainTypes), std::end(kPlainTypes), type) != std::end(kPlainTypes);
    says_something = says_something || !(plain || type.empty());
    const std::string_view found = Find(kTypes, type);
    // "news" beside "opinion" says less.
    if (kind.empty() || kind == "news") {
      kind = found.empty() ? kind : found;
    }
  });
  return kind;
}

std::string_view BySection(std::string_view section) {
  std::string_view kind;
  ForParts(section, ";,/|>", [&](std::string_view part) {
    std::string word(part);
    std::replace(word.begin(), word.end(), ' ', '-');
    if (kind.empty()) {
      kind = Find(kSections, word);
    }
  });
  return kind;
}

// Folders of the address, not its last part: that is the headline.
std::string_view ByAddress(std::string_view url) {
  const std::size_t scheme = url.find("://");
  std::string_view rest = scheme == std::string_view::npos ? url : url.substr(scheme + 3);
  rest = rest.substr(0, rest.find_first_of("?#"));
  std::string_view kind;
  if (rest.starts_with("opinion.") || rest.starts_with("comment.")) {
    return "opinion";
  }
  const std::size_t first = rest.find('/');
  const std::size_t last = rest.rfind('/');
  if (first == std::string_view::npos || last <= first) {
    return {};
  }
  ForParts(rest.substr(first, last - first), "/", [&](std::string_view part) {
    if (kind.empty()) {
      kind = Find(kSections, part);
    }
  });
  return kind;
}

bool IsWire(std::string_view author) {
  bool wire = false;
  ForParts(author, ";,", [&](std::string_view name) {
    wire =
        wire || std::find(std::begin(kAgencies), std::end(kAgencies), name) != std::end(kAgencies);
  });
  return wire;
}

// "LONDON (Reuters) - ", "(AP) -" in the first words of the text.
bool HasAgencyDateline(std::string_view text) {
  const std::string begin = LowerAscii(text.substr(0, 120));
  for (const std::string_view agency : {"(ap)", "(reuters)", "(afp)", "(upi)"}) {
    const std::size_t at = begin.find(agency);
    if (at != std::string::npos && at < 60) {
      const std::string_view rest = TrimAscii(std::string_view(begin).substr(at + agency.size()));
      if (rest.starts_with('-') || rest.starts_with("–") || rest.starts_with("—")) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace

std::span<const std::string_view> Kinds() noexcept { return kKinds; }

std::string KindOf(const Article& article) {
  bool says_something = false;
  const std::string type = LowerAscii(article.kind);
  std::string_view kind = ByType(type, says_something);
  if (kind.empty() && says_something) {
    return article.kind;
  }
  const auto consider = [&](std::string_view found) {
    if (kind.empty()) {
      kind = found;
    }
  };
  consider(BySection(LowerAscii(article.section)));
  consider(ByAddress(LowerAscii(article.url)));
  const std::string title = LowerAscii(article.title);
  for (const Cue& cue : kTitles) {
    consider(title.starts_with(cue.word) ? cue.kind : std::string_view());
  }
  for (const Cue& cue : kTitleEnds) {
    consider(title.ends_with(cue.word) ? cue.kind : std::string_view());
  }
  if ((kind.empty() || kind == "news") &&
      (IsWire(LowerAscii(article.author)) || HasAgencyDateline(article.text))) {
    kind = "wire";
  }
  return std::string(kind.empty() ? "news" : kind);
}

bool IsNewsKind(std::string_view kind) noexcept { return kind != "opinion" && kind != "sponsored"; }

}  // namespace slant
