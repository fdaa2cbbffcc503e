#include "fuzz/drain.h"
#include "slant/corpus/feed_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  slant::Drain(*slant::MakeFeedReader(slant::SourceOf(slant::BytesOf(data, size))), size);
  return 0;
}
