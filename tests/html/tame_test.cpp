#include "slant/html/tame.h"

#include <gtest/gtest.h>

#include "slant/html/html_tree.h"
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

TEST(TameTest, OrdinaryPagesAreNotTouched) {
  const std::string page =
      "<!doctype html><html><head><title>a < b</title><script>if (a<b) '<div>'</script></head>"
      "<body class=\"a>b\" id='x'><!-- <div><div> --><ul><li>one<li>two</ul><p>a<p>b<br>"
      "<b>bold</b><svg><path d='1'/></svg><input disabled></body></html>" +
      Repeated("<p>x", 2000) + Repeated("<div><b>y</b></div>", 2000);
  std::string tamed = page;
  EXPECT_EQ(TameHtml(tamed), 0u);
  EXPECT_EQ(tamed, page);
}

TEST(TameTest, TagsBeyondTheDepthVanishAndTheirTextStays) {
  std::string page = Repeated("<div>", 600) + "deep" + Repeated("</div>", 600) + "<p>after";
  EXPECT_EQ(TameHtml(page), 2u * (600 - kDeepestElement));
  EXPECT_NE(page.find("deep"), std::string::npos);
  EXPECT_NE(page.find("<p>after"), std::string::npos);
}

// How deep the tree of gumbo gets; its stack must not grow with the page.
int DepthOf(const std::string& html) {
  auto tree = HtmlTree::Parse(html);
  EXPECT_TRUE(IsOk(tree));
  int deepest = 0;
  std::vector<int> depth(tree->nodes().size(), 0);
  for (std::size_t i = 1; i < tree->nodes().size(); ++i) {
    depth[i] = depth[tree->nodes()[i].parent] + 1;
    deepest = std::max(deepest, depth[i]);
  }
  return deepest;
}

// Each line nests without end in a parser that has no limit, by another rule of HTML.
TEST(TameTest, NoTrickNestsDeeperThanTheLimit) {
  for (const std::string part :
       {"<div>", "<div></p>", "<div><object></div>", "<b>", "<b id=1><div></b>", "<font><p>",
        "<rt>", "<optgroup>", "<svg><td>", "<svg><link>", "<table><tr><td>", "<ruby><rp>",
        "<li><ul>", "<option><p>", "<button><span>", "<template><div>", "<math><mi>",
        "<a><div></a>", "<marquee><b></marquee>"}) {
    // An open table brings three elements more.
    EXPECT_LT(DepthOf(Repeated(part, 5000) + "text"), 5 * kDeepestElement) << part;
  }
}

TEST(TameTest, AttributesBeyondTheLimitVanish) {
  std::string page = "<p";
  for (int i = 0; i < 1000; ++i) {
    page += " a" + std::to_string(i) + "='" + std::to_string(i) + "'";
  }
  page += ">text</p>";
  EXPECT_EQ(TameHtml(page), 1000u - kMostAttributes);
  EXPECT_NE(page.find("a127="), std::string::npos);
  EXPECT_EQ(page.find("a128="), std::string::npos);
  EXPECT_NE(page.find(">text</p>"), std::string::npos);
}

}  // namespace
}  // namespace slant
