/// @file lexicon_rows.h
/// What was found out about word lists, for programs and for people.
#pragma once

#include <string>

#include "slant/lexicon/lexicon_check.h"
#include "slant/lexicon/lexicon_coverage.h"

namespace slant {

/// Appends one line of JSON, schema slant.lexicon_check/1.
/// @param path as the user gave it.
void AppendCheckJson(const std::string& path, const LexiconReport& report, std::string& out);

/// Appends a page: where the list comes from, what is in it, what is wrong with it.  Of each kind
/// of finding the first are told, with `path:line`; JSON has more.
/// @param color heads in bold, bad lines in red, what to look at in yellow.
void AppendCheckText(const std::string& path, const LexiconReport& report, bool color,
                     std::string& out);

/// Appends one line of JSON, schema slant.lexicon_coverage/1.
void AppendCoverageJson(const CoverageReport& report, std::string& out);

/// Appends a table for each list, what drives each category, and how the lists agree.
/// @param color heads in bold.
void AppendCoverageText(const CoverageReport& report, bool color, std::string& out);

}  // namespace slant
