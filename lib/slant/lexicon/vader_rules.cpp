#include "slant/lexicon/vader_rules.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <set>
#include <span>
#include <vector>

#include "slant/base/utf8.h"
#include "slant/lexicon/vader_words.h"

// The order of each sum and product below is the published one: another order has other last bits,
// and now and then another fourth decimal.  lib/CMakeLists.txt forbids fused multiply-add here.

namespace slant {
namespace {

using enum VaderRole;

struct Token {
  std::uint32_t word = 0;  // in VaderWords
  bool upper = false;      // at least one letter, all upper case
  bool negates = false;    // by its "n't"; listed negations are in VaderWord
};

// A token that the tables may have.
struct Known {
  std::size_t token = 0;
  std::size_t size = 0;
  ShortWord lower;
  std::uint64_t hash = 0;
};

struct ValuedToken {
  std::size_t token = 0;
  double value = 0;  // not 0
};

// ---- Text to tokens.

enum : std::uint8_t {
  kSpace = 1,  // LowBits finds it
  kPunctuation = 2,
  kLower = 4,
  kUpper = 8,
  kApostrophe = 16,
  kMark = 32,  // ! or ?
  kNonAscii = 64,
};

constexpr std::uint8_t IfIn(std::uint8_t c, std::uint8_t first, std::uint8_t last,
                            std::uint8_t type) {
  const bool in = static_cast<std::uint8_t>(c - first) <= static_cast<std::uint8_t>(last - first);
  return static_cast<std::uint8_t>(-static_cast<int>(in) & type);
}

constexpr std::uint8_t Classify(std::uint8_t c) {
  return static_cast<std::uint8_t>(
      IfIn(c, ' ', ' ', kSpace) | IfIn(c, 0x09, 0x0D, kSpace) | IfIn(c, 0x1C, 0x1F, kSpace) |
      IfIn(c, '!', '/', kPunctuation) | IfIn(c, ':', '@', kPunctuation) |
      IfIn(c, '[', '`', kPunctuation) | IfIn(c, '{', '~', kPunctuation) |
      IfIn(c, 'a', 'z', kLower) | IfIn(c, 'A', 'Z', kUpper) | IfIn(c, '\'', '\'', kApostrophe) |
      IfIn(c, '!', '!', kMark) | IfIn(c, '?', '?', kMark) | IfIn(c, 0x80, 0xFF, kNonAscii));
}

std::uint8_t ClassOf(char c) { return Classify(static_cast<std::uint8_t>(c)); }

// Lowers the ASCII letters in place and writes the classes; the answer is all classes.  No
// branches, so that compilers make vector code of it; inlined it would lose its __restrict, and
// with it that.
[[gnu::noinline]] std::uint8_t ClassifyBytes(std::uint8_t* __restrict text, std::size_t size,
                                             std::uint8_t* __restrict classes) {
  std::uint8_t seen = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const std::uint8_t type = Classify(text[i]);
    static_assert((kUpper << 2) == 'a' - 'A');
    text[i] = static_cast<std::uint8_t>(text[i] + ((type & kUpper) << 2));
    classes[i] = type;
    seen |= type;
  }
  return seen;
}

std::uint64_t LoadEight(const void* bytes) {
  std::uint64_t out = 0;
  std::memcpy(&out, bytes, sizeof out);
  return out;
}

constexpr std::uint64_t InEachByte(std::uint8_t byte) { return 0x0101010101010101ULL * byte; }

// Bit i of the answer is bit 0 of byte i.
constexpr std::uint64_t LowBits(std::uint64_t bytes) {
  return ((bytes & InEachByte(1)) * 0x0102040810204080ULL) >> 56;
}

// All bytes of the number or-ed.
constexpr std::uint8_t Together(std::uint64_t bytes) {
  bytes |= bytes >> 32;
  bytes |= bytes >> 16;
  return static_cast<std::uint8_t>(bytes | bytes >> 8);
}

// kLowBytes[8 + n] keeps the n lowest bytes of a number, for n from -8 to 16.
constexpr std::array<std::uint64_t, 25> MakeLowBytes() {
  std::array<std::uint64_t, 25> out{};
  for (std::size_t n = 1; n <= 16; ++n) {
    out[8 + n] = n < 8 ? (std::uint64_t{1} << (8 * n)) - 1 : ~std::uint64_t{0};
  }
  return out;
}

constexpr std::array<std::uint64_t, 25> kLowBytes = MakeLowBytes();

// The first `size` <= 16 bytes; 16 can be read.
ShortWord LoadShort(const void* bytes, std::size_t size) {
  return {LoadEight(bytes) & kLowBytes[8 + size],
          LoadEight(static_cast<const char*>(bytes) + 8) & kLowBytes[size]};
}

// The next byte from `at` on that is not ASCII, or a place behind the last; eight more classes than
// there are bytes can be read.
std::size_t NextNonAscii(const std::vector<std::uint8_t>& classes, std::size_t size,
                         std::size_t at) {
  for (; at < size; at += 8) {
    const std::uint64_t found = LoadEight(classes.data() + at) & InEachByte(kNonAscii);
    if (found != 0) {
      return at + static_cast<std::size_t>(std::countr_zero(found)) / 8;
    }
  }
  return size;
}

// Puts emoji into words.  A space goes before the words unless the character before was one;
// between the words and what follows there is none.  The answer is `text` if it has no emoji.
std::string_view DescribeEmoji(const VaderWords& words, std::string_view text,
                               const std::vector<std::uint8_t>& classes, std::string& out) {
  std::size_t copied = 0;
  bool after_space = true;
  bool found = false;
  const auto next = [&](std::size_t at) {
    return words.has_ascii_emoji() ? at : NextNonAscii(classes, text.size(), at);
  };
  for (std::size_t at = next(0); at < text.size();) {
    const CodePoint point = DecodeAt(text, at);
    if (words.IsEmoji(point.value)) {
      if (!found) {
        out.clear();
        found = true;
      }
      out.append(text, copied, at - copied);
      after_space = at == copied ? after_space : text[at - 1] == ' ';
      if (!after_space) {
        out += ' ';
      }
      out += words.Description(point.value);
      after_space = false;
      copied = at + point.bytes;
    }
    at = next(at + point.bytes);
  }
  if (!found) {
    return text;
  }
  out.append(text, copied, text.size() - copied);
  return out;
}

bool HasFewerThanThreeCharacters(std::string_view text) {
  if (text.size() < 3 || text.size() > 2 * 4) {
    return text.size() < 3;
  }
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text.size() && characters < 3; ++characters) {
    at += DecodeAt(text, at).bytes;
  }
  return characters < 3;
}

// Is the sigma at `sigma` the last letter of a word (Unicode's Final_Sigma)?  A letter before it,
// none after it, whatever apostrophes and marks between.
bool IsFinalSigma(std::string_view word, std::size_t sigma) {
  const auto ignored = [](char32_t c) {
    return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_CASE_IGNORABLE);
  };
  const auto cased = [](char32_t c) {
    return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_CASED);
  };
  bool letter_before = false;
  for (std::size_t at = sigma; at > 0;) {
    do {
      --at;
    } while (at > 0 && !IsCodePointBorder(word, at));
    const char32_t c = DecodeAt(word, at).value;
    if (!ignored(c)) {
      letter_before = cased(c);
      break;
    }
  }
  if (!letter_before) {
    return false;
  }
  for (std::size_t at = sigma + 2; at < word.size();) {
    const CodePoint point = DecodeAt(word, at);
    if (!ignored(point.value)) {
      return !cased(point.value);
    }
    at += point.bytes;
  }
  return true;
}

// Unicode's full lower case, which Python's str.lower is: one character to one, but for two.
void AppendLower(std::string_view word, std::size_t at, char32_t value, std::string& out) {
  if (value == 0x0130) {
    out += "i\u0307";
  } else if (value == 0x03A3) {
    AppendUtf8(IsFinalSigma(word, at) ? 0x03C2 : 0x03C3, out);
  } else {
    AppendUtf8(static_cast<char32_t>(u_tolower(static_cast<UChar32>(value))), out);
  }
}

// Punctuation and symbols in news are mostly these, and no letters.
bool IsGeneralPunctuation(char32_t value) { return value >= 0x2000 && value < 0x2070; }

struct Folded {
  std::string_view lower;
  bool upper;
};

// The slow way, for words that are not ASCII.  `lower` is the word with its ASCII letters lowered;
// the answer views it or `buffer`.
Folded FoldUnicode(std::string_view word, std::string_view lower, std::string& buffer) {
  bool any_upper = false;
  bool any_other_case = false;
  bool changes = false;
  for (std::size_t at = 0; at < word.size();) {
    const CodePoint point = DecodeAt(word, at);
    at += point.bytes;
    if (point.value < 0x80) {
      any_upper |= ClassOf(word[at - 1]) == kUpper;
      any_other_case |= ClassOf(word[at - 1]) == kLower;
    } else if (!IsGeneralPunctuation(point.value)) {
      const auto c = static_cast<UChar32>(point.value);
      any_upper |= u_hasBinaryProperty(c, UCHAR_UPPERCASE) != 0;
      any_other_case |=
          u_hasBinaryProperty(c, UCHAR_LOWERCASE) != 0 || u_charType(c) == U_TITLECASE_LETTER;
      changes |= u_tolower(c) != c || c == 0x0130;
    }
  }
  if (changes) {
    buffer.clear();
    for (std::size_t at = 0; at < word.size();) {
      const CodePoint point = DecodeAt(word, at);
      AppendLower(word, at, point.value, buffer);
      at += point.bytes;
    }
    lower = buffer;
  }
  return {lower, any_upper && !any_other_case};
}

// ---- The rules.

constexpr double kNegation = -0.74;
constexpr double kCapitals = 0.733;
constexpr std::size_t kWindow = 3;                                // words looked back
constexpr double kDistanceWeight[kWindow + 1] = {0, 1, .95, .9};  // of a booster, by distance
constexpr double kNeverSo = 1.25;
constexpr double kBeforeBut = 0.5;
constexpr double kAfterBut = 1.5;

class Sentence {
 public:
  /// @param mixed_case some tokens are all upper case and some are not, so capitals are emphasis.
  Sentence(const VaderWords& words, std::span<const Token> tokens, bool mixed_case)
      : words_(words), tokens_(tokens), mixed_case_(mixed_case) {}

  /// The value of a token that the lexicon has.
  double Rate(std::size_t i) const {
    const VaderWord& word = At(i);
    if (word.boost != 0 || (word.role == kKind && RoleAt(i + 1) == kOf)) {
      return 0;  // a modifier here
    }
    double value = word.valence;
    if (word.role == kNo && i + 1 < tokens_.size() && At(i + 1).valued) {
      value = 0;  // a negation here
    }
    if (FollowsNo(i)) {
      value = word.valence * kNegation;
    }
    if (IsShouted(i)) {
      value += value > 0 ? kCapitals : -kCapitals;
    }
    for (std::size_t distance = 1; distance <= std::min(i, kWindow); ++distance) {
      // A word with a valence of its own does not modify others.
      if (!At(i - distance).valued) {
        value += BoostBy(i - distance, value) * kDistanceWeight[distance];
        value *= NegationBy(i, distance);
        if (distance == kWindow) {
          value = ApplyPhrases(i, value);
        }
      }
    }
    return IsAfterLeast(i) ? value * kNegation : value;
  }

 private:
  const VaderWord& At(std::size_t i) const { return words_[tokens_[i].word]; }

  VaderRole RoleAt(std::size_t i) const { return i < tokens_.size() ? At(i).role : kNone; }

  // The role of the token `distance` before i; kNone before the first.
  VaderRole RoleBefore(std::size_t i, std::size_t distance) const {
    return i >= distance ? At(i - distance).role : kNone;
  }

  bool IsShouted(std::size_t i) const { return mixed_case_ && tokens_[i].upper; }

  bool Negates(std::size_t i) const { return tokens_[i].negates || At(i).negates; }

  // "no good", "no real good", "no gain or good".
  bool FollowsNo(std::size_t i) const {
    const VaderRole one = RoleBefore(i, 1);
    return one == kNo || RoleBefore(i, 2) == kNo ||
           (RoleBefore(i, 3) == kNo && (one == kOr || one == kNor));
  }

  double BoostBy(std::size_t modifier, double value) const {
    double boost = At(modifier).boost;
    if (boost == 0) {
      return 0;
    }
    if (value < 0) {
      boost = -boost;
    }
    if (IsShouted(modifier)) {
      boost += value > 0 ? kCapitals : -kCapitals;
    }
    return boost;
  }

  // What the token at a distance does to the value: "never so good" is better than good, and
  // "without doubt good" is good.
  double NegationBy(std::size_t i, std::size_t distance) const {
    const VaderRole far = RoleBefore(i, distance);
    const VaderRole one = RoleBefore(i, 1);
    const VaderRole two = RoleBefore(i, 2);
    const bool so_one = one == kSo || one == kThis;
    const bool so_two = two == kSo || two == kThis;
    if (distance == 2) {
      if (far == kNever && so_one) {
        return kNeverSo;
      }
      if (far == kWithout && one == kDoubt) {
        return 1;
      }
    } else if (distance == 3) {
      // As published: "so" right before the word is enough, whatever the third word is.
      if ((far == kNever && so_two) || so_one) {
        return kNeverSo;
      }
      if (far == kWithout && (two == kDoubt || one == kDoubt)) {
        return 1;
      }
    }
    return Negates(i - distance) ? kNegation : 1;
  }

  bool IsPhrase(const VaderPhrase& phrase, std::size_t first, std::size_t length) const {
    return (length == 3) == (phrase.words[2] != kNone) && At(first).role == phrase.words[0] &&
           RoleAt(first + 1) == phrase.words[1] &&
           (length == 2 || RoleAt(first + 2) == phrase.words[2]);
  }

  const VaderPhrase* FindIdiom(std::size_t first, std::size_t length) const {
    if (!At(first).starts_phrase) {
      return nullptr;
    }
    const auto* const end = std::end(kVaderIdioms);
    const auto* const found =
        std::find_if(std::begin(kVaderIdioms), end,
                     [&](const VaderPhrase& phrase) { return IsPhrase(phrase, first, length); });
    return found == end ? nullptr : found;
  }

  // Idioms set the value, whether they contain the word or stand before it; pairs of modifiers
  // lower it.  i >= 3, as published: at the start of a sentence there are no idioms.
  double ApplyPhrases(std::size_t i, double value) const {
    if (!At(i).starts_phrase && !At(i - 1).starts_phrase && !At(i - 2).starts_phrase &&
        !At(i - 3).starts_phrase) {
      return value;
    }
    struct Window {
      std::size_t first, length;
    };
    for (const auto& [first, length] : {Window{i - 1, 2}, Window{i - 2, 3}, Window{i - 2, 2},
                                        Window{i - 3, 3}, Window{i - 3, 2}}) {
      if (const VaderPhrase* const idiom = FindIdiom(first, length)) {
        value = idiom->value;
        break;
      }
    }
    for (const std::size_t length : {2, 3}) {
      if (const VaderPhrase* const idiom = FindIdiom(i, length)) {
        value = idiom->value;
      }
    }
    for (const std::size_t first : {i - 3, i - 2}) {
      for (const VaderPhrase& pair : kVaderBoosterPairs) {
        value += IsPhrase(pair, first, 2) ? pair.value : 0;
      }
    }
    return value;
  }

  // "least good", but neither "at least good" nor "very least good".
  bool IsAfterLeast(std::size_t i) const {
    if (RoleBefore(i, 1) != kLeast || At(i - 1).valued) {
      return false;
    }
    const VaderRole two = RoleBefore(i, 2);
    return two != kAt && two != kVery;
  }

  const VaderWords& words_;
  std::span<const Token> tokens_;
  bool mixed_case_;
};

// Values before "but" count half, those after it one and a half times.  As published, the place of
// a value is looked up by the value, so that of equal values the first one changes, and changes
// again; values that have changed are equal to others then.  Values of 0 stay 0 and are left out.
double ButWeight(std::size_t token, std::size_t but) {
  return token < but ? kBeforeBut : token > but ? kAfterBut : 1;
}

void WeighFew(std::span<ValuedToken> values, std::size_t but) {
  for (const ValuedToken& current : values) {
    ValuedToken* first = values.data();
    while (first->value != current.value) {
      ++first;
    }
    first->value *= ButWeight(first->token, but);
  }
}

void WeighMany(std::span<ValuedToken> values, std::size_t but) {
  std::set<std::pair<double, std::size_t>> places;
  for (std::size_t i = 0; i < values.size(); ++i) {
    places.emplace(values[i].value, i);
  }
  for (const ValuedToken& current : values) {
    const auto found = places.lower_bound({current.value, 0});
    auto node = places.extract(found);
    ValuedToken& first = values[node.value().second];
    first.value *= ButWeight(first.token, but);
    node.value().first = first.value;
    places.insert(std::move(node));
  }
}

void WeighAroundBut(std::span<ValuedToken> values, std::size_t but) {
  constexpr std::size_t kFew = 32;  // a sentence; about where the tree becomes faster
  values.size() <= kFew ? WeighFew(values, but) : WeighMany(values, but);
}

// Up to four exclamation marks, and two or more question marks.
double Emphasis(std::string_view text) {
  const auto exclamations = std::min<std::ptrdiff_t>(std::count(text.begin(), text.end(), '!'), 4);
  const auto questions = std::count(text.begin(), text.end(), '?');
  const double by_questions = questions < 2    ? 0
                              : questions <= 3 ? static_cast<double>(questions) * 0.18
                                               : 0.96;
  return static_cast<double>(exclamations) * 0.292 + by_questions;
}

// The double next to the decimal number with so many decimals that is next to x, ties to even: as
// Python's round.  |x| <= 1; scale is 10 to the number of decimals.
double Rounded(double x, double scale) {
  const double scaled = std::abs(x) * scale;
  auto whole = static_cast<std::int64_t>(scaled);
  const double above_half = (scaled - static_cast<double>(whole)) - 0.5;  // exact
  if (above_half > 0) {
    ++whole;
  } else if (above_half == 0) {
    // The product was rounded, but never across k + 1/2, which is a double: only if it is k + 1/2
    // what was lost decides.
    const double lost = std::fma(std::abs(x), scale, -scaled);
    whole += lost > 0 || (lost == 0 && whole % 2 != 0);
  }
  return std::copysign(static_cast<double>(whole) / scale, x);
}

VaderScore Summarise(std::span<const ValuedToken> values, std::size_t tokens, double emphasis) {
  if (values.empty()) {
    return {.neutral = 1};
  }
  double sum = 0;
  double positive = 0;  // each value counts one more than it is, as a neutral word counts one
  double negative = 0;
  auto neutral = static_cast<double>(tokens - values.size());
  for (const ValuedToken& valued : values) {
    sum += valued.value;
    if (valued.value > 0) {
      positive += valued.value + 1;
    } else if (valued.value < 0) {
      negative -= valued.value - 1;
    } else {
      ++neutral;  // weighed until nothing was left
    }
  }
  sum += sum > 0 ? emphasis : sum < 0 ? -emphasis : 0;
  if (positive > negative) {
    positive += emphasis;
  } else if (positive < negative) {
    negative += emphasis;
  }
  const double total = positive + negative + neutral;
  VaderScore score;
  score.negative = Rounded(negative / total, 1000);
  score.neutral = Rounded(neutral / total, 1000);
  score.positive = Rounded(positive / total, 1000);
  score.compound = Rounded(std::clamp(sum / std::sqrt(sum * sum + 15), -1.0, 1.0), 10000);
  return score;
}

}  // namespace

struct VaderWorkspace::Buffers {
  std::string described;  // the text with its emoji put into words
  // A byte for each of the text: ASCII letters lowered, and the class.  Behind the text are at
  // least 16 more, all space.
  std::vector<char> lower;
  std::vector<std::uint8_t> classes;
  std::vector<std::size_t> borders;  // of what stands between white space: begin, end, begin, ...
  std::size_t border_count = 0;
  std::string folded;  // one word in lower case
  std::vector<Token> tokens;
  std::size_t token_count = 0;
  std::vector<Known> known;
  std::vector<std::size_t> candidates;  // tokens that the lexicon has
  std::vector<ValuedToken> values;
  std::uint8_t seen = 0;  // classes of the text's characters
  std::size_t upper = 0;  // tokens all in upper case
  std::size_t but = 0;    // the first "but", if has_but
  bool has_but = false;

  // Fills lower, classes and seen.
  void ClassifyAll(std::string_view text);
  // Splits at white space, strips punctuation, looks the words up.
  void Split(const VaderWords& words, std::string_view text);

 private:
  void MarkUnicodeSpaces(std::string_view text);
  void FindBorders(std::size_t size);
  Token MakeToken(const VaderWords& words, std::string_view text, std::size_t begin,
                  std::size_t end, std::uint8_t types);
};

void VaderWorkspace::Buffers::ClassifyAll(std::string_view text) {
  constexpr std::size_t kVector = 16;
  const std::size_t padded = text.size() + 64 + kVector;
  if (lower.size() < padded) {
    lower.resize(padded);
    classes.resize(padded);
  }
  // Whole vectors: characters one by one at the end would take longer than all before them.
  const std::size_t rounded = (text.size() + kVector - 1) / kVector * kVector;
  text.copy(lower.data(), text.size());
  std::memset(lower.data() + text.size(), 0, rounded - text.size());
  seen = ClassifyBytes(reinterpret_cast<std::uint8_t*>(lower.data()), rounded, classes.data());
  std::memset(classes.data() + text.size(), kSpace, padded - text.size());
}

void VaderWorkspace::Buffers::MarkUnicodeSpaces(std::string_view text) {
  for (std::size_t at = NextNonAscii(classes, text.size(), 0); at < text.size();) {
    const CodePoint point = DecodeAt(text, at);
    if (IsVaderSpace(point.value)) {
      std::fill_n(classes.begin() + static_cast<std::ptrdiff_t>(at), point.bytes, kSpace);
    }
    at = NextNonAscii(classes, text.size(), at + point.bytes);
  }
}

void VaderWorkspace::Buffers::FindBorders(std::size_t size) {
  if (borders.size() < size + 2) {
    borders.resize(size + 2);
  }
  std::size_t count = 0;
  std::uint64_t inside = 0;  // is the byte before the block part of a word?
  for (std::size_t block = 0; block <= size; block += 64) {
    std::uint64_t spaces = 0;
    for (std::size_t i = 0; i < 8; ++i) {
      spaces |= LowBits(LoadEight(classes.data() + block + 8 * i)) << (8 * i);
    }
    const std::uint64_t filled = ~spaces;
    std::uint64_t changes = filled ^ (filled << 1 | inside);
    inside = filled >> 63;
    for (; changes != 0; changes &= changes - 1) {
      borders[count++] = block + static_cast<std::size_t>(std::countr_zero(changes));
    }
  }
  border_count = count;
}

// A word with punctuation, of more than 16 bytes or of other letters than ASCII's.
Token VaderWorkspace::Buffers::MakeToken(const VaderWords& words, std::string_view text,
                                         std::size_t begin, std::size_t end, std::uint8_t types) {
  constexpr std::size_t kShort = ShortWord::kMostBytes;
  Token token;
  token.upper = (types & (kUpper | kLower)) == kUpper;
  if ((types & kPunctuation) != 0) {
    std::size_t first = begin;
    std::size_t last = end;
    while (first < last && (classes[first] & kPunctuation) != 0) {
      ++first;
    }
    while (last > first && (classes[last - 1] & kPunctuation) != 0) {
      --last;
    }
    // Of an emoticon little would be left; it stays as it is.
    if (!HasFewerThanThreeCharacters(text.substr(first, last - first))) {
      begin = first;
      end = last;
    }
  }
  const std::string_view lowered(lower.data() + begin, end - begin);
  token.negates = (types & kApostrophe) != 0 && lowered.find("n't") != std::string_view::npos;
  if ((types & kNonAscii) != 0) {
    const Folded word = FoldUnicode(text.substr(begin, end - begin), lowered, folded);
    token.upper = word.upper;
    token.word = words.Find(word.lower);
  } else if (lowered.size() <= kShort) {
    const ShortWord word = LoadShort(lowered.data(), lowered.size());
    const std::uint64_t hash = VaderWords::Hash(word);
    token.word = words.MayHave(hash) ? words.Find(word, lowered.size(), hash) : 0;
  } else {
    token.word = words.Find(lowered);
  }
  return token;
}

// In two rounds: whether a word is known cannot be foreseen, and a processor that guesses wrong
// loses more time than the look-up takes.  So the first round has no branch on it.
void VaderWorkspace::Buffers::Split(const VaderWords& words, std::string_view text) {
  if ((seen & kNonAscii) != 0) {
    MarkUnicodeSpaces(text);
  }
  FindBorders(text.size());
  const std::size_t count = border_count / 2;
  if (tokens.size() < count) {
    tokens.resize(count);
    known.resize(count);
  }
  token_count = count;
  std::size_t known_count = 0;
  upper = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t begin = borders[2 * i];
    const std::size_t size = borders[2 * i + 1] - begin;
    Known& entry = known[known_count];
    entry.token = i;
    std::uint8_t types = 0;
    if (size <= ShortWord::kMostBytes) {
      const ShortWord each = LoadShort(classes.data() + begin, size);
      types = Together(each.head | each.tail);
      if ((types & (kPunctuation | kNonAscii)) == 0) {
        entry.lower = LoadShort(lower.data() + begin, size);
        entry.size = size;
        entry.hash = VaderWords::Hash(entry.lower);
        known_count += words.MayHave(entry.hash);
        const bool is_upper = (types & (kUpper | kLower)) == kUpper;
        tokens[i] = {0, is_upper, false};
        upper += is_upper;
        continue;
      }
    } else {
      for (std::size_t at = begin; at < begin + size; ++at) {
        types |= classes[at];
      }
    }
    tokens[i] = MakeToken(words, text, begin, begin + size, types);
    upper += tokens[i].upper;
    known_count += tokens[i].word != 0;
  }

  candidates.clear();
  has_but = false;
  for (std::size_t k = 0; k < known_count; ++k) {
    const Known& entry = known[k];
    Token& token = tokens[entry.token];
    if (token.word == 0) {
      token.word = words.Find(entry.lower, entry.size, entry.hash);
    }
    const VaderWord& word = words[token.word];
    if (word.valued) {
      candidates.push_back(entry.token);
    }
    if (word.role == kBut && !has_but) {
      has_but = true;
      but = entry.token;
    }
  }
}

VaderWorkspace::VaderWorkspace() : buffers_(std::make_unique<Buffers>()) {}
VaderWorkspace::VaderWorkspace(VaderWorkspace&&) noexcept = default;
VaderWorkspace& VaderWorkspace::operator=(VaderWorkspace&&) noexcept = default;
VaderWorkspace::~VaderWorkspace() = default;

Result<VaderRules> VaderRules::Read(const std::string& lexicon_path,
                                    const std::string& emoji_path) {
  SLANT_ASSIGN_OR_RETURN(auto words, VaderWords::Read(lexicon_path, emoji_path));
  return VaderRules(std::make_shared<const VaderWords>(std::move(words)));
}

VaderScore VaderRules::Score(std::string_view text, VaderWorkspace& workspace) const {
  const VaderWords& words = *words_;
  VaderWorkspace::Buffers& buffers = *workspace.buffers_;
  buffers.ClassifyAll(text);
  if ((buffers.seen & kNonAscii) != 0 || words.has_ascii_emoji()) {
    const std::string_view described =
        DescribeEmoji(words, text, buffers.classes, buffers.described);
    if (described.data() != text.data()) {
      text = described;
      buffers.ClassifyAll(text);
    }
  }
  buffers.Split(words, text);
  const std::span<const Token> tokens(buffers.tokens.data(), buffers.token_count);
  if (tokens.empty()) {
    return {};
  }
  const bool mixed_case = buffers.upper > 0 && buffers.upper < tokens.size();
  const Sentence sentence(words, tokens, mixed_case);
  buffers.values.clear();
  for (const std::size_t candidate : buffers.candidates) {
    if (const double value = sentence.Rate(candidate); value != 0) {
      buffers.values.push_back({candidate, value});
    }
  }
  if (buffers.has_but) {
    WeighAroundBut(buffers.values, buffers.but);
  }
  const double emphasis = (buffers.seen & kMark) != 0 ? Emphasis(text) : 0;
  return Summarise(buffers.values, tokens.size(), emphasis);
}

}  // namespace slant
