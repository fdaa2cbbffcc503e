#include "slant/text/sentences.h"

#include <string>
#include <string_view>
#include <unordered_map>

#include "slant/text/character.h"
#include "slant/text/tokenizer.h"

namespace slant {

namespace data {
extern const std::string_view abbreviations;
}

namespace {

enum class Abbreviation : char {
  kNone,
  kTitle,   // before a name: never ends a sentence
  kNumber,  // before a number: ends a sentence unless a digit follows
  kEither,  // may end a sentence: does so before a word that often begins one
};

// corpora/text/abbreviations.txt: "kind word" lines, words in lower case without their last stop.
const std::unordered_map<std::string_view, Abbreviation>& Abbreviations() {
  static const auto* table = [] {
    auto* map = new std::unordered_map<std::string_view, Abbreviation>;
    Abbreviation kind = Abbreviation::kNone;
    std::string_view rest = data::abbreviations;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      std::string_view line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (line.starts_with('#') || line.empty()) {
        continue;
      }
      if (line.starts_with('[')) {
        kind = line == "[title]"    ? Abbreviation::kTitle
               : line == "[number]" ? Abbreviation::kNumber
               : line == "[either]" ? Abbreviation::kEither
                                    : Abbreviation::kNone;
        continue;
      }
      map->emplace(line, kind);
    }
    return map;
  }();
  return *table;
}

class Splitter {
 public:
  explicit Splitter(Document& document)
      : document_(document), tokens_(document.tokens), hard_wrapped_(IsHardWrapped()) {}

  void Run() {
    std::size_t first = 0;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (i > first && StartsParagraph(i)) {
        Add(first, i);
        first = i;
      }
      if (!EndsSentence(i)) {
        continue;
      }
      std::size_t end = i + 1;
      while (end < tokens_.size() && Closes(end)) {
        ++end;
      }
      if (end < tokens_.size() && !StartsParagraph(end) && !MayStart(i, end)) {
        continue;
      }
      Add(first, end);
      first = end;
      i = end - 1;
    }
    if (first < tokens_.size()) {
      Add(first, tokens_.size());
    }
  }

 private:
  std::string_view Text(std::size_t i) const { return document_.Text(tokens_[i].span); }

  bool SpaceBefore(std::size_t i) const { return tokens_[i].span.begin > tokens_[i - 1].span.end; }

  // Text broken at a fixed width has lines that go on in lower case; then a line feed is a space.
  bool IsHardWrapped() const {
    std::size_t lines = 0;
    std::size_t going_on = 0;
    for (const Token& token : tokens_) {
      if (token.Is(kLineStart) && !token.Is(kParagraphStart)) {
        ++lines;
        going_on += token.kind == TokenKind::kWord && !token.Is(kCapitalized);
      }
    }
    return lines > 0 && going_on * 4 >= lines;
  }

  bool StartsParagraph(std::size_t i) const {
    return tokens_[i].Is(kParagraphStart) || (!hard_wrapped_ && tokens_[i].Is(kLineStart));
  }

  bool EndsSentence(std::size_t i) const {
    if (tokens_[i].kind == TokenKind::kWord) {
      // An abbreviation that holds its own last stop: U.S., a.m.
      return Text(i).ends_with('.');
    }
    if (tokens_[i].kind != TokenKind::kPunctuation) {
      return false;
    }
    const std::string_view text = Text(i);
    return text[0] == '.' || text[0] == '!' || text[0] == '?' || text == "…";
  }

  bool Closes(std::size_t i) const {
    if (tokens_[i].kind != TokenKind::kPunctuation || StartsParagraph(i)) {
      return false;
    }
    const std::string_view text = Text(i);
    return tokens_[i].Is(kClosesQuote) || text == ")" || text == "]" || text[0] == '!' ||
           text[0] == '?' || (text == "’" && !SpaceBefore(i)) || (text == "'" && !SpaceBefore(i));
  }

  // May a sentence end at token `stop` when the next one begins with token `next`?
  bool MayStart(std::size_t stop, std::size_t next) const {
    if (!SpaceBefore(next)) {
      return false;
    }
    const Token& token = tokens_[next];
    const bool lower =
        (token.kind == TokenKind::kWord && !token.Is(kCapitalized) &&
         CharacterAt(document_.text, token.span.begin).type == CharacterClass::kLower &&
         static_cast<unsigned char>(document_.text[token.span.begin]) < 0x80) ||
        token.kind == TokenKind::kUrl;
    if (lower) {
      return false;
    }
    if (token.kind == TokenKind::kPunctuation) {
      const std::string_view text = Text(next);
      if (!token.Is(kOpensQuote) && text != "(" && text != "[" && text != "-" && text != "—" &&
          text != "•" && text != "*" && text != "..." && text != "…" && text != "'" &&
          text != "\"") {
        return false;
      }
    }
    if (tokens_[stop].kind == TokenKind::kPunctuation && Text(stop) != ".") {
      return true;  // ! ? ... need no second look
    }
    if (next > stop + 1 && tokens_[next - 1].kind == TokenKind::kPunctuation) {
      return true;  // something closed after the stop
    }
    return !IsAbbreviated(stop, next);
  }

  bool IsAbbreviated(std::size_t stop, std::size_t next) const {
    std::string_view word;
    if (tokens_[stop].kind == TokenKind::kWord) {
      word = Text(stop);
      word.remove_suffix(1);
    } else {
      if (stop == 0 || SpaceBefore(stop) || tokens_[stop - 1].kind != TokenKind::kWord) {
        return false;
      }
      word = Text(stop - 1);
      if (word.size() == 1 && tokens_[stop - 1].Is(kCapitalized) && word != "I") {
        return true;  // an initial
      }
    }
    WordBuffer buffer;
    const auto& table = Abbreviations();
    const auto found = table.find(LookupForm(word, TokenKind::kWord, buffer));
    const Abbreviation kind =
        found == table.end()
            ? (tokens_[stop].kind == TokenKind::kWord ? Abbreviation::kEither : Abbreviation::kNone)
            : found->second;
    switch (kind) {
      case Abbreviation::kTitle:
        return true;
      case Abbreviation::kNumber:
        return tokens_[next].kind == TokenKind::kNumber;
      case Abbreviation::kEither:
        return !OftenBeginsASentence(next);
      case Abbreviation::kNone:
        break;
    }
    return false;
  }

  bool OftenBeginsASentence(std::size_t i) const {
    static constexpr std::string_view kStarters[] = {
        "a",       "an",        "the",   "he",    "she",  "it",  "we",    "they",  "i",    "you",
        "this",    "that",      "these", "those", "in",   "on",  "at",    "but",   "and",  "as",
        "if",      "when",      "while", "after", "for",  "his", "her",   "their", "its",  "our",
        "my",      "there",     "what",  "who",   "how",  "why", "where", "so",    "then", "now",
        "however", "meanwhile", "since", "with",  "from", "by",  "to",    "one",   "many", "some"};
    if (tokens_[i].kind == TokenKind::kPunctuation) {
      return tokens_[i].Is(kOpensQuote);
    }
    WordBuffer buffer;
    const std::string_view word = LookupForm(Text(i), tokens_[i].kind, buffer);
    for (const std::string_view starter : kStarters) {
      if (word == starter) {
        return true;
      }
    }
    return false;
  }

  void Add(std::size_t first, std::size_t end) {
    Sentence sentence;
    sentence.span = {tokens_[first].span.begin, tokens_[end - 1].span.end};
    sentence.first_token = static_cast<std::uint32_t>(first);
    sentence.end_token = static_cast<std::uint32_t>(end);
    document_.sentences.push_back(sentence);
  }

  Document& document_;
  const std::vector<Token>& tokens_;
  bool hard_wrapped_;
};

void SetVoices(Document& document) {
  for (Sentence& sentence : document.sentences) {
    std::size_t words = 0;
    std::size_t quoted = 0;
    for (const Token& token : document.TokensOf(sentence)) {
      if (token.word != kNoWord) {
        ++words;
        quoted += token.Is(kQuoted);
      }
    }
    sentence.quoted_share =
        words == 0 ? 0.0f : static_cast<float>(quoted) / static_cast<float>(words);
    sentence.voice = 2 * quoted > words ? Voice::kQuote : Voice::kNarration;
  }
}

}  // namespace

void SplitSentences(Document& document) {
  document.sentences.clear();
  Splitter(document).Run();
  SetVoices(document);
}

void OneSentence(Document& document) {
  document.sentences.clear();
  if (!document.tokens.empty()) {
    Sentence sentence;
    sentence.span = {document.tokens.front().span.begin, document.tokens.back().span.end};
    sentence.end_token = static_cast<std::uint32_t>(document.tokens.size());
    document.sentences.push_back(sentence);
  }
  SetVoices(document);
}

}  // namespace slant
