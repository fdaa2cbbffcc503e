#include "slant/base/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace slant {

Result<MappedFile> MappedFile::Open(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    const auto code = errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo;
    return Error{code, std::string("cannot open: ") + std::strerror(errno), path};
  }
  struct stat status {};
  Error error;
  if (::fstat(file, &status) != 0) {
    error = {ErrorCode::kIo, std::string("cannot stat: ") + std::strerror(errno), path};
  } else if (!S_ISREG(status.st_mode)) {
    error = {ErrorCode::kMalformed,
             S_ISDIR(status.st_mode) ? "expected a file, found a folder"
                                     : "expected a regular file, found something else",
             path};
  } else if (status.st_size == 0) {
    error = {ErrorCode::kMalformed, "the file is empty", path};
  } else {
    const auto size = static_cast<std::size_t>(status.st_size);
    void* data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
    if (data != MAP_FAILED) {
      ::close(file);
      return MappedFile(static_cast<const std::byte*>(data), size);
    }
    error = {ErrorCode::kIo, std::string("cannot map: ") + std::strerror(errno), path};
  }
  ::close(file);
  return error;
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) {
    ::munmap(const_cast<std::byte*>(data_), size_);
  }
}

}  // namespace slant
