#include "slant/base/utf8.h"

#include <simdjson.h>

#include <cstring>

namespace slant {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool IsContinuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

// Length of the well-formed sequence at `offset`, or 0 with `bad` = length of the maximal subpart.
std::size_t SequenceLength(std::string_view text, std::size_t offset, std::size_t& bad) {
  const auto byte = [&](std::size_t i) -> unsigned char {
    return offset + i < text.size() ? static_cast<unsigned char>(text[offset + i]) : 0;
  };
  const unsigned char lead = byte(0);
  bad = 1;
  if (lead < 0x80) {
    return 1;
  }
  // The second byte's range forbids overlong forms, surrogates and numbers above U+10FFFF
  // (Unicode 15, table 3-7).
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  std::size_t length = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    low = lead == 0xE0 ? 0xA0 : 0x80;
    high = lead == 0xED ? 0x9F : 0xBF;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    low = lead == 0xF0 ? 0x90 : 0x80;
    high = lead == 0xF4 ? 0x8F : 0xBF;
  } else {
    return 0;
  }
  if (byte(1) < low || byte(1) > high) {
    return 0;
  }
  for (std::size_t i = 2; i < length; ++i) {
    if (!IsContinuation(byte(i))) {
      bad = i;
      return 0;
    }
  }
  return length;
}

}  // namespace

Utf8Repair RepairUtf8(std::string& text) {
  Utf8Repair repair;
  const bool has_nul = std::memchr(text.data(), 0, text.size()) != nullptr;
  if (!has_nul && simdjson::validate_utf8(text.data(), text.size())) {
    return repair;
  }
  std::string out;
  out.reserve(text.size() + 16);
  for (std::size_t i = 0; i < text.size();) {
    std::size_t bad = 0;
    const std::size_t length = text[i] == '\0' ? 0 : SequenceLength(text, i, bad);
    if (length > 0) {
      out.append(text, i, length);
      i += length;
      continue;
    }
    if (repair.replaced++ == 0) {
      repair.first_offset = i;
    }
    out.append(kReplacement);
    i += text[i] == '\0' ? 1 : bad;
  }
  text = std::move(out);
  return repair;
}

void AppendUtf8(char32_t value, std::string& out) {
  if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
    value = 0xFFFD;
  }
  const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (value < 0x80) {
    put(value);
  } else if (value < 0x800) {
    put(0xC0 | (value >> 6));
    put(0x80 | (value & 0x3F));
  } else if (value < 0x10000) {
    put(0xE0 | (value >> 12));
    put(0x80 | ((value >> 6) & 0x3F));
    put(0x80 | (value & 0x3F));
  } else {
    put(0xF0 | (value >> 18));
    put(0x80 | ((value >> 12) & 0x3F));
    put(0x80 | ((value >> 6) & 0x3F));
    put(0x80 | (value & 0x3F));
  }
}

}  // namespace slant
