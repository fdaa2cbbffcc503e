#include "slant/story/spill_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace slant {
namespace {

std::string Folder() {
  const char* const folder = std::getenv("TMPDIR");
  return folder != nullptr && *folder != '\0' ? folder : "/tmp";
}

Error Failed(const char* what, int number) {
  return {ErrorCode::kIo,
          std::string("cannot ") + what +
              " a temporary file (the folder is named by TMPDIR): " + std::strerror(number),
          Folder()};
}

}  // namespace

SpillFile::~SpillFile() {
  if (file_ >= 0) {
    ::close(file_);
  }
}

Result<std::uint64_t> SpillFile::Put(std::string_view bytes) {
  if (!tail_.empty() && tail_.size() + bytes.size() > most_) {
    SLANT_RETURN_IF_ERROR(Flush());
  }
  const std::uint64_t offset = flushed_ + tail_.size();
  tail_ += bytes;
  return offset;
}

Status SpillFile::Flush() {
  if (file_ < 0) {
    std::string name = Folder() + "/slant-XXXXXX";
    file_ = ::mkostemp(name.data(), O_CLOEXEC);
    if (file_ < 0) {
      return Failed("make", errno);
    }
    ::unlink(name.c_str());
  }
  for (std::size_t done = 0; done < tail_.size();) {
    const ssize_t written = ::pwrite(file_, tail_.data() + done, tail_.size() - done,
                                     static_cast<off_t>(flushed_ + done));
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written <= 0) {
      return Failed("write", written == 0 ? EIO : errno);
    }
    done += static_cast<std::size_t>(written);
  }
  flushed_ += tail_.size();
  tail_.clear();
  return {};
}

Status SpillFile::Get(std::uint64_t offset, std::size_t size, std::string& out) const {
  if (offset >= flushed_) {
    out.assign(tail_, static_cast<std::size_t>(offset - flushed_), size);
    return {};
  }
  out.resize(size);
  for (std::size_t done = 0; done < size;) {
    const ssize_t read =
        ::pread(file_, out.data() + done, size - done, static_cast<off_t>(offset + done));
    if (read < 0 && errno == EINTR) {
      continue;
    }
    if (read <= 0) {
      return Failed("read", read == 0 ? EIO : errno);
    }
    done += static_cast<std::size_t>(read);
  }
  return {};
}

}  // namespace slant
