#include <algorithm>
#include <deque>
#include <filesystem>

#include "slant/corpus/article_reader.h"
#include "slant/corpus/byte_source.h"
#include "slant/corpus/json_lines_reader.h"
#include "slant/corpus/text_reader.h"

namespace slant {
namespace {

namespace fs = std::filesystem;

// What the first bytes look like, and what reads it: one line a format.
struct Format {
  const char* name;
  bool (*matches)(std::string_view first_bytes);
  Result<std::unique_ptr<ArticleReader>> (*open)(ByteSource source, ReaderOptions options);
};

bool BeginsWith(std::string_view bytes, std::string_view magic) { return bytes.starts_with(magic); }

Result<std::unique_ptr<ArticleReader>> Refuse(ByteSource source, ReaderOptions /*options*/) {
  return Error{ErrorCode::kMalformed,
               "expected text or JSON Lines, found packed or binary data (unpack it first)",
               source.path()};
}

constexpr Format kFormats[] = {
    {"packed or binary",
     [](std::string_view bytes) {
       return BeginsWith(bytes, "\x1F\x8B") || BeginsWith(bytes, "\x28\xB5\x2F\xFD") ||
              BeginsWith(bytes, "PK\x03\x04") || BeginsWith(bytes, "SLANT\r\n") ||
              BeginsWith(bytes,
                         "\x7F"
                         "ELF") ||
              static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\0')) * 10 >
                  bytes.size();
     },
     Refuse},
    {"JSON Lines",
     [](std::string_view bytes) {
       const std::size_t first = bytes.find_first_not_of("\xEF\xBB\xBF \t\r\n");
       return first != std::string_view::npos && bytes[first] == '{';
     },
     [](ByteSource source, ReaderOptions options) -> Result<std::unique_ptr<ArticleReader>> {
       return MakeJsonLinesReader(std::move(source), std::move(options));
     }},
    {"plain text", [](std::string_view) { return true; },
     [](ByteSource source, ReaderOptions) -> Result<std::unique_ptr<ArticleReader>> {
       return MakeTextReader(std::move(source));
     }},
};

Result<std::unique_ptr<ArticleReader>> OpenFile(const std::string& path, ReaderOptions options) {
  SLANT_ASSIGN_OR_RETURN(auto source, ByteSource::Open(path));
  SLANT_ASSIGN_OR_RETURN(const std::string_view peek, source.Peek());
  if (peek.empty()) {
    return Error{ErrorCode::kMalformed, "the file is empty", source.path()};
  }
  const auto* const format = std::find_if(std::begin(kFormats), std::end(kFormats),
                                          [&](const Format& f) { return f.matches(peek); });
  return format->open(std::move(source), std::move(options));
}

// Reads one input after the other; a folder is replaced by what it holds.
class Chain : public ArticleReader {
 public:
  Chain(std::vector<std::string> inputs, ReaderOptions options)
      : waiting_(inputs.begin(), inputs.end()), options_(std::move(options)) {}

  Result<std::optional<Article>> Next() override {
    while (true) {
      if (current_) {
        auto article = current_->Next();
        if (!article || article->has_value()) {
          return article;
        }
        current_.reset();
      }
      if (waiting_.empty()) {
        return std::optional<Article>();
      }
      const std::string path = std::move(waiting_.front());
      waiting_.pop_front();
      std::error_code failure;
      if (path != "-" && fs::is_directory(path, failure)) {
        SLANT_RETURN_IF_ERROR(Expand(path));
        continue;
      }
      SLANT_ASSIGN_OR_RETURN(current_, OpenFile(path, options_));
    }
  }

 private:
  Status Expand(const std::string& folder) {
    std::error_code failure;
    std::vector<std::string> files;
    std::vector<std::string> folders;
    for (fs::directory_iterator it(folder, failure), end; !failure && it != end;
         it.increment(failure)) {
      if (it->path().filename().string().starts_with('.')) {
        continue;
      }
      std::error_code ignored;
      // Links to folders are not followed: they may lead in a circle.
      if (it->is_directory(ignored) && !it->is_symlink(ignored)) {
        folders.push_back(it->path().string());
      } else if (it->is_regular_file(ignored) && !IsNote(it->path())) {
        files.push_back(it->path().string());
      }
    }
    if (failure) {
      return Error{ErrorCode::kIo, "cannot list the folder: " + failure.message(), folder};
    }
    if (files.empty() && folders.empty()) {
      return Error{ErrorCode::kMalformed, "the folder has no files", folder};
    }
    files.insert(files.end(), folders.begin(), folders.end());
    std::sort(files.begin(), files.end());
    waiting_.insert(waiting_.begin(), files.begin(), files.end());
    return {};
  }

  // A folder of articles may describe itself; that is no article.
  static bool IsNote(const fs::path& path) {
    const std::string name = path.filename().string();
    return name.starts_with("README") || name.starts_with("LICENSE");
  }

  std::deque<std::string> waiting_;
  ReaderOptions options_;
  std::unique_ptr<ArticleReader> current_;
};

}  // namespace

std::unique_ptr<ArticleReader> OpenArticles(std::vector<std::string> inputs,
                                            ReaderOptions options) {
  if (inputs.empty()) {
    inputs.emplace_back("-");
  }
  return std::make_unique<Chain>(std::move(inputs), std::move(options));
}

}  // namespace slant
