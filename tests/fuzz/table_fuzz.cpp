#include "fuzz/drain.h"
#include "slant/corpus/csv_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes = slant::BytesOf(data, size);
  const auto separator = slant::TableSeparator(bytes, {}, true);
  slant::Drain(*slant::MakeCsvReader(slant::SourceOf(bytes), separator.value_or(','), {}), size);
  return 0;
}
