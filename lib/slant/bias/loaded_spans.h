/// @file loaded_spans.h
/// The words that carry the bias of a sentence, each with a category.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "slant/base/span.h"
#include "slant/features/feature_extractor.h"
#include "slant/text/document.h"

namespace slant {

/// Kinds of biased wording; Recasens, Danescu-Niculescu-Mizil and Jurafsky (ACL 2013) for the
/// framing and epistemological ones, AllSides' sixteen types for mind reading and vague sources.
enum class LoadedKind : std::uint8_t {
  kLoaded,  ///< subjective or loaded word, found by the classifier
  kOneSidedLabel,
  kSensational,
  kSubjectiveIntensifier,
  kHedge,
  kBooster,
  kFactive,
  kImplicative,
  kAssertive,
  kDoubtingReport,  ///< a report verb that casts doubt or sneers
  kMindReading,
  kScareQuotes,
  kVagueSource,
  kCount
};

inline constexpr std::size_t kLoadedKindCount = static_cast<std::size_t>(LoadedKind::kCount);

/// Names in the order of LoadedKind.
inline constexpr std::string_view kLoadedKindNames[] = {
    "loaded",      "one-sided-label", "sensational",  "subjective-intensifier",
    "hedge",       "booster",         "factive",      "implicative",
    "assertive",   "doubting-report", "mind-reading", "scare-quotes",
    "vague-source"};

/// What found a span.
enum class LoadedSource : std::uint8_t { kClassifier, kCues, kMarks };

/// Names in the order of LoadedSource.
inline constexpr std::string_view kLoadedSourceNames[] = {"classifier", "cues", "marks"};

struct LoadedSpan {
  Span span;
  std::size_t sentence = 0;  ///< index among the sentences that were looked at
  LoadedKind kind = LoadedKind::kLoaded;
  LoadedSource source = LoadedSource::kClassifier;
  float weight = 0;      ///< chance that annotators would mark it, in [0, 1]
  bool carries = false;  ///< it carries the bias: its weight reaches the tagger's threshold
  bool quoted = false;   ///< inside a direct quotation: the speaker's word, not the narrator's
};

/// What is known of a sentence's words.
struct LoadedEvidence {
  std::span<const CuedWords> cued;        ///< of the sentence, in token order
  std::span<const std::uint32_t> tokens;  ///< the document's token of each tagged word, rising
  std::span<const float> tags;            ///< the probability of each (WordTagger)
  float threshold = 1;                    ///< of the tagger
};

/// Finds them: words and phrases of the sets of cues, words that the tagger marks (a run of marked
/// neighbours is one span), and quotation marks round single words.
/// @param index of the sentence, for the spans.
/// @param spans in text order, appended.
void FindLoadedSpans(const Document& document, const Sentence& sentence, std::size_t index,
                     const LoadedEvidence& evidence, std::vector<LoadedSpan>& spans);

}  // namespace slant
