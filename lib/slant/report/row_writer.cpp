#include "slant/report/row_writer.h"

#include "slant/report/formats.h"

namespace slant {
namespace {

constexpr RowFormat kFormats[] = {
    {"text", MakeTextWriter},
    {"jsonl", MakeJsonWriter},
    {"csv", MakeCsvWriter},
};

}  // namespace

std::span<const RowFormat> RowFormats() noexcept { return kFormats; }

const RowFormat* FindRowFormat(std::string_view name) noexcept {
  for (const RowFormat& format : kFormats) {
    if (format.name == name) {
      return &format;
    }
  }
  return nullptr;
}

}  // namespace slant
