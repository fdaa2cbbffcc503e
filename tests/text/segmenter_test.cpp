#include "slant/text/segmenter.h"

#include <gtest/gtest.h>

namespace slant {
namespace {

std::vector<std::string> Sentences(const std::string& text) {
  Document document;
  Segmenter(Vocabulary()).Segment(text, document);
  std::vector<std::string> out;
  for (const Sentence& sentence : document.sentences) {
    out.emplace_back(document.Text(sentence.span));
  }
  return out;
}

using Lines = std::vector<std::string>;

TEST(SegmenterTest, AnAbbreviationBeforeANameDoesNotEndASentence) {
  EXPECT_EQ(
      Sentences("Sen. Ann Lee met Dr. Ruiz in the U.S. Capitol. He left at 5 p.m. on Friday."),
      (Lines{"Sen. Ann Lee met Dr. Ruiz in the U.S. Capitol.", "He left at 5 p.m. on Friday."}));
}

TEST(SegmenterTest, ClosingMarksBelongToTheSentenceTheyEnd) {
  EXPECT_EQ(Sentences("“We won.” Then she left. \"Why?\" he asked."),
            (Lines{"“We won.”", "Then she left.", "\"Why?\" he asked."}));
}

TEST(SegmenterTest, AnEmptyTextHasNoSentences) {
  EXPECT_TRUE(Sentences("").empty());
  EXPECT_TRUE(Sentences(" \n\t ").empty());
}

}  // namespace
}  // namespace slant
