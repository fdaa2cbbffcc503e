#include "slant/coding/coding_table.h"

#include <gtest/gtest.h>

namespace slant {
namespace {

using Rows = std::vector<std::vector<std::string>>;

TEST(CodingTableTest, ReadsWhatSpreadsheetsWrite) {
  for (const char* text :
       {"\xEF\xBB\xBFitem;note;coder\r\n1;\"a;\r\nb\";2\r\n2;;\r\n\r\n",
        "item\tnote\tcoder\n1\t\"a;\r\nb\"\t2\n2\n", "item,note,coder\n1,\"a;\r\nb\",2,,\n2,,"}) {
    const auto table = ParseCodingTable(text, "t.csv");
    ASSERT_TRUE(table) << table.error().message;
    EXPECT_EQ(table->columns, (std::vector<std::string>{"item", "note", "coder"}));
    EXPECT_EQ(table->rows, (Rows{{"1", "a;\r\nb", "2"}, {"2", "", ""}})) << text;
    EXPECT_TRUE(table->notes.empty());
  }
}

TEST(CodingTableTest, ARowThatIsTooLongIsNamedByItsLine) {
  const auto table = ParseCodingTable("a,b\n1,\"x\ny\"\n1,2,3\n4,5\n", "t.csv");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->rows.size(), 2u);
  ASSERT_EQ(table->notes.size(), 1u);
  EXPECT_EQ(table->notes[0].source, "t.csv:4");
  EXPECT_EQ(table->notes[0].message, "the header has 2 columns, the row 3");
  EXPECT_EQ(table->lines, (std::vector<std::size_t>{2, 5}));
}

TEST(CodingTableTest, AQuotationMarkThatIsNeverClosedIsNamedByItsLine) {
  const auto table = ParseCodingTable("a,b\n1,2\n3,\"x\n4,5\n", "t.csv");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->rows, (Rows{{"1", "2"}}));
  ASSERT_EQ(table->notes.size(), 1u);
  EXPECT_EQ(table->notes[0].source, "t.csv:3");
}

TEST(CodingTableTest, JsonLinesHaveMembersOfObjectsAsColumns) {
  const auto table = ParseCodingTable(
      "{\"item\":\"1\",\"tone\":{\"label\":\"neutral\"},\"p\":[1]}\n[]\n{\"item\":\"2\",\"n\":3}\n",
      "t.jsonl");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->columns, (std::vector<std::string>{"item", "tone.label", "n"}));
  EXPECT_EQ(table->rows, (Rows{{"1", "neutral", ""}, {"2", "", "3"}}));
  ASSERT_EQ(table->notes.size(), 1u);
  EXPECT_EQ(table->notes[0].source, "t.jsonl:2");
}

TEST(CodingTableTest, NothingAndAHeaderAloneAreErrors) {
  EXPECT_FALSE(ParseCodingTable("", "t.csv"));
  EXPECT_FALSE(ParseCodingTable("a,b\n", "t.csv"));
  EXPECT_FALSE(ReadCodingTable("/nowhere/t.csv"));
}

TEST(CodingTableTest, TheApostropheBeforeAFormulaGoesAndOthersStay) {
  const auto table = ParseCodingTable("a,b,c\n'=x,'tis,'-1\n", "t.csv");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->rows, (Rows{{"=x", "'tis", "-1"}}));
}

TEST(CodingTableTest, TablesAreJoinedByTheUnitWhateverTheirOrder) {
  const auto one = ParseCodingTable("item,tone\n1,a\n2,b\n", "one.csv");
  const auto two = ParseCodingTable("tone,item\nc,2\nd,3\ne,2\n", "two.csv");
  ASSERT_TRUE(one && two);
  const auto joined = JoinCodingTables({*one, *two}, "item");
  ASSERT_TRUE(joined);
  EXPECT_EQ(joined->columns, (std::vector<std::string>{"item", "tone", "tone@two.csv"}));
  EXPECT_EQ(joined->rows, (Rows{{"1", "a", ""}, {"2", "b", "c"}, {"3", "", "d"}}));
  ASSERT_EQ(joined->notes.size(), 1u);
  EXPECT_EQ(joined->notes[0].source, "two.csv:4");
  const auto wrong = JoinCodingTables({*one, *two}, "id");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().source, "one.csv");
}

TEST(CodingTableTest, MissingAnswersAndNumbersAreKnown) {
  for (const char* cell : {"", "NA", "n/a", "null", "NaN", ".", "-"}) {
    EXPECT_TRUE(IsMissing(cell)) << cell;
  }
  EXPECT_FALSE(IsMissing("0"));
  EXPECT_EQ(AsNumber("+0.5"), 0.5);
  EXPECT_EQ(AsNumber("-2"), -2.0);
  EXPECT_FALSE(AsNumber("2 of 3"));
  EXPECT_FALSE(AsNumber("inf"));
}

}  // namespace
}  // namespace slant
