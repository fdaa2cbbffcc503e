// slant explain, and the options of slant score that choose, doubt and explain, as users meet them.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "cli/output.h"
#include "cli/slant_program.h"

namespace slant {
namespace {

constexpr std::string_view kText =
    "The brave mayor praised Ms Mulryan for her honest work. Critics called the plan a disgrace.";

class CliExplainTest : public WithModel {
 protected:
  // Base, interactions, words and features of a row.
  static double Sum(const rapidjson::Document& row) {
    double sum = row["base"].GetDouble() + row["interactions"].GetDouble();
    sum += row["other_features"].GetDouble();
    for (const char* list : {"words", "features"}) {
      for (const auto& part : row[list].GetArray()) {
        sum += part["contribution"].GetDouble();
      }
    }
    return sum;
  }
};

TEST_F(CliExplainTest, RowsFitTheirSchemaAndAddUpToTheLogit) {
  const Schema schema("slant.explanation-1");
  for (const char* task : {"tone", "score", "event", "bias"}) {
    for (const char* method : {"deletion", "gates"}) {
      const auto rows =
          Rows(Out({"explain", "--task", task, "--method", method, "--format", "jsonl", kPlain}));
      EXPECT_GT(rows.size(), 10u);
      for (const auto& row : rows) {
        ASSERT_TRUE(schema.Accepts(row));
        if (row.HasMember("value")) {
          EXPECT_NEAR(Sum(row), row["value"].GetDouble(), 1e-4);
          continue;
        }
        const double p = row["p"][row["label"].GetString()].GetDouble();
        EXPECT_NEAR(Sum(row), row["logit"].GetDouble(), 1e-4);
        EXPECT_NEAR(1 / (1 + std::exp(-row["logit"].GetDouble())), p, 1e-5);
      }
    }
  }
}

TEST_F(CliExplainTest, WordsAreWrittenAsTheyStandInTheText) {
  const auto rows = Rows(Out({"explain", "--format", "jsonl"}, kText));
  ASSERT_EQ(rows.size(), 2u);
  for (const auto& row : rows) {
    std::string words;
    for (const auto& word : row["words"].GetArray()) {
      const std::size_t start = word["start"].GetUint();
      EXPECT_EQ(kText.substr(start, word["end"].GetUint() - start), word["text"].GetString());
      words += std::string(word["text"].GetString()) + "|";
    }
    EXPECT_TRUE(row["index"].GetInt() == 1 || Contains(words, "|Ms Mulryan|")) << words;
  }
}

TEST_F(CliExplainTest, AClassCanBeChosen) {
  const auto rows =
      Rows(Out({"explain", "--class", "neg", "--unit", "sentence", "--format", "jsonl"}, kText));
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_STREQ(rows[0]["label"].GetString(), "negative");
  EXPECT_NEAR(Sum(rows[0]), rows[0]["logit"].GetDouble(), 1e-4);
}

TEST_F(CliExplainTest, TextShowsTheSumAndIsColouredOnlyForThoseWhoAsk) {
  const std::string out = Out({"explain", "--color", "never", "--top", "3"}, kText);
  EXPECT_TRUE(Contains(out, "Critics called the plan a disgrace.\n")) << out;
  EXPECT_TRUE(Contains(out, "log-odds of ")) << out;
  EXPECT_TRUE(Contains(out, "base, without any words")) << out;
  EXPECT_TRUE(Contains(out, "other words and marks")) << out;
  EXPECT_FALSE(Contains(out, "\x1b"));
  EXPECT_TRUE(Contains(Out({"explain", "--color", "always"}, kText), "\x1b[1m"));
}

TEST_F(CliExplainTest, AnyNumberOfThreadsGivesTheSameBytes) {
  const auto run = [](const char* threads) {
    return Out({"explain", "--format", "jsonl", "--threads", threads, kPlain});
  };
  EXPECT_EQ(run("1"), run("4"));
}

TEST_F(CliExplainTest, TheCheckFitsItsSchemaAndExplanationsOfTheGoldSentencesAreTrue) {
  const auto rows = Rows(Out({"explain", "--check", "--format", "jsonl", kGold}));
  ASSERT_EQ(rows.size(), 1u);
  ASSERT_TRUE(Schema("slant.explanation_check-1").Accepts(rows[0]));
  EXPECT_EQ(rows[0]["n"].GetInt(), 400);
  EXPECT_GE(rows[0]["share"].GetDouble(), 0.95) << "the project's aim";
  EXPECT_TRUE(Contains(Out({"explain", "--check", kGold}), "the label's probability fell in"));
}

TEST_F(CliExplainTest, WrongWordsExitWith2AndATaskWithoutAClassifierWith1) {
  const std::pair<Words, std::string> wrong[] = {
      {{"explain", "--task", "mood"}, "mood"},
      {{"explain", "--class", "purple"}, "purple"},
      {{"explain", "--method", "magic"}, "magic"},
      {{"explain", "--format", "csv"}, "csv"},
      {{"explain", "--top=-1"}, "-1"},
      {{"explain", "--task", "bias", "--target", "Lee"}, "--target"},
      {{"score", "--only", "mood"}, "mood"},
      {{"score", "--abstain", "1.5"}, "1.5"},
      {{"score", "--explain", "--format", "csv"}, "--explain"},
      {{"score", "--explain", "--only", "bias"}, "--only"},
      {{"score", "--lexicon-only", "--rules", "news", "--only", "tone"}, "--lexicon-only"},
  };
  for (const auto& [words, part] : wrong) {
    const ProgramRun run = Slant(words, kText);
    EXPECT_EQ(run.status, 2) << words[1];
    EXPECT_TRUE(Contains(run.err, part)) << run.err;
  }
}

TEST_F(CliExplainTest, ScoreExplainsTheToneOfEachSentence) {
  const Schema schema("slant.sentence-1");
  const auto rows = Rows(Out({"score", "--explain", "--format", "jsonl", kPlain}));
  ASSERT_FALSE(rows.empty());
  for (const auto& row : rows) {
    ASSERT_TRUE(schema.Accepts(row));
    ASSERT_TRUE(row.HasMember("explanation"));
    const auto& why = row["explanation"];
    EXPECT_STREQ(why["label"].GetString(), row["tone"]["label"].GetString());
    double sum =
        why["base"].GetDouble() + why["interactions"].GetDouble() + why["rest"].GetDouble();
    for (const auto& word : why["words"].GetArray()) {
      sum += word["contribution"].GetDouble();
    }
    EXPECT_NEAR(sum, why["logit"].GetDouble(), 1e-4);
  }
  EXPECT_FALSE(Rows(Out({"score", "--format", "jsonl"}, kText))[0].HasMember("explanation"));
}

TEST_F(CliExplainTest, OnlyWhatIsAskedForIsWrittenAndTheSameAsWithoutTheOption) {
  const Schema schema("slant.sentence-1");
  const auto all = Rows(Out({"score", "--format", "jsonl", kPlain}));
  const std::pair<const char*, std::vector<const char*>> fields[] = {
      {"tone", {"tone"}},
      {"score", {"tone"}},
      {"event", {"event_valence"}},
      {"bias", {"bias"}},
      {"tone,score,bias", {"tone", "bias"}}};
  for (const auto& [only, kept] : fields) {
    const auto rows = Rows(Out({"score", "--only", only, "--format", "jsonl", kPlain}));
    ASSERT_EQ(rows.size(), all.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      ASSERT_TRUE(schema.Accepts(rows[i]));
      for (const char* name : {"tone", "event_valence", "bias", "targets"}) {
        EXPECT_EQ(
            rows[i].HasMember(name),
            std::any_of(kept.begin(), kept.end(), [&](std::string_view k) { return k == name; }))
            << only << " " << name;
      }
      EXPECT_EQ(rows[i]["voice"], all[i]["voice"]);
      if (rows[i].HasMember("bias")) {
        EXPECT_EQ(rows[i]["spans"], all[i]["spans"]);  // without it no loaded words are looked for
        EXPECT_EQ(rows[i]["bias"], all[i]["bias"]);
      }
      if (rows[i].HasMember("tone") && rows[i]["tone"].HasMember("p")) {
        EXPECT_EQ(rows[i]["tone"]["p"], all[i]["tone"]["p"]);
      }
    }
  }
  const Schema articles("slant.article-1");
  for (const auto& row :
       Rows(Out({"score", "--rows", "articles", "--only", "bias", "--format", "jsonl", kPlain}))) {
    ASSERT_TRUE(articles.Accepts(row));
    EXPECT_FALSE(row["all"].HasMember("tone_mean"));
    EXPECT_TRUE(row["all"].HasMember("biased_share"));
  }
}

TEST_F(CliExplainTest, AbstainedLabelsAreMarkedAndCountInNoShare) {
  const Schema schema("slant.sentence-1");
  const auto rows = Rows(Out({"score", "--abstain", "0.6", "--format", "jsonl", kPlain}));
  int sentences = 0;
  int abstained = 0;
  int negative = 0;
  for (const auto& row : rows) {
    ASSERT_TRUE(schema.Accepts(row));
    double top = 0;
    for (const auto& p : row["tone"]["p"].GetArray()) {
      top = std::max(top, p.GetDouble());
    }
    const bool doubted = row["tone"]["abstained"].GetBool();
    if (std::abs(top - 0.6) > 1e-3) {
      EXPECT_EQ(doubted, top < 0.6);
    }
    const double p = row["bias"]["p"].GetDouble();
    if (std::abs(std::max(p, 1 - p) - 0.6) > 1e-3) {
      EXPECT_EQ(row["bias"]["abstained"].GetBool(), std::max(p, 1 - p) < 0.6);
    }
    if (std::string_view(row["article"].GetString()) == "council-vote") {
      ++sentences;
      abstained += doubted;
      negative += !doubted && std::string_view(row["tone"]["label"].GetString()) == "negative";
    }
  }
  ASSERT_GT(sentences, abstained);
  for (const auto& row : Rows(
           Out({"score", "--abstain", "0.6", "--rows", "articles", "--format", "jsonl", kPlain}))) {
    ASSERT_TRUE(Schema("slant.article-1").Accepts(row));
    if (std::string_view(row["article"].GetString()) == "council-vote") {
      EXPECT_NEAR(row["all"]["abstained_share"].GetDouble(),
                  static_cast<double>(abstained) / sentences, 1e-4);
      EXPECT_NEAR(row["all"]["negative_share"].GetDouble(),
                  static_cast<double>(negative) / (sentences - abstained), 1e-4);
    }
  }
  EXPECT_TRUE(Contains(Out({"score", "--abstain", "1"}, kText), "?")) << "nothing is that sure";
  EXPECT_FALSE(Contains(Out({"score"}, kText), "?"));
}

}  // namespace
}  // namespace slant
