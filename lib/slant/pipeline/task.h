/// @file task.h
/// What a classifier can be trained for: one line a task.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "slant/classify/classifiers.h"
#include "slant/classify/trainer.h"

namespace slant {

/// What one row of features is about.
enum class TaskUnit {
  kSentence,  ///< a sentence
  kTarget,    ///< someone or something that a sentence names
};

struct Task {
  std::string_view name;         ///< the sections are "head.<name>" or "net.<name>.*"
  std::string_view description;  ///< what is predicted
  Loss loss;
  std::span<const std::string_view> classes;  ///< empty for values, which lie in [-1, 1]
  TaskUnit unit = TaskUnit::kSentence;
  bool required = true;  ///< a model without it does not score

  bool is_value() const noexcept { return loss == Loss::kSquared; }
  int outputs() const noexcept { return is_value() ? 1 : static_cast<int>(classes.size()); }
};

/// Sentence tasks in the order of Classifiers' answers.
enum SentenceTask : std::size_t { kToneTask, kScoreTask, kEventTask, kBiasTask, kOpinionTask };

/// The network that sentence tasks share: "net.sentence.*".
inline constexpr char kSharedNetwork[] = "sentence";

/// All tasks; those of sentences come first, in the order of SentenceTask.
std::span<const Task> Tasks() noexcept;

/// The task of this name, or nothing.
const Task* FindTask(std::string_view name) noexcept;

/// The tasks of a unit as Classifiers are asked for them.
std::vector<TaskShape> TaskShapes(TaskUnit unit);

/// The class a label means: its name, its beginning of three letters ("neg"), or a number (classes
/// of tone: -1, 0, 1; others: 0, 1, ...).  Nothing for anything else.
std::optional<int> ClassOf(const Task& task, std::string_view label) noexcept;

}  // namespace slant
