#include "slant/report/sample_rows.h"

#include "slant/coding/coding_table.h"
#include "slant/report/csv_line.h"

namespace slant {
namespace {

void Tame(const std::string& cell, CsvLine& line) {
  const bool formula =
      !cell.empty() && std::string_view("=+-@\t\r").find(cell[0]) != std::string_view::npos;
  line.Text(formula && !AsNumber(cell) ? "'" + cell : cell);
}

}  // namespace

void AppendSampleCsv(std::span<const SampledUnit> units, const SampleColumns& columns,
                     std::string& out) {
  if (columns.byte_order_mark) {
    out += "\xEF\xBB\xBF";
  }
  {
    CsvLine line(out);
    line.Text("item");
    for (const std::size_t cell : columns.chosen) {
      Tame(columns.cells[cell], line);
    }
    if (columns.strata) {
      line.Names("stratum_units,stratum_sampled,weight");
    }
    for (const std::string& name : columns.empty) {
      Tame(name, line);
    }
  }
  for (const SampledUnit& unit : units) {
    CsvLine line(out);
    line.Text(unit.item);
    for (const std::size_t cell : columns.chosen) {
      Tame(unit.cells[cell], line);
    }
    if (columns.strata) {
      line.Integer(unit.stratum_units).Integer(unit.stratum_sampled).Number(unit.weight);
    }
    for (std::size_t i = 0; i < columns.empty.size(); ++i) {
      line.Text("");
    }
  }
}

}  // namespace slant
