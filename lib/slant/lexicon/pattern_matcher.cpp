#include "slant/lexicon/pattern_matcher.h"

#include <algorithm>
#include <bit>
#include <string>
#include <unordered_map>
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
constexpr std::uint32_t kIndexBits = 0x3FFFFFFF;

constexpr std::uint32_t kRoot = 0;

// Marks (emoticons, emoji, punctuation) and words must not meet in one hash table.
std::uint64_t MarkHash(std::string_view text) { return Hash64(text, 1) | 1; }

// One piece of a pattern: a token's form, a mark, or a glob for a token's form.
struct Piece {
  std::string form;
  bool glob = false;
  bool mark = false;
};

bool IsPlain(std::string_view pattern) {
  return std::all_of(pattern.begin(), pattern.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || c == ' '; });
}

bool IsClitic(std::string_view text) {
  return text == "n't" || text == "'s" || text == "'d" || text == "'ll" || text == "'re" ||
         text == "'ve" || text == "'m";
}

// Cuts patterns into pieces; holds the buffers for it.
class Cutter {
 public:
  const std::vector<Piece>& Cut(std::string_view pattern) {
    pieces_.clear();
    const bool plain = IsPlain(pattern);
    while (!pattern.empty()) {
      const std::size_t end = std::min(pattern.find(' '), pattern.size());
      if (const std::string_view word = pattern.substr(0, end); !word.empty()) {
        if (plain || IsClitic(word)) {
          pieces_.push_back({std::string(word), false, false});
        } else {
          CutWord(word);
        }
      }
      pattern.remove_prefix(std::min(end + 1, pattern.size()));
    }
    return pieces_;
  }

 private:
  void CutWord(std::string_view word) {
    const std::size_t glob = word.find_first_of("*?");
    const bool prefix =
        glob != std::string_view::npos && glob + 1 == word.size() && word[glob] == '*' && glob > 0;
    // "?" and "*" alone are marks of a text; among others they are globs.
    if (glob != std::string_view::npos && !prefix && word.size() > 1) {
      if (word.find_first_not_of("*?") != std::string_view::npos) {
        pieces_.push_back({std::string(word), true, false});
      }
      return;
    }
    document_.text = prefix ? word.substr(0, glob) : word;
    Tokenize(empty_, document_);
    for (const Token& token : document_.tokens) {
      const std::string_view text = document_.Text(token.span);
      if (token.word == kNoWord) {
        pieces_.push_back({std::string(text), false, true});
      } else {
        pieces_.push_back({std::string(LookupForm(text, token.kind, buffer_)), false, false});
      }
    }
    if (prefix && !pieces_.empty() && !pieces_.back().mark) {
      pieces_.back().form += '*';
      pieces_.back().glob = true;
    }
  }

  Vocabulary empty_;
  Document document_;
  WordBuffer buffer_;
  std::vector<Piece> pieces_;
};

}  // namespace

std::string OneWord(std::string_view pattern) {
  const std::vector<Piece> pieces = Cutter().Cut(pattern);
  return pieces.size() == 1 && !pieces[0].glob && !pieces[0].mark ? pieces[0].form : std::string();
}

struct PatternMatcher::Tables {
  struct Edge {
    std::uint64_t key = 0;  // node + 1, symbol; 0 is empty
    std::uint32_t child = 0;
  };

  std::vector<std::uint32_t> word_forms;                         // one a word of the vocabulary
  std::unordered_map<std::uint64_t, std::uint32_t> other_forms;  // by hash: unknown words, marks
  std::vector<std::uint32_t> form_ends = {0, 0};  // of each form in form_symbols; form 0 is none
  std::vector<std::uint32_t> form_symbols;
  std::vector<Edge> edges;
  std::vector<std::uint32_t> pattern_of;  // one a node, or kNoPattern
  std::vector<std::uint32_t> canonical;
  GlobSet globs;
  bool marks = false;

  static std::uint64_t Key(std::uint32_t node, std::uint32_t symbol) {
    return (std::uint64_t{node} + 1) << 32 | symbol;
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
    return form | (Begins(symbols) ? kBegins : 0);
  }

  bool Begins(std::span<const std::uint32_t> symbols) const {
    return std::any_of(symbols.begin(), symbols.end(),
                       [&](std::uint32_t s) { return Child(kRoot, s) != kRoot; });
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
  };

  // The longest pattern below `node` that the tokens from `at` on fit; no node is seen twice.
  void Longest(std::uint32_t node, std::size_t at, std::uint32_t length,
               const PatternWorkspace& work, Found& best) const {
    if (pattern_of[node] != kNoPattern && length > best.length) {
      best = {pattern_of[node], length};
    }
    if (at == work.forms.size() || work.forms[at] == kNoForm) {
      return;
    }
    for (const std::uint32_t symbol : Symbols(work.forms[at], work)) {
      if (const std::uint32_t child = Child(node, symbol); child != kRoot) {
        Longest(child, at + 1, length + 1, work, best);
      }
    }
  }
};

PatternMatcher PatternMatcher::Compile(std::span<const std::string_view> patterns,
                                       const Vocabulary& vocabulary) {
  auto tables = std::make_shared<Tables>();
  Tables& t = *tables;
  // Symbols are numbered from 0: written-out forms and marks by their hash, globs by their text.
  std::unordered_map<std::uint64_t, std::uint32_t> exact;
  exact.reserve(patterns.size());
  std::uint32_t symbol_count = 0;
  Cutter cutter;
  t.canonical.assign(patterns.size(), kNoPattern);
  std::vector<std::uint32_t> pieces;  // symbols of all patterns
  std::vector<std::size_t> ends;
  ends.reserve(patterns.size());
  // The spelling of written-out forms, which globs fit too.
  std::vector<std::pair<std::uint64_t, std::string>> spellings;
  const bool any_glob = std::any_of(patterns.begin(), patterns.end(), [](std::string_view p) {
    return p.find_first_of("*?") != std::string_view::npos;
  });
  for (const std::string_view pattern : patterns) {
    for (const Piece& piece : cutter.Cut(pattern)) {
      if (piece.glob) {
        const std::uint32_t symbol = t.globs.Add(piece.form, symbol_count);
        symbol_count += symbol == symbol_count;
        pieces.push_back(symbol);
        continue;
      }
      const std::uint64_t hash =
          piece.mark ? MarkHash(piece.form) : Vocabulary::HashWord(piece.form);
      const auto [place, added] = exact.emplace(hash, symbol_count);
      if (added) {
        ++symbol_count;
        t.marks |= piece.mark;
        if (any_glob && !piece.mark) {
          spellings.emplace_back(hash, piece.form);
        }
      }
      pieces.push_back(place->second);
    }
    ends.push_back(pieces.size());
  }
  if (pieces.empty()) {
    PatternMatcher nothing;
    return nothing;
  }
  t.edges.resize(std::bit_ceil(2 * pieces.size() + 2));
  t.pattern_of.push_back(kNoPattern);
  for (std::size_t p = 0, first = 0; p < patterns.size(); first = ends[p++]) {
    std::uint32_t node = kRoot;
    for (std::size_t i = first; i < ends[p]; ++i) {
      node = t.AddChild(node, pieces[i]);
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
      if (const auto place = exact.find(Vocabulary::HashWord(word)); place != exact.end()) {
        symbols.push_back(place->second);
      }
      t.globs.Fit(word, symbols);
      t.word_forms[id] = t.AddForm(symbols);
    }
    for (const auto& [hash, spelling] : spellings) {
      if (vocabulary.FindHash(hash) == kUnknownWord) {
        symbols.assign(1, exact.at(hash));
        t.globs.Fit(spelling, symbols);
        t.other_forms.emplace(hash, t.AddForm(symbols));
      }
    }
  }
  for (const auto& [hash, symbol] : exact) {
    const WordId id = vocabulary.FindHash(hash);
    if (id != kUnknownWord ? t.word_forms[id] == kNoForm : !t.other_forms.contains(hash)) {
      symbols.assign(1, symbol);
      const std::uint32_t form = t.AddForm(symbols);
      if (id != kUnknownWord) {
        t.word_forms[id] = form;
      } else {
        t.other_forms.emplace(hash, form);
      }
    }
  }
  PatternMatcher matcher;
  matcher.tables_ = std::move(tables);
  return matcher;
}

std::span<const std::uint32_t> PatternMatcher::canonical() const noexcept {
  return tables_ == nullptr ? std::span<const std::uint32_t>() : tables_->canonical;
}

void PatternMatcher::Match(const Document& document, std::uint32_t first_token,
                           std::uint32_t end_token, PatternWorkspace& work,
                           std::vector<PatternMatch>& matches) const {
  if (tables_ == nullptr || first_token >= end_token) {
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
    std::uint32_t form = kNoForm;
    if (token.word < t.word_forms.size()) {
      form = t.word_forms[token.word];
    } else if (token.word == kNoWord) {
      if (t.marks) {
        const auto place = t.other_forms.find(MarkHash(document.Text(token.span)));
        form = place == t.other_forms.end() ? kNoForm : place->second;
      }
    } else {
      if (!sought) {
        sought = true;
        next_unknown = std::partition_point(unknown.begin(), unknown.end(),
                                            [&](const UnknownWord& w) { return w.token < i; });
      }
      if (next_unknown != unknown.end() && next_unknown->token == i) {
        const auto place = t.other_forms.find(next_unknown->hash);
        ++next_unknown;
        if (place != t.other_forms.end()) {
          form = place->second;
        } else if (!t.globs.empty()) {
          WordBuffer buffer;
          const std::size_t before = work.symbols.size();
          t.globs.Fit(LookupForm(document.Text(token.span), token.kind, buffer), work.symbols);
          if (work.symbols.size() > before) {
            form = static_cast<std::uint32_t>(work.ends.size()) | kPassing;
            form |= t.Begins(std::span(work.symbols).subspan(before)) ? kBegins : 0;
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
    if ((work.forms[i] & kBegins) != 0) {
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
