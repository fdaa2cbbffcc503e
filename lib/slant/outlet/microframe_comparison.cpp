#include "slant/outlet/microframe_comparison.h"

#include <algorithm>
#include <cmath>

#include "slant/base/random.h"
#include "slant/statistics/effect_size.h"
#include "slant/statistics/multiple_tests.h"

namespace slant {
namespace {

using Sampled = MicroframeAccumulator::Sampled;

double DifferenceOf(double sum, double words, double total, double total_words) {
  return sum / words - (total - sum) / (total_words - words);
}

}  // namespace

WordTally TallyWords(const Document& document, std::uint32_t first, std::uint32_t end,
                     const Microframes& microframes) {
  std::vector<WordId> words;
  for (std::uint32_t i = first; i < end; ++i) {
    if (!microframes.Of(document.tokens[i].word).empty()) {
      words.push_back(document.tokens[i].word);
    }
  }
  std::sort(words.begin(), words.end());
  WordTally tally;
  for (const WordId word : words) {
    if (tally.empty() || tally.back().first != word) {
      tally.emplace_back(word, 0);
    }
    ++tally.back().second;
  }
  return tally;
}

void MicroframeAccumulator::Add(std::uint64_t key, const WordTally& words,
                                const MicroframeSums& sums) {
  ++articles_;
  for (const auto& [word, count] : words) {
    if (word >= counts_.size()) {
      counts_.resize(word + std::size_t{1});
    }
    counts_[word] += count;
  }
  if (sums.words > 0) {
    Keep({Mix64(key), sums});
  }
}

void MicroframeAccumulator::Keep(Sampled item) {
  const auto before = [](const Sampled& a, const Sampled& b) {
    return a.key != b.key ? a.key < b.key : a.sums.sum < b.sums.sum;
  };
  const auto place = std::upper_bound(sample_.begin(), sample_.end(), item, before);
  if (place == sample_.end() && sample_.size() == kSample) {
    return;
  }
  sample_.insert(place, std::move(item));
  if (sample_.size() > kSample) {
    sample_.pop_back();
  }
}

void MicroframeAccumulator::Merge(const MicroframeAccumulator& other) {
  articles_ += other.articles_;
  counts_.resize(std::max(counts_.size(), other.counts_.size()));
  for (std::size_t w = 0; w < other.counts_.size(); ++w) {
    counts_[w] += other.counts_[w];
  }
  for (const Sampled& item : other.sample_) {
    Keep(item);
  }
}

WordTally MicroframeAccumulator::Words() const {
  WordTally out;
  for (std::size_t w = 0; w < counts_.size(); ++w) {
    if (counts_[w] > 0) {
      out.emplace_back(static_cast<WordId>(w), counts_[w]);
    }
  }
  return out;
}

MicroframeSums MicroframeAccumulator::Sums(const Microframes& microframes) const {
  MicroframeSums out;
  out.sum.resize(microframes.size());
  out.square.resize(microframes.size());
  for (const auto& [word, count] : Words()) {
    const auto row = microframes.Of(word);
    out.words += row.empty() ? 0 : count;
    for (std::size_t k = 0; k < row.size(); ++k) {
      const double cosine = double{row[k]};
      out.sum[k] += static_cast<double>(count) * cosine;
      out.square[k] += static_cast<double>(count) * cosine * cosine;
    }
  }
  return out;
}

std::vector<MicroframeTest> TestMicroframes(std::span<const Sampled> a, std::span<const Sampled> b,
                                            const Microframes& microframes,
                                            const MicroframeTestOptions& options) {
  const std::size_t axes = microframes.size();
  std::vector<MicroframeTest> out(axes);
  std::vector<const MicroframeSums*> articles;
  MicroframeSums both, first, second;
  for (const Sampled& item : a) {
    articles.push_back(&item.sums);
    first.Merge(item.sums);
  }
  for (const Sampled& item : b) {
    articles.push_back(&item.sums);
    second.Merge(item.sums);
  }
  both.Merge(first);
  both.Merge(second);
  if (first.words == 0 || second.words == 0) {
    return out;
  }
  std::vector<double> centre(axes);
  std::vector<double> bias_a, bias_b;
  for (std::size_t k = 0; k < axes; ++k) {
    MicroframeTest& test = out[k];
    centre[k] = both.Bias(k);
    test.bias_a = first.Bias(k);
    test.bias_b = second.Bias(k);
    test.intensity_a = first.Intensity(k, centre[k]);
    test.intensity_b = second.Intensity(k, centre[k]);
    test.tested = !microframes.quality(k).weak;
    bias_a.clear();
    bias_b.clear();
    for (const Sampled& item : a) {
      bias_a.push_back(item.sums.Bias(k));
    }
    for (const Sampled& item : b) {
      bias_b.push_back(item.sums.Bias(k));
    }
    test.cliffs_delta = CliffsDelta(bias_a, bias_b);
  }

  // (articles x 2 axes): sums, and sums of squares about the centre.
  const std::size_t width = 2 * axes;
  std::vector<double> rows(articles.size() * width), total(width), observed(width);
  double total_words = 0;
  for (std::size_t i = 0; i < articles.size(); ++i) {
    const MicroframeSums& sums = *articles[i];
    const auto n = static_cast<double>(sums.words);
    total_words += n;
    for (std::size_t k = 0; k < axes; ++k) {
      double* const row = rows.data() + i * width;
      row[k] = sums.sum[k];
      row[axes + k] = sums.square[k] - 2 * centre[k] * sums.sum[k] + n * centre[k] * centre[k];
      total[k] += row[k];
      total[axes + k] += row[axes + k];
    }
  }
  // The smaller group is drawn; its difference is that of both.
  const std::size_t drawn = std::min(a.size(), b.size());
  std::vector<std::size_t> order(articles.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    order[i] = a.size() <= b.size() ? i : (i + a.size()) % order.size();
  }
  std::vector<double> side(width), reached(width);
  const auto differences = [&](std::vector<double>& into) {
    std::fill(side.begin(), side.end(), 0.0);
    double words = 0;
    for (std::size_t i = 0; i < drawn; ++i) {
      const double* const row = rows.data() + order[i] * width;
      words += static_cast<double>(articles[order[i]]->words);
      for (std::size_t k = 0; k < width; ++k) {
        side[k] += row[k];
      }
    }
    for (std::size_t k = 0; k < width; ++k) {
      into[k] = std::abs(DifferenceOf(side[k], words, total[k], total_words));
    }
  };
  differences(observed);
  std::vector<double> draw(width);
  Random random(options.seed);
  for (int i = 0; i < options.permutations; ++i) {
    for (std::size_t k = 0; k < drawn; ++k) {
      std::swap(order[k], order[k + random.Below(order.size() - k)]);
    }
    differences(draw);
    for (std::size_t k = 0; k < width; ++k) {
      // A hair less, so that rounding does not hide a tie with the observed difference.
      reached[k] += draw[k] >= observed[k] * (1 - 1e-12) ? 1 : 0;
    }
  }
  std::vector<double> p_bias, p_intensity;
  for (std::size_t k = 0; k < axes; ++k) {
    if (out[k].tested) {
      out[k].p_bias = (reached[k] + 1) / (options.permutations + 1);
      out[k].p_intensity = (reached[axes + k] + 1) / (options.permutations + 1);
      p_bias.push_back(out[k].p_bias);
      p_intensity.push_back(out[k].p_intensity);
    }
  }
  const auto q_bias = BenjaminiHochberg(p_bias);
  const auto q_intensity = BenjaminiHochberg(p_intensity);
  std::size_t next = 0;
  for (MicroframeTest& test : out) {
    if (test.tested) {
      test.q_bias = q_bias[next];
      test.q_intensity = q_intensity[next++];
    }
  }
  return out;
}

NullSplits SplitAtRandom(std::span<const Sampled> articles, const Microframes& microframes,
                         int draws, const MicroframeTestOptions& options) {
  NullSplits out;
  out.draws = draws;
  std::vector<Sampled> order(articles.begin(), articles.end());
  Random random(options.seed ^ 0x5EEDULL);
  double sum = 0, square = 0;
  for (int i = 0; i < draws; ++i) {
    random.Shuffle(order);
    const std::size_t half = order.size() / 2;
    MicroframeTestOptions own = options;
    own.seed = options.seed + static_cast<std::uint64_t>(i) + 1;
    int tested = 0, found = 0;
    for (const MicroframeTest& test : TestMicroframes(
             std::span(order).first(half), std::span(order).subspan(half), microframes, own)) {
      tested += test.tested;
      found += test.tested && test.q_bias <= options.false_discovery_rate;
    }
    const double share = tested > 0 ? static_cast<double>(found) / tested : 0;
    sum += share;
    square += share * share;
  }
  if (draws > 0) {
    out.share = sum / draws;
  }
  if (draws > 1) {
    out.standard_error = std::sqrt(std::max(0.0, square / draws - out.share * out.share) /
                                   static_cast<double>(draws - 1));
  }
  return out;
}

}  // namespace slant
