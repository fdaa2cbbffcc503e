#include "slant/lexicon/compiled_lexicon.h"

#include <cassert>
#include <cmath>

namespace slant {
namespace {

std::int16_t Milli(float value) { return static_cast<std::int16_t>(std::lround(value * 1000)); }

}  // namespace

CompiledLexicon CompiledLexicon::Compile(const Lexicon& lexicon, const Vocabulary& vocabulary) {
  auto facts = std::make_shared<std::vector<WordFacts>>(vocabulary.size());
  for (const LexiconEntry& entry : lexicon.entries) {
    if (const WordId id = vocabulary.Find(entry.word); id != kUnknownWord) {
      const bool value = entry.kind == WordKind::kValue;
      (*facts)[id] = {Milli(value ? entry.tone : entry.factor), Milli(entry.event), 0, entry.kind,
                      0};
    }
  }
  CompiledLexicon compiled;
  compiled.facts_ = *facts;
  compiled.owner_ = std::move(facts);
  compiled.name_ = lexicon.name;
  return compiled;
}

Result<CompiledLexicon> CompiledLexicon::FromFile(std::shared_ptr<const SectionFile> file,
                                                  const Vocabulary& vocabulary) {
  CompiledLexicon compiled;
  SLANT_ASSIGN_OR_RETURN(compiled.facts_, file->Array<WordFacts>("lexicon.facts"));
  SLANT_ASSIGN_OR_RETURN(const auto name, file->Array<char>("lexicon.name"));
  compiled.name_.assign(name.begin(), name.end());
  if (compiled.facts_.size() != vocabulary.size()) {
    return Error{ErrorCode::kCorrupt,
                 "the lexicon has " + std::to_string(compiled.facts_.size()) +
                     " words, the vocabulary " + std::to_string(vocabulary.size()),
                 file->path()};
  }
  for (const WordFacts& facts : compiled.facts_) {
    if (facts.kind > WordKind::kHedge) {
      return Error{ErrorCode::kCorrupt, "the lexicon has a word of an unknown kind", file->path()};
    }
  }
  compiled.owner_ = std::move(file);
  return compiled;
}

CompiledLexicon CompiledLexicon::WithInduced(std::span<const float> tones) const {
  assert(tones.size() == facts_.size());
  auto facts = std::make_shared<std::vector<WordFacts>>(facts_.begin(), facts_.end());
  for (std::size_t i = 0; i < facts->size(); ++i) {
    (*facts)[i].induced_milli = Milli(tones[i]);
  }
  CompiledLexicon induced;
  induced.name_ = name_;
  induced.facts_ = *facts;
  induced.owner_ = std::move(facts);
  return induced;
}

void CompiledLexicon::Save(SectionFileWriter& writer) const {
  writer.PutArray("lexicon.facts", facts_);
  writer.Put("lexicon.name", name_);
}

}  // namespace slant
