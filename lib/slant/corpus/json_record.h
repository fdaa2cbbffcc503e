/// @file json_record.h
/// One JSON object -> an article.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "slant/base/result.h"
#include "slant/corpus/article_reader.h"

namespace slant {

/// Parses records; keeps its buffers from one to the next.  Not for sharing between threads.
class JsonRecordParser {
 public:
  explicit JsonRecordParser(ReaderOptions options);
  ~JsonRecordParser();
  JsonRecordParser(JsonRecordParser&&) noexcept;

  /// The article of a record.  Names are those of field_names.h; of two equal names the first
  /// counts.  Lists are joined, of an object its `name` is taken.
  /// @param place `path:line`; the source of the article and of errors.
  /// @param fallback_id the id if the record has neither id nor address.
  /// @return kMalformed if it is no object or has no text.
  Result<Article> Parse(std::string_view record, const std::string& place,
                        const std::string& fallback_id);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace slant
