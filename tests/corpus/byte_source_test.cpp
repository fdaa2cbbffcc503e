#include "slant/corpus/byte_source.h"

#include <gtest/gtest.h>

#include <vector>

#include "slant/base/random.h"
#include "support/is_ok.h"
#include "support/temp_dir.h"

namespace slant {
namespace {

constexpr std::size_t kNoLimit = std::size_t{1} << 30;
constexpr std::size_t kBlock = std::size_t{256} << 10;  // what ByteSource reads at once

// All lines; a line beyond `most` is put down as "!<line number>".
std::vector<std::string> Lines(const std::string& path, std::size_t most = kNoLimit) {
  std::vector<std::string> out;
  auto source = ByteSource::Open(path);
  EXPECT_TRUE(IsOk(source));
  while (source) {
    const auto line = source->NextLine(most);
    if (!line) {
      EXPECT_TRUE(IsError(line, ErrorCode::kLimit, path + ":" + std::to_string(source->line())));
      out.push_back("!" + std::to_string(source->line()));
    } else if (*line) {
      out.emplace_back(**line);
      EXPECT_EQ(source->line(), out.size());
    } else {
      break;
    }
  }
  return out;
}

using Strings = std::vector<std::string>;

TEST(ByteSourceTest, LinesEndAtLineFeedsAndTheLastNeedsNone) {
  const TempDir folder;
  EXPECT_EQ(Lines(folder.Put("a", "one\ntwo\n")), (Strings{"one", "two"}));
  EXPECT_EQ(Lines(folder.Put("b", "one\ntwo")), (Strings{"one", "two"}));
  EXPECT_EQ(Lines(folder.Put("c", "\n\none\r\n")), (Strings{"", "", "one\r"}));
  EXPECT_EQ(Lines(folder.Put("d", "")), Strings{});
  EXPECT_EQ(Lines(folder.Put("e", std::string("a\0b\n", 4))), Strings{std::string("a\0b", 3)});
}

// Lines that end just before, on and just after the border of a block, and lines longer than one.
TEST(ByteSourceTest, LinesGoOverTheBordersOfBlocks) {
  const TempDir folder;
  for (const std::size_t first : {kBlock - 2, kBlock - 1, kBlock, kBlock + 1, 3 * kBlock + 7}) {
    const Strings lines = {std::string(first, 'x'), "short", std::string(kBlock, 'y'), "end"};
    std::string text;
    for (const std::string& line : lines) {
      text += line + "\n";
    }
    EXPECT_EQ(Lines(folder.Put("f", text)), lines) << first;
    text.pop_back();
    EXPECT_EQ(Lines(folder.Put("f", text)), lines) << first << ", without a last line feed";
  }
}

TEST(ByteSourceTest, RandomLinesComeBackAsTheyWereWritten) {
  const TempDir folder;
  Random random(20240601);
  Strings lines;
  std::string text;
  while (text.size() < 5 * kBlock) {
    lines.emplace_back(random.Below(random.Below(50) == 0 ? 100000 : 300),
                       static_cast<char>('a' + random.Below(26)));
    text += lines.back() + "\n";
  }
  EXPECT_EQ(Lines(folder.Put("r", text)), lines);
}

TEST(ByteSourceTest, ALineBeyondTheLimitIsSkippedAndTheRestIsRead) {
  const TempDir folder;
  EXPECT_EQ(Lines(folder.Put("a", "1234\n12345\n123456\n12\n"), 5),
            (Strings{"1234", "12345", "!3", "12"}));
  EXPECT_EQ(Lines(folder.Put("b", "ok\n123456"), 5), (Strings{"ok", "!2"}));
  // So long that it is dropped block by block.
  const std::string huge(4 * kBlock + 17, 'x');
  EXPECT_EQ(Lines(folder.Put("c", "ok\n" + huge + "\nnext\n" + huge), 1000),
            (Strings{"ok", "!2", "next", "!4"}));
  // The limit lies inside the block in which the line ends.
  EXPECT_EQ(Lines(folder.Put("d", std::string(kBlock + 9, 'x') + "\nnext\n"), kBlock + 5),
            (Strings{"!1", "next"}));
}

TEST(ByteSourceTest, TheErrorOfALongLineNamesBothNumbers) {
  const TempDir folder;
  auto source = ByteSource::Open(folder.Put("a", std::string(700000, 'x') + "\n"));
  ASSERT_TRUE(IsOk(source));
  EXPECT_TRUE(IsError(source->NextLine(1000), ErrorCode::kLimit,
                      "the line has 700000 bytes, the most a record may have is 1000"));
}

TEST(ByteSourceTest, PeekConsumesNothing) {
  const TempDir folder;
  auto source = ByteSource::Open(folder.Put("a", "one\ntwo\n"));
  ASSERT_TRUE(IsOk(source));
  EXPECT_EQ(*source->Peek(), "one\ntwo\n");
  EXPECT_EQ(*source->Peek(), "one\ntwo\n");
  EXPECT_EQ(**source->NextLine(kNoLimit), "one");
  EXPECT_EQ(*source->Peek(), "two\n");
  EXPECT_EQ(*source->ReadAll(kNoLimit), "two\n");
  EXPECT_EQ(*source->Peek(), "");
}

TEST(ByteSourceTest, PeekShowsAtMostTheFirst4096Bytes) {
  const TempDir folder;
  auto source = ByteSource::Open(folder.Put("a", std::string(10000, 'x')));
  ASSERT_TRUE(IsOk(source));
  EXPECT_EQ(source->Peek()->size(), 4096u);
}

TEST(ByteSourceTest, ReadAllHoldsItsLimit) {
  const TempDir folder;
  const std::string path = folder.Put("a", std::string(600000, 'x'));
  auto exact = ByteSource::Open(path);
  ASSERT_TRUE(IsOk(exact));
  EXPECT_EQ(exact->ReadAll(600000)->size(), 600000u);
  auto less = ByteSource::Open(path);
  ASSERT_TRUE(IsOk(less));
  EXPECT_TRUE(IsError(less->ReadAll(599999), ErrorCode::kLimit, "more than 599999 bytes"));
}

// Peek may have read the whole source already.
TEST(ByteSourceTest, ReadAllHoldsItsLimitAfterAPeek) {
  const TempDir folder;
  auto source = ByteSource::Open(folder.Put("a", "123456"));
  ASSERT_TRUE(IsOk(source));
  ASSERT_TRUE(IsOk(source->Peek()));
  EXPECT_TRUE(IsError(source->ReadAll(5), ErrorCode::kLimit, "more than 5 bytes"));
}

TEST(ByteSourceTest, MovingKeepsThePlace) {
  const TempDir folder;
  auto source = ByteSource::Open(folder.Put("a", "one\ntwo\nthree\n"));
  ASSERT_TRUE(IsOk(source));
  ASSERT_EQ(**source->NextLine(kNoLimit), "one");
  ByteSource moved = std::move(*source);
  EXPECT_EQ(**moved.NextLine(kNoLimit), "two");
  auto other = ByteSource::Open(folder.Put("b", "other"));
  ASSERT_TRUE(IsOk(other));
  moved = std::move(*other);
  EXPECT_EQ(**moved.NextLine(kNoLimit), "other");
  EXPECT_EQ(moved.path(), folder / "b");
}

TEST(ByteSourceTest, WhatCannotBeReadIsRefused) {
  const TempDir folder;
  EXPECT_TRUE(IsError(ByteSource::Open(folder / "missing"), ErrorCode::kNotFound, "missing"));
  EXPECT_TRUE(IsError(ByteSource::Open(folder.path()), ErrorCode::kMalformed, "found a folder"));
}

}  // namespace
}  // namespace slant
