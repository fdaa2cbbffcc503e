#include "slant/corpus/text_reader.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "slant/base/utf8.h"

namespace slant {
namespace {

constexpr std::size_t kLongestTitle =
    200;  // bytes; the longest headline in 36,254 articles has 190

void SplitTitle(Article& article) {
  const std::string_view text = article.text;
  const std::size_t begin = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  const std::size_t feed = text.find('\n', begin);
  if (feed == std::string_view::npos || feed - begin > kLongestTitle) {
    return;
  }
  const std::size_t next = text.find_first_not_of(" \t\r", feed + 1);
  if (next == std::string_view::npos || text[next] != '\n') {
    return;
  }
  std::string_view title = text.substr(begin, feed - begin);
  while (!title.empty() && (title.back() == '\r' || title.back() == ' ')) {
    title.remove_suffix(1);
  }
  if (title.empty() || title.back() == '.' || title.back() == '!' || title.back() == ':') {
    return;
  }
  article.title = title;
  article.body_begin = static_cast<std::uint32_t>(feed);
}

class TextReader : public ArticleReader {
 public:
  explicit TextReader(ByteSource source) : source_(std::move(source)) {}

  Result<std::optional<Article>> Next() override {
    if (std::exchange(done_, true)) {
      return std::optional<Article>();
    }
    Article article;
    article.source = source_.path();
    article.id = std::filesystem::path(source_.path()).stem().string();
    SLANT_ASSIGN_OR_RETURN(article.text, source_.ReadAll(kMaxRecordBytes));
    const Utf8Repair repair = RepairUtf8(article.text);
    article.replaced_bytes = repair.replaced;
    if (repair.replaced > 0) {
      // What comes before the first of them has not changed.
      const auto first = article.text.begin() + static_cast<std::ptrdiff_t>(repair.first_offset);
      article.replaced_line =
          1 + static_cast<std::size_t>(std::count(article.text.begin(), first, '\n'));
    }
    SplitTitle(article);
    return std::optional<Article>(std::move(article));
  }

 private:
  ByteSource source_;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<ArticleReader> MakeTextReader(ByteSource source) {
  return std::make_unique<TextReader>(std::move(source));
}

}  // namespace slant
