// A word, prefix or phrase a line, as Hu and Liu (2004) give their lists; the category is the list.
#include <algorithm>

#include "slant/base/ascii.h"
#include "slant/lexicon/lexicon_format.h"

namespace slant {
namespace {

// Texts have longer lines than lists of idioms.
constexpr std::ptrdiff_t kMaxSampleSpaces = 7;

// `# ...`, `; ...`, and lines of these marks; but "#metoo" and ";)" are entries.
bool IsComment(std::string_view line) {
  return (line[0] == '#' || line[0] == ';') &&
         (line.size() == 1 || line[1] == line[0] || line[1] == ' ' || line[1] == '\t');
}

}  // namespace

bool IsPlain(const LexiconSample& sample) {
  std::size_t entries = 0, sentences = 0;
  for (const LexiconLine& line : sample.lines) {
    const std::string_view text = TrimAscii(line.text);
    if (IsComment(text)) {
      continue;
    }
    ++entries;
    if (text.find('\t') != std::string_view::npos ||
        std::count(text.begin(), text.end(), ' ') > kMaxSampleSpaces) {
      return false;
    }
    const bool many_words = text.find(' ') != std::string_view::npos;
    sentences += many_words && (text.ends_with('.') || text.ends_with(',')) ? 1 : 0;
  }
  return entries > 0 && 2 * sentences < entries;
}

void ReadPlain(std::string_view text, LexiconBuilder& builder) {
  const auto category = builder.Category(0, builder.ListName());
  LineCursor lines(text);
  for (LexiconLine line; !builder.stopped() && lines.Next(line);) {
    const std::string_view word = TrimAscii(line.text);
    if (word.empty() || IsComment(word)) {
      continue;
    }
    if (word.find('\t') != std::string_view::npos) {
      builder.Bad(line.number, "expected a word or a phrase, found several columns");
      continue;
    }
    if (const auto place = builder.Entry(line.number, word, Wildcards::kYes)) {
      builder.AddValue(line.number, place->entry, *category, 1, Twice::kLastCounts);
    }
  }
}

}  // namespace slant
