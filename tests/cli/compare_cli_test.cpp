// `slant compare` as its users meet it.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <string>
#include <utility>

#include "cli/output.h"
#include "cli/slant_program.h"

namespace slant {
namespace {

namespace fs = std::filesystem;

class CliCompareTest : public WithModel {};

TEST_F(CliCompareTest, RowsFitTheirSchemas) {
  std::map<std::string, Schema> schemas;
  for (const char* const name : {"slant.outlet", "slant.variance", "slant.comparison",
                                 "slant.difference", "slant.coverage", "slant.period"}) {
    schemas.emplace(name + std::string("/1"), Schema(name + std::string("-1")));
  }
  for (const std::string by : {"outlet", "story", "topic", "id"}) {
    const ProgramRun run = Slant({"compare", "--by", by, "--coverage", "--time", "week", "--metric",
                                  "tone,quote_share", "--format", "jsonl", kSamples});
    ASSERT_EQ(run.status, 0) << run.err;
    std::map<std::string, int> rows;
    for (const auto& row : Rows(run.out)) {
      const std::string schema = row["schema"].GetString();
      ASSERT_TRUE(schemas.contains(schema)) << schema;
      EXPECT_TRUE(schemas.at(schema).Accepts(row)) << schema;
      EXPECT_EQ(row["by"].GetString(), by);
      ++rows[schema];
    }
    EXPECT_GE(rows["slant.outlet/1"], 5);
    EXPECT_EQ(rows["slant.variance/1"], 4);
    EXPECT_GE(rows["slant.coverage/1"], rows["slant.outlet/1"]) << "copies are carried too";
    EXPECT_GE(rows["slant.period/1"], 5);
    EXPECT_GE(rows["slant.comparison/1"], 4 * rows["slant.outlet/1"] - 1);
  }
}

TEST_F(CliCompareTest, ATargetIsAMetricWithItsSentencesAndSourcesAreCounted) {
  const Schema evidence_schema("slant.evidence-1");
  const Schema sources_schema("slant.sources-1");
  const ProgramRun run =
      Slant({"compare", "--target", "Halvane", "--sources", "--format", "jsonl", kSamples});
  ASSERT_EQ(run.status, 0) << run.err;
  std::map<std::string, double> tone;
  std::map<std::string, int> named;
  int sentences = 0;
  for (const auto& row : Rows(run.out)) {
    if (row["schema"] == "slant.comparison/1" && row["matched"] == "raw" &&
        row["metric"] == "target.Halvane_narration") {
      tone[row["outlet"].GetString()] = row["estimate"].GetDouble();
    } else if (row["schema"] == "slant.evidence/1") {
      EXPECT_TRUE(evidence_schema.Accepts(row));
      EXPECT_STREQ(row["target"].GetString(), "Halvane");
      ++sentences;
    } else if (row["schema"] == "slant.sources/1") {
      EXPECT_TRUE(sources_schema.Accepts(row));
      named[row["outlet"].GetString()] = row["named"]["attributions"].GetInt();
    }
  }
  // The review cheers the investment, the left-wing paper does not (corpora/samples/README.md).
  EXPECT_GT(tone["The Ledger Review"], 0.3);
  EXPECT_LT(tone["Common Ground"], -0.1);
  EXPECT_GE(sentences, 8);
  // The agency names most of its sources, the tabloid few.
  ASSERT_EQ(named.size(), 5u);
  EXPECT_GT(named["Meridian Press"], 5 * named["The Daily Lantern"]);
  const ProgramRun text = Slant({"compare", "--target", "Halvane", "--sources", kSamples});
  EXPECT_TRUE(Contains(text.out, "What is said of Halvane: ")) << text.out;
  EXPECT_TRUE(Contains(text.out, "Whose voices are reported: ")) << text.out;
  const ProgramRun none = Slant({"compare", "--target", "Nobody At All", kSamples});
  EXPECT_EQ(none.status, 0);
  EXPECT_TRUE(Contains(none.err, "no article mentions 'Nobody At All'")) << none.err;
  EXPECT_EQ(Slant({"compare", "--target", "Halvane", "--db", "a.db", kSamples}).status, 2);
}

// A year of two outlets by month; one of them turns in July.

TEST_F(CliCompareTest, AChangeOverTimeIsARowAndALine) {
  std::string articles;
  for (int month = 1; month <= 12; ++month) {
    for (int i = 0; i < 3; ++i) {
      for (const std::string outlet : {"Turned", "Still"}) {
        const bool bad = outlet == "Turned" && month >= 7;
        articles += "{\"id\": \"" + outlet + std::to_string(month * 10 + i) + "\", \"outlet\": \"" +
                    outlet + "\", \"date\": \"2025-" + (month < 10 ? "0" : "") +
                    std::to_string(month) + "-1" + std::to_string(i) + "\", \"text\": \"" +
                    (i == 1 ? "The council met on Tuesday. " : "") +
                    (bad ? "It was a disgraceful, reckless and shameful decision."
                         : "The vote was held at noon.") +
                    "\"}\n";
      }
    }
  }
  const std::string data = folder_.Put("year.jsonl", articles);
  const Schema change("slant.change-1");
  int changes = 0;
  for (const auto& row :
       Rows(Slant({"compare", "--time", "month", "--format", "jsonl", data}).out)) {
    if (row["schema"] == "slant.change/1") {
      ++changes;
      EXPECT_TRUE(change.Accepts(row));
      EXPECT_STREQ(row["outlet"].GetString(), "Turned");
      EXPECT_STREQ(row["period"].GetString(), "2025-07");
      EXPECT_LT(row["after"].GetDouble(), row["before"].GetDouble());
    }
  }
  EXPECT_EQ(changes, 1);
  EXPECT_TRUE(Contains(Slant({"compare", "--time", "month", data}).out,
                       "  Turned, tone_narration, from 2025-07 on: "));
}

// The corpus was written so that one paper rages and another praises: against the others on the

// same stories both stand out, and of all articles they can be told from each other.

TEST_F(CliCompareTest, TheTabloidIsBelowAndTheReviewAboveTheOthers) {
  bool found = false;
  std::map<std::string, bool> separable;
  std::map<std::string, double> gap;
  for (const auto& row : Rows(Slant({"compare", "--format", "jsonl", kSamples}).out)) {
    if (row["schema"] == "slant.comparison/1" && row["matched"] == "story" &&
        row["metric"] == "tone_narration") {
      separable[row["outlet"].GetString()] = row["separable"].GetBool();
      gap[row["outlet"].GetString()] = row["estimate"].GetDouble();
      EXPECT_LE(row["low"].GetDouble(), row["estimate"].GetDouble());
      EXPECT_GE(row["high"].GetDouble(), row["estimate"].GetDouble());
    }
    if (row["schema"] != "slant.difference/1" || row["matched"] != "raw") {
      continue;
    }
    const std::string a = row["a"].GetString();
    const std::string b = row["b"].GetString();
    EXPECT_EQ(row["separable"].GetBool(), row["q"].GetDouble() <= 0.05);
    EXPECT_LE(row["low"].GetDouble(), row["estimate"].GetDouble());
    EXPECT_GE(row["high"].GetDouble(), row["estimate"].GetDouble());
    const bool straight = a == "The Daily Lantern" && b == "The Ledger Review";
    const bool turned = b == "The Daily Lantern" && a == "The Ledger Review";
    if (straight || turned) {
      found = true;
      EXPECT_LT(row["estimate"].GetDouble() * (straight ? 1 : -1), 0);
      EXPECT_TRUE(row["separable"].GetBool());
    }
  }
  EXPECT_TRUE(found);
  ASSERT_EQ(separable.size(), 5u);
  EXPECT_TRUE(separable["The Daily Lantern"] && separable["The Ledger Review"]);
  EXPECT_FALSE(separable["Meridian Press"] || separable["The Harbour Herald"]);
  EXPECT_LT(gap["The Daily Lantern"], 0);
  EXPECT_GT(gap["The Ledger Review"], 0);
}

// The Herald's copy of the wire text is left out unless it is asked for; both results are named.

TEST_F(CliCompareTest, CopiesCountOnceUnlessTheyAreKept) {
  std::map<std::string, double> with, without;
  for (const std::string copies : {"drop", "keep"}) {
    for (const auto& row :
         Rows(Slant({"compare", "--copies", copies, "--format", "jsonl", kSamples}).out)) {
      if (row["schema"] == "slant.outlet/1" && row["outlet"] == "The Harbour Herald") {
        EXPECT_EQ(row["articles"].GetInt(), copies == "drop" ? 5 : 6);
      }
      if (row["schema"] == "slant.comparison/1" && row["outlet"] == "The Harbour Herald" &&
          row["matched"] == "story" && row["metric"] == "tone_narration") {
        with[copies] = row["with_copies"].GetDouble();
        without[copies] = row["without_copies"].GetDouble();
        EXPECT_EQ(row["estimate"].GetDouble(), copies == "drop" ? without[copies] : with[copies]);
      }
    }
  }
  EXPECT_EQ(with["drop"], with["keep"]);
  EXPECT_EQ(without["drop"], without["keep"]);
  EXPECT_NE(with["drop"], without["drop"]);
}

TEST_F(CliCompareTest, WhatIsToldFirstCanBeChosen) {
  const auto title = [&](const std::string& text, const char* what) { return text.find(what); };
  for (const auto& [within, first] : {std::pair{"story", "\nOn the same stories: "},
                                      {"topic", "\nOn the same topics: "},
                                      {"none", "\nAs they are (raw): "}}) {
    const std::string text = Slant({"compare", "--within", within, kSamples}).out;
    for (const char* const other :
         {"\nOn the same stories: ", "\nOn the same topics: ", "\nAs they are (raw): "}) {
      ASSERT_NE(title(text, other), std::string::npos) << within << other;
      EXPECT_LE(title(text, first), title(text, other)) << within << other;
    }
  }
  const ProgramRun none = Slant({"compare", "--story", "weather", "--topic", "weather", "--within",
                                 "story", "--stories", "given", "--format", "jsonl", kSamples});
  EXPECT_EQ(none.status, 0);
  EXPECT_TRUE(Contains(none.err, "no two groups share one")) << none.err;
  EXPECT_FALSE(Contains(none.out, "\"matched\":\"story\""));
}

TEST_F(CliCompareTest, CoverageNamesWhatIsLeftOut) {
  std::map<std::string, std::string> missed;
  for (const auto& row :
       Rows(Slant({"compare", "--coverage", "--format", "jsonl", kSamples}).out)) {
    if (row["schema"] == "slant.coverage/1") {
      for (const auto& story : row["most_carried"].GetArray()) {
        missed[row["outlet"].GetString()] += story["story"].GetString();
      }
    }
  }
  // As corpora/samples/README.md says.
  EXPECT_EQ(missed, (std::map<std::string, std::string>{{"The Daily Lantern", "factory"},
                                                        {"The Ledger Review", "inquiry"}}));
}

// The samples name their stories in a field that is called "story": under another name they are

// found, with the same result.

TEST_F(CliCompareTest, StoriesAndCopiesThatNobodyNamesAreFound) {
  const auto gaps = [&](const Words& more) {
    Words call = {"compare", "--format", "jsonl", kSamples};
    call.insert(call.end(), more.begin(), more.end());
    const ProgramRun run = Slant(call);
    EXPECT_EQ(run.status, 0) << run.err;
    std::map<std::string, std::pair<int, double>> out;
    for (const auto& row : Rows(run.out)) {
      if (row["schema"] == "slant.comparison/1" && row["matched"] == "story" &&
          row["metric"] == "tone_narration") {
        out[row["outlet"].GetString()] = {row["stories"].GetInt(), row["estimate"].GetDouble()};
      }
    }
    return out;
  };
  const auto named = gaps({"--stories", "given"});
  EXPECT_EQ(named.size(), 5u);
  EXPECT_EQ(gaps({"--story", "no-such-field"}), named);
  EXPECT_EQ(gaps({"--story", "no-such-field", "--stories", "given"}).size(), 0u);
  const ProgramRun text = Slant({"compare", "--story", "no-such-field", "--coverage", kSamples});
  EXPECT_TRUE(Contains(text.out, ", as found among these\n")) << text.out;
  EXPECT_TRUE(Contains(text.out, "Copies: 1 article is a copy")) << text.out;
  EXPECT_TRUE(Contains(text.out, "halvane") || Contains(text.out, "Halvane"))
      << "the title of what is left out\n"
      << text.out;
}

TEST_F(CliCompareTest, CopiesOfAWireTextGetNearlyTheSameMetrics) {
  const auto rows = Rows(
      Slant({"score", "--rows", "articles", "--format", "jsonl", kSamples + "/inquiry.jsonl"}).out);
  std::map<std::string, const rapidjson::Document*> by_id;
  for (const auto& row : rows) {
    by_id[row["article"].GetString()] = &row;
  }
  ASSERT_TRUE(by_id.contains("inquiry-meridian") && by_id.contains("inquiry-herald"));
  const auto& one = *by_id["inquiry-meridian"];
  const auto& other = *by_id["inquiry-herald"];
  const auto gap = [&](const char* voice, const char* metric) {
    return std::abs(one[voice][metric].GetDouble() - other[voice][metric].GetDouble());
  };
  for (const char* const voice : {"all", "narration"}) {
    EXPECT_LT(gap(voice, "tone_mean"), 0.05) << voice;
    EXPECT_LT(gap(voice, "event_mean"), 0.05) << voice;
    EXPECT_LT(gap(voice, "biased_share"), 0.1) << voice;
    EXPECT_LT(gap(voice, "negative_share"), 0.1) << voice;
  }
}

TEST_F(CliCompareTest, TheOrderOfTheInputsChangesNothing) {
  Words files;
  for (const auto& file : fs::directory_iterator(kSamples)) {
    if (file.path().extension() == ".jsonl") {
      files.push_back(file.path().string());
    }
  }
  std::sort(files.begin(), files.end());
  ASSERT_GE(files.size(), 6u);
  for (const std::string format : {"text", "jsonl", "csv"}) {
    Words call = {"compare", "--format", format};
    call.insert(call.end(), files.begin(), files.end());
    const ProgramRun straight = Slant(call);
    EXPECT_EQ(straight.status, 0) << straight.err;
    std::reverse(call.begin() + 3, call.end());
    EXPECT_EQ(Slant(call).out, straight.out);
  }
}

TEST_F(CliCompareTest, CsvSaysWhatJsonLinesSay) {
  const auto csv = CsvRows(Slant({"compare", "--format", "csv", kSamples}).out);
  std::size_t at = 0;
  for (const auto& row : Rows(Slant({"compare", "--format", "jsonl", kSamples}).out)) {
    if (row["schema"] == "slant.outlet/1") {
      for (const auto& metric : row["metrics"].GetObject()) {
        ASSERT_LT(at, csv.size());
        auto line = csv[at++];
        ExpectSame(line["row"], row["by"]);
        ExpectSame(line["group"], row["outlet"]);
        ExpectSame(line["metric"], metric.name);
        ExpectSame(line["n"], metric.value["n"]);
        ExpectSame(line["estimate"], metric.value["mean"]);
        ExpectSame(line["sd"], metric.value["sd"]);
        ExpectSame(line["low"], metric.value["low"]);
        ExpectSame(line["high"], metric.value["high"]);
      }
    } else if (row["schema"] == "slant.variance/1") {
      for (const char* const factor : {"topic", "story", "outlet", "outlet_alone"}) {
        ASSERT_LT(at, csv.size());
        auto line = csv[at++];
        EXPECT_EQ(line["row"], "variance");
        ExpectSame(line["metric"], row["metric"]);
        ExpectSame(line["n"], row["articles"]);
        ExpectSame(line["estimate"], row[factor]);
      }
    } else if (row["schema"] == "slant.comparison/1") {
      ASSERT_LT(at, csv.size());
      auto line = csv[at++];
      EXPECT_EQ(line["row"], "comparison");
      ExpectSame(line["group"], row["outlet"]);
      ExpectSame(line["n"], row["articles"]);
      for (const char* const name : {"metric", "matched", "stories", "estimate", "low", "high",
                                     "shrunken", "p", "q", "holm", "separable"}) {
        ExpectSame(line[name], row[name]);
      }
    } else {
      ASSERT_LT(at, csv.size());
      auto line = csv[at++];
      EXPECT_EQ(line["row"], "difference");
      ExpectSame(line["group"], row["a"]);
      ExpectSame(line["other"], row["b"]);
      for (const char* const name :
           {"metric", "matched", "stories", "estimate", "low", "high", "cliffs_delta", "hedges_g",
            "p", "q", "holm", "separable", "minimal_n"}) {
        ExpectSame(line[name], row[name]);
      }
    }
  }
  EXPECT_EQ(at, csv.size());
}

TEST_F(CliCompareTest, AFieldThatNoArticleHasIsAnError) {
  const ProgramRun run = Slant({"compare", "--by", "weather", kSamples});
  EXPECT_EQ(run.status, 1);
  EXPECT_TRUE(Contains(run.err, "weather")) << run.err;
}

}  // namespace
}  // namespace slant
