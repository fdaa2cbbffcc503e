#include "slant/bias/loaded_spans.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace slant {
namespace {

static_assert(std::size(kLoadedKindNames) == kLoadedKindCount);

// The sets of cues that are kinds of bias; of a word in two sets the first here counts.
struct CueKind {
  Cue cue;
  LoadedKind kind;
};
constexpr CueKind kCueKinds[] = {
    {Cue::kMindReading, LoadedKind::kMindReading},
    {Cue::kVagueSource, LoadedKind::kVagueSource},
    {Cue::kOneSidedLabel, LoadedKind::kOneSidedLabel},
    {Cue::kSensational, LoadedKind::kSensational},
    {Cue::kReportDoubt, LoadedKind::kDoubtingReport},
    {Cue::kReportHostile, LoadedKind::kDoubtingReport},
    {Cue::kSubjectiveIntensifier, LoadedKind::kSubjectiveIntensifier},
    {Cue::kBooster, LoadedKind::kBooster},
    {Cue::kFactive, LoadedKind::kFactive},
    {Cue::kImplicative, LoadedKind::kImplicative},
    {Cue::kAssertive, LoadedKind::kAssertive},
    {Cue::kHedge, LoadedKind::kHedge},
};

std::optional<LoadedKind> KindOf(const CuedWords& item) {
  for (const CueKind& known : kCueKinds) {
    if (item.Is(known.cue)) {
      return known.kind;
    }
  }
  return std::nullopt;
}

}  // namespace

void FindLoadedSpans(const Document& document, const Sentence& sentence, std::size_t index,
                     const LoadedEvidence& evidence, std::vector<LoadedSpan>& spans) {
  const auto first = static_cast<std::ptrdiff_t>(spans.size());
  const auto add = [&](std::uint32_t begin, std::uint32_t end, LoadedKind kind, LoadedSource source,
                       float weight) {
    const Token& token = document.tokens[begin];
    spans.push_back({{token.span.begin, document.tokens[end - 1].span.end},
                     index,
                     kind,
                     source,
                     weight,
                     weight >= evidence.threshold,
                     token.Is(kQuoted)});
  };
  std::size_t tag = 0;
  // Words that the classifier marks, up to a token: a run of neighbours is one span.
  const auto add_marked = [&](std::uint32_t until) {
    std::optional<std::uint32_t> run_end;  // one past the last token of the run that is being made
    for (; tag < evidence.tokens.size() && evidence.tokens[tag] < until; ++tag) {
      const std::uint32_t token = evidence.tokens[tag];
      const float weight = evidence.tags[tag];
      if (weight < evidence.threshold) {
        continue;
      }
      if (run_end == token && spans.back().quoted == document.tokens[token].Is(kQuoted)) {
        spans.back().span.end = document.tokens[token].span.end;
        spans.back().weight = std::max(spans.back().weight, weight);
      } else {
        add(token, token + 1, LoadedKind::kLoaded, LoadedSource::kClassifier, weight);
      }
      run_end = token + 1;
    }
  };
  // The largest probability of the words before a token.
  const auto take_weight = [&](std::uint32_t until) {
    float weight = 0;
    for (; tag < evidence.tokens.size() && evidence.tokens[tag] < until; ++tag) {
      weight = std::max(weight, evidence.tags[tag]);
    }
    return weight;
  };
  for (const CuedWords& item : evidence.cued) {
    if (const auto kind = KindOf(item)) {
      add_marked(item.token);
      add(item.token, item.end_token, *kind, LoadedSource::kCues, take_weight(item.end_token));
    }
  }
  add_marked(sentence.end_token);
  for (const Quotation& quotation : document.quotations) {
    if (quotation.scare_quote && quotation.first_token >= sentence.first_token &&
        quotation.end_token <= sentence.end_token) {
      float weight = 0;
      for (std::size_t i = 0; i < evidence.tokens.size(); ++i) {
        const bool inside =
            evidence.tokens[i] >= quotation.first_token && evidence.tokens[i] < quotation.end_token;
        weight = inside ? std::max(weight, evidence.tags[i]) : weight;
      }
      spans.push_back({quotation.span, index, LoadedKind::kScareQuotes, LoadedSource::kMarks,
                       weight, weight >= evidence.threshold, false});
    }
  }
  std::stable_sort(
      spans.begin() + first, spans.end(),
      [](const LoadedSpan& a, const LoadedSpan& b) { return a.span.begin < b.span.begin; });
}

}  // namespace slant
