#include "slant/outlet/target_evidence.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace slant {
namespace {

std::vector<std::string> Texts(const std::vector<EvidenceSentence>& sentences) {
  std::vector<std::string> out;
  for (const EvidenceSentence& sentence : sentences) {
    out.push_back(sentence.text);
  }
  return out;
}

std::vector<EvidenceSentence> Many() {
  std::vector<EvidenceSentence> out;
  for (int i = 0; i < 20; ++i) {
    out.push_back({(i - 10) / 10.0, "article", "sentence " + std::to_string(i)});
  }
  out.push_back({-1, "its copy", "sentence 0"});
  out.push_back({0.95, "article", "sentence 0"});  // another mention in it
  return out;
}

TEST(TargetEvidenceTest, TheEndsAreKeptEachSentenceOnce) {
  EvidenceAccumulator evidence(3);
  for (const EvidenceSentence& sentence : Many()) {
    evidence.Add("Lee", "A", sentence);
  }
  evidence.Add("Lee", "B", {0.1, "article", "alone"});
  const auto found = evidence.Finish();
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].mentions, 22);
  EXPECT_EQ(Texts(found[0].lowest),
            (std::vector<std::string>{"sentence 0", "sentence 1", "sentence 2"}));
  EXPECT_EQ(found[0].lowest[0].article, "article");
  EXPECT_EQ(Texts(found[0].highest),
            (std::vector<std::string>{"sentence 19", "sentence 18", "sentence 17"}));
  EXPECT_EQ(Texts(found[1].lowest), std::vector<std::string>{"alone"});
  EXPECT_TRUE(found[1].highest.empty()) << "it stands among the lowest";
}

TEST(TargetEvidenceTest, OrderAndPartsChangeNothing) {
  auto sentences = Many();
  EvidenceAccumulator straight(3), parts[2] = {EvidenceAccumulator(3), EvidenceAccumulator(3)};
  for (const EvidenceSentence& sentence : sentences) {
    straight.Add("Lee", "A", sentence);
  }
  std::reverse(sentences.begin(), sentences.end());
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    parts[i % 2].Add("Lee", "A", sentences[i]);
  }
  parts[0].Merge(parts[1]);
  const auto a = straight.Finish();
  const auto b = parts[0].Finish();
  ASSERT_EQ(b.size(), 1u);
  EXPECT_EQ(a[0].mentions, b[0].mentions);
  EXPECT_EQ(Texts(a[0].lowest), Texts(b[0].lowest));
  EXPECT_EQ(Texts(a[0].highest), Texts(b[0].highest));
  EXPECT_EQ(a[0].lowest[0].article, b[0].lowest[0].article);
}

}  // namespace
}  // namespace slant
