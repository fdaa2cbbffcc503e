#include "slant/corpus/warc_reader.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "slant/base/ascii.h"
#include "slant/base/utf8.h"
#include "slant/corpus/html_reader.h"
#include "slant/html/charset.h"

namespace slant {
namespace {

constexpr std::size_t kMostHeaderBytes = std::size_t{64} << 10;

bool SameName(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return LowerAscii(x) == LowerAscii(y); });
}

// The value of a header field (WARC and HTTP write them alike); empty if it is not there.
std::string_view Field(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    const std::string_view line = header.substr(0, header.find('\n'));
    header.remove_prefix(std::min(line.size() + 1, header.size()));
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos && SameName(TrimAscii(line.substr(0, colon)), name)) {
      return TrimAscii(line.substr(colon + 1));
    }
  }
  return {};
}

// Where the blank line that ends a header ends; npos if there is none.
std::size_t HeaderEnd(std::string_view bytes) {
  const std::size_t crlf = bytes.find("\r\n\r\n");
  const std::size_t lf = bytes.find("\n\n");
  if (crlf == std::string_view::npos && lf == std::string_view::npos) {
    return std::string_view::npos;
  }
  return crlf < lf ? crlf + 4 : lf + 2;
}

bool ParseLength(std::string_view text, std::uint64_t& out) {
  out = 0;
  for (const char c : text) {
    if (c < '0' || c > '9' || out > UINT64_MAX / 20) {
      return false;
    }
    out = out * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return !text.empty();
}

// "1a3f\r\n...\r\n0\r\n": the content of chunks; nothing if it is not made of them.
std::optional<std::string> Unchunked(std::string_view body) {
  std::string out;
  while (true) {
    const std::size_t end = body.find("\r\n");
    if (end == std::string_view::npos || end == 0 || end > 64) {
      return std::nullopt;
    }
    std::size_t size = 0;
    for (const char c : body.substr(0, std::min(end, body.find(';')))) {
      const int digit = IsAsciiDigit(c)                                ? c - '0'
                        : LowerAscii(c) >= 'a' && LowerAscii(c) <= 'f' ? LowerAscii(c) - 'a' + 10
                        : c == ' '                                     ? -2
                                                                       : -1;
      if (digit == -1 || size > kMaxRecordBytes) {
        return std::nullopt;
      }
      size = digit < 0 ? size : size * 16 + static_cast<std::size_t>(digit);
    }
    body.remove_prefix(end + 2);
    if (size == 0) {
      return out;
    }
    out += body.substr(0, size);
    if (body.size() < size + 2) {
      return out;  // cut off, as crawlers do with long pages
    }
    body.remove_prefix(size + 2);
  }
}

class WarcReader : public PageReader {
 public:
  explicit WarcReader(ByteSource source) : source_(std::move(source)) {}

  Result<std::optional<Draft>> NextDraft() override {
    while (true) {
      SLANT_ASSIGN_OR_RETURN(const bool more, FindRecord());
      if (!more) {
        return std::optional<Draft>();
      }
      ++number_;
      SLANT_ASSIGN_OR_RETURN(std::optional<Draft> draft, ReadRecord());
      if (draft) {
        return draft;
      }
    }
  }

 private:
  std::string Place() const { return source_.path() + ":" + std::to_string(number_); }
  Error Malformed(std::string message) const {
    return {ErrorCode::kMalformed, std::move(message), Place()};
  }

  // Goes to the next "WARC/1." at the beginning of a line; false at the end.
  Result<bool> FindRecord() {
    constexpr std::string_view kMagic = "WARC/1.";
    bool line_begins = true;
    while (true) {
      SLANT_ASSIGN_OR_RETURN(const std::string_view window, source_.Window(kMagic.size()));
      if (window.size() < kMagic.size()) {
        source_.Consume(window.size());
        if (source_.damaged()) {
          continue;  // the next window is the damage, and more may come behind it
        }
        return false;
      }
      if (line_begins && window.starts_with(kMagic)) {
        return true;
      }
      const std::size_t feed = window.find('\n');
      line_begins = feed != std::string_view::npos;
      source_.Consume(line_begins ? feed + 1 : window.size());
    }
  }

  // The record that begins here; nothing if it is no page.
  Result<std::optional<Draft>> ReadRecord() {
    SLANT_ASSIGN_OR_RETURN(const std::string_view begin, source_.Window(kMostHeaderBytes));
    const std::size_t header_size = HeaderEnd(begin.substr(0, kMostHeaderBytes));
    if (header_size == std::string_view::npos) {
      source_.Consume(1);
      return Malformed("the header of the record does not end");
    }
    const std::string header(begin.substr(0, header_size));
    std::uint64_t length = 0;
    if (!ParseLength(Field(header, "Content-Length"), length)) {
      source_.Consume(header_size);
      return Malformed("expected a number as Content-Length, found '" +
                       std::string(Field(header, "Content-Length").substr(0, 40)) + "'");
    }
    source_.Consume(header_size);
    const std::string_view type = Field(header, "WARC-Type");
    const bool page =
        SameName(type, "response") || SameName(type, "resource") || SameName(type, "conversion");
    if (!page) {
      return Skip(length);
    }
    if (length > kMaxRecordBytes) {
      const Error error{ErrorCode::kLimit,
                        "the record has " + std::to_string(length) +
                            " bytes, the most a record may have is " +
                            std::to_string(kMaxRecordBytes),
                        Place()};
      const auto skipped = Skip(length);
      return error;
    }
    const auto size = static_cast<std::size_t>(length);
    // With what follows, to see whether the length is right.
    SLANT_ASSIGN_OR_RETURN(const std::string_view window, source_.Window(size + 12));
    const std::string_view block = window.substr(0, size);
    if (block.size() < size || !EndsRecord(window.substr(block.size()))) {
      // The next record begins earlier or later than the length says.
      const std::size_t next = block.find("\nWARC/1.");
      source_.Consume(next != std::string_view::npos ? next : block.size());
      if (block.size() < size) {
        return Malformed("Content-Length is " + std::to_string(size) + ", but only " +
                         std::to_string(block.size()) + " bytes are left (is the file cut off?)");
      }
      return Malformed("Content-Length is " + std::to_string(size) + ", but no record ends there");
    }
    auto draft = MakeDraft(header, block, SameName(type, "conversion"), SameName(type, "response"));
    source_.Consume(size);
    return draft;
  }

  // Two line ends and the next record, or the end of the file.
  static bool EndsRecord(std::string_view rest) {
    while (!rest.empty() && (rest.front() == '\r' || rest.front() == '\n')) {
      rest.remove_prefix(1);
    }
    return rest.empty() || rest.starts_with("WARC/1.");
  }

  Result<std::optional<Draft>> Skip(std::uint64_t length) {
    while (length > 0) {
      SLANT_ASSIGN_OR_RETURN(const std::string_view window, source_.Window(1));
      if (window.empty()) {
        return Malformed("the record is cut off: " + std::to_string(length) +
                         " bytes of its Content-Length are missing");
      }
      const std::size_t n =
          static_cast<std::size_t>(std::min<std::uint64_t>(window.size(), length));
      source_.Consume(n);
      length -= n;
    }
    return std::optional<Draft>();
  }

  Result<std::optional<Draft>> MakeDraft(std::string_view header, std::string_view block,
                                         bool is_text, bool is_http) const {
    Draft draft;
    Article& article = draft.article;
    article.source = Place();
    article.url = Field(header, "WARC-Target-URI");
    if (article.url.starts_with('<') && article.url.ends_with('>')) {  // as WARC 1.0 has it
      article.url = article.url.substr(1, article.url.size() - 2);
    }
    article.date = Field(header, "WARC-Date");
    article.id = article.url.empty() ? std::string(Field(header, "WARC-Record-ID")) : article.url;
    for (std::string Article::*member : {&Article::url, &Article::date, &Article::id}) {
      article.replaced_bytes += RepairUtf8(article.*member).replaced;
    }
    if (is_text) {
      article.text = TrimAscii(block);
      article.replaced_bytes += RepairUtf8(article.text).replaced;
      if (article.text.empty()) {
        return Malformed("the record has no text");
      }
      return std::optional<Draft>(std::move(draft));
    }
    std::string_view content_type = Field(header, "Content-Type");
    if (is_http) {
      const std::size_t http_size = HeaderEnd(block);
      if (!block.starts_with("HTTP/")) {
        return std::optional<Draft>();  // answers to DNS and the like
      }
      const std::string_view http = block.substr(0, std::min(http_size, block.size()));
      block.remove_prefix(http.size());
      const std::size_t space = http.find(' ');
      if (space == std::string_view::npos || http.substr(space + 1, 3) != "200") {
        return std::optional<Draft>();
      }
      content_type = Field(http, "Content-Type");
      if (!IsHtml(content_type)) {
        return std::optional<Draft>();
      }
      SLANT_ASSIGN_OR_RETURN(draft.page, Body(http, block));
    } else {
      if (!IsHtml(content_type)) {
        return std::optional<Draft>();
      }
      draft.page = block;
    }
    if (draft.page.empty()) {
      return Malformed("the page is empty");
    }
    draft.charset = CharsetOf(content_type);
    return std::optional<Draft>(std::move(draft));
  }

  static bool IsHtml(std::string_view content_type) {
    const std::string_view type = TrimAscii(content_type.substr(0, content_type.find(';')));
    return SameName(type, "text/html") || SameName(type, "application/xhtml+xml");
  }

  // The body of an HTTP answer as it was before it was sent.  Archives may hold it already unpacked
  // beside headers that say otherwise.
  Result<std::string> Body(std::string_view http, std::string_view block) const {
    std::string body;
    const bool chunked = SameName(Field(http, "Transfer-Encoding"), "chunked");
    if (auto whole = chunked ? Unchunked(block) : std::nullopt) {
      body = *std::move(whole);
    } else {
      body = block;
    }
    if (body.starts_with("\x1F\x8B") || body.starts_with("\x28\xB5\x2F\xFD")) {
      ByteSource packed(Place(), Unpacked(MakeMemoryStream(std::move(body)), Place()));
      return packed.ReadAll(kMaxRecordBytes);
    }
    const std::string_view encoding = Field(http, "Content-Encoding");
    if (SameName(encoding, "br") && !body.empty() &&
        body.substr(0, 1024).find('<') == std::string::npos) {
      return Malformed("the page is packed by Brotli, which is not unpacked");
    }
    return body;
  }

  ByteSource source_;
  std::size_t number_ = 0;
};

}  // namespace

std::unique_ptr<ArticleReader> MakeWarcReader(ByteSource source) {
  return std::make_unique<WarcReader>(std::move(source));
}

}  // namespace slant
