#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>

#include "article_run.h"
#include "commands/commands.h"
#include "lexicon_option.h"
#include "slant/base/format.h"
#include "slant/base/hash.h"
#include "slant/corpus/article_reader.h"
#include "slant/outlet/frame_lift.h"
#include "slant/outlet/microframe_comparison.h"
#include "slant/pipeline/frame_measures.h"
#include "slant/report/frame_rows.h"

namespace slant::tools {

namespace po = boost::program_options;

namespace {

Result<std::vector<Microframe>> ChosenAxes(const CommandLine& line) {
  std::vector<Microframe> axes;
  if (line.Has("axis")) {
    for (const std::string& text : line.Get<std::vector<std::string>>("axis")) {
      SLANT_ASSIGN_OR_RETURN(Microframe axis, ParseMicroframe(text));
      axes.push_back(std::move(axis));
    }
  }
  const auto& path = line.Get<std::string>("axes");
  if (path == "none") {
    return axes;
  }
  if (!path.empty()) {
    errno = 0;
    std::ifstream in(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!in.is_open() || in.bad()) {
      return Error{errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo,
                   std::string("cannot be read: ") + std::strerror(errno), path};
    }
    SLANT_ASSIGN_OR_RETURN(std::vector<Microframe> own, ParseMicroframes(text, path));
    axes.insert(axes.end(), std::make_move_iterator(own.begin()),
                std::make_move_iterator(own.end()));
  } else if (axes.empty()) {
    axes = DefaultMicroframes();
  }
  return axes;
}

// A group's articles as they come in.
struct GroupSums {
  MicroframeAccumulator microframes;
  std::int64_t articles = 0, told = 0, sentences = 0;
  std::vector<FrameShare> frames;  // sums

  void Add(const ArticleFrames& article) {
    ++articles;
    sentences += article.sentences;
    told += article.sentences > 0;
    frames.resize(article.frames.size());
    for (std::size_t f = 0; f < frames.size(); ++f) {
      frames[f].all += article.frames[f].all;
      frames[f].narration += article.frames[f].narration;
      frames[f].quoted += article.frames[f].quoted;
      frames[f].strength += article.frames[f].strength;
    }
  }

  std::vector<FrameShare> Means(std::size_t count) const {
    std::vector<FrameShare> out = frames;
    out.resize(count);
    const double n = static_cast<double>(std::max<std::int64_t>(told, 1));
    for (FrameShare& share : out) {
      share = {share.all / n, share.narration / n, share.quoted / n, share.strength / n};
    }
    return out;
  }
};

// Everything of an article that the groups need.
struct Found {
  ArticleFrames frames;
  WordTally words;
};

class FramesRun {
 public:
  FramesRun(const CommandLine& line, const Model& model, const FrameMeasures& frames,
            const LexiconMeasures& lists)
      : line_(line), model_(model), frames_(frames), lists_(lists) {
    options_.model = &frames_.model();
    options_.microframes = &frames_.microframes();
    options_.vocabulary = &model_.language.segmenter.vocabulary();
    options_.baseline = {"vocabulary", frames_.microframes().vocabulary_sums()};
    options_.lists.assign(lists_.columns().begin(), lists_.columns().end());
    options_.fingerprint = Fingerprint(*model_.language.file);
    options_.by = line_.Get<std::string>("by");
    options_.words = line_.Get<int>("words");
    const auto& format = line_.Get<std::string>("format");
    options_.format = format == "jsonl" ? FrameFormat::kJson
                      : format == "csv" ? FrameFormat::kCsv
                                        : FrameFormat::kText;
    options_.color = UseColor(line_.Get<std::string>("color"));
    roles_.automatic = line_.Get<bool>("roles");
  }

  Ending Run() {
    if (!line_.Get<std::string>("baseline").empty()) {
      if (const Status read = ReadBaseline(); !read) {
        return read;
      }
    }
    const auto& rows = line_.Get<std::string>("rows");
    return rows == "outlets" ? Groups() : rows == "axes" ? Axes() : Articles(rows == "articles");
  }

 private:
  Scorer MakeScorer() const {
    ScorerOptions options;
    options.unit = ChosenUnit(line_);
    options.targets = roles_;
    Scorer scorer(model_, lists_, options);
    scorer.UseFrames(&frames_);
    return scorer;
  }

  WordTally Words(const ScoredArticle& scored) const {
    const auto body = scored.Body();
    return body.empty() || frames_.microframes().size() == 0
               ? WordTally()
               : TallyWords(scored.document, body.front().first_token, body.back().end_token,
                            frames_.microframes());
  }

  Status ReadBaseline() {
    const auto& path = line_.Get<std::string>("baseline");
    const auto reader = OpenArticles({path}, {});
    Scorer scorer = MakeScorer();
    ScoredArticle scored;
    Progress progress("articles of the baseline");
    for (auto next = reader->Next(); !next || next->has_value(); next = reader->Next()) {
      if (!next) {
        if (next.error().code == ErrorCode::kNotFound || next.error().code == ErrorCode::kIo) {
          return next.error();
        }
        Warn(next.error());
        continue;
      }
      const std::uint64_t key = Hash64((*next)->text);
      SLANT_RETURN_IF_ERROR(scorer.Score(std::move(**next), scored));
      baseline_.Add(key, Words(scored), scored.frame_metrics.all);
      progress.Step();
    }
    if (baseline_.sample().empty()) {
      return Error{ErrorCode::kMalformed, "the baseline has no article with words", path};
    }
    options_.baseline = {path, baseline_.Sums(frames_.microframes())};
    return {};
  }

  MicroframeTestOptions TestOptions() const {
    MicroframeTestOptions options;
    options.permutations = line_.Get<int>("permutations");
    return options;
  }

  Ending Axes() {
    Output output;
    std::string text;
    FrameRows(options_).Axes(text);
    output.Write(text);
    return output.Finish();
  }

  Ending Articles(bool articles) {
    const FrameRows rows(options_);
    Output output;
    std::string header;
    articles ? rows.BeginArticles(header) : rows.BeginSentences(header);
    output.Write(header);
    ScoringRun run;
    run.make_scorer = [&] { return MakeScorer(); };
    run.make = [&](const ScoredArticle& scored, ArticleOutput& out) {
      if (!articles) {
        rows.Sentences(scored, out.rows);
        return;
      }
      FramedArticle framed{&scored, Words(scored), {}, {}};
      if (roles_.automatic) {
        framed.roles = FindRoles(scored);
      }
      if (!baseline_.sample().empty()) {
        const MicroframeAccumulator::Sampled own{out.key, scored.frame_metrics.all};
        framed.tests =
            TestMicroframes({&own, 1}, baseline_.sample(), frames_.microframes(), TestOptions());
      }
      rows.Article(framed, out.rows);
    };
    run.sink = [&](const ArticleOutput& out) {
      output.Write(out.rows);
      return output.good();
    };
    const Status scored_all = RunArticles(line_, run);
    const Status written = output.Finish();
    return written ? Ending(scored_all) : Ending(written);
  }

  Ending Groups() {
    const auto& by = options_.by;
    const auto& within = line_.Get<std::string>("within");
    std::map<std::string, GroupSums> groups;
    MicroframeAccumulator everything;
    FrameLifts lifts;
    std::size_t without = 0;
    const Status run = RunWorkers(
        line_, {by, within},
        [&]() -> ArticleWorker {
          struct State {
            Scorer scorer;
            ScoredArticle scored;
          };
          const auto state = std::make_shared<State>(State{MakeScorer(), {}});
          return [this, state, &by, &within](Article article) {
            ArticleOutput out;
            out.key = Hash64(article.text);
            out.group = by == "all" ? "all" : article.Field(by).value_or("");
            const std::string topic(article.Field(within).value_or(""));
            if (const Status status = state->scorer.Score(std::move(article), state->scored);
                !status) {
              out.failure = status.error();
              return out;
            }
            out.found =
                std::make_shared<Found>(Found{state->scored.frame_metrics, Words(state->scored)});
            out.topic = topic;
            return out;
          };
        },
        [&](const ArticleOutput& out) {
          const Found& found = *std::static_pointer_cast<Found>(out.found);
          everything.Add(out.key, found.words, found.frames.all);
          if (out.group.empty()) {
            ++without;
            return true;
          }
          GroupSums& group = groups[out.group];
          group.Add(found.frames);
          group.microframes.Add(out.key, found.words, found.frames.all);
          lifts.Add(out.key, out.topic, out.group, found.frames);
          return true;
        });
    if (without > 0) {
      Warn({ErrorCode::kMalformed,
            "articles without '" + by + "', left out: " + std::to_string(without), ""});
    }
    const FrameRows rows(options_);
    Output output;
    std::string text;
    if (const int draws = line_.Get<int>("null"); draws > 0) {
      text = Null(everything, draws);
      output.Write(text);
      const Status finished = output.Finish();
      return finished ? Ending(run) : Ending(finished);
    }
    if (groups.empty()) {
      return run ? Ending(Error{ErrorCode::kMalformed, "no article has a field '" + by + "'", ""})
                 : Ending(run);
    }
    rows.BeginGroups(text);
    for (const auto& [name, sums] : groups) {
      FramedGroup group;
      group.name = name;
      group.articles = sums.articles;
      group.sentences = sums.sentences;
      group.frames = sums.Means(frames_.model().names().size());
      group.words = sums.microframes.Words();
      group.sums = sums.microframes.Sums(frames_.microframes());
      MicroframeAccumulator others;
      if (baseline_.sample().empty()) {
        for (const auto& [other, other_sums] : groups) {
          if (other != name) {
            others.Merge(other_sums.microframes);
          }
        }
        group.baseline = {"the others", others.Sums(frames_.microframes())};
      } else {
        others = baseline_;
        group.baseline = options_.baseline;
      }
      group.tests = TestMicroframes(sums.microframes.sample(), others.sample(),
                                    frames_.microframes(), TestOptions());
      rows.Group(group, text);
      output.Write(text);
      text.clear();
    }
    FrameLiftOptions lift_options;
    lift_options.permutations = line_.Get<int>("permutations");
    rows.Lifts(lifts.Compare(lift_options), within, text);
    output.Write(text);
    const Status finished = output.Finish();
    return finished ? Ending(run) : Ending(finished);
  }

  std::string Null(const MicroframeAccumulator& everything, int draws) const {
    const NullSplits splits =
        SplitAtRandom(everything.sample(), frames_.microframes(), draws, TestOptions());
    return Format(
        "%d random splits of %zu articles: %.4f of the axes have q <= 0.05 (standard "
        "error %.4f)\n",
        splits.draws, everything.sample().size(), splits.share, splits.standard_error);
  }

  const CommandLine& line_;
  const Model& model_;
  const FrameMeasures& frames_;
  const LexiconMeasures& lists_;
  TargetOptions roles_;
  MicroframeAccumulator baseline_;
  FrameRowOptions options_;
};

}  // namespace

Ending RunFrames(const std::vector<std::string>& arguments) {
  CommandLine line(
      "frames [options] [INPUT...]",
      "Which frames articles use, how much, in whose voice and by which words: 15 policy frames, "
      "5\n"
      "generic frames, 10 poles of moral foundations, and microframes (how far the words lean to\n"
      "either pole of an antonym pair) against a named baseline.\n"
      "--rows articles, or sentences with the words that witness; outlets adds tests of every "
      "axis\n"
      "(permutation of articles, Benjamini-Hochberg) and the lift of each frame over the other\n"
      "outlets on the same stories or topics; axes says how good the axes are.",
      "  slant frames corpora/samples/ferry.jsonl\n"
      "  slant frames --rows sentences --format jsonl corpora/samples/plain/council-vote.txt\n"
      "  slant frames --rows outlets --within story corpora/samples\n"
      "  slant frames --axis cheap,expensive --axis 'safe secure,dangerous risky' "
      "corpora/samples\n"
      "  slant frames --rows axes\n");
  line.Add()("rows", po::value<std::string>()->default_value("articles"),
             "what a row is: sentences, articles, outlets, or axes")(
      "format", po::value<std::string>()->default_value("text"), "text, jsonl or csv")(
      "color", po::value<std::string>()->default_value("auto"), "auto, always or never")(
      "axis", po::value<std::vector<std::string>>()->composing(),
      "FIRST,SECOND: an axis of your own instead of the default ones; several words of a pole "
      "between blanks; may be given several times")(
      "axes", po::value<std::string>()->default_value(""),
      "file of axes instead of the default ones (name, first pole, second pole between tabs, or "
      "FrameAxis' JSON Lines), or none")(
      "baseline", po::value<std::string>()->default_value(""),
      "articles that biases are held against and tested with; without it, of articles the words of "
      "the model's corpus, without a test; of outlets the other outlets")(
      "words", po::value<int>()->default_value(3),
      "words to name for each axis, with their part in the bias")(
      "permutations", po::value<int>()->default_value(1999), "of each test")(
      "by", po::value<std::string>()->default_value("outlet"),
      "--rows outlets: field of the groups; all for one group of everything, which needs "
      "--baseline to "
      "be tested")(
      "within", po::value<std::string>()->default_value("story"),
      "--rows outlets: field that lift is held constant in: story, topic, or any other")(
      "null", po::value<int>()->default_value(0),
      "--rows outlets: instead, split all articles at random so many times and say how often the "
      "axes' test finds something")("roles", po::bool_switch(),
                                    "articles: who is shown as hero, villain or victim")(
      "seeds-only", po::bool_switch(), "no classifiers of frames: seeds and what grew from them");
  AddLexiconOption(
      line,
      "word list whose categories are averaged over its matches in each sentence (eMFD, "
      "MFD and others); may be given several times");
  AddRunOptions(line);
  if (const auto ending = line.Parse(arguments)) {
    return *ending;
  }
  for (const auto& [option, known] :
       {std::pair("rows", std::vector<std::string>{"sentences", "articles", "outlets", "axes"}),
        std::pair("format", std::vector<std::string>{"text", "jsonl", "csv"})}) {
    const auto& value = line.Get<std::string>(option);
    if (std::find(known.begin(), known.end(), value) == known.end()) {
      std::string names;
      for (const std::string& name : known) {
        names += (names.empty() ? "" : ", ") + name;
      }
      return WrongUsage(std::string("--") + option + " is one of " + names + "; found '" + value +
                        "'");
    }
  }
  if (line.Get<int>("words") < 0 || line.Get<int>("permutations") < 1 ||
      line.Get<int>("null") < 0) {
    return WrongUsage("--words and --null are 0 or more, --permutations 1 or more");
  }
  if (const auto ending = CheckRunOptions(line)) {
    return *ending;
  }
  const auto axes = ChosenAxes(line);
  if (!axes) {
    return axes.error().code == ErrorCode::kInvalidArgument ? WrongUsage(axes.error().message)
                                                            : Ending(axes.error());
  }
  const auto model = OpenModel(line, true);
  if (!model) {
    return model.error();
  }
  FrameOptions options;
  options.axes = *axes;
  options.heads = line.Get<bool>("seeds-only") ? FrameHeads::kSeedsAlone : FrameHeads::kUse;
  // Who names an axis on the command line wants to know that it cannot be used.
  options.refuse_weak_poles = line.Has("axis");
  const auto frames = FrameMeasures::Open(model->language, options);
  if (!frames) {
    return frames.error();
  }
  auto read = ReadLexicons(LexiconPaths(line));
  if (!read) {
    return read.error();
  }
  LexiconMeasures lists;
  for (Lexicon& list : *read) {
    lists.AddList(LexiconCounter(std::move(list), model->language.segmenter.vocabulary()));
  }
  return FramesRun(line, *model, *frames, lists).Run();
}

}  // namespace slant::tools
