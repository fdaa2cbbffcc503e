#include "slant/corpus/text_reader.h"

#include <gtest/gtest.h>

#include "support/is_ok.h"
#include "support/temp_dir.h"

namespace slant {
namespace {

Article ReadText(const std::string& text) {
  const TempDir folder;
  auto source = ByteSource::Open(folder.Put("council-vote.txt", text));
  EXPECT_TRUE(IsOk(source));
  const auto reader = MakeTextReader(std::move(*source));
  const auto article = reader->Next();
  EXPECT_TRUE(IsOk(article));
  const auto end = reader->Next();
  EXPECT_TRUE(end && !*end) << "a text file is one article";
  return article && *article ? **article : Article();
}

std::string Body(const Article& article) { return article.text.substr(article.body_begin); }

TEST(TextReaderTest, TheWholeFileIsTheTextAndItsNameTheId) {
  const std::string text = "Council votes\n\nThe vote was close.\n";
  const Article a = ReadText(text);
  EXPECT_EQ(a.text, text);
  EXPECT_EQ(a.id, "council-vote");
  EXPECT_TRUE(a.source.ends_with("council-vote.txt"));
}

TEST(TextReaderTest, AFirstLineBeforeABlankOneIsTheTitle) {
  const Article a = ReadText("Council votes\n\nThe vote was close.\n");
  EXPECT_EQ(a.title, "Council votes");
  EXPECT_EQ(Body(a), "\n\nThe vote was close.\n");
  EXPECT_EQ(ReadText("Why did it fail?\n\nBody.").title, "Why did it fail?");
}

TEST(TextReaderTest, LineEndsOfWindowsAndBlanksDoNotBelongToTheTitle) {
  const Article a = ReadText("Council votes \r\n\r\nThe vote was close.\r\n");
  EXPECT_EQ(a.title, "Council votes");
  EXPECT_EQ(ReadText("Title\n \t\nBody.").title, "Title");
}

TEST(TextReaderTest, AByteOrderMarkDoesNotBelongToTheTitle) {
  const Article a = ReadText("\xEF\xBB\xBFTitle\n\nBody.");
  EXPECT_EQ(a.title, "Title");
  EXPECT_EQ(Body(a), "\n\nBody.");
}

TEST(TextReaderTest, OtherFirstLinesAreText) {
  const std::string no_titles[] = {
      "The vote was close.\n\nIt was late.\n",    // ends like a sentence
      "Shame!\n\nIt was late.\n",                 //
      "He said:\n\nIt was late.\n",               //
      "Title\nThe vote was close.\n",             // no blank line after it
      "Title",                                    // nothing after it
      "\n\nThe vote was close.\n",                // empty
      std::string(201, 'x') + "\n\nThe vote.\n",  // too long
  };
  for (const std::string& text : no_titles) {
    const Article a = ReadText(text);
    EXPECT_EQ(a.title, "") << text;
    EXPECT_EQ(a.body_begin, 0u) << text;
    EXPECT_EQ(a.text, text);
  }
  EXPECT_EQ(ReadText(std::string(200, 'x') + "\n\nThe vote.\n").title.size(), 200u);
}

TEST(TextReaderTest, BrokenBytesAreReplacedAndCounted) {
  const Article a = ReadText(std::string("a\xFF\0b", 4));
  EXPECT_EQ(a.text, "a\xEF\xBF\xBD\xEF\xBF\xBD\x62");
  EXPECT_EQ(a.replaced_bytes, 2u);
}

TEST(TextReaderTest, AFileBeyondTheLimitIsAnErrorOnce) {
  const TempDir folder;
  auto source = ByteSource::Open(folder.Put("big.txt", std::string(kMaxRecordBytes + 1, 'x')));
  ASSERT_TRUE(IsOk(source));
  const auto reader = MakeTextReader(std::move(*source));
  EXPECT_TRUE(IsError(reader->Next(), ErrorCode::kLimit, "big.txt"));
  const auto end = reader->Next();
  ASSERT_TRUE(IsOk(end));
  EXPECT_FALSE(*end);
}

TEST(TextReaderTest, TheLineOfTheFirstIllFormedByteIsTold) {
  const Article a = ReadText("one\ntwo\nthr\xFF\n\xFE\n");
  EXPECT_EQ(a.replaced_bytes, 2u);
  EXPECT_EQ(a.replaced_line, 3u);
  EXPECT_EQ(ReadText("fine\n").replaced_line, 0u);
}

}  // namespace
}  // namespace slant
