#include "slant/lexicon/lexicon_builder.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "slant/base/ascii.h"
#include "slant/base/hash.h"
#include "slant/lexicon/glob.h"
#include "slant/text/character.h"

namespace slant {
namespace {

constexpr auto kNone = static_cast<std::uint32_t>(-1);
// Fewer values of one line are compared one by one.
constexpr std::size_t kFewValues = 16;

char32_t InAscii(char32_t c) {
  switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x02BC:
      return '\'';
    case 0x2010:
    case 0x2011:
      return '-';
    default:
      return c;
  }
}

bool IsWild(char c) { return c == '*' || c == '?'; }

bool HasLetter(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const Character c = CharacterAt(text, i);
    if (IsLetter(c.type)) {
      return true;
    }
    i += c.bytes;
  }
  return false;
}

// In a list with wildcards, ":*" and ":?c" are faces all the same.
bool IsFace(std::string_view pattern) {
  return std::string_view(":;=<>()[]{}^%|\\").find(pattern[0]) != std::string_view::npos ||
         !HasLetter(pattern);
}

}  // namespace

int SignOfCategory(std::string_view category) {
  static constexpr std::pair<std::string_view, int> kSigns[] = {
      {"positive", 1}, {"posemo", 1}, {"pos", 1},           {"negative", -1},
      {"negemo", -1},  {"neg", -1},   {"neg_positive", -1}, {"neg_negative", 1},
  };
  for (const auto& [name, sign] : kSigns) {
    if (std::equal(name.begin(), name.end(), category.begin(), category.end(),
                   [](char a, char b) { return a == LowerAscii(b); })) {
      return sign;
    }
  }
  return 0;
}

void PositionIndex::Grow(std::size_t slots) {
  std::vector<Slot> old(std::max(slots, slots_.size()));
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.position_plus_1 != 0) {
      std::size_t i = slot.hash & (slots_.size() - 1);
      while (slots_[i].position_plus_1 != 0) {
        i = (i + 1) & (slots_.size() - 1);
      }
      slots_[i] = slot;
    }
  }
}

LexiconBuilder::LexiconBuilder(std::string path, std::string_view format, BadLineSink sink)
    : path_(std::move(path)), sink_(std::move(sink)), fresh_(kNone) {
  lexicon_.format = format;
}

std::string LexiconBuilder::Source(std::size_t line) const {
  return line == 0 ? path_ : path_ + ":" + std::to_string(line);
}

std::string LexiconBuilder::ListName() const {
  return std::filesystem::path(path_).stem().string();
}

void LexiconBuilder::Bad(std::size_t line, std::string message, ErrorCode code) {
  if (stopped_) {
    return;
  }
  error_ = {code, std::move(message), Source(line)};
  stopped_ = !sink_ || !sink_(error_);
}

void LexiconBuilder::Fail(std::size_t line, std::string message, ErrorCode code) {
  if (!stopped_) {
    error_ = {code, std::move(message), Source(line)};
    stopped_ = true;
  }
}

void LexiconBuilder::Note(std::size_t line, std::string message) {
  if (lexicon_.notes.size() < kMaxNotes) {
    lexicon_.notes.push_back({ErrorCode::kMalformed, std::move(message), Source(line)});
  } else {
    ++unsaid_notes_;
  }
}

std::optional<std::uint32_t> LexiconBuilder::Category(std::size_t line, std::string_view name) {
  const auto [found, is_new] =
      categories_.try_emplace(std::string(name), static_cast<std::uint32_t>(categories_.size()));
  if (is_new) {
    if (lexicon_.categories.size() == kMaxCategories) {
      Fail(line, "more than " + std::to_string(kMaxCategories) + " categories", ErrorCode::kLimit);
      return std::nullopt;
    }
    lexicon_.categories.emplace_back(name);
  }
  return found->second;
}

// Sets pattern_ and literal_.
// Wildcards that are not the star at the end of a word are dear, and a matcher takes only so many.
bool LexiconBuilder::CountGlobs(std::size_t line) {
  std::string_view rest = pattern_;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    const std::string_view piece = rest.substr(0, end);
    const std::size_t wild = piece.find_first_of("*?");
    const bool prefix = wild > 0 && wild + 1 == piece.size() && piece[wild] == '*';
    if (wild != std::string_view::npos && !prefix && globs_.size() == kMaxGlobs &&
        !globs_.contains(std::string(piece))) {
      Bad(line,
          "'" + std::string(piece) + "': the list has more than " + std::to_string(kMaxGlobs) +
              " words with a wildcard elsewhere than at the end",
          ErrorCode::kLimit);
      return false;
    }
    if (wild != std::string_view::npos && !prefix) {
      globs_.emplace(piece);
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return true;
}

bool LexiconBuilder::Normalise(std::size_t line, std::string_view raw, Wildcards wildcards) {
  pattern_.clear();
  std::size_t pieces = 0, stars = 0, wild = 0;
  bool in_space = true;
  for (std::size_t i = 0; i < raw.size();) {
    const auto byte = static_cast<unsigned char>(raw[i]);
    CodePoint point{byte, 1};
    bool space = byte == ' ' || (byte >= '\t' && byte <= '\r');
    if (byte >= 0x80) {
      point = DecodeAt(raw, i);
      space = ClassifyUnicode(point.value) == CharacterClass::kSpace;
    }
    i += point.bytes;
    if (space) {
      in_space = true;
      continue;
    }
    if (in_space) {
      if (pieces++ > 0) {
        pattern_ += ' ';
      }
      in_space = false;
    }
    if (byte >= 0x80) {
      AppendUtf8(InAscii(LowerUnicode(point.value)), pattern_);
      continue;
    }
    if (IsWild(raw[i - 1])) {
      ++wild;
      // Stars side by side say no more than one.
      if (byte == '*' && wildcards == Wildcards::kYes && ++stars > 1 && pattern_.ends_with('*')) {
        --stars;
      }
    }
    pattern_ += LowerAscii(static_cast<char>(byte));
  }
  if (pattern_.empty()) {
    Bad(line, "expected a word, found none");
    return false;
  }
  if (pattern_.size() > kMaxPatternBytes) {
    Bad(line,
        "the pattern has " + std::to_string(pattern_.size()) + " bytes, the most is " +
            std::to_string(kMaxPatternBytes),
        ErrorCode::kLimit);
    return false;
  }
  if (pieces > kMaxPieces) {
    Bad(line,
        "the pattern has " + std::to_string(pieces) + " words, the most is " +
            std::to_string(kMaxPieces),
        ErrorCode::kLimit);
    return false;
  }
  literal_ = wild > 0 && wildcards == Wildcards::kNo;
  if (wild == 0 || literal_) {
    return true;
  }
  if (wild + pieces - 1 == pattern_.size()) {
    Bad(line, "the pattern '" + pattern_ + "' has only wildcards: it would match every word");
    return false;
  }
  if (!CountGlobs(line)) {
    return false;
  }
  literal_ = IsFace(pattern_);
  if (!literal_) {
    pattern_.erase(std::unique(pattern_.begin(), pattern_.end(),
                               [](char a, char b) { return a == '*' && b == '*'; }),
                   pattern_.end());
    if (stars > kMaxStars) {
      Bad(line,
          "the pattern '" + pattern_ + "' has " + std::to_string(stars) + " stars, the most is " +
              std::to_string(kMaxStars),
          ErrorCode::kLimit);
      return false;
    }
  }
  return true;
}

std::optional<LexiconBuilder::Place> LexiconBuilder::Entry(std::size_t line, std::string_view raw,
                                                           Wildcards wildcards,
                                                           const LexiconEntry* attributes) {
  if (!Normalise(line, raw, wildcards)) {
    return std::nullopt;
  }
  fresh_ = kNone;
  const auto next = static_cast<std::uint32_t>(lexicon_.entries.size());
  const auto like_attributes = [&](std::uint32_t other) {
    const LexiconEntry& e = lexicon_.entries[other];
    return attributes == nullptr ||
           (e.kind == attributes->kind && e.factor == attributes->factor &&
            e.spread == attributes->spread && e.confidence == attributes->confidence);
  };
  const std::uint32_t first =
      entries_by_pattern_.FindOrInsert(Hash64(pattern_), next, [&](std::uint32_t other) {
        const LexiconEntry& e = lexicon_.entries[other];
        return e.pattern == pattern_ && e.literal == literal_;
      });
  if (first != next) {
    if (like_attributes(first)) {
      return Place{first, false, first};
    }
    auto& others = others_[first];
    const auto found = std::find_if(others.begin(), others.end(), like_attributes);
    if (found != others.end()) {
      return Place{*found, false, first};
    }
    others.push_back(next);
    first_of_.emplace(next, first);
  } else {
    fresh_ = next;
  }
  if (next == kMaxEntries) {
    Fail(line, "more than " + std::to_string(kMaxEntries) + " entries", ErrorCode::kLimit);
    return std::nullopt;
  }
  LexiconEntry& entry = lexicon_.entries.emplace_back();
  if (attributes != nullptr) {
    entry = *attributes;
  }
  entry.pattern = pattern_;
  entry.literal = literal_;
  entry.line = static_cast<std::uint32_t>(line);
  entry.first_value = static_cast<std::uint32_t>(pending_.size());
  return Place{next, true, first};
}

void LexiconBuilder::SetAttributes(std::uint32_t entry, const LexiconEntry& from) {
  LexiconEntry& to = lexicon_.entries[entry];
  to.kind = from.kind;
  to.factor = from.factor;
  to.spread = from.spread;
  to.confidence = from.confidence;
}

std::uint32_t LexiconBuilder::IndexValue(std::uint32_t first, std::uint32_t category,
                                         std::uint32_t position) {
  const std::uint64_t key = (std::uint64_t{first} << 32) | category;
  return values_by_key_.FindOrInsert(Mix64(key), position, [&](std::uint32_t other) {
    const PendingValue& value = pending_[other];
    const auto other_first = first_of_.find(value.entry);
    return value.value.category == category &&
           (other_first == first_of_.end() ? value.entry : other_first->second) == first;
  });
}

void LexiconBuilder::IndexValues(std::uint32_t first) {
  LexiconEntry& entry = lexicon_.entries[first];
  if (entry.end_value == 0) {
    entry.end_value = 1;
    for (std::uint32_t i = entry.first_value; i < pending_.size() && pending_[i].entry == first;
         ++i) {
      IndexValue(first, pending_[i].value.category, i);
    }
  }
}

bool LexiconBuilder::AddValue(std::size_t line, std::uint32_t entry, std::uint32_t category,
                              float value, Twice twice) {
  const auto next = static_cast<std::uint32_t>(pending_.size());
  std::uint32_t found = next;
  if (entry == fresh_ && next - lexicon_.entries[entry].first_value < kFewValues) {
    for (found = lexicon_.entries[entry].first_value;
         found < next && pending_[found].value.category != category; ++found) {
    }
  } else {
    const auto known = first_of_.find(entry);
    const std::uint32_t first = known == first_of_.end() ? entry : known->second;
    IndexValues(first);
    found = IndexValue(first, category, next);
  }
  if (found == next) {
    pending_.push_back({entry, {category, value}});
    return true;
  }
  float& old = pending_[found].value.value;
  ++(old == value ? tally_.doubled : tally_.contradicted);
  std::string message = "'" + lexicon_.entries[entry].pattern + "' comes twice in category '" +
                        lexicon_.categories[category] + "', first in line " +
                        std::to_string(lexicon_.entries[pending_[found].entry].line);
  if (twice == Twice::kIsAnError) {
    Bad(line, std::move(message));
    return false;
  }
  if (old != value) {
    message += "; the last value counts";
  }
  Note(line, std::move(message));
  old = value;
  return true;
}

void LexiconBuilder::Reserve(std::size_t lines) {
  lines = std::min(lines, kMaxEntries);
  lexicon_.entries.reserve(lines);
  pending_.reserve(lines);
  entries_by_pattern_.Reserve(lines);
}

void LexiconBuilder::AddSignValence() {
  if (lexicon_.FindCategory(kValenceCategory)) {
    return;
  }
  std::vector<int> signs;
  for (const std::string& category : lexicon_.categories) {
    signs.push_back(SignOfCategory(category));
  }
  if (std::count(signs.begin(), signs.end(), 0) == static_cast<std::ptrdiff_t>(signs.size())) {
    return;
  }
  std::vector<int> sum(lexicon_.entries.size());
  for (const PendingValue& pending : pending_) {
    // Degrees of a category below 0 mean "no longer in it" (Loughran and McDonald's years).
    sum[pending.entry] += pending.value.value > 0 ? signs[pending.value.category] : 0;
  }
  const auto valence = static_cast<std::uint32_t>(lexicon_.categories.size());
  lexicon_.categories.emplace_back(kValenceCategory);
  for (std::uint32_t i = 0; i < sum.size(); ++i) {
    if (sum[i] != 0) {
      pending_.push_back({i, {valence, sum[i] > 0 ? 1.0F : -1.0F}});
    }
  }
}

// A counting sort by entry, so that values that came with several lines stand side by side.
void LexiconBuilder::LayOutValues() {
  auto& entries = lexicon_.entries;
  for (LexiconEntry& entry : entries) {
    entry.end_value = 0;
  }
  for (const PendingValue& pending : pending_) {
    ++entries[pending.entry].end_value;
  }
  std::uint32_t begin = 0;
  for (LexiconEntry& entry : entries) {
    entry.first_value = begin;
    begin += std::exchange(entry.end_value, begin);
  }
  lexicon_.values.resize(pending_.size());
  for (const PendingValue& pending : pending_) {
    lexicon_.values[entries[pending.entry].end_value++] = pending.value;
  }
  pending_ = {};
}

Result<Lexicon> LexiconBuilder::Finish() && {
  if (stopped_) {
    return std::move(error_);
  }
  if (lexicon_.entries.empty()) {
    return Error{ErrorCode::kMalformed, "no entry in the list (format " + lexicon_.format + ")",
                 path_};
  }
  if (lexicon_.name.empty()) {
    lexicon_.name = ListName();
  }
  AddSignValence();
  LayOutValues();
  if (unsaid_notes_ > 0) {
    lexicon_.notes.push_back(
        {ErrorCode::kLimit, std::to_string(unsaid_notes_) + " more notes are left out", path_});
  }
  return std::move(lexicon_);
}

}  // namespace slant
