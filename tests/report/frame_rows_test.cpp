#include "slant/report/frame_rows.h"

#include <gtest/gtest.h>

namespace slant {
namespace {

struct Fixture {
  Vocabulary vocabulary = *Vocabulary::FromWords({{"court", 2}, {"judge", 1}});
  FrameModel model{FrameWords::FromSeeds(DefaultFrameSeeds(), vocabulary), DefaultFrameSeeds()};
  Microframes axes;

  FrameRows Rows(FrameFormat format) const {
    FrameRowOptions options;
    options.format = format;
    options.model = &model;
    options.microframes = &axes;
    options.vocabulary = &vocabulary;
    options.baseline.name = "vocabulary";
    options.fingerprint = "0123";
    return FrameRows(options);
  }
};

FrameLift Lift() {
  FrameLift lift;
  lift.outlet = "The \"Herald\", daily";
  lift.frame = 4;
  lift.articles = 5;
  lift.topics = 2;
  lift.observed = 0.4;
  lift.expected = 0.2;
  lift.lift = 2;
  lift.p = 0.01;
  lift.q = 0.03;
  return lift;
}

TEST(FrameRowsTest, CsvQuotesNamesAndEndsLinesAsRfc4180Says) {
  std::string out;
  Fixture().Rows(FrameFormat::kCsv).Lifts({Lift()}, "story", out);
  EXPECT_EQ(out, "lift,\"The \"\"Herald\"\", daily\",policy,legality,5,0.4,,,,0.2,2,0.01,0.03\r\n");
}

TEST(FrameRowsTest, TextTellsWhatWasFoundAndHowManyWereTested) {
  std::string out;
  FrameLift other = Lift();
  other.q = 0.5;
  other.outlet = "Nobody";
  Fixture().Rows(FrameFormat::kText).Lifts({Lift(), other}, "story", out);
  EXPECT_NE(out.find("1 of 2 differ"), std::string::npos) << out;
  EXPECT_NE(out.find("policy.legality 40.0 % of sentences, expected 20.0 % (lift 2.00)"),
            std::string::npos)
      << out;
  EXPECT_EQ(out.find("Nobody"), std::string::npos) << out;
}

TEST(FrameRowsTest, AnArticleWithoutSentencesHasNullsInJson) {
  const Fixture f;
  ScoredArticle article;
  article.article.id = "empty";
  article.frame_metrics.frames.resize(kFrameCount);
  std::string out;
  f.Rows(FrameFormat::kJson).Article({&article, {}, {}, {}}, out);
  EXPECT_NE(out.find("\"policy.economic\":{\"all\":null,\"narration\":null"), std::string::npos)
      << out;
  EXPECT_EQ(out.find("nan"), std::string::npos);
  EXPECT_EQ(out.back(), '\n');
}

TEST(FrameRowsTest, ControlCharactersOfAnArticleDoNotReachTheTerminal) {
  const Fixture f;
  ScoredArticle article;
  article.article.title = "\x1b[31mred";
  article.frame_metrics.frames.resize(kFrameCount);
  std::string out;
  f.Rows(FrameFormat::kText).Article({&article, {}, {}, {}}, out);
  EXPECT_EQ(out.find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace slant
