#include "slant/story/spill_file.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <optional>

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

// Sets TMPDIR for as long as it lives.
class TemporaryFolder {
 public:
  explicit TemporaryFolder(const std::string& folder) {
    if (const char* old = std::getenv("TMPDIR")) {
      old_ = old;
    }
    ::setenv("TMPDIR", folder.c_str(), 1);
  }
  ~TemporaryFolder() { old_ ? ::setenv("TMPDIR", old_->c_str(), 1) : ::unsetenv("TMPDIR"); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

 private:
  std::optional<std::string> old_;
};

TEST(SpillFileTest, TheFolderStaysEmpty) {
  std::string name = testing::TempDir() + "spill-XXXXXX";
  ASSERT_NE(::mkdtemp(name.data()), nullptr);
  {
    const TemporaryFolder folder(name);
    SpillFile file(4);
    ASSERT_TRUE(IsOk(file.Put("four")));
    ASSERT_TRUE(IsOk(file.Put("more")));
    EXPECT_TRUE(std::filesystem::is_empty(name)) << "while it is in use";
    std::string bytes;
    ASSERT_TRUE(IsOk(file.Get(0, 4, bytes)));
    EXPECT_EQ(bytes, "four");
  }
  EXPECT_TRUE(std::filesystem::remove(name));
}

TEST(SpillFileTest, AFileThatCannotBeMadeIsAnError) {
  const TemporaryFolder folder("/nowhere/at/all");
  SpillFile file(4);
  EXPECT_TRUE(IsOk(file.Put("four")));  // in memory
  EXPECT_TRUE(IsError(file.Put("more"), ErrorCode::kIo, "/nowhere/at/all: cannot make"));
}

// A limit on the size of files stands for a full disk.
TEST(SpillFileTest, AFileThatCannotBeWrittenIsAnErrorAndWorksWhenThereIsRoom) {
  const auto old_signal = std::signal(SIGXFSZ, SIG_IGN);
  rlimit old{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &old), 0);
  rlimit small = old;
  small.rlim_cur = 6;
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  SpillFile file(4);
  const auto first = file.Put("four");
  const auto second = file.Put("five");
  const auto third = file.Put("six!");
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &old), 0);
  std::signal(SIGXFSZ, old_signal);
  EXPECT_TRUE(IsOk(first));
  EXPECT_TRUE(IsOk(second));
  EXPECT_TRUE(IsError(third, ErrorCode::kIo, "cannot write a temporary file"));
  ASSERT_TRUE(IsOk(file.Put("six!")));
  ASSERT_TRUE(IsOk(file.Put("last")));
  std::string bytes;
  ASSERT_TRUE(IsOk(file.Get(*second, 4, bytes)));
  EXPECT_EQ(bytes, "five") << "half of it was written before";
}

}  // namespace
}  // namespace slant
