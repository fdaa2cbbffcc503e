#include "slant/corpus/csv_reader.h"

#include <gtest/gtest.h>

#include "support/is_ok.h"

namespace slant {
namespace {

using Strings = std::vector<std::string>;

std::unique_ptr<ArticleReader> Open(const std::string& table, ReaderOptions options = {}) {
  const auto separator = TableSeparator(std::string_view(table).substr(0, 4096), options, true);
  EXPECT_TRUE(separator);
  return MakeCsvReader(ByteSource("t.csv", MakeMemoryStream(table)), separator.value_or(','),
                       std::move(options));
}

// "outlet|text" of each article, and "! source: message" for errors.
Strings Read(const std::string& table, ReaderOptions options = {}) {
  const auto reader = Open(table, std::move(options));
  Strings out;
  for (int i = 0; i < 100000; ++i) {
    const auto article = reader->Next();
    if (!article) {
      out.push_back("! " + article.error().ToString());
    } else if (*article) {
      out.push_back((**article).outlet + "|" + (**article).text);
    } else {
      return out;
    }
  }
  ADD_FAILURE() << "the reader does not end";
  return out;
}

TEST(CsvReaderTest, QuotesLineFeedsSeparatorsAndByteOrderMarksAreRead) {
  EXPECT_EQ(Read("text,outlet\na,b\n"), Strings{"b|a"});
  EXPECT_EQ(Read("\xEF\xBB\xBFtext;outlet\r\n\"a;\r\n\"\"b\"\"\";c\r\n"), Strings{"c|a;\r\n\"b\""});
  EXPECT_EQ(Read("Outlet\tText\nx\ty, z\n\nv\tw"), (Strings{"x|y, z", "v|w"}));
  EXPECT_EQ(Read("id|content|source\n1|words|The Herald\n"), Strings{"The Herald|words"});
  EXPECT_EQ(Read("text\none\ntwo\n"), (Strings{"|one", "|two"}));
  EXPECT_EQ(Read("text,outlet,\na,b,,,\n"), Strings{"b|a"}) << "empty cells at the end";
}

TEST(CsvReaderTest, ColumnsAreNamedByOptions) {
  ReaderOptions options;
  options.fields = {{"text", "body"}, {"outlet", "paper"}};
  EXPECT_EQ(Read("paper,body,text\nP,B,T\n", options), Strings{"P|B"});
}

TEST(CsvReaderTest, ATableIsToldByAColumnOfTexts) {
  EXPECT_EQ(TableSeparator("id,text\n", {}, false), ',');
  EXPECT_EQ(TableSeparator("\"id\";\"Text\"\n1;2\n", {}, false), ';');
  EXPECT_FALSE(TableSeparator("Rain, hail and snow\nfell.\n", {}, false));
  EXPECT_FALSE(TableSeparator("text\nfell.\n", {}, false)) << "one word is no header";
}

TEST(CsvReaderTest, ATableWithoutTextsNamesItsColumns) {
  const auto reader = Open("id,body\n1,x\n");
  EXPECT_TRUE(IsError(reader->Next(), ErrorCode::kMalformed, "t.csv:1"));
  EXPECT_TRUE(IsError(Open("id,body\n1,x\n")->Next(), ErrorCode::kMalformed, "id, body"));
  EXPECT_FALSE(*reader->Next());
}

TEST(CsvReaderTest, AnUnclosedQuotationMarkCostsItsRowAlone) {
  EXPECT_EQ(Read("text,outlet\na,A\n\"b,B\nc,C\nd,D\n"),
            (Strings{"A|a", "! t.csv:3: a quotation mark is not closed", "C|c", "D|d"}));
  // The mark of a later row would close it.
  EXPECT_EQ(Read("text,outlet\n\"b,B\nc,C\n\"d\",D\ne,E\n"),
            (Strings{"! t.csv:2: a quotation mark is not closed", "C|c", "D|d", "E|e"}));
  EXPECT_EQ(Read("text,outlet\n\"b,B\nc,\",D,E\ne,E\n"),
            (Strings{"! t.csv:2: expected 2 cells, found 3 (is a quotation mark missing?)",
                     "! t.csv:3: a quotation mark is not closed", "E|e"}));
  EXPECT_EQ(Read("text,outlet\n\"He said \"no\" to me\",B\n"), Strings{"B|He said no\" to me\""});
}

TEST(CsvReaderTest, RowsWithoutTextAreNamedWithTheirLine) {
  EXPECT_EQ(Read("outlet,text\nA,\"x\ny\"\nB,\nC\nD,z\n"),
            (Strings{"A|x\ny", "! t.csv:4: the row has no text", "! t.csv:5: the row has no text",
                     "D|z"}));
}

TEST(CsvReaderTest, ARowBeyondTheLimitIsSkipped) {
  const auto rows = Read("text\n" + std::string(9 << 20, 'x') + "\nshort\n");
  ASSERT_GE(rows.size(), 2u);
  EXPECT_TRUE(rows[0].starts_with("! t.csv:2: the row has")) << rows[0].substr(0, 100);
  EXPECT_EQ(rows.back(), "|short");
}

TEST(CsvReaderTest, BrokenBytesAndNulsAreReplacedAndCounted) {
  const auto article = Open(std::string("text\na\xFF\0b\n", 10))->Next();
  ASSERT_TRUE(IsOk(article));
  EXPECT_EQ((*article)->text,
            "a\xEF\xBF\xBD\xEF\xBF\xBD"
            "b");
  EXPECT_EQ((*article)->replaced_bytes, 2u);
}

TEST(CsvReaderTest, KeepAllKeepsColumnsThatAreNoMembersAndNoText) {
  ReaderOptions options;
  options.keep_all = true;
  options.keep_fields = {"region"};
  const auto reader =
      Open("id,body,outlet,leaning,region,targets,content\n7,B,H,left,north,x,Text\n", [&] {
        options.fields = {{"text", "body"}};
        return options;
      }());
  const auto article = reader->Next();
  ASSERT_TRUE(IsOk(article));
  ASSERT_TRUE(article->has_value());
  EXPECT_EQ((**article).text, "B");
  const std::vector<std::pair<std::string, std::string>> expected = {{"region", "north"},
                                                                     {"leaning", "left"}};
  EXPECT_EQ((**article).extra, expected);
}

}  // namespace
}  // namespace slant
