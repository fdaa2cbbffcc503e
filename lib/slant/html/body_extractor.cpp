#include "slant/html/body_extractor.h"

#include <simdjson.h>

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "slant/base/ascii.h"
#include "slant/html/json_ld.h"

namespace slant {

namespace data {
extern const std::string_view boilerplate;
}  // namespace data

namespace {

// Chosen on the 77 pages of html_extraction/fundus_tests (see the room's README).
constexpr double kMostOfThePage = 0.4;   // an element with more of the prose is never an aside
constexpr double kWholePage = 0.9;       // ... and this for what no article can be called
constexpr double kNamedBody = 0.8;       // of the best part's prose that a named body must have
constexpr std::size_t kProseBytes = 80;  // a text that long is a paragraph, whatever holds it
constexpr std::size_t kTeaserWords = 60;
constexpr std::size_t kFewWords = 60;  // so few are no article; scripts may have it
constexpr double kMostLinked = 0.66;   // share of a paragraph's letters inside links

using Set = std::unordered_set<std::string_view>;

struct Boilerplate {
  Set classes, never, whole;
  std::vector<std::string_view> begins;
};

const Boilerplate& Lists() {
  static const Boilerplate lists = [] {
    Boilerplate out;
    std::string_view text = data::boilerplate;
    while (!text.empty()) {
      const std::string_view line = text.substr(0, text.find('\n'));
      text.remove_prefix(std::min(line.size() + 1, text.size()));
      const std::size_t tab = line.find('\t');
      if (line.starts_with('#') || tab == std::string_view::npos) {
        continue;
      }
      const std::string_view kind = line.substr(0, tab);
      const std::string_view value = line.substr(tab + 1);
      if (kind == "class") {
        out.classes.insert(value);
      } else if (kind == "never") {
        out.never.insert(value);
      } else if (kind == "whole") {
        out.whole.insert(value);
      } else if (kind == "begin") {
        out.begins.push_back(value);
      }
    }
    return out;
  }();
  return lists;
}

bool IsAlnum(char c) { return IsAsciiDigit(c) || IsAsciiLetter(c); }

// "ArticleBody__relatedLinks" -> article body related links.
std::vector<std::string> NameWords(std::string_view name) {
  std::vector<std::string> words;
  bool inside = false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (!IsAlnum(c)) {
      inside = false;
      continue;
    }
    const bool capital = IsAsciiUpper(c);
    const bool after_small = i > 0 && IsAsciiLower(name[i - 1]);
    if (!inside || (capital && after_small)) {
      words.emplace_back();
    }
    words.back() += LowerAscii(c);
    inside = true;
  }
  return words;
}

std::size_t CountWords(std::string_view text) {
  std::size_t words = 0;
  bool inside = false;
  for (const char c : text) {
    words += !inside && c != ' ' ? 1 : 0;
    inside = c != ' ';
  }
  return words;
}

// Letters and digits alone, in lower case; other characters as they are: for comparing texts that
// differ in quotation marks and spaces.
std::string Letters(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (IsAlnum(c)) {
      out += LowerAscii(c);
    } else if (c == '\xE2') {
      i += 2;  // general punctuation
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      out += c;
    }
  }
  return out;
}

struct Block {
  std::uint32_t node = 0;   // the innermost block element around it
  std::uint32_t first = 0;  // first text node
  std::string text;
  std::size_t words = 0;
  std::size_t linked = 0;  // bytes inside links
  bool aside = false;
  bool heading = false;
  bool item = false;  // of a list
  double Linked() const {
    return text.empty() ? 0 : static_cast<double>(linked) / static_cast<double>(text.size());
  }
};

class Body {
 public:
  Body(const HtmlTree& tree, const BodyHints& hints)
      : tree_(tree), nodes_(tree.nodes()), hints_(hints) {}

  std::vector<std::string> Extract() {
    MeasureProse();
    MarkAsides();
    CollectBlocks();
    MarkTeasers();
    std::vector<std::string> paragraphs = Paragraphs(ChooseParts());
    if (!hints_.json_ld_body.empty()) {
      Reconcile(paragraphs);
    }
    if (WordsOf(paragraphs) < kFewWords) {
      auto scripted = ScriptParagraphs();
      if (WordsOf(scripted) > 3 * WordsOf(paragraphs)) {
        return scripted;
      }
    }
    return paragraphs;
  }

  std::vector<std::string> All() {
    aside_.assign(nodes_.size(), 0);
    CollectBlocks();
    std::vector<std::string> out;
    for (Block& block : blocks_) {
      out.push_back(std::move(block.text));
    }
    return out;
  }

 private:
  // prose_[i]: bytes of text before node i that look like running text.
  void MeasureProse() {
    prose_.assign(nodes_.size() + 1, 0);
    std::uint32_t hidden_until = 0;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      const HtmlNode& node = nodes_[i];
      if (i >= hidden_until && (node.classes & kHtmlHidden) != 0) {
        hidden_until = node.end;
      }
      std::size_t bytes = 0;
      if (i >= hidden_until && !node.text.empty()) {
        const std::string_view parent = nodes_[node.parent].name;
        if (parent == "p" || (parent != "a" && node.text.size() >= kProseBytes)) {
          bytes = node.text.size();
        }
      }
      prose_[i + 1] = prose_[i] + bytes;
    }
  }

  double ShareOfProse(std::size_t i) const {
    const std::size_t all = prose_.back();
    return all == 0
               ? 0
               : static_cast<double>(prose_[nodes_[i].end] - prose_[i]) / static_cast<double>(all);
  }

  // The share of the page's prose from which on the names of an element do not count: 0 if it has
  // no name of an aside.
  double NamedAside(std::size_t i) const {
    double most = 0;
    for (const std::string_view attribute :
         {"class", "id", "role", "data-testid", "data-component", "data-module", "data-type"}) {
      const std::string_view value = tree_.Attribute(i, attribute);
      if (value.empty()) {
        continue;
      }
      const auto words = NameWords(value);
      for (std::size_t k = 0; k < words.size(); ++k) {
        if (Lists().never.contains(words[k])) {
          return kWholePage;
        }
        if (Lists().classes.contains(words[k]) ||
            (k > 0 && Lists().classes.contains(words[k - 1] + "-" + words[k]))) {
          most = kMostOfThePage;
        }
      }
    }
    return most;
  }

  bool IsUnseen(std::size_t i) const {
    if (tree_.HasAttribute(i, "hidden") || tree_.Attribute(i, "aria-hidden") == "true") {
      return true;
    }
    const std::string_view style = tree_.Attribute(i, "style");
    return !style.empty() && (style.find("display:none") != std::string_view::npos ||
                              style.find("display: none") != std::string_view::npos);
  }

  void MarkAsides() {
    aside_.assign(nodes_.size(), 0);
    for (std::size_t i = 1; i < nodes_.size(); ++i) {
      if (nodes_[i].name.empty()) {
        continue;
      }
      if (aside_[nodes_[i].parent] != 0) {
        aside_[i] = 1;
        continue;
      }
      if (nodes_[i].name == "body" || nodes_[i].name == "main") {
        continue;
      }
      // Single paragraphs are hidden until their reader has paid; they are the article's.
      const bool suspect =
          (nodes_[i].classes & kHtmlAside) != 0 || (nodes_[i].name != "p" && IsUnseen(i));
      if (ShareOfProse(i) < std::max(NamedAside(i), suspect ? kMostOfThePage : 0.0)) {
        aside_[i] = 1;
      }
    }
  }

  void CollectBlocks() {
    struct Open {
      std::uint32_t node;
      std::uint32_t end;
      bool block, link, item;
    };
    std::vector<Open> open;
    Block block;
    int links = 0, items = 0;
    bool line_break = false;
    const auto flush = [&] {
      while (block.text.ends_with(' ')) {
        block.text.pop_back();
      }
      if (!block.text.empty()) {
        block.words = CountWords(block.text);
        blocks_.push_back(std::move(block));
      }
      block = Block();
      line_break = false;
    };
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      while (!open.empty() && open.back().end <= i) {
        if (open.back().block) {
          flush();
        }
        links -= open.back().link ? 1 : 0;
        items -= open.back().item ? 1 : 0;
        open.pop_back();
      }
      const HtmlNode& node = nodes_[i];
      if (!node.name.empty()) {
        const bool is_block = (node.classes & kHtmlBlock) != 0;
        if ((node.classes & kHtmlHidden) != 0) {
          i = node.end - 1;
          continue;
        }
        if (node.name == "br") {
          // Two in a row end a paragraph.
          if (line_break) {
            flush();
          } else {
            AppendCollapsed(" ", block.text);
            line_break = true;
          }
          continue;
        }
        if (is_block) {
          flush();
        }
        const bool link = node.name == "a";
        const bool item = node.name == "li";
        links += link ? 1 : 0;
        items += item ? 1 : 0;
        open.push_back({i, node.end, is_block, link, item});
        continue;
      }
      const std::size_t before = block.text.size();
      AppendCollapsed(node.text, block.text);
      if (block.text.size() == before) {
        continue;
      }
      if (node.text.find_first_not_of(" \t\r\n") != std::string_view::npos) {
        line_break = false;
      }
      block.linked += links > 0 ? block.text.size() - before : 0;
      if (before == 0) {
        block.first = i;
        std::uint32_t holder = node.parent;
        block.aside = aside_[holder] != 0;
        while (holder != 0 && (nodes_[holder].classes & kHtmlBlock) == 0) {
          holder = nodes_[holder].parent;
        }
        block.node = holder;
        block.heading = (nodes_[holder].classes & kHtmlHeading) != 0;
        block.item = items > 0;
      }
    }
    flush();
  }

  // A heading that is a link leads to another story, and so does the little text around it.
  void MarkTeasers() {
    words_before_.assign(nodes_.size() + 1, 0);
    for (const Block& block : blocks_) {
      words_before_[block.first + 1] += block.words;
    }
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      words_before_[i + 1] += words_before_[i];
    }
    std::vector<int> teasers(nodes_.size() + 1,
                             0);  // how many begin at a node, less those that end
    for (const Block& block : blocks_) {
      if (!block.heading || block.Linked() < 0.9 || block.words < 4) {
        continue;
      }
      std::uint32_t top = block.node;
      while (top != 0 && Words(nodes_[top].parent) <= kTeaserWords &&
             ShareOfProse(nodes_[top].parent) < kMostOfThePage) {
        top = nodes_[top].parent;
      }
      ++teasers[top];
      --teasers[nodes_[top].end];
    }
    int inside = 0;
    std::uint32_t at = 0;
    for (Block& block : blocks_) {
      for (; at <= block.first; ++at) {
        inside += teasers[at];
      }
      block.aside = block.aside || inside > 0;
    }
  }

  std::size_t Words(std::size_t i) const { return words_before_[nodes_[i].end] - words_before_[i]; }

  // What a block says for its surroundings being the body: running text for it, lists of links
  // and short scraps against it.
  static double Weight(const Block& block) {
    const auto words = static_cast<double>(block.words);
    if (block.aside) {
      return -0.2 * words - 1;
    }
    if (block.Linked() > kMostLinked) {
      return -words - 3;
    }
    if (block.heading) {
      return words >= 3 ? 1 : -1;
    }
    if (block.words < 5) {
      return -2;
    }
    const double own = words * (1 - block.Linked());
    if (block.item) {
      return block.words < 10 ? -1 : 0.5 * own;
    }
    return block.words < 12 ? 0.3 * own : own;
  }

  // Ranges of nodes: the element with the largest sum of weights, of equals the innermost, or the
  // elements in it that are named as the body.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ChooseParts() const {
    std::vector<double> sum(nodes_.size() + 1, 0);
    for (const Block& block : blocks_) {
      sum[block.first + 1] += Weight(block);
    }
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      sum[i + 1] += sum[i];
    }
    std::uint32_t best = 0;
    double most = sum[nodes_[0].end];
    for (std::uint32_t i = 1; i < nodes_.size(); ++i) {
      if (nodes_[i].name.empty()) {
        continue;
      }
      const double own = sum[nodes_[i].end] - sum[i];
      const bool inside = i < nodes_[best].end;
      if (own > most || (own == most && inside)) {
        most = own;
        best = i;
      }
    }
    // Elements that call themselves the body are believed if together they have most of its text.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> named;
    double own = 0;
    for (std::uint32_t i = best; i < nodes_[best].end; ++i) {
      if (!nodes_[i].name.empty() && aside_[i] == 0 && CallsItselfBody(i)) {
        named.emplace_back(i, nodes_[i].end);
        own += sum[nodes_[i].end] - sum[i];
        i = nodes_[i].end - 1;
      }
    }
    if (own >= kNamedBody * most && !named.empty()) {
      return named;
    }
    return {{best, nodes_[best].end}};
  }

  bool CallsItselfBody(std::size_t i) const {
    if (tree_.Attribute(i, "itemprop").find("articleBody") != std::string_view::npos) {
      return true;
    }
    for (const std::string_view attribute : {"class", "id", "data-testid", "data-component"}) {
      const auto words = NameWords(tree_.Attribute(i, attribute));
      for (std::size_t k = 1; k < words.size(); ++k) {
        const bool holder = words[k - 1] == "article" || words[k - 1] == "story" ||
                            words[k - 1] == "post" || words[k - 1] == "entry";
        if (holder && (words[k] == "body" || words[k] == "content" || words[k] == "text")) {
          return true;
        }
      }
    }
    return false;
  }

  bool IsBoilerplate(const Block& block) const {
    const std::string lower = LowerAscii(block.text);
    std::string_view bare = lower;
    while (!bare.empty() && !IsAlnum(bare.front()) &&
           static_cast<unsigned char>(bare.front()) < 0x80) {
      bare.remove_prefix(1);
    }
    while (!bare.empty() && (bare.back() == ':' || bare.back() == '.' || bare.back() == ' ')) {
      bare.remove_suffix(1);
    }
    if (bare.empty() || Lists().whole.contains(bare)) {
      return true;
    }
    if (block.words > 40) {
      return false;
    }
    return std::any_of(Lists().begins.begin(), Lists().begins.end(),
                       [&](std::string_view begin) { return bare.starts_with(begin); });
  }

  // Words that stand alone in a box and are no sentence: captions, labels, names.
  bool IsScrap(const Block& block) const {
    const std::string_view name = nodes_[block.node].name;
    if (block.heading || block.item || name == "p" || name == "blockquote" || name == "td" ||
        name == "pre" || block.words >= 25) {
      return false;
    }
    std::string_view text = block.text;
    for (const std::string_view mark : {"\"", "'", ")", "”", "’"}) {
      if (text.ends_with(mark)) {
        text.remove_suffix(mark.size());
      }
    }
    return text.empty() || std::string_view(".!?:").find(text.back()) == std::string_view::npos;
  }

  // "By Jane Doe", "Published 10:03, 28 April 2024": at the head of an article, not inside.
  static bool IsHead(const Block& block) {
    const std::string lower = LowerAscii(block.text);
    if (block.words > 15 || block.text.ends_with('.')) {
      return false;
    }
    for (const std::string_view begin :
         {"by ", "published", "updated", "last updated", "first published", "posted", "written by",
          "last modified", "reporting by"}) {
      if (lower.starts_with(begin)) {
        return true;
      }
    }
    return false;
  }

  std::vector<std::string> Paragraphs(
      const std::vector<std::pair<std::uint32_t, std::uint32_t>>& parts) const {
    std::size_t part = 0;
    const std::string title = Letters(hints_.title);
    std::vector<const Block*> kept;
    std::vector<bool> dropped_behind;  // something was left out between this one and the next
    std::unordered_set<std::string> seen;
    const auto drop = [&] {
      if (!dropped_behind.empty()) {
        dropped_behind.back() = true;
      }
    };
    for (const Block& block : blocks_) {
      while (part + 1 < parts.size() && parts[part].second <= block.first) {
        ++part;
      }
      if (block.first < parts[part].first || block.first >= parts[part].second || block.aside) {
        drop();
        continue;
      }
      if (IsBoilerplate(block) || (kept.size() < 4 && IsHead(block))) {
        drop();
        continue;
      }
      if (IsScrap(block)) {
        drop();
        continue;
      }
      if (block.Linked() > kMostLinked && (block.words < 30 || block.item) && !block.heading) {
        drop();
        continue;
      }
      const std::string letters = Letters(block.text);
      if (letters.empty() || (!title.empty() && letters == title)) {
        drop();
        continue;
      }
      // The same paragraph again: for small screens, or quoted in a box.
      if (block.words >= 8 && !seen.insert(letters).second) {
        drop();
        continue;
      }
      kept.push_back(&block);
      dropped_behind.push_back(false);
    }
    // A subhead with nothing of its own behind it heads what was left out.
    std::vector<const Block*> headed;
    for (std::size_t i = 0; i < kept.size(); ++i) {
      const bool last = i + 1 == kept.size();
      const bool alone = kept[i]->heading && (last || (kept[i + 1]->heading && dropped_behind[i]));
      if (!alone) {
        headed.push_back(kept[i]);
      }
    }
    while (!headed.empty() && headed.back()->heading) {
      headed.pop_back();
    }
    kept = std::move(headed);
    std::vector<std::string> out;
    for (const Block* block : kept) {
      out.push_back(block->text);
    }
    return out;
  }

  static std::size_t WordsOf(const std::vector<std::string>& paragraphs) {
    std::size_t words = 0;
    for (const std::string& paragraph : paragraphs) {
      words += CountWords(paragraph);
    }
    return words;
  }

  // Pages that scripts fill carry their text as JSON: [{"type":"paragraph","content":"..."}, ...].
  std::vector<std::string> ScriptParagraphs() const {
    std::vector<std::string> best;
    simdjson::dom::parser parser;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      if (nodes_[i].name != "script") {
        continue;
      }
      const std::string script = tree_.RawTextOf(i);
      std::vector<std::string> found;
      std::unordered_set<std::string> seen;
      for (const std::string_view key : {"\"content\":\"", "\"text\":\""}) {
        for (std::size_t at = script.find(key); at != std::string::npos;
             at = script.find(key, at)) {
          const std::size_t begin = at + key.size();
          std::size_t end = begin;
          while (end < script.size() && script[end] != '"') {
            end += script[end] == '\\' ? 2 : 1;
          }
          at = std::min(end, script.size());
          if (end >= script.size() || end - begin < kProseBytes) {
            continue;
          }
          const std::string literal = "[\"" + script.substr(begin, end - begin) + "\"]";
          std::string_view value;
          if (parser.parse(literal).at(0).get(value) != simdjson::SUCCESS) {
            continue;
          }
          std::string paragraph;
          AppendCollapsed(WithoutMarkup(value), paragraph);
          const bool sentence = paragraph.find(". ") != std::string::npos ||
                                paragraph.ends_with('.') || paragraph.ends_with('"');
          if (sentence && seen.insert(paragraph).second) {
            found.push_back(std::move(paragraph));
          }
        }
        if (WordsOf(found) > WordsOf(best)) {
          best = std::move(found);
        }
        found.clear();
      }
    }
    return best;
  }

  // Holds the paragraphs against schema.org's articleBody.
  void Reconcile(std::vector<std::string>& paragraphs) const {
    const std::string whole = Letters(hints_.json_ld_body);
    std::size_t own = 0;
    std::size_t found = 0;
    for (const std::string& paragraph : paragraphs) {
      const std::string letters = Letters(paragraph);
      own += letters.size();
      found += whole.find(letters) != std::string::npos ? letters.size() : 0;
    }
    // The page shows much less than it describes, as with a page that scripts fill.
    if (whole.size() > 400 && found * 2 < whole.size() && own * 10 < whole.size() * 7) {
      paragraphs.clear();
      std::string_view rest = hints_.json_ld_body;
      while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        std::string paragraph;
        AppendCollapsed(line, paragraph);
        while (paragraph.ends_with(' ')) {
          paragraph.pop_back();
        }
        if (!paragraph.empty()) {
          paragraphs.push_back(std::move(paragraph));
        }
      }
    }
  }

  const HtmlTree& tree_;
  std::span<const HtmlNode> nodes_;
  const BodyHints& hints_;
  std::vector<std::size_t> prose_;
  std::vector<std::size_t> words_before_;
  std::vector<std::uint8_t> aside_;
  std::vector<Block> blocks_;
};

}  // namespace

std::vector<std::string> ExtractBody(const HtmlTree& tree, const BodyHints& hints) {
  return Body(tree, hints).Extract();
}

std::vector<std::string> FragmentParagraphs(const HtmlTree& tree) {
  const BodyHints none;
  return Body(tree, none).All();
}

}  // namespace slant
