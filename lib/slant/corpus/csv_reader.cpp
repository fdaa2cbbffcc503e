#include "slant/corpus/csv_reader.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "slant/base/ascii.h"
#include "slant/base/utf8.h"
#include "slant/corpus/field_names.h"

namespace slant {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";
constexpr std::size_t kMostColumns = 4096;

// How a row ends.
enum class RowEnd { kLine, kInput, kNeedsMore, kStrayMark };

// Cuts one row off `text`.  Cells keep their memory from row to row.
class RowCutter {
 public:
  explicit RowCutter(char separator) : separator_(separator) {}

  // @param last nothing comes behind `text`.  After kNeedsMore the same row is cut again from its
  // beginning, with more text; `unclosed` tells whether it ended inside quotation marks.
  RowEnd Cut(std::string_view text, bool last) {
    count_ = 0;
    size_ = 0;
    lines_ = 0;
    unclosed_ = false;
    while (true) {
      std::string& cell = NextCell();
      if (size_ < text.size() && text[size_] == '"') {
        ++size_;
        while (true) {
          const std::size_t mark = text.find('"', size_);
          const std::size_t end = std::min(mark, text.size());
          cell.append(text.substr(size_, end - size_));
          lines_ += static_cast<std::size_t>(
              std::count(text.begin() + static_cast<std::ptrdiff_t>(size_),
                         text.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
          size_ = end;
          if (mark == std::string_view::npos || (mark + 1 == text.size() && !last)) {
            unclosed_ = mark == std::string_view::npos;
            return RowEnd::kNeedsMore;
          }
          ++size_;
          if (size_ < text.size() && text[size_] == '"') {
            cell += '"';
            ++size_;
            continue;
          }
          break;
        }
        // Behind a cell of several lines something else than the next cell: the mark that opened it
        // was never closed, and this one opens another.
        const bool over_lines = cell.find('\n') != std::string::npos;
        if (over_lines && size_ < text.size() && text[size_] != separator_ && text[size_] != '\n' &&
            text[size_] != '\r') {
          unclosed_ = true;
          return RowEnd::kStrayMark;
        }
      }
      // The bare rest of the cell; a quotation mark inside is a letter like others.
      const char stops[] = {separator_, '\n', '\0'};
      const std::size_t stop = std::min(text.find_first_of(stops, size_, 2), text.size());
      cell.append(text.substr(size_, stop - size_));
      size_ = stop;
      if (size_ == text.size()) {
        if (!last) {
          return RowEnd::kNeedsMore;
        }
        return RowEnd::kInput;
      }
      if (text[size_++] == '\n') {
        if (cell.ends_with('\r')) {
          cell.pop_back();
        }
        ++lines_;
        return RowEnd::kLine;
      }
    }
  }

  std::size_t cells() const { return std::min(count_, kMostColumns); }
  std::size_t all_cells() const { return count_; }
  const std::string& cell(std::size_t i) const { return cells_[i]; }
  std::size_t size() const { return size_; }    // bytes of the row with its end
  std::size_t lines() const { return lines_; }  // line feeds in it
  bool unclosed() const { return unclosed_; }

 private:
  std::string& NextCell() {
    const std::size_t at = std::min(count_++, kMostColumns);
    if (at == cells_.size()) {
      cells_.emplace_back();
    }
    cells_[at].clear();
    return cells_[at];
  }

  char separator_;
  std::vector<std::string> cells_;
  std::size_t count_ = 0;
  std::size_t size_ = 0;
  std::size_t lines_ = 0;
  bool unclosed_ = false;
};

// A field of ours and the column it is in.
struct Column {
  const FieldNames* field;
  std::string_view name;
  std::size_t index;
};

class CsvReader : public ArticleReader {
 public:
  CsvReader(ByteSource source, char separator, ReaderOptions options)
      : source_(std::move(source)),
        name_(std::filesystem::path(source_.path()).filename().string()),
        cutter_(separator),
        options_(std::move(options)),
        fields_(KnownFields(options_.fields)) {}

  Result<std::optional<Article>> Next() override {
    while (!done_) {
      if (columns_.empty()) {
        SLANT_RETURN_IF_ERROR(ReadHeader());
      }
      const std::size_t line = line_;
      SLANT_ASSIGN_OR_RETURN(const bool more, NextRow());
      if (!more) {
        break;
      }
      if (cutter_.cells() == 1 && TrimAscii(cutter_.cell(0)).empty()) {
        Take();
        continue;  // a blank line
      }
      if (const std::size_t found = FilledCells(); found > width_) {
        Resume();
        return Malformed("expected " + std::to_string(width_) + " cells, found " +
                             std::to_string(found) + " (is a quotation mark missing?)",
                         line);
      }
      Take();
      SLANT_ASSIGN_OR_RETURN(Article article, MakeArticle(line));
      return std::optional<Article>(std::move(article));
    }
    return std::optional<Article>();
  }

 private:
  Error Malformed(std::string message, std::size_t line) const {
    return {ErrorCode::kMalformed, std::move(message), source_.path() + ":" + std::to_string(line)};
  }

  // Without empty cells at the end, which spreadsheets add.
  std::size_t FilledCells() const {
    std::size_t cells = cutter_.all_cells();
    while (cells > width_ && cells <= cutter_.cells() && cutter_.cell(cells - 1).empty()) {
      --cells;
    }
    return cells;
  }

  void Take() {
    source_.Consume(cutter_.size());
    line_ += cutter_.lines();
  }

  // Goes on at the line after the one on which a wrong row begins: a missing quotation mark has
  // swallowed those behind it.  Rows that were looked at in vain may be looked at again only as
  // long as this is a small part of all work.
  void Resume() {
    const auto window = source_.Window(1);
    const std::size_t feed = window ? window->find('\n') : std::string_view::npos;
    looked_at_ += cutter_.size();
    if (feed == std::string_view::npos || feed + 1 >= cutter_.size() ||
        looked_at_ > kMaxRecordBytes + 4 * taken_) {
      taken_ += cutter_.size();
      Take();
      return;
    }
    taken_ += feed + 1;
    source_.Consume(feed + 1);
    ++line_;
  }

  // Cuts the next row, which stays in the window until it is taken; false at the end.
  Result<bool> NextRow() {
    const std::size_t line = line_;
    std::size_t wanted = 1;
    while (true) {
      SLANT_ASSIGN_OR_RETURN(const std::string_view window, source_.Window(wanted));
      if (window.empty()) {
        done_ = true;
        return false;
      }
      const bool last = window.size() < wanted;
      const bool over = window.size() > kMaxRecordBytes;
      const RowEnd end = cutter_.Cut(window, last);
      if (last && source_.damaged() && end != RowEnd::kLine) {
        source_.Consume(window.size());  // the beginning of a row whose rest is lost
        return NextRow();
      }
      if (end != RowEnd::kNeedsMore && end != RowEnd::kStrayMark &&
          cutter_.size() <= kMaxRecordBytes) {
        return true;
      }
      if (end == RowEnd::kNeedsMore && !last && !over) {
        wanted = window.size() * 2 + 1;  // cut again from the beginning: doubling keeps that linear
        continue;
      }
      // Either the input ends inside quotation marks, or the row is too long.
      const bool unclosed = cutter_.unclosed();
      const std::size_t size = cutter_.size();
      Resume();
      if (unclosed) {
        return Malformed("a quotation mark is not closed", line);
      }
      return Error{ErrorCode::kLimit,
                   "the row has " + std::to_string(size) +
                       " bytes or more, the most a record may have is " +
                       std::to_string(kMaxRecordBytes),
                   source_.path() + ":" + std::to_string(line)};
    }
  }

  Status ReadHeader() {
    SLANT_ASSIGN_OR_RETURN(const std::string_view begin, source_.Window(kMark.size()));
    if (begin.starts_with(kMark)) {
      source_.Consume(kMark.size());
    }
    const std::size_t line = line_;
    const auto more = NextRow();
    if (!more || !*more) {
      done_ = true;
      return more ? Error{ErrorCode::kMalformed, "the table is empty", source_.path()}
                  : more.error();
    }
    std::vector<std::string> header;
    for (std::size_t i = 0; i < cutter_.cells(); ++i) {
      header.emplace_back(TrimAscii(cutter_.cell(i)));
    }
    width_ = cutter_.all_cells();
    Take();
    const auto find = [&](std::string_view name) {
      std::size_t at =
          static_cast<std::size_t>(std::find(header.begin(), header.end(), name) - header.begin());
      for (std::size_t i = 0; at == header.size() && i < header.size(); ++i) {
        at = LowerAscii(header[i]) == LowerAscii(name) ? i : at;
      }
      return at;
    };
    bool has_text = false;
    for (const FieldNames& field : fields_) {
      for (const std::string& name : field.names) {
        if (const std::size_t at = find(name); at < header.size()) {
          columns_.push_back({&field, name, at});
          has_text = has_text || field.member == &Article::text;
        }
      }
    }
    for (const std::string& name : options_.keep_fields) {
      kept_.push_back(find(name));
    }
    kept_names_ = options_.keep_fields;
    for (std::size_t i = 0; i < header.size() && options_.keep_all; ++i) {
      const auto& names = kept_names_;
      if (IsOtherField(fields_, header[i]) &&
          std::find(names.begin(), names.end(), header[i]) == names.end()) {
        kept_.push_back(i);
        kept_names_.push_back(header[i]);
      }
    }
    if (!has_text) {
      done_ = true;
      std::string names;
      for (const std::string& name : header) {
        names += (names.empty() ? "" : ", ") + name.substr(0, 40);
      }
      return Malformed("the table has no column of texts (--text-col names it); its columns are " +
                           names.substr(0, 500),
                       line);
    }
    return {};
  }

  Result<Article> MakeArticle(std::size_t line) const {
    Article article;
    for (const Column& column : columns_) {
      std::string& member = article.*column.field->member;
      if (!member.empty() || column.index >= cutter_.cells()) {
        continue;
      }
      member = cutter_.cell(column.index);
      if (!FitsField(*column.field, column.name, member)) {
        member.clear();
      }
      article.replaced_bytes += RepairUtf8(member).replaced;
    }
    if (article.text.find_first_not_of(" \t\r\n") == std::string::npos) {
      return Malformed("the row has no text", line);
    }
    for (std::size_t i = 0; i < kept_.size(); ++i) {
      if (kept_[i] < cutter_.cells() && !cutter_.cell(kept_[i]).empty()) {
        std::string value = cutter_.cell(kept_[i]);
        const std::size_t replaced = RepairUtf8(value).replaced;
        const bool asked = i < options_.keep_fields.size();
        article.replaced_bytes += asked ? replaced : 0;  // the others are not missed
        if (asked || value.size() <= kMaxKeptBytes) {
          article.extra.emplace_back(kept_names_[i], std::move(value));
        }
      }
    }
    const std::string number = ":" + std::to_string(line);
    article.source = source_.path() + number;
    if (article.id.empty()) {
      article.id = article.url.empty() ? name_ + number : article.url;
    }
    return article;
  }

  ByteSource source_;
  std::string name_;
  RowCutter cutter_;
  ReaderOptions options_;
  std::vector<FieldNames> fields_;
  std::vector<Column> columns_;
  std::vector<std::string> kept_names_;  // keep_fields, then what keep_all keeps
  std::vector<std::size_t> kept_;        // column of each
  std::size_t width_ = 0;
  std::size_t line_ = 1;
  std::size_t looked_at_ = 0;
  std::size_t taken_ = 0;
  bool done_ = false;
};

}  // namespace

std::optional<char> TableSeparator(std::string_view first_bytes, const ReaderOptions& options,
                                   bool any_header) {
  if (first_bytes.starts_with(kMark)) {
    first_bytes.remove_prefix(kMark.size());
  }
  const auto fields = KnownFields(options.fields);
  std::optional<char> best;
  std::size_t most = any_header ? 0 : 1;
  for (const char separator : {',', ';', '\t', '|'}) {
    RowCutter cutter(separator);
    if (cutter.Cut(first_bytes, true) == RowEnd::kNeedsMore || cutter.cells() <= most) {
      continue;
    }
    bool has_text = any_header;
    for (const FieldNames& field : fields) {
      for (std::size_t i = 0; i < cutter.cells() && field.member == &Article::text; ++i) {
        const std::string cell = LowerAscii(TrimAscii(cutter.cell(i)));
        for (const std::string& name : field.names) {
          has_text = has_text || LowerAscii(name) == cell;
        }
      }
    }
    if (has_text) {
      most = cutter.cells();
      best = separator;
    }
  }
  return best;
}

std::unique_ptr<ArticleReader> MakeCsvReader(ByteSource source, char separator,
                                             ReaderOptions options) {
  return std::make_unique<CsvReader>(std::move(source), separator, std::move(options));
}

}  // namespace slant
