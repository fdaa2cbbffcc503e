// How fast articles are read from JSON Lines in a file that the system has in memory: the samples,
// repeated to 8 MB.  Read bytes_per_second (of the file) and items_per_second (articles).

#include <benchmark/benchmark.h>
#include <unistd.h>

#include "slant/corpus/json_lines_reader.h"
#include "support/samples.h"

namespace slant {
namespace {

constexpr std::size_t kBytes = std::size_t{8} << 20;

// Written once, removed at the end of the program.
class BigFile {
 public:
  BigFile()
      : path_((std::filesystem::temp_directory_path() /
               ("slant-bench-" + std::to_string(::getpid()) + ".jsonl"))
                  .string()) {
    const std::string lines = SampleLines();
    std::ofstream out(path_, std::ios::binary);
    while (size_ < kBytes) {
      out << lines;
      size_ += lines.size();
    }
    out.close();
    if (!out) {
      throw std::runtime_error("cannot write " + path_);
    }
  }
  BigFile(const BigFile&) = delete;
  BigFile& operator=(const BigFile&) = delete;
  ~BigFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }

  const std::string& path() const { return path_; }
  std::size_t size() const { return size_; }

 private:
  std::string path_;
  std::size_t size_ = 0;
};

const BigFile& File() {
  static const BigFile file;
  return file;
}

void BM_ReadJsonLines(benchmark::State& state) {
  const BigFile& file = File();
  std::int64_t articles = 0;
  for (auto _ : state) {
    auto source = ByteSource::Open(file.path());
    if (!source) {
      state.SkipWithError(source.error().ToString().c_str());
      return;
    }
    const auto reader = MakeJsonLinesReader(std::move(*source), {});
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
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(file.size()));
}
BENCHMARK(BM_ReadJsonLines)->Unit(benchmark::kMillisecond);

// Lines alone: what of the above is reading and not parsing.
void BM_ReadLines(benchmark::State& state) {
  const BigFile& file = File();
  for (auto _ : state) {
    auto source = ByteSource::Open(file.path());
    if (!source) {
      state.SkipWithError(source.error().ToString().c_str());
      return;
    }
    while (true) {
      const auto line = source->NextLine(kMaxRecordBytes);
      if (!line || !*line) {
        break;
      }
      benchmark::DoNotOptimize((*line)->data());
    }
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(file.size()));
}
BENCHMARK(BM_ReadLines)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace slant
