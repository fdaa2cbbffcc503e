/// @file stance.h
/// What a report verb says about what it reports.
#pragma once

#include <cstdint>
#include <string_view>

namespace slant {

/// How much the reporter stands behind what a cue reports (corpora/text/report-cues.txt).
enum class Stance : std::uint8_t { kNeutral, kAsserting, kDoubting, kDenying };

/// "neutral", "asserting", "doubting" or "denying".
std::string_view StanceName(Stance stance) noexcept;

}  // namespace slant
