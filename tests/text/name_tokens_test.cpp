#include "slant/text/name_tokens.h"

#include <gtest/gtest.h>

#include <string>

#include "slant/text/segmenter.h"

namespace slant {
namespace {

// The words of each sentence that names cover, "Ann Lee|Lee" with a bar between sentences.
std::string Covered(const std::string& text) {
  Document document;
  Segmenter(Vocabulary()).Segment(text, document);
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

TEST(NameTokensTest, ATextWithoutNamesIsNotCovered) { EXPECT_EQ(Covered("it rained."), ""); }

}  // namespace
}  // namespace slant
