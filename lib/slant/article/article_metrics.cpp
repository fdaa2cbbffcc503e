#include "slant/article/article_metrics.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace slant {
namespace {

class VoiceSums {
 public:
  void Add(const SentenceScores& scores) {
    ++n_;
    const double score = scores.tone.score;
    // Welford 1962: stable, and exact for equal scores.
    const double step = score - mean_;
    mean_ += step / n_;
    squares_ += step * (score - mean_);
    if (scores.tone.abstained) {
      ++tone_abstained_;
    } else {
      negative_ += scores.tone.label() == ToneLabel::kNegative;
      positive_ += scores.tone.label() == ToneLabel::kPositive;
    }
    event_ += scores.tone.event_valence;
    bias_abstained_ += scores.bias.abstained;
    biased_ += scores.bias.biased() && !scores.bias.abstained;
  }

  VoiceMetrics Metrics() const {
    VoiceMetrics out;
    if (n_ == 0) {
      return out;
    }
    out.sentences = n_;
    out.tone_mean = mean_;
    out.tone_sd = n_ > 1 ? std::sqrt(squares_ / (n_ - 1)) : 0;
    out.negative_share = Share(negative_, n_ - tone_abstained_);
    out.positive_share = Share(positive_, n_ - tone_abstained_);
    out.event_mean = event_ / n_;
    out.biased_share = Share(biased_, n_ - bias_abstained_);
    out.abstained_share = Share(tone_abstained_, n_);
    out.bias_abstained_share = Share(bias_abstained_, n_);
    return out;
  }

 private:
  static double Share(int part, int all) { return all > 0 ? static_cast<double>(part) / all : 0; }

  int n_ = 0, negative_ = 0, positive_ = 0, biased_ = 0;
  int tone_abstained_ = 0, bias_abstained_ = 0;
  double mean_ = 0, squares_ = 0, event_ = 0;
};

int CountWords(const Document& document, const Sentence& sentence) {
  const auto tokens = document.TokensOf(sentence);
  return static_cast<int>(std::count_if(tokens.begin(), tokens.end(),
                                        [](const Token& t) { return t.word != kNoWord; }));
}

}  // namespace

ArticleMetrics MeasureArticle(const Document& document, std::span<const Sentence> sentences,
                              std::span<const SentenceScores> scores,
                              std::span<const SentenceScores> narrated,
                              const std::optional<ToneScore>& headline) {
  assert(sentences.size() == scores.size() && sentences.size() == narrated.size());
  VoiceSums all, narration, quoted;
  double words = 0;
  double quoted_words = 0;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    all.Add(scores[i]);
    if (sentences[i].voice == Voice::kNarration) {
      narration.Add(narrated[i]);
    } else {
      quoted.Add(scores[i]);
    }
    const int count = CountWords(document, sentences[i]);
    words += count;
    quoted_words += static_cast<double>(sentences[i].quoted_share) * count;
  }
  ArticleMetrics out;
  out.all = all.Metrics();
  out.narration = narration.Metrics();
  out.quoted = quoted.Metrics();
  out.quote_share = words > 0 ? quoted_words / words : 0;
  if (headline) {
    out.headline_tone = headline->score;
    if (out.all.sentences > 0) {
      out.headline_gap = headline->score - out.all.tone_mean;
    }
  }
  if (out.narration.sentences > 0 && out.quoted.sentences > 0) {
    out.voice_gap = out.narration.tone_mean - out.quoted.tone_mean;
  }
  return out;
}

std::vector<MeasureMean> MeanMeasures(const Document& document, std::span<const Sentence> sentences,
                                      std::span<const float> measures,
                                      std::span<const MeasureColumn> columns) {
  assert(measures.size() == sentences.size() * columns.size());
  std::vector<double> all(columns.size()), narration(columns.size());
  double sentence_count[2] = {}, word_count[2] = {};  // of all, of the narration
  for (std::size_t i = 0; i < sentences.size() && !columns.empty(); ++i) {
    const bool narrated = sentences[i].voice == Voice::kNarration;
    const int words = CountWords(document, sentences[i]);
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const double value = measures[i * columns.size() + c];
      all[c] += value;
      narration[c] += narrated ? value : 0;
    }
    sentence_count[0] += 1;
    sentence_count[1] += narrated;
    word_count[0] += words;
    word_count[1] += narrated ? words : 0;
  }
  std::vector<MeasureMean> out(columns.size());
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const bool list = columns[c].source == MeasureSource::kList;
    const auto& n = list ? word_count : sentence_count;
    const auto mean = [&](double sum, double count) {
      return count > 0 ? std::optional(sum / count * (list ? 100 : 1)) : std::nullopt;
    };
    out[c] = {mean(all[c], n[0]), mean(narration[c], n[1]),
              mean(all[c] - narration[c], n[0] - n[1])};
  }
  return out;
}

}  // namespace slant
