#include "slant/base/mapped_file.h"

#include <gtest/gtest.h>

#include <utility>

#include "support/is_ok.h"
#include "support/temp_dir.h"

namespace slant {
namespace {

std::string Text(const MappedFile& file) {
  return {reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size()};
}

TEST(MappedFileTest, ShowsTheBytesOfTheFile) {
  const TempDir folder;
  const auto file = MappedFile::Open(folder.Put("a", std::string("x\0y", 3)));
  ASSERT_TRUE(IsOk(file));
  EXPECT_EQ(Text(*file), std::string("x\0y", 3));
}

TEST(MappedFileTest, MovingHandsTheMappingOver) {
  const TempDir folder;
  auto first = MappedFile::Open(folder.Put("a", "first"));
  auto second = MappedFile::Open(folder.Put("b", "second"));
  ASSERT_TRUE(IsOk(first));
  ASSERT_TRUE(IsOk(second));
  MappedFile moved = std::move(*first);
  EXPECT_EQ(Text(moved), "first");
  moved = std::move(*second);
  EXPECT_EQ(Text(moved), "second");
}

TEST(MappedFileTest, WhatIsNoFileIsRefused) {
  const TempDir folder;
  EXPECT_TRUE(IsError(MappedFile::Open(folder / "missing"), ErrorCode::kNotFound, "missing"));
  EXPECT_TRUE(IsError(MappedFile::Open(folder.path()), ErrorCode::kMalformed, "found a folder"));
  EXPECT_TRUE(IsError(MappedFile::Open(folder.Put("empty", "")), ErrorCode::kMalformed, "empty"));
  EXPECT_TRUE(IsError(MappedFile::Open("/dev/null"), ErrorCode::kMalformed, "regular file"));
}

}  // namespace
}  // namespace slant
