#include "slant/lexicon/news_items.h"

#include <algorithm>
#include <cassert>

#include "slant/text/name_tokens.h"

namespace slant {
namespace {

using Item = NewsItem;

constexpr WordFacts kNothing{};

bool IsStrong(const Token& token) {
  switch (token.lexeme) {
    case kSemicolon:
    case kColon:
    case kDash:
    case kEllipsis:
    case kOpenBracket:
    case kCloseBracket:
      return true;
    default:
      return false;
  }
}

// What a phrase that only turns others is worth: its first word with a value ("deprived of"), and
// nothing if it is negated ("no truth in", "never been lower").
const WordFacts& FirstKnown(const CompiledLexicon& lexicon, const Document& document,
                            const PatternMatch& match) {
  for (std::uint32_t i = match.first_token; i < match.end_token; ++i) {
    const WordFacts& facts = lexicon.Facts(document.tokens[i].word);
    if (facts.kind != WordKind::kNone) {
      return facts.kind == WordKind::kNegator ? kNothing : facts;
    }
  }
  return kNothing;
}

// One item a word, phrase or mark.
void MakeItems(const CompiledLexicon& lexicon, const Document& document, const Sentence& sentence,
               NewsWorkspace& work) {
  work.items.clear();
  work.matches.clear();
  lexicon.patterns().Match(document, sentence.first_token, sentence.end_token, work.patterns,
                           work.matches);
  NameTokens names(document, sentence.first_token);
  auto match = work.matches.begin();
  for (std::uint32_t i = sentence.first_token; i < sentence.end_token; ++i) {
    const Token& token = document.tokens[i];
    const WordFacts& alone = lexicon.Facts(token.word);
    Item item;
    item.facts = &alone;
    item.cues = alone.cues;
    item.token = i;
    item.end_token = i + 1;
    item.word = token.word != kNoWord;
    item.lexeme = token.kind == TokenKind::kWord ? token.lexeme : 0;
    item.quoted = token.Is(kQuoted);
    if (item.Is(WordClass::kPreposition)) {
      item.from = document.Text(token.span) == "from";
      item.of = document.Text(token.span) == "of";
    } else if (item.Is(WordClass::kNegation)) {
      item.no = document.Text(token.span).ends_with('t');  // "not", "n't"; not "nobody"
    } else if (item.Is(WordClass::kBe)) {
      const std::string_view text = document.Text(token.span);
      item.was = text == "was" || text == "were" || text == "is" || text == "are";
    } else if (item.Is(WordClass::kConjunction)) {
      item.both = document.Text(token.span) == "and";
    }
    std::uint32_t name_end = names.EndOfName(i, sentence.end_token);
    while (match != work.matches.end() && match->first_token < i) {
      ++match;
    }
    const bool matches = match != work.matches.end() && match->first_token == i;
    if (name_end > i &&
        !(matches && lexicon.pattern_facts()[match->pattern].Is(Cue::kInstitution))) {
      // One item up to its end, or to an institution in it.
      for (auto inner = match; inner != work.matches.end() && inner->first_token < name_end;
           ++inner) {
        if (inner->first_token > i &&
            lexicon.pattern_facts()[inner->pattern].Is(Cue::kInstitution)) {
          name_end = inner->first_token;
          break;
        }
      }
      item.facts = &kNothing;
      item.cues = 0;
      item.lexeme = 0;
      item.end_token = name_end;
      item.word = item.name = true;
    } else if (matches) {
      const WordFacts& found = lexicon.pattern_facts()[match->pattern];
      const bool phrase = match->end_token > i + 1;
      if (phrase && found.kind == WordKind::kNone && !found.IsAny(kRuleBits)) {
        item.cues |= found.cues;
      } else if (phrase || (alone.kind == WordKind::kNone && alone.cues == 0)) {
        const bool turns = found.kind == WordKind::kNone && !found.Is(Cue::kInstitution);
        item.facts = turns && phrase ? &FirstKnown(lexicon, document, *match) : &found;
        item.cues = found.cues;
        item.end_token = match->end_token;
        item.word = true;
        item.lexeme = phrase ? 0 : item.lexeme;
      }
    }
    work.items.push_back(item);
    i = item.end_token - 1;
  }
}

// Is the comma at `at` one of a list that a negation runs through ("not fair, honest or wise")?
bool ListGoesOn(std::span<const Item> items, std::size_t at) {
  for (std::size_t i = at + 1; i < items.size() && i <= at + 4; ++i) {
    if (items[i].lexeme != 0 && items[i].facts->kind == WordKind::kNone &&
        items[i].Is(WordClass::kAuxiliary)) {
      return false;
    }
    if (i > at + 1 && items[i].Is(WordClass::kConjunction)) {
      return items[i].facts->kind != WordKind::kContrast;
    }
  }
  return false;
}

// Does a new clause begin after this conjunction ("and the critics", "and he")?
bool OpensClause(std::span<const Item> items, std::size_t conjunction) {
  if (conjunction + 1 >= items.size()) {
    return false;
  }
  const Item& next = items[conjunction + 1];
  return next.Is(WordClass::kPronoun) || next.Is(WordClass::kArticle) ||
         next.Is(WordClass::kSubject);
}

// Numbers clauses (which end negation) and parts (which end everything but contrast).
void CutClauses(const Document& document, std::span<Item> items) {
  std::uint16_t clause = 0;
  std::uint16_t part = 0;
  bool complement = false;
  for (std::size_t i = 0; i < items.size(); ++i) {
    Item& item = items[i];
    const Token& token = document.tokens[item.token];
    const std::uint16_t before = clause;
    if (!item.word) {
      if (token.kind == TokenKind::kPunctuation) {
        part += IsStrong(token);
        clause += IsStrong(token) || (token.lexeme == kComma && !ListGoesOn(items, i));
      }
    } else {
      clause += item.facts->kind == WordKind::kContrast || item.Is(WordClass::kSubordinator) ||
                item.Is(WordClass::kRelative) ||
                (item.Is(WordClass::kConjunction) && OpensClause(items, i));
    }
    if (clause != before) {
      const std::string_view text = document.Text(token.span);
      complement = text == "that" || text == "whether";
    }
    item.clause = clause;
    item.part = part;
    item.complement = complement;
  }
}

}  // namespace

void CutItems(const CompiledLexicon& lexicon, const Document& document, const Sentence& sentence,
              NewsWorkspace& workspace) {
  assert(sentence.first_token < sentence.end_token);
  MakeItems(lexicon, document, sentence, workspace);
  CutClauses(document, workspace.items);
}

}  // namespace slant
