#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <memory>

#include "commands/commands.h"
#include "slant/corpus/byte_source.h"
#include "terminal.h"

namespace slant::tools {

namespace po = boost::program_options;

namespace {

constexpr std::size_t kMostIndexLine = 1000;
constexpr std::size_t kBlock = std::size_t{64} << 10;

bool Parse(std::string_view text, std::uint64_t& out) {
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), out);
  return failure == std::errc() && end == text.data() + text.size();
}

// One part: its rows, and its index, which is read beside them.
class Part {
 public:
  static Result<std::unique_ptr<Part>> Open(const std::string& path) {
    SLANT_ASSIGN_OR_RETURN(auto rows, ByteSource::Open(path));
    SLANT_ASSIGN_OR_RETURN(auto index, ByteSource::Open(path + ".index"));
    auto part = std::unique_ptr<Part>(new Part(std::move(rows), std::move(index)));
    // "slant index 1 FINGERPRINT I/N", then "header BYTES".
    SLANT_ASSIGN_OR_RETURN(const std::string first, part->Line());
    constexpr std::string_view kMagic = "slant index 1 ";
    const std::size_t space = first.rfind(' ');
    const std::size_t slash = first.rfind('/');
    if (!first.starts_with(kMagic) || slash == std::string::npos || slash < space ||
        space < kMagic.size() ||
        !slant::tools::Parse(std::string_view(first).substr(space + 1, slash - space - 1),
                             part->number_) ||
        !slant::tools::Parse(std::string_view(first).substr(slash + 1), part->count_)) {
      return part->Malformed("expected the index of a part that --shard made");
    }
    part->call_ = first.substr(kMagic.size(), space - kMagic.size());
    SLANT_ASSIGN_OR_RETURN(const std::string header, part->Line());
    if (!header.starts_with("header ") ||
        !slant::tools::Parse(std::string_view(header).substr(7), part->header_bytes_)) {
      return part->Malformed("expected 'header' and a number");
    }
    SLANT_RETURN_IF_ERROR(part->Step());
    return part;
  }

  const std::string& call() const { return call_; }
  const std::string& path() const { return rows_.path(); }
  std::uint64_t number() const { return number_; }
  std::uint64_t count() const { return count_; }
  std::uint64_t header_bytes() const { return header_bytes_; }
  bool ended() const { return ended_; }
  std::uint64_t record() const { return record_; }
  std::uint64_t record_bytes() const { return record_bytes_; }
  std::uint64_t records() const { return records_; }

  // Hands the next `bytes` of the rows to `write` (null: nobody).
  Status Copy(std::uint64_t bytes, std::FILE* file, Output* standard) {
    while (bytes > 0) {
      SLANT_ASSIGN_OR_RETURN(const std::string_view window, rows_.Window(1));
      if (window.empty()) {
        return Error{ErrorCode::kMalformed,
                     std::to_string(bytes) + " bytes that the index names are missing at the end",
                     rows_.path()};
      }
      const auto n = static_cast<std::size_t>(
          std::min({bytes, std::uint64_t{window.size()}, std::uint64_t{kBlock}}));
      if (file != nullptr && std::fwrite(window.data(), 1, n, file) != n) {
        return Error{ErrorCode::kIo, std::string("cannot write: ") + std::strerror(errno), ""};
      }
      if (standard != nullptr) {
        standard->Write(window.substr(0, n));
      }
      rows_.Consume(n);
      bytes -= n;
    }
    return {};
  }

  // To the next record of the index.
  Status Step() {
    SLANT_ASSIGN_OR_RETURN(const std::string line, Line());
    const std::size_t space = std::min(line.find(' '), line.size());
    const std::string_view name = std::string_view(line).substr(0, space);
    const std::string_view value = std::string_view(line).substr(std::min(space + 1, line.size()));
    if (name == "end" && slant::tools::Parse(value, records_)) {
      ended_ = true;
      return {};
    }
    if (!slant::tools::Parse(name, record_) || !slant::tools::Parse(value, record_bytes_)) {
      return Malformed(line.empty() ? "the part is not complete; run it again with --resume"
                                    : "expected a record and its bytes");
    }
    return {};
  }

 private:
  Part(ByteSource rows, ByteSource index) : rows_(std::move(rows)), index_(std::move(index)) {}

  Error Malformed(std::string message) const {
    return {ErrorCode::kMalformed, std::move(message),
            index_.path() + ":" + std::to_string(index_.line())};
  }
  Result<std::string> Line() {
    SLANT_ASSIGN_OR_RETURN(const auto line, index_.NextLine(kMostIndexLine));
    return std::string(line.value_or(std::string_view()));
  }

  ByteSource rows_, index_;
  std::string call_;
  std::uint64_t number_ = 0, count_ = 0, header_bytes_ = 0;
  std::uint64_t record_ = 0, record_bytes_ = 0, records_ = 0;
  bool ended_ = false;
};

Status Fits(const std::vector<std::unique_ptr<Part>>& parts) {
  std::vector<bool> seen(parts.size(), false);
  for (const auto& part : parts) {
    if (part->call() != parts[0]->call()) {
      return Error{ErrorCode::kInvalidArgument,
                   "this part is of another run than " + parts[0]->path() + " (fingerprint " +
                       part->call() + ", there " + parts[0]->call() + ")",
                   part->path()};
    }
    if (part->count() != parts.size() || part->number() < 1 || part->number() > parts.size()) {
      return Error{ErrorCode::kInvalidArgument,
                   "this is part " + std::to_string(part->number()) + " of " +
                       std::to_string(part->count()) + ", and " + std::to_string(parts.size()) +
                       " parts are given",
                   part->path()};
    }
    if (seen[part->number() - 1]) {
      return Error{ErrorCode::kInvalidArgument,
                   "part " + std::to_string(part->number()) + " is given twice", part->path()};
    }
    seen[part->number() - 1] = true;
  }
  return {};
}

}  // namespace

Ending RunMerge(const std::vector<std::string>& arguments) {
  CommandLine line(
      "merge [options] PART...",
      "Joins the files that runs with --shard 1/N to N/N wrote: the result is that of one run\n"
      "without --shard, byte for byte.  Beside each file its index (FILE.index) must lie.",
      "  for i in 1 2; do slant score --format jsonl --shard $i/2 -o part$i.jsonl corpora/samples; "
      "done\n"
      "  slant merge -o rows.jsonl part1.jsonl part2.jsonl\n");
  line.Add()("output,o", po::value<std::string>(), "file to write (default: standard output)");
  if (const auto ending = line.Parse(arguments)) {
    return *ending;
  }
  if (line.inputs().empty()) {
    return WrongUsage("slant merge needs the files of all parts");
  }
  std::vector<std::unique_ptr<Part>> parts;
  for (const std::string& path : line.inputs()) {
    auto part = Part::Open(path);
    if (!part) {
      return part.error();
    }
    parts.push_back(std::move(part).value());
  }
  if (const Status fits = Fits(parts); !fits) {
    return fits;
  }
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(nullptr, std::fclose);
  Output output;
  const std::string path = line.Has("output") ? line.Get<std::string>("output") : "";
  if (!path.empty()) {
    for (const std::string& input : line.inputs()) {
      if (input == path) {
        return WrongUsage("--output would overwrite the part " + path);
      }
    }
    file.reset(std::fopen(path.c_str(), "wb"));
    if (!file) {
      return Error{ErrorCode::kIo, std::string("cannot write: ") + std::strerror(errno), path};
    }
  }
  Output* const standard = file ? nullptr : &output;
  // The first part's header is that of all.
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Status copied = parts[i]->Copy(parts[i]->header_bytes(), i == 0 ? file.get() : nullptr,
                                         i == 0 ? standard : nullptr);
    if (!copied) {
      return copied;
    }
  }
  while (true) {
    const auto next =
        std::min_element(parts.begin(), parts.end(), [](const auto& a, const auto& b) {
          return a->ended() != b->ended() ? b->ended() : a->record() < b->record();
        });
    Part& part = **next;
    if (part.ended()) {
      break;
    }
    if (const Status copied = part.Copy(part.record_bytes(), file.get(), standard); !copied) {
      return copied;
    }
    if (const Status stepped = part.Step(); !stepped) {
      return stepped;
    }
  }
  for (const auto& part : parts) {
    if (part->records() != parts[0]->records()) {
      return Error{ErrorCode::kInvalidArgument,
                   "this part saw " + std::to_string(part->records()) + " records, " +
                       parts[0]->path() + " saw " + std::to_string(parts[0]->records()) +
                       ": the inputs were not the same",
                   part->path()};
    }
  }
  if (file && std::fclose(file.release()) != 0) {
    return Error{ErrorCode::kIo, std::string("cannot write: ") + std::strerror(errno), path};
  }
  return output.Finish();
}

}  // namespace slant::tools
