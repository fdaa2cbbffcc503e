#include "slant/corpus/json_values_reader.h"

#include <gtest/gtest.h>

#include "support/is_ok.h"

namespace slant {
namespace {

using Strings = std::vector<std::string>;

Strings Read(const std::string& json) {
  const auto reader = MakeJsonValuesReader(ByteSource("v.json", MakeMemoryStream(json)), {});
  Strings out;
  for (int i = 0; i < 1000; ++i) {
    const auto article = reader->Next();
    if (!article) {
      out.push_back("! " + article.error().ToString().substr(0, 60));
    } else if (*article) {
      out.push_back((**article).id + "|" + (**article).text);
    } else {
      return out;
    }
  }
  ADD_FAILURE() << "the reader does not end";
  return out;
}

TEST(JsonValuesReaderTest, ListsAndSpreadObjectsAreRead) {
  EXPECT_EQ(Read(R"([{"id":"a","text":"x]}\"{"},{"id":"b","text":"y","z":[{"q":1}]}])"),
            (Strings{"a|x]}\"{", "b|y"}));
  EXPECT_EQ(Read("\xEF\xBB\xBF[\n {\n \"text\": \"x\"\n },\n {\"text\": \"y\"}\n]\n"),
            (Strings{"v.json:2|x", "v.json:5|y"}));
  EXPECT_EQ(Read("{\n\"id\": \"a\",\n\"text\": \"x\"\n}\n{\n\"text\": \"y\"\n}"),
            (Strings{"a|x", "v.json:5|y"}));
  EXPECT_EQ(Read("[]"), Strings{});
}

TEST(JsonValuesReaderTest, WhatIsWrongIsNamedWithItsLineAndTheRestIsRead) {
  EXPECT_EQ(
      Read("[{\"text\":\"x\"},\n17, {\"text\":\"y\"},\n{\"id\":\"z\"}]"),
      (Strings{"v.json:1|x", "! v.json:2: expected a JSON object, found another value",
               "v.json:2|y", "! v.json:3: the record has no text (expected a field text, mai"}));
  const auto cut = Read("[{\"text\":\"x\"},\n{\"text\":\"y");
  ASSERT_EQ(cut.size(), 2u);
  EXPECT_TRUE(cut[1].starts_with("! v.json:2: expected a JSON object, found one that is not"));
}

TEST(JsonValuesReaderTest, AnObjectBeyondTheLimitIsSkipped) {
  const auto found =
      Read("[\n{\"text\":\"" + std::string(9 << 20, 'x') + "\"},\n{\"text\":\"y\"}]");
  ASSERT_EQ(found.size(), 2u);
  EXPECT_TRUE(found[0].starts_with("! v.json:2: the object has more than")) << found[0];
  EXPECT_TRUE(found[1].ends_with("|y"));
}

}  // namespace
}  // namespace slant
