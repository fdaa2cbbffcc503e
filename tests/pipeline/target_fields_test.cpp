#include "slant/pipeline/target_fields.h"

#include <gtest/gtest.h>

#include "support/is_ok.h"

namespace slant {
namespace {

// é has two bytes: "Lee" stands at the characters 13 to 16 and at the bytes 14 to 17.
const std::string kText = "José thanked Lee and Lee.";

Result<std::vector<TargetField>> Read(const std::string& json, const std::string& text = kText) {
  return ReadTargetFields(json, text, "label");
}

TEST(TargetFieldsTest, PlacesAreBytesCharactersOrMentions) {
  for (const char* json : {R"([{"start": 14, "end": 17}])", R"([{"from": 13, "to": 16}])",
                           R"([{"mention": "Lee"}])", R"([{"entity": "Lee"}])",
                           R"([{"text": "Lee"}])", R"([{"mention": "Leo", "entity": "Lee"}])",
                           R"([{"mention": "nobody", "start": 14, "end": 17}])"}) {
    const auto fields = Read(json);
    ASSERT_TRUE(IsOk(fields)) << json;
    ASSERT_EQ(fields->size(), 1u);
    EXPECT_EQ((*fields)[0].span, (Span{14, 17})) << json;
    EXPECT_EQ((*fields)[0].span.In(kText), "Lee");
    EXPECT_FALSE((*fields)[0].label);
  }
  const auto end = Read(R"([{"from": 21, "to": 25}])");
  ASSERT_TRUE(IsOk(end));
  EXPECT_EQ((*end)[0].span.In(kText), "Lee.") << "up to the end of the text";
}

TEST(TargetFieldsTest, LabelsAreTextAndProbabilitiesNumbers) {
  const auto fields = Read(
      R"([{"mention": "Lee", "label": -1}, {"mention": "Lee", "label": "positive"},
          {"mention": "Lee", "label": null, "p": [0.5, 0.25, 0.25]}])");
  ASSERT_TRUE(IsOk(fields));
  ASSERT_EQ(fields->size(), 3u);
  EXPECT_EQ((*fields)[0].label, "-1");
  EXPECT_EQ((*fields)[1].label, "positive");
  EXPECT_FALSE((*fields)[2].label);
  EXPECT_EQ((*fields)[2].probabilities, (std::vector<double>{0.5, 0.25, 0.25}));
}

TEST(TargetFieldsTest, AnEmptyListHasNoTargets) {
  const auto fields = Read("[]");
  ASSERT_TRUE(IsOk(fields));
  EXPECT_TRUE(fields->empty());
}

TEST(TargetFieldsTest, WhatIsNoTargetOfTheTextIsMalformed) {
  const struct {
    const char* json;
    const char* part;
  } cases[] = {
      {"{}", "a list of targets"},
      {"7", "a list of targets"},
      {"[", "a list of targets"},
      {"[1]", "an object for each target"},
      {"[{}]", "found {}"},
      {R"([{"mention": "Bo"}])", "Bo"},
      {R"([{"mention": ""}])", "mention in the text"},
      {R"([{"start": 5, "end": 5}])", "start and end"},
      {R"([{"start": 6, "end": 5}])", "start and end"},
      {R"([{"start": 0, "end": 99}])", "99"},
      {R"([{"start": -1, "end": 3}])", "start and end"},
      {R"([{"start": 0, "end": 18446744073709551615}])", "start and end"},
      {R"([{"from": 0, "to": 26}])", "from and to"},
      {R"([{"mention": "Lee", "p": ["a"]}])", "numbers in p"},
  };
  for (const auto& c : cases) {
    EXPECT_TRUE(IsError(Read(c.json), ErrorCode::kMalformed, c.part)) << c.json;
  }
}

// Bytes that cut a character in two would give rows of ill-formed text.
TEST(TargetFieldsTest, PlacesInsideACharacterAreMalformed) {
  EXPECT_TRUE(IsError(Read(R"([{"start": 0, "end": 4}])"), ErrorCode::kMalformed));
  EXPECT_TRUE(IsError(Read(R"([{"start": 4, "end": 8}])"), ErrorCode::kMalformed));
}

}  // namespace
}  // namespace slant
