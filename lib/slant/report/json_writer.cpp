#include "slant/report/comparison_rows.h"
#include "slant/report/evidence_spans.h"
#include "slant/report/explanation_rows.h"
#include "slant/report/formats.h"
#include "slant/report/json.h"
#include "slant/report/rounded.h"
#include "slant/text/speakers.h"

namespace slant {
namespace {

class JsonWriter : public RowWriter {
 public:
  explicit JsonWriter(WriterOptions options) : options_(std::move(options)) {}

  void Begin(std::string&) const override {}

  void Write(const ScoredArticle& article, std::string& out) const override {
    Json json;
    if (options_.rows == Rows::kArticles) {
      WriteArticle(article, json, out);
      return;
    }
    std::span<const ValencedWord> words = article.words;
    std::size_t target = 0;
    for (std::size_t i = 0; i < article.Body().size(); ++i) {
      const std::size_t first_target = target;
      while (target < article.targets.size() && article.targets[target].sentence == i) {
        ++target;
      }
      const Sentence& sentence = article.Body()[i];
      const auto own = WordsOf(words, sentence);
      words = words.subspan(static_cast<std::size_t>(own.data() + own.size() - words.data()));
      WriteSentence(article, i, own,
                    std::span(article.targets).subspan(first_target, target - first_target), json,
                    out);
    }
  }

  void Write(const Comparison& comparison, std::string& out) const override {
    WriteComparisonJson(comparison, options_, out);
  }

 private:
  void WriteTone(const ToneScore& tone, bool label, bool score, Json& json) const {
    if (label) {
      json.Key("label").String(kToneNames[static_cast<std::size_t>(tone.label())]);
    }
    if (score) {
      json.Key("score").Number(tone.score);
    }
    if (label) {
      json.Key("p").BeginList();
      for (const double p : RoundedProbabilities(tone)) {
        json.Number(p);
      }
      json.EndList();
      WriteAbstained(tone.abstained, json);
    }
  }

  void WriteAbstained(bool abstained, Json& json) const {
    if (options_.abstain) {
      json.Key("abstained").Bool(abstained);
    }
  }

  // Who speaks in a quotation or in reported speech: the fullest name, or the source as written.
  static std::string_view SpeakerOf(const Document& document, const Sentence& sentence) {
    const Attribution* attribution =
        sentence.voice == Voice::kNarration ? nullptr : MainAttribution(document, sentence);
    if (attribution == nullptr) {
      return {};
    }
    return document.Text(attribution->speaker == kNoName
                             ? attribution->source
                             : document.names[attribution->speaker].span);
  }

  void WriteScores(const ScoredArticle& article, std::size_t index,
                   std::span<const TargetScore> targets, Json& json) const {
    const Sentence& sentence = article.Body()[index];
    const SentenceScores& scores = article.scores[index];
    json.Key("speaker").StringOrNull(SpeakerOf(article.document, sentence));
    const AnswerFields& wanted = options_.answers;
    if (wanted.tone || wanted.score) {
      json.Key("tone").BeginObject();
      WriteTone(scores.tone, wanted.tone, wanted.score, json);
      json.EndObject();
    }
    if (wanted.event) {
      json.Key("event_valence").Number(scores.tone.event_valence);
    }
    if (wanted.bias) {
      json.Key("bias").BeginObject();
      json.Key("label").String(kBiasNames[scores.bias.biased() ? 1 : 0]);
      json.Key("p").Number(scores.bias.p);
      json.Key("narration_p")
          .Number(sentence.voice == Voice::kNarration
                      ? std::optional<double>(article.narrated[index].bias.p)
                      : std::nullopt);
      WriteAbstained(scores.bias.abstained, json);
      json.EndObject();
    }
    if (wanted.opinion) {
      json.Key("opinion").BeginObject();
      json.Key("label").String(
          kOpinionNames[static_cast<std::size_t>(scores.bias.opinion_label())]);
      json.Key("p").BeginList();
      for (const float p : {scores.bias.factual, scores.bias.mixed, scores.bias.opinion}) {
        json.Number(p);
      }
      json.EndList();
      json.EndObject();
    }
    if (wanted.target) {
      WriteTargets(article, targets, json);
    }
  }

  void WriteTargets(const ScoredArticle& article, std::span<const TargetScore> targets,
                    Json& json) const {
    json.Key("targets").BeginList();
    for (const TargetScore& target : targets) {
      json.BeginObject();
      json.Key("text").String(article.document.Text(target.span));
      json.Key("name").StringOrNull(
          target.name == kNoName ? std::string_view()
                                 : article.document.Text(article.document.names[target.name].span));
      json.Key("start").Integer(target.span.begin);
      json.Key("end").Integer(target.span.end);
      WriteTone(target.tone, true, true, json);
      json.EndObject();
    }
    json.EndList();
  }

  // "news":{...}, "vader":{...}, and "lexicons":{"afinn":{...},...}.
  void WriteMeasures(const ScoredArticle& article, std::size_t index, Json& json) const {
    const auto& columns = options_.columns;
    const auto row = std::span(article.measures).subspan(index * columns.size(), columns.size());
    bool lists = false;
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const bool first = c == 0 || columns[c].group != columns[c - 1].group ||
                         columns[c].source != columns[c - 1].source;
      if (first) {
        if (c > 0) {
          json.EndObject();
        }
        if (columns[c].source == MeasureSource::kList && !lists) {
          lists = true;
          json.Key("lexicons").BeginObject();
        }
        json.Key(columns[c].group).BeginObject();
        if (BeginsNews(columns[c])) {
          json.Key("label").String(NewsLabelName(row, c));
        }
      }
      json.Key(columns[c].name);
      if (columns[c].source == MeasureSource::kList && columns[c].name == kMatchesColumn) {
        json.Integer(static_cast<std::int64_t>(row[c]));
      } else {
        json.Number(row[c]);
      }
    }
    if (!columns.empty()) {
      json.EndObject();
    }
    if (lists) {
      json.EndObject();
    }
  }

  void WriteSentence(const ScoredArticle& article, std::size_t index,
                     std::span<const ValencedWord> words, std::span<const TargetScore> targets,
                     Json& json, std::string& out) const {
    const Sentence& sentence = article.Body()[index];
    // Without classifiers: what rules and lists say, and nothing that they cannot know.
    const bool rated = !article.scores.empty();
    json.BeginObject();
    json.Key("schema").String(rated ? "slant.sentence/1" : "slant.lexicon/1");
    json.Key("article").String(article.article.id);
    json.Key("outlet").StringOrNull(article.article.outlet);
    json.Key("index").Integer(static_cast<std::int64_t>(index));
    json.Key("start").Integer(sentence.span.begin);
    json.Key("end").Integer(sentence.span.end);
    json.Key("text").String(article.document.Text(sentence.span));
    // A sentence that was not cut into words has none.
    const bool heard = sentence.first_token < sentence.end_token;
    json.Key("voice").StringOrNull(heard ? VoiceName(sentence.voice) : "");
    if (rated) {
      WriteScores(article, index, targets, json);
    }
    WriteMeasures(article, index, json);
    if (!article.explanations.empty()) {
      WriteReasons(article.explanations[index], article.document, json);
    }
    json.Key("spans").BeginList();
    const std::string source = "lexicon:" + options_.lexicon;
    for (const ValencedWord& word : words) {
      const Span span = SpanOf(word, article.document);
      json.BeginObject();
      json.Key("start").Integer(span.begin);
      json.Key("end").Integer(span.end);
      json.Key("category").String(CategoryOf(word));
      json.Key("weight").Number(WeightOf(word));
      json.Key("source").String(source);
      json.EndObject();
    }
    for (const LoadedSpan& span : LoadedOf(article.loaded, index)) {
      WriteLoaded(span, json);
    }
    json.EndList();
    json.EndRow(out);
  }

  static void WriteLoaded(const LoadedSpan& span, Json& json) {
    json.BeginObject();
    json.Key("start").Integer(span.span.begin);
    json.Key("end").Integer(span.span.end);
    json.Key("category").String(kLoadedKindNames[static_cast<std::size_t>(span.kind)]);
    json.Key("weight").Number(span.weight);
    json.Key("source").String(kLoadedSourceNames[static_cast<std::size_t>(span.source)]);
    json.Key("carries_bias").Bool(span.carries);
    json.Key("voice").String(span.quoted ? "quote" : "own");
    json.EndObject();
  }

  static void WriteBiasOfVoice(const BiasOfVoice& bias, Json& json) {
    json.BeginObject();
    json.Key("sentences").Integer(bias.sentences);
    const auto number = [&](std::string_view key, double value) {
      json.Key(key).Number(bias.sentences > 0 ? std::optional(value) : std::nullopt);
    };
    number("biased_share", bias.share);
    number("low", bias.low);
    number("high", bias.high);
    number("carrying_per_100_words", bias.carrying);
    json.Key("per_100_words").BeginObject();
    for (std::size_t k = 0; k < kLoadedKindCount; ++k) {
      json.Key(kLoadedKindNames[k]).Number(bias.per_hundred_words[k]);
    }
    json.EndObject();
    json.EndObject();
  }

  static void WriteBias(const ScoredArticle& scored, Json& json) {
    const BiasMetrics& bias = scored.metrics.bias;
    json.Key("bias").BeginObject();
    json.Key("narration");
    WriteBiasOfVoice(bias.narration, json);
    json.Key("quoted");
    WriteBiasOfVoice(bias.quoted, json);
    json.Key("mean_p").Number(bias.mean_p);
    json.Key("opinion").Number(bias.opinion);
    json.Key("reads_as").StringOrNull(bias.reads_as().value_or(""));
    json.Key("most_loaded").BeginList();
    for (const std::size_t index : bias.most_loaded) {
      json.BeginObject();
      json.Key("index").Integer(static_cast<std::int64_t>(index));
      json.Key("p").Number(scored.narrated[index].bias.p);
      json.Key("spans").BeginList();
      for (const LoadedSpan& span : LoadedOf(scored.loaded, index)) {
        if (span.carries && !span.quoted) {
          WriteLoaded(span, json);
        }
      }
      json.EndList();
      json.EndObject();
    }
    json.EndList();
    json.EndObject();
  }

  void WriteVoice(const VoiceMetrics& voice, Json& json) const {
    json.BeginObject();
    json.Key("sentences").Integer(voice.sentences);
    const AnswerFields& wanted = options_.answers;
    const auto number = [&](bool written, std::string_view key, double value, bool any = true) {
      if (written) {
        json.Key(key).Number(voice.sentences > 0 && any ? std::optional(value) : std::nullopt);
      }
    };
    number(wanted.score, "tone_mean", voice.tone_mean);
    number(wanted.score, "tone_sd", voice.tone_sd);
    number(wanted.tone, "negative_share", voice.negative_share, voice.abstained_share < 1);
    number(wanted.tone, "positive_share", voice.positive_share, voice.abstained_share < 1);
    number(wanted.event, "event_mean", voice.event_mean);
    number(wanted.bias, "biased_share", voice.biased_share, voice.bias_abstained_share < 1);
    number(options_.abstain && wanted.tone, "abstained_share", voice.abstained_share);
    number(options_.abstain && wanted.bias, "bias_abstained_share", voice.bias_abstained_share);
    json.EndObject();
  }

  void WriteArticle(const ScoredArticle& scored, Json& json, std::string& out) const {
    const Article& article = scored.article;
    const ArticleMetrics& metrics = scored.metrics;
    json.BeginObject();
    json.Key("schema").String("slant.article/1");
    json.Key("article").String(article.id);
    json.Key("outlet").StringOrNull(article.outlet);
    json.Key("url").StringOrNull(article.url);
    json.Key("date").StringOrNull(article.date);
    json.Key("title").StringOrNull(article.title);
    json.Key("kind").StringOrNull(article.kind);
    json.Key("story").StringOrNull(article.story);
    json.Key("topic").StringOrNull(article.topic);
    json.Key("sentences").Integer(metrics.all.sentences);
    json.Key("all");
    WriteVoice(metrics.all, json);
    json.Key("narration");
    WriteVoice(metrics.narration, json);
    json.Key("quoted");
    WriteVoice(metrics.quoted, json);
    json.Key("quote_share").Number(metrics.quote_share);
    if (options_.answers.bias) {
      WriteBias(scored, json);
    }
    if (options_.answers.score) {
      json.Key("headline_tone").Number(metrics.headline_tone);
      json.Key("headline_gap").Number(metrics.headline_gap);
      json.Key("voice_gap").Number(metrics.voice_gap);
    }
    if (!options_.columns.empty()) {
      json.Key("measures").BeginObject();
      for (std::size_t c = 0; c < options_.columns.size(); ++c) {
        json.Key(options_.columns[c].FullName()).Number(metrics.measures[c].all);
        json.Key(options_.columns[c].FullName() + "_narration")
            .Number(metrics.measures[c].narration);
      }
      json.EndObject();
    }
    json.Key("model").String(options_.model);
    json.EndRow(out);
  }

  WriterOptions options_;
};

}  // namespace

std::unique_ptr<RowWriter> MakeJsonWriter(WriterOptions options) {
  return std::make_unique<JsonWriter>(std::move(options));
}

}  // namespace slant
