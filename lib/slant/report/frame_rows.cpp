#include "slant/report/frame_rows.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "slant/report/csv_line.h"
#include "slant/report/json.h"
#include "slant/report/printable.h"
#include "slant/report/terminal_text.h"

namespace slant {
namespace {

constexpr double kClear = 0.05;       // q that text tells as found
constexpr std::size_t kMostTold = 8;  // frames or axes in a line of text

// Standard deviation of the words' cosines.
double Deviation(const MicroframeSums& sums, std::size_t axis) {
  return std::sqrt(sums.Intensity(axis, sums.Bias(axis)));
}

// The distance of a bias from the baseline's, in deviations of the baseline's words.
std::optional<double> EffectSize(const MicroframeSums& sums, const MicroframeSums& baseline,
                                 std::size_t axis) {
  const double deviation = Deviation(baseline, axis);
  return sums.words > 0 && baseline.words > 0 && deviation > 0
             ? std::optional((sums.Bias(axis) - baseline.Bias(axis)) / deviation)
             : std::nullopt;
}

void WriteWords(const WordTally& words, const Microframes& axes, const Vocabulary& vocabulary,
                std::size_t axis, int most, Json& json) {
  if (most <= 0) {
    return;
  }
  const auto contributions = axes.Contributions(words, axis);
  json.Key("words").BeginList();
  double rest = 0;
  for (std::size_t i = 0; i < contributions.size(); ++i) {
    if (i >= static_cast<std::size_t>(most)) {
      rest += contributions[i].value;
      continue;
    }
    json.BeginObject();
    json.Key("word").String(vocabulary.Word(contributions[i].word));
    json.Key("count").Integer(contributions[i].count);
    json.Key("value").Number(contributions[i].value);
    json.EndObject();
  }
  json.EndList();
  json.Key("other_words").Number(rest);
}

void WriteTest(const MicroframeTest& test, Json& json) {
  const auto some = [&](double value) { return test.tested ? std::optional(value) : std::nullopt; };
  json.Key("cliffs_delta").Number(test.cliffs_delta);
  json.Key("p").Number(some(test.p_bias));
  json.Key("q").Number(some(test.q_bias));
  json.Key("p_intensity").Number(some(test.p_intensity));
  json.Key("q_intensity").Number(some(test.q_intensity));
}

// A generic frame's scale: the share of its questions that a sentence answers.
std::map<std::string, double> Scales(const FrameModel& model, FrameBits answered) {
  std::map<std::string, std::pair<int, int>> counts;
  const auto columns = model.extractor().columns();
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const FrameName& frame = kFrames[columns[c].frame];
    if (frame.family == FrameFamily::kGeneric) {
      auto& [yes, all] = counts[std::string(frame.name)];
      ++all;
      yes += static_cast<int>(answered >> c & 1);
    }
  }
  std::map<std::string, double> out;
  for (const auto& [name, count] : counts) {
    out[name] = static_cast<double>(count.first) / count.second;
  }
  return out;
}

}  // namespace

void FrameRows::BeginSentences(std::string& out) const {
  if (options_.format == FrameFormat::kCsv) {
    CsvRow(out, {"article", "outlet", "index", "start", "end", "voice", "family", "frame", "score",
                 "shows"});
  }
}

void FrameRows::BeginArticles(std::string& out) const {
  if (options_.format == FrameFormat::kCsv) {
    CsvRow(out, {"article", "outlet", "story", "topic", "family", "frame", "n", "all", "narration",
                 "quoted", "strength", "intensity", "baseline", "effect", "p", "q"});
  }
}

void FrameRows::BeginGroups(std::string& out) const {
  if (options_.format == FrameFormat::kCsv) {
    CsvRow(out, {"row", "group", "family", "frame", "n", "all", "narration", "strength",
                 "intensity", "other", "effect", "p", "q"});
  }
}

void FrameRows::Sentences(const ScoredArticle& article, std::string& out) const {
  const auto body = article.Body();
  const auto& names = options_.model->names();
  const auto columns = options_.model->extractor().columns();
  const DocumentFrames& frames = article.frames;
  Json json;
  std::size_t next = 0;
  for (std::size_t s = 0; s < frames.sentences; ++s) {
    const Sentence& sentence = body[s];
    const std::size_t first = next;
    while (next < frames.evidence.size() &&
           frames.evidence[next].first_token < sentence.end_token) {
      ++next;
    }
    const auto evidence = std::span(frames.evidence).subspan(first, next - first);
    const auto span_of = [&](const FrameEvidence& e) {
      return Span{article.document.tokens[e.first_token].span.begin,
                  article.document.tokens[e.end_token - 1].span.end};
    };
    if (options_.format == FrameFormat::kCsv) {
      for (std::size_t f = 0; f < names.size(); ++f) {
        CsvRow(out, {CsvCell(article.article.id), CsvCell(article.article.outlet),
                     std::to_string(s), std::to_string(sentence.span.begin),
                     std::to_string(sentence.span.end), std::string(VoiceName(sentence.voice)),
                     std::string(FamilyName(names[f].family)), CsvCell(names[f].name),
                     CsvCell(double{frames.score(s, f)}), frames.shows(s, f) ? "1" : "0"});
      }
      continue;
    }
    if (options_.format == FrameFormat::kText) {
      out += Fit(VoiceName(sentence.voice), 9) + " " +
             Printable(article.document.Text(sentence.span)) + "\n";
      for (std::size_t f = 0; f < names.size(); ++f) {
        if (!frames.shows(s, f)) {
          continue;
        }
        out += "            " + Fit(names[f].FullName(), 30) +
               Format(" %.2f ", double{frames.score(s, f)});
        std::set<std::string> told;
        for (const FrameEvidence& e : evidence) {
          const std::string word = Printable(article.document.Text(span_of(e)));
          if (e.frame == f && told.insert(word).second) {
            out += (told.size() == 1 ? " " : ", ") + word;
          }
        }
        out += "\n";
      }
      continue;
    }
    json.BeginObject();
    json.Key("schema").String("slant.sentence_frames/1");
    json.Key("article").String(article.article.id);
    json.Key("outlet").StringOrNull(article.article.outlet);
    json.Key("index").Integer(static_cast<std::int64_t>(s));
    json.Key("start").Integer(sentence.span.begin);
    json.Key("end").Integer(sentence.span.end);
    json.Key("text").String(article.document.Text(sentence.span));
    json.Key("voice").String(VoiceName(sentence.voice));
    json.Key("frames").BeginObject();
    for (std::size_t f = 0; f < names.size(); ++f) {
      json.Key(names[f].FullName()).Number(double{frames.score(s, f)});
    }
    json.EndObject();
    json.Key("shows").BeginList();
    for (std::size_t f = 0; f < names.size(); ++f) {
      if (frames.shows(s, f)) {
        json.String(names[f].FullName());
      }
    }
    json.EndList();
    json.Key("questions").BeginList();
    for (std::size_t c = 0; c < columns.size(); ++c) {
      if ((frames.answered[s] >> c & 1) != 0 &&
          kFrames[columns[c].frame].family == FrameFamily::kGeneric) {
        json.String(columns[c].name);
      }
    }
    json.EndList();
    json.Key("evidence").BeginList();
    for (const FrameEvidence& e : evidence) {
      json.BeginObject();
      json.Key("start").Integer(span_of(e).begin);
      json.Key("end").Integer(span_of(e).end);
      json.Key("for").String(e.column < columns.size() ? columns[e.column].name
                                                       : names[e.frame].FullName());
      json.Key("weight").Number(double{e.weight});
      json.Key("source").String(e.source == EvidenceSource::kSeed    ? "seed"
                                : e.source == EvidenceSource::kGrown ? "grown"
                                                                     : "classifier");
      json.EndObject();
    }
    json.EndList();
    if (!options_.lists.empty()) {
      // The mean of a category over the words that the list matched, as eMFD is scored.
      const std::size_t width = options_.lists.size();
      json.Key("lists").BeginObject();
      double matches = 0;
      for (std::size_t c = 0; c < width; ++c) {
        const MeasureColumn& column = options_.lists[c];
        if (c == 0 || column.group != options_.lists[c - 1].group) {
          if (c > 0) {
            json.EndObject();
          }
          json.Key(column.group).BeginObject();
          for (std::size_t m = c; m < width && options_.lists[m].group == column.group; ++m) {
            if (options_.lists[m].name == kMatchesColumn) {
              matches = double{article.measures[s * width + m]};
            }
          }
        }
        const double value = double{article.measures[s * width + c]};
        json.Key(column.name);
        column.name == kMatchesColumn ? json.Integer(static_cast<std::int64_t>(value))
                                      : json.Number(matches > 0 ? value / matches : 0.0);
      }
      json.EndObject();
      json.EndObject();
    }
    json.EndRow(out);
  }
  if (options_.format == FrameFormat::kText) {
    out += "\n";
  }
}

void FrameRows::Article(const FramedArticle& framed, std::string& out) const {
  const ScoredArticle& scored = *framed.article;
  const slant::Article& article = scored.article;
  const ArticleFrames& metrics = scored.frame_metrics;
  const auto& names = options_.model->names();
  const Microframes& axes = *options_.microframes;
  const MicroframeSums& baseline = options_.baseline.sums;
  const auto test_of = [&](std::size_t k) {
    return framed.tests.empty() ? nullptr : &framed.tests[k];
  };
  const auto some = [](bool any, double value) {
    return any ? std::optional(value) : std::nullopt;
  };
  if (options_.format == FrameFormat::kCsv) {
    const auto begin = [&](std::string_view family, std::string_view name) {
      return CsvCell(article.id) + "," + CsvCell(article.outlet) + "," + CsvCell(article.story) +
             "," + CsvCell(article.topic) + "," + std::string(family) + "," + CsvCell(name);
    };
    for (std::size_t f = 0; f < names.size(); ++f) {
      const FrameShare& share = metrics.frames[f];
      CsvRow(out,
             {begin(FamilyName(names[f].family), names[f].name), std::to_string(metrics.sentences),
              CsvCell(some(metrics.sentences > 0, share.all)),
              CsvCell(some(metrics.narration_sentences > 0, share.narration)),
              CsvCell(some(metrics.quoted_sentences > 0, share.quoted)),
              CsvCell(some(metrics.sentences > 0, share.strength)), "", "", "", "", ""});
    }
    for (std::size_t k = 0; k < axes.size(); ++k) {
      const MicroframeTest* test = test_of(k);
      const bool any = metrics.all.words > 0;
      const bool tested = test != nullptr && test->tested;
      CsvRow(out, {begin("microframe", axes.axis(k).name), std::to_string(metrics.all.words),
                   CsvCell(some(any, metrics.all.Bias(k))),
                   CsvCell(some(metrics.narration.words > 0, metrics.narration.Bias(k))), "", "",
                   CsvCell(some(any, metrics.all.Intensity(k, baseline.Bias(k)))),
                   CsvCell(some(baseline.words > 0, baseline.Bias(k))),
                   CsvCell(EffectSize(metrics.all, baseline, k)),
                   CsvCell(tested ? some(true, test->p_bias) : std::nullopt),
                   CsvCell(tested ? some(true, test->q_bias) : std::nullopt)});
    }
    return;
  }
  if (options_.format == FrameFormat::kText) {
    out += Printable(article.title.empty() ? article.id : article.title) + "\n";
    out +=
        Printable(article.outlet + (article.outlet.empty() ? "" : ", ") + article.id) +
        Format(", %d sentences, %d of them quoted\n", metrics.sentences, metrics.quoted_sentences);
    for (const FrameFamily family :
         {FrameFamily::kPolicy, FrameFamily::kGeneric, FrameFamily::kMoral, FrameFamily::kOwn}) {
      std::vector<std::size_t> order;
      for (std::size_t f = 0; f < names.size(); ++f) {
        if (names[f].family == family && metrics.frames[f].all > 0) {
          order.push_back(f);
        }
      }
      std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return metrics.frames[a].all > metrics.frames[b].all;
      });
      order.resize(std::min(order.size(), kMostTold));
      std::string line;
      for (const std::size_t f : order) {
        line += (line.empty() ? "" : ", ") + Printable(names[f].name) + " " +
                Percent(metrics.frames[f].all);
      }
      if (!line.empty()) {
        out += "  " + Fit(FamilyName(family), 11) + line + "\n";
      }
    }
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t k = 0; k < axes.size(); ++k) {
      const auto effect = EffectSize(metrics.all, baseline, k);
      if (effect && !axes.quality(k).weak) {
        order.emplace_back(-std::abs(*effect), k);
      }
    }
    std::sort(order.begin(), order.end());
    order.resize(std::min<std::size_t>(order.size(), 5));
    for (const auto& [size, k] : order) {
      const MicroframeTest* test = test_of(k);
      out += "  " + Fit(axes.axis(k).name, 26) +
             Format(" bias %+.3f, baseline %+.3f, effect %+.2f", metrics.all.Bias(k),
                    baseline.Bias(k), *EffectSize(metrics.all, baseline, k));
      if (test != nullptr && test->tested) {
        out += Format(", q %.3f", test->q_bias);
      }
      const auto words = axes.Contributions(framed.words, k);
      std::string line;
      for (std::size_t i = 0; i < words.size() && i < static_cast<std::size_t>(options_.words);
           ++i) {
        line += (line.empty() ? ": " : ", ") + Printable(options_.vocabulary->Word(words[i].word)) +
                Format(" %+.4f", words[i].value);
      }
      out += line + "\n";
    }
    for (const RoleScore& role : framed.roles) {
      if (role.role() != NarrativeRole::kNone) {
        out += "  " + std::string(RoleName(role.role())) + ": " +
               Printable(scored.document.Text(scored.document.names[role.name].span)) +
               Format(" (hero %d, villain %d, victim %d of %d mentions)\n", role.hero, role.villain,
                      role.victim, role.mentions);
      }
    }
    out += "\n";
    return;
  }
  Json json;
  json.BeginObject();
  json.Key("schema").String("slant.frames/1");
  json.Key("article").String(article.id);
  json.Key("outlet").StringOrNull(article.outlet);
  json.Key("date").StringOrNull(article.date);
  json.Key("title").StringOrNull(article.title);
  json.Key("story").StringOrNull(article.story);
  json.Key("topic").StringOrNull(article.topic);
  json.Key("sentences").Integer(metrics.sentences);
  json.Key("narration_sentences").Integer(metrics.narration_sentences);
  json.Key("quoted_sentences").Integer(metrics.quoted_sentences);
  json.Key("words").Integer(metrics.all.words);
  json.Key("frames").BeginObject();
  for (std::size_t f = 0; f < names.size(); ++f) {
    const FrameShare& share = metrics.frames[f];
    json.Key(names[f].FullName()).BeginObject();
    json.Key("all").Number(some(metrics.sentences > 0, share.all));
    json.Key("narration").Number(some(metrics.narration_sentences > 0, share.narration));
    json.Key("quoted").Number(some(metrics.quoted_sentences > 0, share.quoted));
    json.Key("strength").Number(some(metrics.sentences > 0, share.strength));
    json.EndObject();
  }
  json.EndObject();
  json.Key("scales").BeginObject();
  for (const auto& [name, value] : Scales(*options_.model, metrics.answered)) {
    json.Key(name).Number(some(metrics.sentences > 0, value));
  }
  json.EndObject();
  json.Key("baseline").String(options_.baseline.name);
  json.Key("microframes").BeginObject();
  for (std::size_t k = 0; k < axes.size(); ++k) {
    const bool any = metrics.all.words > 0;
    json.Key(axes.axis(k).name).BeginObject();
    json.Key("bias").Number(some(any, metrics.all.Bias(k)));
    json.Key("narration").Number(some(metrics.narration.words > 0, metrics.narration.Bias(k)));
    json.Key("intensity").Number(some(any, metrics.all.Intensity(k, baseline.Bias(k))));
    json.Key("baseline").Number(some(baseline.words > 0, baseline.Bias(k)));
    json.Key("effect").Number(EffectSize(metrics.all, baseline, k));
    if (const MicroframeTest* test = test_of(k)) {
      WriteTest(*test, json);
    }
    WriteWords(framed.words, axes, *options_.vocabulary, k, options_.words, json);
    json.Key("weak").Bool(axes.quality(k).weak);
    json.EndObject();
  }
  json.EndObject();
  json.Key("roles").BeginList();
  for (const RoleScore& role : framed.roles) {
    json.BeginObject();
    json.Key("name").String(scored.document.Text(scored.document.names[role.name].span));
    json.Key("role").String(RoleName(role.role()));
    json.Key("mentions").Integer(role.mentions);
    json.Key("hero").Integer(role.hero);
    json.Key("villain").Integer(role.villain);
    json.Key("victim").Integer(role.victim);
    json.EndObject();
  }
  json.EndList();
  json.Key("model").String(options_.fingerprint);
  json.EndRow(out);
}

void FrameRows::Group(const FramedGroup& group, std::string& out) const {
  const auto& names = options_.model->names();
  const Microframes& axes = *options_.microframes;
  const MicroframeSums& other = group.baseline.sums;
  const auto some = [](bool any, double value) {
    return any ? std::optional(value) : std::nullopt;
  };
  const bool told = group.sentences > 0;
  if (options_.format == FrameFormat::kCsv) {
    for (std::size_t f = 0; f < names.size(); ++f) {
      CsvRow(out, {CsvCell(options_.by), CsvCell(group.name),
                   std::string(FamilyName(names[f].family)), CsvCell(names[f].name),
                   std::to_string(group.articles), CsvCell(some(told, group.frames[f].all)),
                   CsvCell(some(told, group.frames[f].narration)),
                   CsvCell(some(told, group.frames[f].strength)), "", "", "", "", ""});
    }
    for (std::size_t k = 0; k < axes.size(); ++k) {
      const bool tested = !group.tests.empty() && group.tests[k].tested;
      CsvRow(
          out,
          {CsvCell(options_.by), CsvCell(group.name), "microframe", CsvCell(axes.axis(k).name),
           std::to_string(group.articles), CsvCell(some(group.sums.words > 0, group.sums.Bias(k))),
           "", "", CsvCell(some(group.sums.words > 0, group.sums.Intensity(k, other.Bias(k)))),
           CsvCell(some(other.words > 0, other.Bias(k))), CsvCell(EffectSize(group.sums, other, k)),
           tested ? CsvCell(group.tests[k].p_bias) : "",
           tested ? CsvCell(group.tests[k].q_bias) : ""});
    }
    return;
  }
  if (options_.format == FrameFormat::kText) {
    out += Printable(group.name) + Format(": %lld articles, %lld sentences\n",
                                          static_cast<long long>(group.articles),
                                          static_cast<long long>(group.sentences));
    for (const FrameFamily family :
         {FrameFamily::kPolicy, FrameFamily::kGeneric, FrameFamily::kMoral, FrameFamily::kOwn}) {
      std::vector<std::size_t> order;
      for (std::size_t f = 0; f < names.size(); ++f) {
        if (names[f].family == family && group.frames[f].all > 0) {
          order.push_back(f);
        }
      }
      std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return group.frames[a].all > group.frames[b].all;
      });
      order.resize(std::min(order.size(), kMostTold));
      std::string line;
      for (const std::size_t f : order) {
        line += (line.empty() ? "" : ", ") + Printable(names[f].name) + " " +
                Percent(group.frames[f].all);
      }
      out += line.empty() ? "" : "  " + Fit(FamilyName(family), 11) + line + "\n";
    }
    std::vector<std::pair<double, std::size_t>> order;
    int found = 0, tested = 0;
    for (std::size_t k = 0; k < group.tests.size(); ++k) {
      if (group.tests[k].tested) {
        ++tested;
        found += group.tests[k].q_bias <= kClear;
        order.emplace_back(group.tests[k].q_bias, k);
      }
    }
    std::stable_sort(order.begin(), order.end());
    out += Format("  microframes: %d of %d axes differ from ", found, tested) +
           Printable(group.baseline.name) + " (permutation of articles, q <= 0.05)\n";
    for (std::size_t i = 0; i < order.size() && order[i].first <= kClear && i < kMostTold; ++i) {
      const std::size_t k = order[i].second;
      out += "    " + Fit(axes.axis(k).name, 26) +
             Format(" bias %+.3f against %+.3f, effect %+.2f, q %.3f", group.sums.Bias(k),
                    other.Bias(k), EffectSize(group.sums, other, k).value_or(0),
                    group.tests[k].q_bias);
      const auto words = axes.Contributions(group.words, k);
      for (std::size_t w = 0; w < words.size() && w < static_cast<std::size_t>(options_.words);
           ++w) {
        out += (w == 0 ? ": " : ", ") + Printable(options_.vocabulary->Word(words[w].word)) +
               Format(" %+.4f", words[w].value);
      }
      out += "\n";
    }
    out += "\n";
    return;
  }
  Json json;
  json.BeginObject();
  json.Key("schema").String("slant.outlet_frames/1");
  json.Key("by").String(options_.by);
  json.Key("outlet").String(group.name);
  json.Key("articles").Integer(group.articles);
  json.Key("sentences").Integer(group.sentences);
  json.Key("words").Integer(group.sums.words);
  json.Key("frames").BeginObject();
  for (std::size_t f = 0; f < names.size(); ++f) {
    json.Key(names[f].FullName()).BeginObject();
    json.Key("all").Number(some(told, group.frames[f].all));
    json.Key("narration").Number(some(told, group.frames[f].narration));
    json.Key("quoted").Number(some(told, group.frames[f].quoted));
    json.Key("strength").Number(some(told, group.frames[f].strength));
    json.EndObject();
  }
  json.EndObject();
  json.Key("baseline").String(group.baseline.name);
  json.Key("microframes").BeginObject();
  for (std::size_t k = 0; k < axes.size(); ++k) {
    const bool any = group.sums.words > 0;
    json.Key(axes.axis(k).name).BeginObject();
    json.Key("bias").Number(some(any, group.sums.Bias(k)));
    json.Key("intensity").Number(some(any, group.sums.Intensity(k, other.Bias(k))));
    json.Key("baseline").Number(some(other.words > 0, other.Bias(k)));
    json.Key("effect").Number(EffectSize(group.sums, other, k));
    if (!group.tests.empty()) {
      WriteTest(group.tests[k], json);
    }
    WriteWords(group.words, axes, *options_.vocabulary, k, options_.words, json);
    json.Key("weak").Bool(axes.quality(k).weak);
    json.EndObject();
  }
  json.EndObject();
  json.Key("model").String(options_.fingerprint);
  json.EndRow(out);
}

void FrameRows::Lifts(const std::vector<FrameLift>& lifts, std::string_view topic_field,
                      std::string& out) const {
  const auto& names = options_.model->names();
  if (options_.format == FrameFormat::kText) {
    const auto found = std::count_if(lifts.begin(), lifts.end(),
                                     [](const FrameLift& lift) { return lift.q <= kClear; });
    out += "Frames against " + std::string(topic_field) +
           Format(
               ": %d of %zu differ from what the other outlets show on the same (permutation "
               "within, q <= 0.05)\n",
               static_cast<int>(found), lifts.size());
    for (std::size_t i = 0; i < lifts.size() && i < 12 && lifts[i].q <= kClear; ++i) {
      const FrameLift& lift = lifts[i];
      out += "  " + Printable(lift.outlet) + ": " + Printable(names[lift.frame].FullName()) +
             Format(" %.1f %% of sentences, expected %.1f %%", lift.observed * 100,
                    lift.expected * 100) +
             (lift.lift ? Format(" (lift %.2f)", *lift.lift) : std::string()) +
             Format(", q %.3f, %d articles on %d\n", lift.q, lift.articles, lift.topics);
    }
    return;
  }
  Json json;
  for (const FrameLift& lift : lifts) {
    if (options_.format == FrameFormat::kCsv) {
      CsvRow(out, {"lift", CsvCell(lift.outlet), std::string(FamilyName(names[lift.frame].family)),
                   CsvCell(names[lift.frame].name), std::to_string(lift.articles),
                   CsvCell(lift.observed), "", "", "", CsvCell(lift.expected), CsvCell(lift.lift),
                   CsvCell(lift.p), CsvCell(lift.q)});
      continue;
    }
    json.BeginObject();
    json.Key("schema").String("slant.frame_lift/1");
    json.Key("by").String(options_.by);
    json.Key("outlet").String(lift.outlet);
    json.Key("within").String(topic_field);
    json.Key("frame").String(names[lift.frame].FullName());
    json.Key("articles").Integer(lift.articles);
    json.Key("topics").Integer(lift.topics);
    json.Key("observed").Number(lift.observed);
    json.Key("expected").Number(lift.expected);
    json.Key("lift").Number(lift.lift);
    json.Key("p").Number(lift.p);
    json.Key("q").Number(lift.q);
    json.EndRow(out);
  }
}

void FrameRows::Axes(std::string& out) const {
  const Microframes& axes = *options_.microframes;
  Json json;
  for (std::size_t k = 0; k < axes.size(); ++k) {
    const MicroframeQuality& q = axes.quality(k);
    if (options_.format == FrameFormat::kJson) {
      json.BeginObject();
      json.Key("schema").String("slant.microframes/1");
      json.Key("axis").String(axes.axis(k).name);
      json.Key("coverage").Number(q.coverage);
      json.Key("separation").Number(q.separation);
      json.Key("coherence").Number(q.coherence);
      json.Key("weak").Bool(q.weak);
      json.EndRow(out);
    } else if (options_.format == FrameFormat::kText) {
      out += Fit(axes.axis(k).name, 28) +
             Format(" coverage %.2f  separation %.2f  coherence %.2f%s\n", q.coverage, q.separation,
                    q.coherence, q.weak ? "  weak: not tested" : "");
    }
  }
  for (const Error& error : axes.refused()) {
    if (options_.format == FrameFormat::kText) {
      out += "refused: " + Printable(error.message) + "\n";
    }
  }
}

}  // namespace slant
