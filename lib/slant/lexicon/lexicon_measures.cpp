#include "slant/lexicon/lexicon_measures.h"

#include <algorithm>
#include <cassert>

namespace slant {
namespace {

constexpr const char* kNewsColumns[] = {"valence", "tone", "event"};
constexpr const char* kVaderColumns[] = {"neg", "neu", "pos", "compound"};

}  // namespace

void LexiconMeasures::AddNews(CompiledLexicon lexicon) {
  assert(!vader_ && lists_.empty() && !news_);
  news_ = std::move(lexicon);
  for (const char* name : kNewsColumns) {
    columns_.push_back({MeasureSource::kNews, "news", name});
  }
}

void LexiconMeasures::AddVader(VaderRules rules) {
  assert(lists_.empty() && !vader_);
  vader_ = std::move(rules);
  for (const char* name : kVaderColumns) {
    columns_.push_back({MeasureSource::kVader, "vader", name});
  }
}

void LexiconMeasures::AddList(LexiconCounter counter) {
  const auto add = [&](const std::string& name) {
    columns_.push_back({MeasureSource::kList, counter.name(), name});
  };
  add(kMatchesColumn);
  const auto categories = counter.categories();
  for (const std::string& category : categories) {
    // Names of columns are keys in rows, so a category may not be called like the count.
    std::string name = category;
    for (int copy = 2; category == kMatchesColumn &&
                       (name == category ||
                        std::find(categories.begin(), categories.end(), name) != categories.end());
         ++copy) {
      name = category + "-" + std::to_string(copy);
    }
    add(name);
  }
  lists_.push_back(std::move(counter));
}

void LexiconMeasures::Measure(const Document& document, const Sentence& sentence,
                              MeasureWorkspace& workspace, std::span<float> row,
                              std::vector<ValencedWord>& words) const {
  assert(row.size() == columns_.size());
  auto out = row.begin();
  if (news_) {
    const NewsRuleWeights weights;
    const NewsScore score =
        ScoreNews(RateNews(*news_, document, sentence, weights, workspace.news, words), weights);
    *out++ = score.valence;
    *out++ = score.tone;
    *out++ = score.event;
  }
  if (vader_) {
    const VaderScore score = vader_->Score(document.Text(sentence.span), workspace.vader);
    for (const double value : {score.negative, score.neutral, score.positive, score.compound}) {
      *out++ = static_cast<float>(value);
    }
  }
  for (const LexiconCounter& list : lists_) {
    const std::span<float> sums(out + 1, list.categories().size());
    std::fill(sums.begin(), sums.end(), 0.0F);
    *out = static_cast<float>(list.Count(document, sentence, workspace.counter, sums));
    out += 1 + static_cast<std::ptrdiff_t>(sums.size());
  }
}

}  // namespace slant
