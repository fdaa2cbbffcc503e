/// @file agreement_rows.h
/// How coders and a model agree, for programs (JSON, CSV) and for people (the terminal).
#pragma once

#include <string>

#include "slant/coding/agreement_report.h"

namespace slant {

/// "nominal", "ordinal" or "interval".
const char* LevelName(MeasurementLevel level) noexcept;

/// Appends one line of JSON, schema slant.agreement/1.
void AppendAgreementJson(const AgreementReport& report, std::string& out);

/// Appends a table: measure, level, a, b, field, value, n, estimate, low, high.
void AppendAgreementCsv(const AgreementReport& report, std::string& out);

/// Appends a page.   @param color heads in bold.
void AppendAgreementText(const AgreementReport& report, bool color, std::string& out);

}  // namespace slant
