#include "fuzz/drain.h"
#include "slant/corpus/json_lines_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  slant::ReaderOptions options;
  options.keep_fields = {"topic"};
  options.keep_json = {"targets"};
  slant::Drain(*slant::MakeJsonLinesReader(slant::SourceOf(slant::BytesOf(data, size)), options),
               size);
  return 0;
}
