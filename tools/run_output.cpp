#include "run_output.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cinttypes>
#include <cstring>

#include "slant/base/format.h"
#include "slant/base/hash.h"
#include "slant/corpus/byte_source.h"
#include "slant/pipeline/model.h"

namespace slant::tools {

namespace po = boost::program_options;

namespace {

constexpr std::string_view kStateMagic = "slant resume 1";
constexpr std::size_t kMostStateBytes = std::size_t{64} << 20;
constexpr auto kInterval = std::chrono::milliseconds(500);

std::optional<std::uint64_t> Number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc() || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

std::optional<Shard> ParseShard(const std::string& text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos) {
    return std::nullopt;
  }
  const auto index = Number(std::string_view(text).substr(0, slash));
  const auto count = Number(std::string_view(text).substr(slash + 1));
  if (!index || !count || *index < 1 || *index > *count || *count > 1000000) {
    return std::nullopt;
  }
  return Shard{*index - 1, *count};
}

// What must be the same for a run to be gone on with: everything that the rows depend on.
Result<std::string> Fingerprint(const CommandLine& line) {
  std::string call = std::string(SLANT_VERSION) + "\n" + line.command() + "\n";
  for (const auto& [name, value] : line.given()) {
    if (name != "threads" && name != "resume" && name != "manifest" && name != "output" &&
        name != "shard" && name != "db") {
      call += name + "=" + value + "\n";
    }
    if (name == "lexicon" || name == "outlets") {
      SLANT_ASSIGN_OR_RETURN(const std::string sha, FileSha256(value));
      call += sha + "\n";
    }
  }
  for (const std::string& input : line.inputs()) {
    call += input + "\n";
  }
  if (line.Knows("model")) {
    std::string model = line.Has("model") ? line.Get<std::string>("model") : std::string();
    if (model.empty()) {
      if (auto found = FindDefaultModel()) {
        model = *found;
      }
    }
    if (!model.empty()) {
      SLANT_ASSIGN_OR_RETURN(const std::string sha, FileSha256(model));
      call += sha + "\n";
    }
  }
  return Format("%016" PRIx64, Hash64(call));
}

Error CannotWrite(const std::string& path, int failure) {
  return {ErrorCode::kIo, std::string("cannot write: ") + std::strerror(failure), path};
}

bool Exists(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0;
}

}  // namespace

struct RunOutput::Resume {
  std::string call, shard;
  std::uint64_t done = 0, bytes = 0, index_bytes = 0;
  RunAccount account;

  // Lines of "name value", and the counts as JSON in the last.
  static Result<Resume> Read(const std::string& path) {
    SLANT_ASSIGN_OR_RETURN(auto source, ByteSource::Open(path));
    SLANT_ASSIGN_OR_RETURN(const std::string text, source.ReadAll(kMostStateBytes));
    Resume out;
    std::string_view rest = text;
    int fields = 0;
    while (!rest.empty()) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(line.size() + 1, rest.size()));
      const std::size_t space = std::min(line.find(' '), line.size());
      const std::string_view name = line.substr(0, space);
      const std::string_view value = line.substr(std::min(space + 1, line.size()));
      const auto number = Number(value);
      if (name == "call") {
        out.call = value;
      } else if (name == "shard") {
        out.shard = value;
      } else if (name == "records" && number) {
        out.done = *number;
      } else if (name == "bytes" && number) {
        out.bytes = *number;
      } else if (name == "index" && number) {
        out.index_bytes = *number;
      } else if (name == "account") {
        SLANT_ASSIGN_OR_RETURN(out.account, ReadAccount(value));
      } else {
        continue;
      }
      ++fields;
    }
    if (!text.starts_with(kStateMagic) || fields != 6) {
      return Error{ErrorCode::kCorrupt,
                   "expected what a stopped run leaves behind, found something else", path};
    }
    return out;
  }
};

void AddOutputOptions(CommandLine& line) {
  line.Add()("output,o", po::value<std::string>(), "file to write (default: standard output)")(
      "resume", po::bool_switch(),
      "go on with a run into --output that was stopped: the file ends with the same bytes")(
      "shard", po::value<std::string>(),
      "I/N: only part I of N of the records, into --output; slant merge joins the parts");
}

RunOutput::~RunOutput() {
  for (std::FILE* file : {file_, index_}) {
    if (file != nullptr) {
      std::fclose(file);
    }
  }
}

std::optional<Ending> RunOutput::Open(const CommandLine& line, std::string_view header) {
  const bool resume = line.Get<bool>("resume");
  if (line.Has("shard")) {
    const auto shard = ParseShard(line.Get<std::string>("shard"));
    if (!shard) {
      return WrongUsage("--shard is I/N with I from 1 to N, found '" +
                        line.Get<std::string>("shard") + "'");
    }
    shard_ = *shard;
    shard_text_ = line.Get<std::string>("shard");
  }
  if (!line.Has("output")) {
    if (resume || line.Has("shard")) {
      return WrongUsage(std::string(resume ? "--resume" : "--shard") + " needs --output FILE");
    }
    standard_.Write(header);
    return std::nullopt;
  }
  path_ = line.Get<std::string>("output");
  const auto& inputs = line.inputs();
  const bool piped = inputs.empty() || std::find(inputs.begin(), inputs.end(), "-") != inputs.end();
  if (resume && piped) {
    return WrongUsage("--resume reads its inputs again, which standard input cannot be");
  }
  auto call = slant::tools::Fingerprint(line);
  if (!call) {
    return Ending(call.error());
  }
  call_ = *std::move(call);
  const std::string state = path_ + ".resume";
  const std::string index = path_ + ".index";
  const bool sharded = line.Has("shard");
  bool fresh = true;
  if (resume && Exists(state)) {
    auto last = Resume::Read(state);
    if (!last) {
      return Ending(last.error());
    }
    if (last->call != call_ || last->shard != shard_text_) {
      return Ending(Error{ErrorCode::kInvalidArgument,
                          "the run that was stopped had other options, inputs or another model "
                          "(fingerprint " +
                              last->call + ", now " + call_ + ")",
                          state});
    }
    done_ = last->done;
    bytes_ = last->bytes;
    index_bytes_ = last->index_bytes;
    account_ = std::move(last->account);
    fresh = done_ == 0;
  } else if (resume && Exists(path_)) {
    std::fprintf(stderr, "slant: %s is complete, there is nothing to go on with\n", path_.c_str());
    return Ending();
  }
  if (fresh) {
    done_ = bytes_ = index_bytes_ = 0;
    account_ = RunAccount();
    // First the state: a run that is killed before it has written anything can be gone on with.
    if (const Status written = WriteState(); !written) {
      return Ending(written);
    }
  }
  const auto open = [&](const std::string& path, std::uint64_t size) -> std::FILE* {
    std::FILE* const file = std::fopen(path.c_str(), fresh ? "wb" : "r+b");
    if (file != nullptr && !fresh &&
        (::ftruncate(::fileno(file), static_cast<off_t>(size)) != 0 ||
         std::fseek(file, 0, SEEK_END) != 0 ||
         static_cast<std::uint64_t>(std::ftell(file)) != size)) {
      std::fclose(file);
      errno = errno != 0 ? errno : EIO;
      return nullptr;
    }
    return file;
  };
  file_ = open(path_, bytes_);
  if (file_ == nullptr) {
    return Ending(CannotWrite(path_, errno));
  }
  if (sharded) {
    index_ = open(index, index_bytes_);
    if (index_ == nullptr) {
      return Ending(CannotWrite(index, errno));
    }
  }
  if (fresh) {
    if (index_ != nullptr) {
      const std::string first = "slant index 1 " + call_ + " " + line.Get<std::string>("shard") +
                                "\nheader " + std::to_string(header.size()) + "\n";
      std::fwrite(first.data(), 1, first.size(), index_);
      index_bytes_ = first.size();
    }
    good_ = std::fwrite(header.data(), 1, header.size(), file_) == header.size();
    bytes_ = header.size();
  }
  last_ = std::chrono::steady_clock::now();
  return std::nullopt;
}

void RunOutput::Flush() {
  for (std::FILE* file : {file_, index_}) {
    if (file != nullptr && std::fflush(file) != 0) {
      good_ = false;
      failure_ = errno;
    }
  }
}

// In a new file that then takes the place of the old one, so that there is always a whole one.
Status RunOutput::WriteState() {
  const std::string path = path_ + ".resume";
  const std::string text = std::string(kStateMagic) + "\ncall " + call_ + "\nshard " + shard_text_ +
                           "\nrecords " + std::to_string(done_) + "\nbytes " +
                           std::to_string(bytes_) + "\nindex " + std::to_string(index_bytes_) +
                           "\naccount " + AccountJson(account_) + "\n";
  const std::string next = path + ".new";
  std::FILE* const file = std::fopen(next.c_str(), "wb");
  bool written = file != nullptr && std::fwrite(text.data(), 1, text.size(), file) == text.size();
  written = file != nullptr && std::fclose(file) == 0 && written;
  if (!written || std::rename(next.c_str(), path.c_str()) != 0) {
    good_ = false;
    failure_ = errno;
    return CannotWrite(path, errno);
  }
  return {};
}

void RunOutput::Write(std::uint64_t record, std::string_view rows) {
  if (file_ == nullptr) {
    standard_.Write(rows);
    good_ = standard_.good();
    return;
  }
  if (std::fwrite(rows.data(), 1, rows.size(), file_) != rows.size()) {
    good_ = false;
    failure_ = errno;
    return;
  }
  bytes_ += rows.size();
  if (index_ != nullptr && !rows.empty()) {
    const std::string entry = std::to_string(record) + " " + std::to_string(rows.size()) + "\n";
    std::fwrite(entry.data(), 1, entry.size(), index_);
    index_bytes_ += entry.size();
  }
}

void RunOutput::Mark(std::uint64_t records, const RunAccount& account) {
  done_ = records;
  const auto now = std::chrono::steady_clock::now();
  if (file_ == nullptr || now - last_ < kInterval) {
    return;
  }
  last_ = now;
  account_ = account;
  Flush();
  if (good_) {
    // A failure is remembered and told by Finish.
    [[maybe_unused]] const Status written = WriteState();
  }
}

Status RunOutput::Finish(std::uint64_t records, bool complete) {
  if (file_ == nullptr) {
    return standard_.Finish();
  }
  if (index_ != nullptr && complete) {
    const std::string last = "end " + std::to_string(records) + "\n";
    std::fwrite(last.data(), 1, last.size(), index_);
  }
  Flush();
  for (std::FILE** file : {&file_, &index_}) {
    if (*file != nullptr && std::fclose(*file) != 0) {
      good_ = false;
      failure_ = errno;
    }
    *file = nullptr;
  }
  if (!good_) {
    return CannotWrite(path_, failure_);
  }
  if (complete) {
    ::unlink((path_ + ".resume").c_str());
  }
  return {};
}

}  // namespace slant::tools
