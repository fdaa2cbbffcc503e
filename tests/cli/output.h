/// @file output.h
/// Looking at what the program printed: lines, rows of JSON, and the schemas they must fit.
#pragma once

#include <gtest/gtest.h>
#include <rapidjson/document.h>
#include <rapidjson/schema.h>
#include <rapidjson/stringbuffer.h>

#include <sstream>
#include <string>
#include <string_view>
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
