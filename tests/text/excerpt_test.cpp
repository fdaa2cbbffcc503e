#include "slant/text/excerpt.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "slant/text/segmenter.h"

namespace slant {
namespace {

// The second sentence reports, names someone whose fullest form stands in the first, and has words
// that an empty vocabulary does not know.
class ExcerptTest : public testing::Test {
 protected:
  ExcerptTest() {
    Segmenter(Vocabulary())
        .Segment("Mayor Ann Lee was late. Lee said the old bridge had rusted. It rained.", whole_);
    EXPECT_EQ(whole_.sentences.size(), 3u);
    Excerpt(whole_, whole_.sentences.at(1), alone_);
  }

  static std::string Words(const Document& document) {
    std::string out;
    for (const Token& token : document.tokens) {
      out += (out.empty() ? "" : " ") + std::string(document.Text(token.span));
    }
    return out;
  }

  Document whole_, alone_;
};

TEST_F(ExcerptTest, ItIsTheSentenceWithItsTokensVoicesAndNames) {
  EXPECT_EQ(alone_.text, "Lee said the old bridge had rusted.");
  EXPECT_EQ(Words(alone_), "Lee said the old bridge had rusted .");
  ASSERT_EQ(alone_.sentences.size(), 1u);
  EXPECT_EQ(alone_.sentences[0].voice, whole_.sentences[1].voice);
  const auto tokens = whole_.TokensOf(whole_.sentences[1]);
  ASSERT_EQ(alone_.tokens.size(), tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    EXPECT_EQ(alone_.tokens[i].voice(), tokens[i].voice());
    EXPECT_EQ(alone_.tokens[i].flags, tokens[i].flags);
  }
  ASSERT_FALSE(alone_.mentions.empty());
  const Mention& lee = alone_.mentions[0];
  EXPECT_EQ(alone_.Text(lee.span), "Lee");
  EXPECT_EQ(alone_.names.at(lee.name).kind, NameKind::kPerson) << "the whole text said so";
  ASSERT_FALSE(alone_.unknown_words.empty());
  for (const UnknownWord& word : alone_.unknown_words) {
    EXPECT_LT(word.token, alone_.tokens.size());
  }
}

TEST_F(ExcerptTest, WithoutAWordEverythingElseStays) {
  Document without;
  WithoutTokens(alone_, 3, 5, without);  // "old bridge"
  EXPECT_EQ(Words(without), "Lee said the had rusted .");
  EXPECT_EQ(without.text, alone_.text);
  EXPECT_EQ(without.sentences[0].end_token, without.tokens.size());
  for (const UnknownWord& word : without.unknown_words) {
    const auto same = [&](const UnknownWord& other) { return other.hash == word.hash; };
    const auto before =
        std::find_if(alone_.unknown_words.begin(), alone_.unknown_words.end(), same);
    ASSERT_NE(before, alone_.unknown_words.end());
    EXPECT_EQ(without.Text(without.tokens.at(word.token).span),
              alone_.Text(alone_.tokens.at(before->token).span));
  }
}

TEST_F(ExcerptTest, WithoutAllWordsTheSentenceIsEmpty) {
  Document without;
  WithoutTokens(alone_, 0, static_cast<std::uint32_t>(alone_.tokens.size()), without);
  EXPECT_TRUE(without.tokens.empty());
  EXPECT_TRUE(without.unknown_words.empty());
  EXPECT_EQ(without.sentences[0].end_token, 0u);
}

}  // namespace
}  // namespace slant
