/// @file json.h
/// How this room writes JSON; for its .cpp files alone.
#pragma once

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "slant/report/rounded.h"

namespace slant {

/// A JSON writer with the habits of our rows: short keys, four decimals, null for what is not
/// there.
class Json {
 public:
  Json() : writer_(buffer_) {}

  Json& Key(std::string_view key) {
    writer_.Key(key.data(), static_cast<rapidjson::SizeType>(key.size()));
    return *this;
  }
  void String(std::string_view text) {
    writer_.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
  }
  void StringOrNull(std::string_view text) {
    text.empty() ? static_cast<void>(writer_.Null()) : String(text);
  }
  void Integer(std::int64_t value) { writer_.Int64(value); }
  void Number(double value) {
    std::isfinite(value) ? writer_.Double(Rounded(value)) : writer_.Null();
  }
  /// Six decimals: for numbers that are added up.
  void Addend(double value) {
    std::isfinite(value) ? writer_.Double(std::round(value * 1e6) / 1e6 + 0.0) : writer_.Null();
  }
  void Number(const std::optional<double>& value) { value ? Number(*value) : Null(); }
  void Null() { writer_.Null(); }
  void Bool(bool value) { writer_.Bool(value); }
  void BeginObject() { writer_.StartObject(); }
  void EndObject() { writer_.EndObject(); }
  void BeginList() { writer_.StartArray(); }
  void EndList() { writer_.EndArray(); }

  void EndRow(std::string& out) {
    writer_.EndObject();
    out.append(buffer_.GetString(), buffer_.GetSize());
    out.push_back('\n');
    buffer_.Clear();
    writer_.Reset(buffer_);
  }

 private:
  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> writer_;
};

}  // namespace slant
