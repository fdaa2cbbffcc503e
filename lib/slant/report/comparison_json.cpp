#include "slant/report/comparison_rows.h"
#include "slant/report/json.h"

namespace slant {
namespace {

class ComparisonJson {
 public:
  ComparisonJson(const Comparison& comparison, const WriterOptions& options, std::string& out)
      : comparison_(comparison), options_(options), out_(out) {}

  void Write() {
    for (const OutletMetrics& outlet : comparison_.outlets) {
      WriteOutlet(outlet, "");
    }
    for (const MetricComparison& metric : comparison_.metrics) {
      WriteVariance(metric);
      for (const LevelComparison& level : metric.levels) {
        for (const GroupEstimate& group : level.groups) {
          WriteGroup(metric.metric, level.level, group);
        }
      }
      for (const LevelComparison& level : metric.levels) {
        for (const Difference& difference : level.differences) {
          WriteDifference(metric.metric, level.level, difference);
        }
      }
    }
    if (comparison_.coverage) {
      for (const OutletCoverage& outlet : comparison_.coverage->outlets) {
        WriteCoverage(*comparison_.coverage, outlet);
      }
    }
    if (comparison_.time) {
      for (const PeriodEstimate& period : comparison_.time->periods) {
        WritePeriod(period);
      }
      for (const OutletChange& change : comparison_.time->changes) {
        WriteChange(*comparison_.time, change);
      }
    }
    for (const OutletSources& outlet : comparison_.sources) {
      WriteSources(outlet);
    }
    for (const OutletEvidence& evidence : comparison_.evidence) {
      WriteEvidence(evidence, "lowest", evidence.lowest);
      WriteEvidence(evidence, "highest", evidence.highest);
    }
    if (comparison_.apart) {
      for (const OutletMetrics& outlet : comparison_.apart->outlets) {
        WriteOutlet(outlet, comparison_.apart->kinds);
      }
    }
  }

 private:
  void Begin(std::string_view schema) {
    json_.BeginObject();
    json_.Key("schema").String(schema);
    json_.Key("by").String(options_.by);
  }

  void Metric(std::size_t metric) { json_.Key("metric").String(comparison_.list.name(metric)); }

  void WriteOutlet(const OutletMetrics& outlet, std::string_view apart) {
    Begin("slant.outlet/1");
    json_.Key("outlet").String(outlet.outlet);
    if (!apart.empty()) {
      json_.Key("apart").String(apart);
    }
    json_.Key("articles").Integer(outlet.articles);
    json_.Key("sentences").Integer(outlet.sentences);
    json_.Key("metrics").BeginObject();
    for (std::size_t m = 0; m < outlet.metrics.size(); ++m) {
      const MetricEstimate& estimate = outlet.metrics[m];
      json_.Key(comparison_.list.name(m)).BeginObject();
      json_.Key("n").Integer(estimate.n);
      json_.Key("mean").Number(estimate.n > 0 ? std::optional(estimate.mean) : std::nullopt);
      json_.Key("sd").Number(estimate.n > 1 ? std::optional(estimate.sd) : std::nullopt);
      json_.Key("low").Number(estimate.low);
      json_.Key("high").Number(estimate.high);
      json_.EndObject();
    }
    json_.EndObject();
    json_.Key("model").String(options_.model);
    json_.EndRow(out_);
  }

  void WriteVariance(const MetricComparison& metric) {
    Begin("slant.variance/1");
    Metric(metric.metric);
    json_.Key("articles").Integer(std::llround(metric.variance.n));
    json_.Key("topic").Number(metric.variance.coarse.omega_squared);
    json_.Key("story").Number(metric.variance.fine.omega_squared);
    json_.Key("outlet").Number(metric.variance.group.omega_squared);
    json_.Key("outlet_alone").Number(metric.variance.group_alone.omega_squared);
    json_.EndRow(out_);
  }

  void WriteVerdict(const Verdict& verdict) {
    const auto number = [&](std::string_view key, double value) {
      json_.Key(key).Number(verdict.tested ? std::optional(value) : std::nullopt);
    };
    number("p", verdict.p);
    number("q", verdict.q);
    number("holm", verdict.holm);
    json_.Key("separable").Bool(verdict.separable);
  }

  void WriteStories(Level level, std::int64_t stories) {
    json_.Key("stories");
    level == Level::kStory ? json_.Integer(stories) : json_.Null();
  }

  void WriteGroup(std::size_t metric, Level level, const GroupEstimate& group) {
    Begin("slant.comparison/1");
    Metric(metric);
    json_.Key("matched").String(kLevelNames[static_cast<std::size_t>(level)]);
    json_.Key("outlet").String(comparison_.outlets[group.outlet].outlet);
    json_.Key("articles").Integer(group.articles);
    WriteStories(level, group.stories);
    json_.Key("estimate").Number(group.estimate);
    json_.Key("low").Number(group.low);
    json_.Key("high").Number(group.high);
    json_.Key("shrunken").Number(group.shrunken);
    WriteVerdict(group.verdict);
    const bool copies = comparison_.copies > 0;
    const bool kept = comparison_.copies_kept;
    const std::optional<double> own = copies ? std::optional(group.estimate) : std::nullopt;
    json_.Key("with_copies").Number(kept ? own : group.other_copies);
    json_.Key("without_copies").Number(kept ? group.other_copies : own);
    json_.EndRow(out_);
  }

  void WriteDifference(std::size_t metric, Level level, const Difference& difference) {
    Begin("slant.difference/1");
    Metric(metric);
    json_.Key("matched").String(kLevelNames[static_cast<std::size_t>(level)]);
    json_.Key("a").String(comparison_.outlets[difference.a].outlet);
    json_.Key("b").String(comparison_.outlets[difference.b].outlet);
    json_.Key("articles_a").Integer(difference.articles_a);
    json_.Key("articles_b").Integer(difference.articles_b);
    WriteStories(level, difference.stories);
    json_.Key("estimate").Number(difference.estimate);
    json_.Key("low").Number(difference.low);
    json_.Key("high").Number(difference.high);
    json_.Key("hedges_g").Number(difference.hedges_g);
    json_.Key("cliffs_delta").Number(difference.cliffs_delta);
    WriteVerdict(difference.verdict);
    json_.Key("detect").Number(comparison_.detect);
    json_.Key("minimal_n");
    difference.minimal_n ? json_.Integer(*difference.minimal_n) : json_.Null();
    json_.EndRow(out_);
  }

  void WriteCoverage(const Coverage& coverage, const OutletCoverage& outlet) {
    Begin("slant.coverage/1");
    json_.Key("outlet").String(outlet.outlet);
    json_.Key("stories").Integer(coverage.stories);
    json_.Key("stories_shared").Integer(coverage.shared);
    json_.Key("carried").Integer(outlet.carried);
    json_.Key("carried_shared").Integer(outlet.shared);
    json_.Key("missed").Integer(outlet.missed);
    json_.Key("most_carried").BeginList();
    for (const MissedStory& story : outlet.most_carried) {
      json_.BeginObject();
      json_.Key("story").String(story.story);
      json_.Key("carriers").Integer(story.carriers);
      json_.Key("title").String(story.title);
      json_.EndObject();
    }
    json_.EndList();
    json_.EndRow(out_);
  }

  void WritePeriod(const PeriodEstimate& period) {
    Begin("slant.period/1");
    Metric(period.metric);
    json_.Key("outlet").String(period.outlet);
    json_.Key("period").String(period.period);
    json_.Key("n").Integer(period.n);
    json_.Key("mean").Number(period.mean);
    json_.Key("low").Number(period.low);
    json_.Key("high").Number(period.high);
    json_.EndRow(out_);
  }

  void WriteChange(const TimeSeries& time, const OutletChange& change) {
    Begin("slant.change/1");
    Metric(change.metric);
    json_.Key("outlet").String(change.outlet);
    json_.Key("period").String(change.period);
    json_.Key("before").Number(change.before);
    json_.Key("after").Number(change.after);
    json_.Key("p").Addend(change.p);
    json_.Key("series").Integer(static_cast<std::int64_t>(time.series));
    json_.Key("false_alarm_rate").Number(time.false_alarm_rate);
    json_.EndRow(out_);
  }

  void WriteCounts(std::string_view key, const SourceCounts& counts) {
    json_.Key(key).BeginObject();
    WriteCountsInside(counts);
    json_.EndObject();
  }

  void WriteCountsInside(const SourceCounts& counts) {
    json_.Key("attributions").Integer(counts.attributions);
    json_.Key("words").Integer(counts.words);
    json_.Key("articles").Integer(counts.articles);
  }

  void WriteSources(const OutletSources& outlet) {
    Begin("slant.sources/1");
    json_.Key("outlet").String(outlet.outlet);
    json_.Key("articles").Integer(outlet.articles);
    WriteCounts("named", outlet.named);
    WriteCounts("unnamed", outlet.unnamed);
    WriteCounts("unknown", outlet.unknown);
    json_.Key("sources").Integer(outlet.sources);
    json_.Key("most").BeginList();
    for (const CountedSource& source : outlet.most) {
      json_.BeginObject();
      json_.Key("source").String(source.source);
      json_.Key("named").Bool(source.named);
      WriteCountsInside(source.counts);
      json_.EndObject();
    }
    json_.EndList();
    json_.EndRow(out_);
  }

  void WriteEvidence(const OutletEvidence& evidence, std::string_view end,
                     const std::vector<EvidenceSentence>& sentences) {
    for (const EvidenceSentence& sentence : sentences) {
      Begin("slant.evidence/1");
      json_.Key("target").String(evidence.target);
      json_.Key("outlet").String(evidence.outlet);
      json_.Key("end").String(end);
      json_.Key("score").Number(sentence.score);
      json_.Key("voice").String(VoiceName(sentence.voice));
      json_.Key("article").String(sentence.article);
      json_.Key("text").String(sentence.text);
      json_.EndRow(out_);
    }
  }

  const Comparison& comparison_;
  const WriterOptions& options_;
  std::string& out_;
  Json json_;
};

}  // namespace

void WriteComparisonJson(const Comparison& comparison, const WriterOptions& options,
                         std::string& out) {
  ComparisonJson(comparison, options, out).Write();
}

}  // namespace slant
