/// @file labelled_data.h
/// Labelled sentences from JSON Lines, as features and targets.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "slant/base/result.h"
#include "slant/classify/trainer.h"
#include "slant/lexicon/lexicon_measures.h"
#include "slant/pipeline/model.h"
#include "slant/pipeline/task.h"

namespace slant {

/// Which records are taken and what their labels mean.
struct LabelOptions {
  std::string label = "label";  ///< the field of the label
  /// For values: the numbers of the data that mean -1 and 1; what lies beyond is cut off.
  double low = -1, high = 1;
  std::string where_field;                ///< take only records in which this field ...
  std::vector<std::string> where_values;  ///< ... has one of these values
  std::string group;  ///< records of the same value here stay together; empty: by their text
};

/// Folds by group: record -> fold is a hash, so that it needs no list and never changes.
struct Fold {
  int index = 0;
  int count = 0;  ///< 0: no folds
};

/// Makes a sentence's row of numbers.
struct RowMaker {
  Eigen::Index columns = 0;
  std::function<void(const Document& document, FeatureMatrix& row)> make;  ///< row is (1 x columns)
};

/// What classifiers read.   @param model must outlive the maker.
RowMaker FeatureRows(const LanguageModel& model);

/// What rules and lists say.   @param measures must outlive the maker.
RowMaker MeasureRows(const LexiconMeasures& measures);

struct LabelledData {
  Examples examples;
  std::vector<int> classes;                 ///< (n) for tasks with classes
  std::vector<int> clusters;                ///< (n) numbers of the groups
  std::vector<std::uint64_t> group_hashes;  ///< (n)
  std::size_t unlabelled = 0;  ///< records passed over: no label, or an empty one (null)
  std::size_t malformed = 0;   ///< records that could not be read
};

/// Reads `inputs` (files, folders, "-"); each record's text is one sentence.
/// @param rows   what each sentence becomes: the rows of LabelledData::examples.features.
/// @param report called for each record that could not be read.
/// @return kInvalidArgument for a label that is none of the task's, with its place; kNotFound or
///         kIo for an input that cannot be opened.
Result<LabelledData> ReadLabelled(const LanguageModel& model, const RowMaker& rows,
                                  const Task& task, const std::vector<std::string>& inputs,
                                  const LabelOptions& options,
                                  const std::function<void(const Error&)>& report);

/// Is this group in the fold?
bool InFold(std::uint64_t group_hash, const Fold& fold) noexcept;

/// The rows for which `keep` is true, in order.
LabelledData Select(const LabelledData& data, const std::function<bool(std::size_t)>& keep);

}  // namespace slant
