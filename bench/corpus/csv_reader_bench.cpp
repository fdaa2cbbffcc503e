// The same articles read from JSON Lines, from a table, and from both packed: the samples, repeated
// to 8 MB, in memory.  Read items_per_second (articles) and bytes_per_second (unpacked).

#include <benchmark/benchmark.h>
#include <zlib.h>

#include "slant/corpus/byte_stream.h"
#include "slant/corpus/csv_reader.h"
#include "slant/corpus/json_lines_reader.h"
#include "support/samples.h"

namespace slant {
namespace {

constexpr std::size_t kBytes = std::size_t{8} << 20;

const std::string& Lines() {
  static const std::string lines = [] {
    const std::string samples = SampleLines();
    std::string out;
    while (out.size() < kBytes) {
      out += samples;
    }
    return out;
  }();
  return lines;
}

// The articles as a table of outlet, title and text.
const std::string& Table() {
  static const std::string table = [] {
    const auto reader = MakeJsonLinesReader({"lines", MakeMemoryStream(Lines())}, {});
    std::string out = "outlet,title,text\n";
    const auto cell = [&](const std::string& text, char end) {
      out += '"';
      for (const char c : text) {
        out.append(c == '"' ? 2 : 1, c);
      }
      out += '"';
      out += end;
    };
    for (auto article = reader->Next(); article && *article; article = reader->Next()) {
      cell((*article)->outlet, ',');
      cell((*article)->title, ',');
      cell((*article)->text, '\n');
    }
    return out;
  }();
  return table;
}

std::string Gzip(const std::string& bytes) {
  z_stream state{};
  ::deflateInit2(&state, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(::deflateBound(&state, bytes.size()), '\0');
  state.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  state.avail_in = static_cast<uInt>(bytes.size());
  state.next_out = reinterpret_cast<Bytef*>(out.data());
  state.avail_out = static_cast<uInt>(out.size());
  ::deflate(&state, Z_FINISH);
  out.resize(state.total_out);
  ::deflateEnd(&state);
  return out;
}

void Read(benchmark::State& state, const std::string& bytes, std::size_t unpacked, bool is_table) {
  std::int64_t articles = 0;
  for (auto _ : state) {
    ByteSource source("bench", Unpacked(MakeMemoryStream(bytes), "bench"));
    const auto reader = is_table ? MakeCsvReader(std::move(source), ',', {})
                                 : MakeJsonLinesReader(std::move(source), {});
    while (true) {
      auto article = reader->Next();
      if (!article) {
        state.SkipWithError(article.error().ToString().c_str());
        return;
      }
      if (!*article) {
        break;
      }
      ++articles;
      benchmark::DoNotOptimize((*article)->text.data());
    }
  }
  state.SetItemsProcessed(articles);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(unpacked));
}

void BM_JsonLines(benchmark::State& state) { Read(state, Lines(), Lines().size(), false); }
void BM_JsonLinesGzip(benchmark::State& state) {
  Read(state, Gzip(Lines()), Lines().size(), false);
}
void BM_Table(benchmark::State& state) { Read(state, Table(), Table().size(), true); }
void BM_TableGzip(benchmark::State& state) { Read(state, Gzip(Table()), Table().size(), true); }
BENCHMARK(BM_JsonLines)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_JsonLinesGzip)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Table)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_TableGzip)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace slant
