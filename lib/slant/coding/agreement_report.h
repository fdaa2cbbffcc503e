/// @file agreement_report.h
/// A table of coded units -> how coders agree with each other, and a model with them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "slant/coding/agreement.h"
#include "slant/coding/coding_table.h"

namespace slant {

struct AgreementOptions {
  /// Columns of the coders; a name means that column of every joined table ("tone" and
  /// "tone@second.csv").  Empty: every column whose name begins with "coder".
  std::vector<std::string> coders;
  std::string model;                                    ///< the model's column, or empty
  MeasurementLevel level = MeasurementLevel::kNominal;  ///< of what is told for pairs and the model
  /// Labels from low to high, worth 0, 1, 2 ...; without it labels are numbers, or negative (-1),
  /// neutral (0) and positive (1), or have no order.
  std::vector<std::string> order;
  std::vector<std::string> fields;  ///< whose values the model's error is told by, where they exist
  std::string length;               ///< column of lengths, or of texts whose words are counted
  std::size_t min_group = 5;        ///< units of a field's value that is told
  BootstrapOptions bootstrap;
};

struct CoderPair {
  std::string a, b;
  Agreement agreement;
};

/// The model against one coder, or against what the coders say together.
struct ModelAgreement {
  std::string against;   ///< the coder's column; "coders" for the majority, median or mean
  std::size_t n = 0;     ///< units that both rated
  std::size_t ties = 0;  ///< units that were left out because the coders tie
  Agreement agreement;   ///< of the two, at the chosen level
  std::vector<std::string> labels;              ///< rows and columns of the confusion
  std::optional<ClassificationReport> classes;  ///< nominal and ordinal
  std::optional<RegressionReport> values;       ///< where labels are numbers or have them
};

/// Mean of model - mean of the coders over the units of a group.
struct GroupError {
  std::string field, value;
  std::size_t n = 0;
  Interval error;
};

struct AgreementReport {
  std::vector<std::string> coders;
  std::string model;
  MeasurementLevel level = MeasurementLevel::kNominal;
  std::size_t units = 0;            ///< rows of the table
  std::size_t unrated = 0;          ///< of which no coder rated
  std::vector<std::string> labels;  ///< distinct answers in their order; at most 50
  Agreement nominal;
  std::optional<Agreement> ordinal, interval;  ///< where labels have an order
  std::vector<CoderPair> pairs;                ///< of three coders or more
  std::vector<ModelAgreement> models;          ///< the coders together first
  std::vector<GroupError> errors;              ///< all units first, then by length and fields
  std::size_t unread = 0;                      ///< cells that are neither missing nor on the scale
  std::optional<Error> first_unread;           ///< the first of them, with `path:line`
};

/// @return kNotFound for a column that is not there; kInvalidArgument for fewer than two columns of
///         coders without a model, for none at all, or for an order or interval level of labels
///         that have no order.
Result<AgreementReport> ReportAgreement(const CodingTable& table, const AgreementOptions& options);

}  // namespace slant
