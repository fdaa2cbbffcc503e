#include <glob.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <utility>

#include "slant/base/ascii.h"
#include "slant/base/iso_date.h"
#include "slant/corpus/article_reader.h"
#include "slant/corpus/byte_source.h"
#include "slant/corpus/csv_reader.h"
#include "slant/corpus/feed_reader.h"
#include "slant/corpus/html_reader.h"
#include "slant/corpus/json_lines_reader.h"
#include "slant/corpus/json_values_reader.h"
#include "slant/corpus/kind.h"
#include "slant/corpus/text_reader.h"
#include "slant/corpus/warc_reader.h"
#include "slant/corpus/zip_files.h"

namespace slant {
namespace {

namespace fs = std::filesystem;

using Opened = Result<std::unique_ptr<ArticleReader>>;

// What a file looks like: its first bytes, and its name without .gz and .zst, in lower case.
struct Look {
  std::string_view bytes;
  std::string_view text;  // without byte order mark and white space at the beginning
  std::string extension;
};

// What is told by a look, and what reads it: one line a format, the first that matches counts.
struct Format {
  const char* name;
  bool (*matches)(const Look& look, const ReaderOptions& options);
  Opened (*open)(ByteSource source, const ReaderOptions& options);
};

bool BeginsWith(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() &&
         std::equal(lower.begin(), lower.end(), text.begin(),
                    [](char a, char b) { return a == LowerAscii(b); });
}

bool Contains(std::string_view text, std::string_view lower) {
  return std::search(text.begin(), text.end(), lower.begin(), lower.end(),
                     [](char a, char b) { return LowerAscii(a) == b; }) != text.end();
}

bool IsBinary(const Look& look, const ReaderOptions&) {
  const std::string_view bytes = look.bytes;
  return bytes.starts_with("SLANT\r\n") ||
         bytes.starts_with(
             "\x7F"
             "ELF") ||
         bytes.starts_with("%PDF-") || bytes.starts_with("\x89PNG") ||
         bytes.starts_with("\xFF\xD8\xFF") ||
         static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\0')) * 10 > bytes.size();
}

bool IsFeed(const Look& look, const ReaderOptions&) {
  if (!look.text.starts_with('<')) {
    return false;
  }
  return Contains(look.text, "<rss") || Contains(look.text, "<rdf:rdf") ||
         (Contains(look.text, "<feed") && !Contains(look.text, "<html"));
}

bool IsHtml(const Look& look, const ReaderOptions&) {
  const std::string_view text = look.text;
  if (!text.starts_with('<')) {
    return false;
  }
  for (const std::string_view begin : {"<!doctype html", "<html", "<head", "<body", "<article",
                                       "<meta", "<title", "<script", "<div", "<p>", "<p "}) {
    if (BeginsWith(text, begin)) {
      return true;
    }
  }
  return Contains(text, "<html") || Contains(text, "<body") ||
         (look.extension == ".html" || look.extension == ".htm" || look.extension == ".xhtml" ||
          look.extension == ".shtml");
}

// One object over many lines: its first line ends where an object cannot.
bool IsSpreadObject(std::string_view text) {
  std::string_view line = text.substr(0, text.find('\n'));
  if (line.size() == text.size()) {
    return false;
  }
  line = line.substr(0, line.find_last_not_of(" \t\r") + 1);
  return !line.empty() && (line.back() == '{' || line.back() == '[' || line.back() == ',');
}

bool IsTableName(const Look& look) {
  return look.extension == ".csv" || look.extension == ".tsv" || look.extension == ".tab";
}

constexpr Format kFormats[] = {
    {"binary", IsBinary,
     [](ByteSource source, const ReaderOptions&) -> Opened {
       return Error{ErrorCode::kMalformed,
                    "expected text, JSON, a table, HTML, a feed or WARC, found binary data",
                    source.path()};
     }},
    {"WARC",
     [](const Look& look, const ReaderOptions&) { return look.text.starts_with("WARC/1."); },
     [](ByteSource source, const ReaderOptions&) -> Opened {
       return MakeWarcReader(std::move(source));
     }},
    {"JSON over many lines",
     [](const Look& look, const ReaderOptions&) {
       return look.text.starts_with('[')
                  ? look.text.find_first_not_of(" \t\r\n", 1) != std::string_view::npos &&
                        std::string_view("{]").find(
                            look.text[look.text.find_first_not_of(" \t\r\n", 1)]) !=
                            std::string_view::npos
                  : look.text.starts_with('{') && IsSpreadObject(look.text);
     },
     [](ByteSource source, const ReaderOptions& options) -> Opened {
       return MakeJsonValuesReader(std::move(source), options);
     }},
    {"JSON Lines",
     [](const Look& look, const ReaderOptions&) { return look.text.starts_with('{'); },
     [](ByteSource source, const ReaderOptions& options) -> Opened {
       return MakeJsonLinesReader(std::move(source), options);
     }},
    {"feed", IsFeed,
     [](ByteSource source, const ReaderOptions&) -> Opened {
       return MakeFeedReader(std::move(source));
     }},
    {"HTML", IsHtml,
     [](ByteSource source, const ReaderOptions&) -> Opened {
       return MakeHtmlReader(std::move(source));
     }},
    {"table",
     [](const Look& look, const ReaderOptions& options) {
       return TableSeparator(look.bytes, options, IsTableName(look)).has_value();
     },
     [](ByteSource source, const ReaderOptions& options) -> Opened {
       SLANT_ASSIGN_OR_RETURN(const std::string_view bytes, source.Peek());
       const auto separator = TableSeparator(bytes, options, true);
       return MakeCsvReader(std::move(source), separator.value_or(','), options);
     }},
    {"plain text", [](const Look&, const ReaderOptions&) { return true; },
     [](ByteSource source, const ReaderOptions&) -> Opened {
       return MakeTextReader(std::move(source));
     }},
};

std::string ExtensionOf(const std::string& path) {
  fs::path name = fs::path(path).filename();
  std::string extension = name.extension().string();
  if (extension == ".gz" || extension == ".zst" || extension == ".zstd") {
    extension = name.stem().extension().string();
  }
  return LowerAscii(extension);
}

Opened OpenSource(ByteSource source, const ReaderOptions& options) {
  SLANT_ASSIGN_OR_RETURN(const std::string_view peek, source.Peek());
  if (peek.empty()) {
    return Error{ErrorCode::kMalformed, "the file is empty", source.path()};
  }
  Look look{peek, peek, ExtensionOf(source.path())};
  look.text.remove_prefix(
      std::min(look.text.find_first_not_of("\xEF\xBB\xBF \t\r\n"), look.text.size()));
  const auto* const format =
      std::find_if(std::begin(kFormats), std::end(kFormats),
                   [&](const Format& f) { return f.matches(look, options); });
  return format->open(std::move(source), options);
}

// Reads one input after the other; a folder, a pattern or an archive is replaced by what it holds.
class Chain : public ArticleReader {
 public:
  Chain(std::vector<std::string> inputs, ReaderOptions options)
      : waiting_(inputs.begin(), inputs.end()), options_(std::move(options)) {
    if (options_.outlets == nullptr) {
      options_.outlets = OutletNames::BuiltIn();
    }
  }

  Result<std::optional<Article>> Next() override {
    SLANT_ASSIGN_OR_RETURN(auto draft, NextDraft());
    if (!draft) {
      return std::optional<Article>();
    }
    SLANT_ASSIGN_OR_RETURN(Article article, Finish(*std::move(draft)));
    return std::optional<Article>(std::move(article));
  }

  Result<std::optional<Draft>> NextDraft() override {
    while (true) {
      if (current_) {
        auto draft = current_->NextDraft();
        if (!draft || draft->has_value()) {
          return draft;
        }
        current_.reset();
      }
      if (archive_) {
        SLANT_ASSIGN_OR_RETURN(auto file, archive_->Next());
        if (!file) {
          archive_.reset();
        } else if (!IsNote(file->path())) {
          SLANT_ASSIGN_OR_RETURN(current_, OpenSource(*std::move(file), options_));
        }
        continue;
      }
      if (waiting_.empty()) {
        return std::optional<Draft>();
      }
      const std::string path = std::move(waiting_.front());
      waiting_.pop_front();
      std::error_code failure;
      if (path != "-" && fs::is_directory(path, failure)) {
        SLANT_RETURN_IF_ERROR(Expand(path));
        continue;
      }
      if (path != "-" && !fs::exists(fs::symlink_status(path, failure)) && ExpandPattern(path)) {
        continue;
      }
      SLANT_RETURN_IF_ERROR(Open(path));
    }
  }

  // What can be done on any thread: the article of a page, and names and dates in one spelling.
  Result<Article> Finish(Draft draft) const override {
    SLANT_ASSIGN_OR_RETURN(Article article, FinishPage(std::move(draft)));
    if (auto date = IsoDate(article.date)) {
      article.date = *std::move(date);
    }
    article.outlet = options_.outlets->Canonical(article.outlet, article.url);
    article.kind = KindOf(article);
    return article;
  }

 private:
  Status Open(const std::string& path) {
    SLANT_ASSIGN_OR_RETURN(auto source, ByteSource::Open(path, options_.digest));
    SLANT_ASSIGN_OR_RETURN(const std::string_view peek, source.Peek());
    if (peek.starts_with("PK\x03\x04")) {
      archive_.emplace(std::move(source));
      return {};
    }
    SLANT_ASSIGN_OR_RETURN(current_, OpenSource(std::move(source), options_));
    return {};
  }

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

  // "news/*.html", for shells that leave it to the program; false if nothing has such a name.
  bool ExpandPattern(const std::string& pattern) {
    if (pattern.find_first_of("*?[") == std::string::npos) {
      return false;
    }
    glob_t found{};
    const bool any = ::glob(pattern.c_str(), 0, nullptr, &found) == 0 && found.gl_pathc > 0;
    if (any) {
      waiting_.insert(waiting_.begin(), found.gl_pathv, found.gl_pathv + found.gl_pathc);
    }
    ::globfree(&found);
    return any;
  }

  // A folder of articles may describe itself; that is no article.
  static bool IsNote(const fs::path& path) {
    const std::string name = path.filename().string();
    return name.starts_with("README") || name.starts_with("LICENSE");
  }

  std::deque<std::string> waiting_;
  ReaderOptions options_;
  std::unique_ptr<ArticleReader> current_;
  std::optional<ZipFiles> archive_;  // that current_ reads from
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
