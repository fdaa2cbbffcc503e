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

}  // namespace slant
