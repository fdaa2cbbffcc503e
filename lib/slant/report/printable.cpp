#include "slant/report/printable.h"

#include <algorithm>

#include "slant/base/utf8.h"

namespace slant {

std::string Printable(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += byte < 0x20 || byte == 0x7F ? ' ' : c;
  }
  // The C1 controls U+0080 to U+009F are two bytes in UTF-8.
  for (std::size_t i = 0; i + 1 < out.size(); ++i) {
    if (out[i] == '\xC2' && static_cast<unsigned char>(out[i + 1]) < 0xA0) {
      out[i] = out[i + 1] = ' ';
    }
  }
  return out;
}

std::size_t Width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    width += IsCodePointBorder(text, i);
  }
  return width;
}

std::string Fit(std::string_view text, std::size_t width) {
  std::string out = Printable(text);
  if (Width(out) > width) {
    std::size_t end = 0;
    for (std::size_t used = 0; used + 1 < width; ++used) {
      end += DecodeAt(out, end).bytes;
    }
    out.resize(end);
    out += "…";
  }
  out.append(width - std::min(width, Width(out)), ' ');
  return out;
}

}  // namespace slant
