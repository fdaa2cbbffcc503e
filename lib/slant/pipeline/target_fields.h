/// @file target_fields.h
/// The targets that a record brings along.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "slant/base/result.h"
#include "slant/base/span.h"

namespace slant {

struct TargetField {
  Span span;                          ///< bytes of the text
  std::optional<std::string> label;   ///< as text
  std::vector<double> probabilities;  ///< of the field "p"; empty without it
};

/// Reads a list of objects, each naming a stretch of `text` by start and end (UTF-8 bytes, half
/// open), by from and to (characters, NewsMTSC's), or by mention, entity or text: its first
/// occurrence.
/// @param label the field of the label.
/// @return kMalformed for what is no such list, or a target that is not in the text; its place is
///         left to the caller.
Result<std::vector<TargetField>> ReadTargetFields(std::string_view json, std::string_view text,
                                                  const std::string& label);

}  // namespace slant
