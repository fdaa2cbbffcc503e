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
    NameTokens names(document, sentence.first_token);
    std::string line;
    for (std::uint32_t i = sentence.first_token; i < sentence.end_token; ++i) {
      if (names.Covers(i)) {
        line += (line.empty() ? "" : " ") + std::string(document.Text(document.tokens[i].span));
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

// The same with shares of capitals: words of `names` are such, those of `plain` are not.
std::string CoveredWith(const std::vector<std::string>& names,
                        const std::vector<std::string>& plain, const std::string& text) {
  std::vector<WordCount> counts;
  std::vector<std::uint8_t> shares;
  for (const std::string& word : names) {
    counts.push_back({word, 1});
    shares.push_back(250);
  }
  for (const std::string& word : plain) {
    counts.push_back({word, 1});
    shares.push_back(0);
  }
  const Vocabulary words = Vocabulary::FromWords(counts).value();
  Document document;
  Segmenter(words.WithCapitalShares(shares).value()).SegmentOneSentence(text, document);
  std::string out;
  for (const std::uint32_t token : document.name_tokens) {
    out += (out.empty() ? "" : " ") + std::string(document.Text(document.tokens[token].span));
  }
  return out;
}

const std::vector<std::string> kNames = {"greitens", "lightfoot", "warmbier", "muslims", "cuban"};
const std::vector<std::string> kPlain = {"burglaries", "research", "turned", "brings", "young",
                                         "chambers",   "rigged",   "says",   "vote",   "long"};

TEST(NameTokensTest, AtTheHeadTheVocabularyTellsNamesFromWords) {
  EXPECT_EQ(CoveredWith(kNames, kPlain, "Greitens spokesman is here."), "Greitens");
  EXPECT_EQ(CoveredWith(kNames, kPlain, "Warmbier turned out to be ill."), "Warmbier");
  EXPECT_EQ(CoveredWith(kNames, kPlain, "Research shows that it works."), "");
  EXPECT_EQ(CoveredWith(kNames, kPlain, "Zzyzx turned."), "Zzyzx");  // unknown
}

TEST(NameTokensTest, AHyphenedWordIsANameIfItsFirstPartIs) {
  EXPECT_EQ(CoveredWith(kNames, kPlain, "Greitens-backed rules passed."), "Greitens-backed");
  EXPECT_EQ(CoveredWith(kNames, kPlain, "Long-awaited rules passed."), "");
}

TEST(NameTokensTest, ASurnameThatIsAWordNeedsWhatFollowsAName) {
  EXPECT_EQ(CoveredWith(kNames, kPlain, "Young said no."), "Young");
  EXPECT_EQ(CoveredWith(kNames, kPlain, "Young people are here."), "");
  EXPECT_EQ(CoveredWith(kNames, kPlain, "Chambers testified."), "Chambers");
}

TEST(NameTokensTest, InsideASentenceEveryCapitalMayBeAName) {
  EXPECT_EQ(CoveredWith(kNames, kPlain, "He said that Cuban and Muslims were there on Monday."),
            "Cuban Muslims");
  EXPECT_EQ(CoveredWith(kNames, kPlain, "It was King who praised the King."), "King");
}

TEST(NameTokensTest, ANameOfSeveralWordsIsOneRun) {
  const std::string text = "He met George W. Bush and Lee.";
  Document document;
  Segmenter(Vocabulary()).SegmentOneSentence(text, document);
  NameTokens names(document, 0);
  EXPECT_EQ(names.EndOfName(1, 9), 1u);
  EXPECT_EQ(names.EndOfName(2, 9), 6u);  // George W . Bush
  EXPECT_EQ(names.EndOfName(2, 4), 4u);  // not past the end
  EXPECT_EQ(names.EndOfName(7, 9), 8u);
}

TEST(NameTokensTest, ATextWithoutNamesIsNotCovered) { EXPECT_EQ(Covered("it rained."), ""); }

}  // namespace
}  // namespace slant
