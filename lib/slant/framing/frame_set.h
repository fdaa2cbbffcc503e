/// @file frame_set.h
/// The frames that slant knows by name: fifteen policy frames, five generic frames, ten poles of
/// five moral foundations.  What each means stands in this room's README, one card a construct.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace slant {

enum class FrameFamily : std::uint8_t {
  kPolicy,   ///< which side of an issue is shown: Boydstun et al. (2014)
  kGeneric,  ///< how news is told whatever its issue: Semetko and Valkenburg (2000)
  kMoral,    ///< virtues and vices: Graham, Haidt and Nosek (2009)
  kOwn,      ///< of a classifier that a user trained with names of their own
};

/// "policy", "generic", "moral" or "own".
constexpr std::string_view FamilyName(FrameFamily family) noexcept {
  constexpr std::string_view kNames[] = {"policy", "generic", "moral", "own"};
  return kNames[static_cast<std::size_t>(family)];
}

struct FrameName {
  FrameFamily family = FrameFamily::kOwn;
  std::string_view name;
};

/// In the order of every row and every matrix of this room.  A pole of a foundation is a frame: a
/// virtue and its vice are never added up.
inline constexpr std::array<FrameName, 30> kFrames = {{
    {FrameFamily::kPolicy, "economic"},
    {FrameFamily::kPolicy, "capacity"},
    {FrameFamily::kPolicy, "morality"},
    {FrameFamily::kPolicy, "fairness"},
    {FrameFamily::kPolicy, "legality"},
    {FrameFamily::kPolicy, "policy"},
    {FrameFamily::kPolicy, "crime"},
    {FrameFamily::kPolicy, "security"},
    {FrameFamily::kPolicy, "health"},
    {FrameFamily::kPolicy, "quality-of-life"},
    {FrameFamily::kPolicy, "cultural-identity"},
    {FrameFamily::kPolicy, "public-opinion"},
    {FrameFamily::kPolicy, "political"},
    {FrameFamily::kPolicy, "external-regulation"},
    {FrameFamily::kPolicy, "other"},
    {FrameFamily::kGeneric, "conflict"},
    {FrameFamily::kGeneric, "human-interest"},
    {FrameFamily::kGeneric, "economic-consequences"},
    {FrameFamily::kGeneric, "morality"},
    {FrameFamily::kGeneric, "responsibility"},
    {FrameFamily::kMoral, "care"},
    {FrameFamily::kMoral, "harm"},
    {FrameFamily::kMoral, "fairness"},
    {FrameFamily::kMoral, "cheating"},
    {FrameFamily::kMoral, "loyalty"},
    {FrameFamily::kMoral, "betrayal"},
    {FrameFamily::kMoral, "authority"},
    {FrameFamily::kMoral, "subversion"},
    {FrameFamily::kMoral, "sanctity"},
    {FrameFamily::kMoral, "degradation"},
}};
inline constexpr std::size_t kFrameCount = kFrames.size();

/// "policy.economic".
inline std::string FullFrameName(FrameFamily family, std::string_view name) {
  return std::string(FamilyName(family)) + "." + std::string(name);
}

/// Index in kFrames, or nothing.
constexpr std::optional<std::size_t> FindFrame(FrameFamily family, std::string_view name) noexcept {
  for (std::size_t i = 0; i < kFrameCount; ++i) {
    if (kFrames[i].family == family && kFrames[i].name == name) {
      return i;
    }
  }
  return std::nullopt;
}

}  // namespace slant
