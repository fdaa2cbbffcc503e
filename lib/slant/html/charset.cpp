#include "slant/html/charset.h"

#include <simdjson.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <memory>

#include "slant/base/ascii.h"
#include "slant/base/utf8.h"

namespace slant {
namespace {

constexpr std::size_t kDeclarationBytes =
    4096;  // HTML asks for 1024; some pages begin with scripts
constexpr std::size_t kGuessBytes = std::size_t{64} << 10;  // enough for the statistics
constexpr int kSure = 40;                                   // of 100; below this ICU guesses

bool IsUtf8(std::string_view bytes) { return simdjson::validate_utf8(bytes.data(), bytes.size()); }

bool IsAscii(std::string_view bytes) {
  return std::none_of(bytes.begin(), bytes.end(),
                      [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

Decoded AsUtf8(std::string bytes) {
  Decoded out;
  out.text = std::move(bytes);
  if (out.text.starts_with("\xEF\xBB\xBF")) {
    out.text.erase(0, 3);
  }
  out.replaced = RepairUtf8(out.text).replaced;
  return out;
}

// The name in <meta charset=x>, <meta ... content="text/html; charset=x"> or encoding="x".
std::string Declaration(std::string_view bytes) {
  const std::string head = LowerAscii(bytes.substr(0, kDeclarationBytes));
  if (head.starts_with("<?xml")) {
    const std::size_t end = head.find("?>");
    const std::size_t at = head.find("encoding");
    if (at < end) {
      const std::size_t open = head.find_first_of("\"'", at);
      const std::size_t close = open < end ? head.find(head[open], open + 1) : std::string::npos;
      if (close < end) {
        return head.substr(open + 1, close - open - 1);
      }
    }
  }
  for (std::size_t at = head.find("<meta"); at != std::string::npos;
       at = head.find("<meta", at + 5)) {
    const std::size_t end = std::min(head.find('>', at), head.size());
    const auto name = CharsetOf(std::string_view(head).substr(at, end - at));
    if (!name.empty()) {
      return std::string(name);
    }
  }
  return {};
}

std::string Guess(std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status),
                                                                            ucsdet_close);
  const std::string_view sample = bytes.substr(0, kGuessBytes);
  ucsdet_enableInputFilter(detector.get(), 1);  // without tags
  ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &status);
  const UCharsetMatch* match = ucsdet_detect(detector.get(), &status);
  if (U_FAILURE(status) || match == nullptr || ucsdet_getConfidence(match, &status) < kSure) {
    return {};
  }
  const char* name = ucsdet_getName(match, &status);
  return name != nullptr ? LowerAscii(name) : std::string();
}

}  // namespace

std::string_view CharsetOf(std::string_view content_type) {
  constexpr std::string_view kWord = "charset";
  for (std::size_t i = 0; i + kWord.size() < content_type.size(); ++i) {
    if (!std::equal(kWord.begin(), kWord.end(), content_type.begin() + static_cast<long>(i),
                    [](char a, char b) { return a == (b | 0x20); })) {
      continue;
    }
    std::size_t begin = content_type.find_first_not_of(" \t\r\n", i + kWord.size());
    if (begin == std::string_view::npos || content_type[begin] != '=') {
      continue;
    }
    begin = content_type.find_first_not_of(" \t\r\n\"'", begin + 1);
    if (begin == std::string_view::npos) {
      return {};
    }
    const std::size_t end = content_type.find_first_of(" \t\r\n\"';>/", begin);
    return content_type.substr(begin, end == std::string_view::npos ? end : end - begin);
  }
  return {};
}

Decoded DecodeAs(std::string_view bytes, std::string_view charset) {
  const std::string name = LowerAscii(charset);
  if (name == "utf-8" || name == "utf8") {
    return AsUtf8(std::string(bytes));
  }
  UErrorCode status = U_ZERO_ERROR;
  const bool latin = name.empty() || name == "iso-8859-1" || name == "latin1" ||
                     name == "latin-1" || name == "iso8859-1" || name == "us-ascii" ||
                     name == "ascii";
  std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(
      ucnv_open(latin ? "windows-1252" : name.c_str(), &status), ucnv_close);
  if (U_FAILURE(status)) {
    status = U_ZERO_ERROR;
    converter.reset(ucnv_open("windows-1252", &status));
  }
  Decoded out;
  if (U_FAILURE(status)) {
    return AsUtf8(std::string(bytes));
  }
  // In pieces, from bytes to UTF-16 and on to UTF-8.
  std::array<UChar, 4096> wide;
  const char* source = bytes.data();
  const char* const end = source + bytes.size();
  char32_t lead = 0;
  while (true) {
    UChar* target = wide.data();
    status = U_ZERO_ERROR;
    ucnv_toUnicode(converter.get(), &target, wide.data() + wide.size(), &source, end, nullptr, 1,
                   &status);
    for (const UChar* unit = wide.data(); unit < target; ++unit) {
      char32_t value = *unit;
      if ((value & 0xFC00) == 0xD800) {
        lead = value;
        continue;
      }
      if ((value & 0xFC00) == 0xDC00 && lead != 0) {
        value = 0x10000 + ((lead - 0xD800) << 10) + (value - 0xDC00);
      }
      lead = 0;
      out.replaced += value == 0xFFFD || value == 0 ? 1 : 0;
      AppendUtf8(value == 0 ? U'\uFFFD' : value, out.text);
    }
    if (status != U_BUFFER_OVERFLOW_ERROR) {
      break;
    }
  }
  if (out.text.starts_with("\xEF\xBB\xBF")) {
    out.text.erase(0, 3);
  }
  return out;
}

Decoded DecodeHtml(std::string bytes, std::string_view declared) {
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    return AsUtf8(std::move(bytes));
  }
  if (bytes.starts_with("\xFF\xFE")) {
    return DecodeAs(bytes, "utf-16le");
  }
  if (bytes.starts_with("\xFE\xFF")) {
    return DecodeAs(bytes, "utf-16be");
  }
  const bool well_formed = IsUtf8(bytes);
  if (well_formed && !IsAscii(bytes)) {
    return AsUtf8(std::move(bytes));
  }
  std::string name = LowerAscii(declared);
  if (name.empty()) {
    name = Declaration(bytes);
  }
  // A page that says UTF-16 in its own ASCII letters is not UTF-16.
  if (name.starts_with("utf-16") || name == "utf8") {
    name = "utf-8";
  }
  if (well_formed && !name.starts_with("iso-2022")) {
    return AsUtf8(std::move(bytes));
  }
  if (name.empty() || name == "utf-8") {
    // Called UTF-8: then a few wrong bytes are damage, many are another encoding.
    if (name == "utf-8") {
      std::string copy = bytes;
      Decoded repaired = AsUtf8(std::move(copy));
      if (repaired.replaced * 1000 < bytes.size()) {
        return repaired;
      }
    }
    name = Guess(bytes);
    if (name == "utf-8") {
      return AsUtf8(std::move(bytes));
    }
  }
  return DecodeAs(bytes, name);
}

}  // namespace slant
