// Voices and speakers against PolNeAR (Newell, Margolin and Ruths, LREC 2018).  Tuned on its train
// part only; floors are what was reached on dev, a little rounded down.

#include <gtest/gtest.h>

#include <cstdio>

#include "text/polnear.h"

namespace slant {
namespace {

using polnear::Counts;

void Print(const char* name, const Counts& counts) {
  std::printf("%-34s P %.3f R %.3f F1 %.4f\n", name, counts.precision(), counts.recall(),
              counts.f1());
}

polnear::Scores ScoreFile(const std::string& path) {
  polnear::Scores scores;
  const Segmenter segmenter{Vocabulary()};
  Document document;
  for (const polnear::Article& article : polnear::Load(path)) {
    segmenter.Segment(article.text, document);
    polnear::Score(article, document, scores);
  }
  std::printf("%s\n", path.substr(path.rfind('/') + 1).c_str());
  Print("words in direct quotation", scores.direct);
  Print("words in reported speech", scores.reported);
  Print("words of direct contents", scores.direct_content);
  Print("words of reported contents", scores.reported_content);
  std::printf("%-34s %.4f of %.0f found\n", "speaker right, direct",
              scores.speaker_direct.precision(), scores.speaker_direct.found);
  std::printf("%-34s %.4f of %.0f found\n", "speaker right, reported",
              scores.speaker_reported.precision(), scores.speaker_reported.found);
  return scores;
}

TEST(AttributionsGoldTest, PolnearDevIsAsGoodAsItWas) {
  const std::string folder = SLANT_SHARED_DATA "/polnear/";
  if (!std::ifstream(folder + "dev.jsonl").good()) {
    GTEST_SKIP() << "the gold attributions are not there: " << folder;
  }
  ScoreFile(folder + "train.jsonl");
  const polnear::Scores dev = ScoreFile(folder + "dev.jsonl");
  EXPECT_GE(dev.direct.f1(), 0.96);
  EXPECT_GE(dev.reported.f1(), 0.72);
  EXPECT_GE(dev.direct_content.f1(), 0.89);
  EXPECT_GE(dev.speaker_direct.precision(), 0.80);
  EXPECT_GE(dev.speaker_reported.precision(), 0.79);
}

}  // namespace
}  // namespace slant
