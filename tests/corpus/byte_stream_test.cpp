#include "slant/corpus/byte_stream.h"

#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

#include "support/is_ok.h"
#include "support/packed.h"

namespace slant {
namespace {

// All that comes, and "!" for each error.
std::string ReadAll(const std::string& bytes, std::vector<std::string>* errors = nullptr,
                    std::size_t piece = 1000) {
  const auto stream = Unpacked(MakeMemoryStream(bytes), "in");
  std::string out;
  std::string buffer(piece, '\0');
  for (int i = 0; i < 2000000; ++i) {
    const auto got = stream->Read(buffer.data(), buffer.size());
    if (!got) {
      out += '!';
      if (errors != nullptr) {
        errors->push_back(got.error().ToString());
      }
    } else if (*got == 0) {
      return out;
    } else {
      out.append(buffer, 0, *got);
    }
  }
  ADD_FAILURE() << "the stream does not end";
  return out;
}

std::string Noise(std::size_t size, std::uint32_t seed) {
  std::string out;
  while (out.size() < size) {
    seed = seed * 1664525 + 1013904223;
    out += static_cast<char>('a' + (seed >> 24) % 26);
  }
  return out;
}

TEST(ByteStreamTest, PlainBytesComeAsTheyAre) {
  EXPECT_EQ(ReadAll("plain"), "plain");
  EXPECT_EQ(ReadAll(""), "");
  EXPECT_EQ(ReadAll("\x1F"), "\x1F");
}

TEST(ByteStreamTest, GzipAndZstdAreUnpackedMemberByMember) {
  const std::string a = Noise(300000, 1);
  const std::string b = Noise(5, 2);
  for (const auto pack : {Gzip, Zstd}) {
    EXPECT_EQ(ReadAll(pack(a)), a);
    EXPECT_EQ(ReadAll(pack(a) + pack("") + pack(b) + pack(a)), a + b + a);
    EXPECT_EQ(ReadAll(pack(a), nullptr, 1), a) << "one byte at a time";
    EXPECT_EQ(ReadAll(pack(a) + std::string(600, '\0')), a) << "padding";
  }
}

TEST(ByteStreamTest, ATruncatedMemberIsAnErrorAndTheNextIsRead) {
  const std::string a = Noise(300000, 1);
  for (const auto pack : {Gzip, Zstd}) {
    std::vector<std::string> errors;
    const std::string packed = pack(a);
    std::string out = ReadAll(packed.substr(0, packed.size() / 2), &errors);
    EXPECT_EQ(errors.size(), 1u);
    EXPECT_NE(errors[0].find("in: "), std::string::npos) << errors[0];
    EXPECT_NE(errors[0].find("begins at byte 0"), std::string::npos) << errors[0];
    EXPECT_TRUE(out.ends_with('!'));
    EXPECT_TRUE(a.starts_with(out.substr(0, out.size() - 1))) << "what came before is given";

    errors.clear();
    out = ReadAll(pack("first") + packed.substr(0, packed.size() / 2) + pack("last"), &errors);
    EXPECT_TRUE(out.starts_with("first"));
    EXPECT_TRUE(out.ends_with("!last")) << out.substr(out.size() - 20);
    EXPECT_GE(errors.size(), 1u);
  }
}

TEST(ByteStreamTest, AFlippedBitIsNoticed) {
  std::string packed = Gzip(Noise(50000, 3)) + Gzip("last");
  packed[20000] = static_cast<char>(packed[20000] ^ 4);
  std::vector<std::string> errors;
  EXPECT_TRUE(ReadAll(packed, &errors).ends_with("last"));
  EXPECT_FALSE(errors.empty());
}

// 300 MB of one letter: 1000 times its size in gzip.
TEST(ByteStreamTest, ABombIsStoppedAndSaid) {
  std::vector<std::string> errors;
  const std::string out = ReadAll(Gzip(std::string(300000000, 'x')), &errors, 1 << 20);
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_NE(errors[0].find("500 times"), std::string::npos) << errors[0];
  EXPECT_LT(out.size(), 290000000u);
}

TEST(ByteStreamTest, Utf16BecomesUtf8AlsoWhenPacked) {
  const std::string little(
      "\xFF\xFE"
      "a\0\xE9\0\x3D\xD8\xA2\xDE\n\0",
      12);
  EXPECT_EQ(ReadAll(little), "aé🚢\n");
  EXPECT_EQ(ReadAll(Gzip(little)), "aé🚢\n");
  EXPECT_EQ(ReadAll(std::string("\xFE\xFF\0a\xD8\x3D\0b\xDE", 9)),
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD");
}

}  // namespace
}  // namespace slant
