/// @file target_evidence.h
/// The sentences behind an outlet's tone towards a target: those at the two ends of the scale.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "slant/text/document.h"

namespace slant {

/// A sentence that speaks of a target.
struct EvidenceSentence {
  double score = 0;  ///< tone towards the target, -1 to 1
  std::string article;
  std::string text;
  Voice voice = Voice::kNarration;
};

struct OutletEvidence {
  std::string target, outlet;
  std::int64_t mentions = 0;
  std::vector<EvidenceSentence> lowest;   ///< the most negative first
  std::vector<EvidenceSentence> highest;  ///< the most positive first; none of `lowest`
};

/// Keeps the ends by target and outlet, a sentence that comes again (in a copy) once; merging and
/// order change nothing.
class EvidenceAccumulator {
 public:
  explicit EvidenceAccumulator(std::size_t kept = 3) : kept_(kept) {}

  void Add(std::string_view target, std::string_view outlet, EvidenceSentence sentence);
  void Merge(const EvidenceAccumulator& other);

  /// By target, then outlet.
  std::vector<OutletEvidence> Finish() const;

 private:
  struct Ends {
    std::int64_t mentions = 0;
    std::vector<EvidenceSentence> lowest, highest;
  };
  void Keep(const EvidenceSentence& sentence, Ends& ends) const;

  std::size_t kept_;
  std::map<std::pair<std::string, std::string>, Ends> ends_;
};

}  // namespace slant
