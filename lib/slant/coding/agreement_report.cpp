#include "slant/coding/agreement_report.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

namespace slant {
namespace {

constexpr std::size_t kMostLabels = 50;
constexpr std::size_t kMostGroups = 40;  // of one field, the largest

bool IsColumnOf(const std::string& column, const std::string& name) {
  return column == name ||
         (column.size() > name.size() && column.starts_with(name) && column[name.size()] == '@');
}

std::size_t WordCount(std::string_view text) {
  std::size_t words = 0;
  bool inside = false;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    words += !blank && !inside;
    inside = !blank;
  }
  return words;
}

// What cells mean: a number for each label.
class Scale {
 public:
  Scale(std::set<std::string> labels, const std::vector<std::string>& order) {
    if (!order.empty()) {
      for (std::size_t i = 0; i < order.size(); ++i) {
        values_[order[i]] = static_cast<double>(i);
      }
      ordered_ = true;
      return;
    }
    if (std::all_of(labels.begin(), labels.end(),
                    [](const std::string& l) { return AsNumber(l).has_value(); })) {
      numbers_ = ordered_ = true;
      return;
    }
    const std::map<std::string, double> tone = {{"negative", -1}, {"neutral", 0}, {"positive", 1}};
    ordered_ = std::all_of(labels.begin(), labels.end(), [&](const std::string& l) {
      return tone.contains(l) || AsNumber(l).has_value();
    });
    if (ordered_) {
      values_ = tone;
      numbers_ = true;  // a model may answer by a score
      return;
    }
    for (const std::string& label : labels) {
      const auto next = static_cast<double>(values_.size());
      values_[label] = next;
    }
  }

  bool ordered() const noexcept { return ordered_; }

  // What a cell may be, for messages.
  std::string Expected() const {
    std::string labels;
    for (const auto& [label, value] : values_) {
      labels += (labels.empty() ? "one of " : ", ") + label;
    }
    return numbers_ ? labels + (labels.empty() ? "a number" : " or a number") : labels;
  }

  // NaN for a cell that is missing or means nothing.
  double Value(const std::string& cell) const {
    if (const auto found = values_.find(cell); found != values_.end()) {
      return found->second;
    }
    return numbers_ ? AsNumber(cell).value_or(std::nan("")) : std::nan("");
  }

 private:
  std::map<std::string, double> values_;
  bool numbers_ = false, ordered_ = false;
};

// One-hot, so that a class is sure.
Result<ClassificationReport> Classes(const std::vector<double>& predicted,
                                     const std::vector<double>& truth,
                                     const std::vector<double>& classes,
                                     const BootstrapOptions& options) {
  const auto k = static_cast<Eigen::Index>(classes.size());
  OutputMatrix one_hot = OutputMatrix::Zero(static_cast<Eigen::Index>(predicted.size()), k);
  std::vector<int> labels;
  const auto index = [&](double value) {
    return static_cast<Eigen::Index>(std::lower_bound(classes.begin(), classes.end(), value) -
                                     classes.begin());
  };
  for (std::size_t i = 0; i < predicted.size(); ++i) {
    one_hot(static_cast<Eigen::Index>(i), index(predicted[i])) = 1;
    labels.push_back(static_cast<int>(index(truth[i])));
  }
  return EvaluateClasses(one_hot, labels, {}, options);
}

}  // namespace

Result<AgreementReport> ReportAgreement(const CodingTable& table, const AgreementOptions& options) {
  AgreementReport out;
  out.model = options.model;
  out.level = options.level;
  out.units = table.rows.size();
  std::vector<std::size_t> columns;
  const auto missing = [&](const std::string& name) {
    return Error{ErrorCode::kNotFound,
                 "there is no column '" + name + "' among " + table.ColumnList(), table.path};
  };
  std::optional<std::size_t> model;
  if (!options.model.empty()) {
    model = table.Find(options.model);
    if (!model) {
      return missing(options.model);
    }
  }
  for (const std::string& name : options.coders) {
    bool found = false;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      if (IsColumnOf(table.columns[c], name) &&
          std::find(columns.begin(), columns.end(), c) == columns.end()) {
        columns.push_back(c);
        found = true;
      }
    }
    if (!found) {
      return missing(name);
    }
  }
  for (std::size_t c = 0; options.coders.empty() && c < table.columns.size(); ++c) {
    if (table.columns[c].starts_with("coder") && c != model) {
      columns.push_back(c);
    }
  }
  if (columns.empty() || (columns.size() < 2 && !model)) {
    return Error{ErrorCode::kInvalidArgument,
                 "agreement needs two columns of coders, or one and a model; found " +
                     std::to_string(columns.size()) + " (--coders names them)",
                 table.path};
  }
  std::set<std::string> labels;
  const auto collect = [&](std::size_t column) {
    for (const auto& row : table.rows) {
      if (!IsMissing(row[column])) {
        labels.insert(row[column]);
      }
    }
  };
  for (const std::size_t column : columns) {
    collect(column);
    out.coders.push_back(table.columns[column]);
  }
  if (model) {
    collect(*model);
  }
  const Scale scale(labels, options.order);
  if (options.level != MeasurementLevel::kNominal && !scale.ordered()) {
    std::string some;
    for (const std::string& label : labels) {
      some += (some.empty() ? "" : ", ") + label;
      if (some.size() > 80) {
        break;
      }
    }
    return Error{ErrorCode::kInvalidArgument,
                 "the answers have no order (" + some + "): --order names them from low to high",
                 table.path};
  }
  std::map<double, std::string> names;  // of values, the shortest spelling
  Ratings ratings;
  ratings.coders = columns.size();
  const auto value = [&](std::size_t row, std::size_t column) {
    const std::string& cell = table.rows[row][column];
    if (IsMissing(cell)) {
      return std::nan("");
    }
    const double number = scale.Value(cell);
    if (std::isnan(number)) {
      if (out.unread++ == 0) {
        std::string source = table.path;
        if (row < table.lines.size()) {
          source += ":" + std::to_string(table.lines[row]);
        }
        out.first_unread = Error{ErrorCode::kMalformed,
                                 "column '" + table.columns[column] + "': expected " +
                                     scale.Expected() + ", found '" + cell + "'",
                                 source};
      }
    } else if (auto& name = names[number]; name.empty() || cell.size() < name.size()) {
      name = cell;
    }
    return number;
  };
  std::vector<double> answers;  // the model's
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    bool any = false;
    for (const std::size_t column : columns) {
      ratings.values.push_back(value(row, column));
      any = any || !std::isnan(ratings.values.back());
    }
    out.unrated += !any;
    if (model) {
      answers.push_back(value(row, *model));
    }
  }
  for (const auto& [number, name] : names) {
    if (out.labels.size() < kMostLabels) {
      out.labels.push_back(name);
    }
  }

  const BootstrapOptions& bootstrap = options.bootstrap;
  out.nominal = MeasureAgreement(ratings, MeasurementLevel::kNominal, bootstrap);
  if (scale.ordered()) {
    out.ordinal = MeasureAgreement(ratings, MeasurementLevel::kOrdinal, bootstrap);
    out.interval = MeasureAgreement(ratings, MeasurementLevel::kInterval, bootstrap);
  }
  for (std::size_t a = 0; columns.size() > 2 && a < columns.size(); ++a) {
    for (std::size_t b = a + 1; b < columns.size(); ++b) {
      const std::array<std::size_t, 2> both = {a, b};
      out.pairs.push_back({out.coders[a], out.coders[b],
                           MeasureAgreement(ratings.Of(both), options.level, bootstrap)});
    }
  }
  if (!model) {
    return out;
  }

  const auto against = [&](const std::string& name, const std::vector<double>& truth,
                           std::size_t ties) -> Status {
    ModelAgreement found;
    found.against = name;
    found.ties = ties;
    Ratings two;
    two.coders = 2;
    std::vector<double> predicted, right;
    for (std::size_t u = 0; u < truth.size(); ++u) {
      two.values.insert(two.values.end(), {answers[u], truth[u]});
      if (!std::isnan(answers[u]) && !std::isnan(truth[u])) {
        predicted.push_back(answers[u]);
        right.push_back(truth[u]);
      }
    }
    found.n = predicted.size();
    found.agreement = MeasureAgreement(two, options.level, bootstrap);
    if (found.n > 0) {
      std::vector<double> classes(predicted);
      classes.insert(classes.end(), right.begin(), right.end());
      std::sort(classes.begin(), classes.end());
      classes.erase(std::unique(classes.begin(), classes.end()), classes.end());
      const bool named =
          std::all_of(classes.begin(), classes.end(), [&](double c) { return names.contains(c); });
      if (options.level != MeasurementLevel::kInterval && named && classes.size() > 1 &&
          classes.size() <= kMostLabels) {
        for (const double c : classes) {
          found.labels.push_back(names.at(c));
        }
        SLANT_ASSIGN_OR_RETURN(found.classes, Classes(predicted, right, classes, bootstrap));
      }
      if (scale.ordered()) {
        const std::vector<float> p(predicted.begin(), predicted.end());
        const std::vector<float> t(right.begin(), right.end());
        SLANT_ASSIGN_OR_RETURN(found.values, EvaluateValues(p, t, {}, bootstrap));
      }
    }
    out.models.push_back(std::move(found));
    return {};
  };
  std::vector<double> together, mean;
  std::size_t ties = 0;
  for (std::size_t u = 0; u < ratings.units(); ++u) {
    const auto unit = std::span(ratings.values).subspan(u * ratings.coders, ratings.coders);
    together.push_back(CentralRating(unit, options.level));
    mean.push_back(CentralRating(unit, MeasurementLevel::kInterval));
    ties += std::isnan(together.back()) && !std::isnan(mean.back());
  }
  SLANT_RETURN_IF_ERROR(against("coders", together, ties));
  for (std::size_t c = 0; columns.size() > 1 && c < columns.size(); ++c) {
    std::vector<double> own;
    for (std::size_t u = 0; u < ratings.units(); ++u) {
      own.push_back(ratings.at(u, c));
    }
    SLANT_RETURN_IF_ERROR(against(out.coders[c], own, 0));
  }
  if (!scale.ordered()) {
    return out;
  }

  // Who errs where: model - mean of the coders.
  std::vector<double> errors;
  std::vector<std::size_t> rated;
  for (std::size_t u = 0; u < answers.size(); ++u) {
    if (!std::isnan(answers[u]) && !std::isnan(mean[u])) {
      rated.push_back(u);
      errors.push_back(answers[u] - mean[u]);
    }
  }
  out.errors.push_back({"", "", errors.size(), MeanWithInterval(errors, bootstrap)});
  if (const auto length = table.Find(options.length)) {
    std::vector<double> lengths;
    const bool numbers = std::all_of(rated.begin(), rated.end(), [&](std::size_t u) {
      return AsNumber(table.rows[u][*length]).has_value();
    });
    for (const std::size_t u : rated) {
      const std::string& cell = table.rows[u][*length];
      lengths.push_back(numbers ? AsNumber(cell).value_or(0)
                                : static_cast<double>(WordCount(cell)));
    }
    std::vector<double> sorted = lengths;
    std::sort(sorted.begin(), sorted.end());
    if (sorted.size() >= 3) {
      const double low = sorted[sorted.size() / 3], high = sorted[sorted.size() * 2 / 3];
      std::array<std::vector<double>, 3> thirds;
      std::array<std::pair<double, double>, 3> ends;
      for (std::size_t i = 0; i < lengths.size(); ++i) {
        const std::size_t third = lengths[i] < low ? 0 : lengths[i] < high ? 1 : 2;
        auto& [least, most] = ends[third];
        least = thirds[third].empty() ? lengths[i] : std::min(least, lengths[i]);
        most = thirds[third].empty() ? lengths[i] : std::max(most, lengths[i]);
        thirds[third].push_back(errors[i]);
      }
      for (std::size_t third = 0; third < 3; ++third) {
        if (thirds[third].size() >= options.min_group) {
          out.errors.push_back({numbers ? options.length : "words",
                                std::to_string(std::llround(ends[third].first)) + " to " +
                                    std::to_string(std::llround(ends[third].second)),
                                thirds[third].size(), MeanWithInterval(thirds[third], bootstrap)});
        }
      }
    }
  }
  for (const std::string& field : options.fields) {
    const auto at = table.Find(field);
    if (!at) {
      continue;
    }
    std::map<std::string, std::vector<double>> groups;
    for (std::size_t i = 0; i < rated.size(); ++i) {
      if (const std::string& cell = table.rows[rated[i]][*at]; !cell.empty()) {
        groups[cell].push_back(errors[i]);
      }
    }
    std::vector<std::pair<std::string, std::vector<double>>> order(groups.begin(), groups.end());
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
      return a.second.size() > b.second.size();
    });
    for (std::size_t i = 0; i < order.size() && i < kMostGroups; ++i) {
      if (order[i].second.size() >= options.min_group) {
        out.errors.push_back({field, order[i].first, order[i].second.size(),
                              MeanWithInterval(order[i].second, bootstrap)});
      }
    }
  }
  return out;
}

}  // namespace slant
