#include "slant/features/word_inputs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "slant/lexicon/lexicon_reader.h"
#include "support/tiny_model.h"
#include "support/tolerances.h"

namespace slant {
namespace {

// Unit rows in steps of 1/127: superb (127, 0), not (0, -127), day (127, 127) / root 2.
class WordInputsTest : public testing::Test {
 protected:
  WordInputsTest() {
    RawVectors raw;
    raw.words = {{"superb", 3}, {"not", 2}, {"day", 1}};
    raw.rows = (FloatRows(3, 2) << 5, 0, 0, -2, 1, 1).finished();
    model_ = PackAndOpen(raw);
    const auto lexicon = ParseLexicon(
        "# slant-lexicon 2\n"
        "word\tkind\tvalence\ttone\tevent\tfactor\tcategory\n"
        "superb\tvalue\t3\t2\t-1\n"
        "not\tnegator\t\t\t\t-0.74\n"
        "day\t\t\t\t\t\thedge\n",
        "small.tsv");
    EXPECT_TRUE(IsOk(lexicon));
    words_ =
        WordInputs(model_.vectors, CompiledLexicon::Compile({&*lexicon, 1}, model_.vocabulary));
  }

  // What is not 0, by name.
  std::map<std::string, float> NotZero(WordRow row) {
    std::vector<float> inputs(static_cast<std::size_t>(words_.size()), 99);
    words_.Fill(row, inputs);
    return Named(inputs);
  }
  std::map<std::string, float> Named(const std::vector<float>& inputs) {
    std::map<std::string, float> out;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      if (inputs[i] != 0) {
        out[words_.names()[i]] = inputs[i];
      }
    }
    return out;
  }

  PackedModel model_;
  WordInputs words_;
};

// The vector times the root of 2, values over 4.
TEST_F(WordInputsTest, AWordIsItsVectorItsValuesAndItsKind) {
  auto superb = NotZero(0);
  ASSERT_EQ(superb.size(), 5u);
  EXPECT_NEAR(superb["vector.0"], std::sqrt(2.0f), kFloatTolerance);
  EXPECT_NEAR(superb["lexicon.valence"], 0.75f, kFloatTolerance);
  EXPECT_NEAR(superb["lexicon.tone"], 0.5f, kFloatTolerance);
  EXPECT_NEAR(superb["lexicon.event"], -0.25f, kFloatTolerance);
  EXPECT_EQ(superb["kind.value"], 1);
  auto negator = NotZero(1);
  ASSERT_EQ(negator.size(), 2u) << "a factor is no value";
  EXPECT_NEAR(negator["vector.1"], -std::sqrt(2.0f), kFloatTolerance);
  EXPECT_EQ(negator["kind.negator"], 1);
  EXPECT_EQ(NotZero(2)["cue.hedge"], 1);
}

TEST_F(WordInputsTest, SpecialWordsAreABitEach) {
  std::set<std::string> seen;
  for (int i = 0; i < static_cast<int>(SpecialWord::kCount); ++i) {
    const auto inputs = NotZero(RowOf(static_cast<SpecialWord>(i)));
    ASSERT_EQ(inputs.size(), 1u);
    EXPECT_EQ(inputs.begin()->second, 1);
    EXPECT_TRUE(inputs.begin()->first.starts_with("special."));
    seen.insert(inputs.begin()->first);
  }
  EXPECT_EQ(seen.size(), static_cast<std::size_t>(SpecialWord::kCount));
  EXPECT_EQ(NotZero(RowOf(SpecialWord::kName)).begin()->first, "special.name");
  EXPECT_EQ(NotZero(RowOf(SpecialWord::kOther)).begin()->first, "special.other");
}

TEST_F(WordInputsTest, AnUnknownWordIsItsVectorAlone) {
  std::vector<std::int8_t> vector(static_cast<std::size_t>(model_.vectors.stride()), 0);
  vector[1] = 127;
  std::vector<float> inputs(static_cast<std::size_t>(words_.size()), 99);
  words_.FillUnknown(vector, inputs);
  auto named = Named(inputs);
  ASSERT_EQ(named.size(), 1u);
  EXPECT_NEAR(named["vector.1"], std::sqrt(2.0f), kFloatTolerance);
}

TEST_F(WordInputsTest, NamesAreUniqueAndNameTheSchema) {
  std::set<std::string> names(words_.names().begin(), words_.names().end());
  EXPECT_EQ(names.size(), words_.names().size());
  EXPECT_EQ(words_.word_count(), 3u);
  EXPECT_NE(words_.schema_id(), 0u);
  EXPECT_EQ(words_.schema_id(), WordInputs(model_.vectors, CompiledLexicon()).schema_id())
      << "of the names alone";
}

}  // namespace
}  // namespace slant
