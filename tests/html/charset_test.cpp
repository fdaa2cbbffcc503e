#include "slant/html/charset.h"

#include <gtest/gtest.h>

namespace slant {
namespace {

TEST(CharsetTest, EachWayOfSayingTheEncodingIsUnderstood) {
  const std::string cafe = "<p>caf\xE9</p>";
  EXPECT_EQ(DecodeHtml(cafe, "iso-8859-1").text, "<p>café</p>");
  EXPECT_EQ(DecodeHtml("<meta charset='windows-1252'>" + cafe).text,
            "<meta charset='windows-1252'><p>café</p>");
  EXPECT_EQ(DecodeHtml("<?xml version='1.0' encoding='ISO-8859-1'?>" + cafe).text.substr(43),
            "<p>café</p>");
  EXPECT_EQ(DecodeHtml("\xEF\xBB\xBF<p>caf\xC3\xA9</p>").text, "<p>café</p>");
  EXPECT_EQ(DecodeHtml(std::string("\xFF\xFE<\0p\0>\0\xE9\0", 10)).text, "<p>é");
  EXPECT_EQ(DecodeHtml(std::string("\xFE\xFF\0<\0p\0>\0\xE9", 10)).text, "<p>é");
  // Shift_JIS of "日本"; 0x93 is a quotation mark in windows-1252.
  EXPECT_EQ(DecodeHtml("\x93\xFA\x96\x7B", "Shift_JIS").text, "日本");
  EXPECT_EQ(DecodeHtml("\x93so\x94", "iso-8859-1").text, "“so”");
}

TEST(CharsetTest, Utf8IsBelievedMoreThanWhatThePageSays) {
  EXPECT_EQ(DecodeHtml("<meta charset=iso-8859-1>café").text, "<meta charset=iso-8859-1>café");
  EXPECT_EQ(DecodeHtml("<meta charset=utf-16>plain").text, "<meta charset=utf-16>plain");
}

TEST(CharsetTest, AFewWrongBytesOfUtf8AreReplacedAndCounted) {
  const std::string text(5000, 'x');
  const Decoded decoded = DecodeHtml("<meta charset=utf-8>" + text + "caf\xE9 \0" + text, "");
  EXPECT_EQ(decoded.replaced, 1u);
  EXPECT_NE(decoded.text.find("caf\xEF\xBF\xBD"), std::string::npos);
}

TEST(CharsetTest, TheCharsetOfAContentTypeIsFound) {
  EXPECT_EQ(CharsetOf("text/html; charset=utf-8"), "utf-8");
  EXPECT_EQ(CharsetOf("text/html; Charset = \"KOI8-R\"; x=y"), "KOI8-R");
  EXPECT_EQ(CharsetOf("text/html"), "");
  EXPECT_EQ(CharsetOf("text/html; charset="), "");
}

}  // namespace
}  // namespace slant
