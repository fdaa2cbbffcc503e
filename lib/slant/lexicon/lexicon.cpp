#include "slant/lexicon/lexicon.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <unordered_set>

#include "slant/base/utf8.h"
#include "slant/text/tokenizer.h"

namespace slant {
namespace {

constexpr std::string_view kOwnMagic = "# slant-lexicon 1";
constexpr float kScale = 4;      // tone and event lie in [-4, 4], as VADER's valences do
constexpr float kMaxFactor = 2;  // a modifier at most doubles
constexpr std::size_t kMaxLineBytes = 4096;  // VADER's longest line has 103 bytes

struct KindName {
  std::string_view name;
  WordKind kind;
};
constexpr KindName kKindNames[] = {{"value", WordKind::kValue},
                                   {"negator", WordKind::kNegator},
                                   {"intensifier", WordKind::kIntensifier},
                                   {"diminisher", WordKind::kDiminisher},
                                   {"contrast", WordKind::kContrast},
                                   {"hedge", WordKind::kHedge}};

std::vector<std::string_view> SplitTabs(std::string_view line) {
  std::vector<std::string_view> fields;
  while (true) {
    const std::size_t tab = line.find('\t');
    fields.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) {
      return fields;
    }
    line.remove_prefix(tab + 1);
  }
}

std::optional<float> Number(std::string_view text, float limit) {
  float value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = failure == std::errc() && end == text.data() + text.size();
  // The comparison is false for a NaN.
  return whole && value >= -limit && value <= limit ? std::optional(value) : std::nullopt;
}

// The look-up form of an entry that the tokeniser would make one token of; nothing for others.
std::optional<std::string> OneToken(std::string_view word) {
  static const Vocabulary empty;
  Document document;
  document.text = word;
  Tokenize(empty, document);
  if (document.tokens.size() != 1 || document.tokens[0].word == kNoWord) {
    // A clitic stands alone in a list, but never in a text.
    const bool clitic = word == "n't" || word == "'s" || word == "'d" || word == "'ll" ||
                        word == "'re" || word == "'ve" || word == "'m";
    return clitic ? std::optional<std::string>(word) : std::nullopt;
  }
  WordBuffer buffer;
  const std::string_view form = LookupForm(word, document.tokens[0].kind, buffer);
  return form.empty() ? std::nullopt : std::optional<std::string>(form);
}

class Reader {
 public:
  explicit Reader(const std::string& path) : path_(path) {}

  Result<Lexicon> Read(std::string_view bytes) {
    const bool own = bytes.starts_with(kOwnMagic);
    if (!own && !LooksLikeVader(bytes)) {
      return Error{ErrorCode::kMalformed,
                   "expected a lexicon: slant's TSV (first line \"# slant-lexicon 1\") or VADER's "
                   "(word, valence and deviation between tabs)",
                   path_ + ":1"};
    }
    while (!bytes.empty()) {
      ++line_;
      const std::size_t feed = std::min(bytes.find('\n'), bytes.size());
      std::string_view line = bytes.substr(0, feed);
      bytes.remove_prefix(std::min(feed + 1, bytes.size()));
      if (line.ends_with('\r')) {
        line.remove_suffix(1);
      }
      if (line.size() > kMaxLineBytes) {
        return Malformed("the line has " + std::to_string(line.size()) + " bytes, the most is " +
                         std::to_string(kMaxLineBytes));
      }
      if (!line.empty()) {
        SLANT_RETURN_IF_ERROR(own ? OwnLine(line) : VaderLine(line));
      }
    }
    if (lexicon_.name.empty()) {
      lexicon_.name = std::filesystem::path(path_).stem().string();
    }
    return std::move(lexicon_);
  }

 private:
  static bool LooksLikeVader(std::string_view bytes) {
    const auto fields = SplitTabs(bytes.substr(0, std::min(bytes.find('\n'), bytes.size())));
    return fields.size() >= 3 && Number(fields[1], kScale) && Number(fields[2], 100);
  }

  Error Malformed(std::string message) const {
    return {ErrorCode::kMalformed, std::move(message), path_ + ":" + std::to_string(line_)};
  }

  Status OwnLine(std::string_view line) {
    if (line.starts_with('#')) {
      Header(line);
      return {};
    }
    const auto fields = SplitTabs(line);
    if (fields.size() != 5) {
      return Malformed("expected 5 columns (word, kind, tone, event, factor), found " +
                       std::to_string(fields.size()));
    }
    if (fields[0] == "word" && fields[1] == "kind") {
      return {};
    }
    LexiconEntry entry;
    const auto* const kind = std::find_if(std::begin(kKindNames), std::end(kKindNames),
                                          [&](const KindName& k) { return k.name == fields[1]; });
    if (kind == std::end(kKindNames)) {
      return Malformed(
          "expected a kind (value, negator, intensifier, diminisher, contrast, "
          "hedge), found '" +
          std::string(fields[1]) + "'");
    }
    entry.kind = kind->kind;
    const auto tone = Number(fields[2], kScale);
    const auto event = Number(fields[3], kScale);
    const auto factor = Number(fields[4], kMaxFactor);
    if (!tone || !event || !factor) {
      return Malformed("expected tone and event in [-4, 4] and a factor in [-2, 2], found '" +
                       std::string(fields[2]) + "', '" + std::string(fields[3]) + "', '" +
                       std::string(fields[4]) + "'");
    }
    entry.tone = *tone;
    entry.event = *event;
    entry.factor = *factor;
    return Add(fields[0], entry, /*twice_is_an_error=*/true);
  }

  void Header(std::string_view line) {
    const std::pair<std::string_view, std::string*> keys[] = {{"# name: ", &lexicon_.name},
                                                              {"# version: ", &lexicon_.version},
                                                              {"# language: ", &lexicon_.language},
                                                              {"# source: ", &lexicon_.source},
                                                              {"# licence: ", &lexicon_.licence}};
    for (const auto& [key, value] : keys) {
      if (line.starts_with(key)) {
        *value = line.substr(key.size());
      }
    }
  }

  Status VaderLine(std::string_view line) {
    const auto fields = SplitTabs(line);
    const auto tone = fields.size() >= 2 ? Number(fields[1], kScale) : std::nullopt;
    if (!tone) {
      return Malformed("expected a word, a tab and a valence in [-4, 4]");
    }
    LexiconEntry entry;
    entry.tone = *tone;
    // VADER's file has a few words twice; its dictionary keeps the last value.
    return Add(fields[0], entry, /*twice_is_an_error=*/false);
  }

  Status Add(std::string_view word, LexiconEntry entry, bool twice_is_an_error) {
    auto form = OneToken(word);
    if (!form) {
      ++lexicon_.passed_over;
      return {};
    }
    entry.word = std::move(*form);
    if (!seen_.insert(entry.word).second) {
      if (twice_is_an_error) {
        return Malformed("the word '" + entry.word + "' comes twice");
      }
      std::erase_if(lexicon_.entries, [&](const auto& e) { return e.word == entry.word; });
    }
    lexicon_.entries.push_back(std::move(entry));
    return {};
  }

  std::string path_;
  std::size_t line_ = 0;
  Lexicon lexicon_;
  std::unordered_set<std::string> seen_;
};

}  // namespace

Result<Lexicon> ReadLexicon(const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    return Error{ErrorCode::kMalformed, "expected a lexicon file, found a folder", path};
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return Error{ErrorCode::kNotFound, "cannot open the lexicon", path};
  }
  std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  RepairUtf8(bytes);
  return Reader(path).Read(bytes);
}

}  // namespace slant
