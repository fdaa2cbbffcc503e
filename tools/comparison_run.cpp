#include "comparison_run.h"

#include <algorithm>
#include <limits>
#include <memory>

#include "slant/article/target_tone.h"
#include "slant/corpus/kind.h"

namespace slant::tools {

namespace po = boost::program_options;

namespace {

// The metrics of this name: itself, or all voices of a stem ("tone").
std::vector<std::size_t> Named(const MetricList& metrics, const std::string& name) {
  if (name == "all") {
    std::vector<std::size_t> out;
    for (std::size_t m = 0; m < metrics.size(); ++m) {
      out.push_back(m);
    }
    return out;
  }
  if (const auto metric = metrics.Find(name)) {
    return {*metric};
  }
  const auto stem = metrics.Find(name + "_narration");
  return stem ? metrics.Voices(*stem) : std::vector<std::size_t>();
}

}  // namespace

void AddComparisonOptions(CommandLine& line) {
  std::string names;
  for (const Metric& metric : Metrics()) {
    names += (names.empty() ? "" : ", ") + std::string(metric.name);
  }
  line.Add()("by", po::value<std::string>()->default_value("outlet"),
             "field whose values are compared: outlet, topic, story, kind, or any other")(
      "metric", po::value<std::vector<std::string>>()->composing(),
      ("metrics whose differences are tested, with commas or as often as you like; all tests are "
       "one family: tone_narration (the default), all, tone and the like for all voices; " +
       names +
       "; with --rules or --lexicon also news.tone, vader.compound, LIST.CATEGORY, with --frames "
       "frame.policy.economic, axis.order-chaos, ..., each also with _narration or _quoted at its "
       "end")
          .c_str())(
      "kind", po::value<std::string>(),
      "kinds to compare, with commas between: news, opinion, analysis, live, sponsored, wire, or "
      "all (default: all but opinion and sponsored)")(
      "within", po::value<std::string>(),
      "what is told first: story, topic, or none (raw); by default the first of "
      "these that the articles allow")(
      "story", po::value<std::string>()->default_value("story"),
      "field that names an article's story; the others get one by --stories")(
      "stories", po::value<std::string>()->default_value("find"),
      "find: stories and copies are found, by words, names, titles and dates, as `slant stories` "
      "does; given: only what --story, copy_of and wire_of name")(
      "topic", po::value<std::string>()->default_value("topic"),
      "field that names an article's topic")(
      "copies", po::value<std::string>()->default_value("drop"),
      "copies, found or named by a field copy_of or wire_of, are another's text: drop (count once) "
      "or keep; the "
      "result of the other is named too")(
      "coverage", po::bool_switch(),
      "which stories of these articles each carries, and which it leaves out")(
      "target", po::value<std::vector<std::string>>()->composing(),
      "name of a person or party: the tone towards it, as a metric, and the sentences behind it; "
      "may "
      "be given several times")("sources", po::bool_switch(),
                                "whose voices each quotes or reports, and how often")(
      "time", po::value<std::string>(),
      "day, week or month: means by period, and where they change")(
      "min-articles", po::value<int>()->default_value(5),
      "groups with fewer articles (or stories, if matched) are listed, but not tested")(
      "detect", po::value<double>()->default_value(0.1, "0.1"),
      "the difference for which the needed number of articles is told");
}

std::optional<Ending> ComparisonRun::Read(const CommandLine& line,
                                          std::vector<MeasureColumn> columns) {
  by_ = line.Get<std::string>("by");
  story_ = line.Get<std::string>("story");
  topic_ = line.Get<std::string>("topic");
  coverage_ = line.Get<bool>("coverage");
  kinds_ = ChosenKinds(line, {});
  lists_apart_ = !line.Has("kind");
  const auto& copies = line.Get<std::string>("copies");
  if (copies != "drop" && copies != "keep") {
    return WrongUsage("--copies is drop or keep, found '" + copies + "'");
  }
  keep_copies_ = copies == "keep";
  if (line.Has("target")) {
    for (const std::string& name : line.Get<std::vector<std::string>>("target")) {
      if (name.empty()) {
        return WrongUsage("--target is a name, found ''");
      }
      if (std::find(targets_.begin(), targets_.end(), name) == targets_.end()) {
        targets_.push_back(name);
        columns.push_back({MeasureSource::kTarget, "target", name});
      }
    }
  }
  counts_sources_ = line.Get<bool>("sources");
  if (line.Has("db") && (counts_sources_ || !targets_.empty())) {
    return WrongUsage(std::string(counts_sources_ ? "--sources" : "--target") +
                      " needs the texts, which --db does not keep");
  }
  const MetricList metrics(columns);
  const auto& stories = line.Get<std::string>("stories");
  if (stories != "find" && stories != "given") {
    return WrongUsage("--stories is find or given, found '" + stories + "'");
  }
  // What is compared is not held constant; a sentence is no story.
  if (stories == "find" && by_ != story_ && line.Get<std::string>("unit") == "article") {
    finder_.emplace(StoryOptions());
  }
  if (line.Has("within")) {
    const auto& within = line.Get<std::string>("within");
    if (within == "story") {
      options_.level = Level::kStory;
    } else if (within == "topic") {
      options_.level = Level::kTopic;
    } else if (within == "none") {
      options_.level = Level::kRaw;
    } else {
      return WrongUsage("--within is story, topic or none, found '" + within + "'");
    }
  }
  if (line.Has("time")) {
    period_ = FindPeriod(line.Get<std::string>("time"));
    if (!period_) {
      return WrongUsage("--time is day, week or month, found '" + line.Get<std::string>("time") +
                        "'");
    }
  }
  options_.detect = line.Get<double>("detect");
  if (!(options_.detect > 0)) {
    return WrongUsage("--detect is over 0, found " + std::to_string(options_.detect));
  }
  options_.min_articles = line.Get<int>("min-articles");
  options_.metrics = metrics;
  options_.tested.clear();
  std::vector<std::string> asked;
  if (line.Has("metric")) {
    asked = line.Get<std::vector<std::string>>("metric");
  }
  for (const std::string& list : asked) {
    for (const std::string& name : SplitAtCommas(list)) {
      const auto found = Named(metrics, name);
      if (found.empty()) {
        std::string known;
        for (std::size_t i = 0; i < metrics.size(); ++i) {
          known += (i == 0 ? "" : ", ") + std::string(metrics.name(i));
        }
        return WrongUsage("--metric is one of " + known + ", all; found '" + name + "'");
      }
      for (const std::size_t metric : found) {
        if (std::find(options_.tested.begin(), options_.tested.end(), metric) ==
            options_.tested.end()) {
          options_.tested.push_back(metric);
        }
      }
    }
  }
  for (const std::string& target : targets_) {  // a name may have commas
    const std::size_t narrated = *metrics.Find("target." + target + "_narration");
    if (std::find(options_.tested.begin(), options_.tested.end(), narrated) ==
        options_.tested.end()) {
      options_.tested.push_back(narrated);
    }
  }
  if (options_.tested.empty() && line.Has("metric")) {
    return WrongUsage("--metric names no metric");
  }
  if (options_.tested.empty()) {
    options_.tested.push_back(*metrics.Find("tone_narration"));
  }
  articles_ = ComparisonAccumulator(metrics.size());
  copies_ = articles_;
  periods_ = articles_;
  apart_ = articles_;
  return std::nullopt;
}

std::vector<std::string> ComparisonRun::Fields() const {
  std::vector<std::string> out = {story_, topic_, "copy_of", "wire_of"};
  // The reader has one spelling for these; others come as the source has them.
  if (by_ != "outlet" && by_ != "kind" && by_ != "date") {
    out.push_back(by_);
  }
  return out;
}

void ComparisonRun::Note(const Article& article, ArticleOutput& out) const {
  const auto field = [&](const std::string& name) {
    // What is compared is not held constant.
    return name == by_ ? std::string() : std::string(article.Field(name).value_or(""));
  };
  out.group = std::string(article.Field(by_).value_or(""));
  auto noted = std::make_shared<Noted>();
  noted->story = field(story_);
  noted->topic = field(topic_);
  for (const char* const name : {"copy_of", "wire_of"}) {
    const auto original = article.Field(name).value_or("");
    noted->copy |= !original.empty() && original != article.id;
  }
  if (period_) {
    const auto day = ParseDay(article.date);
    noted->dated = day.has_value();
    noted->period = day ? PeriodOf(*day, *period_) : "";
  }
  if (finder_) {
    noted->title = article.title;
  }
  out.found = std::move(noted);
}

void ComparisonRun::NoteText(const ScoredArticle& article, ArticleOutput& out) const {
  Note(article.article, out);
  Noted& noted = *static_cast<Noted*>(out.found.get());
  out.metrics = article.metrics;
  if (counts_sources_) {
    noted.sources = FindSources(article.document);
  }
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    const auto mentions = MentionsOf(article, targets_[i]);
    out.metrics.measures.push_back(ToneOf(article, mentions));
    for (const TargetScore& mention : mentions) {
      const Sentence& sentence = article.Body()[mention.sentence];
      noted.said.push_back({i,
                            {static_cast<double>(mention.tone.score), article.article.id,
                             std::string(article.document.Text(sentence.span)), sentence.voice}});
    }
  }
}

Status ComparisonRun::Add(const ArticleOutput& out) {
  Noted& noted = *static_cast<Noted*>(out.found.get());
  const bool wanted =
      lists_apart_ ? IsNewsKind(out.kind) : kinds_.empty() || kinds_.contains(out.kind);
  if (!wanted && !lists_apart_) {
    return {};
  }
  if (out.group.empty()) {
    ++without_group_;
    return {};
  }
  if (!wanted) {
    apart_.Add(out.key, {out.group, "", ""}, out.metrics);
    apart_kinds_.insert(out.kind);
    return {};
  }
  if (counts_sources_) {
    sources_.Add(out.group, noted.sources);
  }
  for (Noted::Said& said : noted.said) {
    evidence_.Add(targets_[said.target], out.group, std::move(said.sentence));
  }
  noted.sources.clear();
  noted.said.clear();
  noted.key = out.key;
  noted.group = out.group;
  noted.sentences = out.metrics.all.sentences;
  noted.values = MetricValues(out.metrics, options_.metrics.size());
  if (!finder_) {
    Place(noted);
  } else if (!out.facts) {
    ++without_facts_;
    Place(noted);
  } else {
    ArticleFacts facts = *out.facts;
    facts.given = noted.story;
    SLANT_RETURN_IF_ERROR(finder_->Add(facts));
    waiting_.push_back(std::move(noted));
  }
  return {};
}

void ComparisonRun::Place(const Noted& article) {
  copied_ += article.copy;
  (article.copy ? copies_ : articles_)
      .Add(article.key, {article.group, article.topic, article.story}, article.sentences,
           article.values);
  if (period_ && (keep_copies_ || !article.copy)) {
    if (article.dated) {
      periods_.Add(article.key, {article.group, article.period, ""}, article.sentences,
                   article.values);
    } else {
      ++without_date_;
    }
  }
}

Result<std::map<std::string, std::string>> ComparisonRun::PlaceWaiting() {
  std::map<std::string, std::string> titles;
  SLANT_ASSIGN_OR_RETURN(const Stories stories, finder_->Finish());
  for (std::size_t i = 0; i < waiting_.size(); ++i) {
    const StoryOfArticle& found = stories.articles[i];
    Noted& article = waiting_[i];
    if (article.story.empty() && found.first == i) {
      titles.emplace(found.story, article.title);
    }
    article.story = found.story;
    article.copy |= found.copy_of.has_value();
    Place(article);
  }
  waiting_.clear();
  return titles;
}

Result<Comparison> ComparisonRun::Finish(int threads) {
  std::map<std::string, std::string> titles;
  if (finder_) {
    SLANT_ASSIGN_OR_RETURN(titles, PlaceWaiting());
  }
  if (without_group_ > 0) {
    Warn({ErrorCode::kMalformed,
          "articles without '" + by_ + "', left out: " + std::to_string(without_group_), ""});
  }
  if (without_date_ > 0) {
    Warn({ErrorCode::kMalformed,
          "articles without a date that can be read, not in --time: " +
              std::to_string(without_date_),
          ""});
  }
  if (without_facts_ > 0) {
    Warn({ErrorCode::kNotFound,
          "articles whose story could not be looked for, because the database has no facts of "
          "them: " +
              std::to_string(without_facts_),
          ""});
  }
  options_.threads = threads;
  ComparisonAccumulator all = articles_;
  all.Merge(copies_);
  const bool copies = copied_ > 0;
  // If there is nothing but copies they are not left out.
  const bool keep = keep_copies_ || articles_.empty();
  Comparison out = CompareOutlets(keep ? all : articles_, options_,
                                  !copies ? nullptr
                                  : keep  ? &articles_
                                          : &all);
  out.stories_found = !titles.empty();
  out.copies = copied_;
  out.copies_kept = keep;
  if (coverage_) {
    out.coverage = CoverStories(all);
    for (OutletCoverage& outlet : out.coverage->outlets) {
      for (MissedStory& missed : outlet.most_carried) {
        const auto title = titles.find(missed.story);
        missed.title = title != titles.end() ? title->second : "";
      }
    }
  }
  if (period_) {
    out.time = FollowOutlets(periods_, options_.metrics, options_.tested, ChangePointOptions());
  }
  out.sources = sources_.Finish();
  out.evidence = evidence_.Finish();
  for (const std::string& target : targets_) {
    if (std::none_of(out.evidence.begin(), out.evidence.end(),
                     [&](const OutletEvidence& one) { return one.target == target; })) {
      Warn({ErrorCode::kNotFound, "no article mentions '" + target + "'", ""});
    }
  }
  if (!apart_.empty()) {
    ListedApart listed;
    for (const std::string& kind : apart_kinds_) {
      listed.kinds += (listed.kinds.empty() ? "" : ", ") + kind;
    }
    ComparisonOptions options = options_;
    options.tested = {options_.tested.front()};
    options.min_articles = std::numeric_limits<std::int64_t>::max();  // listed, not tested
    listed.outlets = CompareOutlets(apart_, options).outlets;
    out.apart = std::move(listed);
  }
  if (options_.level && out.level != *options_.level) {
    Warn({ErrorCode::kMalformed,
          "--within " + std::string(kLevelNames[static_cast<std::size_t>(*options_.level)]) +
              ": no two groups share one, so the comparison is " +
              std::string(kLevelNames[static_cast<std::size_t>(out.level)]),
          ""});
  }
  return out;
}

}  // namespace slant::tools
