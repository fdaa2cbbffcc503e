/// @file news_changes.h
/// What rose or fell in a sentence: "deaths fell sharply" is good news made of bad words.
#pragma once

#include <span>

#include "slant/lexicon/news_items.h"

namespace slant {

/// Finds things that rose or fell ("deaths fell sharply", "a rise in crime"): the item that ends
/// one holds its event, in units of a plain change, and the words it is made of are spent.
/// @param slowed weight of a change that the sentence takes back ("the rise in prices slowed").
/// @return their number.
int FindChanges(std::span<NewsItem> items, float slowed);

}  // namespace slant
