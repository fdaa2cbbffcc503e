/// @file formats.h
/// The makers behind RowFormats, one a file.
#pragma once

#include <memory>

#include "slant/report/row_writer.h"

namespace slant {

std::unique_ptr<RowWriter> MakeTextWriter(WriterOptions options);
std::unique_ptr<RowWriter> MakeJsonWriter(WriterOptions options);
std::unique_ptr<RowWriter> MakeCsvWriter(WriterOptions options);

}  // namespace slant
