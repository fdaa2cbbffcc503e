// JSON Lines: an object a line, with the word, numbers under the names of categories, and the names
// of lists that the word is in.
#include <simdjson.h>

#include <algorithm>
#include <array>

#include "slant/base/ascii.h"
#include "slant/lexicon/lexicon_format.h"
#include "slant/lexicon/word_kinds.h"

namespace slant {
namespace {

using simdjson::dom::element_type;

constexpr std::array<std::string_view, 8> kWordKeys = {"word",  "term",  "ngram",  "entry",
                                                       "token", "lemma", "phrase", "pattern"};
constexpr std::array<std::string_view, 6> kMemberKeys = {"list", "lists",    "tag",
                                                         "tags", "category", "categories"};
constexpr std::array<std::string_view, 5> kValenceKeys = {"score", "valence", "sentiment", "value",
                                                          "weight"};
constexpr std::array<std::string_view, 4> kSpreadKeys = {"spread", "sd", "std", "stdev"};
constexpr std::array<std::string_view, 4> kIndexKeys = {"id", "index", "rank", "line"};

template <std::size_t N>
bool IsOneOf(std::string_view key, const std::array<std::string_view, N>& keys) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

class JsonReader {
 public:
  explicit JsonReader(LexiconBuilder& builder) : builder_(builder) {}

  void Read(std::string_view text) {
    LineCursor lines(text);
    std::string padded;
    simdjson::dom::parser parser(kMaxLineBytes);
    for (LexiconLine line; !builder_.stopped() && lines.Next(line);) {
      if (TrimAscii(line.text).empty()) {
        continue;
      }
      padded.assign(line.text);
      padded.append(simdjson::SIMDJSON_PADDING, ' ');
      simdjson::dom::object object;
      const auto failure =
          parser.parse(padded.data(), line.text.size(), /*realloc_if_needed=*/false).get(object);
      if (failure != simdjson::SUCCESS) {
        builder_.Bad(line.number,
                     std::string("expected a JSON object: ") + simdjson::error_message(failure));
        continue;
      }
      Line(line.number, object);
    }
  }

 private:
  void Line(std::size_t line, const simdjson::dom::object& object) {
    std::optional<std::string_view> word;
    members_.clear();
    numbers_.clear();
    LexiconEntry attributes;
    bool has_neg = false, has_pos = false;
    for (const auto& [key, value] : object) {
      switch (value.type()) {
        case element_type::STRING: {
          const std::string_view text = value.get_string().value_unsafe();
          if (IsOneOf(key, kWordKeys) && !word) {
            word = text;
          } else if (IsOneOf(key, kMemberKeys)) {
            members_.push_back(text);
          } else if (key == "kind") {
            attributes.kind = FindWordKind(text).value_or(WordKind::kValue);
          }
          has_neg = has_neg || key == "neg";
          has_pos = has_pos || key == "pos";
          break;
        }
        case element_type::ARRAY: {
          const simdjson::dom::array items = value.get_array().value_unsafe();
          if (IsOneOf(key, kMemberKeys)) {
            for (const auto item : items) {
              std::string_view text;
              if (item.get(text) == simdjson::SUCCESS) {
                members_.push_back(text);
              }
            }
          }
          break;
        }
        case element_type::BOOL:
          if (value.get_bool().value_unsafe()) {
            members_.push_back(key);
          }
          break;
        case element_type::INT64:
        case element_type::UINT64:
        case element_type::DOUBLE: {
          const auto number = static_cast<float>(value.get_double().value_unsafe());
          if (!(number >= -3e38F && number <= 3e38F)) {
            builder_.Bad(line, "the number of '" + std::string(key) + "' is out of range");
            return;
          }
          if (!Attribute(line, key, number, attributes)) {
            return;
          }
          break;
        }
        default:
          break;
      }
    }
    if (!word && has_neg && has_pos) {
      builder_.Fail(line,
                    "found pairs of opposites (neg, pos), no words with values: these are axes for "
                    "word vectors, not a list");
      return;
    }
    if (!word) {
      builder_.Bad(line, "expected an object with \"word\" (or term, ngram, entry)");
      return;
    }
    Add(line, *word, attributes);
  }

  bool Attribute(std::size_t line, std::string_view key, float number, LexiconEntry& attributes) {
    struct Limits {
      float* target;
      float low, high;
    };
    const auto limits = IsOneOf(key, kSpreadKeys) ? Limits{&attributes.spread, 0, 10}
                        : key == "confidence"     ? Limits{&attributes.confidence, 0, 1}
                        : key == "factor"         ? Limits{&attributes.factor, -2, 2}
                                                  : Limits{nullptr, 0, 0};
    if (limits.target == nullptr) {
      if (!IsOneOf(key, kIndexKeys)) {
        numbers_.emplace_back(key, number);
      }
      return true;
    }
    if (number < limits.low || number > limits.high) {
      builder_.Bad(line, "the number of '" + std::string(key) + "' is out of range");
      return false;
    }
    *limits.target = number;
    return true;
  }

  void Add(std::size_t line, std::string_view word, const LexiconEntry& attributes) {
    const auto place = builder_.Entry(line, word, Wildcards::kYes);
    if (!place) {
      return;
    }
    builder_.SetAttributes(place->entry, attributes);
    if (numbers_.size() == 1 && IsOneOf(numbers_[0].first, kValenceKeys)) {
      // Of a word in a list, it is the value there (FrameAxis); alone it is the valence.
      Value(line, place->entry, members_.size() == 1 ? members_[0] : kValenceCategory,
            numbers_[0].second);
      if (members_.size() == 1) {
        return;
      }
    } else {
      for (const auto& [name, number] : numbers_) {
        Value(line, place->entry, name, number);
      }
    }
    for (const std::string_view member : members_) {
      Value(line, place->entry, member, 1);
    }
    if (members_.empty() && numbers_.empty()) {
      Value(line, place->entry, builder_.ListName(), 1);
    }
  }

  void Value(std::size_t line, std::uint32_t entry, std::string_view name, float value) {
    if (const auto category = builder_.Category(line, name)) {
      builder_.AddValue(line, entry, *category, value, Twice::kLastCounts);
    }
  }

  LexiconBuilder& builder_;
  std::vector<std::string_view> members_;
  std::vector<std::pair<std::string_view, float>> numbers_;
};

}  // namespace

bool IsJsonLines(const LexiconSample& sample) {
  return !sample.lines.empty() && TrimAscii(sample.lines[0].text).starts_with('{');
}

void ReadJsonLines(std::string_view text, LexiconBuilder& builder) {
  JsonReader(builder).Read(text);
}

}  // namespace slant
