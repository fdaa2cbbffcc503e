#include "slant/article/narrative_roles.h"

#include <gtest/gtest.h>

#include "slant/text/segmenter.h"

namespace slant {
namespace {

std::uint16_t Frame(std::string_view pole) {
  return static_cast<std::uint16_t>(*FindFrame(FrameFamily::kMoral, pole));
}

// A sentence, the word `name` in it as a target of that tone, the word `moral` as evidence.
RoleScore RoleIn(const std::string& text, const std::string& name, const std::string& moral,
                 std::string_view pole, float tone) {
  ScoredArticle article;
  Segmenter(Vocabulary()).SegmentOneSentence(text, article.document);
  article.document.names.emplace_back();
  const auto& tokens = article.document.tokens;
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    const std::string_view word = article.document.Text(tokens[i].span);
    if (word == name) {
      ToneScore score;
      score.score = tone;
      article.targets.push_back({0, tokens[i].span, 0, score});
    }
    if (word == moral) {
      article.frames.evidence.push_back({i, i + 1, Frame(pole), 0, EvidenceSource::kSeed, 0.6F});
    }
  }
  const auto roles = FindRoles(article);
  EXPECT_EQ(roles.size(), 1u) << text;
  return roles.empty() ? RoleScore() : roles[0];
}

TEST(NarrativeRolesTest, WhoActsOnAViceIsAVillainAndWhoSuffersHarmAVictim) {
  EXPECT_EQ(RoleIn("Smith cheated the town.", "Smith", "cheated", "cheating", -0.4F).role(),
            NarrativeRole::kVillain);
  EXPECT_EQ(RoleIn("The blast killed Smith.", "Smith", "killed", "harm", -0.2F).role(),
            NarrativeRole::kVictim);
  EXPECT_EQ(RoleIn("Smith rescued a child.", "Smith", "rescued", "care", 0.5F).role(),
            NarrativeRole::kHero);
}

TEST(NarrativeRolesTest, APassiveTurnsThePlacesRound) {
  EXPECT_EQ(RoleIn("Smith was killed.", "Smith", "killed", "harm", -0.2F).role(),
            NarrativeRole::kVictim);
  EXPECT_EQ(RoleIn("Smith killed a man.", "Smith", "killed", "harm", -0.2F).role(),
            NarrativeRole::kVillain);
}

TEST(NarrativeRolesTest, ToneAgainstTheWordGivesNoRole) {
  EXPECT_EQ(RoleIn("Smith cheated the town.", "Smith", "cheated", "cheating", 0.5F).role(),
            NarrativeRole::kNone);
  EXPECT_EQ(RoleIn("Smith rescued a child.", "Smith", "rescued", "care", -0.5F).role(),
            NarrativeRole::kNone);
}

TEST(NarrativeRolesTest, OnlyEvidenceOfMoralFoundationsCounts) {
  const RoleScore role = RoleIn("Smith spoke.", "Smith", "nothing", "care", 0.5F);
  EXPECT_EQ(role.mentions, 1);
  EXPECT_EQ(role.role(), NarrativeRole::kNone);
  EXPECT_TRUE(FindRoles(ScoredArticle()).empty());
}

TEST(NarrativeRolesTest, ATieIsNoRole) {
  EXPECT_EQ((RoleScore{0, 4, 1, 1, 0}).role(), NarrativeRole::kNone);
  EXPECT_EQ((RoleScore{0, 30, 2, 1, 0}).role(), NarrativeRole::kNone);  // under a tenth
  EXPECT_EQ((RoleScore{0, 4, 2, 1, 0}).role(), NarrativeRole::kHero);
}

}  // namespace
}  // namespace slant
