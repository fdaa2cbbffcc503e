#include "slant/article/target_tone.h"

#include <gtest/gtest.h>

#include "slant/text/segmenter.h"

namespace slant {
namespace {

TEST(TargetToneTest, AFullNameIsCalledByItselfAndByItsEnd) {
  EXPECT_TRUE(IsCalled("Ann Lee", "Ann Lee"));
  EXPECT_TRUE(IsCalled("Ann Lee", "Lee"));
  EXPECT_FALSE(IsCalled("Ann Lee", "Ann"));
  EXPECT_FALSE(IsCalled("Ann McLee", "Lee"));
  EXPECT_FALSE(IsCalled("Lee", "Ann Lee"));
}

TEST(TargetToneTest, MentionsAreOfTheNameOrReadLikeItAndTheirToneIsByVoice) {
  ScoredArticle article;
  Segmenter(Vocabulary())
      .Segment("Ann Lee spoke. \"She is wrong,\" said Bo Park. Lee left.", article.document);
  ASSERT_EQ(article.document.sentences.size(), 3u);
  article.document.sentences[1].voice = Voice::kQuote;
  article.document.names.clear();
  article.document.names.push_back({.span = {0, 7}});    // Ann Lee
  article.document.names.push_back({.span = {36, 43}});  // Bo Park
  const auto target = [](std::size_t sentence, Span span, std::uint32_t name, float score) {
    TargetScore out;
    out.sentence = sentence;
    out.span = span;
    out.name = name;
    out.tone.score = score;
    return out;
  };
  article.targets = {target(0, {0, 7}, 0, 0.5F), target(1, {16, 19}, 0, -0.75F),
                     target(1, {36, 43}, 1, -1), target(2, {45, 48}, kNoName, 0.25F)};
  ASSERT_EQ(article.document.Text({36, 43}), "Bo Park");
  ASSERT_EQ(article.document.Text({45, 48}), "Lee");
  const auto mentions = MentionsOf(article, "Lee");
  ASSERT_EQ(mentions.size(), 3u) << "by the name, by a pronoun, by the text";
  const MeasureMean mean = ToneOf(article, mentions);
  EXPECT_DOUBLE_EQ(*mean.all, 0);
  EXPECT_DOUBLE_EQ(*mean.narration, 0.375);
  EXPECT_DOUBLE_EQ(*mean.quoted, -0.75);
  EXPECT_TRUE(MentionsOf(article, "Nobody").empty());
  EXPECT_FALSE(ToneOf(article, {}).all);
}

}  // namespace
}  // namespace slant
