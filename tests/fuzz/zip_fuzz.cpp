#include "fuzz/drain.h"
#include "slant/corpus/text_reader.h"
#include "slant/corpus/zip_files.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  slant::ZipFiles files(slant::SourceOf(slant::BytesOf(data, size)));
  for (std::size_t i = 0;; ++i) {
    slant::Require(i <= size + 1, "no more files than bytes");
    auto file = files.Next();
    if (!file) {
      slant::Require(!file.error().message.empty(), "an error says what it is");
      continue;
    }
    if (!file->has_value()) {
      return 0;
    }
    slant::Drain(*slant::MakeTextReader(std::move(**file)), size);
  }
}
