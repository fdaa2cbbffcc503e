#include "slant/features/token_batch.h"

#include <gtest/gtest.h>

namespace slant {
namespace {

// Three sequences: a word and an unknown one, none, two unknown ones.
TokenBatch Three() {
  TokenBatch batch;
  batch.stride = 2;
  batch.starts = {0, 2, 2, 4};
  batch.rows = {7, kFirstUnknownRow, kFirstUnknownRow + 1, kFirstUnknownRow + 2};
  batch.states = {1, 2, 3, 4};
  batch.tokens = {5, 6, 0, 1};
  batch.unknown_vectors = {10, 11, 20, 21, 30, 31};
  batch.unknown_hashes = {100, 200, 300};
  return batch;
}

TEST(TokenBatchTest, ANewBatchHasNoSequences) {
  TokenBatch batch;
  EXPECT_EQ(batch.size(), 0u);
  batch = Three();
  EXPECT_EQ(batch.size(), 3u);
  batch.Clear();
  EXPECT_EQ(batch.size(), 0u);
  EXPECT_TRUE(batch.rows.empty());
  EXPECT_TRUE(batch.unknown_hashes.empty());
}

TEST(TokenBatchTest, AppendedSequencesKeepTheirUnknownWords) {
  const TokenBatch three = Three();
  TokenBatch out;
  out.Append(three, std::vector<std::size_t>{2, 1, 0});
  EXPECT_EQ(out.starts, (std::vector<std::uint32_t>{0, 2, 2, 4}));
  EXPECT_EQ(out.states, (std::vector<TokenState>{3, 4, 1, 2}));
  EXPECT_EQ(out.tokens, (std::vector<std::uint32_t>{0, 1, 5, 6}));
  EXPECT_EQ(out.rows[2], 7u);
  EXPECT_EQ(out.UnknownHash(out.rows[0]), 200u);
  EXPECT_EQ(out.UnknownHash(out.rows[1]), 300u);
  EXPECT_EQ(out.UnknownHash(out.rows[3]), 100u);
  EXPECT_EQ(out.UnknownVector(out.rows[1])[1], 31);
  EXPECT_EQ(out.UnknownVector(out.rows[3])[0], 10);
  // And behind what is there, one of them twice.
  out.Append(three, std::vector<std::size_t>{0, 0});
  ASSERT_EQ(out.size(), 5u);
  EXPECT_EQ(out.UnknownHash(out.rows[out.starts[4] + 1]), 100u);
  EXPECT_EQ(out.UnknownHash(out.rows[1]), 300u);
}

TEST(TokenBatchTest, StatesOfSentencesAreTheVoicesAlone) {
  EXPECT_EQ(StateOf(Voice::kNarration, 0), 0);
  EXPECT_EQ(StateOf(Voice::kReported, 0), kVoiceCount - 1);
  EXPECT_EQ(StateOf(Voice::kReported, kPlaceCount - 1), kStateCount - 1);
}

}  // namespace
}  // namespace slant
