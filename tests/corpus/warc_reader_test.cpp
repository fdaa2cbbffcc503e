#include "slant/corpus/warc_reader.h"

#include <gtest/gtest.h>

#include "slant/base/format.h"
#include "support/is_ok.h"
#include "support/packed.h"

namespace slant {
namespace {

using Strings = std::vector<std::string>;

const std::string kText =
    "The council of Brackwater closed the old bridge on Monday after engineers had found cracks.";

std::string Page(const std::string& text = kText) { return "<body><p>" + text + "</p></body>"; }

Strings Read(const std::string& bytes) {
  const auto reader = MakeWarcReader(ByteSource("w", Unpacked(MakeMemoryStream(bytes), "w")));
  Strings out;
  for (int i = 0; i < 3000; ++i) {
    const auto article = reader->Next();
    if (!article) {
      out.push_back("! " + article.error().ToString());
    } else if (*article) {
      out.push_back((**article).url + "|" + (**article).text);
    } else {
      return out;
    }
  }
  ADD_FAILURE() << "the reader does not end";
  return out;
}

TEST(WarcReaderTest, PagesAreReadAndOtherRecordsPassedOver) {
  const std::string records[] = {
      WarcRecord("warcinfo", "", "software: x"),
      WarcRecord("request", "u0", "GET / HTTP/1.1\r\n\r\n"),
      WarcRecord("response", "u1", HttpAnswer(Page())),
      WarcRecord("response", "u2", HttpAnswer("GIF89a", "Content-Type: image/gif\r\n")),
      WarcRecord("response", "u3",
                 "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n" + Page()),
      WarcRecord("conversion", "u4", "Plain words.\n"),
      WarcRecord("metadata", "u5", "x: y"),
  };
  std::string plain, members;
  for (const std::string& record : records) {
    plain += record;
    members += Gzip(record);
  }
  const Strings expected = {"u1|" + kText, "u4|Plain words."};
  EXPECT_EQ(Read(plain), expected);
  EXPECT_EQ(Read(members), expected) << "member by member";
  EXPECT_EQ(Read(Gzip(plain)), expected) << "as one member";
}

TEST(WarcReaderTest, CharsetChunksAndGzipOfHttpAreUndone) {
  EXPECT_EQ(Read(WarcRecord("response", "u",
                            HttpAnswer(Page(kText + " Caf\xE9."),
                                       "content-type: text/html; charset=ISO-8859-1\r\n"))),
            Strings{"u|" + kText + " Café."});
  const std::string page = Page();
  const std::string size = Format("%zx", page.size() - 10);
  EXPECT_EQ(
      Read(WarcRecord("response", "u",
                      HttpAnswer("A\r\n" + page.substr(0, 10) + "\r\n" + size + ";x=y\r\n" +
                                     page.substr(10) + "\r\n0\r\n\r\n",
                                 "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n"))),
      Strings{"u|" + kText});
  EXPECT_EQ(Read(WarcRecord(
                "response", "u",
                HttpAnswer(Gzip(page), "Content-Type: text/html\r\nContent-Encoding: gzip\r\n"))),
            Strings{"u|" + kText});
}

TEST(WarcReaderTest, AWrongContentLengthCostsItsRecordAlone) {
  const std::string good = WarcRecord("response", "good", HttpAnswer(Page()));
  const std::string block = HttpAnswer(Page());
  for (const long length : {0L, 10L, static_cast<long>(block.size()) - 7,
                            static_cast<long>(block.size()) + 50, 5000L}) {
    const auto found = Read(WarcRecord("response", "bad", block, length) + good + good);
    ASSERT_GE(found.size(), 3u) << length;
    EXPECT_EQ(found[0].substr(0, 6), "! w:1:") << found[0];
    EXPECT_EQ(found[found.size() - 2], "good|" + kText) << length;
    EXPECT_EQ(found.back(), "good|" + kText) << length;
  }
  const auto words = Read("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: many\r\n\r\n" + good);
  EXPECT_EQ(words[0], "! w:1: expected a number as Content-Length, found 'many'");
  EXPECT_EQ(words.back(), "good|" + kText);
}

TEST(WarcReaderTest, ATruncatedMemberOrFileIsNamedAndTheRestIsRead) {
  const std::string good = Gzip(WarcRecord("response", "good", HttpAnswer(Page())));
  const std::string longer = Gzip(WarcRecord(
      "response", "cut", HttpAnswer(Page(kText + std::string(5000, 'x') + kText + "\x01\x02"))));
  const auto found = Read(good + longer.substr(0, longer.size() - 20) + good);
  EXPECT_EQ(found.front(), "good|" + kText);
  EXPECT_EQ(found.back(), "good|" + kText);
  EXPECT_GE(found.size(), 3u);
  const std::string plain = WarcRecord("response", "u", HttpAnswer(Page()));
  const auto cut = Read(plain + plain.substr(0, plain.size() / 2));
  EXPECT_EQ(cut.front(), "u|" + kText);
  EXPECT_NE(cut.back().find("! w:2:"), std::string::npos) << cut.back();
}

}  // namespace
}  // namespace slant
