#include <algorithm>
#include <cmath>
#include <numeric>

#include "slant/report/comparison_rows.h"
#include "slant/report/printable.h"
#include "slant/report/terminal_text.h"
#include "slant/statistics/effect_size.h"

namespace slant {
namespace {

// "On the same stories", as a reader would say it.
const char* LevelTitle(Level level) {
  return level == Level::kStory   ? "On the same stories"
         : level == Level::kTopic ? "On the same topics"
                                  : "As they are";
}

const char* LevelExplained(Level level) {
  return level == Level::kStory
             ? "an outlet's articles less those of the others about the same event"
         : level == Level::kTopic
             ? "an outlet's articles less those of the others in the same topic"
             : "topics and stories are not held constant, so a gap may be theirs";
}

// A title that leaves room for others on the line.
std::string Shortened(const std::string& title) {
  constexpr std::size_t kWidest = 44;
  return Width(title) > kWidest ? Fit(title, kWidest) : title;
}

std::string Probability(const char* name, double value) {
  return std::string(name) + (value < 0.001  ? " < 0.001"
                              : value < 0.05 ? Format(" %.3f", value)
                                             : Format(" %.2f", value));
}

class Text {
 public:
  Text(const Comparison& comparison, const WriterOptions& options, std::string& out)
      : c_(comparison), options_(options), out_(out) {
    for (const OutletMetrics& outlet : c_.outlets) {
      name_width_ = std::max(name_width_, Width(outlet.outlet));
    }
    for (std::size_t i = 0; c_.apart && i < c_.apart->outlets.size(); ++i) {
      name_width_ = std::max(name_width_, Width(c_.apart->outlets[i].outlet));
    }
    name_width_ = std::min<std::size_t>(name_width_, 28);
    // The most articles first when not all can be shown; the order of the tables stays.
    std::vector<std::size_t> order(c_.outlets.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (order.size() > options_.most_outlets) {
      std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return c_.outlets[a].articles > c_.outlets[b].articles;
      });
      order.resize(options_.most_outlets);
    }
    shown_.resize(c_.outlets.size());
    for (const std::size_t i : order) {
      shown_[i] = true;
    }
  }

  void Write() {
    for (const MetricComparison& metric : c_.metrics) {
      if (metric.tested) {
        WriteMetric(metric);
      }
    }
    if (c_.coverage) {
      WriteCoverage(*c_.coverage);
    }
    if (c_.time) {
      WriteTime(*c_.time);
    }
    if (!c_.sources.empty()) {
      WriteSources();
    }
    WriteEvidence();
    if (c_.apart) {
      WriteApart(*c_.apart);
    }
    Dim("Not measured: what was left out, which stories and which sources were chosen.");
  }

 private:
  std::string Paint(std::string text, Ink ink) const {
    return slant::Paint(std::move(text), ink, options_.color);
  }
  void Dim(std::string text) { out_ += Paint(std::move(text), Ink::kDim) + "\n"; }

  void WriteMetric(const MetricComparison& metric) {
    out_ += Paint(Printable(c_.list.name(metric.metric)), Ink::kBold) + " by " + options_.by +
            ": " + Printable(c_.list.description(metric.metric)) + "\n\n";
    WriteVariance(metric.variance);
    for (const LevelComparison& level : metric.levels) {
      level.level == Level::kRaw ? WriteRaw(level, metric.metric) : WriteLevel(level, metric);
    }
    WriteVoices(metric);
    WriteDifferences(metric);
    WriteCopies(metric);
  }

  void WriteVariance(const VarianceShares& v) {
    std::string parts;
    double known = 0;
    const auto add = [&](const std::string& name, const VarianceStep& step) {
      if (step.omega_squared) {
        const double share = std::max(0.0, *step.omega_squared);
        known += share;
        parts += (parts.empty() ? "" : ", ") + name + Format(" %.0f %%", share * 100);
      }
    };
    add("topic", v.coarse);
    add(v.coarse.omega_squared ? "story within topic" : "story", v.fine);
    const bool within = !parts.empty();
    add(options_.by + (v.fine.omega_squared ? " on the same story"
                       : within             ? " on the same topic"
                                            : ""),
        v.group);
    if (parts.empty()) {
      return;
    }
    out_ += Paint("What differences between articles go with", Ink::kBold) +
            Format(" (omega squared, %lld articles)\n", std::llround(v.n));
    out_ += "  " + Printable(parts) + Format("; the rest %.0f %%", std::max(0.0, 1 - known) * 100);
    if (within && v.group_alone.omega_squared) {
      out_ += "; " + Printable(options_.by) + " alone" +
              Format(" %.0f %%", std::max(0.0, *v.group_alone.omega_squared) * 100);
    }
    out_ += "\n\n";
  }

  // The half width of the axis, in tenths.
  static double HalfWidth(double largest) {
    return std::max(0.1, std::ceil(largest * 10 - 1e-9) / 10);
  }

  std::string Axis(double largest) const {
    return Fit(Format("%+.1f", -largest), 14) + "0" +
           Format("%14s", Format("%+.1f", largest).c_str());
  }

  // 29 cells from -largest to +largest: the interval as a line, the estimate as a dot.
  static std::string Bar(double estimate, const std::optional<double>& low,
                         const std::optional<double>& high, double largest) {
    constexpr int kHalf = 14;
    const auto cell = [&](double value) {
      return static_cast<int>(
          std::lround(std::clamp(value / largest * kHalf, -1.0 * kHalf, 1.0 * kHalf)));
    };
    std::string bar;
    for (int i = -kHalf; i <= kHalf; ++i) {
      if (i == cell(estimate)) {
        bar += "●";
      } else if (low && i >= cell(*low) && i <= cell(*high)) {
        bar += "─";
      } else {
        bar += i == 0 ? "│" : "·";
      }
    }
    return bar;
  }

  static std::string IntervalOf(const std::optional<double>& low,
                                const std::optional<double>& high) {
    return low ? "[" + Signed(*low) + ", " + Signed(*high) + "]" : "(only one)    ";
  }

  void WriteLevel(const LevelComparison& level, const MetricComparison& metric) {
    const bool found = level.level == Level::kStory && c_.stories_found;
    out_ += Paint(LevelTitle(level.level), Ink::kBold) + ": " + LevelExplained(level.level) +
            (found ? ", as found among these" : "") + "\n";
    double largest = 0;
    for (const GroupEstimate& g : level.groups) {
      if (shown_[g.outlet]) {
        // Intervals of very few stories must not flatten all others.
        largest = std::max({largest, std::abs(g.estimate),
                            g.verdict.tested && g.low ? std::abs(*g.low) : 0.0,
                            g.verdict.tested && g.high ? std::abs(*g.high) : 0.0});
      }
    }
    largest = HalfWidth(largest);
    const bool story = level.level == Level::kStory;
    Dim(Fit(options_.by, name_width_) + (story ? "  stories  " : " articles  ") + Axis(largest) +
        "   gap   95 % interval    shrunken");
    std::size_t hidden = 0;
    for (const GroupEstimate& g : level.groups) {
      if (!shown_[g.outlet]) {
        ++hidden;
        continue;
      }
      const Ink ink = !g.verdict.separable ? Ink::kPlain : g.estimate < 0 ? Ink::kRed : Ink::kGreen;
      out_ += Fit(c_.outlets[g.outlet].outlet, name_width_) +
              Format("  %7lld  ", static_cast<long long>(story ? g.stories : g.articles)) +
              Paint(Bar(g.estimate, g.low, g.high, largest), ink) + "  " +
              Paint(Signed(g.estimate), ink) + "  " + IntervalOf(g.low, g.high) + "   " +
              (g.shrunken ? Signed(*g.shrunken) : "     ") + "  ";
      if (g.verdict.separable) {
        out_ += Paint(g.estimate < 0 ? "below the others, " : "above the others, ", ink) +
                Probability("q", g.verdict.q);
      } else if (g.verdict.tested) {
        out_ += Paint("not separable from the others, " + Probability("q", g.verdict.q), Ink::kDim);
      } else if (metric.tested) {
        out_ += Paint(story ? "too few stories to tell" : "too few articles to tell", Ink::kDim);
      }
      out_ += "\n";
    }
    Hidden(hidden);
    out_ += "\n";
  }

  void Hidden(std::size_t hidden) {
    if (hidden > 0) {
      Dim(Format("%zu smaller ones are not shown; --format csv has all.", hidden));
    }
  }

  void WriteRaw(const LevelComparison& level, std::size_t metric) {
    out_ += Paint(LevelTitle(Level::kRaw), Ink::kBold) +
            Paint(std::string(" (raw): ") + LevelExplained(Level::kRaw), Ink::kDim) + "\n";
    double largest = 0;
    for (const GroupEstimate& g : level.groups) {
      if (shown_[g.outlet]) {
        largest = std::max(largest, Largest(c_.outlets[g.outlet].metrics[metric]));
      }
    }
    largest = HalfWidth(largest);
    RawHeader(largest);
    std::size_t hidden = 0;
    for (const GroupEstimate& g : level.groups) {
      if (shown_[g.outlet]) {
        RawRow(c_.outlets[g.outlet], metric, g.shrunken, largest);
      } else {
        ++hidden;
      }
    }
    Hidden(hidden);
    out_ += "\n";
  }

  void WriteApart(const ListedApart& apart) {
    out_ +=
        Paint("Apart, not compared with the above: " + Printable(apart.kinds), Ink::kBold) + "\n";
    double largest = 0;
    for (const OutletMetrics& outlet : apart.outlets) {
      largest = std::max(largest, Largest(outlet.metrics[c_.metric]));
    }
    largest = HalfWidth(largest);
    RawHeader(largest);
    const std::size_t most = std::min(apart.outlets.size(), options_.most_outlets);
    for (std::size_t i = 0; i < most; ++i) {
      RawRow(apart.outlets[i], c_.metric, std::nullopt, largest);
    }
    Hidden(apart.outlets.size() - most);
    out_ += "\n";
  }

  // How far an axis must reach; intervals of very few articles must not flatten all others.
  static double Largest(const MetricEstimate& e) {
    const bool enough = e.n >= 5;
    return std::max({std::abs(e.mean), enough ? std::abs(e.low.value_or(0)) : 0.0,
                     enough ? std::abs(e.high.value_or(0)) : 0.0});
  }

  void RawHeader(double largest) {
    Dim(Fit(options_.by, name_width_) + "     n  " + Axis(largest) +
        "   mean  95 % interval  shrunken negative positive  event quoted biased");
  }

  void RawRow(const OutletMetrics& outlet, std::size_t metric,
              const std::optional<double>& shrunken, double largest) {
    static const std::size_t kNegative = *FindMetric("negative_narration");
    static const std::size_t kPositive = *FindMetric("positive_narration");
    static const std::size_t kEvent = *FindMetric("event_valence");
    static const std::size_t kQuoted = *FindMetric("quote_share");
    static const std::size_t kBiased = *FindMetric("biased_narration");
    const MetricEstimate& e = outlet.metrics[metric];
    const Ink ink = e.low && *e.low > 0     ? Ink::kGreen
                    : e.high && *e.high < 0 ? Ink::kRed
                                            : Ink::kPlain;
    out_ += Fit(outlet.outlet, name_width_) + Format(" %5lld  ", static_cast<long long>(e.n)) +
            Paint(Bar(e.mean, e.low, e.high, largest), ink) + "  " + Paint(Signed(e.mean), ink) +
            " " + IntervalOf(e.low, e.high) + "    " + (shrunken ? Signed(*shrunken) : "     ");
    const auto share = [&](std::size_t m) {
      return outlet.metrics[m].n > 0 ? Percent(outlet.metrics[m].mean) : std::string("     ");
    };
    out_ += "     " + share(kNegative) + "    " + share(kPositive) + "  ";
    out_ += outlet.metrics[kEvent].n > 0 ? Signed(outlet.metrics[kEvent].mean) : "     ";
    out_ += "  " + share(kQuoted) + "  " + share(kBiased) + "\n";
  }

  // The same in the narration, in quoted voices and in both, on the level that is told first.
  void WriteVoices(const MetricComparison& metric) {
    static const std::size_t kQuoted = *FindMetric("quote_share");
    const auto voices = c_.list.Voices(metric.metric);
    if (voices.empty()) {
      return;
    }
    const LevelComparison* levels[3] = {};
    for (std::size_t v = 0; v < voices.size(); ++v) {
      const MetricComparison* const found = c_.Find(voices[v]);
      levels[v] = found != nullptr ? &found->levels.front() : nullptr;
    }
    out_ += Paint("In whose voice", Ink::kBold) + " (" +
            (c_.level == Level::kStory   ? "on the same stories"
             : c_.level == Level::kTopic ? "on the same topics"
                                         : "raw") +
            ")\n";
    Dim(Fit(options_.by, name_width_) +
        "  the journalist's      quoted voices         both                  words quoted");
    for (const GroupEstimate& g : metric.levels.front().groups) {
      if (!shown_[g.outlet]) {
        continue;
      }
      out_ += Fit(c_.outlets[g.outlet].outlet, name_width_) + "  ";
      for (const LevelComparison* level : levels) {
        const GroupEstimate* own = nullptr;
        for (std::size_t i = 0; level != nullptr && i < level->groups.size(); ++i) {
          own = level->groups[i].outlet == g.outlet ? &level->groups[i] : own;
        }
        out_ += own == nullptr
                    ? std::string(22, ' ')
                    : Signed(own->estimate) + " " + IntervalOf(own->low, own->high) + "  ";
      }
      const MetricEstimate& quoted = c_.outlets[g.outlet].metrics[kQuoted];
      out_ += (quoted.n > 0 ? Percent(quoted.mean) : "") + "\n";
    }
    out_ += "\n";
  }

  void WriteDifferences(const MetricComparison& metric) {
    out_ += Paint("Differences between two", Ink::kBold) +
            " (permutation test, Benjamini-Hochberg q <= 0.05)\n";
    const LevelComparison* told = nullptr;
    for (const LevelComparison& level : metric.levels) {
      const auto count = [&](auto what) {
        return static_cast<std::size_t>(
            std::count_if(level.differences.begin(), level.differences.end(), what));
      };
      const std::size_t tested = count([](const Difference& d) { return d.verdict.tested; });
      const std::size_t separable = count([](const Difference& d) { return d.verdict.separable; });
      out_ += "  " + std::string(LevelTitle(level.level)) +
              Format(": %zu of %zu pairs are separable", separable, tested);
      const std::size_t few = level.differences.size() - tested;
      out_ += few > 0 ? Format("; %zu share too few %s to tell", few,
                               level.level == Level::kStory ? "stories" : "articles on a topic")
                      : "";
      out_ += level.too_small > 0 ? Format("; %zu with too few %s are not tested", level.too_small,
                                           level.level == Level::kStory ? "stories" : "articles")
                                  : "";
      out_ += "\n";
      told = told == nullptr && tested > 0 && tested >= few ? &level : told;
    }
    if (told != nullptr) {
      out_ += std::string(LevelTitle(told->level)) + ":\n";
      TellPairs(*told);
    }
    out_ += "\n";
  }

  void TellPairs(const LevelComparison& level) {
    std::size_t told = 0;
    for (const Difference& d : level.differences) {
      if (told++ == options_.most_differences) {
        Dim(Format("  and %zu more pairs; --format csv has all.",
                   level.differences.size() - options_.most_differences));
        break;
      }
      const std::string a = Printable(c_.outlets[d.a].outlet);
      const std::string b = Printable(c_.outlets[d.b].outlet);
      const std::string numbers =
          Signed(d.estimate) + " [" + Signed(d.low) + ", " + Signed(d.high) + "]";
      if (d.verdict.separable) {
        out_ += "  " + a + (d.estimate < 0 ? " is below " : " is above ") + b + ": " + numbers +
                Format(", effect %s (Cliff's delta %s, Hedges' g %s), ", DeltaSize(d.cliffs_delta),
                       Signed(d.cliffs_delta).c_str(), Signed(d.hedges_g).c_str()) +
                Probability("q", d.verdict.q) + ", " + Probability("Holm", d.verdict.holm) + "\n";
        continue;
      }
      std::string line = "  " + a + " and " + b + ": ";
      if (d.verdict.tested) {
        line += "not separable, " + numbers + ", " + Probability("q", d.verdict.q);
      } else {
        line += level.level == Level::kStory
                    ? Format("too few shared stories to tell (%lld of at least %zu), ",
                             static_cast<long long>(d.stories), kLeastSharedStories)
                    : std::string("too few articles to tell, ");
        line += numbers;
      }
      if (d.minimal_n && d.verdict.tested) {
        line +=
            Format("; to find %g it takes %lld %s", c_.detect, static_cast<long long>(*d.minimal_n),
                   level.level == Level::kStory ? "shared stories" : "articles of each");
      }
      Dim(line);
    }
  }

  void WriteCopies(const MetricComparison& metric) {
    if (c_.copies == 0) {
      return;
    }
    out_ += Paint("Copies", Ink::kBold) +
            Format(": %zu %s of another's text and %s", c_.copies,
                   c_.copies == 1 ? "article is a copy" : "articles are copies",
                   c_.copies_kept ? "counted all the same" : "left out");
    std::string moved;
    for (const GroupEstimate& g : metric.levels.front().groups) {
      if (g.other_copies && std::abs(*g.other_copies - g.estimate) >= 0.005) {
        moved += (moved.empty() ? "" : ", ") + Printable(c_.outlets[g.outlet].outlet) + " " +
                 Signed(*g.other_copies) + " instead of " + Signed(g.estimate);
      }
    }
    out_ += std::string("; ") + (c_.copies_kept ? "without" : "with") +
            (moved.empty() ? " them nothing changes by 0.01" : " them " + moved) + "\n\n";
  }

  void WriteCoverage(const Coverage& coverage) {
    out_ += Paint("Coverage", Ink::kBold) +
            Format(
                ": %lld stories in this corpus, %lld of two or more; what was not collected "
                "looks like what was not written\n",
                static_cast<long long>(coverage.stories), static_cast<long long>(coverage.shared));
    Dim(Fit(options_.by, name_width_) +
        "  carries  shared  leaves out  of what it leaves out, most others carry");
    for (const OutletCoverage& outlet : coverage.outlets) {
      std::string most;
      for (std::size_t i = 0; i < std::min<std::size_t>(3, outlet.most_carried.size()); ++i) {
        const MissedStory& story = outlet.most_carried[i];
        most += (i == 0 ? "" : ", ") +
                Shortened(Printable(story.title.empty() ? story.story : story.title)) +
                Format(" (%lld)", static_cast<long long>(outlet.most_carried[i].carriers));
      }
      out_ += Fit(outlet.outlet, name_width_) +
              Format("  %7lld %7lld  %10lld  ", static_cast<long long>(outlet.carried),
                     static_cast<long long>(outlet.shared), static_cast<long long>(outlet.missed)) +
              most + "\n";
    }
    out_ += "\n";
  }

  void WriteTime(const TimeSeries& time) {
    std::size_t first = 0;
    while (first < time.periods.size()) {
      const std::size_t metric = time.periods[first].metric;
      std::size_t end = first;
      double largest = 0;
      std::size_t width = 6;
      for (; end < time.periods.size() && time.periods[end].metric == metric; ++end) {
        largest = std::max(largest, std::abs(time.periods[end].mean));
        width = std::max(width, time.periods[end].period.size());
      }
      largest = HalfWidth(largest * 1.2);
      out_ += Paint("Over time", Ink::kBold) + ": " + Printable(c_.list.name(metric)) +
              ", mean and 95 % interval over articles\n";
      Dim(Fit(options_.by, name_width_) + "  " + Fit("period", width) + "     n  " + Axis(largest));
      for (std::size_t i = first; i < end; ++i) {
        const PeriodEstimate& p = time.periods[i];
        const bool same = i > first && time.periods[i - 1].outlet == p.outlet;
        out_ += Fit(same ? "" : p.outlet, name_width_) + "  " + Fit(p.period, width) +
                Format(" %5lld  ", static_cast<long long>(p.n)) +
                Bar(p.mean, p.low, p.high, largest) + "  " + Signed(p.mean) + " " +
                IntervalOf(p.low, p.high) + "\n";
      }
      out_ += "\n";
      first = end;
    }
    out_ += Paint("Changes", Ink::kBold) +
            Format(
                ": %zu in %zu series that are long enough (of equals, %.0f %% of reports name "
                "one or more)\n",
                time.changes.size(), time.series, time.false_alarm_rate * 100);
    for (const OutletChange& change : time.changes) {
      out_ += "  " + Printable(change.outlet) + ", " + Printable(c_.list.name(change.metric)) +
              ", from " + change.period + " on: " + Signed(change.before) + " to " +
              Signed(change.after) + "\n";
    }
    out_ += "\n";
  }

  void WriteSources() {
    out_ += Paint("Whose voices are reported", Ink::kBold) +
            ": sources of quotations and reported speech, and how often each is named\n";
    Dim(Fit(options_.by, name_width_) +
        "  articles  reported  named  unnamed  unknown  most often");
    for (const OutletSources& outlet : c_.sources) {
      const auto all = static_cast<double>(outlet.Attributions());
      const auto share = [&](const SourceCounts& counts) {
        return all > 0 ? Percent(static_cast<double>(counts.attributions) / all)
                       : std::string("     ");
      };
      std::string most;
      for (std::size_t i = 0; i < std::min<std::size_t>(4, outlet.most.size()); ++i) {
        most += (i == 0 ? "" : ", ") + Shortened(Printable(outlet.most[i].source)) +
                Format(" %lld", static_cast<long long>(outlet.most[i].counts.attributions));
      }
      out_ += Fit(outlet.outlet, name_width_) +
              Format("  %8lld  %8lld  ", static_cast<long long>(outlet.articles),
                     static_cast<long long>(outlet.Attributions())) +
              share(outlet.named) + "    " + share(outlet.unnamed) + "    " +
              share(outlet.unknown) + "  " + most + "\n";
    }
    out_ += "\n";
  }

  // The sentences behind the tone towards a target; two at each end.
  void WriteEvidence() {
    std::string_view target;
    for (const OutletEvidence& evidence : c_.evidence) {
      if (evidence.target != target) {
        target = evidence.target;
        out_ += Paint("What is said of " + Printable(target), Ink::kBold) +
                ": the sentences at both ends\n";
      }
      out_ += Printable(evidence.outlet) +
              Format(", %lld mentions\n", static_cast<long long>(evidence.mentions));
      constexpr std::size_t kTold = 2;
      for (std::size_t i = 0; i < std::min(kTold, evidence.lowest.size()); ++i) {
        Tell(evidence.lowest[i]);
      }
      for (std::size_t i = std::min(kTold, evidence.highest.size()); i-- > 0;) {
        Tell(evidence.highest[i]);
      }
    }
    out_ += c_.evidence.empty() ? "" : "\n";
  }

  void Tell(const EvidenceSentence& sentence) {
    constexpr std::size_t kWidest = 110;
    const std::string text = Printable(sentence.text);
    out_ += "  " + Paint(Signed(sentence.score), sentence.score < 0 ? Ink::kRed : Ink::kGreen) +
            "  " + (Width(text) > kWidest ? Fit(text, kWidest) : text) +
            Paint(sentence.voice == Voice::kNarration ? "" : "  (quoted)", Ink::kDim) + "\n";
  }

  const Comparison& c_;
  const WriterOptions& options_;
  std::string& out_;
  std::size_t name_width_ = 6;
  std::vector<bool> shown_;
};

}  // namespace

void WriteComparisonText(const Comparison& comparison, const WriterOptions& options,
                         std::string& out) {
  Text(comparison, options, out).Write();
}

}  // namespace slant
