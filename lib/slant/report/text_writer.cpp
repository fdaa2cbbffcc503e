#include <algorithm>
#include <cmath>
#include <map>

#include "slant/report/comparison_rows.h"
#include "slant/report/evidence_spans.h"
#include "slant/report/explanation_rows.h"
#include "slant/report/formats.h"
#include "slant/report/printable.h"
#include "slant/report/terminal_text.h"

namespace slant {
namespace {

class TextWriter : public RowWriter {
 public:
  explicit TextWriter(WriterOptions options) : options_(std::move(options)) {}

  void Begin(std::string&) const override {}

  void Write(const ScoredArticle& scored, std::string& out) const override {
    const Article& article = scored.article;
    const bool titled = !article.title.empty();
    out += Paint(Printable(titled ? article.title : article.id), Ink::kBold) + "\n";
    std::string place;
    for (const std::string& part : {article.outlet, article.date, titled ? article.id : ""}) {
      place += !part.empty() && !place.empty() ? ", " : "";
      place += part;
    }
    out += place.empty() ? "\n" : Paint(Printable(place), Ink::kDim) + "\n\n";
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
    WriteComparisonText(comparison, options_, out);
  }

 private:
  std::string Paint(std::string text, Ink ink) const {
    return slant::Paint(std::move(text), ink, options_.color);
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
           Percent(m.bias.quoted.share) + " of quoted voices";
    if (const auto kind = m.bias.reads_as()) {
      out.append("; reads as ").append(*kind);
    }
    out += "\n";
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

  WriterOptions options_;
};

}  // namespace

std::unique_ptr<RowWriter> MakeTextWriter(WriterOptions options) {
  return std::make_unique<TextWriter>(std::move(options));
}

}  // namespace slant
