#include "slant/article/article_frames.h"

#include <gtest/gtest.h>

#include "support/tolerances.h"

namespace slant {
namespace {

// Two narrated sentences and a quoted one; frame 0 is shown by the first and the last.
TEST(ArticleFramesTest, SharesAreOfSentencesByVoice) {
  Document document;
  std::vector<Sentence> sentences(3);
  sentences[2].voice = Voice::kQuote;
  DocumentFrames frames;
  frames.sentences = 3;
  frames.frames = 2;
  frames.scores = {0.6F, 0, 0, 0.3F, 0.9F, 0};
  frames.present = {1, 0, 0, 0, 1, 0};
  frames.answered = {1, 0, 4};
  const ArticleFrames article = MeasureFrames(document, sentences, frames, Microframes());
  EXPECT_EQ(article.sentences, 3);
  EXPECT_EQ(article.narration_sentences, 2);
  EXPECT_EQ(article.quoted_sentences, 1);
  EXPECT_NEAR(article.frames[0].all, 2.0 / 3, kDoubleTolerance);
  EXPECT_NEAR(article.frames[0].narration, 0.5, kDoubleTolerance);
  EXPECT_NEAR(article.frames[0].quoted, 1.0, kDoubleTolerance);
  EXPECT_NEAR(article.frames[0].strength, 0.5, kFloatTolerance);
  EXPECT_NEAR(article.frames[1].strength, 0.1, kFloatTolerance);
  EXPECT_EQ(article.answered, FrameBits{5});
}

TEST(ArticleFramesTest, AnArticleWithoutSentencesHasZeros) {
  DocumentFrames frames;
  frames.frames = 2;
  const ArticleFrames article = MeasureFrames(Document(), {}, frames, Microframes());
  ASSERT_EQ(article.frames.size(), 2u);
  for (const FrameShare& share : article.frames) {
    EXPECT_EQ(share.all, 0);
    EXPECT_EQ(share.narration, 0);
    EXPECT_EQ(share.quoted, 0);
    EXPECT_EQ(share.strength, 0);
  }
  EXPECT_EQ(article.all.words, 0);
}

}  // namespace
}  // namespace slant
