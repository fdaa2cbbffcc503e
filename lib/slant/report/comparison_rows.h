/// @file comparison_rows.h
/// A comparison in each format, one a file; for the writers of this room.
#pragma once

#include <string>

#include "slant/report/row_writer.h"

namespace slant {

/// slant.outlet/1, slant.variance/1, slant.comparison/1, slant.difference/1, slant.coverage/1,
/// slant.period/1, slant.change/1, slant.sources/1, slant.evidence/1.
void WriteComparisonJson(const Comparison& comparison, const WriterOptions& options,
                         std::string& out);

/// The same in long form, for R and pandas: the column `row` says what a line is about.
void WriteComparisonCsv(const Comparison& comparison, const WriterOptions& options,
                        std::string& out);

void WriteComparisonText(const Comparison& comparison, const WriterOptions& options,
                         std::string& out);

}  // namespace slant
