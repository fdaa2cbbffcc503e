#include "slant/base/format.h"

#include <cstdarg>
#include <cstdio>

namespace slant {

std::string Format(const char* format, ...) {
  std::va_list arguments, again;
  va_start(arguments, format);
  va_copy(again, arguments);
  char buffer[256];
  const int size = std::vsnprintf(buffer, sizeof(buffer), format, arguments);
  std::string text;
  if (size >= 0 && static_cast<std::size_t>(size) < sizeof(buffer)) {
    text.assign(buffer, static_cast<std::size_t>(size));
  } else if (size >= 0) {
    text.resize(static_cast<std::size_t>(size));
    std::vsnprintf(text.data(), text.size() + 1, format, again);
  }
  va_end(again);
  va_end(arguments);
  return text;
}

}  // namespace slant
