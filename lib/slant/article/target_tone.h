/// @file target_tone.h
/// How an article speaks of one person or party: the tone towards all mentions of a name.
#pragma once

#include <string_view>
#include <vector>

#include "slant/article/scored_article.h"

namespace slant {

/// Is somebody whose fullest form is `full` called `wanted`?  "Ann Lee" is called "Ann Lee" and
/// "Lee", not "Ann".
bool IsCalled(std::string_view full, std::string_view wanted) noexcept;

/// The targets of `article` that are mentions of `name`: by the name they belong to, pronouns
/// included, or by their own text.  Needs ScoredArticle::targets.
std::vector<TargetScore> MentionsOf(const ScoredArticle& article, std::string_view name);

/// Mean score over mentions, in [-1, 1]: of all, of those in the journalist's sentences, and of
/// those in quotations and reported speech.  Nothing without such mentions.
MeasureMean ToneOf(const ScoredArticle& article, std::span<const TargetScore> mentions);

}  // namespace slant
