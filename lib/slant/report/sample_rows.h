/// @file sample_rows.h
/// A sample for human coding as tables that a spreadsheet opens.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "slant/coding/stratified_sample.h"

namespace slant {

struct SampleColumns {
  std::vector<std::string> cells;   ///< names of SampledUnit::cells
  std::vector<std::size_t> chosen;  ///< those that the table has, by index
  bool strata = false;              ///< stratum_units, stratum_sampled and weight follow
  std::vector<std::string> empty;   ///< columns for the coder, last
  bool byte_order_mark = true;      ///< without it Excel takes UTF-8 for another charset
};

/// Appends a table (RFC 4180): item, the chosen cells, what a stratum counts, empty columns.  A
/// cell of text that a spreadsheet would run as a formula (it begins with = + - @, a tab or a
/// return) has an apostrophe before it; numbers are left as they are. Source: OWASP, "CSV
/// Injection".
void AppendSampleCsv(std::span<const SampledUnit> units, const SampleColumns& columns,
                     std::string& out);

}  // namespace slant
