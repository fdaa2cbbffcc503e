#include "slant/lexicon/lexicon.h"

#include <gtest/gtest.h>

namespace slant {
namespace {

// Two words: "grim" has a tone and an event, "maybe" is only in the hedges.
Lexicon TwoWords() {
  Lexicon lexicon;
  lexicon.categories = {"tone", "event", "hedge"};
  lexicon.values = {{0, -2}, {1, -1}, {2, 1}};
  LexiconEntry grim, maybe;
  grim.pattern = "grim";
  grim.first_value = 0, grim.end_value = 2;
  maybe.pattern = "maybe";
  maybe.first_value = 2, maybe.end_value = 3;
  lexicon.entries = {grim, maybe};
  return lexicon;
}

TEST(LexiconTest, CategoriesAreFoundByTheirExactName) {
  const Lexicon lexicon = TwoWords();
  EXPECT_EQ(lexicon.FindCategory("event"), 1u);
  EXPECT_EQ(lexicon.FindCategory("Event"), std::nullopt);
  EXPECT_EQ(Lexicon().FindCategory("event"), std::nullopt);
}

TEST(LexiconTest, AnEntryHasItsOwnValuesAndZeroElsewhere) {
  const Lexicon lexicon = TwoWords();
  EXPECT_EQ(lexicon.ValuesOf(lexicon.entries[0]).size(), 2u);
  EXPECT_EQ(lexicon.Value(lexicon.entries[0], 0), -2);
  EXPECT_EQ(lexicon.Value(lexicon.entries[0], 2), 0);
  EXPECT_EQ(lexicon.Value(lexicon.entries[1], 0), 0);
  EXPECT_EQ(lexicon.Value(lexicon.entries[1], 2), 1);
}

}  // namespace
}  // namespace slant
