/// @file narrative_roles.h
/// Who is shown as hero, villain or victim: the tone towards a name together with the moral words
/// of its sentences and its place beside them.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "slant/article/scored_article.h"

namespace slant {

enum class NarrativeRole : std::uint8_t { kNone, kHero, kVillain, kVictim };

/// "none", "hero", "villain" or "victim".
std::string_view RoleName(NarrativeRole role) noexcept;

/// How often the mentions of a name stand in each role.
struct RoleScore {
  std::uint32_t name = 0;  ///< index in Document::names
  int mentions = 0;
  int hero = 0;
  int villain = 0;
  int victim = 0;
  /// The most frequent role, if at least a tenth of the mentions have it; ties go to none.
  NarrativeRole role() const noexcept;
};

/// The roles are those of Frermann et al., "Conflicts, Villains, Resolutions" (ACL 2023); the rule
/// is ours.  A mention before a word of the moral foundations in its sentence acts, one behind it,
/// or before a passive ("was killed"), suffers.  Who acts on a virtue and whose tone is not
/// negative is a hero; who acts on a vice and whose tone is not positive is a villain; who suffers
/// harm is a victim. The nearest such word counts.
/// @return one for each name that has targets, the most often mentioned first; empty without
/// targets.
std::vector<RoleScore> FindRoles(const ScoredArticle& article);

}  // namespace slant
