#include "slant/corpus/outlet_names.h"

#include <gtest/gtest.h>

#include "support/is_ok.h"
#include "support/temp_dir.h"

namespace slant {
namespace {

TEST(OutletNamesTest, DomainsAndSpellingsHaveOneName) {
  const auto& names = *OutletNames::BuiltIn();
  EXPECT_EQ(names.Canonical("theguardian.com", ""), "The Guardian");
  EXPECT_EQ(names.Canonical("www.theguardian.com", ""), "The Guardian");
  EXPECT_EQ(names.Canonical("GUARDIAN", ""), "The Guardian");
  EXPECT_EQ(names.Canonical("", "https://amp.theguardian.com/a?b"), "The Guardian");
  EXPECT_EQ(names.Canonical("https://www.theguardian.com/uk", ""), "The Guardian");
  EXPECT_EQ(names.Canonical("Guardian News and Media", "https://www.theguardian.com/x"),
            "The Guardian");
}

TEST(OutletNamesTest, WhatTheTableDoesNotKnowStays) {
  const auto& names = *OutletNames::BuiltIn();
  EXPECT_EQ(names.Canonical("The Harbour Herald", ""), "The Harbour Herald");
  EXPECT_EQ(names.Canonical(" The Harbour Herald ", "https://h.example/a"), "The Harbour Herald");
  EXPECT_EQ(names.Canonical("", "http://user@www.herald.example:80/a"), "herald.example");
  EXPECT_EQ(names.Canonical("", ""), "");
}

TEST(OutletNamesTest, UsersExtendTheTable) {
  const TempDir folder;
  const auto names = OutletNames::WithFile(
      folder.Put("o.tsv", "# mine\nThe Example\texample.com\tExample Daily\n"));
  ASSERT_TRUE(IsOk(names));
  EXPECT_EQ((*names)->Canonical("example.com", ""), "The Example");
  EXPECT_EQ((*names)->Canonical("Example", ""), "The Example");
  EXPECT_EQ((*names)->Canonical("example daily", ""), "The Example");
  EXPECT_EQ((*names)->Canonical("guardian", ""), "The Guardian") << "the built-in one is there too";
  EXPECT_TRUE(IsError(OutletNames::WithFile(folder.Put("bad.tsv", "The Example\n")),
                      ErrorCode::kMalformed, "bad.tsv:1"));
  EXPECT_TRUE(IsError(OutletNames::WithFile(folder / "none"), ErrorCode::kNotFound));
}

TEST(OutletNamesTest, TheTableOfTheProjectIsWellFormed) {
  OutletNames names;
  EXPECT_TRUE(IsOk(names.Add(
      ReadFile(std::string(SLANT_SOURCE_DIR) + "/corpora/outlets/outlets.tsv"), "outlets.tsv")));
}

}  // namespace
}  // namespace slant
