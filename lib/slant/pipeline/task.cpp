#include "slant/pipeline/task.h"

#include <charconv>

#include "slant/bias/bias_score.h"
#include "slant/tone/tone_score.h"

namespace slant {
namespace {

constexpr Task kTasks[] = {
    {"tone", "tone of the telling: negative, neutral, positive", Loss::kCrossEntropy, kToneNames},
    {"score", "continuous tone, -1 to 1", Loss::kSquared, {}},
    {"event", "how bad or good the reported event is, -1 to 1", Loss::kSquared, {}},
    {"bias", "wording that experts call biased: unbiased, biased", Loss::kCrossEntropy, kBiasNames},
    {"opinion", "factual, mixed, opinion", Loss::kCrossEntropy, kOpinionNames, TaskUnit::kSentence,
     false},
    {"target", "tone towards a target: negative, neutral, positive", Loss::kCrossEntropy,
     kToneNames, TaskUnit::kTarget, false},
};

}  // namespace

std::span<const Task> Tasks() noexcept { return kTasks; }

const Task* FindTask(std::string_view name) noexcept {
  for (const Task& task : kTasks) {
    if (task.name == name) {
      return &task;
    }
  }
  return nullptr;
}

std::vector<TaskShape> TaskShapes(TaskUnit unit) {
  std::vector<TaskShape> shapes;
  for (const Task& task : kTasks) {
    if (task.unit == unit) {
      shapes.push_back({std::string(task.name), task.outputs(), task.required});
    }
  }
  return shapes;
}

std::optional<int> ClassOf(const Task& task, std::string_view label) noexcept {
  const int count = static_cast<int>(task.classes.size());
  for (int i = 0; i < count; ++i) {
    const std::string_view name = task.classes[static_cast<std::size_t>(i)];
    if (label == name || (label.size() == 3 && name.starts_with(label))) {
      return i;
    }
  }
  int number = 0;
  const auto [end, failure] = std::from_chars(label.data(), label.data() + label.size(), number);
  if (failure != std::errc() || end != label.data() + label.size()) {
    return std::nullopt;
  }
  number += task.classes.data() == kToneNames ? 1 : 0;
  return number >= 0 && number < count ? std::optional(number) : std::nullopt;
}

}  // namespace slant
