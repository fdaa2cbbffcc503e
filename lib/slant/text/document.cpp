#include "slant/text/document.h"

namespace slant {

std::string_view VoiceName(Voice voice) noexcept {
  switch (voice) {
    case Voice::kQuote:
      return "quote";
    case Voice::kReported:
      return "reported";
    case Voice::kNarration:
      break;
  }
  return "narration";
}

std::string_view StanceName(Stance stance) noexcept {
  switch (stance) {
    case Stance::kAsserting:
      return "asserting";
    case Stance::kDoubting:
      return "doubting";
    case Stance::kDenying:
      return "denying";
    case Stance::kNeutral:
      break;
  }
  return "neutral";
}

}  // namespace slant
