// AFINN (Nielsen 2011): word or phrase TAB whole number from -5 to 5.
#include "slant/base/ascii.h"
#include "slant/lexicon/lexicon_format.h"

namespace slant {
namespace {

constexpr float kScale = 5;

struct AfinnLine {
  std::string_view word;
  std::optional<float> value;  // nothing if it is no whole number in the scale
};

AfinnLine Parse(std::string_view line) {
  const std::size_t tab = line.rfind('\t');
  if (tab == std::string_view::npos) {
    return {line, std::nullopt};
  }
  const std::string_view digits = TrimAscii(line.substr(tab + 1));
  const auto value = ParseNumber(digits);
  const bool good = value && *value >= -kScale && *value <= kScale &&
                    digits.find_first_not_of("+-0123456789") == std::string_view::npos;
  return {line.substr(0, tab), good ? value : std::nullopt};
}

}  // namespace

bool IsAfinn(const LexiconSample& sample) {
  std::size_t good = 0;
  for (const LexiconLine& line : sample.lines) {
    const AfinnLine parsed = Parse(line.text);
    good += parsed.value && parsed.word.find('\t') == std::string_view::npos ? 1 : 0;
  }
  // One line may be wrong, and then it is named; the first may not.
  return !sample.lines.empty() && Parse(sample.lines[0].text).value &&
         10 * good >= 9 * (sample.lines.size() - 1);
}

void ReadAfinn(std::string_view text, LexiconBuilder& builder) {
  builder.head().scale_low = -kScale;
  builder.head().scale_high = kScale;
  const auto category = builder.Category(0, kValenceCategory);
  LineCursor lines(text);
  for (LexiconLine line; !builder.stopped() && lines.Next(line);) {
    if (line.text.empty()) {
      continue;
    }
    const AfinnLine parsed = Parse(line.text);
    if (!parsed.value) {
      builder.Bad(line.number, "expected a word, a tab and a whole number in [-5, 5], found '" +
                                   std::string(line.text.substr(0, 60)) + "'");
      continue;
    }
    if (const auto place = builder.Entry(line.number, parsed.word, Wildcards::kNo)) {
      builder.AddValue(line.number, place->entry, *category, *parsed.value, Twice::kLastCounts);
    }
  }
}

}  // namespace slant
