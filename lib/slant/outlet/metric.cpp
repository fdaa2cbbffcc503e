#include "slant/outlet/metric.h"

#include <algorithm>
#include <cmath>

namespace slant {
namespace {

using Value = std::optional<double>;

Value IfAny(const VoiceMetrics& voice, double value) {
  return voice.sentences > 0 ? Value(value) : Value();
}

constexpr MetricRange kTone{-1, 1}, kShare{0, 1}, kGap{-2, 2}, kPerHundred{0, 100};

constexpr Metric kMetrics[] = {
    {"tone_narration", "mean tone of the sentences in the journalist's voice, -1 to 1", kTone,
     [](const ArticleMetrics& a) { return IfAny(a.narration, a.narration.tone_mean); }},
    {"tone_quoted", "mean tone of quotations and reported speech, -1 to 1", kTone,
     [](const ArticleMetrics& a) { return IfAny(a.quoted, a.quoted.tone_mean); }},
    {"tone_all", "mean tone of all sentences, -1 to 1", kTone,
     [](const ArticleMetrics& a) { return IfAny(a.all, a.all.tone_mean); }},
    {"negative_narration", "share of narrated sentences that are negative, 0 to 1", kShare,
     [](const ArticleMetrics& a) { return IfAny(a.narration, a.narration.negative_share); }},
    {"positive_narration", "share of narrated sentences that are positive, 0 to 1", kShare,
     [](const ArticleMetrics& a) { return IfAny(a.narration, a.narration.positive_share); }},
    {"negative_all", "share of all sentences that are negative, 0 to 1", kShare,
     [](const ArticleMetrics& a) { return IfAny(a.all, a.all.negative_share); }},
    {"positive_all", "share of all sentences that are positive, 0 to 1", kShare,
     [](const ArticleMetrics& a) { return IfAny(a.all, a.all.positive_share); }},
    {"event_valence", "mean badness or goodness of what is reported, -1 to 1", kTone,
     [](const ArticleMetrics& a) { return IfAny(a.all, a.all.event_mean); }},
    {"biased_narration", "share of narrated sentences with biased wording, 0 to 1", kShare,
     [](const ArticleMetrics& a) { return IfAny(a.narration, a.narration.biased_share); }},
    {"biased_all", "share of all sentences with biased wording, 0 to 1", kShare,
     [](const ArticleMetrics& a) { return IfAny(a.all, a.all.biased_share); }},
    {"bias_p", "mean probability of biased wording, of headline and narration, 0 to 1", kShare,
     [](const ArticleMetrics& a) { return a.bias.mean_p; }},
    {"loaded_narration", "words that carry bias for each 100 words of the narration", kPerHundred,
     [](const ArticleMetrics& a) { return IfAny(a.narration, a.bias.narration.carrying); }},
    {"opinion_narration", "how much of the narration is opinion and not fact, 0 to 1", kShare,
     [](const ArticleMetrics& a) { return a.bias.opinion; }},
    {"quote_share", "share of words inside direct quotations, 0 to 1", kShare,
     [](const ArticleMetrics& a) { return IfAny(a.all, a.quote_share); }},
    {"headline_gap", "tone of the headline less tone of the body, -2 to 2", kGap,
     [](const ArticleMetrics& a) { return a.headline_gap; }},
    {"voice_gap", "tone of the narration less tone of quoted voices, -2 to 2", kGap,
     [](const ArticleMetrics& a) { return a.voice_gap; }},
    {"negative_quoted", "share of quoted sentences that are negative, 0 to 1", kShare,
     [](const ArticleMetrics& a) { return IfAny(a.quoted, a.quoted.negative_share); }},
    {"positive_quoted", "share of quoted sentences that are positive, 0 to 1", kShare,
     [](const ArticleMetrics& a) { return IfAny(a.quoted, a.quoted.positive_share); }},
    {"event_narration", "mean badness or goodness of what the narration reports, -1 to 1", kTone,
     [](const ArticleMetrics& a) { return IfAny(a.narration, a.narration.event_mean); }},
    {"event_quoted", "mean badness or goodness of what quoted voices tell, -1 to 1", kTone,
     [](const ArticleMetrics& a) { return IfAny(a.quoted, a.quoted.event_mean); }},
    {"biased_quoted", "share of quoted sentences with biased wording, 0 to 1", kShare,
     [](const ArticleMetrics& a) { return IfAny(a.quoted, a.quoted.biased_share); }},
    {"loaded_quoted", "words that carry bias for each 100 words of quoted voices", kPerHundred,
     [](const ArticleMetrics& a) { return IfAny(a.quoted, a.bias.quoted.carrying); }},
};

// What is measured in the narration, in quoted voices and in both.
constexpr std::string_view kVoices[][3] = {
    {"tone_narration", "tone_quoted", "tone_all"},
    {"negative_narration", "negative_quoted", "negative_all"},
    {"positive_narration", "positive_quoted", "positive_all"},
    {"event_narration", "event_quoted", "event_valence"},
    {"biased_narration", "biased_quoted", "biased_all"},
    {"loaded_narration", "loaded_quoted", ""},
};

MetricRange RangeOf(const MeasureColumn& column) {
  if (column.source == MeasureSource::kTarget) {
    return kTone;
  }
  return column.source == MeasureSource::kFrame && column.group == "frame" ? kShare : MetricRange();
}

}  // namespace

std::span<const Metric> Metrics() noexcept { return kMetrics; }

std::optional<std::size_t> FindMetric(std::string_view name) noexcept {
  return MetricList().Find(name);
}

MetricList::MetricList(std::span<const MeasureColumn> columns) {
  for (const MeasureColumn& column : columns) {
    const std::string what =
        column.source == MeasureSource::kList
            ? "'" + column.name + "' of the list " + column.group + " per 100 words"
        : column.source == MeasureSource::kFrame
            ? (column.group == "frame" ? "share of sentences that show the frame " + column.name
                                       : "microframe " + column.name)
        : column.source == MeasureSource::kTarget ? "mean tone towards " + column.name + ", -1 to 1"
                                                  : "mean " + column.FullName() + " by the rules";
    const MetricRange range = RangeOf(column);
    extra_.push_back({column.FullName(), what + ", of all sentences", range});
    extra_.push_back({column.FullName() + "_narration", what + ", of the narration", range});
    extra_.push_back({column.FullName() + "_quoted", what + ", of quoted voices", range});
  }
}

std::string_view MetricList::name(std::size_t metric) const noexcept {
  return metric < Metrics().size() ? Metrics()[metric].name
                                   : extra_[metric - Metrics().size()].name;
}

std::string_view MetricList::description(std::size_t metric) const noexcept {
  return metric < Metrics().size() ? Metrics()[metric].description
                                   : extra_[metric - Metrics().size()].description;
}

MetricRange MetricList::range(std::size_t metric) const noexcept {
  return metric < Metrics().size() ? Metrics()[metric].range
                                   : extra_[metric - Metrics().size()].range;
}

std::optional<std::size_t> MetricList::Find(std::string_view name) const noexcept {
  for (std::size_t i = 0; i < size(); ++i) {
    if (this->name(i) == name) {
      return i;
    }
  }
  return std::nullopt;
}

std::vector<std::size_t> MetricList::Voices(std::size_t metric) const {
  if (metric >= Metrics().size()) {
    const std::size_t first = metric - (metric - Metrics().size()) % 3;
    return {first + 1, first + 2, first};
  }
  for (const auto& voices : kVoices) {
    if (std::find(std::begin(voices), std::end(voices), name(metric)) == std::end(voices)) {
      continue;
    }
    std::vector<std::size_t> out;
    for (const std::string_view voice : voices) {
      if (const auto found = FindMetric(voice)) {
        out.push_back(*found);
      }
    }
    return out;
  }
  return {};
}

std::optional<double> MetricList::Value(std::size_t metric, const ArticleMetrics& article) {
  constexpr double kMost = 100;  // squares of sums must fit ComparisonAccumulator's integers
  if (metric < Metrics().size()) {
    return Metrics()[metric].value(article);
  }
  const std::size_t extra = metric - Metrics().size();
  if (extra / 3 >= article.measures.size()) {
    return std::nullopt;
  }
  const MeasureMean& mean = article.measures[extra / 3];
  const auto value = extra % 3 == 0 ? mean.all : extra % 3 == 1 ? mean.narration : mean.quoted;
  // Sums of a list's huge values may be infinite, and their difference no number.
  return value && !std::isnan(*value) ? std::optional(std::clamp(*value, -kMost, kMost))
                                      : std::nullopt;
}

}  // namespace slant
