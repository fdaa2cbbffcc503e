#include "fuzz/drain.h"
#include "slant/corpus/warc_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  slant::Drain(*slant::MakeWarcReader(slant::SourceOf(slant::BytesOf(data, size))), size);
  return 0;
}
