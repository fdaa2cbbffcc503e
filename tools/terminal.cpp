#include "terminal.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace slant::tools {

void Output::Write(std::string_view bytes) {
  buffer_ += bytes;
  if (buffer_.size() > (1 << 16)) {
    Flush();
  }
}

void Output::Flush() {
  std::size_t done = 0;
  while (good_ && done < buffer_.size()) {
    const ssize_t n = ::write(STDOUT_FILENO, buffer_.data() + done, buffer_.size() - done);
    if (n < 0 && errno != EINTR) {
      good_ = false;
      failure_ = errno;
    }
    done += n > 0 ? static_cast<std::size_t>(n) : 0;
  }
  buffer_.clear();
}

Status Output::Finish() {
  Flush();
  if (!good_) {
    return Error{ErrorCode::kIo, std::string("cannot write: ") + std::strerror(failure_),
                 "standard output"};
  }
  return {};
}

Status WriteWhole(const std::string& path, std::string_view bytes) {
  std::FILE* const file = std::fopen(path.c_str(), "wb");
  bool good = file != nullptr && std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
  good = file != nullptr && std::fclose(file) == 0 && good;
  if (!good) {
    return Error{ErrorCode::kIo, std::string("cannot write: ") + std::strerror(errno), path};
  }
  return {};
}

bool UseColor(const std::string& choice) {
  if (choice == "auto") {
    return ::isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
  }
  return choice == "always";
}

void Warn(const Error& error) {
  std::string text = error.ToString();
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool is_c1 = byte == 0xC2 && i + 1 < text.size() &&
                       static_cast<unsigned char>(text[i + 1]) < 0xA0;  // U+0080 to U+009F
    if (is_c1) {
      text[i] = text[i + 1] = ' ';
    } else if (byte < 0x20 || byte == 0x7F) {
      text[i] = ' ';
    }
  }
  std::fprintf(stderr, "slant: %s\n", text.c_str());
}

Progress::Progress(std::string what)
    : what_(std::move(what)),
      start_(Clock::now()),
      last_(start_),
      terminal_(::isatty(STDERR_FILENO) != 0) {}

Progress::~Progress() { Clear(); }

void Progress::Step(double share) {
  ++count_;
  if (!terminal_) {
    return;
  }
  const auto now = Clock::now();
  if (now - start_ < std::chrono::seconds(1) || now - last_ < std::chrono::milliseconds(200)) {
    return;
  }
  last_ = now;
  shown_ = true;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  if (share >= 0) {
    std::fprintf(stderr, "\r\x1b[K%s: %.0f %%, %.0f s", what_.c_str(), share * 100, seconds);
  } else {
    std::fprintf(stderr, "\r\x1b[K%s: %zu, %.0f a second", what_.c_str(), count_,
                 static_cast<double>(count_) / seconds);
  }
}

void Progress::Clear() {
  if (shown_) {
    std::fprintf(stderr, "\r\x1b[K");
    shown_ = false;
  }
}

}  // namespace slant::tools
