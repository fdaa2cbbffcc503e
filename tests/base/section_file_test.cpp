#include "slant/base/section_file.h"

#include <gtest/gtest.h>

#include <cstring>

#include "slant/base/hash.h"
#include "support/is_ok.h"
#include "support/temp_dir.h"

namespace slant {
namespace {

using Sections = std::map<std::string, std::string>;

Sections Contents(const SectionFile& file) {
  Sections out;
  for (const std::string& name : file.Names()) {
    const auto bytes = file.Section(name).value();
    out[name] = {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }
  return out;
}

// A section shorter than the alignment, one longer than it, and an empty one.
const Sections kSmall = {{"alpha", "some bytes"}, {"beta.long", std::string(70, 'b')}, {"c", ""}};

std::string WriteSections(const TempDir& folder, const Sections& sections) {
  SectionFileWriter writer;
  for (const auto& [name, bytes] : sections) {
    writer.Put(name, bytes);
  }
  const std::string path = folder / "model.slant";
  EXPECT_TRUE(IsOk(writer.Write(path)));
  return path;
}

// The layout of the header, as the room's README gives it.
constexpr std::size_t kVersionAt = 8;
constexpr std::size_t kTableAt = 32;
constexpr std::size_t kEntryBytes = 64;

template <typename T>
void Poke(std::string& bytes, std::size_t at, T value) {
  std::memcpy(bytes.data() + at, &value, sizeof(value));
}

// Sets the table's checksum to what the table now has.
void Reseal(std::string& bytes, std::size_t sections) {
  Poke(bytes, 24, Hash64(std::string_view(bytes).substr(kTableAt, sections * kEntryBytes)));
}

TEST(SectionFileTest, GivesBackWhatWasPut) {
  const TempDir folder;
  const auto file = SectionFile::Open(WriteSections(folder, kSmall));
  ASSERT_TRUE(IsOk(file));
  EXPECT_EQ(Contents(**file), kSmall);
  EXPECT_TRUE((*file)->Has("c"));
  EXPECT_FALSE((*file)->Has("d"));
  EXPECT_TRUE(IsError((*file)->Section("d"), ErrorCode::kNotFound, "no section 'd'"));
}

TEST(SectionFileTest, SectionsAreAligned) {
  const TempDir folder;
  const auto file = SectionFile::Open(WriteSections(folder, kSmall));
  ASSERT_TRUE(IsOk(file));
  for (const std::string& name : (*file)->Names()) {
    const auto* const data = (*file)->Section(name).value().data();
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(data) % 64, 0u) << name;
  }
}

TEST(SectionFileTest, ArraysKeepTheirItemsAndRefuseAnotherSize) {
  const TempDir folder;
  SectionFileWriter writer;
  const float values[] = {1.5f, -2.0f, 0.25f};
  writer.PutArray<float>("values", values);
  writer.Put("odd", "abc");
  ASSERT_TRUE(IsOk(writer.Write(folder / "m")));
  const auto file = SectionFile::Open(folder / "m");
  ASSERT_TRUE(IsOk(file));
  const auto array = (*file)->Array<float>("values");
  ASSERT_TRUE(IsOk(array));
  EXPECT_EQ(std::vector<float>(array->begin(), array->end()),
            (std::vector<float>{1.5f, -2.0f, 0.25f}));
  EXPECT_TRUE(IsError((*file)->Array<float>("odd"), ErrorCode::kCorrupt,
                      "3 bytes, expected a multiple of 4"));
}

TEST(SectionFileTest, TheSameSectionsGiveTheSameBytesInAnyOrder) {
  const TempDir folder;
  SectionFileWriter forth, back;
  forth.Put("a", "1");
  forth.Put("b", "2");
  back.Put("b", "other");
  back.Put("b", "2");
  back.Put("a", "1");
  ASSERT_TRUE(IsOk(forth.Write(folder / "forth")));
  ASSERT_TRUE(IsOk(back.Write(folder / "back")));
  EXPECT_EQ(ReadFile(folder / "forth"), ReadFile(folder / "back"));
  EXPECT_EQ((*SectionFile::Open(folder / "forth"))->fingerprint(),
            (*SectionFile::Open(folder / "back"))->fingerprint());
}

TEST(SectionFileTest, AnotherContentHasAnotherFingerprint) {
  const TempDir folder;
  const auto before = (*SectionFile::Open(WriteSections(folder, kSmall)))->fingerprint();
  Sections changed = kSmall;
  changed["alpha"][0] = 'S';
  EXPECT_NE((*SectionFile::Open(WriteSections(folder, changed)))->fingerprint(), before);
}

TEST(SectionFileTest, AWriterTakesOverErasesAndKeepsItsOwn) {
  const TempDir folder;
  const auto file = SectionFile::Open(WriteSections(folder, kSmall));
  ASSERT_TRUE(IsOk(file));
  SectionFileWriter writer;
  writer.Put("alpha", "mine");
  writer.PutMissingFrom(**file);
  writer.EraseWithPrefix("beta.");
  ASSERT_TRUE(IsOk(writer.Write(folder / "next")));
  const auto next = SectionFile::Open(folder / "next");
  ASSERT_TRUE(IsOk(next));
  EXPECT_EQ(Contents(**next), (Sections{{"alpha", "mine"}, {"c", ""}}));
}

// Renaming replaces the file below the mapping: who reads the old model goes on reading it.
TEST(SectionFileTest, WritingReplacesAModelThatIsInUse) {
  const TempDir folder;
  const auto old = SectionFile::Open(WriteSections(folder, kSmall));
  ASSERT_TRUE(IsOk(old));
  WriteSections(folder, {{"new", "model"}});
  EXPECT_EQ(Contents(**old), kSmall);
  EXPECT_FALSE(std::filesystem::exists(folder / "model.slant.part"));
}

TEST(SectionFileTest, AFolderThatIsNotThereIsAnErrorOfWrite) {
  const TempDir folder;
  EXPECT_TRUE(IsError(SectionFileWriter().Write(folder / "no/such/m"), ErrorCode::kIo, "no/such"));
}

TEST(SectionFileTest, AFileWithoutSectionsIsAModelWithoutSections) {
  const TempDir folder;
  const auto file = SectionFile::Open(WriteSections(folder, {}));
  ASSERT_TRUE(IsOk(file));
  EXPECT_TRUE((*file)->Names().empty());
}

TEST(SectionFileTest, EveryTruncationIsRefused) {
  const TempDir folder;
  const std::string bytes = ReadFile(WriteSections(folder, kSmall));
  const std::string path = folder.Put("short", bytes);
  for (std::size_t size = bytes.size(); size-- > 0;) {
    std::filesystem::resize_file(path, size);
    const auto file = SectionFile::Open(path);
    ASSERT_FALSE(file) << size << " of " << bytes.size() << " bytes";
    // The empty file is refused a step earlier, by the mapping.
    ASSERT_EQ(file.error().code, size == 0 ? ErrorCode::kMalformed : ErrorCode::kCorrupt) << size;
  }
  WriteFile(path, bytes + '\0');
  EXPECT_TRUE(IsError(SectionFile::Open(path), ErrorCode::kCorrupt, "the file has"));
}

// Only the zeros between the sections may change unnoticed, and then no section does.
TEST(SectionFileTest, EveryFlippedBitIsRefusedOrChangesNoSection) {
  const TempDir folder;
  const std::string bytes = ReadFile(WriteSections(folder, kSmall));
  const std::string path = folder.Put("flipped", bytes);
  std::size_t accepted = 0;
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    const auto set_byte = [&](char value) {
      std::fstream in_place(path, std::ios::binary | std::ios::in | std::ios::out);
      in_place.seekp(static_cast<std::streamoff>(bit / 8));
      ASSERT_TRUE(in_place.put(value).flush());
    };
    set_byte(static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8))));
    const auto file = SectionFile::Open(path);
    if (file) {
      ++accepted;
      ASSERT_EQ(bytes[bit / 8], '\0') << "byte " << bit / 8;
      ASSERT_EQ(Contents(**file), kSmall) << "bit " << bit;
    } else {
      ASSERT_EQ(file.error().code, ErrorCode::kCorrupt) << "bit " << bit;
    }
    set_byte(bytes[bit / 8]);
  }
  // Padding: 32 + 3 * 64 = 224 bytes of table to 256, 10 to 64 and 70 to 128: 32 + 54 + 58 bytes.
  EXPECT_EQ(accepted, (32u + 54u + 58u) * 8u);
}

TEST(SectionFileTest, AForeignFileIsNamedAsSuch) {
  const TempDir folder;
  const std::string text = folder.Put("text", std::string(200, 'x'));
  EXPECT_TRUE(IsError(SectionFile::Open(text), ErrorCode::kCorrupt, "not a slant model"));
  const std::string tiny = folder.Put("tiny", "SLANT\r\n\x1A");
  EXPECT_TRUE(
      IsError(SectionFile::Open(tiny), ErrorCode::kCorrupt, "expected at least 32 bytes, found 8"));
  EXPECT_TRUE(IsError(SectionFile::Open(folder.path()), ErrorCode::kMalformed, "folder"));
  EXPECT_TRUE(IsError(SectionFile::Open(folder / "missing"), ErrorCode::kNotFound));
}

// A model file converted by a tool that changes line ends is caught by the first bytes.
TEST(SectionFileTest, AFileWithChangedLineEndsIsRefused) {
  const TempDir folder;
  std::string bytes = ReadFile(WriteSections(folder, kSmall));
  bytes.erase(bytes.find('\r'), 1);
  WriteFile(folder / "unix", bytes);
  EXPECT_TRUE(
      IsError(SectionFile::Open(folder / "unix"), ErrorCode::kCorrupt, "not a slant model"));
}

TEST(SectionFileTest, ANewerFormatIsRefusedWithBothVersions) {
  const TempDir folder;
  std::string bytes = ReadFile(WriteSections(folder, kSmall));
  Poke(bytes, kVersionAt, std::uint32_t{2});
  WriteFile(folder / "newer", bytes);
  EXPECT_TRUE(IsError(SectionFile::Open(folder / "newer"), ErrorCode::kCorrupt,
                      "expected model format 1, found 2"));
}

// The checksums are no signature: whoever can write a file can seal it.  Bounds are checked too.
TEST(SectionFileTest, ASealedTableThatPointsOutsideIsRefused) {
  const TempDir folder;
  const std::string good = ReadFile(WriteSections(folder, kSmall));
  struct Attack {
    const char* what;
    std::uint64_t offset, size;
  };
  const Attack attacks[] = {{"offset beyond the end", 1 << 20, 10},
                            {"offset not aligned", 257, 10},
                            {"size beyond the end", 256, 1 << 20},
                            {"size that wraps around", 256, ~std::uint64_t{0} - 100},
                            {"offset that wraps around", ~std::uint64_t{0} - 63, 64}};
  for (const Attack& attack : attacks) {
    std::string bytes = good;
    Poke(bytes, kTableAt + 32, attack.offset);
    Poke(bytes, kTableAt + 40, attack.size);
    Reseal(bytes, 3);
    WriteFile(folder / "evil", bytes);
    EXPECT_TRUE(
        IsError(SectionFile::Open(folder / "evil"), ErrorCode::kCorrupt, "outside the file"))
        << attack.what;
  }
  std::string many = good;
  Poke(many, 12, std::uint32_t{0xFFFFFFFF});
  WriteFile(folder / "many", many);
  EXPECT_TRUE(IsError(SectionFile::Open(folder / "many"), ErrorCode::kCorrupt, "do not fit"));
}

}  // namespace
}  // namespace slant
