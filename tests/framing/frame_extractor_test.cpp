#include "slant/framing/frame_extractor.h"

#include <gtest/gtest.h>

#include "slant/text/segmenter.h"
#include "support/is_ok.h"

namespace slant {
namespace {

constexpr char kHead[] = "# slant-lexicon 2\nword\tcategory\n";

struct Fixture {
  Vocabulary vocabulary =
      *Vocabulary::FromWords({{"the", 9}, {"court", 5}, {"high", 4}, {"ruled", 3}, {"kind", 2}});
  FrameSeeds seeds = *ParseFrameSeeds(
      std::string(kHead) + "court\tlegality\nruled\tlegality\nhigh court\texternal-regulation\n",
      std::string(kHead) + "clash\tconflict.disagreement\n", std::string(kHead) + "kind\tcare\n");
  FrameExtractor extractor{FrameWords::FromSeeds(seeds, vocabulary), seeds};
  FrameWorkspace workspace;
  Document document;
  FeatureMatrix rows;
  std::vector<FrameEvidence> evidence;

  void Extract(const std::string& text) {
    Segmenter(vocabulary).SegmentOneSentence(text, document);
    extractor.Extract(document, document.sentences, workspace, rows, evidence);
  }
  std::string_view Text(const FrameEvidence& e) const {
    return document.Text(
        {document.tokens[e.first_token].span.begin, document.tokens[e.end_token - 1].span.end});
  }
};

TEST(FrameExtractorTest, SeedsWitnessWithTheirBytes) {
  Fixture f;
  f.Extract("The court ruled.");
  ASSERT_EQ(f.evidence.size(), 2u);
  EXPECT_EQ(f.Text(f.evidence[0]), "court");
  EXPECT_EQ(kFrames[f.evidence[0].frame].name, "legality");
  EXPECT_EQ(f.evidence[1].source, EvidenceSource::kSeed);
  EXPECT_EQ(f.rows(0, 0), 2.0F);  // seeds of the first column
}

TEST(FrameExtractorTest, APhraseTakesItsWords) {
  Fixture f;
  f.Extract("The high court.");
  ASSERT_EQ(f.evidence.size(), 1u);
  EXPECT_EQ(f.Text(f.evidence[0]), "high court");
  EXPECT_EQ(kFrames[f.evidence[0].frame].name, "external-regulation");
  EXPECT_EQ(f.rows(0, 0), 0.0F);
}

TEST(FrameExtractorTest, ASeedThatTheVocabularyLacksIsFoundToo) {
  Fixture f;
  f.Extract("A clash!");
  ASSERT_EQ(f.evidence.size(), 1u);
  EXPECT_EQ(f.extractor.columns()[f.evidence[0].column].name, "generic.conflict.disagreement");
}

TEST(FrameExtractorTest, ASentenceWithoutKnownWordsHasZeros) {
  Fixture f;
  for (const char* text : {"Xyzzy.", "...", "the"}) {
    f.Extract(text);
    EXPECT_TRUE(f.evidence.empty()) << text;
    EXPECT_EQ(f.rows.cwiseAbs().sum(), 0.0F) << text;
    EXPECT_EQ(f.rows.cols(), static_cast<Eigen::Index>(f.extractor.names().size()));
  }
  f.Extract("");
  EXPECT_TRUE(f.evidence.empty());
}

}  // namespace
}  // namespace slant
