#include "slant/corpus/json_values_reader.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "slant/corpus/json_record.h"

namespace slant {
namespace {

class JsonValuesReader : public ArticleReader {
 public:
  JsonValuesReader(ByteSource source, ReaderOptions options)
      : source_(std::move(source)),
        name_(std::filesystem::path(source_.path()).filename().string()),
        parser_(std::move(options)) {}

  Result<std::optional<Article>> Next() override {
    while (true) {
      SLANT_ASSIGN_OR_RETURN(const std::string_view window, source_.Window(1));
      if (window.empty()) {
        return std::optional<Article>();
      }
      const char c = window.front();
      if (c == '{') {
        return Object();
      }
      if (std::string_view(" \t\r\n,[]\xEF\xBB\xBF").find(c) == std::string_view::npos) {
        return Other();
      }
      line_ += c == '\n' ? 1 : 0;
      source_.Consume(1);
    }
  }

 private:
  std::string Place(std::size_t line) const { return source_.path() + ":" + std::to_string(line); }

  Result<std::optional<Article>> Object() {
    const std::size_t first_line = line_;
    int depth = 0;
    bool inside_string = false;
    bool escaped = false;
    std::size_t size = 0;
    std::size_t lines = 0;
    while (size <= kMaxRecordBytes) {
      SLANT_ASSIGN_OR_RETURN(const std::string_view window, source_.Window(size + 1));
      if (size == window.size()) {
        line_ += lines;
        source_.Consume(size);
        return Error{ErrorCode::kMalformed,
                     "expected a JSON object, found one that is not complete (is the file cut "
                     "off?)",
                     Place(first_line)};
      }
      const std::size_t end = std::min(window.size(), kMaxRecordBytes + 1);
      for (; size < end; ++size) {
        const char c = window[size];
        lines += c == '\n' ? 1 : 0;
        if (inside_string) {
          inside_string = escaped || c != '"';
          escaped = !escaped && c == '\\';
        } else if (c == '"') {
          inside_string = true;
        } else if (c == '{' || c == '[') {
          ++depth;
        } else if ((c == '}' || c == ']') && --depth == 0) {
          ++size;
          const std::string number = ":" + std::to_string(first_line);
          auto article =
              parser_.Parse(window.substr(0, size), source_.path() + number, name_ + number);
          source_.Consume(size);
          line_ += lines;
          if (!article) {
            return article.error();
          }
          return std::optional<Article>(std::move(article).value());
        }
      }
    }
    // Lost inside: the next line that begins like an object is the best guess.  What was looked at
    // is not looked at again, so that the time stays linear.
    source_.Consume(size);
    line_ += lines;
    std::size_t skipped = size;
    while (true) {
      SLANT_ASSIGN_OR_RETURN(const std::string_view window, source_.Window(3));
      const std::size_t at = window.find("\n{");
      const std::size_t step = at != std::string_view::npos ? at + 1
                               : window.size() < 3          ? window.size()
                                                            : window.size() - 1;
      line_ += static_cast<std::size_t>(
          std::count(window.begin(), window.begin() + static_cast<std::ptrdiff_t>(step), '\n'));
      source_.Consume(step);
      skipped += step;
      if (at != std::string_view::npos || step == 0 || window.size() < 3) {
        break;
      }
    }
    return Error{ErrorCode::kLimit,
                 "the object has more than " + std::to_string(kMaxRecordBytes) +
                     " bytes, the most a record may have; " + std::to_string(skipped) +
                     " were passed over",
                 Place(first_line)};
  }

  // A number, a string, a word: up to the end of the line or the next object.
  Result<std::optional<Article>> Other() {
    const std::size_t line = line_;
    while (true) {
      SLANT_ASSIGN_OR_RETURN(const std::string_view window, source_.Window(1));
      const std::size_t at = window.find_first_of("\n{");
      source_.Consume(at == std::string_view::npos ? window.size() : at);
      if (at != std::string_view::npos || window.empty()) {
        break;
      }
    }
    return Error{ErrorCode::kMalformed, "expected a JSON object, found another value", Place(line)};
  }

  ByteSource source_;
  std::string name_;
  JsonRecordParser parser_;
  std::size_t line_ = 1;
};

}  // namespace

std::unique_ptr<ArticleReader> MakeJsonValuesReader(ByteSource source, ReaderOptions options) {
  return std::make_unique<JsonValuesReader>(std::move(source), std::move(options));
}

}  // namespace slant
