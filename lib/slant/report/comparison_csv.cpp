#include "slant/report/comparison_rows.h"
#include "slant/report/csv_line.h"

namespace slant {
namespace {

// One line, with what it has.
struct Cells {
  std::string_view row, group, other, metric;
  std::optional<std::int64_t> n = {};
  std::optional<double> estimate = {}, sd = {}, low = {}, high = {}, cliffs_delta = {};
  const Verdict* verdict = nullptr;
  std::string_view matched = {};
  std::optional<std::int64_t> stories = {};
  std::optional<double> shrunken = {}, hedges_g = {};
  std::optional<std::int64_t> minimal_n = {};
};

constexpr std::string_view kHeader =
    "row,group,other,metric,n,estimate,sd,low,high,cliffs_delta,p,q,separable,matched,stories,"
    "shrunken,hedges_g,holm,minimal_n\r\n";

void Append(const Cells& cells, std::string& out) {
  CsvLine line(out);
  const auto integer = [&](const std::optional<std::int64_t>& value) {
    value ? line.Integer(*value) : line.Text("");
  };
  line.Text(cells.row).Text(cells.group).Text(cells.other).Text(cells.metric);
  integer(cells.n);
  line.Number(cells.estimate)
      .Number(cells.sd)
      .Number(cells.low)
      .Number(cells.high)
      .Number(cells.cliffs_delta);
  const Verdict* const v = cells.verdict;
  const bool tested = v != nullptr && v->tested;
  line.Number(tested ? std::optional(v->p) : std::nullopt)
      .Number(tested ? std::optional(v->q) : std::nullopt)
      .Text(v == nullptr   ? ""
            : v->separable ? "true"
                           : "false")
      .Text(cells.matched);
  integer(cells.stories);
  line.Number(cells.shrunken)
      .Number(cells.hedges_g)
      .Number(tested ? std::optional(v->holm) : std::nullopt);
  integer(cells.minimal_n);
}

// A line for each metric of a group.
void AppendMetrics(const std::string& row, const OutletMetrics& outlet, const MetricList& list,
                   std::string& out) {
  for (std::size_t m = 0; m < outlet.metrics.size(); ++m) {
    const MetricEstimate& estimate = outlet.metrics[m];
    Cells cells{row, outlet.outlet, "", list.name(m), estimate.n};
    cells.estimate = estimate.n > 0 ? std::optional(estimate.mean) : std::nullopt;
    cells.sd = estimate.n > 1 ? std::optional(estimate.sd) : std::nullopt;
    cells.low = estimate.low;
    cells.high = estimate.high;
    Append(cells, out);
  }
}

}  // namespace

void WriteComparisonCsv(const Comparison& comparison, const WriterOptions& options,
                        std::string& out) {
  out += kHeader;
  const auto name = [&](std::size_t outlet) -> std::string_view {
    return comparison.outlets[outlet].outlet;
  };
  for (const OutletMetrics& outlet : comparison.outlets) {
    AppendMetrics(options.by, outlet, comparison.list, out);
  }
  for (const MetricComparison& metric : comparison.metrics) {
    const std::string_view metric_name = comparison.list.name(metric.metric);
    const std::pair<const char*, const VarianceStep*> shares[] = {
        {"topic", &metric.variance.coarse},
        {"story", &metric.variance.fine},
        {"outlet", &metric.variance.group},
        {"outlet alone", &metric.variance.group_alone}};
    for (const auto& [factor, step] : shares) {
      Cells cells{"variance", factor, "", metric_name, std::llround(metric.variance.n)};
      cells.estimate = step->omega_squared;
      Append(cells, out);
    }
    for (const LevelComparison& level : metric.levels) {
      const bool matched = level.level == Level::kStory;
      for (const GroupEstimate& group : level.groups) {
        Cells cells{"comparison", name(group.outlet), "", metric_name, group.articles};
        cells.estimate = group.estimate;
        cells.low = group.low;
        cells.high = group.high;
        cells.verdict = &group.verdict;
        cells.matched = kLevelNames[static_cast<std::size_t>(level.level)];
        cells.stories = matched ? std::optional(group.stories) : std::nullopt;
        cells.shrunken = group.shrunken;
        Append(cells, out);
      }
    }
    for (const LevelComparison& level : metric.levels) {
      const bool matched = level.level == Level::kStory;
      for (const Difference& d : level.differences) {
        Cells cells{"difference", name(d.a), name(d.b), metric_name, {}};
        cells.estimate = d.estimate;
        cells.low = d.low;
        cells.high = d.high;
        cells.cliffs_delta = d.cliffs_delta;
        cells.verdict = &d.verdict;
        cells.matched = kLevelNames[static_cast<std::size_t>(level.level)];
        cells.stories = matched ? std::optional(d.stories) : std::nullopt;
        cells.hedges_g = d.hedges_g;
        cells.minimal_n = d.minimal_n;
        Append(cells, out);
      }
    }
  }
  if (comparison.coverage) {
    for (const OutletCoverage& outlet : comparison.coverage->outlets) {
      Cells cells{"coverage", outlet.outlet, "", "", outlet.carried};
      cells.stories = comparison.coverage->stories;
      Append(cells, out);
      for (const MissedStory& story : outlet.most_carried) {
        Append({"missed", outlet.outlet, story.story, "", story.carriers}, out);
      }
    }
  }
  if (comparison.time) {
    for (const PeriodEstimate& period : comparison.time->periods) {
      Cells cells{"period", period.outlet, period.period, comparison.list.name(period.metric),
                  period.n};
      cells.estimate = period.mean;
      cells.low = period.low;
      cells.high = period.high;
      Append(cells, out);
    }
    for (const OutletChange& change : comparison.time->changes) {
      const Verdict verdict{true, change.p, change.p, change.p, true};
      Cells cells{"change", change.outlet, change.period, comparison.list.name(change.metric), {}};
      cells.estimate = change.after - change.before;
      cells.verdict = &verdict;
      Append(cells, out);
    }
  }
  for (const OutletSources& outlet : comparison.sources) {
    for (const CountedSource& source : outlet.most) {
      Append({"source", outlet.outlet, source.source, "", source.counts.attributions}, out);
    }
  }
  for (const OutletEvidence& evidence : comparison.evidence) {
    for (const auto* const list : {&evidence.lowest, &evidence.highest}) {
      for (const EvidenceSentence& sentence : *list) {
        Cells cells{"evidence", evidence.outlet, sentence.text, evidence.target, {}};
        cells.estimate = sentence.score;
        Append(cells, out);
      }
    }
  }
  if (comparison.apart) {
    const std::string row = options.by + " (" + comparison.apart->kinds + ")";
    for (const OutletMetrics& outlet : comparison.apart->outlets) {
      AppendMetrics(row, outlet, comparison.list, out);
    }
  }
}

}  // namespace slant
