#include "slant/features/word_inputs.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "slant/base/hash.h"
#include "slant/lexicon/word_kinds.h"

namespace slant {
namespace {

constexpr std::string_view kSpecialNames[] = {
    "name",        "target",     "stop",        "comma",   "colon", "question",
    "exclamation", "open-quote", "close-quote", "bracket", "other"};
static_assert(std::size(kSpecialNames) == static_cast<std::size_t>(SpecialWord::kCount));

// The lexicon's values of a word, over the end of their scale.
struct NamedValue {
  std::string_view name;
  float (*value)(const WordFacts& facts);
};

float ValueOf(const WordFacts& facts, float value) {
  return facts.kind == WordKind::kValue ? value / 4 : 0.0F;
}

constexpr NamedValue kValues[] = {
    {"valence", [](const WordFacts& f) { return ValueOf(f, f.valence()); }},
    {"tone", [](const WordFacts& f) { return ValueOf(f, f.tone()); }},
    {"event", [](const WordFacts& f) { return ValueOf(f, f.event()); }},
    {"induced", [](const WordFacts& f) { return f.induced() / 4; }},
};

}  // namespace

WordInputs::WordInputs(WordVectors vectors, CompiledLexicon lexicon)
    : vectors_(std::move(vectors)), lexicon_(std::move(lexicon)) {
  for (Eigen::Index i = 0; i < vectors_.dim(); ++i) {
    names_.push_back("vector." + std::to_string(i));
  }
  for (const NamedValue& value : kValues) {
    names_.push_back("lexicon." + std::string(value.name));
  }
  for (const WordKindName& kind : kWordKindNames) {
    names_.push_back("kind." + std::string(kind.name));
  }
  for (const std::string_view cue : kCueNames) {
    names_.push_back("cue." + std::string(cue));
  }
  for (const std::string_view special : kSpecialNames) {
    names_.push_back("special." + std::string(special));
  }
  for (const std::string& name : names_) {
    schema_id_ = Hash64(name, schema_id_);
  }
}

void WordInputs::FillVector(const std::int8_t* row, float* out) const {
  const float scale = vectors_.scale() * std::sqrt(static_cast<float>(vectors_.dim()));
  for (Eigen::Index i = 0; i < vectors_.dim(); ++i) {
    out[i] = static_cast<float>(row[i]) * scale;
  }
}

void WordInputs::Fill(WordRow row, std::span<float> out) const {
  assert(static_cast<Eigen::Index>(out.size()) == size());
  std::fill(out.begin(), out.end(), 0.0F);
  if (row >= kFirstSpecialRow) {
    out[out.size() - std::size(kSpecialNames) + (row - kFirstSpecialRow)] = 1;
    return;
  }
  FillVector(vectors_.Row(row), out.data());
  float* at = out.data() + vectors_.dim();
  const WordFacts& facts = lexicon_.Facts(row);
  for (const NamedValue& value : kValues) {
    *at++ = value.value(facts);
  }
  for (const WordKindName& kind : kWordKindNames) {
    *at++ = facts.kind == kind.kind ? 1.0F : 0.0F;
  }
  for (std::size_t cue = 0; cue < kCueCount; ++cue) {
    *at++ = facts.Is(static_cast<Cue>(cue)) ? 1.0F : 0.0F;
  }
}

void WordInputs::FillUnknown(std::span<const std::int8_t> vector, std::span<float> out) const {
  assert(static_cast<Eigen::Index>(out.size()) == size());
  std::fill(out.begin(), out.end(), 0.0F);
  FillVector(vector.data(), out.data());
}

}  // namespace slant
