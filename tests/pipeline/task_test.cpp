#include "slant/pipeline/task.h"

#include <gtest/gtest.h>

namespace slant {
namespace {

TEST(TaskTest, ClassOfKnowsNamesBeginningsAndNumbers) {
  const struct {
    const char* task;
    const char* label;
    std::optional<int> expected;
  } cases[] = {
      {"tone", "negative", 0}, {"tone", "neutral", 1},  {"tone", "positive", 2},
      {"tone", "neg", 0},      {"tone", "neu", 1},      {"tone", "pos", 2},
      {"tone", "-1", 0},       {"tone", "0", 1},        {"tone", "1", 2},
      {"tone", "2", {}},       {"tone", "-2", {}},      {"tone", "", {}},
      {"tone", "ne", {}},      {"tone", "nega", {}},    {"tone", "Negative", {}},
      {"tone", "1.0", {}},     {"tone", "1 ", {}},      {"tone", "biased", {}},
      {"bias", "unbiased", 0}, {"bias", "biased", 1},   {"bias", "unb", 0},
      {"bias", "bia", 1},      {"bias", "0", 0},        {"bias", "1", 1},
      {"bias", "2", {}},       {"bias", "-1", {}},      {"bias", "99999999999999999999", {}},
      {"opinion", "fac", 0},   {"opinion", "mixed", 1}, {"opinion", "2", 2},
      {"opinion", "-1", {}},   {"opinion", "3", {}},    {"target", "-1", 0},
      {"target", "pos", 2},    {"target", "2", {}},     {"score", "0", {}},
      {"event", "0.5", {}},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(ClassOf(*FindTask(c.task), c.label), c.expected) << c.task << " '" << c.label << "'";
  }
}

TEST(TaskTest, TasksAreFoundByNameAndHaveClassesOrValues) {
  for (const Task& task : Tasks()) {
    EXPECT_EQ(FindTask(task.name), &task);
    EXPECT_EQ(task.is_value(), task.classes.empty());
  }
  EXPECT_EQ(FindTask("mood"), nullptr);
}

// Scorer reads the answers of Classifiers by these numbers.
TEST(TaskTest, ShapesOfSentencesStandInTheOrderOfSentenceTask) {
  const auto shapes = TaskShapes(TaskUnit::kSentence);
  ASSERT_EQ(shapes.size(), 5u);
  EXPECT_EQ(shapes[kToneTask].name, "tone");
  EXPECT_EQ(shapes[kToneTask].outputs, 3);
  EXPECT_EQ(shapes[kScoreTask].name, "score");
  EXPECT_EQ(shapes[kScoreTask].outputs, 1);
  EXPECT_EQ(shapes[kEventTask].name, "event");
  EXPECT_EQ(shapes[kEventTask].outputs, 1);
  EXPECT_EQ(shapes[kBiasTask].name, "bias");
  EXPECT_EQ(shapes[kBiasTask].outputs, 2);
  EXPECT_EQ(shapes[kOpinionTask].name, "opinion");
  EXPECT_EQ(shapes[kOpinionTask].outputs, 3);
}

// A model from before there were opinions and targets goes on to work.
TEST(TaskTest, OnlyOpinionAndTargetMayBeMissing) {
  for (const Task& task : Tasks()) {
    EXPECT_EQ(task.required, task.name != "opinion" && task.name != "target") << task.name;
  }
  const auto targets = TaskShapes(TaskUnit::kTarget);
  ASSERT_EQ(targets.size(), 1u);
  EXPECT_EQ(targets[0].name, "target");
  EXPECT_EQ(targets[0].outputs, 3);
  EXPECT_FALSE(targets[0].required);
}

// A network stores a task's name in 16 bytes with a zero at the end.
TEST(TaskTest, NamesFitIntoANetwork) {
  for (const Task& task : Tasks()) {
    EXPECT_LE(task.name.size(), 15u);
  }
}

}  // namespace
}  // namespace slant
