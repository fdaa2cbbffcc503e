#include "slant/embed/word_vectors.h"

#include <gtest/gtest.h>

#include "slant/embed/unknown_rows.h"
#include "slant/embed/vector_sections.h"
#include "support/tiny_model.h"

namespace slant {
namespace {

RawVectors Raw() {
  RawVectors raw;
  raw.words = {{"the", 10}, {"mayor", 5}};
  raw.rows = FloatRows::Identity(2, 3);
  raw.ngrams.min_length = 2;
  raw.ngrams.max_length = 3;
  raw.ngrams.buckets = FloatRows::Random(20, 3);
  raw.ngrams.usage.assign(20, 1);
  return raw;
}

// The model with one of its sections replaced.
Result<WordVectors> OpenWith(const std::string& section, const std::string& bytes) {
  const TempDir folder;
  SectionFileWriter writer;
  EXPECT_TRUE(IsOk(PackVectors(Raw(), {}, writer)));
  writer.Put(section, bytes);
  EXPECT_TRUE(IsOk(writer.Write(folder / "m")));
  const auto file = SectionFile::Open(folder / "m");
  EXPECT_TRUE(IsOk(file));
  return WordVectors::FromFile(*file, *Vocabulary::FromFile(*file));
}

template <typename T>
std::string BytesOf(const T& value) {
  return {reinterpret_cast<const char*>(&value), sizeof(value)};
}

TEST(WordVectorsTest, SectionsThatDoNotFitAreRefused) {
  const std::pair<const char*, std::string> wrong[] = {
      {kRowsSection, std::string(32, 'x')},
      {kNormsSection, std::string(4, '\0')},
      {kWeightsSection, "abc"},
      {kNgramRowsSection, std::string(32, 'x')},
      {kNgramScalesSection, std::string(400, '\0')},
      {kBucketRowsSection, BytesOf(std::uint32_t{20})},
      {kMetaSection, ""},
      {kMetaSection, std::string(64, '\0')},
      {kMetaSection, BytesOf(VectorMeta{0, 0, 2, 3, 1, {}})},
      {kMetaSection, BytesOf(VectorMeta{3, 3, 2, 3, 1, {}})},
      {kMetaSection, BytesOf(VectorMeta{5000, 5024, 2, 3, 1, {}})},
      {kMetaSection, BytesOf(VectorMeta{3, 32, 4, 3, 1, {}})},
      {kMetaSection, BytesOf(VectorMeta{3, 32, 2, 1000, 1, {}})},
      {kMetaSection, BytesOf(VectorMeta{3, 32, 2, 3, std::numeric_limits<float>::infinity(), {}})},
  };
  for (const auto& [section, bytes] : wrong) {
    EXPECT_TRUE(IsError(OpenWith(section, bytes), ErrorCode::kCorrupt))
        << section << " of " << bytes.size() << " bytes";
  }
  EXPECT_TRUE(IsOk(OpenWith("other", "x")));
}

TEST(WordVectorsTest, AModelWithoutVectorsIsNotFound) {
  const TempDir folder;
  SectionFileWriter writer;
  writer.Put("other", "x");
  ASSERT_TRUE(IsOk(writer.Write(folder / "m")));
  EXPECT_TRUE(IsError(WordVectors::FromFile(*SectionFile::Open(folder / "m"), Vocabulary()),
                      ErrorCode::kNotFound, "vectors.meta"));
}

TEST(WordVectorsTest, TheVectorsOutliveTheFileObject) {
  PackedModel model = PackAndOpen(Raw());
  const WordVectors copy = model.vectors;
  model = {};
  EXPECT_EQ(copy.Row(0)[0], 127);
}

// The cache forgets everything when it is full; what it returns must not depend on that.
TEST(WordVectorsTest, RememberedRowsAreThoseOfUnknownRow) {
  const PackedModel model = PackAndOpen(Raw());
  UnknownRows cache;
  std::vector<std::int8_t> expected(static_cast<std::size_t>(model.vectors.stride()));
  int made = 0;
  const auto check = [&](const std::string& word) {
    const std::int8_t* row = cache.Row(model.vectors, Vocabulary::HashWord(word), [&] {
      ++made;
      return std::string_view(word);
    });
    model.vectors.UnknownRow(word, expected);
    ASSERT_TRUE(std::equal(expected.begin(), expected.end(), row)) << word;
  };
  check("kabro");
  check("stein");
  check("kabro");
  EXPECT_EQ(made, 2) << "a word's n-grams are added up once";
  for (std::size_t i = 0; i < UnknownRows::kMost + 100; ++i) {
    check("w" + std::to_string(i));
  }
  check("kabro");
  EXPECT_EQ(made, 3 + static_cast<int>(UnknownRows::kMost) + 100) << "it was forgotten once";
}

}  // namespace
}  // namespace slant
