#include "slant/text/narration.h"

#include <gtest/gtest.h>

#include "slant/text/segmenter.h"

namespace slant {
namespace {

// What is left of the first sentence; "-" if nothing is quoted.
std::string LeftOf(const std::string& text) {
  const Segmenter segmenter{Vocabulary()};
  Document document;
  segmenter.SegmentOneSentence(text, document);
  std::string out;
  return LeaveOutQuotations(document, document.sentences.front(), out) ? out : "-" + out;
}

TEST(NarrationTest, WordsInsideQuotationMarksBecomeAnEllipsis) {
  EXPECT_EQ(LeftOf("The mayor called it \"a shameful, stupid lie\" on Monday."),
            "The mayor called it \"\u2026\" on Monday.");
  EXPECT_EQ(LeftOf("\u201cNever again,\u201d said Ann Lee, who lost her seat in May."),
            "\u201c\u2026\u201d said Ann Lee, who lost her seat in May.");
}

TEST(NarrationTest, EachOfTwoQuotationsIsLeftOut) {
  EXPECT_EQ(LeftOf("\"We lost,\" she said, \"and we will lose again.\""),
            "\"\u2026\" she said, \"\u2026\"");
}

TEST(NarrationTest, ASentenceThatQuotesNothingSaysSo) { EXPECT_EQ(LeftOf("The mayor lied."), "-"); }

// What is left depends on nothing inside the marks.
TEST(NarrationTest, OtherQuotedWordsLeaveTheSame) {
  EXPECT_EQ(LeftOf("The mayor called it \"a brave, honest step\" on Monday."),
            LeftOf("The mayor called it \"a shameful, stupid lie\" on Monday."));
}

}  // namespace
}  // namespace slant
