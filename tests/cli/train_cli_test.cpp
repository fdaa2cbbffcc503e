// `slant train` and `slant eval` as their users meet them.

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <utility>

#include "cli/output.h"
#include "cli/slant_program.h"

namespace slant {
namespace {

namespace fs = std::filesystem;

class CliTrainTest : public WithModel {};

TEST_F(CliTrainTest, EvaluationsFitTheirSchema) {
  const Schema schema("slant.evaluation-1");
  const std::pair<const char*, const char*> tasks[] = {
      {"tone", "tone"}, {"bias", "bias"}, {"score", "score"}, {"event", "event_valence"}};
  for (const auto& [task, label] : tasks) {
    const ProgramRun run =
        Slant({"eval", "--task", task, "--label", label, "--format", "json", kGold});
    ASSERT_EQ(run.status, 0) << run.err;
    rapidjson::Document report;
    report.Parse(run.out.c_str());
    ASSERT_TRUE(report.IsObject()) << run.out;
    EXPECT_TRUE(schema.Accepts(report));
    EXPECT_STREQ(report["task"].GetString(), task);
    EXPECT_GE(report["n"].GetInt(), 300);
    EXPECT_EQ(report["by"].Size(), 2u) << "voice and length";
  }
}

// The report of a call that must succeed and fit the schema.

rapidjson::Document EvaluationOf(const Words& options) {
  Words call = {"eval", "--format", "json"};
  call.insert(call.end(), options.begin(), options.end());
  call.push_back(kGold);
  const ProgramRun run = Slant(call);
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(run.err, "") << "progress is for terminals";
  rapidjson::Document report = Json(run.out);
  EXPECT_TRUE(Schema("slant.evaluation-1").Accepts(report));
  return report;
}

TEST_F(CliTrainTest, FieldsAreToldApartAndSmallGroupsHaveNoFigure) {
  const auto report = EvaluationOf({"--task", "tone", "--label", "tone", "--by", "bias,voice,id"});
  const auto& by = report["by"];
  ASSERT_EQ(by.Size(), 5u);
  EXPECT_STREQ(by[2]["field"].GetString(), "bias");
  ASSERT_EQ(by[2]["groups"].Size(), 2u);
  EXPECT_STREQ(by[2]["groups"][0]["name"].GetString(), "biased");
  EXPECT_EQ(by[2]["groups"][0]["n"].GetInt(), 120);
  EXPECT_TRUE(by[2]["groups"][0].HasMember("macro_f1"));
  EXPECT_EQ(by[4]["groups"].Size(), 400u);
  EXPECT_FALSE(by[4]["groups"][0].HasMember("macro_f1")) << "of one sentence";
  int sum = 0;
  for (const auto& group : by[1]["groups"].GetArray()) {
    sum += group["n"].GetInt();
  }
  EXPECT_EQ(sum, 400);
}

// As those from permissively licensed sets: what a model cannot tell is left out of the rows, and

// not compared.

TEST_F(CliTrainTest, AModelOfToneAndScoreAloneScores) {
  const std::string model = folder_ / "tone.slant";
  const ProgramRun train = Slant({"train", "--task", "tone,score", "--label", "tone,score",
                                  "--filters", "2x16", "--epochs", "1", "-o", model, kGold});
  ASSERT_EQ(train.status, 0) << train.err;
  EXPECT_TRUE(Contains(train.err, "also answered event, bias, opinion; the new model does not"))
      << train.err;
  const std::string text = folder_.Put("text.txt", "The mayor praised the reckless plan.\n");
  for (const char* rows : {"sentences", "articles"}) {
    const Schema schema(std::string("slant.") + (rows[0] == 's' ? "sentence-1" : "article-1"));
    const ProgramRun run =
        Slant({"score", "--model", model, "--format", "jsonl", "--rows", rows, text});
    ASSERT_EQ(run.status, 0) << run.err;
    rapidjson::Document row;
    row.Parse(run.out.c_str());
    ASSERT_TRUE(row.IsObject()) << run.out;
    EXPECT_TRUE(schema.Accepts(row));
    EXPECT_FALSE(row.HasMember("bias"));
    EXPECT_FALSE(row.HasMember("event_valence"));
  }
  const ProgramRun compared =
      Slant({"compare", "--model", model, kSource + "/corpora/samples/ferry.jsonl"});
  EXPECT_EQ(compared.status, 1);
  EXPECT_NE(compared.err.find("no classifier 'event'"), std::string::npos) << compared.err;
}

TEST_F(CliTrainTest, AModelDoesNotDifferFromItself) {
  const auto classes =
      EvaluationOf({"--task", "tone", "--label", "tone", "--polar", "--against", DefaultModel()});
  EXPECT_EQ(classes["n"].GetInt(), 132 + 108);
  EXPECT_EQ(classes["against"]["macro_f1_difference"]["high"].GetDouble(), 0);
  EXPECT_EQ(classes["against"]["macro_f1_difference"]["p"].GetDouble(), 1);
  EXPECT_EQ(classes["against"]["changed"].GetInt(), 0);
  const auto values =
      EvaluationOf({"--task", "score", "--label", "score", "--against", DefaultModel()});
  EXPECT_EQ(values["against"]["pearson_difference"]["estimate"].GetDouble(), 0);
  const auto rules = EvaluationOf(
      {"--rules", "news", "--task", "tone", "--label", "tone", "--against", DefaultModel()});
  EXPECT_GT(rules["against"]["changed"].GetInt(), 20);
}

TEST_F(CliTrainTest, AThresholdOfTheCoverageCurveKeepsWhatTheCurveSays) {
  const Words task = {"--task", "tone", "--label", "tone"};
  const auto all = EvaluationOf(task);
  ASSERT_EQ(all["coverage"].Size(), 6u);
  const auto& half = all["coverage"][5];
  EXPECT_GT(half["accuracy"].GetDouble(), all["accuracy"]["estimate"].GetDouble());
  Words call = task;
  call.insert(call.end(), {"--abstain", std::to_string(half["threshold"].GetDouble())});
  const auto sure = EvaluationOf(call);
  EXPECT_EQ(sure["n"].GetInt(), half["n"].GetInt());
  EXPECT_EQ(sure["abstention"]["n"].GetInt(), 400 - half["n"].GetInt());
  EXPECT_NEAR(sure["accuracy"]["estimate"].GetDouble(), half["accuracy"].GetDouble(), 1e-5);
}

TEST_F(CliTrainTest, ASplitTrainsAnewForEachValueOfAField) {
  const auto report = EvaluationOf({"--task", "bias", "--label", "bias", "--split", "voice",
                                    "--within", "voice", "--network", "linear", "--epochs", "5"});
  EXPECT_EQ(report["n"].GetInt(), 400);
  const auto& folds = report["split"]["folds"];
  ASSERT_EQ(folds.Size(), 3u);
  double sum = 0;
  for (const auto& fold : folds.GetArray()) {
    EXPECT_LT(fold["learned_from"].GetInt(), 400 - fold["n"].GetInt()) << "some chose the epoch";
    sum += fold["macro_f1"]["estimate"].GetDouble();
  }
  EXPECT_NEAR(report["split"]["mean_macro_f1"].GetDouble(), sum / 3, 1e-5);
  EXPECT_EQ(report["within"]["groups"].GetInt(), 3);
  EXPECT_TRUE(report.HasMember("auc"));
}

// What training holds out and what a random split rates are the same examples, by the same network.

TEST_F(CliTrainTest, AFoldOfARandomSplitIsThatOfHoldOut) {
  const Words task = {"--task", "tone", "--label", "tone"};
  const Words network = {"--network", "linear", "--epochs", "5"};
  Words call = task;
  call.insert(call.end(), network.begin(), network.end());
  call.insert(call.end(), {"--split", "random", "--folds", "4"});
  const auto split = EvaluationOf(call);
  call = {"train", "--hold-out", "2/4", "-o", folder_ / "m.slant", kGold};
  call.insert(call.end(), task.begin(), task.end());
  call.insert(call.end(), network.begin(), network.end());
  ASSERT_EQ(Slant(call).status, 0);
  call = task;
  call.insert(call.end(), {"--fold", "2/4", "--model", folder_ / "m.slant"});
  const auto held = EvaluationOf(call);
  EXPECT_EQ(split["split"]["folds"][2]["n"], held["n"]);
  EXPECT_EQ(split["split"]["folds"][2]["macro_f1"], held["macro_f1"]);
}

// With the tested sentences themselves among what is learned the figures would jump; they do not

// move, because each fold leaves its own sentences out.

TEST_F(CliTrainTest, WhatIsAlsoLearnedFromIsNeverWhatIsTested) {
  Words call = {"--task",    "tone",   "--label",  "tone", "--split", "random",
                "--network", "linear", "--epochs", "5",    "--group", "id"};
  const auto without = EvaluationOf(call);
  call.insert(call.end(), {"--also", kGold});
  const auto with = EvaluationOf(call);
  for (unsigned f = 0; f < 5; ++f) {
    // All that is neither tested nor chooses the epoch, a second time.
    EXPECT_EQ(with["split"]["folds"][f]["learned_from"].GetInt(),
              2 * without["split"]["folds"][f]["learned_from"].GetInt());
  }
}

TEST_F(CliTrainTest, AProbeFindsAFieldInTheFeatures) {
  const auto report =
      EvaluationOf({"--task", "tone", "--label", "tone", "--probe", "voice", "--group", "voice"});
  EXPECT_EQ(report["probe"]["values"].GetInt(), 3);
  EXPECT_EQ(report["probe"]["n"].GetInt(), 400);
  EXPECT_NEAR(report["probe"]["majority"].GetDouble(), 220.0 / 400, 1e-6);
  EXPECT_GT(report["probe"]["accuracy"]["estimate"].GetDouble(), 0.6)
      << "quotation marks are features";
}

TEST_F(CliTrainTest, TrainingTwiceGivesTheSameBytesAndAModelThatWorks) {
  const std::pair<const char*, const char*> tasks[] = {{"tone", "tone"},
                                                       {"event", "event_valence"}};
  for (const auto& [task, label] : tasks) {
    for (const std::string name : {"one.slant", "two.slant"}) {
      const ProgramRun run = Slant({"train", "--task", task, "--label", label, "--hidden", "8",
                                    "--dropout", "0.1", "--members", "2", "--epochs", "10",
                                    "--hold-out", "0/4", "-o", folder_ / name, kGold});
      ASSERT_EQ(run.status, 0) << run.err;
    }
    EXPECT_TRUE(ReadFile(folder_ / "one.slant") == ReadFile(folder_ / "two.slant")) << task;
    EXPECT_FALSE(ReadFile(folder_ / "one.slant") == ReadFile(DefaultModel()));
    const ProgramRun held_out =
        Slant({"eval", "--task", task, "--label", label, "--fold", "0/4", "--format", "json",
               "--model", folder_ / "one.slant", kGold});
    ASSERT_EQ(held_out.status, 0) << held_out.err;
    rapidjson::Document report;
    report.Parse(held_out.out.c_str());
    EXPECT_GT(report["n"].GetInt(), 60);
    EXPECT_LT(report["n"].GetInt(), 140);
    EXPECT_EQ(Slant({"score", "--model", folder_ / "one.slant", kPlain}).status, 0)
        << "the other classifiers are still in it";
  }
}

TEST_F(CliTrainTest, MissingDataIsAnErrorEvenBesideGoodData) {
  const std::string missing = folder_ / "missing.jsonl";
  const ProgramRun train = Slant(
      {"train", "--task", "tone", "--label", "tone", "-o", folder_ / "m.slant", kGold, missing});
  EXPECT_EQ(train.status, 1);
  EXPECT_TRUE(Contains(train.err, missing)) << train.err;
  EXPECT_FALSE(fs::exists(folder_ / "m.slant"));
  const ProgramRun eval = Slant({"eval", "--task", "tone", "--label", "tone", kGold, missing});
  EXPECT_EQ(eval.status, 1);
  EXPECT_EQ(eval.out, "");
}

TEST_F(CliTrainTest, ALabelOfAnotherTaskIsNamedWithItsLine) {
  const std::string data = folder_.Put("data.jsonl",
                                       "{\"text\": \"It rained.\", \"label\": \"neutral\"}\n"
                                       "{\"text\": \"It snowed.\", \"label\": \"cold\"}\n");
  const ProgramRun run = Slant({"eval", data});
  EXPECT_EQ(run.status, 1);
  EXPECT_TRUE(Contains(run.err, "data.jsonl:2: ")) << run.err;
  EXPECT_TRUE(Contains(run.err, "'cold'")) << run.err;
}

}  // namespace
}  // namespace slant
