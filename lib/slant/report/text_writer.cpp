#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>

#include "slant/report/evidence_spans.h"
#include "slant/report/explanation_rows.h"
#include "slant/report/formats.h"
#include "slant/report/printable.h"

namespace slant {
namespace {

template <typename... Args>
std::string Format(const char* format, Args... args) {
  char buffer[256];
  const int size = std::snprintf(buffer, sizeof(buffer), format, args...);
  return {buffer, static_cast<std::size_t>(std::clamp(size, 0, 255))};
}

// "+0.12", "-0.30", " 0.00": never a negative zero.
std::string Signed(double value) {
  const double rounded = std::round(value * 100) / 100;
  return rounded == 0 ? " 0.00" : Format("%+.2f", rounded);
}

std::string Percent(double share) { return Format("%3.0f %%", share * 100); }

enum class Ink { kPlain, kDim, kBold, kRed, kGreen, kYellow };

class TextWriter : public RowWriter {
 public:
  explicit TextWriter(WriterOptions options) : options_(std::move(options)) {}

  void Begin(std::string&) const override {}

  void Write(const ScoredArticle& scored, std::string& out) const override {
    const Article& article = scored.article;
    out += Paint(Printable(article.title.empty() ? article.id : article.title), Ink::kBold);
    std::string place = article.outlet;
    for (const std::string* part : {&article.date, &article.id}) {
      place += !part->empty() && !place.empty() ? ", " : "";
      place += *part;
    }
    out += "\n" + Paint(Printable(place), Ink::kDim) + "\n\n";
    if (options_.rows == Rows::kSentences) {
      for (std::size_t i = 0; i < scored.Body().size(); ++i) {
        WriteSentence(scored, i, out);
        WriteMeasures(scored, i, out);
      }
      out += scored.Body().empty() ? "" : "\n";
    }
    if (options_.classified) {
      WriteSummary(scored.metrics, out);
      WriteTargets(scored, out);
    }
    out += "\n";
  }

  void Write(const Comparison& comparison, std::string& out) const override {
    const MetricList& list = comparison.list;
    if (!options_.apart.empty()) {
      out += "\n" +
             Paint("Apart, not compared with the above: " + Printable(options_.apart), Ink::kBold) +
             "\n\n";
      WriteTable(comparison, out);
      return;
    }
    out += Paint(Printable(list.name(comparison.metric)), Ink::kBold) + " by " + options_.by +
           ": " + Printable(list.description(comparison.metric)) + "\n";
    out +=
        Paint("Raw: topics and stories are not held constant, so a gap may be theirs.", Ink::kDim);
    out += "\n\n";
    WriteTable(comparison, out);
    WriteDifferences(comparison, out);
    out += Paint("Not measured: what was left out, which stories and which sources were chosen.",
                 Ink::kDim);
    out += "\n";
  }

 private:
  std::string Paint(std::string text, Ink ink) const {
    static constexpr const char* kCodes[] = {"",         "\x1b[2m",  "\x1b[1m",
                                             "\x1b[31m", "\x1b[32m", "\x1b[33m"};
    if (!options_.color || ink == Ink::kPlain) {
      return text;
    }
    return kCodes[static_cast<int>(ink)] + text + "\x1b[0m";
  }

  static Ink InkOf(ToneLabel label) {
    return label == ToneLabel::kNegative   ? Ink::kRed
           : label == ToneLabel::kPositive ? Ink::kGreen
                                           : Ink::kPlain;
  }

  // A bar of the tone from the middle to the left or right, nine cells wide.
  std::string ToneBar(double score, Ink ink) const {
    constexpr int kSide = 4;
    const int cells = std::min(kSide, static_cast<int>(std::lround(std::abs(score) * kSide * 1.5)));
    std::string left, right, bar;
    for (int i = 0; i < kSide; ++i) {
      left += score < 0 && i >= kSide - cells ? "█" : "·";
      right += score > 0 && i < cells ? "█" : "·";
    }
    return Paint(left, score < 0 ? ink : Ink::kDim) + "│" +
           Paint(right, score > 0 ? ink : Ink::kDim);
  }

  void WriteSentence(const ScoredArticle& scored, std::size_t index, std::string& out) const {
    const Sentence& sentence = scored.Body()[index];
    if (options_.classified) {
      const SentenceScores& scores = scored.scores[index];
      const ToneLabel label = scores.tone.label();
      const Ink ink = InkOf(label);
      const AnswerFields& wanted = options_.answers;
      if (wanted.score) {
        out += ToneBar(scores.tone.score, ink) + " " + Signed(scores.tone.score) + " ";
      }
      if (wanted.tone) {
        out += Paint(Fit(kToneNames[static_cast<std::size_t>(label)], 8), ink);
        out += scores.tone.abstained ? "?" : " ";
      }
      if (wanted.event && !wanted.score) {
        out += Signed(scores.tone.event_valence) + " ";
      }
      out += Paint(Fit(VoiceName(sentence.voice), 9), Ink::kDim) + " ";
      if (wanted.opinion) {
        const auto opinion = static_cast<std::size_t>(scores.bias.opinion_label());
        out += Fit(kOpinionNames[opinion], 8);
      }
      if (wanted.bias) {
        out += Paint(scores.bias.abstained  ? "bias?  "
                     : scores.bias.biased() ? "biased "
                                            : "       ",
                     Ink::kYellow);
      }
    }
    out += Printable(scored.document.Text(sentence.span)) + "\n";
    if (const std::string loaded = LoadedLine(scored, index); !loaded.empty()) {
      out += Paint("          " + loaded, Ink::kDim) + "\n";
    }
    if (!scored.explanations.empty()) {
      const std::string why = ReasonsLine(scored.explanations[index], scored.document);
      out += Paint("          " + why, Ink::kDim) + "\n";
    }
  }

  // The words that carry the bias of a sentence that is called biased: "reckless (loaded), regime
  // (one-sided-label, quoted)".
  std::string LoadedLine(const ScoredArticle& scored, std::size_t index) const {
    std::string line;
    const bool shown = options_.classified && options_.answers.bias &&
                       scored.scores[index].bias.biased() && !scored.scores[index].bias.abstained;
    for (const LoadedSpan& span : LoadedOf(scored.loaded, index)) {
      if (shown && span.carries) {
        line += (line.empty() ? "" : ", ") + Printable(scored.document.Text(span.span)) + " (" +
                std::string(kLoadedKindNames[static_cast<std::size_t>(span.kind)]) +
                (span.quoted ? ", quoted)" : ")");
      }
    }
    return line;
  }

  // What rules and lists say, below the sentence: "news tone -0.31, event +0.20; afinn matches 2".
  void WriteMeasures(const ScoredArticle& scored, std::size_t index, std::string& out) const {
    const auto& columns = options_.columns;
    std::string line;
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const double value = static_cast<double>(scored.measures[index * columns.size() + c]);
      const bool list = columns[c].source == MeasureSource::kList;
      if (list && value == 0 && columns[c].name != kMatchesColumn) {
        continue;  // of a list of many categories only those that were found
      }
      const bool first = c == 0 || columns[c].group != columns[c - 1].group;
      line += first ? (line.empty() ? "" : "; ") + columns[c].group + " " : ", ";
      if (BeginsNews(columns[c])) {
        line += std::string(NewsLabelName(scored.measures, index * columns.size() + c)) + ", ";
      }
      line += columns[c].name + " " + (list ? Format("%g", value) : Signed(value));
    }
    if (!line.empty()) {
      out += Paint("          " + Printable(line), Ink::kDim) + "\n";
    }
  }

  void WriteSummary(const ArticleMetrics& m, std::string& out) const {
    if (m.all.sentences == 0) {
      out += "  no sentences\n";
      return;
    }
    const AnswerFields& wanted = options_.answers;
    out += Format("  %d %s", m.all.sentences, m.all.sentences == 1 ? "sentence" : "sentences");
    if (wanted.score) {
      out += Format(", tone %s (sd %.2f)", Signed(m.all.tone_mean).c_str(), m.all.tone_sd);
    }
    const auto shares = [&] {
      std::string text = Percent(m.all.negative_share) + " negative, " +
                         Percent(m.all.positive_share) + " positive";
      return options_.abstain ? text + ", " + Percent(m.all.abstained_share) + " abstained" : text;
    };
    out += wanted.tone ? ": " + shares() : "";
    out += wanted.event ? "; event valence " + Signed(m.all.event_mean) + "\n" : "\n";
    if (!wanted.score || !wanted.bias) {
      return;  // the lines below tell of both
    }
    const auto voice = [&](const char* name, const VoiceMetrics& v) {
      if (v.sentences == 0) {
        return Format("no %s", name);
      }
      return Format("%s %s (%d)", name, Signed(v.tone_mean).c_str(), v.sentences);
    };
    out += "  " + voice("narration", m.narration) + ", " + voice("quoted voices", m.quoted) + ", " +
           Percent(m.quote_share) + " of the words quoted\n";
    out += "  " + Percent(m.bias.narration.share) + " of the narration biased [" +
           Percent(m.bias.narration.low) + ", " + Percent(m.bias.narration.high) + "], " +
           Percent(m.bias.quoted.share) + " of quoted voices; reads as " +
           (m.bias.reads_as_opinion() ? "opinion" : "news") + "\n";
    if (m.headline_gap) {
      out += Format("  headline %s, %.2f %s the body\n", Signed(*m.headline_tone).c_str(),
                    std::abs(*m.headline_gap), *m.headline_gap < 0 ? "below" : "above");
    }
  }

  // Mean tone towards each named target, the most often mentioned first; with a question mark if
  // every one of its labels is abstained.
  static void WriteTargets(const ScoredArticle& scored, std::string& out) {
    std::map<std::uint32_t, std::pair<int, double>> sums;
    std::map<std::uint32_t, bool> sure;
    for (const TargetScore& target : scored.targets) {
      if (target.name == kNoName) {
        continue;
      }
      ++sums[target.name].first;
      sums[target.name].second += static_cast<double>(target.tone.score);
      sure[target.name] |= !target.tone.abstained;
    }
    std::vector<std::pair<std::uint32_t, std::pair<int, double>>> order(sums.begin(), sums.end());
    std::stable_sort(order.begin(), order.end(),
                     [](const auto& a, const auto& b) { return a.second.first > b.second.first; });
    for (const auto& [name, sum] : order) {
      out += "  towards " + Printable(scored.document.Text(scored.document.names[name].span)) +
             " " + Signed(sum.second / sum.first) + (sure[name] ? "" : "?") +
             Format(" (%d)\n", sum.first);
    }
  }

  void WriteTable(const Comparison& comparison, std::string& out) const {
    // The most articles first when not all can be shown; the order of the table stays.
    std::vector<std::size_t> shown(comparison.outlets.size());
    for (std::size_t i = 0; i < shown.size(); ++i) {
      shown[i] = i;
    }
    if (shown.size() > options_.most_outlets) {
      std::stable_sort(shown.begin(), shown.end(), [&](std::size_t a, std::size_t b) {
        return comparison.outlets[a].articles > comparison.outlets[b].articles;
      });
      shown.resize(options_.most_outlets);
      std::sort(shown.begin(), shown.end());
    }
    double largest = 0.1;  // the half width of the axis
    std::size_t name_width = 6;
    for (const std::size_t i : shown) {
      const MetricEstimate& e = comparison.outlets[i].metrics[comparison.metric];
      largest =
          std::max({largest, std::abs(e.low.value_or(e.mean)), std::abs(e.high.value_or(e.mean))});
      name_width = std::max(name_width, Width(comparison.outlets[i].outlet));
    }
    largest = std::ceil(largest * 10) / 10;
    name_width = std::min<std::size_t>(name_width, 28);
    out += Paint(Fit(options_.by, name_width) + "     n  " + Fit(Format("%+.1f", -largest), 14) +
                     "0" + Format("%14s", Format("%+.1f", largest).c_str()) +
                     "   mean  95 % interval   negative positive  event quoted biased\n",
                 Ink::kDim);
    for (const std::size_t i : shown) {
      WriteOutlet(comparison.outlets[i], comparison.metric, largest, name_width, out);
    }
    if (shown.size() < comparison.outlets.size()) {
      out += Paint(Format("%zu smaller ones are not shown; --format csv has all.",
                          comparison.outlets.size() - shown.size()),
                   Ink::kDim) +
             "\n";
    }
    out += "\n";
  }

  void WriteOutlet(const OutletMetrics& outlet, std::size_t metric, double largest,
                   std::size_t name_width, std::string& out) const {
    static const std::size_t kNegative = *FindMetric("negative_narration");
    static const std::size_t kPositive = *FindMetric("positive_narration");
    static const std::size_t kEvent = *FindMetric("event_valence");
    static const std::size_t kQuoted = *FindMetric("quote_share");
    static const std::size_t kBiased = *FindMetric("biased_narration");
    const MetricEstimate& e = outlet.metrics[metric];
    const Ink ink = e.low && *e.low > 0     ? Ink::kGreen
                    : e.high && *e.high < 0 ? Ink::kRed
                                            : Ink::kPlain;
    out += Fit(outlet.outlet, name_width) + Format(" %5lld  ", static_cast<long long>(e.n));
    out += Paint(IntervalBar(e, largest), ink) + "  ";
    out += Paint(e.n > 0 ? Signed(e.mean) : "     ", ink) + " ";
    out += e.low ? "[" + Signed(*e.low) + ", " + Signed(*e.high) + "]" : "(one article)   ";
    const auto share = [&](std::size_t m) {
      return outlet.metrics[m].n > 0 ? Percent(outlet.metrics[m].mean) : std::string("     ");
    };
    out += "      " + share(kNegative) + "    " + share(kPositive) + "  ";
    out += outlet.metrics[kEvent].n > 0 ? Signed(outlet.metrics[kEvent].mean) : "     ";
    out += "  " + share(kQuoted) + "  " + share(kBiased) + "\n";
  }

  // 29 cells from -largest to +largest: the interval as a line, the estimate as a dot.
  static std::string IntervalBar(const MetricEstimate& e, double largest) {
    constexpr int kHalf = 14;
    const auto cell = [&](double value) {
      return std::clamp(static_cast<int>(std::lround(value / largest * kHalf)), -kHalf, kHalf);
    };
    std::string bar;
    for (int i = -kHalf; i <= kHalf; ++i) {
      if (e.n > 0 && i == cell(e.mean)) {
        bar += "●";
      } else if (e.low && i >= cell(*e.low) && i <= cell(*e.high)) {
        bar += "─";
      } else {
        bar += i == 0 ? "│" : "·";
      }
    }
    return bar;
  }

  void WriteDifferences(const Comparison& comparison, std::string& out) const {
    const auto separable = static_cast<std::size_t>(
        std::count_if(comparison.differences.begin(), comparison.differences.end(),
                      [](const Difference& d) { return d.separable; }));
    out += Paint("Differences", Ink::kBold) +
           Format(
               ": %zu of %zu pairs are separable (permutation test, Benjamini-Hochberg q <= "
               "0.05)",
               separable, comparison.differences.size());
    out += comparison.too_small == 0
               ? "\n"
               : Format("; %zu with too few articles are not tested\n", comparison.too_small);
    std::size_t told = 0;
    for (const Difference& d : comparison.differences) {
      if (told++ == options_.most_differences) {
        break;
      }
      const std::string& a = comparison.outlets[d.a].outlet;
      const std::string& b = comparison.outlets[d.b].outlet;
      const std::string numbers =
          Signed(d.estimate) + " [" + Signed(d.low) + ", " + Signed(d.high) + "]";
      if (d.separable) {
        out += "  " + Printable(a) + (d.estimate < 0 ? " is below " : " is above ") + Printable(b) +
               ": " + numbers +
               Format(", effect %s (Cliff's delta %s), q %s\n", DeltaSize(d.cliffs_delta),
                      Signed(d.cliffs_delta).c_str(),
                      d.q < 0.001 ? "< 0.001" : Format("%.3f", d.q).c_str());
      } else {
        out += Paint("  " + Printable(a) + " and " + Printable(b) + ": not separable, " + numbers +
                         Format(", q %.2f", d.q),
                     Ink::kDim) +
               "\n";
      }
    }
    if (comparison.differences.size() > options_.most_differences) {
      out += Paint(Format("  and %zu more pairs; --format csv has all.",
                          comparison.differences.size() - options_.most_differences),
                   Ink::kDim) +
             "\n";
    }
    out += "\n";
  }

  WriterOptions options_;
};

}  // namespace

std::unique_ptr<RowWriter> MakeTextWriter(WriterOptions options) {
  return std::make_unique<TextWriter>(std::move(options));
}

}  // namespace slant
