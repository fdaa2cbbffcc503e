#include "slant/story/article_facts.h"

#include <algorithm>
#include <cmath>

#include "slant/base/hash.h"
#include "slant/text/tokenizer.h"

namespace slant {
namespace {

// Words at the beginning tell what is new: they count twice, and only they are embedded.
constexpr std::size_t kLeadWords = 80;
constexpr std::size_t kEmbeddedWords = 200;
constexpr float kTitleCount = 3;  // of a title's word among those of the body

// An article has about so many words; 1 - exp(-kArticleWords p) of them have a word of share p.
constexpr double kArticleWords = 400;
constexpr double kUnknownShare = 2e-4;  // of articles that have a certain word nobody knows
constexpr double kNumberShare = 1e-2;   // or a certain number

constexpr std::size_t kMostTerms[kTermParts] = {80, 24, 16};

// "senators" and "senator" are one term; so are a few that should not be, which does no harm.
std::string_view WithoutPlural(std::string_view word) {
  return word.size() > 3 && word.back() == 's' && word[word.size() - 2] != 's'
             ? word.substr(0, word.size() - 1)
             : word;
}

}  // namespace

FactsReader::FactsReader(const Segmenter& segmenter, const WordVectors& vectors)
    : segmenter_(segmenter),
      vectors_(vectors),
      background_(Eigen::VectorXf::Zero(vectors.dim())),
      sum_(static_cast<std::size_t>(vectors.dim())) {
  // Means of word vectors all point one way, which says nothing; it is taken out (Arora, Liang and
  // Ma, ICLR 2017, take out the first singular vector of the texts; this needs no texts).
  const Vocabulary& vocabulary = segmenter.vocabulary();
  const WordId words = vectors.dim() > 0 ? vocabulary.size() : 0;
  for (WordId word = 0; word < words; ++word) {
    const Eigen::Map<const Eigen::Matrix<std::int8_t, Eigen::Dynamic, 1>> row(vectors.Row(word),
                                                                              vectors.dim());
    background_ += row.cast<float>() * (static_cast<float>(vocabulary.Count(word)) *
                                        static_cast<float>(vectors.Weight(word)) /
                                        static_cast<float>(vocabulary.total_count() + 1));
  }
  background_.normalize();
}

std::uint16_t FactsReader::Surprise(WordId word, TokenKind kind) const {
  const Vocabulary& vocabulary = segmenter_.vocabulary();
  double share = kind == TokenKind::kNumber ? kNumberShare : kUnknownShare;
  if (kind != TokenKind::kNumber && word < vocabulary.size() && vocabulary.total_count() > 0) {
    const double p =
        static_cast<double>(vocabulary.Count(word)) / static_cast<double>(vocabulary.total_count());
    share = std::max(1 - std::exp(-kArticleWords * p), 1e-5);
  }
  return static_cast<std::uint16_t>(std::min(-std::log(share) * 1024, 65535.0));
}

void FactsReader::AddWord(const Document& document, const Token& token, TermPart part,
                          float count) {
  if (token.kind != TokenKind::kWord && token.kind != TokenKind::kNumber &&
      token.kind != TokenKind::kHashtag && token.kind != TokenKind::kHandle) {
    return;
  }
  const std::string_view text = document.Text(token.span);
  WordBuffer buffer;
  const std::string_view form =
      token.kind == TokenKind::kNumber ? text : WithoutPlural(LookupForm(text, token.kind, buffer));
  if (form.empty() || token.Is(kClitic)) {
    return;
  }
  const auto key =
      (static_cast<std::uint32_t>(Hash64(form)) & ~3U) | static_cast<std::uint32_t>(part);
  found_[static_cast<std::size_t>(part)].push_back({key, Surprise(token.word, token.kind), count});
}

void FactsReader::AddVector(const Token& token, std::int64_t weight) {
  if (token.word >= segmenter_.vocabulary().size()) {
    return;  // names and misspellings; the terms have them
  }
  const std::int8_t* row = vectors_.Row(token.word);
  weight *= vectors_.Weight(token.word);
  for (std::size_t d = 0; d < sum_.size(); ++d) {
    sum_[d] += weight * row[d];
  }
}

void FactsReader::AddNames(const Document& document) {
  for (const Name& name : document.names) {
    if (!name.named) {
      continue;
    }
    const float count = static_cast<float>(name.mention_count);
    auto token =
        std::partition_point(document.tokens.begin(), document.tokens.end(),
                             [&](const Token& t) { return t.span.end <= name.span.begin; });
    for (; token != document.tokens.end() && token->span.begin < name.span.end; ++token) {
      if (token->Is(kCapitalized)) {
        AddWord(document, *token, TermPart::kNames, count);
      }
    }
  }
}

void FactsReader::KeepTerms(TermPart part, std::size_t most, std::vector<FactTerm>& terms) {
  auto& found = found_[static_cast<std::size_t>(part)];
  std::stable_sort(found.begin(), found.end(),
                   [](const Found& a, const Found& b) { return a.key < b.key; });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (kept > 0 && found[kept - 1].key == found[i].key) {
      found[kept - 1].count += found[i].count;
    } else {
      found[kept++] = found[i];
    }
  }
  found.resize(kept);
  if (kept > most) {
    const auto weight = [](const Found& f) {
      return (1 + std::log(f.count)) * static_cast<float>(f.surprise);
    };
    std::sort(found.begin(), found.end(), [&](const Found& a, const Found& b) {
      const float x = weight(a);
      const float y = weight(b);
      return x != y ? x > y : a.key < b.key;
    });
    found.resize(most);
  }
  for (const Found& f : found) {
    const float count = std::min(f.count * 16, 65535.0F);
    terms.push_back({f.key, static_cast<std::uint16_t>(count), f.surprise});
  }
}

void IdentifyFacts(const Article& article, ArticleFacts& facts) {
  facts.id = article.id;
  facts.outlet = article.outlet;
  facts.day = ParseDay(article.date);
  if (!facts.day) {
    facts.day = DayInUrl(article.url);
  }
  facts.wire = article.kind == "wire";
}

ArticleFacts FactsReader::Read(const Article& article) {
  segmenter_.Segment(article.text, body_);
  return Read(article, body_);
}

ArticleFacts FactsReader::Read(const Article& article, const Document& document) {
  ArticleFacts facts;
  IdentifyFacts(article, facts);
  facts.content = Hash64(document.text);
  for (auto& found : found_) {
    found.clear();
  }
  std::fill(sum_.begin(), sum_.end(), 0);

  std::string title = article.title;
  if (title.empty() && !document.sentences.empty()) {
    title = document.Text(document.sentences[0].span);
  }
  segmenter_.SegmentOneSentence(std::move(title), title_);
  for (const Token& token : title_.tokens) {
    AddWord(title_, token, TermPart::kTitle, 1);
    AddWord(title_, token, TermPart::kWords, kTitleCount);
    AddVector(token, 2);
  }
  std::size_t words = 0;
  for (const Token& token : document.tokens) {
    if (token.kind == TokenKind::kPunctuation || token.span.begin < article.body_begin) {
      continue;
    }
    AddWord(document, token, TermPart::kWords, words < kLeadWords ? 2.0F : 1.0F);
    if (words < kEmbeddedWords) {
      AddVector(token, 1);
    }
    ++words;
  }
  AddNames(document);
  for (std::size_t part = 0; part < kTermParts; ++part) {
    KeepTerms(static_cast<TermPart>(part), kMostTerms[part], facts.terms);
  }
  std::sort(facts.terms.begin(), facts.terms.end(),
            [](const FactTerm& a, const FactTerm& b) { return a.key < b.key; });

  Eigen::VectorXf embedding(static_cast<Eigen::Index>(sum_.size()));
  for (std::size_t d = 0; d < sum_.size(); ++d) {
    embedding[static_cast<Eigen::Index>(d)] = static_cast<float>(sum_[d]);
  }
  embedding -= background_.dot(embedding) * background_;
  embedding.normalize();
  facts.embedding.resize(sum_.size());
  for (std::size_t d = 0; d < sum_.size(); ++d) {
    facts.embedding[d] =
        static_cast<std::int8_t>(std::lround(127 * embedding[static_cast<Eigen::Index>(d)]));
  }
  facts.sketch = SketchText(document, article.body_begin, scratch_);
  return facts;
}

}  // namespace slant
