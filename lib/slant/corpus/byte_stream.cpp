#include "slant/corpus/byte_stream.h"

#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

#include "slant/base/utf8.h"

namespace slant {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{128} << 10;
constexpr int kMostDamages = 1000;  // of one stream: then it is something else
constexpr std::string_view kGzipMagic = "\x1F\x8B\x08";
constexpr std::string_view kZstdMagic = "\x28\xB5\x2F\xFD";

class FileStream : public ByteStream {
 public:
  FileStream(int file, std::string path, InputDigest* digest)
      : file_(file), path_(std::move(path)), digest_(digest) {
    if (digest_ != nullptr) {
      digest_->BeginFile();
    }
  }
  FileStream(const FileStream&) = delete;
  FileStream& operator=(const FileStream&) = delete;
  ~FileStream() override {
    if (file_ > STDIN_FILENO) {
      ::close(file_);
    }
  }

  Result<std::size_t> Read(char* to, std::size_t size) override {
    if (failed_) {
      return std::size_t{0};
    }
    ssize_t got = 0;
    do {
      got = ::read(file_, to, size);
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
      failed_ = true;
      return Error{ErrorCode::kIo, std::string("cannot read: ") + std::strerror(errno), path_};
    }
    const auto bytes = static_cast<std::size_t>(got);
    if (digest_ != nullptr) {
      digest_->Add({to, bytes});
    }
    return bytes;
  }

 private:
  int file_;
  std::string path_;
  InputDigest* digest_;
  bool failed_ = false;
};

class MemoryStream : public ByteStream {
 public:
  explicit MemoryStream(std::string bytes) : bytes_(std::move(bytes)) {}
  Result<std::size_t> Read(char* to, std::size_t size) override {
    const std::size_t n = bytes_.copy(to, size, at_);
    at_ += n;
    return n;
  }

 private:
  std::string bytes_;
  std::size_t at_ = 0;
};

// What was read to see what a stream is, and then the stream.
class Rewound : public ByteStream {
 public:
  Rewound(std::string begin, std::optional<Error> failure, std::unique_ptr<ByteStream> rest)
      : begin_(std::move(begin)), failure_(std::move(failure)), rest_(std::move(rest)) {}
  Result<std::size_t> Read(char* to, std::size_t size) override {
    if (at_ < begin_.size()) {
      const std::size_t n = begin_.copy(to, size, at_);
      at_ += n;
      return n;
    }
    if (failure_) {
      return *std::exchange(failure_, std::nullopt);
    }
    return rest_->Read(to, size);
  }

 private:
  std::string begin_;
  std::size_t at_ = 0;
  std::optional<Error> failure_;
  std::unique_ptr<ByteStream> rest_;
};

// What gzip and zstd share: packed bytes in a buffer, bombs, and going on behind damage.
class Unpacker : public ByteStream {
 public:
  Unpacker(std::unique_ptr<ByteStream> packed, std::string path, const char* name,
           std::string_view magic)
      : packed_(std::move(packed)), path_(std::move(path)), name_(name), magic_(magic) {}

  Result<std::size_t> Read(char* to, std::size_t size) override {
    while (!ended_) {
      if (!failure_.empty()) {
        return Damaged(std::exchange(failure_, {}));
      }
      if (at_ == buffer_.size() && !input_ended_) {
        SLANT_RETURN_IF_ERROR(Fill());
      }
      if (seeking_ && !Seek()) {
        continue;
      }
      const bool no_more = at_ == buffer_.size() && input_ended_;
      if (no_more && !inside_) {
        break;
      }
      if (!inside_) {
        // Padding of zeros between or behind parts is legal for gzip and harmless for all.
        if (buffer_[at_] == '\0') {
          ++at_;
          continue;
        }
        part_begin_ = offset_ + at_;
        Begin();
        inside_ = true;
      }
      std::size_t used = 0;
      std::size_t made = 0;
      failure_ = Step({buffer_.data() + at_, buffer_.size() - at_}, used, to, size, made);
      at_ += used;
      unpacked_ += made;
      if (no_more && made == 0 && inside_ && failure_.empty()) {
        failure_ = "it ends before its end";
      }
      if (unpacked_ > kBombBytes && unpacked_ / kMostUnpacked > offset_ + at_) {
        ended_ = true;
        return Error{ErrorCode::kLimit,
                     std::to_string(offset_ + at_) + " bytes of " + name_ + " unpack to " +
                         std::to_string(unpacked_) + " and more, the most is " +
                         std::to_string(kMostUnpacked) + " times as much; the rest is not read",
                     path_};
      }
      if (made > 0) {
        return made;
      }
    }
    return std::size_t{0};
  }

 protected:
  /// A new member or frame begins.
  virtual void Begin() = 0;
  /// Unpacks some of `packed`; the reason if that is impossible.  Sets inside_ to false at the end
  /// of the part.
  virtual std::string Step(std::string_view packed, std::size_t& used, char* to, std::size_t size,
                           std::size_t& made) = 0;

  bool inside_ = false;

 private:
  // Adds a block.  The one before it stays: damage is noticed behind the place where it is, and the
  // next part may begin there.
  Status Fill() {
    std::string block(kBlockBytes, '\0');
    SLANT_ASSIGN_OR_RETURN(const std::size_t got, packed_->Read(block.data(), block.size()));
    if (got == 0) {
      input_ended_ = true;
      return {};
    }
    const std::size_t drop = buffer_.size() > kBlockBytes ? buffer_.size() - kBlockBytes : 0;
    buffer_.erase(0, drop);
    offset_ += drop;
    at_ -= drop;
    buffer_.append(block, 0, got);
    return {};
  }

  // Goes to the next magic number, which may lie across two blocks; false if more bytes are needed.
  bool Seek() {
    const std::size_t across = std::min(at_, magic_.size() - 1);
    const std::size_t least = part_begin_ >= offset_ ? part_begin_ - offset_ + 1 : 0;
    const std::size_t found = buffer_.find(magic_, std::max(at_ - across, least));
    if (found != std::string::npos) {
      at_ = found;
      seeking_ = false;
      return true;
    }
    at_ = buffer_.size();
    ended_ = ended_ || input_ended_;
    return false;
  }

  // Leaves the damaged part; the next may begin in what was taken for this one.
  Error Damaged(const std::string& what) {
    inside_ = false;
    seeking_ = true;
    at_ = part_begin_ >= offset_ ? part_begin_ - offset_ + 1 : 0;
    ended_ = ++damages_ == kMostDamages;
    return {ErrorCode::kMalformed,
            std::string(name_) + " is damaged in the part that begins at byte " +
                std::to_string(part_begin_) + ": " + what +
                (ended_ ? "; there were so many that the rest is not read" : ""),
            path_};
  }

  std::unique_ptr<ByteStream> packed_;
  std::string path_;
  const char* name_;
  std::string_view magic_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::uint64_t offset_ = 0;  // of the buffer in the packed stream
  std::uint64_t part_begin_ = 0;
  std::uint64_t unpacked_ = 0;
  std::string failure_;  // of the step that made the last bytes
  int damages_ = 0;
  bool input_ended_ = false;
  bool seeking_ = false;
  bool ended_ = false;
};

class GzipStream : public Unpacker {
 public:
  GzipStream(std::unique_ptr<ByteStream> packed, std::string path)
      : Unpacker(std::move(packed), std::move(path), "gzip", kGzipMagic) {
    ::inflateInit2(&state_, 15 + 16);  // the largest window, with a header of gzip
  }
  GzipStream(const GzipStream&) = delete;
  GzipStream& operator=(const GzipStream&) = delete;
  ~GzipStream() override { ::inflateEnd(&state_); }

 private:
  void Begin() override { ::inflateReset(&state_); }

  std::string Step(std::string_view packed, std::size_t& used, char* to, std::size_t size,
                   std::size_t& made) override {
    state_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    state_.avail_in = static_cast<uInt>(packed.size());
    state_.next_out = reinterpret_cast<Bytef*>(to);
    state_.avail_out = static_cast<uInt>(std::min<std::size_t>(size, 1U << 30));
    const uInt room = state_.avail_out;
    const int status = ::inflate(&state_, Z_NO_FLUSH);
    used = packed.size() - state_.avail_in;
    made = room - state_.avail_out;
    if (status == Z_STREAM_END) {
      inside_ = false;
    } else if (status != Z_OK && status != Z_BUF_ERROR) {
      return state_.msg != nullptr ? state_.msg : "no more can be unpacked";
    }
    return {};
  }

  z_stream state_{};
};

class ZstdStream : public Unpacker {
 public:
  ZstdStream(std::unique_ptr<ByteStream> packed, std::string path)
      : Unpacker(std::move(packed), std::move(path), "zstd", kZstdMagic),
        state_(ZSTD_createDStream()) {}
  ZstdStream(const ZstdStream&) = delete;
  ZstdStream& operator=(const ZstdStream&) = delete;
  ~ZstdStream() override { ZSTD_freeDStream(state_); }

 private:
  void Begin() override { ZSTD_initDStream(state_); }

  std::string Step(std::string_view packed, std::size_t& used, char* to, std::size_t size,
                   std::size_t& made) override {
    ZSTD_inBuffer in{packed.data(), packed.size(), 0};
    ZSTD_outBuffer out{to, size, 0};
    const std::size_t left = ZSTD_decompressStream(state_, &out, &in);
    used = in.pos;
    made = out.pos;
    if (ZSTD_isError(left) != 0U) {
      return ZSTD_getErrorName(left);
    }
    if (left == 0) {
      inside_ = false;
    }
    return {};
  }

  ZSTD_DStream* state_;
};

// UTF-16 -> UTF-8.  Half a pair becomes U+FFFD.
class Utf16Stream : public ByteStream {
 public:
  Utf16Stream(std::unique_ptr<ByteStream> wide, bool big_endian)
      : wide_(std::move(wide)), big_endian_(big_endian) {}

  Result<std::size_t> Read(char* to, std::size_t size) override {
    while (at_ == text_.size()) {
      text_.clear();
      at_ = 0;
      std::string raw(kBlockBytes, '\0');
      SLANT_ASSIGN_OR_RETURN(const std::size_t got, wide_->Read(raw.data(), raw.size()));
      if (got == 0) {
        if (odd_ >= 0 || lead_ != 0) {
          odd_ = -1;
          lead_ = 0;
          AppendUtf8(0xFFFD, text_);
          continue;
        }
        return std::size_t{0};
      }
      for (std::size_t i = 0; i < got; ++i) {
        const int byte = static_cast<unsigned char>(raw[i]);
        if (odd_ < 0) {
          odd_ = byte;
          continue;
        }
        Unit(static_cast<char32_t>(big_endian_ ? odd_ * 256 + byte : byte * 256 + odd_));
        odd_ = -1;
      }
    }
    const std::size_t n = text_.copy(to, size, at_);
    at_ += n;
    return n;
  }

 private:
  void Unit(char32_t unit) {
    const bool is_trail = (unit & 0xFC00) == 0xDC00;
    if (lead_ != 0 && is_trail) {
      AppendUtf8(0x10000 + ((lead_ - 0xD800) << 10) + (unit - 0xDC00), text_);
      lead_ = 0;
      return;
    }
    if (lead_ != 0) {
      AppendUtf8(0xFFFD, text_);
      lead_ = 0;
    }
    if ((unit & 0xFC00) == 0xD800) {
      lead_ = unit;
    } else if (unit != 0xFEFF) {
      AppendUtf8(is_trail ? 0xFFFD : unit, text_);
    }
  }

  std::unique_ptr<ByteStream> wide_;
  bool big_endian_;
  int odd_ = -1;
  char32_t lead_ = 0;
  std::string text_;
  std::size_t at_ = 0;
};

}  // namespace

std::unique_ptr<ByteStream> MakeFileStream(int file, std::string path, InputDigest* digest) {
  return std::make_unique<FileStream>(file, std::move(path), digest);
}

std::unique_ptr<ByteStream> MakeMemoryStream(std::string bytes) {
  return std::make_unique<MemoryStream>(std::move(bytes));
}

std::unique_ptr<ByteStream> Unpacked(std::unique_ptr<ByteStream> stream, std::string path) {
  for (int layer = 0; layer < 2; ++layer) {
    std::string begin;
    std::optional<Error> failure;
    while (begin.size() < 4) {
      const std::size_t size = begin.size();
      begin.resize(kBlockBytes);
      const auto got = stream->Read(begin.data() + size, begin.size() - size);
      begin.resize(size + (got ? *got : 0));
      if (!got) {
        failure = got.error();
        break;
      }
      if (*got == 0) {
        break;
      }
    }
    const std::string_view bytes = begin;
    const bool gzip = bytes.starts_with(kGzipMagic);
    const bool zstd = bytes.starts_with(kZstdMagic);
    const bool little = bytes.starts_with("\xFF\xFE");
    const bool big = bytes.starts_with("\xFE\xFF");
    stream = std::make_unique<Rewound>(std::move(begin), std::move(failure), std::move(stream));
    if (layer == 0 && gzip) {
      stream = std::make_unique<GzipStream>(std::move(stream), path);
    } else if (layer == 0 && zstd) {
      stream = std::make_unique<ZstdStream>(std::move(stream), path);
    } else if (little || big) {
      return std::make_unique<Utf16Stream>(std::move(stream), big);
    } else {
      break;
    }
  }
  return stream;
}

}  // namespace slant
