#include "fuzz/drain.h"
#include "slant/corpus/text_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  slant::Drain(*slant::MakeTextReader(slant::SourceOf(slant::BytesOf(data, size))), size);
  return 0;
}
