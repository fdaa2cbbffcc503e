#include "slant/lexicon/vader_words.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>

#include "slant/base/hash.h"
#include "slant/base/utf8.h"

namespace slant {

using enum VaderRole;

const VaderPhrase kVaderIdioms[9] = {
    {{kBad, kAss}, 1.5}, {{kBeating, kHeart}, 3.1},    {{kBroken, kHeart}, -2.9},
    {{kBus, kStop}, 0},  {{kKiss, kOf, kDeath}, -1.5}, {{kThe, kBomb}, 3},
    {{kThe, kShit}, 3},  {{kTo, kDie, kFor}, 3},       {{kYeah, kRight}, -2}};

namespace {

constexpr double kBoost = 0.293;

}  // namespace

const VaderPhrase kVaderBoosterPairs[3] = {
    {{kJust, kEnough}, -kBoost}, {{kKind, kOf}, -kBoost}, {{kSort, kOf}, -kBoost}};

namespace {

constexpr std::string_view kStrengthen[] = {
    "absolutely",    "amazingly",    "awfully",       "completely", "considerable", "considerably",
    "decidedly",     "deeply",       "effing",        "enormous",   "enormously",   "entirely",
    "especially",    "exceptional",  "exceptionally", "extreme",    "extremely",    "fabulously",
    "flippin",       "flipping",     "frackin",       "fracking",   "frickin",      "fricking",
    "friggin",       "frigging",     "fuckin",        "fucking",    "fuggin",       "fugging",
    "fully",         "greatly",      "hella",         "highly",     "hugely",       "incredible",
    "incredibly",    "intensely",    "major",         "majorly",    "more",         "most",
    "particularly",  "purely",       "quite",         "really",     "remarkably",   "so",
    "substantially", "thoroughly",   "total",         "totally",    "tremendous",   "tremendously",
    "uber",          "unbelievably", "unusually",     "utter",      "utterly",      "very"};

constexpr std::string_view kWeaken[] = {
    "almost",   "barely",   "hardly",     "kind-of",    "kinda",        "kindof", "less",
    "little",   "marginal", "marginally", "occasional", "occasionally", "partly", "scarce",
    "scarcely", "slight",   "slightly",   "somewhat",   "sort-of",      "sorta",  "sortof"};

// Words that contain "n't" negate without being listed.
constexpr std::string_view kNegate[] = {
    "aint",    "arent",   "cannot",  "cant",   "couldnt", "darent",   "despite", "didnt",
    "doesnt",  "dont",    "hadnt",   "hasnt",  "havent",  "isnt",     "mightnt", "mustnt",
    "neednt",  "neither", "never",   "none",   "nope",    "nor",      "not",     "nothing",
    "nowhere", "oughtnt", "rarely",  "seldom", "shant",   "shouldnt", "uh-uh",   "uhuh",
    "wasnt",   "werent",  "without", "wont",   "wouldnt"};

struct RoleName {
  std::string_view word;
  VaderRole role;
};
constexpr RoleName kRoles[] = {
    {"no", kNo},         {"or", kOr},       {"nor", kNor},         {"at", kAt},
    {"very", kVery},     {"least", kLeast}, {"but", kBut},         {"never", kNever},
    {"so", kSo},         {"this", kThis},   {"without", kWithout}, {"doubt", kDoubt},
    {"ass", kAss},       {"bad", kBad},     {"beating", kBeating}, {"bomb", kBomb},
    {"broken", kBroken}, {"bus", kBus},     {"death", kDeath},     {"die", kDie},
    {"enough", kEnough}, {"for", kFor},     {"heart", kHeart},     {"just", kJust},
    {"kind", kKind},     {"kiss", kKiss},   {"of", kOf},           {"right", kRight},
    {"shit", kShit},     {"sort", kSort},   {"stop", kStop},       {"the", kThe},
    {"to", kTo},         {"yeah", kYeah}};

bool StartsPhrase(VaderRole role) {
  const auto starts = [role](const VaderPhrase& phrase) { return phrase.words[0] == role; };
  return std::any_of(std::begin(kVaderIdioms), std::end(kVaderIdioms), starts) ||
         std::any_of(std::begin(kVaderBoosterPairs), std::end(kVaderBoosterPairs), starts);
}

std::string_view Strip(std::string_view text) {
  while (!text.empty()) {
    const CodePoint first = DecodeAt(text, 0);
    if (!IsVaderSpace(first.value)) {
      break;
    }
    text.remove_prefix(first.bytes);
  }
  while (!text.empty()) {
    std::size_t last = text.size() - 1;
    while (last > 0 && !IsCodePointBorder(text, last)) {
      --last;
    }
    if (!IsVaderSpace(DecodeAt(text, last).value)) {
      break;
    }
    text.remove_suffix(text.size() - last);
  }
  return text;
}

// A file of lines with two or more columns between tabs.
class TwoColumns {
 public:
  static Result<TwoColumns> Open(const std::string& path, const std::string& what) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) {
      return Error{ErrorCode::kMalformed, "expected " + what + ", found a folder", path};
    }
    std::ifstream file(path, std::ios::binary);
    if (!file) {
      return Error{ErrorCode::kNotFound, "cannot open " + what, path};
    }
    TwoColumns out;
    out.path_ = path;
    out.what_ = what;
    out.bytes_.assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    if (file.bad()) {
      return Error{ErrorCode::kIo, "cannot read " + what, path};
    }
    std::string repaired = out.bytes_;
    if (const Utf8Repair repair = RepairUtf8(repaired); repair.replaced > 0) {
      const auto bad = out.bytes_.begin() + static_cast<std::ptrdiff_t>(repair.first_offset);
      out.line_ = 1 + static_cast<std::size_t>(std::count(out.bytes_.begin(), bad, '\n'));
      return out.Malformed("the line is not UTF-8 without NULs");
    }
    return out;
  }

  /// Calls take(first, second) -> Status for each line that is not empty.
  template <typename Take>
  Status Each(const Take& take) {
    std::string_view left = bytes_;
    while (!left.empty()) {
      ++line_;
      const std::size_t feed = std::min(left.find('\n'), left.size());
      const std::string_view line = Strip(left.substr(0, feed));
      left.remove_prefix(std::min(feed + 1, left.size()));
      if (line.empty()) {
        continue;
      }
      const std::size_t tab = line.find('\t');
      if (tab == std::string_view::npos) {
        return Malformed("expected two columns between tabs in " + what_ + ", found one");
      }
      const std::string_view rest = line.substr(tab + 1);
      SLANT_RETURN_IF_ERROR(take(line.substr(0, tab), rest.substr(0, rest.find('\t'))));
    }
    return {};
  }

  Error Malformed(std::string message) const {
    return {ErrorCode::kMalformed, std::move(message),
            path_ + ":" + std::to_string(std::max<std::size_t>(line_, 1))};
  }

 private:
  std::string path_;
  std::string what_;
  std::string bytes_;
  std::size_t line_ = 0;
};

std::optional<double> Valence(std::string_view text) {
  constexpr double kScale = 4;  // the raters' scale
  text = Strip(text);
  double value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = failure == std::errc() && end == text.data() + text.size();
  // The comparison is false for a NaN.
  return whole && value >= -kScale && value <= kScale ? std::optional(value) : std::nullopt;
}

using WordMap = std::map<std::string, VaderWord, std::less<>>;

// The first 16 bytes of a word; for longer ones they are not used.
ShortWord Bytes(std::string_view word) {
  char bytes[ShortWord::kMostBytes] = {};
  word.copy(bytes, sizeof bytes);
  ShortWord out;
  std::memcpy(&out.head, bytes, sizeof out.head);
  std::memcpy(&out.tail, bytes + sizeof out.head, sizeof out.tail);
  return out;
}

Status ReadValences(const std::string& path, WordMap& words) {
  SLANT_ASSIGN_OR_RETURN(auto file, TwoColumns::Open(path, "VADER's lexicon"));
  SLANT_RETURN_IF_ERROR(file.Each([&](std::string_view word, std::string_view number) -> Status {
    const auto valence = Valence(number);
    if (!valence) {
      return file.Malformed("expected a valence in [-4, 4], found '" + std::string(number) + "'");
    }
    // A few words come twice in the published file; its dictionary keeps the last value.
    VaderWord& entry = words[std::string(word)];
    entry.valence = *valence;
    entry.valued = true;
    return {};
  }));
  if (words.empty()) {
    return file.Malformed("expected VADER's lexicon (word and valence between tabs), found none");
  }
  return {};
}

void AddLists(WordMap& words) {
  for (const std::string_view word : kStrengthen) {
    words[std::string(word)].boost = kBoost;
  }
  for (const std::string_view word : kWeaken) {
    words[std::string(word)].boost = -kBoost;
  }
  for (const std::string_view word : kNegate) {
    words[std::string(word)].negates = true;
  }
  for (const auto& [word, role] : kRoles) {
    VaderWord& entry = words[std::string(word)];
    entry.role = role;
    entry.starts_phrase = StartsPhrase(role);
  }
}

// Emoji of several code points are passed over: the published program looks at one at a time.
Status ReadEmoji(const std::string& path, std::map<char32_t, std::string>& emoji) {
  SLANT_ASSIGN_OR_RETURN(auto file, TwoColumns::Open(path, "VADER's emoji list"));
  return file.Each([&](std::string_view symbol, std::string_view description) -> Status {
    const CodePoint first = DecodeAt(symbol, 0);
    if (!symbol.empty() && first.bytes == symbol.size()) {
      emoji[first.value] = description;
    }
    return {};
  });
}

}  // namespace

bool IsVaderSpace(char32_t value) noexcept {
  if (value < 0x80) {
    return value == ' ' || (value >= 0x09 && value <= 0x0D) || (value >= 0x1C && value <= 0x1F);
  }
  return value == 0x85 || value == 0xA0 || value == 0x1680 ||
         (value >= 0x2000 && value <= 0x200A) || value == 0x2028 || value == 0x2029 ||
         value == 0x202F || value == 0x205F || value == 0x3000;
}

Result<VaderWords> VaderWords::Read(const std::string& lexicon_path,
                                    const std::string& emoji_path) {
  WordMap words;
  SLANT_RETURN_IF_ERROR(ReadValences(lexicon_path, words));
  AddLists(words);

  std::string emoji_file = emoji_path;
  if (emoji_file.empty()) {
    const auto beside =
        std::filesystem::path(lexicon_path).parent_path() / "emoji_utf8_lexicon.txt";
    std::error_code ignored;
    if (std::filesystem::exists(beside, ignored)) {
      emoji_file = beside.string();
    }
  }
  std::map<char32_t, std::string> emoji;
  if (!emoji_file.empty()) {
    SLANT_RETURN_IF_ERROR(ReadEmoji(emoji_file, emoji));
  }

  VaderWords out;
  std::size_t capacity = 16;
  while (capacity < 2 * words.size()) {
    capacity *= 2;
  }
  out.slots_.resize(capacity);
  out.filter_.resize(kFilterBits / 64);
  out.words_.emplace_back();
  for (auto& [key, word] : words) {
    word.key_begin = static_cast<std::uint32_t>(out.keys_.size());
    word.key_size = static_cast<std::uint32_t>(key.size());
    out.keys_ += key;
    out.longest_key_ = std::max(out.longest_key_, key.size());
    const ShortWord bytes = Bytes(key);
    word.head = bytes.head;
    word.tail = bytes.tail;
    const std::uint64_t hash = key.size() > ShortWord::kMostBytes ? Hash64(key) : Hash(bytes);
    out.filter_[(hash >> 48) / 64] |= std::uint64_t{1} << ((hash >> 48) % 64);
    std::size_t at = (hash >> 32) & (capacity - 1);
    while (out.slots_[at].word != 0) {
      at = (at + 1) & (capacity - 1);
    }
    out.slots_[at] = {static_cast<std::uint32_t>(hash),
                      static_cast<std::uint32_t>(out.words_.size())};
    out.words_.push_back(word);
  }
  if (!emoji.empty()) {
    out.emoji_set_.resize(emoji.rbegin()->first / 64 + 1);
    out.has_ascii_emoji_ = emoji.begin()->first < 0x80;
  }
  for (auto& [symbol, description] : emoji) {
    out.emoji_set_[symbol / 64] |= std::uint64_t{1} << (symbol % 64);
    out.emoji_.emplace_back(symbol, std::move(description));
  }
  return out;
}

std::uint32_t VaderWords::Find(std::string_view lower) const noexcept {
  if (lower.size() <= ShortWord::kMostBytes) {
    const ShortWord bytes = Bytes(lower);
    return Find(bytes, lower.size(), Hash(bytes));
  }
  if (lower.size() > longest_key_) {
    return 0;
  }
  return FindHashed(Hash64(lower), [&](const VaderWord& word) {
    return lower == std::string_view(keys_).substr(word.key_begin, word.key_size);
  });
}

std::string_view VaderWords::Description(char32_t emoji) const noexcept {
  const auto at = std::lower_bound(emoji_.begin(), emoji_.end(), emoji,
                                   [](const auto& entry, char32_t e) { return entry.first < e; });
  return at->second;
}

}  // namespace slant
