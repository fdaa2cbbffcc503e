/// @file leak_probe.h
/// How well a property of the source can be read from what a classifier of wording reads.
#pragma once

#include <string>

#include "slant/classify/evaluation.h"
#include "slant/pipeline/labelled_data.h"

namespace slant::tools {

struct ProbeReport {
  std::string field;
  int n = 0;
  int values = 0;       ///< of the field, those with enough examples
  int left_out = 0;     ///< examples of other values, or without one
  double majority = 0;  ///< share of the most frequent value
  std::string most_frequent;
  Interval accuracy, macro_f1;
};

/// A linear classifier (Alain and Bengio, ICLR workshop 2017) learns the values of a field from the
/// rows in five folds by group, or by sentence if the groups are those of the field.
/// @param column    of the field in ExampleTraits::by.
/// @return kInvalidArgument with less than 2 values of enough examples.
Result<ProbeReport> ProbeField(const LabelledData& data, const std::string& field,
                               std::size_t column, bool groups_are_the_field);

}  // namespace slant::tools
