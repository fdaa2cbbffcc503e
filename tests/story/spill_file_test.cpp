#include "slant/story/spill_file.h"

#include <gtest/gtest.h>

#include "support/is_ok.h"

namespace slant {
namespace {

TEST(SpillFileTest, WhatWasPutIsReadBackFromMemoryAndFromTheFile) {
  SpillFile file(100);
  std::vector<std::uint64_t> offsets;
  for (int i = 0; i < 50; ++i) {
    const auto offset =
        file.Put(std::string(static_cast<std::size_t>(7 * i), static_cast<char>(i)));
    ASSERT_TRUE(IsOk(offset));
    offsets.push_back(*offset);
  }
  std::string bytes;
  for (int i = 49; i >= 0; --i) {
    const auto size = static_cast<std::size_t>(7 * i);
    ASSERT_TRUE(IsOk(file.Get(offsets[static_cast<std::size_t>(i)], size, bytes)));
    EXPECT_EQ(bytes, std::string(size, static_cast<char>(i))) << i;
  }
}

TEST(SpillFileTest, AFileThatCannotBeMadeIsAnError) {
  const char* old = std::getenv("TMPDIR");
  const std::string kept = old == nullptr ? "" : old;
  ::setenv("TMPDIR", "/nowhere/at/all", 1);
  SpillFile file(4);
  EXPECT_TRUE(IsOk(file.Put("four")));  // in memory
  EXPECT_TRUE(IsError(file.Put("more"), ErrorCode::kIo));
  old == nullptr ? ::unsetenv("TMPDIR") : ::setenv("TMPDIR", kept.c_str(), 1);
}

}  // namespace
}  // namespace slant
