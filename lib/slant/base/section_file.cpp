#include "slant/base/section_file.h"

#include <cassert>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "slant/base/hash.h"

namespace slant {
namespace {

constexpr char kMagic[8] = {'S', 'L', 'A', 'N', 'T', '\r', '\n', '\x1A'};
constexpr std::uint32_t kVersion = 1;
constexpr std::uint64_t kAlignment = 64;
// A model has a few dozen sections; a larger number is a damaged header.
constexpr std::uint32_t kMaxSections = 4096;

struct Header {
  char magic[8];
  std::uint32_t version;
  std::uint32_t section_count;
  std::uint64_t file_size;
  std::uint64_t table_checksum;
};
static_assert(sizeof(Header) == 32);

struct Entry {
  char name[32];  // zero-padded, so at most 31 bytes
  std::uint64_t offset;
  std::uint64_t size;
  std::uint64_t checksum;
  std::uint64_t reserved;
};
static_assert(sizeof(Entry) == 64);

std::uint64_t Align(std::uint64_t offset) {
  return (offset + kAlignment - 1) / kAlignment * kAlignment;
}

std::uint64_t Checksum(const void* data, std::size_t size) {
  return Hash64({static_cast<const char*>(data), size});
}

Error Corrupt(const std::string& path, std::string message) {
  return {ErrorCode::kCorrupt, std::move(message), path};
}

}  // namespace

Result<std::shared_ptr<const SectionFile>> SectionFile::Open(const std::string& path) {
  SLANT_ASSIGN_OR_RETURN(auto mapped, MappedFile::Open(path));
  std::shared_ptr<SectionFile> file(new SectionFile(path, std::move(mapped)));
  SLANT_RETURN_IF_ERROR(file->Check());
  return std::shared_ptr<const SectionFile>(std::move(file));
}

Status SectionFile::Check() {
  const auto bytes = file_.bytes();
  Header header;
  if (bytes.size() < sizeof(header)) {
    return Corrupt(path_, "not a slant model: expected at least 32 bytes, found " +
                              std::to_string(bytes.size()));
  }
  std::memcpy(&header, bytes.data(), sizeof(header));
  if (std::memcmp(header.magic, kMagic, sizeof(kMagic)) != 0) {
    return Corrupt(path_, "not a slant model: the file does not begin with the bytes \"SLANT\"");
  }
  if (header.version != kVersion) {
    return Corrupt(path_, "expected model format " + std::to_string(kVersion) + ", found " +
                              std::to_string(header.version));
  }
  if (header.file_size != bytes.size()) {
    return Corrupt(path_, "the model is damaged: its header says " +
                              std::to_string(header.file_size) + " bytes, the file has " +
                              std::to_string(bytes.size()));
  }
  if (header.section_count > kMaxSections ||
      sizeof(Header) + header.section_count * sizeof(Entry) > bytes.size()) {
    return Corrupt(path_, "the model is damaged: " + std::to_string(header.section_count) +
                              " sections do not fit into " + std::to_string(bytes.size()) +
                              " bytes");
  }
  const std::byte* table = bytes.data() + sizeof(Header);
  const std::size_t table_size = header.section_count * sizeof(Entry);
  if (Checksum(table, table_size) != header.table_checksum) {
    return Corrupt(path_, "the model is damaged: the section table has another checksum");
  }
  for (std::uint32_t i = 0; i < header.section_count; ++i) {
    Entry entry;
    std::memcpy(&entry, table + i * sizeof(Entry), sizeof(entry));
    const std::string name(entry.name, ::strnlen(entry.name, sizeof(entry.name)));
    if (entry.offset % kAlignment != 0 || entry.offset > bytes.size() ||
        entry.size > bytes.size() - entry.offset) {
      return Corrupt(path_, "the model is damaged: section '" + name + "' lies outside the file");
    }
    const auto section = bytes.subspan(entry.offset, entry.size);
    if (Checksum(section.data(), section.size()) != entry.checksum) {
      return Corrupt(path_, "the model is damaged: section '" + name + "' has another checksum");
    }
    sections_.emplace(name, section);
  }
  fingerprint_ = header.table_checksum;
  return {};
}

Result<std::span<const std::byte>> SectionFile::Section(std::string_view name) const {
  const auto found = sections_.find(name);
  if (found == sections_.end()) {
    return Error{ErrorCode::kNotFound, "the model has no section '" + std::string(name) + "'",
                 path_};
  }
  return found->second;
}

Error SectionFile::WrongSize(std::string_view name, std::size_t bytes, std::size_t item) const {
  return Corrupt(path_, "section '" + std::string(name) + "' has " + std::to_string(bytes) +
                            " bytes, expected a multiple of " + std::to_string(item));
}

std::vector<std::string> SectionFile::Names() const {
  std::vector<std::string> names;
  names.reserve(sections_.size());
  for (const auto& [name, bytes] : sections_) {
    names.push_back(name);
  }
  return names;
}

void SectionFileWriter::Put(std::string name, std::string bytes) {
  assert(!name.empty() && name.size() < sizeof(Entry::name));
  sections_.insert_or_assign(std::move(name), std::move(bytes));
}

void SectionFileWriter::PutMissingFrom(const SectionFile& file) {
  for (const std::string& name : file.Names()) {
    if (!sections_.contains(name)) {
      const auto bytes = file.Section(name).value();
      Put(name, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    }
  }
}

void SectionFileWriter::Erase(std::string_view name) { sections_.erase(std::string(name)); }

void SectionFileWriter::EraseWithPrefix(std::string_view prefix) {
  std::erase_if(sections_, [&](const auto& item) { return item.first.starts_with(prefix); });
}

Status SectionFileWriter::Write(const std::string& path) const {
  std::vector<Entry> table;
  std::uint64_t offset = Align(sizeof(Header) + sections_.size() * sizeof(Entry));
  for (const auto& [name, bytes] : sections_) {
    Entry entry{};
    std::memcpy(entry.name, name.data(), name.size());
    entry.offset = offset;
    entry.size = bytes.size();
    entry.checksum = Checksum(bytes.data(), bytes.size());
    table.push_back(entry);
    offset = Align(offset + bytes.size());
  }
  Header header{};
  std::memcpy(header.magic, kMagic, sizeof(kMagic));
  header.version = kVersion;
  header.section_count = static_cast<std::uint32_t>(table.size());
  header.file_size = offset;
  header.table_checksum = Checksum(table.data(), table.size() * sizeof(Entry));

  const std::string part = path + ".part";
  std::ofstream out(part, std::ios::binary | std::ios::trunc);
  const auto pad = [&] {
    static constexpr char kZeros[kAlignment] = {};
    const auto at = static_cast<std::uint64_t>(out.tellp());
    out.write(kZeros, static_cast<std::streamsize>(Align(at) - at));
  };
  out.write(reinterpret_cast<const char*>(&header), sizeof(header));
  out.write(reinterpret_cast<const char*>(table.data()),
            static_cast<std::streamsize>(table.size() * sizeof(Entry)));
  pad();
  for (const auto& [name, bytes] : sections_) {
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    pad();
  }
  out.close();
  std::error_code failure;
  if (out) {
    std::filesystem::rename(part, path, failure);
  }
  if (!out || failure) {
    std::error_code ignored;
    std::filesystem::remove(part, ignored);
    return Error{ErrorCode::kIo,
                 "cannot write the model" + (failure ? ": " + failure.message() : ""), path};
  }
  return {};
}

}  // namespace slant
