#include "slant/text/name_tokens.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "slant/text/segmenter.h"

namespace slant {
namespace {

// The words of each sentence that names cover, "Ann Lee|Lee" with a bar between sentences.
std::string Covered(const std::string& text, const std::vector<std::string>& vocabulary = {}) {
  std::vector<WordCount> counts;
  for (const std::string& word : vocabulary) {
    counts.push_back({word, 1});
  }
  Document document;
  Segmenter(counts.empty() ? Vocabulary() : Vocabulary::FromWords(counts).value())
      .Segment(text, document);
  std::string out;
  for (const Sentence& sentence : document.sentences) {
    out += &sentence == document.sentences.data() ? "" : "|";
    NameTokens names(document, sentence);
    std::string line;
    for (std::uint32_t i = sentence.first_token; i < sentence.end_token; ++i) {
      const Token& token = document.tokens[i];
      if (const Mention* mention = names.Covering(token); mention != nullptr) {
        EXPECT_TRUE(mention->span.Overlaps(token.span));
        line += (line.empty() ? "" : " ") + std::string(document.Text(token.span));
      }
    }
    out += line;
  }
  return out;
}

TEST(NameTokensTest, EveryWordOfANameIsCovered) {
  EXPECT_EQ(Covered("The mayor thanked Ann Lee."), "Ann Lee");
  EXPECT_EQ(Covered("Ann Lee thanked Joan Poe."), "Ann Lee Joan Poe");
}

TEST(NameTokensTest, PronounsAndDescriptionsAreNot) {
  EXPECT_EQ(Covered("Mayor Ann Lee came. She spoke. The mayor left. Lee returned."),
            "Mayor Ann Lee|||Lee");
}

TEST(NameTokensTest, ACapitalAtTheHeadMakesNoNameOfAWord) {
  EXPECT_EQ(Covered("Burglaries fell."), "");
}

// At the head of a sentence a capital says nothing; that no vocabulary has the word, that it is a
// surname of the lists, an age, "who" or a second mention do.
TEST(NameTokensTest, AtTheHeadANameMustBeSure) {
  const std::vector<std::string> known = {"wisdom", "davis", "came"};
  EXPECT_EQ(Covered("Wisdom is rare.", known), "");
  EXPECT_EQ(Covered("Davis is here.", known), "Davis");
  EXPECT_EQ(Covered("Zzyzx is here.", known), "Zzyzx");
  EXPECT_EQ(Covered("Wisdom, 28, is here.", known), "Wisdom");
  EXPECT_EQ(Covered("Wisdom, who is here, came.", known), "Wisdom");
  EXPECT_EQ(Covered("Wisdom is here and we praised Wisdom.", known), "Wisdom Wisdom");
}

TEST(NameTokensTest, ATextWithoutNamesIsNotCovered) { EXPECT_EQ(Covered("it rained."), ""); }

}  // namespace
}  // namespace slant
