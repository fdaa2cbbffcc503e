#include "slant/features/token_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "slant/text/segmenter.h"
#include "support/tiny_model.h"

namespace slant {
namespace {

class TokenReaderTest : public testing::Test {
 protected:
  TokenReaderTest() {
    RawVectors raw;
    raw.words = {{"the", 9}, {"praised", 8}, {"mayor", 7}, {"and", 6}, {"said", 5}, {"it", 4}};
    raw.rows = FloatRows::Ones(6, 2);
    raw.ngrams.min_length = 3;
    raw.ngrams.max_length = 3;
    raw.ngrams.buckets = FloatRows::Ones(100, 2);
    raw.ngrams.usage.assign(100, 1);
    model_ = PackAndOpen(raw);
  }

  void Segment(const std::string& text) {
    Segmenter(model_.vocabulary).SegmentOneSentence(text, document_);
  }

  // "the praised NAME . ?xyzzy"; the vocabulary's words as they are, specials in capitals.
  std::string Words(std::size_t sequence) const {
    constexpr const char* kSpecials[] = {"NAME",  "TARGET",   "STOP",        "COMMA",
                                         "COLON", "QUESTION", "EXCLAMATION", "OPEN",
                                         "CLOSE", "BRACKET",  "OTHER"};
    std::string out;
    for (std::uint32_t i = batch_.starts[sequence]; i < batch_.starts[sequence + 1]; ++i) {
      const WordRow row = batch_.rows[i];
      const std::string text(document_.Text(document_.tokens[batch_.tokens[i]].span));
      out += out.empty() ? "" : " ";
      if (row >= kFirstUnknownRow) {
        out += "?" + text;
      } else if (row >= kFirstSpecialRow) {
        out += kSpecials[row - kFirstSpecialRow];
      } else {
        out += model_.vocabulary.Word(row);
      }
    }
    return out;
  }

  std::string Read(const std::string& text) {
    Segment(text);
    batch_.Clear();
    ReadSentence(model_.vectors, document_, document_.sentences.at(0), workspace_, batch_);
    EXPECT_EQ(batch_.size(), 1u);
    EXPECT_EQ(batch_.states.size(), batch_.rows.size());
    return Words(0);
  }

  // Around the first occurrence of `target`.
  std::string ReadAround(const std::string& text, const std::string& target) {
    Segment(text);
    const auto at = static_cast<std::uint32_t>(document_.text.find(target));
    batch_.Clear();
    ReadTarget(model_.vectors, document_, document_.sentences.at(0),
               {at, at + static_cast<std::uint32_t>(target.size())}, workspace_, batch_);
    EXPECT_EQ(batch_.size(), 1u);
    EXPECT_EQ(batch_.states.size(), batch_.rows.size());
    return Words(0);
  }

  std::vector<int> Places() const {
    std::vector<int> out;
    for (const TokenState state : batch_.states) {
      out.push_back(state / kVoiceCount);
    }
    return out;
  }

  PackedModel model_;
  Document document_;
  TokenReaderWorkspace workspace_;
  TokenBatch batch_;
};

TEST_F(TokenReaderTest, ANameIsOneWordHoweverLong) {
  EXPECT_EQ(Read("The mayor praised Ann Lee."), "the mayor praised NAME STOP");
  EXPECT_EQ(Read("The mayor praised Ann Mary Lee."), "the mayor praised NAME STOP");
  EXPECT_EQ(Read("Ann Lee praised Bo Ray and Joan Poe."), "NAME praised NAME and NAME STOP");
}

TEST_F(TokenReaderTest, MarksAreKindsOfWords) {
  EXPECT_EQ(Read("the, the; the: (the)?!"),
            "the COMMA the COLON the COLON BRACKET the BRACKET QUESTION EXCLAMATION");
  EXPECT_EQ(Read("He said \"the mayor\"."), "?He said OPEN the mayor CLOSE STOP");
  EXPECT_EQ(Read("the $ and %"), "the OTHER and OTHER");
}

TEST_F(TokenReaderTest, WordsOutsideTheVocabularyBringTheirVectors) {
  EXPECT_EQ(Read("the xyzzy and plugh xyzzy"), "the ?xyzzy and ?plugh ?xyzzy");
  ASSERT_EQ(batch_.unknown_hashes.size(), 3u);
  EXPECT_EQ(batch_.unknown_vectors.size(), 3 * batch_.stride);
  EXPECT_EQ(batch_.unknown_hashes[0], batch_.unknown_hashes[2]);
  EXPECT_NE(batch_.unknown_hashes[0], batch_.unknown_hashes[1]);
  EXPECT_GT(batch_.UnknownVector(batch_.rows[1])[0], 0);
}

TEST_F(TokenReaderTest, ATargetIsOneWordWhatEverItIs) {
  EXPECT_EQ(ReadAround("The mayor praised Ann Lee.", "Ann Lee"), "the mayor praised TARGET STOP");
  EXPECT_EQ(ReadAround("The mayor praised it.", "The mayor"), "TARGET praised it STOP");
  EXPECT_EQ(ReadAround("The mayor praised Ann Lee.", "Lee"), "the mayor praised NAME TARGET STOP")
      << "what of the name is not the target is a name";
  EXPECT_EQ(ReadAround("Ann Lee praised Bo Ray.", "Bo Ray"), "NAME praised TARGET STOP");
}

// Distances 1, 2, 3, 4-5, 6-8 and so on have a place each; before the target 1.., behind it 9...
TEST_F(TokenReaderTest, WordsHaveTheirPlaceTowardsTheTarget) {
  ReadAround("the the the the praised it and and", "praised");
  EXPECT_EQ(Places(), (std::vector<int>{4, 3, 2, 1, 0, 9, 10, 11}));
  std::string text = "praised";
  for (int i = 0; i < 25; ++i) {
    text += " the";
  }
  ReadAround(text, "praised");
  EXPECT_EQ(Places(), (std::vector<int>{0,  9,  10, 11, 12, 12, 13, 13, 13, 14, 14, 14, 14,
                                        15, 15, 15, 15, 15, 15, 15, 16, 16, 16, 16, 16, 16}));
  Read("the mayor");
  EXPECT_EQ(Places(), (std::vector<int>{0, 0})) << "without a target there are no places";
}

TEST_F(TokenReaderTest, StatesTellTheVoice) {
  Read("\"The mayor praised it,\" Ann Lee said.");
  const auto voice = [&](std::size_t i) {
    return static_cast<Voice>(batch_.states[i] % kVoiceCount);
  };
  EXPECT_EQ(Words(0), "OPEN the mayor praised it COMMA CLOSE NAME said STOP");
  EXPECT_EQ(voice(2), Voice::kQuote);
  EXPECT_EQ(voice(8), Voice::kNarration);
  for (const TokenState state : batch_.states) {
    EXPECT_LT(state, kVoiceCount);
  }
}

TEST_F(TokenReaderTest, LongSequencesAreCut) {
  std::string text;
  for (std::size_t i = 0; i < 2 * kMaxSequence; ++i) {
    text += i == 700 ? "praised " : i % 2 == 0 ? "the " : "mayor ";
  }
  Read(text);
  EXPECT_EQ(batch_.rows.size(), kMaxSequence);
  EXPECT_EQ(batch_.tokens.back(), kMaxSequence - 1);
  // Half of it before the target, half from it on.
  ReadAround(text, "praised");
  ASSERT_EQ(batch_.rows.size(), kMaxSequence - 1);
  EXPECT_EQ(batch_.rows[kMaxSequence / 2 - 1], RowOf(SpecialWord::kTarget));
  EXPECT_EQ(batch_.tokens[kMaxSequence / 2 - 1], 700u);
  EXPECT_EQ(Places()[kMaxSequence / 2 - 1], 0);
  EXPECT_EQ(Places()[kMaxSequence / 2 - 2], 1);
  EXPECT_EQ(Places().front(), 8);
}

TEST_F(TokenReaderTest, SequencesFollowOneAnother) {
  Segment("Ann Lee praised the mayor.");
  batch_.Clear();
  for (int i = 0; i < 2; ++i) {
    ReadTarget(model_.vectors, document_, document_.sentences.at(0), {0, 7}, workspace_, batch_);
    ReadSentence(model_.vectors, document_, document_.sentences.at(0), workspace_, batch_);
  }
  ASSERT_EQ(batch_.size(), 4u);
  EXPECT_EQ(Words(0), "TARGET praised the mayor STOP");
  EXPECT_EQ(Words(1), "NAME praised the mayor STOP");
  EXPECT_EQ(Words(2), Words(0));
  EXPECT_EQ(batch_.states[batch_.starts[2]], batch_.states[0]);
}

}  // namespace
}  // namespace slant
