#include "slant/words/article_terms.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "slant/base/hash.h"
#include "slant/text/closed_words.h"
#include "slant/text/name_tokens.h"
#include "slant/text/tokenizer.h"

namespace slant {
namespace {

constexpr std::uint32_t kMostValuedTokens = 5;  // a longer one is told by its first and last word

Span Appended(std::string& to, std::string_view text) {
  const auto begin = static_cast<std::uint32_t>(to.size());
  to += text;
  return {begin, static_cast<std::uint32_t>(to.size())};
}

bool IsFunctionWord(const Token& token) {
  constexpr WordClass kClasses[] = {
      WordClass::kPronoun,      WordClass::kPossessive,  WordClass::kDeterminer,
      WordClass::kArticle,      WordClass::kPreposition, WordClass::kConjunction,
      WordClass::kSubordinator, WordClass::kAuxiliary,   WordClass::kBe,
      WordClass::kHave,         WordClass::kModal,       WordClass::kNegation,
      WordClass::kRelative,     WordClass::kWh,          WordClass::kAdverb};
  const ClosedWord& word = ClosedWords::Get()[token.lexeme];
  return std::any_of(std::begin(kClasses), std::end(kClasses),
                     [&](WordClass c) { return word.Is(c); });
}

bool Continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

}  // namespace

bool TermReader::Counts(const Token& token) const noexcept {
  switch (options_.voices) {
    case WordVoices::kAll:
      return true;
    case WordVoices::kNarration:
      return token.voice() == Voice::kNarration;
    case WordVoices::kQuoted:
      return token.voice() != Voice::kNarration;
  }
  return true;
}

void TermReader::Push(const Unit* first, int words, Span sentence) {
  ArticleTerm term;
  term.words = static_cast<std::uint8_t>(words);
  term.count = 1;
  term.sentence = sentence;
  term.place = {first->place.begin, first[words - 1].place.end};
  if (words == 1) {
    term.text = first->form;
    term.hash = first->hash;
  } else {
    phrase_.clear();
    for (int i = 0; i + 1 < words; ++i) {
      phrase_ += first[i].joined.In(forms_);
      phrase_ += ' ';
    }
    // The phrase of one word less is the same but for the clitics of its last word.
    term.head = words == 2 ? first->hash
                           : Hash64(std::string(first->joined.In(forms_)) + ' ' +
                                    std::string(first[1].form.In(forms_)));
    term.last = first[words - 1].hash;
    phrase_ += first[words - 1].form.In(forms_);
    term.hash = Hash64(phrase_);
    term.text = Appended(forms_, phrase_);
  }
  found_.push_back(term);
}

// The words since the last break, and all phrases of them.
void TermReader::Flush(Span sentence) {
  for (std::size_t i = 0; i < units_.size(); ++i) {
    const int most = std::min(options_.longest, static_cast<int>(units_.size() - i));
    for (int words = 1; words <= most; ++words) {
      const Unit& last = units_[i + static_cast<std::size_t>(words) - 1];
      if (!options_.function_words && (units_[i].function_word || last.function_word)) {
        continue;
      }
      Push(&units_[i], words, sentence);
    }
  }
  words_ += static_cast<std::int64_t>(units_.size());
  units_.clear();
}

void TermReader::ReadValued(const ScoredArticle& article) {
  const Document& document = article.document;
  const auto body = article.Body();
  std::size_t at = 0;
  WordBuffer buffer;
  for (const ValencedWord& word : article.words) {
    while (at < body.size() && body[at].end_token <= word.token) {
      ++at;
    }
    if (at == body.size() || word.token < body[at].first_token ||
        !Counts(document.tokens[word.token])) {
      continue;
    }
    const float value = options_.values == WordValues::kTone    ? word.tone
                        : options_.values == WordValues::kEvent ? word.event
                                                                : word.valence;
    if (value == 0) {
      continue;
    }
    ArticleTerm term;
    const auto begin = static_cast<std::uint32_t>(forms_.size());
    const bool whole = word.end_token - word.token <= kMostValuedTokens;
    for (std::uint32_t t = word.token; t < word.end_token; ++t) {
      if (!whole && t > word.token && t + 1 < word.end_token) {
        if (t == word.token + 1) {
          forms_ += " ...";
        }
        continue;
      }
      const Token& token = document.tokens[t];
      if (t > word.token && !token.Is(kClitic)) {
        forms_ += ' ';
      }
      const std::string_view form = LookupForm(document.Text(token.span), token.kind, buffer);
      forms_ += form.empty() ? document.Text(token.span) : form;
    }
    term.text = {begin, static_cast<std::uint32_t>(forms_.size())};
    term.hash = Hash64(term.text.In(forms_));
    term.count = 1;
    term.value_milli = std::llround(static_cast<double>(value) * 1000);
    term.sentence = body[at].span;
    term.place = {document.tokens[word.token].span.begin,
                  std::min(document.tokens[word.end_token - 1].span.end, body[at].span.end)};
    found_valued_.push_back(term);
  }
}

void TermReader::Combine(std::vector<ArticleTerm>& found, std::string_view forms,
                         std::string& texts, std::vector<ArticleTerm>& out) {
  std::sort(found.begin(), found.end(), [](const ArticleTerm& a, const ArticleTerm& b) {
    return a.hash != b.hash ? a.hash < b.hash : a.place.begin < b.place.begin;
  });
  for (const ArticleTerm& term : found) {
    if (out.empty() || out.back().hash != term.hash) {
      out.push_back(term);
      out.back().text = Appended(texts, term.text.In(forms));
    } else {
      out.back().count += term.count;
      out.back().value_milli += term.value_milli;
    }
  }
}

void TermReader::Read(const ScoredArticle& article, ArticleTerms& out) {
  const Document& document = article.document;
  forms_.clear();
  found_.clear();
  found_valued_.clear();
  words_ = 0;
  WordBuffer buffer;
  for (const Sentence& sentence : article.Body()) {
    if (sentence.first_token == sentence.end_token) {
      continue;
    }
    NameTokens names(document, sentence.first_token);
    for (std::uint32_t t = sentence.first_token; t < sentence.end_token; ++t) {
      const Token& token = document.tokens[t];
      if (token.kind != TokenKind::kWord || !Counts(token) ||
          (!options_.names && names.Covers(t))) {
        Flush(sentence.span);
        continue;
      }
      const std::string_view form = LookupForm(document.Text(token.span), token.kind, buffer);
      if (form.empty()) {
        Flush(sentence.span);
        continue;
      }
      if (token.Is(kClitic)) {
        if (!units_.empty() && units_.back().place.end == token.span.begin) {
          Unit& before = units_.back();
          const std::string glued = std::string(before.joined.In(forms_)) + std::string(form);
          before.joined = Appended(forms_, glued);
          if (form == "n't") {
            before.form = before.joined;
            before.hash = Hash64(glued);
            before.place.end = token.span.end;
          }
        }
        continue;
      }
      Unit unit;
      unit.form = unit.joined = Appended(forms_, form);
      unit.hash = Hash64(form);
      unit.place = token.span;
      unit.function_word = !options_.function_words && IsFunctionWord(token);
      units_.push_back(unit);
    }
    Flush(sentence.span);
  }
  ReadValued(article);
  out.words = words_;
  out.texts.clear();
  out.terms.clear();
  out.valued.clear();
  Combine(found_, forms_, out.texts, out.terms);
  Combine(found_valued_, forms_, out.texts, out.valued);
}

std::string ShortExample(std::string_view text, Span sentence, Span place, std::size_t width) {
  assert(sentence.begin <= place.begin && place.end <= sentence.end);
  std::size_t begin = sentence.begin, end = sentence.end;
  if (end - begin > width) {
    const std::size_t term = place.end - place.begin;
    const std::size_t room = width > term ? (width - term) / 2 : 0;
    begin = std::max<std::size_t>(begin, place.begin > room ? place.begin - room : 0);
    end = std::min<std::size_t>(sentence.end, begin + std::max(width, term));
    begin = std::min<std::size_t>(
        begin, std::max<std::size_t>(sentence.begin, end > width ? end - width : 0));
    // Whole words, unless that would cut the term.
    if (begin > sentence.begin) {
      const std::size_t space = text.find(' ', begin);
      if (space < place.begin) {
        begin = space + 1;
      }
    }
    if (end < sentence.end) {
      const std::size_t space = text.rfind(' ', end);
      if (space != std::string_view::npos && space >= place.end) {
        end = space;
      }
    }
    while (begin > sentence.begin && Continues(text[begin])) {
      --begin;
    }
    while (end < sentence.end && Continues(text[end])) {
      ++end;
    }
  }
  std::string out = begin > sentence.begin ? "..." : "";
  bool space = false;
  for (const char c : text.substr(begin, end - begin)) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!blank) {
      out += c;
    } else if (!space) {
      out += ' ';
    }
    space = blank;
  }
  return out + (end < sentence.end ? "..." : "");
}

}  // namespace slant
