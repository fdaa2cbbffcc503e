#include "fuzz/drain.h"
#include "slant/corpus/json_values_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  slant::Drain(*slant::MakeJsonValuesReader(slant::SourceOf(slant::BytesOf(data, size)), {}), size);
  return 0;
}
