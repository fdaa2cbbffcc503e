#include "slant/features/feature_extractor.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <string>

#include "slant/features/row_kernel.h"
#include "slant/text/name_tokens.h"

namespace slant {
namespace {

// What a sentence's numbers are made from.
struct SentenceView {
  const SentenceValence& valence;
  float exclamations, questions, numbers, capitals, scare_marks, quoted_share;
};

float PerRoot(float value, int words) {
  return words == 0 ? 0.0f : value / std::sqrt(static_cast<float>(words));
}

// (p - q) / (p + q + 1) with p, q >= 0.
float Balance(const ValueSums& sums) { return sums.sum() / (sums.positive - sums.negative + 1); }

// The columns after the pooled vectors: one line a feature.
struct NamedFeature {
  const char* name;
  float (*value)(const SentenceView& s);
};

constexpr NamedFeature kFeatures[] = {
    {"valence.positive", [](const SentenceView& s) { return s.valence.valence.positive; }},
    {"valence.negative", [](const SentenceView& s) { return s.valence.valence.negative; }},
    {"valence.positive_density",
     [](const SentenceView& s) { return PerRoot(s.valence.valence.positive, s.valence.words); }},
    {"valence.negative_density",
     [](const SentenceView& s) { return PerRoot(s.valence.valence.negative, s.valence.words); }},
    {"valence.balance", [](const SentenceView& s) { return Balance(s.valence.valence); }},
    {"valence.compound", [](const SentenceView& s) { return Compound(s.valence.valence.sum()); }},
    {"valence.max", [](const SentenceView& s) { return s.valence.valence.max; }},
    {"valence.min", [](const SentenceView& s) { return s.valence.valence.min; }},
    {"tone.positive", [](const SentenceView& s) { return s.valence.tone.positive; }},
    {"tone.negative", [](const SentenceView& s) { return s.valence.tone.negative; }},
    {"tone.positive_density",
     [](const SentenceView& s) { return PerRoot(s.valence.tone.positive, s.valence.words); }},
    {"tone.negative_density",
     [](const SentenceView& s) { return PerRoot(s.valence.tone.negative, s.valence.words); }},
    {"tone.balance", [](const SentenceView& s) { return Balance(s.valence.tone); }},
    {"tone.compound", [](const SentenceView& s) { return Compound(s.valence.tone.sum()); }},
    {"tone.max", [](const SentenceView& s) { return s.valence.tone.max; }},
    {"tone.min", [](const SentenceView& s) { return s.valence.tone.min; }},
    {"event.positive", [](const SentenceView& s) { return s.valence.event.positive; }},
    {"event.negative", [](const SentenceView& s) { return s.valence.event.negative; }},
    {"event.positive_density",
     [](const SentenceView& s) { return PerRoot(s.valence.event.positive, s.valence.words); }},
    {"event.negative_density",
     [](const SentenceView& s) { return PerRoot(s.valence.event.negative, s.valence.words); }},
    {"event.balance", [](const SentenceView& s) { return Balance(s.valence.event); }},
    {"event.compound", [](const SentenceView& s) { return Compound(s.valence.event.sum()); }},
    {"event.max", [](const SentenceView& s) { return s.valence.event.max; }},
    {"event.min", [](const SentenceView& s) { return s.valence.event.min; }},
    {"induced.positive_density",
     [](const SentenceView& s) { return PerRoot(s.valence.induced.positive, s.valence.words); }},
    {"induced.negative_density",
     [](const SentenceView& s) { return PerRoot(s.valence.induced.negative, s.valence.words); }},
    {"induced.balance", [](const SentenceView& s) { return Balance(s.valence.induced); }},
    {"induced.mean",
     [](const SentenceView& s) {
       return s.valence.induced.sum() / static_cast<float>(std::max(s.valence.words, 1));
     }},
    {"induced.max", [](const SentenceView& s) { return s.valence.induced.max; }},
    {"induced.min", [](const SentenceView& s) { return s.valence.induced.min; }},
    {"modifier.negators",
     [](const SentenceView& s) { return static_cast<float>(s.valence.negators); }},
    {"modifier.negated",
     [](const SentenceView& s) { return static_cast<float>(s.valence.negated); }},
    {"modifier.intensifiers",
     [](const SentenceView& s) { return static_cast<float>(s.valence.intensifiers); }},
    {"modifier.diminishers",
     [](const SentenceView& s) { return static_cast<float>(s.valence.diminishers); }},
    {"modifier.contrasts",
     [](const SentenceView& s) { return static_cast<float>(s.valence.contrasts); }},
    {"modifier.hedges", [](const SentenceView& s) { return static_cast<float>(s.valence.hedges); }},
    {"modifier.changes",
     [](const SentenceView& s) { return static_cast<float>(s.valence.changes); }},
    {"shape.log_words",
     [](const SentenceView& s) { return std::log1p(static_cast<float>(s.valence.words)); }},
    {"shape.valued_share",
     [](const SentenceView& s) {
       return static_cast<float>(s.valence.valued) /
              static_cast<float>(std::max(s.valence.words, 1));
     }},
    {"shape.quoted_share", [](const SentenceView& s) { return s.quoted_share; }},
    {"shape.exclamations", [](const SentenceView& s) { return s.exclamations; }},
    {"shape.questions", [](const SentenceView& s) { return s.questions; }},
    {"shape.numbers", [](const SentenceView& s) { return s.numbers; }},
    {"shape.capital_words", [](const SentenceView& s) { return s.capitals; }},
    {"shape.quotation_marks", [](const SentenceView& s) { return s.scare_marks; }},
};

FeatureSchema MakeSchema(Eigen::Index dim) {
  std::vector<std::string> names;
  for (const char* pool : {"mean.", "max.", "min."}) {
    for (Eigen::Index i = 0; i < dim; ++i) {
      names.push_back(pool + std::to_string(i));
    }
  }
  for (const NamedFeature& feature : kFeatures) {
    names.emplace_back(feature.name);
  }
  for (const std::string_view cue : kCueNames) {
    names.push_back("cue." + std::string(cue));
  }
  return FeatureSchema(std::move(names));
}

SentenceView View(const Document& document, const Sentence& sentence,
                  const SentenceValence& valence) {
  SentenceView view{valence, 0, 0, 0, 0, 0, 0};
  NameTokens names(document, sentence.first_token);
  bool is_name = false;
  int words = 0;
  int quoted = 0;
  for (std::uint32_t i = sentence.first_token; i < sentence.end_token; ++i) {
    const Token& token = document.tokens[i];
    const bool was_name = is_name;
    is_name = names.Covers(i);
    if (token.kind == TokenKind::kWord && !(is_name && was_name)) {
      ++words;
      quoted += token.Is(kQuoted) ? 1 : 0;
    }
    if (token.kind == TokenKind::kPunctuation) {
      const char mark = document.text[token.span.begin];
      view.exclamations += mark == '!' ? 1.0f : 0.0f;
      view.questions += mark == '?' ? 1.0f : 0.0f;
      view.scare_marks += token.Is(kOpensQuote) ? 1.0f : 0.0f;
    }
    view.numbers += token.kind == TokenKind::kNumber ? 1.0f : 0.0f;
    view.capitals += !is_name && token.Is(kAllCaps) ? 1.0f : 0.0f;
  }
  view.quoted_share = static_cast<float>(quoted) / static_cast<float>(std::max(words, 1));
  return view;
}

}  // namespace

FeatureExtractor::FeatureExtractor(WordVectors vectors, CompiledLexicon lexicon)
    : vectors_(std::move(vectors)),
      lexicon_(std::move(lexicon)),
      schema_(MakeSchema(vectors_.dim())) {}

FeatureExtractor FeatureExtractor::WithLists(std::vector<LexiconCounter> lists) const {
  FeatureExtractor more = *this;
  std::vector<std::string> names = schema_.names();
  for (LexiconCounter& list : lists) {
    for (const std::string& category : list.categories()) {
      names.push_back("list." + list.name() + "." + category);
    }
    more.lists_.push_back(std::move(list));
  }
  more.schema_ = FeatureSchema(std::move(names));
  return more;
}

void FeatureExtractor::PoolVectors(std::size_t sequence, FeatureWorkspace& workspace,
                                   float* out) const {
  const auto stride = static_cast<std::size_t>(vectors_.stride());
  const auto dim = static_cast<std::size_t>(vectors_.dim());
  workspace.sum.assign(stride, 0);
  workspace.highest.assign(stride, -128);
  workspace.lowest.assign(stride, 127);
  std::int64_t total_weight = 0;  // AddRow's bound holds: kMaxSequence * 255 < 2^23
  const TokenBatch& tokens = workspace.tokens;
  for (std::uint32_t i = tokens.starts[sequence]; i < tokens.starts[sequence + 1]; ++i) {
    const WordRow word = tokens.rows[i];
    if (word >= kFirstSpecialRow && word < kFirstUnknownRow) {
      continue;
    }
    const bool known = word < kFirstSpecialRow;
    const std::int8_t* row = known ? vectors_.Row(word) : tokens.UnknownVector(word).data();
    const std::int32_t weight = known ? vectors_.Weight(word) : WordVectors::kUnknownWeight;
    AddRow(row, weight, stride, workspace.sum.data(), workspace.highest.data(),
           workspace.lowest.data());
    total_weight += weight;
  }
  if (total_weight == 0) {
    std::fill_n(out, 3 * dim, 0.0f);
    return;
  }
  const float scale = vectors_.scale();
  const float mean_scale = scale / static_cast<float>(total_weight);
  for (std::size_t j = 0; j < dim; ++j) {
    out[j] = static_cast<float>(workspace.sum[j]) * mean_scale;
    out[dim + j] = static_cast<float>(workspace.highest[j]) * scale;
    out[2 * dim + j] = static_cast<float>(workspace.lowest[j]) * scale;
  }
}

void FeatureExtractor::Extract(const Document& document, std::span<const Sentence> sentences,
                               FeatureWorkspace& workspace, FeatureMatrix& features,
                               Evidence& evidence) const {
  evidence.cued.clear();
  evidence.words.clear();
  evidence.sentences.clear();
  features.resize(static_cast<Eigen::Index>(sentences.size()), schema_.size());
  workspace.tokens.Clear();
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    const Sentence& sentence = sentences[s];
    evidence.sentences.push_back(
        RateNews(lexicon_, document, sentence, {}, workspace.news, evidence.words));
    for (const NewsItem& item : workspace.news.items) {
      if (item.cues != 0 && sentence.first_token < sentence.end_token) {
        evidence.cued.push_back({item.token, item.end_token, item.cues});
      }
    }
    float* row = features.row(static_cast<Eigen::Index>(s)).data();
    ReadSentence(vectors_, document, sentence, workspace.reader, workspace.tokens);
    PoolVectors(s, workspace, row);
    const SentenceView view = View(document, sentence, evidence.sentences.back());
    float* out = row + 3 * vectors_.dim();
    for (const NamedFeature& feature : kFeatures) {
      *out++ = feature.value(view);
    }
    for (const std::uint16_t count : view.valence.cues) {
      *out++ = PerRoot(static_cast<float>(count), view.valence.words);
    }
    for (const LexiconCounter& list : lists_) {
      const std::span<float> sums(out, list.categories().size());
      std::fill(sums.begin(), sums.end(), 0.0f);
      list.Count(document, sentence, workspace.counter, sums, NamesAre::kHidden);
      for (float& sum : sums) {
        sum = PerRoot(sum, view.valence.words);
      }
      out += sums.size();
    }
  }
}

}  // namespace slant
