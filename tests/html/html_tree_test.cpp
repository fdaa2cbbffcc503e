#include "slant/html/html_tree.h"

#include <gtest/gtest.h>

#include <memory>
#include <utility>

#include "support/is_ok.h"

namespace slant {
namespace {

std::string Repeated(const std::string& part, int n) {
  std::string out;
  for (int i = 0; i < n; ++i) {
    out += part;
  }
  return out;
}

TEST(HtmlTreeTest, NodesStandInDocumentOrderWithTheirEnds) {
  auto tree = HtmlTree::Parse("<p id=a>one <b>two</b></p>three");
  ASSERT_TRUE(IsOk(tree));
  std::string names;
  for (const HtmlNode& node : tree->nodes()) {
    names += node.name.empty() ? "'" + std::string(node.text) + "' " : std::string(node.name) + " ";
  }
  EXPECT_EQ(names, "html head body p 'one ' b 'two' 'three' ");
  EXPECT_EQ(tree->nodes()[3].end, 7u);
  EXPECT_EQ(tree->Attribute(3, "id"), "a");
  EXPECT_TRUE(tree->HasAttribute(3, "id"));
  EXPECT_EQ(tree->Attribute(3, "class"), "");
  EXPECT_EQ(tree->TextOf(0), "one two three");
}

// So short a page lives inside its string object, which moves with the tree.
TEST(HtmlTreeTest, NamesOfUnknownTagsOutliveAMoveOfAShortPage) {
  auto parsed = HtmlTree::Parse("<html><bo~y>");
  ASSERT_TRUE(IsOk(parsed));
  const auto tree = std::make_unique<HtmlTree>(std::move(*parsed));
  parsed = HtmlTree::Parse("<i>another</i>");
  EXPECT_EQ(tree->nodes().back().name, "bo~y");
}

TEST(HtmlTreeTest, EmptyInputIsATreeWithoutText) {
  auto tree = HtmlTree::Parse("");
  ASSERT_TRUE(IsOk(tree));
  EXPECT_EQ(tree->nodes()[0].name, "html");
  EXPECT_EQ(tree->TextOf(0), "");
}

TEST(HtmlTreeTest, HiddenTextIsNotRead) {
  auto tree = HtmlTree::Parse("<p>a<script>var b;</script><style>c</style>&amp;&nbsp;d</p>");
  ASSERT_TRUE(IsOk(tree));
  EXPECT_EQ(tree->TextOf(0), "a& d");
}

TEST(HtmlTreeTest, AMillionNestedTagsAreReadInTheirLengthsTime) {
  const std::string page = Repeated("<div>", 1000000) + "at the bottom";
  auto tree = HtmlTree::Parse(page);
  ASSERT_TRUE(IsOk(tree));
  EXPECT_NE(tree->TextOf(0).find("at the bottom"), std::string::npos);
  EXPECT_LT(tree->nodes().size(), 2000u);
}

// Unclosed elements are opened anew in each paragraph: without a limit these few bytes would take
// many gigabytes.
TEST(HtmlTreeTest, APageWhoseTreeIsTooLargeIsRefusedWithBothNumbers) {
  std::string page;
  for (int i = 0; i < 64; ++i) {
    page += "<b id=" + std::to_string(i) + ">";
  }
  page += Repeated("<p>x</p>", 200000);
  page = "<p>" + page;
  auto tree = HtmlTree::Parse(page);
  if (!tree) {
    EXPECT_TRUE(IsError(tree, ErrorCode::kLimit, "268435456"));
  }
}

TEST(HtmlTreeTest, WhiteSpaceCollapsesAndInvisibleCharactersVanish) {
  std::string out;
  AppendCollapsed(" \n a\xC2\xA0 b\xC2\xAD\x63\xE2\x80\x8B \t", out);
  EXPECT_EQ(out, "a bc ");
}

}  // namespace
}  // namespace slant
