// `--task loaded` of train and eval: which words carry a sentence's bias.

#include <gtest/gtest.h>

#include <string>

#include "cli/output.h"
#include "cli/slant_program.h"

namespace slant {
namespace {

class CliLoadedTest : public WithModel {
 protected:
  // Sixty invented sentences, each with one loaded word.
  std::string Marked() const {
    const char* const loaded[] = {"disgraceful", "reckless", "shameful", "glorious", "brilliant"};
    const char* const plain[] = {"council", "school", "harbour", "hospital"};
    std::string out;
    for (int i = 0; i < 60; ++i) {
      const std::string word = loaded[i % 5];
      out += "{\"text\":\"The " + word + " plan for the " + plain[i % 4] + " of ward " +
             std::to_string(i) + " was passed on Monday.\",\"url\":\"u" + std::to_string(i / 2) +
             "\",\"biased_words\":[\"" + word + "\"]}\n";
    }
    return folder_.Put("marked.jsonl", out);
  }

  Words Train(const std::string& output, const std::string& data, const Words& more = {}) const {
    Words words = {"train", "--task", "loaded", "--label", "biased_words", "--group",
                   "url",   "-o",     output,   data,      "--model",      DefaultModel()};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }
};

TEST_F(CliLoadedTest, WhatIsLearnedIsFoundAndTheSameSeedGivesTheSameBytes) {
  const std::string data = Marked();
  const std::string first = folder_ / "1.slant", again = folder_ / "2.slant";
  Out(Train(first, data, {"--seed", "3"}));
  Out(Train(again, data, {"--seed", "3"}));
  EXPECT_EQ(ReadFile(first), ReadFile(again));
  const std::string json = Out({"eval", "--task", "loaded", "--label", "biased_words", "--model",
                                first, "--format", "json", data});
  const rapidjson::Document report = Json(json);
  EXPECT_TRUE(Schema("slant.evaluation-1").Accepts(report)) << json;
  EXPECT_EQ(report["n"].GetInt(), 60);
  EXPECT_EQ(report["marked"].GetInt(), 60);
  EXPECT_GT(report["f1"].GetDouble(), 0.9);
}

TEST_F(CliLoadedTest, AnotherSeedGivesAnotherModel) {
  const std::string data = Marked();
  const std::string first = folder_ / "1.slant", other = folder_ / "2.slant";
  Out(Train(first, data, {"--epochs", "2", "--seed", "3"}));
  Out(Train(other, data, {"--epochs", "2", "--seed", "4"}));
  EXPECT_NE(ReadFile(first), ReadFile(other));
}

TEST_F(CliLoadedTest, AnOptionThatMeansNothingIsRefused) {
  const ProgramRun train = Slant(Train(folder_ / "x.slant", Marked(), {"--network", "linear"}));
  EXPECT_EQ(train.status, 2);
  EXPECT_TRUE(Contains(train.err, "--network means nothing for the task loaded")) << train.err;
  const ProgramRun eval = Slant({"eval", "--task", "loaded", "--split", "url", Marked()});
  EXPECT_EQ(eval.status, 2);
  EXPECT_TRUE(Contains(eval.err, "--split means nothing for the task loaded")) << eval.err;
}

TEST_F(CliLoadedTest, ARecordThatCannotBeReadIsNamedAndPassedOver) {
  const std::string data = Marked();
  const std::string broken = folder_.Put("broken.jsonl", "{\"text\":\n" + ReadFile(data));
  const ProgramRun run = Slant({"eval", "--task", "loaded", "--label", "biased_words", "--model",
                                DefaultModel(), "--format", "json", broken});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_TRUE(Contains(run.err, broken + ":1")) << run.err;
  EXPECT_EQ(Json(run.out)["n"].GetInt(), 60);
}

}  // namespace
}  // namespace slant
