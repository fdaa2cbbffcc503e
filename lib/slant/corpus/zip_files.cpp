#include "slant/corpus/zip_files.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <utility>

#include "slant/base/utf8.h"

namespace slant {

struct ZipFiles::State {
  explicit State(ByteSource source) : packed(std::move(source)), zip(archive_read_new()) {
    archive_read_support_format_zip_streamable(zip);
    archive_read_open(zip, this, nullptr, &State::Read, nullptr);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { archive_read_free(zip); }

  static la_ssize_t Read(archive* /*zip*/, void* self, const void** bytes) {
    auto& state = *static_cast<State*>(self);
    state.packed.Consume(state.shown);
    state.shown = 0;
    const auto window = state.packed.Window(1);
    if (!window) {
      state.failure = window.error();
      return 0;
    }
    *bytes = window->data();
    state.shown = window->size();
    return static_cast<la_ssize_t>(window->size());
  }

  std::string Message() const {
    const char* text = archive_error_string(zip);
    std::string message = text != nullptr ? text : "it cannot be read";
    RepairUtf8(message);
    return message;
  }

  ByteSource packed;
  archive* zip;
  std::size_t shown = 0;  // bytes of `packed` that libarchive may still look at
  std::optional<Error> failure;
  bool ended = false;
};

// The bytes of the entry that the archive stands at.
class ZipFiles::EntryStream : public ByteStream {
 public:
  EntryStream(std::shared_ptr<State> state, std::string path)
      : state_(std::move(state)), path_(std::move(path)) {}

  Result<std::size_t> Read(char* to, std::size_t size) override {
    if (ended_) {
      return std::size_t{0};
    }
    const la_ssize_t got = archive_read_data(state_->zip, to, size);
    if (got < 0) {
      ended_ = true;
      return Error{ErrorCode::kMalformed,
                   "cannot unpack from the zip archive: " + state_->Message(), path_};
    }
    ended_ = got == 0;
    return static_cast<std::size_t>(got);
  }

 private:
  std::shared_ptr<State> state_;
  std::string path_;
  bool ended_ = false;
};

ZipFiles::ZipFiles(ByteSource archive) : state_(std::make_shared<State>(std::move(archive))) {}

Result<std::optional<ByteSource>> ZipFiles::Next() {
  State& state = *state_;
  while (!state.ended) {
    archive_entry* entry = nullptr;
    const int status = archive_read_next_header(state.zip, &entry);
    if (status == ARCHIVE_EOF || status == ARCHIVE_FATAL) {
      state.ended = true;
      state.packed.Drain();
      if (state.failure) {
        return *std::exchange(state.failure, std::nullopt);
      }
      if (status == ARCHIVE_FATAL) {
        return Error{ErrorCode::kMalformed, "the zip archive is damaged: " + state.Message(),
                     state.packed.path()};
      }
      break;
    }
    if (status == ARCHIVE_RETRY) {
      continue;
    }
    const char* raw = archive_entry_pathname(entry);
    std::string name = raw != nullptr ? raw : "?";
    RepairUtf8(name);
    const bool hidden = name.starts_with('.') || name.find("/.") != std::string::npos ||
                        name.starts_with("__MACOSX/");
    if (archive_entry_filetype(entry) != AE_IFREG || hidden) {
      continue;
    }
    std::string path = state.packed.path() + "/" + name;
    if (archive_entry_is_encrypted(entry) != 0) {
      return Error{ErrorCode::kMalformed, "the file is encrypted", std::move(path)};
    }
    auto stream = Unpacked(std::make_unique<EntryStream>(state_, path), path);
    return std::optional<ByteSource>(ByteSource(std::move(path), std::move(stream)));
  }
  return std::optional<ByteSource>();
}

}  // namespace slant
