#include "slant/text/excerpt.h"

#include <algorithm>
#include <cassert>

namespace slant {

void Excerpt(const Document& document, const Sentence& sentence, Document& out) {
  const std::uint32_t begin = sentence.span.begin;
  const auto shifted = [&](Span span) { return Span{span.begin - begin, span.end - begin}; };
  out = Document();
  out.text = document.Text(sentence.span);
  out.hard_wrapped = document.hard_wrapped;
  const auto tokens = document.TokensOf(sentence);
  out.tokens.assign(tokens.begin(), tokens.end());
  for (Token& token : out.tokens) {
    token.span = shifted(token.span);
  }
  out.sentences = {sentence};
  out.sentences[0].span = shifted(sentence.span);
  out.sentences[0].first_token = 0;
  out.sentences[0].end_token = static_cast<std::uint32_t>(tokens.size());
  auto mention = std::partition_point(document.mentions.begin(), document.mentions.end(),
                                      [&](const Mention& m) { return m.span.end <= begin; });
  for (; mention != document.mentions.end() && mention->span.begin < sentence.span.end; ++mention) {
    if (mention->span.begin < begin || mention->span.end > sentence.span.end) {
      continue;  // it reaches into another sentence
    }
    Mention& own = out.mentions.emplace_back(*mention);
    own.span = shifted(mention->span);
    own.token -= std::min(own.token, sentence.first_token);
    own.name = static_cast<std::uint32_t>(out.names.size());
    Name& name = out.names.emplace_back(document.names[mention->name]);
    name.span = own.span;  // its fullest form may stand elsewhere
  }
  auto unknown = std::partition_point(
      document.unknown_words.begin(), document.unknown_words.end(),
      [&](const UnknownWord& word) { return word.token < sentence.first_token; });
  for (; unknown != document.unknown_words.end() && unknown->token < sentence.end_token;
       ++unknown) {
    out.unknown_words.push_back({unknown->token - sentence.first_token, unknown->hash});
  }
}

void WithoutTokens(const Document& document, std::uint32_t begin, std::uint32_t end,
                   Document& out) {
  assert(document.sentences.size() == 1 && begin <= end && end <= document.tokens.size());
  out = document;
  out.tokens.erase(out.tokens.begin() + begin, out.tokens.begin() + end);
  out.sentences[0].end_token -= end - begin;
  std::erase_if(out.unknown_words,
                [&](const UnknownWord& word) { return word.token >= begin && word.token < end; });
  for (UnknownWord& word : out.unknown_words) {
    word.token -= word.token >= end ? end - begin : 0;
  }
  for (Mention& mention : out.mentions) {
    mention.token -= mention.token >= end ? end - begin : 0;
  }
}

}  // namespace slant
