/// @file article_reader.h
/// The interface of everything that articles come from.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "slant/base/result.h"
#include "slant/corpus/article.h"

namespace slant {

/// The largest record (a line of JSON, a text file) that is read.  "War and Peace" has 3.2 MB; what
/// is longer is no article but a broken file, and would make memory depend on the input.
inline constexpr std::size_t kMaxRecordBytes = std::size_t{8} << 20;

/// Gives articles one by one; holds no more than one record in memory.
class ArticleReader {
 public:
  virtual ~ArticleReader() = default;

  /// The next article; nothing at the end.  An error concerns one record (or one file) and names
  /// it: count it and call again, the rest is still to come.
  virtual Result<std::optional<Article>> Next() = 0;
};

struct ReaderOptions {
  /// Fields to keep in Article::extra besides the members, by the source's names.
  std::vector<std::string> keep_fields;
  /// Fields to keep there as JSON, by the source's names: lists of objects such as `targets`.
  std::vector<std::string> keep_json;
};

/// Reads everything that `inputs` name, in order: files, folders (recursively, by path; hidden
/// files are passed over) and "-", the standard input.  Formats are told apart by content.  A name
/// that cannot be opened is an error of Next, kNotFound or kIo.
std::unique_ptr<ArticleReader> OpenArticles(std::vector<std::string> inputs, ReaderOptions options);

}  // namespace slant
