#include "slant/corpus/byte_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace slant {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{256} << 10;
constexpr std::size_t kPeekBytes = 4096;

}  // namespace

Result<ByteSource> ByteSource::Open(const std::string& path, InputDigest* digest) {
  std::string name = path == "-" ? "standard input" : path;
  const int file = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return Error{errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo,
                 std::string("cannot open: ") + std::strerror(errno), path};
  }
  struct stat status {};
  if (::fstat(file, &status) == 0 && S_ISDIR(status.st_mode)) {
    if (file != STDIN_FILENO) {
      ::close(file);
    }
    return Error{ErrorCode::kMalformed, "expected a file, found a folder", name};
  }
  return ByteSource(name, Unpacked(MakeFileStream(file, name, digest), name));
}

void ByteSource::Fill() {
  buffer_.erase(0, begin_);
  begin_ = 0;
  const std::size_t size = buffer_.size();
  buffer_.resize(size + kBlockBytes);
  auto got = stream_->Read(buffer_.data() + size, kBlockBytes);
  buffer_.resize(size + (got ? *got : 0));
  if (!got) {
    damage_ = got.error();
  } else {
    end_ = *got == 0;
  }
}

Error ByteSource::TakeDamage() {
  begin_ = buffer_.size();  // the beginning of something whose rest is lost
  return *std::exchange(damage_, std::nullopt);
}

Result<std::string_view> ByteSource::Peek() {
  SLANT_ASSIGN_OR_RETURN(const std::string_view window, Window(kPeekBytes));
  return window.substr(0, kPeekBytes);
}

Result<std::optional<std::string_view>> ByteSource::NextLine(std::size_t most) {
  std::size_t searched = 0;  // bytes after begin_ that hold no line feed
  std::size_t skipped = 0;   // bytes of an overlong line that were dropped
  while (true) {
    const std::size_t feed = buffer_.find('\n', begin_ + searched);
    if (feed == std::string::npos && damage_) {
      return TakeDamage();
    }
    if (feed == std::string::npos && !end_) {
      searched = buffer_.size() - begin_;
      if (searched > most) {
        skipped += searched;
        begin_ = buffer_.size();
        searched = 0;
      }
      Fill();
      continue;
    }
    if (feed == std::string::npos && begin_ == buffer_.size() && skipped == 0) {
      return std::optional<std::string_view>();
    }
    const std::size_t stop = std::min(feed, buffer_.size());
    const std::string_view line(buffer_.data() + begin_, stop - begin_);
    begin_ = std::min(stop + 1, buffer_.size());
    ++line_;
    if (skipped + line.size() > most) {
      return Error{ErrorCode::kLimit,
                   "the line has " + std::to_string(skipped + line.size()) +
                       " bytes, the most a record may have is " + std::to_string(most),
                   path_ + ":" + std::to_string(line_)};
    }
    return std::optional<std::string_view>(line);
  }
}

Result<std::string> ByteSource::ReadAll(std::size_t most) {
  while (true) {
    if (buffer_.size() - begin_ > most) {
      return Error{
          ErrorCode::kLimit,
          "the text has more than " + std::to_string(most) + " bytes, the most a record may have",
          path_};
    }
    if (damage_) {
      return TakeDamage();
    }
    if (end_) {
      break;
    }
    Fill();
  }
  return buffer_.substr(std::exchange(begin_, buffer_.size()));
}

Result<std::string_view> ByteSource::Window(std::size_t size) {
  while (!end_ && !damage_ && buffer_.size() - begin_ < size) {
    Fill();
  }
  if (damage_ && buffer_.size() == begin_) {
    return TakeDamage();
  }
  return std::string_view(buffer_).substr(begin_);
}

void ByteSource::Consume(std::size_t size) { begin_ = std::min(begin_ + size, buffer_.size()); }

void ByteSource::Drain() {
  while (!end_) {
    begin_ = buffer_.size();
    damage_.reset();  // of no interest any more
    Fill();
  }
}

}  // namespace slant
