#include "slant/story/spill_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

namespace slant {
namespace {

Error Failed(const char* what, int number) {
  return {ErrorCode::kIo, std::string(what) + " a temporary file: " + std::strerror(number), ""};
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
    std::error_code failed;
    std::string name = (std::filesystem::temp_directory_path(failed) / "slant-XXXXXX").string();
    file_ = failed ? -1 : ::mkostemp(name.data(), O_CLOEXEC);
    if (file_ < 0) {
      return Failed("cannot make", failed ? failed.value() : errno);
    }
    ::unlink(name.c_str());
  }
  for (std::size_t done = 0; done < tail_.size();) {
    const ssize_t written = ::write(file_, tail_.data() + done, tail_.size() - done);
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written <= 0) {
      return Failed("cannot write", errno);
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
      return Failed("cannot read", read == 0 ? EIO : errno);
    }
    done += static_cast<std::size_t>(read);
  }
  return {};
}

}  // namespace slant
