#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <limits>

#include "article_run.h"
#include "commands/commands.h"
#include "slant/base/format.h"
#include "slant/base/hash.h"
#include "slant/bias/bias_score.h"
#include "slant/coding/coding_table.h"
#include "slant/coding/stratified_sample.h"
#include "slant/report/sample_rows.h"
#include "terminal.h"

namespace slant::tools {

namespace po = boost::program_options;

namespace {

constexpr const char* kBandField = "score_band";
// A cell of Excel and of LibreOffice holds 32,767 characters.
constexpr std::size_t kLongestCell = 32'000;
constexpr int kLargestSample = 1'000'000;

// A sentence or an article that may be drawn.
struct Candidate {
  std::uint64_t key = 0;
  std::string stratum;
  std::vector<std::string> cells;
};
struct Candidates {
  std::vector<Candidate> units;
};

// Columns of the sample, before those for coders.
struct Layout {
  std::vector<std::string> names;
  std::size_t shown = 0;               // the first of them are what coders must see
  std::vector<std::string> by, extra;  // fields of the strata; those that are not in the key anyway
  std::vector<double> cuts;
};

std::string Cut(std::string_view text) {
  if (text.size() <= kLongestCell) {
    return std::string(text);
  }
  std::size_t end = kLongestCell;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) {
    --end;
  }
  return std::string(text.substr(0, end)) + " [...]";
}

std::string Number(double value) {
  if (std::isnan(value)) {
    return "";
  }
  return Format("%.4f", value);
}

// "[low, high)" of the cuts that a score lies between: the bracket keeps a spreadsheet from taking
// a minus for a formula.
std::string Band(double score, const std::vector<double>& cuts) {
  const auto above = std::upper_bound(cuts.begin(), cuts.end(), score);
  const auto edge = [](double value) { return Format("%g", value); };
  return "[" + (above == cuts.begin() ? "-1" : edge(*(above - 1))) + ", " +
         (above == cuts.end() ? "1]" : edge(*above) + ")");
}

// Fields of an article that stand in the key anyway.
constexpr std::array<const char*, 8> kFields = {"outlet", "topic", "story", "kind",
                                                "date",   "title", "url",   "id"};

std::string Field(const Article& article, const std::string& name) {
  return std::string(article.Field(name).value_or(""));
}

class CandidateMaker {
 public:
  CandidateMaker(const Layout& layout, bool articles, int context)
      : layout_(layout), articles_(articles), context_(context) {}

  void Make(const ScoredArticle& scored, std::uint64_t key, Candidates& out) const {
    if (articles_) {
      const ArticleMetrics& m = scored.metrics;
      if (m.all.sentences == 0) {
        return;
      }
      out.units.push_back(
          Unit(scored, key, m.all.tone_mean, "", {scored.article.title, Cut(scored.document.text)},
               {Number(m.all.tone_mean), Number(m.all.event_mean), Number(m.all.biased_share),
                Number(m.narration.sentences > 0 ? m.narration.tone_mean : std::nan(""))}));
      return;
    }
    const auto body = scored.Body();
    for (std::size_t i = 0; i < body.size(); ++i) {
      const Sentence& sentence = body[i];
      if (sentence.first_token >= sentence.end_token) {
        continue;
      }
      const SentenceScores& s = scored.scores[i];
      out.units.push_back(Unit(
          scored, Mix64(key + i + 1), s.tone.score, std::string(VoiceName(sentence.voice)),
          {Around(scored, i, -1), Cut(scored.document.Text(sentence.span)), Around(scored, i, 1)},
          {std::to_string(i), std::to_string(sentence.span.begin),
           std::to_string(sentence.span.end),
           std::string(kToneNames[static_cast<std::size_t>(s.tone.label())]), Number(s.tone.score),
           Number(s.tone.event_valence), std::string(kBiasNames[s.bias.biased() ? 1 : 0]),
           Number(s.bias.p)}));
    }
  }

 private:
  // The sentences before (-1) or behind (1) number `at`.
  std::string Around(const ScoredArticle& scored, std::size_t at, int side) const {
    const auto body = scored.Body();
    const auto size = static_cast<std::ptrdiff_t>(body.size());
    const auto i = static_cast<std::ptrdiff_t>(at);
    const std::ptrdiff_t first = std::max<std::ptrdiff_t>(side < 0 ? i - context_ : i + 1, 0);
    const std::ptrdiff_t end = std::min(side < 0 ? i : i + 1 + context_, size);
    if (first >= end) {
      return "";
    }
    const Span span{body[static_cast<std::size_t>(first)].span.begin,
                    body[static_cast<std::size_t>(end - 1)].span.end};
    return Cut(scored.document.Text(span));
  }

  Candidate Unit(const ScoredArticle& scored, std::uint64_t key, double score,
                 const std::string& voice, std::vector<std::string> shown,
                 std::vector<std::string> answers) const {
    Candidate unit;
    unit.key = key;
    unit.cells = std::move(shown);
    for (const char* name : kFields) {
      unit.cells.push_back(Cut(Field(scored.article, name)));
    }
    const std::string band = Band(score, layout_.cuts);
    for (const std::string& name : layout_.by) {
      const std::string value = name == kBandField              ? band
                                : name == "voice" && !articles_ ? voice
                                                                : Field(scored.article, name);
      unit.stratum += value + '\x1f';
    }
    for (const std::string& name : layout_.extra) {
      unit.cells.push_back(Field(scored.article, name));
    }
    unit.cells.push_back(band);
    if (!articles_) {
      unit.cells.push_back(voice);
    }
    std::move(answers.begin(), answers.end(), std::back_inserter(unit.cells));
    return unit;
  }

  const Layout& layout_;
  bool articles_;
  int context_;
};

Layout MakeLayout(const CommandLine& line, bool articles, std::vector<double> cuts) {
  Layout layout;
  layout.cuts = std::move(cuts);
  layout.by = SplitAtCommas(line.Get<std::string>("by"));
  layout.names = articles ? std::vector<std::string>{"headline", "text"}
                          : std::vector<std::string>{"before", "text", "after"};
  layout.shown = layout.names.size();
  for (const char* name : kFields) {
    layout.names.emplace_back(std::string_view(name) == "id" ? "article" : name);
  }
  for (std::string& name : layout.by) {
    if (name == "score") {
      name = kBandField;
    }
    const bool known = name == kBandField || (name == "voice" && !articles) ||
                       std::find(kFields.begin(), kFields.end(), name) != kFields.end();
    if (!known) {
      layout.extra.push_back(name);
      layout.names.push_back(name);
    }
  }
  layout.names.emplace_back(kBandField);
  for (const char* name : {"voice", "sentence", "begin", "end", "model_tone", "model_score",
                           "model_event", "model_bias", "model_p_biased"}) {
    if (!articles) {
      layout.names.emplace_back(name);
    }
  }
  for (const char* name :
       {"model_score", "model_event", "model_biased_share", "model_score_narration"}) {
    if (articles) {
      layout.names.emplace_back(name);
    }
  }
  return layout;
}

// Rising numbers between -1 and 1, or nothing.
std::optional<std::vector<double>> ReadCuts(const std::string& text) {
  std::vector<double> cuts;
  for (const std::string& part : SplitAtCommas(text)) {
    const auto number = AsNumber(part);
    if (!number || !(*number > -1 && *number < 1) || (!cuts.empty() && *number <= cuts.back())) {
      return std::nullopt;
    }
    cuts.push_back(*number);
  }
  return cuts;
}

}  // namespace

Ending RunSample(const std::vector<std::string>& arguments) {
  CommandLine line(
      "sample [options] [INPUT...]",
      "A stratified random sample of sentences or articles for people to code: a table (CSV) with\n"
      "an empty column for each question.  With --key FILE the table is blind: it hides outlet,\n"
      "source and the model's answers, which go to FILE with what each unit stands for (weight).\n"
      "Each coder fills a copy; `slant agree` reads the copies and the key.",
      "  slant sample --size 60 corpora/samples > sheet.csv\n"
      "  slant sample --size 60 --key key.csv --output sheet.csv corpora/samples\n"
      "  slant sample --rows articles --by outlet --each 2 corpora/samples > articles.csv\n"
      "  slant agree --model model_tone ann.csv ben.csv key.csv    # two filled copies\n");
  line.Add()("rows", po::value<std::string>()->default_value("sentences"),
             "what is coded: sentences or articles")("size", po::value<int>()->default_value(200),
                                                     "units in all")(
      "each", po::value<int>()->default_value(0), "at most so many of a stratum; 0: no limit")(
      "by", po::value<std::string>()->default_value("outlet,score"),
      "FIELD[,FIELD...]: each combination of their values is a stratum; score is the band of the "
      "tone score, voice (of sentences) the voice")(
      "bands", po::value<std::string>()->default_value("-0.25,0.25"),
      "where bands of the score end, rising, between -1 and 1")(
      "allocate", po::value<std::string>()->default_value("equal"),
      "equal (as many of each stratum) or proportional (to its units)")(
      "seed", po::value<std::uint64_t>()->default_value(1),
      "another number draws another sample; threads and the order of inputs change nothing")(
      "ask", po::value<std::string>()->default_value("tone"),
      "NAME[,NAME...]: an empty column coder_NAME for each")(
      "context", po::value<int>()->default_value(1),
      "sentences before and after that are shown with a sentence, 0 to 10")(
      "key", po::value<std::string>()->default_value(""),
      "FILE that gets what coders should not see")(
      "show", po::value<std::string>()->default_value(""),
      "COLUMN[,COLUMN...] of the key that a blind table shows all the same")(
      "output,o", po::value<std::string>()->default_value(""), "FILE instead of standard output")(
      "no-bom", po::bool_switch(),
      "no byte order mark at the beginning, which Excel needs and others do not");
  AddRunOptions(line);
  AddLanguageOption(line);
  if (const auto ending = line.Parse(arguments)) {
    return *ending;
  }
  const auto& rows = line.Get<std::string>("rows");
  if (rows != "sentences" && rows != "articles") {
    return WrongUsage("--rows is sentences or articles, found '" + rows + "'");
  }
  const auto& allocate = line.Get<std::string>("allocate");
  if (allocate != "equal" && allocate != "proportional") {
    return WrongUsage("--allocate is equal or proportional, found '" + allocate + "'");
  }
  const int size = line.Get<int>("size"), each = line.Get<int>("each");
  if (size < 1 || size > kLargestSample || each < 0) {
    return WrongUsage("--size is 1 to " + std::to_string(kLargestSample) +
                      ", --each 0 or more, found " + std::to_string(size) + " and " +
                      std::to_string(each));
  }
  const int context = line.Get<int>("context");
  if (context < 0 || context > 10) {
    return WrongUsage("--context is 0 to 10, found " + std::to_string(context));
  }
  auto cuts = ReadCuts(line.Get<std::string>("bands"));
  if (!cuts) {
    return WrongUsage("--bands are rising numbers between -1 and 1, found '" +
                      line.Get<std::string>("bands") + "'");
  }
  if (const auto ending = CheckRunOptions(line)) {
    return *ending;
  }
  const bool articles = rows == "articles";
  const Layout layout = MakeLayout(line, articles, *std::move(cuts));
  const auto& key_path = line.Get<std::string>("key");
  const auto& path = line.Get<std::string>("output");
  if (!key_path.empty() && key_path == path) {
    return WrongUsage("--key and --output are the same file, '" + path + "'");
  }
  SampleColumns sheet, key;
  sheet.cells = key.cells = layout.names;
  sheet.byte_order_mark = key.byte_order_mark = !line.Get<bool>("no-bom");
  const std::vector<std::string> shown = SplitAtCommas(line.Get<std::string>("show"));
  for (const std::string& name : shown) {
    if (std::find(layout.names.begin(), layout.names.end(), name) == layout.names.end()) {
      return WrongUsage("--show: there is no column '" + name + "'");
    }
  }
  for (std::size_t i = 0; i < layout.names.size(); ++i) {
    const bool named = std::find(shown.begin(), shown.end(), layout.names[i]) != shown.end();
    const bool open = i < layout.shown || named;
    if (open || key_path.empty()) {
      sheet.chosen.push_back(i);
    }
    if (!open) {
      key.chosen.push_back(i);
    }
  }
  sheet.strata = key_path.empty();
  key.strata = true;
  for (const std::string& name : SplitAtCommas(line.Get<std::string>("ask"))) {
    sheet.empty.push_back("coder_" + name);
  }

  const auto model = OpenModel(line);
  if (!model) {
    return model.error();
  }
  const LexiconMeasures measures;
  const ScorerOptions options{
      .unit = ChosenUnit(line), .targets = {}, .tasks = {}, .abstain = 0, .explain = {}};
  const auto total = static_cast<std::size_t>(size);
  const std::size_t most = each > 0 ? static_cast<std::size_t>(each) : total;
  StratifiedSample sample(std::min(total, most), line.Get<std::uint64_t>("seed"));
  const CandidateMaker maker(layout, articles, context);
  std::optional<Error> failure;
  ScoringRun scoring;
  scoring.keep_fields = layout.by;
  scoring.make_scorer = [&] { return Scorer(*model, measures, options); };
  scoring.make = [&](const ScoredArticle& scored, ArticleOutput& out) {
    auto found = std::make_shared<Candidates>();
    maker.Make(scored, out.key, *found);
    out.found = std::move(found);
  };
  scoring.sink = [&](const ArticleOutput& out) {
    if (out.found == nullptr) {
      return true;
    }
    for (Candidate& unit : std::static_pointer_cast<Candidates>(out.found)->units) {
      if (const Status added = sample.Add(unit.stratum, unit.key, std::move(unit.cells)); !added) {
        failure = added.error();
        return false;
      }
    }
    return true;
  };
  const Status run = RunArticles(line, scoring);
  if (failure) {
    return *failure;
  }
  if (sample.units() == 0) {
    return run ? Ending(Error{ErrorCode::kMalformed, "there is nothing to sample from", ""})
               : Ending(run);
  }
  const auto drawn = sample.Draw(
      total, most, allocate == "equal" ? Allocation::kEqual : Allocation::kProportional);
  if (drawn.size() < total && each == 0) {
    Warn({ErrorCode::kLimit,
          "asked for " + std::to_string(total) + " units, there are " +
              std::to_string(drawn.size()) + " different ones",
          ""});
  }
  if (sample.strata() > total) {
    Warn({ErrorCode::kLimit,
          std::to_string(sample.strata()) + " strata for " + std::to_string(total) +
              " units: some strata have none",
          ""});
  }
  std::string text;
  if (!key_path.empty()) {
    AppendSampleCsv(drawn, key, text);
    if (const Status written = WriteWhole(key_path, text); !written) {
      return written;
    }
    text.clear();
  }
  AppendSampleCsv(drawn, sheet, text);
  if (!path.empty()) {
    const Status written = WriteWhole(path, text);
    return written ? Ending(run) : Ending(written);
  }
  Output output;
  output.Write(text);
  const Status written = output.Finish();
  return written ? Ending(run) : Ending(written);
}

}  // namespace slant::tools
