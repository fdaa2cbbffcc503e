#include "slant/corpus/json_lines_reader.h"

#include <filesystem>
#include <utility>

#include "slant/corpus/json_record.h"

namespace slant {
namespace {

class JsonLinesReader : public ArticleReader {
 public:
  JsonLinesReader(ByteSource source, ReaderOptions options)
      : source_(std::move(source)),
        name_(std::filesystem::path(source_.path()).filename().string()),
        parser_(std::move(options)) {}

  Result<std::optional<Article>> Next() override {
    while (true) {
      SLANT_ASSIGN_OR_RETURN(const auto line, source_.NextLine(kMaxRecordBytes));
      if (!line) {
        return std::optional<Article>();
      }
      std::string_view record = *line;
      if (record.starts_with("\xEF\xBB\xBF")) {
        record.remove_prefix(3);
      }
      if (record.find_first_not_of(" \t\r") == std::string_view::npos) {
        continue;
      }
      const std::string number = ":" + std::to_string(source_.line());
      SLANT_ASSIGN_OR_RETURN(Article article,
                             parser_.Parse(record, source_.path() + number, name_ + number));
      return std::optional<Article>(std::move(article));
    }
  }

 private:
  ByteSource source_;
  std::string name_;
  JsonRecordParser parser_;
};

}  // namespace

std::unique_ptr<ArticleReader> MakeJsonLinesReader(ByteSource source, ReaderOptions options) {
  return std::make_unique<JsonLinesReader>(std::move(source), std::move(options));
}

}  // namespace slant
