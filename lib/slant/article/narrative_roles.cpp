#include "slant/article/narrative_roles.h"

#include <algorithm>
#include <array>
#include <map>

namespace slant {
namespace {

enum class Pole { kNone, kVirtue, kVice, kHarm };

Pole PoleOf(const FrameEvidence& evidence) {
  if (evidence.frame >= kFrameCount || kFrames[evidence.frame].family != FrameFamily::kMoral) {
    return Pole::kNone;
  }
  const FrameName& frame = kFrames[evidence.frame];
  constexpr std::array<std::string_view, 3> kVirtues = {"care", "fairness", "loyalty"};
  constexpr std::array<std::string_view, 3> kVices = {"cheating", "betrayal", "degradation"};
  if (std::find(kVirtues.begin(), kVirtues.end(), frame.name) != kVirtues.end()) {
    return Pole::kVirtue;
  }
  if (frame.name == "harm") {
    return Pole::kHarm;
  }
  return std::find(kVices.begin(), kVices.end(), frame.name) != kVices.end() ? Pole::kVice
                                                                             : Pole::kNone;
}

bool IsBe(std::string_view word) {
  constexpr std::array<std::string_view, 8> kForms = {"is",   "are",   "was", "were",
                                                      "been", "being", "be",  "got"};
  return std::find(kForms.begin(), kForms.end(), word) != kForms.end();
}

constexpr float kClearTone = 0.1f;  // nearer to 0 a tone towards somebody is none

}  // namespace

std::string_view RoleName(NarrativeRole role) noexcept {
  constexpr std::string_view kNames[] = {"none", "hero", "villain", "victim"};
  return kNames[static_cast<std::size_t>(role)];
}

NarrativeRole RoleScore::role() const noexcept {
  const int most = std::max({hero, villain, victim});
  if (most == 0 || most * 10 < mentions ||
      (hero == most) + (villain == most) + (victim == most) > 1) {
    return NarrativeRole::kNone;
  }
  return hero == most      ? NarrativeRole::kHero
         : villain == most ? NarrativeRole::kVillain
                           : NarrativeRole::kVictim;
}

std::vector<RoleScore> FindRoles(const ScoredArticle& article) {
  std::map<std::uint32_t, RoleScore> roles;
  const Document& document = article.document;
  const auto body = article.Body();
  for (const TargetScore& target : article.targets) {
    RoleScore& role = roles[target.name];
    role.name = target.name;
    ++role.mentions;
    const Sentence& sentence = body[target.sentence];
    const auto& evidence = article.frames.evidence;
    const FrameEvidence* nearest = nullptr;
    std::uint32_t nearest_gap = 0;
    for (auto it = std::partition_point(
             evidence.begin(), evidence.end(),
             [&](const FrameEvidence& e) { return e.first_token < sentence.first_token; });
         it != evidence.end() && it->first_token < sentence.end_token; ++it) {
      if (PoleOf(*it) == Pole::kNone) {
        continue;
      }
      const Span span{document.tokens[it->first_token].span.begin,
                      document.tokens[it->end_token - 1].span.end};
      if (span.Overlaps(target.span)) {
        continue;
      }
      const std::uint32_t gap = span.begin >= target.span.end ? span.begin - target.span.end
                                                              : target.span.begin - span.end;
      if (nearest == nullptr || gap < nearest_gap) {
        nearest = &*it;
        nearest_gap = gap;
      }
    }
    if (nearest == nullptr) {
      continue;
    }
    const std::uint32_t word = nearest->first_token;
    const bool before = target.span.begin < document.tokens[word].span.begin;
    const bool passive =
        word > sentence.first_token && IsBe(document.Text(document.tokens[word - 1].span));
    const bool acts = before != passive;
    const float tone = target.tone.score;
    const Pole pole = PoleOf(*nearest);
    if (pole == Pole::kHarm && !acts) {
      ++role.victim;
    } else if (pole == Pole::kVirtue && acts && tone > -kClearTone) {
      ++role.hero;
    } else if (pole != Pole::kVirtue && acts && tone < kClearTone) {
      ++role.villain;
    }
  }
  std::vector<RoleScore> out;
  for (const auto& [name, role] : roles) {
    out.push_back(role);
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const RoleScore& a, const RoleScore& b) { return a.mentions > b.mentions; });
  return out;
}

}  // namespace slant
