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
      {"tone", "negative", 0}, {"tone", "neutral", 1}, {"tone", "positive", 2},
      {"tone", "neg", 0},      {"tone", "neu", 1},     {"tone", "pos", 2},
      {"tone", "-1", 0},       {"tone", "0", 1},       {"tone", "1", 2},
      {"tone", "2", {}},       {"tone", "-2", {}},     {"tone", "", {}},
      {"tone", "ne", {}},      {"tone", "nega", {}},   {"tone", "Negative", {}},
      {"tone", "1.0", {}},     {"tone", "1 ", {}},     {"tone", "biased", {}},
      {"bias", "unbiased", 0}, {"bias", "biased", 1},  {"bias", "unb", 0},
      {"bias", "bia", 1},      {"bias", "0", 0},       {"bias", "1", 1},
      {"bias", "2", {}},       {"bias", "-1", {}},     {"bias", "99999999999999999999", {}},
      {"score", "0", {}},      {"event", "0.5", {}},
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

}  // namespace
}  // namespace slant
