// gzip, zstd and UTF-16, in any order, unpacked.

#include "fuzz/drain.h"
#include "slant/corpus/byte_stream.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto stream = slant::Unpacked(slant::MakeMemoryStream(slant::BytesOf(data, size)), "fuzz");
  std::string buffer(4096, '\0');
  std::size_t errors = 0;
  while (true) {
    const auto read = stream->Read(buffer.data(), buffer.size());
    if (!read) {
      slant::Require(++errors <= size + 1, "no more errors than bytes");
      slant::Require(!read.error().message.empty(), "an error says what it is");
    } else if (*read == 0) {
      return 0;
    } else {
      slant::Require(*read <= buffer.size(), "no more than was asked for");
    }
  }
}
