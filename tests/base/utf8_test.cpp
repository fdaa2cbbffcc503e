#include "slant/base/utf8.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "slant/base/random.h"

namespace slant {
namespace {

const std::string kFffd = "\xEF\xBF\xBD";

std::string Repaired(std::string text) {
  RepairUtf8(text);
  return text;
}

std::string Bytes(std::initializer_list<int> values) {
  std::string out;
  for (const int value : values) {
    out.push_back(static_cast<char>(value));
  }
  return out;
}

// Table 3-7 of The Unicode Standard, "Well-Formed UTF-8 Byte Sequences", row by row.
struct Row {
  int first_low, first_high;
  int second_low, second_high;  // 0, 0 when there is no second byte
  int bytes;
};
constexpr Row kTable37[] = {
    {0x00, 0x7F, 0, 0, 1},       {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
    {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3},
    {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4}};

const Row* RowOf(int first) {
  for (const Row& row : kTable37) {
    if (row.first_low <= first && first <= row.first_high) {
      return &row;
    }
  }
  return nullptr;
}

// "Substitution of maximal subparts" (Unicode 15, section 3.9), written from the table with a byte
// at a time: a plain second opinion on RepairUtf8.
std::string RepairByTable(const std::string& text) {
  std::string out;
  const auto at = [&](std::size_t i) {
    return i < text.size() ? static_cast<int>(static_cast<unsigned char>(text[i])) : -1;
  };
  for (std::size_t i = 0; i < text.size();) {
    const Row* row = RowOf(at(i));
    if (row == nullptr || at(i) == 0) {
      out += kFffd;
      ++i;
      continue;
    }
    int length = 1;
    while (length < row->bytes) {
      const int low = length == 1 ? row->second_low : 0x80;
      const int high = length == 1 ? row->second_high : 0xBF;
      const int byte = at(i + static_cast<std::size_t>(length));
      if (byte < low || byte > high) {
        break;
      }
      ++length;
    }
    out += length == row->bytes ? text.substr(i, static_cast<std::size_t>(length)) : kFffd;
    i += static_cast<std::size_t>(length);
  }
  return out;
}

TEST(Utf8Test, WellFormedTextIsNotTouched) {
  std::string text = "Zürich — “naïve” 日本語 🚢";
  const std::string before = text;
  const Utf8Repair repair = RepairUtf8(text);
  EXPECT_EQ(text, before);
  EXPECT_EQ(repair.replaced, 0u);
  EXPECT_EQ(Repaired(""), "");
}

// The worked examples of The Unicode Standard 15.0, section 3.9, tables 3-8 to 3-11, which show how
// many U+FFFD each ill-formed sequence becomes.
TEST(Utf8Test, MaximalSubpartsAreReplacedAsInTheStandardsTables) {
  struct Example {
    const char* table;
    std::string bytes;
    std::string expected;
  };
  const auto fffd = [](int n) {
    std::string out;
    for (int i = 0; i < n; ++i) {
      out += kFffd;
    }
    return out;
  };
  const Example examples[] = {
      {"3-8, non-shortest forms", Bytes({0xC0, 0xAF, 0xE0, 0x80, 0xBF, 0xF0, 0x81, 0x82, 0x41}),
       fffd(8) + "A"},
      {"3-9, surrogates", Bytes({0xED, 0xA0, 0x80, 0xED, 0xBF, 0xBF, 0xED, 0xAF, 0x41}),
       fffd(8) + "A"},
      {"3-10, other ill-formed sequences",
       Bytes({0xF4, 0x91, 0x92, 0x93, 0xFF, 0x41, 0x80, 0xBF, 0x42}),
       fffd(5) + "A" + fffd(2) + "B"},
      {"3-11, truncated sequences", Bytes({0xE1, 0x80, 0xE2, 0xF0, 0x91, 0x92, 0xF1, 0xBF, 0x41}),
       fffd(4) + "A"},
  };
  for (const Example& example : examples) {
    EXPECT_EQ(Repaired(example.bytes), example.expected) << "table " << example.table;
  }
}

// Every first byte with every second byte, followed by continuations, an ASCII letter or nothing:
// the borders of all rows of table 3-7 are among them.
TEST(Utf8Test, EveryPairOfLeadingBytesIsTakenAsTable37Says) {
  const std::string tails[] = {"", "A", "\x80", "\x80\x80", "\x80\x41", "\xBF\xBF\xBF"};
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      for (const std::string& tail : tails) {
        const std::string text = Bytes({first, second}) + tail;
        ASSERT_EQ(Repaired(text), RepairByTable(text))
            << std::hex << "bytes " << first << " " << second << ", tail of " << tail.size();
      }
    }
  }
}

TEST(Utf8Test, RandomBytesAreRepairedToWellFormedText) {
  Random random(20240601);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (std::uint64_t i = random.Below(40); i > 0; --i) {
      // Half of the bytes are leading or continuation bytes, so that sequences come about.
      text.push_back(
          static_cast<char>(random.Below(2) == 0 ? random.Below(128) : 128 + random.Below(128)));
    }
    const std::string once = Repaired(text);
    ASSERT_EQ(once, RepairByTable(text)) << "round " << round;
    ASSERT_EQ(Repaired(once), once) << "round " << round;
  }
}

TEST(Utf8Test, ReplacementsAreCountedAndTheFirstIsLocated) {
  std::string text = "ab" + Bytes({0xFF}) + "c" + Bytes({0xC3}) + "d";
  const Utf8Repair repair = RepairUtf8(text);
  EXPECT_EQ(repair.replaced, 2u);
  EXPECT_EQ(repair.first_offset, 2u);
  EXPECT_EQ(text, "ab" + kFffd + "c" + kFffd + "d");
}

TEST(Utf8Test, ANulIsReplacedThoughItIsWellFormed) {
  std::string text("a\0b", 3);
  const Utf8Repair repair = RepairUtf8(text);
  EXPECT_EQ(text, "a" + kFffd + "b");
  EXPECT_EQ(repair.replaced, 1u);
  EXPECT_EQ(repair.first_offset, 1u);
}

TEST(Utf8Test, EveryScalarValueSurvivesAppendAndDecode) {
  for (char32_t value = 0; value <= 0x10FFFF; ++value) {
    if (value == 0xD800) {
      value = 0xE000;
    }
    std::string text;
    AppendUtf8(value, text);
    const CodePoint decoded = DecodeAt(text, 0);
    ASSERT_EQ(static_cast<std::uint32_t>(decoded.value), static_cast<std::uint32_t>(value));
    ASSERT_EQ(decoded.bytes, text.size());
  }
}

TEST(Utf8Test, WhatIsNoScalarValueIsAppendedAsTheReplacementCharacter) {
  for (const std::uint32_t value : {0xD800u, 0xDFFFu, 0x110000u, 0xFFFFFFFFu}) {
    std::string text;
    AppendUtf8(static_cast<char32_t>(value), text);
    EXPECT_EQ(text, kFffd) << std::hex << value;
  }
}

TEST(Utf8Test, DecodingStopsAtTheEnd) {
  EXPECT_EQ(DecodeAt("", 0).bytes, 0u);
  EXPECT_EQ(DecodeAt("a", 1).bytes, 0u);
  EXPECT_EQ(DecodeAt("a", 9).bytes, 0u);
}

// U+1F6A2 (ship) has four bytes; borders are before it and after it.
TEST(Utf8Test, BordersLieBetweenCodePoints) {
  const std::string text = "a\xF0\x9F\x9A\xA2z";
  std::vector<std::size_t> borders;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (IsCodePointBorder(text, i)) {
      borders.push_back(i);
    }
  }
  EXPECT_EQ(borders, (std::vector<std::size_t>{0, 1, 5, 6}));
}

}  // namespace
}  // namespace slant
