/// @file labelled_data.h
/// Labelled sentences and targets from JSON Lines, as features and targets of training.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "slant/base/result.h"
#include "slant/classify/trainer.h"
#include "slant/lexicon/lexicon_measures.h"
#include "slant/pipeline/model.h"
#include "slant/pipeline/task.h"

namespace slant {

/// A task and the field of its label.  The label of a class is its name or number, or a list of
/// probabilities of all classes; of a value, a number.  Where a record lacks the field but has `p`,
/// a list of as many numbers as the task has classes, that is the label.
struct LabelledTask {
  const Task* task = nullptr;
  std::string label = "label";
};

/// Which records are taken and what their labels mean.
struct LabelOptions {
  /// For values: the numbers of the data that mean -1 and 1; what lies beyond is cut off.
  double low = -1, high = 1;
  std::string where_field;                ///< take only records in which this field ...
  std::vector<std::string> where_values;  ///< ... has one of these values
  std::string group;   ///< records of the same value here stay together; empty: by their text
  std::string weight;  ///< field of a record's weight, >= 0; empty: 1 each
  std::vector<std::string> by;  ///< fields whose values are told apart in an evaluation
};

/// Folds by group: record -> fold is a hash, so that it needs no list and never changes.
struct Fold {
  int index = 0;
  int count = 0;  ///< 0: no folds
};

/// Makes the numbers of a sentence, or of targets in it.
struct RowMaker {
  Eigen::Index columns = 0;
  /// @param targets none for a row of the sentence, else a row for each.
  /// @param rows    resized to (1 x columns) or (targets x columns).
  /// @param tokens  replaced by as many sequences, or left empty.
  std::function<void(const Document& document, std::span<const Span> targets, FeatureMatrix& rows,
                     TokenBatch& tokens)>
      make;
};

/// What classifiers of this unit read.   @param model must outlive the maker.
RowMaker FeatureRows(const LanguageModel& model, TaskUnit unit = TaskUnit::kSentence);

/// What rules and lists say.   @param measures must outlive the maker.
RowMaker MeasureRows(const LexiconMeasures& measures);

/// What is known of an example besides its numbers.
struct ExampleTraits {
  Voice voice = Voice::kNarration;  ///< of the sentence, or at the target
  int words = 0;                    ///< of the sentence, marks left out
  std::vector<std::string> by;      ///< values of the fields LabelOptions::by, "" if it has none
  Span target;                      ///< of a target, else empty
  std::string text;                 ///< the sentence
};

struct LabelledData {
  Examples examples;
  std::vector<int> classes;   ///< (n) the most probable class of the first task, if it has classes
  std::vector<int> clusters;  ///< (n) numbers of the groups
  std::vector<std::uint64_t> group_hashes;  ///< (n)
  std::vector<ExampleTraits> traits;        ///< (n)
  std::size_t unlabelled = 0;  ///< records passed over: no label, or an empty one (null)
  std::size_t malformed = 0;   ///< records that could not be read
};

/// Reads `inputs` (files, folders, "-"); each record's text is one sentence.
/// @param rows   what each example becomes: the rows of LabelledData::examples.features.
/// @param tasks  all of one unit (assert); with several, an example may lack some of the labels.
/// @param report called for each record that could not be read.
/// @return kInvalidArgument for a label that is none of the task's, with its place; kNotFound or
///         kIo for an input that cannot be opened.
Result<LabelledData> ReadLabelled(const LanguageModel& model, const RowMaker& rows,
                                  std::span<const LabelledTask> tasks,
                                  const std::vector<std::string>& inputs,
                                  const LabelOptions& options,
                                  const std::function<void(const Error&)>& report);

/// Is this group in the fold?
bool InFold(std::uint64_t group_hash, const Fold& fold) noexcept;

/// Does this group choose the epoch and calibrate, where one group in `dev_folds` does?  By another
/// hash than InFold's, so that the two choices have nothing to do with each other; none for fewer
/// than two folds.
bool ChoosesEpoch(std::uint64_t group_hash, int dev_folds) noexcept;

/// The examples for which `keep` is true, in order.
LabelledData Select(const LabelledData& data, const std::function<bool(std::size_t)>& keep);

/// The examples of `first`, then those of `second`; groups of one name are one group.  Both were
/// read by the same RowMaker for the same tasks (assert).
LabelledData Join(const LabelledData& first, const LabelledData& second);

/// A number for the letters and digits of a text, case left out: what tells whether two records
/// hold the same sentence.
std::uint64_t TextKey(std::string_view text);

}  // namespace slant
