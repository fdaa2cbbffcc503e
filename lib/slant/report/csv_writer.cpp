#include "slant/report/comparison_rows.h"
#include "slant/report/csv_line.h"
#include "slant/report/evidence_spans.h"
#include "slant/report/formats.h"
#include "slant/report/rounded.h"

namespace slant {
namespace {

class CsvWriter : public RowWriter {
 public:
  explicit CsvWriter(WriterOptions options) : options_(std::move(options)) {}

  void Begin(std::string& out) const override {
    CsvLine line(out);
    if (options_.rows == Rows::kArticles) {
      line.Names(
          "article,outlet,url,date,title,kind,story,topic,sentences,tone_all,tone_sd,negative_all,"
          "positive_all,event_valence,biased_all,narration_sentences,tone_narration,"
          "negative_narration,positive_narration,biased_narration,quoted_sentences,tone_quoted,"
          "quote_share,headline_tone,headline_gap,voice_gap,biased_narration_low,"
          "biased_narration_high,biased_quoted,loaded_narration,opinion_narration");
      if (options_.abstain) {
        line.Names("abstained_share,bias_abstained_share");
      }
      for (const MeasureColumn& column : options_.columns) {
        line.Text(column.FullName()).Text(column.FullName() + "_narration");
      }
      return;
    }
    line.Names("article,outlet,index,start,end,voice");
    if (options_.classified) {
      line.Names("tone,score,p_negative,p_neutral,p_positive,event_valence,bias,p_biased");
      if (options_.abstain) {
        line.Names("tone_abstained,bias_abstained");
      }
    }
    for (const MeasureColumn& column : options_.columns) {
      if (BeginsNews(column)) {
        line.Text("news.label");
      }
      line.Text(column.FullName());
    }
    line.Text("text");
  }

  void Write(const ScoredArticle& article, std::string& out) const override {
    if (options_.rows == Rows::kArticles) {
      WriteArticle(article, out);
      return;
    }
    const auto& columns = options_.columns;
    for (std::size_t i = 0; i < article.Body().size(); ++i) {
      const Sentence& sentence = article.Body()[i];
      CsvLine line(out);
      line.Text(article.article.id)
          .Text(article.article.outlet)
          .Integer(static_cast<std::int64_t>(i))
          .Integer(sentence.span.begin)
          .Integer(sentence.span.end)
          .Text(sentence.first_token < sentence.end_token ? VoiceName(sentence.voice) : "");
      if (options_.classified) {
        WriteScores(article.scores[i], line);
      }
      for (std::size_t c = 0; c < columns.size(); ++c) {
        const float value = article.measures[i * columns.size() + c];
        if (BeginsNews(columns[c])) {
          line.Text(NewsLabelName(article.measures, i * columns.size() + c));
        }
        line.Number(value);
      }
      line.Text(article.document.Text(sentence.span));
    }
  }

  void Write(const Comparison& comparison, std::string& out) const override {
    WriteComparisonCsv(comparison, options_, out);
  }

 private:
  void WriteScores(const SentenceScores& scores, CsvLine& line) const {
    const AnswerFields& wanted = options_.answers;
    const auto p = RoundedProbabilities(scores.tone);
    const auto text = [](bool written, std::string_view value) {
      return written ? value : std::string_view();
    };
    const auto number = [](bool written, double value) {
      return written ? std::optional(value) : std::nullopt;
    };
    line.Text(text(wanted.tone, kToneNames[static_cast<std::size_t>(scores.tone.label())]))
        .Number(number(wanted.score, scores.tone.score))
        .Number(number(wanted.tone, p[0]))
        .Number(number(wanted.tone, p[1]))
        .Number(number(wanted.tone, p[2]))
        .Number(number(wanted.event, scores.tone.event_valence))
        .Text(text(wanted.bias, kBiasNames[scores.bias.biased() ? 1 : 0]))
        .Number(number(wanted.bias, scores.bias.p));
    if (options_.abstain) {
      line.Text(text(wanted.tone, scores.tone.abstained ? "true" : "false"))
          .Text(text(wanted.bias, scores.bias.abstained ? "true" : "false"));
    }
  }

  void WriteArticle(const ScoredArticle& scored, std::string& out) const {
    const Article& article = scored.article;
    const ArticleMetrics& m = scored.metrics;
    const AnswerFields& wanted = options_.answers;
    const auto some = [](const VoiceMetrics& voice, double value, bool written,
                         double left_out = 0) {
      return voice.sentences > 0 && written && left_out < 1 ? std::optional(value) : std::nullopt;
    };
    const auto shares = [&](const VoiceMetrics& voice, double value) {
      return some(voice, value, wanted.tone, voice.abstained_share);
    };
    const auto biased = [&](const VoiceMetrics& voice) {
      return some(voice, voice.biased_share, wanted.bias, voice.bias_abstained_share);
    };
    const auto score = [&](const std::optional<double>& value) {
      return wanted.score ? value : std::nullopt;
    };
    CsvLine line(out);
    line.Text(article.id)
        .Text(article.outlet)
        .Text(article.url)
        .Text(article.date)
        .Text(article.title)
        .Text(article.kind)
        .Text(article.story)
        .Text(article.topic)
        .Integer(m.all.sentences)
        .Number(some(m.all, m.all.tone_mean, wanted.score))
        .Number(some(m.all, m.all.tone_sd, wanted.score))
        .Number(shares(m.all, m.all.negative_share))
        .Number(shares(m.all, m.all.positive_share))
        .Number(some(m.all, m.all.event_mean, wanted.event))
        .Number(biased(m.all))
        .Integer(m.narration.sentences)
        .Number(some(m.narration, m.narration.tone_mean, wanted.score))
        .Number(shares(m.narration, m.narration.negative_share))
        .Number(shares(m.narration, m.narration.positive_share))
        .Number(biased(m.narration))
        .Integer(m.quoted.sentences)
        .Number(some(m.quoted, m.quoted.tone_mean, wanted.score))
        .Number(m.quote_share)
        .Number(score(m.headline_tone))
        .Number(score(m.headline_gap))
        .Number(score(m.voice_gap));
    const bool narrates = wanted.bias && m.bias.narration.sentences > 0;
    const auto of_narration = [&](double value) {
      return narrates ? std::optional(value) : std::nullopt;
    };
    line.Number(of_narration(m.bias.narration.low))
        .Number(of_narration(m.bias.narration.high))
        .Number(wanted.bias && m.bias.quoted.sentences > 0 ? std::optional(m.bias.quoted.share)
                                                           : std::nullopt)
        .Number(of_narration(m.bias.narration.carrying))
        .Number(m.bias.opinion);
    if (options_.abstain) {
      line.Number(some(m.all, m.all.abstained_share, wanted.tone))
          .Number(some(m.all, m.all.bias_abstained_share, wanted.bias));
    }
    for (const MeasureMean& mean : m.measures) {
      line.Number(mean.all).Number(mean.narration);
    }
  }

  WriterOptions options_;
};

}  // namespace

std::unique_ptr<RowWriter> MakeCsvWriter(WriterOptions options) {
  return std::make_unique<CsvWriter>(std::move(options));
}

}  // namespace slant
