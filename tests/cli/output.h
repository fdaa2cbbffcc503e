/// @file output.h
/// Looking at what the program printed: lines, rows of JSON, and the schemas they must fit.
#pragma once

#include <gtest/gtest.h>
#include <rapidjson/document.h>
#include <rapidjson/schema.h>
#include <rapidjson/stringbuffer.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/temp_dir.h"

namespace slant {

using Words = std::vector<std::string>;

inline bool Contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

inline Words Lines(const std::string& text) {
  Words lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    lines.push_back(line);
  }
  return lines;
}

/// Fails the test unless the text is an object of JSON.
inline rapidjson::Document Json(const std::string& text) {
  rapidjson::Document document;
  document.Parse(text.c_str());
  EXPECT_TRUE(!document.HasParseError() && document.IsObject()) << "no JSON object: " << text;
  return document;
}

/// An object a line.
inline std::vector<rapidjson::Document> Rows(const std::string& out) {
  std::vector<rapidjson::Document> rows;
  for (const std::string& line : Lines(out)) {
    rows.push_back(Json(line));
  }
  return rows;
}

/// RFC 4180: lines of cells; quotes around cells with commas, quotes and line ends.
inline std::vector<Words> ReadCsv(const std::string& text) {
  std::vector<Words> lines;
  Words line;
  std::string cell;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
      cell += '"';
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && (c == ',' || c == '\n')) {
      line.push_back(std::exchange(cell, ""));
      if (c == '\n') {
        lines.push_back(std::exchange(line, {}));
      }
    } else if (quoted || c != '\r') {
      cell += c;
    }
  }
  EXPECT_FALSE(quoted) << "a quoted cell does not end";
  EXPECT_TRUE(cell.empty() && line.empty()) << "the last line has no end";
  return lines;
}

/// The cells of a CSV by the names of its header.
inline std::vector<std::map<std::string, std::string>> CsvRows(const std::string& text) {
  const auto lines = ReadCsv(text);
  std::vector<std::map<std::string, std::string>> rows;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    EXPECT_EQ(lines[i].size(), lines[0].size()) << "line " << i + 1;
    std::map<std::string, std::string> row;
    for (std::size_t k = 0; k < std::min(lines[i].size(), lines[0].size()); ++k) {
      row[lines[0][k]] = lines[i][k];
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

/// A JSON value as the CSV writes it: nothing for null.
inline void ExpectSame(const std::string& cell, const rapidjson::Value& value) {
  if (value.IsNull()) {
    EXPECT_EQ(cell, "");
  } else if (value.IsNumber()) {
    EXPECT_EQ(std::strtod(cell.c_str(), nullptr), value.GetDouble());
  } else if (value.IsBool()) {
    EXPECT_EQ(cell, value.GetBool() ? "true" : "false");
  } else {
    EXPECT_EQ(cell, value.GetString());
  }
}

/// A JSON Schema of corpora/schema.
class Schema {
 public:
  explicit Schema(const std::string& name)
      : schema_(Json(ReadFile(std::string(SLANT_SOURCE_DIR) + "/corpora/schema/" + name +
                              ".schema.json"))) {}

  testing::AssertionResult Accepts(const rapidjson::Value& row) const {
    rapidjson::SchemaValidator validator(schema_);
    if (row.Accept(validator)) {
      return testing::AssertionSuccess();
    }
    rapidjson::StringBuffer where;
    validator.GetInvalidDocumentPointer().StringifyUriFragment(where);
    return testing::AssertionFailure()
           << validator.GetInvalidSchemaKeyword() << " is violated at " << where.GetString();
  }

 private:
  rapidjson::SchemaDocument schema_;
};

}  // namespace slant
