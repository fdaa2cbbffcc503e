#include "comparison_run.h"

#include <algorithm>
#include <limits>
#include <memory>

#include "slant/corpus/kind.h"

namespace slant::tools {

namespace po = boost::program_options;

namespace {

// What is noted of an article besides its group and its metrics.
struct Place {
  std::string topic, story, period;
  bool copy = false, dated = true;
};

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
      "these that the articles allow")("story", po::value<std::string>()->default_value("story"),
                                       "field that names an article's story")(
      "topic", po::value<std::string>()->default_value("topic"),
      "field that names an article's topic")(
      "copies", po::value<std::string>()->default_value("drop"),
      "articles with a field copy_of or wire_of are another's text: drop (count once) or keep; the "
      "result of the other is named too")(
      "coverage", po::bool_switch(),
      "which stories of these articles each carries, and which it leaves out")(
      "time", po::value<std::string>(),
      "day, week or month: means by period, and where they change")(
      "min-articles", po::value<int>()->default_value(5),
      "groups with fewer articles (or stories, if matched) are listed, but not tested")(
      "detect", po::value<double>()->default_value(0.1, "0.1"),
      "the difference for which the needed number of articles is told");
}

std::optional<Ending> ComparisonRun::Read(const CommandLine& line, const MetricList& metrics) {
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
  const auto asked = line.Has("metric") ? line.Get<std::vector<std::string>>("metric")
                                        : std::vector<std::string>{"tone_narration"};
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
  if (options_.tested.empty()) {
    return WrongUsage("--metric names no metric");
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
  auto place = std::make_shared<Place>();
  place->story = field(story_);
  place->topic = field(topic_);
  for (const char* const name : {"copy_of", "wire_of"}) {
    const auto original = article.Field(name).value_or("");
    place->copy |= !original.empty() && original != article.id;
  }
  if (period_) {
    const auto period = PeriodOf(article.date, *period_);
    place->dated = period.has_value();
    place->period = period.value_or("");
  }
  out.found = std::move(place);
}

void ComparisonRun::Add(const ArticleOutput& out) {
  const Place& place = *static_cast<const Place*>(out.found.get());
  const bool wanted =
      lists_apart_ ? IsNewsKind(out.kind) : kinds_.empty() || kinds_.contains(out.kind);
  if (!wanted && !lists_apart_) {
    return;
  }
  if (out.group.empty()) {
    ++without_group_;
    return;
  }
  if (!wanted) {
    apart_.Add(out.key, {out.group, "", ""}, out.metrics);
    apart_kinds_.insert(out.kind);
    return;
  }
  copied_ += place.copy;
  (place.copy ? copies_ : articles_)
      .Add(out.key, {out.group, place.topic, place.story}, out.metrics);
  if (period_ && (keep_copies_ || !place.copy)) {
    if (place.dated) {
      periods_.Add(out.key, {out.group, place.period, ""}, out.metrics);
    } else {
      ++without_date_;
    }
  }
}

Comparison ComparisonRun::Finish(int threads) {
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
  out.copies = copied_;
  out.copies_kept = keep;
  if (coverage_) {
    out.coverage = CoverStories(all);
  }
  if (period_) {
    out.time = FollowOutlets(periods_, options_.tested, ChangePointOptions());
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
