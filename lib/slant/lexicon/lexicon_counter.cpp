#include "slant/lexicon/lexicon_counter.h"

#include <algorithm>
#include <cassert>

namespace slant {

PatternMatcher CompilePatterns(const Lexicon& lexicon, const Vocabulary& vocabulary) {
  std::vector<Pattern> patterns;
  patterns.reserve(lexicon.entries.size());
  for (const LexiconEntry& entry : lexicon.entries) {
    patterns.push_back({entry.pattern, entry.literal});
  }
  return PatternMatcher::Compile(patterns, vocabulary);
}

LexiconCounter::LexiconCounter(Lexicon lexicon, const Vocabulary& vocabulary)
    : lexicon_(std::make_shared<const Lexicon>(std::move(lexicon))),
      matcher_(CompilePatterns(*lexicon_, vocabulary)) {}

int LexiconCounter::Count(const Document& document, const Sentence& sentence,
                          CounterWorkspace& workspace, std::span<float> sums,
                          NamesAre names) const {
  assert(sums.size() == categories().size());
  workspace.matches.clear();
  matcher_.Match(document, sentence.first_token, sentence.end_token, workspace.patterns,
                 workspace.matches);
  if (names == NamesAre::kHidden) {
    std::erase_if(workspace.matches, [&](const PatternMatch& match) {
      const auto name = std::lower_bound(document.name_tokens.begin(), document.name_tokens.end(),
                                         match.first_token);
      return name != document.name_tokens.end() && *name < match.end_token;
    });
  }
  for (const PatternMatch& match : workspace.matches) {
    for (const CategoryValue& value : lexicon_->ValuesOf(lexicon_->entries[match.pattern])) {
      sums[value.category] += value.value;
    }
  }
  return static_cast<int>(workspace.matches.size());
}

}  // namespace slant
