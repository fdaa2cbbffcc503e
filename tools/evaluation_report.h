/// @file evaluation_report.h
/// What slant eval found, and how it is written.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "leak_probe.h"
#include "slant/classify/evaluation.h"
#include "slant/pipeline/task.h"

namespace slant::tools {

/// Examples that share something.  Figures only where there are enough examples.
struct GroupFigures {
  std::string name;
  int n = 0;
  int learned = 0;                 ///< of a fold: examples of its training
  std::optional<Interval> figure;  ///< macro-F1, or Pearson's r
  std::optional<Interval> auc;     ///< of two classes
};

struct Breakdown {
  std::string by;  ///< "voice", "words", or a field
  std::vector<GroupFigures> groups;
};

/// Every example rated by a training that did not see its fold.
struct SplitFigures {
  std::string by;
  std::vector<GroupFigures> folds;
  double mean = 0;  ///< of the folds' figures
  std::optional<double> mean_auc;
  int folds_in_mean = 0;
};

struct WithinFigures {
  std::string field;
  WithinReport report;
};

/// Answers that were not given.
struct Abstention {
  double threshold = 0;
  int abstained = 0;
};

/// Against the classifier of another model.
struct Against {
  std::string model;  ///< its path
  std::variant<ClassComparison, ValueComparison> comparison;
};

struct Evaluation {
  const Task* task = nullptr;
  std::vector<std::string> classes;  ///< names; empty for values
  bool sure = false;                 ///< the answers are classes without a probability
  bool polar = false;                ///< only negative against positive
  std::variant<ClassificationReport, RegressionReport> report;
  std::optional<Abstention> abstention;
  std::vector<CoveragePoint> coverage;  ///< empty for values and for answers without probability
  std::vector<Breakdown> breakdowns;
  std::optional<WithinFigures> within;
  std::optional<SplitFigures> split;
  std::optional<Against> against;
  std::optional<ProbeReport> probe;
};

std::string ToText(const Evaluation& evaluation);

/// slant.evaluation/1, see corpora/schema.
std::string ToJson(const Evaluation& evaluation);

}  // namespace slant::tools
