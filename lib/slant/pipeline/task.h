/// @file task.h
/// What a classifier can be trained for: one line a head of the model.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "slant/classify/trainer.h"

namespace slant {

struct Task {
  std::string_view name;         ///< the section is "head.<name>"
  std::string_view description;  ///< what is predicted
  Loss loss;
  std::span<const std::string_view> classes;  ///< empty for values, which lie in [-1, 1]

  bool is_value() const noexcept { return loss == Loss::kSquared; }
};

std::span<const Task> Tasks() noexcept;

/// The task of this name, or nothing.
const Task* FindTask(std::string_view name) noexcept;

/// The class a label means: its name, its beginning of three letters ("neg"), or a number (tone:
/// -1, 0, 1; bias: 0, 1).  Nothing for anything else.
std::optional<int> ClassOf(const Task& task, std::string_view label) noexcept;

}  // namespace slant
