#include "slant/lexicon/compiled_lexicon.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

namespace slant {
namespace {

std::int16_t Milli(float value) { return static_cast<std::int16_t>(std::lround(value * 1000)); }

// What the categories of a lexicon mean to the rules.
class Categories {
 public:
  explicit Categories(const Lexicon& lexicon)
      : lexicon_(lexicon),
        valence_(lexicon.FindCategory(kValenceCategory)),
        tone_(lexicon.FindCategory("tone")),
        event_(lexicon.FindCategory("event")) {
    for (const std::string& name : lexicon.categories) {
      cues_.push_back(FindCue(name) ? BitOf(*FindCue(name)) : 0);
    }
  }

  // Writes what the entry says into empty facts.
  void Put(const LexiconEntry& entry, WordFacts& facts) const {
    for (const CategoryValue& value : lexicon_.ValuesOf(entry)) {
      facts.cues |= cues_[value.category];
    }
    if (entry.kind != WordKind::kValue) {
      if (entry.kind != WordKind::kNone) {
        facts.kind = entry.kind;
        facts.milli = Milli(entry.factor);
      }
      return;
    }
    const float tone = Value(entry, tone_ ? tone_ : valence_);
    const float event = Value(entry, event_);
    const float valence = valence_ ? Value(entry, valence_) : std::clamp(tone + event, -4.0f, 4.0f);
    if (tone != 0 || event != 0 || valence != 0) {
      facts.kind = WordKind::kValue;
      facts.milli = Milli(tone);
      facts.event_milli = Milli(event);
      facts.valence_milli = Milli(valence);
      facts.confidence = static_cast<std::uint8_t>(std::lround(entry.confidence * 255));
    }
  }

  bool have_values() const { return valence_ || tone_ || event_; }

 private:
  float Value(const LexiconEntry& entry, std::optional<std::uint32_t> category) const {
    return category ? std::clamp(lexicon_.Value(entry, *category), -4.0f, 4.0f) : 0.0f;
  }

  const Lexicon& lexicon_;
  std::optional<std::uint32_t> valence_, tone_, event_;
  std::vector<CueBits> cues_;  // of each category
};

bool IsNothing(const WordFacts& facts) { return facts.kind == WordKind::kNone && facts.cues == 0; }

// Adds what a later entry says to what is known of its pattern.
void Merge(const WordFacts& later, bool modifiers_stay, WordFacts& facts) {
  const CueBits cues = facts.cues | later.cues;
  const bool modifier = facts.kind != WordKind::kNone && facts.kind != WordKind::kValue;
  if (later.kind != WordKind::kNone &&
      !(modifiers_stay && modifier && later.kind == WordKind::kValue)) {
    const std::int16_t induced = facts.induced_milli;
    facts = later;
    facts.induced_milli = induced;
  }
  facts.cues = cues;
}

}  // namespace

void CompiledLexicon::Add(const Lexicon& lexicon, const Vocabulary& vocabulary, Over over,
                          std::vector<WordFacts>& facts, Patterns& patterns,
                          std::vector<WordFacts>& pattern_facts) {
  const Categories categories(lexicon);
  Document scratch;
  for (const LexiconEntry& entry : lexicon.entries) {
    WordFacts alone;
    categories.Put(entry, alone);
    if (IsNothing(alone)) {
      continue;
    }
    // A vocabulary may have "don't" or ":)", which no text has as one word.
    const WordId id = vocabulary.Find(entry.pattern);
    if (id != kUnknownWord && OneWord(entry.pattern, scratch) == entry.pattern) {
      Merge(alone, over == Over::kYields, facts[id]);
    } else {
      patterns.push_back(entry.literal ? '\t' + entry.pattern : entry.pattern);
      pattern_facts.push_back(alone);
    }
  }
  if (categories.have_values()) {
    name_ += (name_.empty() ? "" : ",") + lexicon.name;
  }
}

void CompiledLexicon::SetPatterns(Patterns patterns, std::vector<WordFacts> facts, Over over,
                                  const Vocabulary& vocabulary) {
  std::vector<Pattern> views;
  views.reserve(patterns.size());
  for (const std::string& pattern : patterns) {
    const bool literal = pattern.starts_with('\t');
    views.push_back({std::string_view(pattern).substr(literal ? 1 : 0), literal});
  }
  matcher_ = PatternMatcher::Compile(views, vocabulary);
  // Of equal patterns the matcher reports the first: it gets the facts of all.
  const auto canonical = matcher_.canonical();
  for (std::size_t i = 0; i < canonical.size(); ++i) {
    if (canonical[i] < i) {
      Merge(std::exchange(facts[i], {}), over == Over::kYields, facts[canonical[i]]);
    }
  }
  patterns_ = std::make_shared<const Patterns>(std::move(patterns));
  pattern_facts_ = std::make_shared<const std::vector<WordFacts>>(std::move(facts));
}

CompiledLexicon CompiledLexicon::Compile(std::span<const Lexicon> lexicons,
                                         const Vocabulary& vocabulary) {
  auto facts = std::make_shared<std::vector<WordFacts>>(vocabulary.size());
  CompiledLexicon compiled;
  Patterns patterns;
  std::vector<WordFacts> pattern_facts;
  for (const Lexicon& lexicon : lexicons) {
    compiled.Add(lexicon, vocabulary, Over::kReplaces, *facts, patterns, pattern_facts);
  }
  compiled.facts_ = *facts;
  compiled.owner_ = std::move(facts);
  compiled.SetPatterns(std::move(patterns), std::move(pattern_facts), Over::kReplaces, vocabulary);
  return compiled;
}

CompiledLexicon CompiledLexicon::WithValuesOf(std::span<const Lexicon> lexicons,
                                              const Vocabulary& vocabulary) const {
  const auto forget_value = [](WordFacts facts) {
    if (facts.kind == WordKind::kValue) {
      WordFacts rest;
      rest.cues = facts.cues;
      return rest;
    }
    facts.induced_milli = 0;
    return facts;
  };
  auto facts = std::make_shared<std::vector<WordFacts>>(facts_.begin(), facts_.end());
  std::transform(facts->begin(), facts->end(), facts->begin(), forget_value);
  // A phrase that means nothing any more must not take the tokens of one that does.
  Patterns patterns;
  std::vector<WordFacts> pattern_facts;
  for (std::size_t i = 0; i < patterns_->size(); ++i) {
    if (const WordFacts rest = forget_value((*pattern_facts_)[i]); !IsNothing(rest)) {
      patterns.push_back((*patterns_)[i]);
      pattern_facts.push_back(rest);
    }
  }
  CompiledLexicon compiled;
  for (const Lexicon& lexicon : lexicons) {
    compiled.Add(lexicon, vocabulary, Over::kYields, *facts, patterns, pattern_facts);
  }
  compiled.facts_ = *facts;
  compiled.owner_ = std::move(facts);
  compiled.SetPatterns(std::move(patterns), std::move(pattern_facts), Over::kYields, vocabulary);
  return compiled;
}

Result<CompiledLexicon> CompiledLexicon::FromFile(std::shared_ptr<const SectionFile> file,
                                                  const Vocabulary& vocabulary) {
  CompiledLexicon compiled;
  SLANT_ASSIGN_OR_RETURN(compiled.facts_, file->Array<WordFacts>("lexicon.facts"));
  SLANT_ASSIGN_OR_RETURN(const auto name, file->Array<char>("lexicon.name"));
  SLANT_ASSIGN_OR_RETURN(const auto spellings, file->Array<char>("lexicon.patterns"));
  SLANT_ASSIGN_OR_RETURN(const auto facts, file->Array<WordFacts>("lexicon.pattern_facts"));
  compiled.name_.assign(name.begin(), name.end());
  if (compiled.facts_.size() != vocabulary.size()) {
    return Error{ErrorCode::kCorrupt,
                 "the lexicon has " + std::to_string(compiled.facts_.size()) +
                     " words, the vocabulary " + std::to_string(vocabulary.size()),
                 file->path()};
  }
  Patterns patterns;
  for (auto begin = spellings.begin(); begin != spellings.end();) {
    const auto end = std::find(begin, spellings.end(), '\n');
    patterns.emplace_back(begin, end);
    begin = end == spellings.end() ? end : end + 1;
  }
  if (patterns.size() != facts.size()) {
    return Error{ErrorCode::kCorrupt,
                 "the lexicon has " + std::to_string(patterns.size()) + " patterns and facts of " +
                     std::to_string(facts.size()),
                 file->path()};
  }
  const auto unknown = [](const WordFacts& f) {
    return f.kind > WordKind::kHedge || (f.cues >> kCueCount) != 0;
  };
  if (std::any_of(compiled.facts_.begin(), compiled.facts_.end(), unknown) ||
      std::any_of(facts.begin(), facts.end(), unknown)) {
    return Error{ErrorCode::kCorrupt, "the lexicon has a word of an unknown kind or an unknown cue",
                 file->path()};
  }
  compiled.SetPatterns(std::move(patterns), {facts.begin(), facts.end()}, Over::kReplaces,
                       vocabulary);
  compiled.owner_ = std::move(file);
  return compiled;
}

CompiledLexicon CompiledLexicon::WithInduced(std::span<const float> tones) const {
  assert(tones.size() == facts_.size());
  auto facts = std::make_shared<std::vector<WordFacts>>(facts_.begin(), facts_.end());
  for (std::size_t i = 0; i < facts->size(); ++i) {
    (*facts)[i].induced_milli = Milli(tones[i]);
  }
  CompiledLexicon induced = *this;
  induced.facts_ = *facts;
  induced.owner_ = std::move(facts);
  return induced;
}

void CompiledLexicon::Save(SectionFileWriter& writer) const {
  writer.PutArray("lexicon.facts", facts_);
  writer.Put("lexicon.name", name_);
  std::string spellings;
  for (const std::string& pattern : *patterns_) {
    spellings += pattern + '\n';
  }
  writer.Put("lexicon.patterns", spellings);
  writer.PutArray("lexicon.pattern_facts", std::span<const WordFacts>(*pattern_facts_));
}

}  // namespace slant
