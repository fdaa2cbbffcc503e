#include "slant/lexicon/pattern_matcher.h"

#include <algorithm>
#include <array>
#include <bit>
#include <iterator>
#include <string>
#include <utility>

#include "slant/base/hash.h"
#include "slant/lexicon/glob.h"
#include "slant/text/tokenizer.h"

namespace slant {
namespace {

// A form is what a token may be taken for: a run of symbols.  Bit 31: one of them begins a pattern.
constexpr std::uint32_t kNoForm = 0;
constexpr std::uint32_t kBegins = 0x80000000;
// Bit 30: the form lies in the workspace, since no table has the word.
constexpr std::uint32_t kPassing = 0x40000000;
// Bit 29: one of them is a whole pattern.
constexpr std::uint32_t kAlone = 0x20000000;
constexpr std::uint32_t kIndexBits = 0x1FFFFFFF;

constexpr std::uint32_t kRoot = 0;

// What a piece of a pattern, or a token, is compared as.
enum class PieceKind : std::uint8_t { kWord, kMark, kNumber, kGlob };

// Marks (emoticons, emoji, punctuation), numbers and words must not meet in one hash table.
std::uint64_t HashPiece(std::string_view form, PieceKind kind) {
  return kind == PieceKind::kWord ? Vocabulary::HashWord(form)
                                  : Hash64(form, kind == PieceKind::kMark ? 1 : 2) | 1;
}

// A mark or number as it is compared: in lower case, without the selector that asks for a coloured
// emoji.  The view lies in `buffer`; empty if it is too long.
std::string_view ExactForm(std::string_view text, WordBuffer& buffer) {
  constexpr std::string_view kSelector = "\xEF\xB8\x8F";
  std::string_view form = LookupForm(text, TokenKind::kSymbol, buffer);
  for (std::size_t at = form.find(kSelector); at != std::string_view::npos;
       at = form.find(kSelector)) {
    char* const rest = buffer.data() + at;
    std::copy(rest + kSelector.size(), buffer.data() + form.size(), rest);
    form.remove_suffix(kSelector.size());
  }
  return form;
}

struct Piece {
  std::string form;
  PieceKind kind = PieceKind::kWord;
};

bool IsWild(char c) { return c == '*' || c == '?'; }

// Is every word of the pattern one token for sure: letters and inner hyphens?
bool IsPlain(std::string_view pattern) {
  bool letter_before = false;
  for (const char c : pattern) {
    const bool letter = c >= 'a' && c <= 'z';
    if (!letter && c != ' ' && !(c == '-' && letter_before)) {
      return false;
    }
    letter_before = letter;
  }
  // A hyphen has a letter before it; one also has to follow.
  return pattern.find("- ") == std::string_view::npos && !pattern.ends_with('-');
}

constexpr std::string_view kClitics[] = {"n't", "'s", "'d", "'ll", "'re", "'ve", "'m"};

bool IsClitic(std::string_view text) {
  return std::find(std::begin(kClitics), std::end(kClitics), text) != std::end(kClitics);
}

// Cuts patterns into pieces.
class Cutter {
 public:
  explicit Cutter(Document& scratch) : document_(scratch) {}

  // The pieces; none for a pattern that cannot fit or would fit everything.
  const std::vector<Piece>& Cut(const Pattern& pattern) {
    pieces_.clear();
    fits_ = true;
    const bool plain = IsPlain(pattern.text);
    std::string_view rest = pattern.text;
    while (!rest.empty() && fits_) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      if (const std::string_view word = rest.substr(0, end); !word.empty()) {
        if (plain) {
          Add(word, PieceKind::kWord);
        } else if (pattern.literal || std::none_of(word.begin(), word.end(), IsWild)) {
          CutWord(word);
        } else {
          CutGlob(word);
        }
      }
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    const auto written_out = [](const Piece& piece) {
      return !std::all_of(piece.form.begin(), piece.form.end(), IsWild) ||
             piece.kind != PieceKind::kGlob;
    };
    if (!fits_ || std::none_of(pieces_.begin(), pieces_.end(), written_out)) {
      pieces_.clear();
    }
    return pieces_;
  }

 private:
  // Of this name are no words that a segmenter has met.
  static constexpr std::uint64_t kMemoKey = ~std::uint64_t{0};

  void Add(std::string_view form, PieceKind kind) {
    fits_ =
        fits_ && !form.empty() && form.size() <= 2 * kMaxWordBytes &&
        (kind == PieceKind::kGlob || form.size() <= kMaxWordBytes || kind != PieceKind::kWord) &&
        pieces_.size() < PatternMatcher::kMaxTokens;
    if (fits_) {
      pieces_.push_back({std::string(form), kind});
    }
  }

  // Cuts as a text is cut.
  void AddTokens(std::string_view text) {
    Tokens(text);
    for (const Token& token : document_.tokens) {
      const std::string_view part = document_.Text(token.span);
      if (token.kind == TokenKind::kWord) {
        Add(LookupForm(part, token.kind, buffer_), PieceKind::kWord);
      } else {
        Add(ExactForm(part, buffer_),
            token.kind == TokenKind::kNumber ? PieceKind::kNumber : PieceKind::kMark);
      }
    }
  }

  void Tokens(std::string_view text) {
    document_.text = text;
    Tokenize(empty_, document_, kMemoKey);
  }

  void CutWord(std::string_view word) {
    if (const std::string_view form = LookupForm(word, TokenKind::kWord, buffer_); IsClitic(form)) {
      return Add(form, PieceKind::kWord);
    }
    // Emoticons are told by case (":D"), patterns have none.
    if (std::string_view(":;=").find(word[0]) != std::string_view::npos) {
      std::string upper(word);
      for (char& c : upper) {
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
      }
      Tokens(upper);
      if (document_.tokens.size() == 1 && document_.tokens[0].kind == TokenKind::kEmoji) {
        return Add(ExactForm(word, buffer_), PieceKind::kMark);
      }
    }
    AddTokens(word);
  }

  void CutGlob(std::string_view word) {
    if (word.back() == '*' && std::count_if(word.begin(), word.end(), IsWild) == 1 &&
        word.size() > 1) {
      return CutPrefix(word.substr(0, word.size() - 1));
    }
    const bool number = word[0] >= '0' && word[0] <= '9';
    std::string_view form =
        LookupForm(word, number ? TokenKind::kNumber : TokenKind::kWord, buffer_);
    std::string_view clitic;
    for (const std::string_view tail : kClitics) {
      if (clitic.empty() && form.size() > tail.size() && form.ends_with(tail)) {
        clitic = tail;
      }
    }
    std::string glob(form.substr(0, form.size() - clitic.size()));
    glob.erase(
        std::unique(glob.begin(), glob.end(), [](char a, char b) { return a == '*' && b == '*'; }),
        glob.end());
    Add(glob, PieceKind::kGlob);
    if (!clitic.empty()) {
      Add(clitic, PieceKind::kWord);
    }
  }

  // A text is cut before clitics ("don't*"), not after hyphens ("anti-*").
  void CutPrefix(std::string_view prefix) {
    Tokens(prefix);
    const bool letter = document_.tokens.empty() || document_.tokens.back().word == kNoWord;
    const std::size_t before = pieces_.size();
    AddTokens(letter ? std::string(prefix) + 'x' : std::string(prefix));
    if (!fits_ || pieces_.size() == before || pieces_.back().kind == PieceKind::kMark) {
      fits_ = false;
      return;
    }
    Piece& last = pieces_.back();
    if (letter) {
      last.form.pop_back();
    }
    if (last.kind == PieceKind::kNumber) {
      std::string form(LookupForm(last.form, TokenKind::kNumber, buffer_));
      last.form = std::move(form);
    }
    fits_ = !last.form.empty();
    last.form += '*';
    last.kind = PieceKind::kGlob;
  }

  Vocabulary empty_;
  Document& document_;
  WordBuffer buffer_;
  std::vector<Piece> pieces_;
  bool fits_ = true;
};

// Numbers by a hash that is never 0, open addressing.
class HashTable {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  void Reserve(std::size_t items) {
    if (2 * items > slots_.size()) {
      std::vector<Slot> old(std::bit_ceil(2 * items));
      old.swap(slots_);
      for (const Slot& slot : old) {
        if (slot.hash != 0) {
          SlotOf(slot.hash) = slot;
        }
      }
    }
  }

  // The number of the hash: `fresh`, or the one it got before.
  std::uint32_t FindOrAdd(std::uint64_t hash, std::uint32_t fresh) {
    if (2 * (size_ + 1) > slots_.size()) {
      Reserve(std::max<std::size_t>(16, slots_.size()));
    }
    Slot& slot = SlotOf(hash);
    if (slot.hash == 0) {
      slot = {hash, fresh};
      ++size_;
    }
    return slot.number;
  }

  // kNone if there is none.
  std::uint32_t Find(std::uint64_t hash) const {
    if (slots_.empty()) {
      return kNone;
    }
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = hash & mask;; i = (i + 1) & mask) {
      if (slots_[i].hash == hash) {
        return slots_[i].number;
      }
      if (slots_[i].hash == 0) {
        return kNone;
      }
    }
  }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t number = 0;
  };
  Slot& SlotOf(std::uint64_t hash) {
    std::size_t i = hash & (slots_.size() - 1);
    while (slots_[i].hash != 0 && slots_[i].hash != hash) {
      i = (i + 1) & (slots_.size() - 1);
    }
    return slots_[i];
  }

  std::vector<Slot> slots_;
  std::size_t size_ = 0;
};

}  // namespace

std::string OneWord(std::string_view pattern) {
  Document scratch;
  return OneWord(pattern, scratch);
}

std::string OneWord(std::string_view pattern, Document& scratch) {
  Cutter cutter(scratch);
  const std::vector<Piece>& pieces = cutter.Cut({pattern});
  return pieces.size() == 1 && pieces[0].kind == PieceKind::kWord ? pieces[0].form : std::string();
}

struct PatternMatcher::Tables {
  struct Edge {
    std::uint64_t key = 0;  // node + 1, symbol; 0 is empty
    std::uint32_t child = 0;
  };

  std::vector<std::uint32_t> word_forms;          // one a word of the vocabulary
  HashTable other_forms;                          // by hash: unknown words, marks, numbers
  std::array<std::uint32_t, 128> ascii_marks{};   // forms of marks of one byte
  std::vector<std::uint32_t> form_ends = {0, 0};  // of each form in form_symbols; form 0 is none
  std::vector<std::uint32_t> form_symbols;
  std::vector<Edge> edges;
  std::vector<std::uint64_t> pairs;       // bits of the pairs of pieces that begin phrases
  std::vector<std::uint32_t> pattern_of;  // one a node, or kNoPattern
  std::vector<std::uint32_t> canonical;
  GlobSet globs;
  bool marks = false;    // has a mark that is written out
  bool numbers = false;  // has a number that is written out

  static std::uint64_t Key(std::uint32_t node, std::uint32_t symbol) {
    return (std::uint64_t{node} + 1) << 32 | symbol;
  }

  // The form of a mark or number, or of a word that the vocabulary does not have.
  std::uint32_t OtherForm(std::string_view text, PieceKind kind) const {
    WordBuffer buffer;
    const std::uint32_t form = other_forms.Find(HashPiece(ExactForm(text, buffer), kind));
    return form == HashTable::kNone ? kNoForm : form;
  }

  // The child of a node, or kRoot.
  std::uint32_t Child(std::uint32_t node, std::uint32_t symbol) const {
    const std::uint64_t key = Key(node, symbol);
    for (std::uint64_t i = Mix64(key);; ++i) {
      const Edge& edge = edges[i & (edges.size() - 1)];
      if (edge.key == key) {
        return edge.child;
      }
      if (edge.key == 0) {
        return kRoot;
      }
    }
  }

  std::uint32_t AddChild(std::uint32_t node, std::uint32_t symbol) {
    const std::uint64_t key = Key(node, symbol);
    for (std::uint64_t i = Mix64(key);; ++i) {
      Edge& edge = edges[i & (edges.size() - 1)];
      if (edge.key == 0) {
        edge = {key, static_cast<std::uint32_t>(pattern_of.size())};
        pattern_of.push_back(kNoPattern);
      }
      if (edge.key == key) {
        return edge.child;
      }
    }
  }

  // A new form of these symbols; kNoForm for none.
  std::uint32_t AddForm(const std::vector<std::uint32_t>& symbols) {
    if (symbols.empty()) {
      return kNoForm;
    }
    form_symbols.insert(form_symbols.end(), symbols.begin(), symbols.end());
    form_ends.push_back(static_cast<std::uint32_t>(form_symbols.size()));
    const auto form = static_cast<std::uint32_t>(form_ends.size() - 2);
    return form | Flags(symbols);
  }

  // kBegins and kAlone of a form of these symbols.
  std::uint32_t Flags(std::span<const std::uint32_t> symbols) const {
    std::uint32_t flags = 0;
    for (const std::uint32_t symbol : symbols) {
      if (const std::uint32_t child = Child(kRoot, symbol); child != kRoot) {
        flags |= kBegins | (pattern_of[child] != kNoPattern ? kAlone : 0);
      }
    }
    return flags;
  }

  std::uint64_t PairBit(std::uint32_t first, std::uint32_t second) const {
    return Mix64(std::uint64_t{first} << 32 | second) & (64 * pairs.size() - 1);
  }

  // Can a phrase begin with these two forms?  Wrong now and then: then the trie says no.
  bool MayBeginPhrase(std::uint32_t first, std::uint32_t second,
                      const PatternWorkspace& work) const {
    const auto begin = Symbols(first, work), next = Symbols(second, work);
    if (begin.size() * next.size() > 16) {
      return true;
    }
    for (const std::uint32_t a : begin) {
      for (const std::uint32_t b : next) {
        const std::uint64_t bit = PairBit(a, b);
        if ((pairs[bit / 64] >> (bit % 64) & 1) != 0) {
          return true;
        }
      }
    }
    return false;
  }

  std::span<const std::uint32_t> Symbols(std::uint32_t form, const PatternWorkspace& work) const {
    const std::uint32_t index = form & kIndexBits;
    if ((form & kPassing) != 0) {
      const std::uint32_t begin = index == 0 ? 0 : work.ends[index - 1];
      return std::span(work.symbols).subspan(begin, work.ends[index] - begin);
    }
    return std::span(form_symbols)
        .subspan(form_ends[index], form_ends[index + 1] - form_ends[index]);
  }

  struct Found {
    std::uint32_t pattern = kNoPattern;
    std::uint32_t length = 0;
    std::uint32_t tries = 0;
  };

  // The longest pattern below `node` that the tokens from `at` on fit; no node is seen twice.
  void Longest(std::uint32_t node, std::size_t at, std::uint32_t length,
               const PatternWorkspace& work, Found& best) const {
    if (pattern_of[node] != kNoPattern && length > best.length) {
      best.pattern = pattern_of[node];
      best.length = length;
    }
    if (at == work.forms.size() || work.forms[at] == kNoForm) {
      return;
    }
    for (const std::uint32_t symbol : Symbols(work.forms[at], work)) {
      if (++best.tries > kMaxTries) {
        return;
      }
      if (const std::uint32_t child = Child(node, symbol); child != kRoot) {
        Longest(child, at + 1, length + 1, work, best);
      }
    }
  }
};

PatternMatcher PatternMatcher::Compile(std::span<const Pattern> patterns,
                                       const Vocabulary& vocabulary) {
  PatternMatcher matcher;
  if (patterns.empty()) {
    return matcher;
  }
  auto tables = std::make_shared<Tables>();
  Tables& t = *tables;
  matcher.tables_ = tables;
  // Symbols are numbered from 0: written-out pieces by their hash, globs by their text.
  struct Exact {
    std::uint64_t hash;
    std::uint32_t symbol;
    PieceKind kind;
  };
  std::vector<Exact> exact;
  std::vector<std::string> spellings;  // of `exact`, if there are globs, which fit them too
  HashTable symbol_of;
  symbol_of.Reserve(patterns.size());
  std::uint32_t symbol_count = 0;
  std::vector<std::uint32_t> pieces;  // symbols of all patterns
  std::vector<std::size_t> ends;
  pieces.reserve(patterns.size());
  ends.reserve(patterns.size());
  const bool any_glob = std::any_of(patterns.begin(), patterns.end(), [](const Pattern& p) {
    return std::any_of(p.text.begin(), p.text.end(), IsWild);
  });
  Document scratch;
  Cutter cutter(scratch);
  for (const Pattern& pattern : patterns) {
    const std::size_t first = pieces.size();
    for (const Piece& piece : cutter.Cut(pattern)) {
      if (piece.kind == PieceKind::kGlob) {
        const std::uint32_t symbol = t.globs.Add(piece.form, symbol_count);
        if (symbol == GlobSet::kFull) {
          pieces.resize(first);
          break;
        }
        symbol_count += symbol == symbol_count;
        pieces.push_back(symbol);
        continue;
      }
      const std::uint64_t hash = HashPiece(piece.form, piece.kind);
      const std::uint32_t symbol = symbol_of.FindOrAdd(hash, symbol_count);
      if (symbol == symbol_count) {
        ++symbol_count;
        t.marks |= piece.kind == PieceKind::kMark;
        t.numbers |= piece.kind == PieceKind::kNumber;
        exact.push_back({hash, symbol, piece.kind});
        if (any_glob) {
          spellings.push_back(piece.form);
        }
      }
      pieces.push_back(symbol);
    }
    ends.push_back(pieces.size());
  }
  t.canonical.assign(patterns.size(), kNoPattern);
  t.pattern_of.push_back(kNoPattern);
  if (pieces.empty()) {
    return matcher;
  }
  t.edges.resize(std::bit_ceil(2 * pieces.size() + 2));
  t.pattern_of.reserve(pieces.size() + 1);
  t.pairs.resize(std::bit_ceil(pieces.size() / 8 + 16));
  for (std::size_t p = 0, first = 0; p < patterns.size(); first = ends[p++]) {
    std::uint32_t node = kRoot;
    for (std::size_t i = first; i < ends[p]; ++i) {
      node = t.AddChild(node, pieces[i]);
    }
    if (ends[p] > first + 1) {
      const std::uint64_t bit = t.PairBit(pieces[first], pieces[first + 1]);
      t.pairs[bit / 64] |= std::uint64_t{1} << (bit % 64);
    }
    if (node != kRoot) {
      if (t.pattern_of[node] == kNoPattern) {
        t.pattern_of[node] = static_cast<std::uint32_t>(p);
      }
      t.canonical[p] = t.pattern_of[node];
    }
  }

  // Forms: a word of the vocabulary may be an exact symbol and fit globs.
  t.globs.Finish();
  t.word_forms.assign(vocabulary.size(), kNoForm);
  std::vector<std::uint32_t> symbols;
  if (!t.globs.empty()) {
    for (WordId id = 0; id < vocabulary.size(); ++id) {
      const std::string_view word = vocabulary.Word(id);
      symbols.clear();
      if (const std::uint32_t symbol = symbol_of.Find(Vocabulary::HashWord(word));
          symbol != HashTable::kNone) {
        symbols.push_back(symbol);
      }
      t.globs.Fit(word, symbols);
      t.word_forms[id] = t.AddForm(symbols);
    }
  }
  t.other_forms.Reserve(exact.size());
  t.form_symbols.reserve(t.form_symbols.size() + exact.size());
  t.form_ends.reserve(t.form_ends.size() + exact.size());
  WordBuffer buffer;
  for (std::size_t i = 0; i < exact.size(); ++i) {
    const auto& [hash, symbol, kind] = exact[i];
    const WordId id = kind == PieceKind::kWord ? vocabulary.FindHash(hash) : kUnknownWord;
    if (id != kUnknownWord && t.word_forms[id] != kNoForm) {
      continue;
    }
    symbols.assign(1, symbol);
    if (!t.globs.empty() && kind != PieceKind::kMark) {
      t.globs.Fit(kind == PieceKind::kNumber ? LookupForm(spellings[i], TokenKind::kNumber, buffer)
                                             : std::string_view(spellings[i]),
                  symbols);
    }
    const std::uint32_t form = t.AddForm(symbols);
    if (id != kUnknownWord) {
      t.word_forms[id] = form;
    } else {
      t.other_forms.FindOrAdd(hash, form);
    }
  }
  if (t.marks) {
    for (std::size_t byte = 1; byte < t.ascii_marks.size(); ++byte) {
      const char mark = static_cast<char>(byte);
      t.ascii_marks[byte] = t.OtherForm({&mark, 1}, PieceKind::kMark);
    }
  }
  return matcher;
}

bool PatternMatcher::empty() const noexcept { return tables_ == nullptr || tables_->edges.empty(); }

std::span<const std::uint32_t> PatternMatcher::canonical() const noexcept {
  return tables_ == nullptr ? std::span<const std::uint32_t>() : tables_->canonical;
}

void PatternMatcher::Match(const Document& document, std::uint32_t first_token,
                           std::uint32_t end_token, PatternWorkspace& work,
                           std::vector<PatternMatch>& matches) const {
  if (empty() || first_token >= end_token) {
    return;
  }
  const Tables& t = *tables_;
  work.forms.resize(end_token - first_token);
  work.symbols.clear();
  work.ends.clear();
  const auto& unknown = document.unknown_words;
  auto next_unknown = unknown.end();
  bool sought = false;
  std::uint32_t begins = 0;
  for (std::uint32_t i = first_token; i < end_token; ++i) {
    const Token& token = document.tokens[i];
    const bool number = t.numbers && token.kind == TokenKind::kNumber;
    std::uint32_t form =
        number ? t.OtherForm(document.Text(token.span), PieceKind::kNumber) : kNoForm;
    if (form != kNoForm) {
      // A number that is written out in the list.
    } else if (token.word < t.word_forms.size()) {
      form = t.word_forms[token.word];
    } else if (token.word == kNoWord) {
      if (t.marks) {
        const std::string_view text = document.Text(token.span);
        const auto byte = static_cast<unsigned char>(text[0]);
        form = text.size() == 1 && byte < t.ascii_marks.size()
                   ? t.ascii_marks[byte]
                   : t.OtherForm(text, PieceKind::kMark);
      }
    } else {
      if (!sought) {
        sought = true;
        next_unknown = std::partition_point(unknown.begin(), unknown.end(),
                                            [&](const UnknownWord& w) { return w.token < i; });
      }
      while (next_unknown != unknown.end() && next_unknown->token < i) {
        ++next_unknown;  // a number that was found above
      }
      if (next_unknown != unknown.end() && next_unknown->token == i) {
        const std::uint32_t known = t.other_forms.Find(next_unknown->hash);
        if (known != HashTable::kNone) {
          form = known;
        } else if (!t.globs.empty()) {
          WordBuffer buffer;
          const std::size_t before = work.symbols.size();
          t.globs.Fit(LookupForm(document.Text(token.span), token.kind, buffer), work.symbols);
          if (work.symbols.size() > before) {
            form = static_cast<std::uint32_t>(work.ends.size()) | kPassing;
            form |= t.Flags(std::span(work.symbols).subspan(before));
            work.ends.push_back(static_cast<std::uint32_t>(work.symbols.size()));
          }
        }
      }
    }
    work.forms[i - first_token] = form;
    begins |= form;
  }
  if ((begins & kBegins) == 0) {
    return;
  }
  for (std::size_t i = 0; i < work.forms.size();) {
    Tables::Found best;
    const std::uint32_t form = work.forms[i];
    if ((form & kBegins) != 0 &&
        ((form & kAlone) != 0 || (i + 1 < work.forms.size() && work.forms[i + 1] != kNoForm &&
                                  t.MayBeginPhrase(form, work.forms[i + 1], work)))) {
      t.Longest(kRoot, i, 0, work, best);
    }
    if (best.length > 0) {
      const auto first = first_token + static_cast<std::uint32_t>(i);
      matches.push_back({best.pattern, first, first + best.length});
    }
    i += std::max<std::size_t>(best.length, 1);
  }
}

}  // namespace slant
