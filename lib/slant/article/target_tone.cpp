#include "slant/article/target_tone.h"

#include "slant/text/names.h"

namespace slant {

bool IsCalled(std::string_view full, std::string_view wanted) noexcept {
  return full == wanted || (full.size() > wanted.size() && full.ends_with(wanted) &&
                            full[full.size() - wanted.size() - 1] == ' ');
}

std::vector<TargetScore> MentionsOf(const ScoredArticle& article, std::string_view name) {
  const Document& document = article.document;
  std::vector<TargetScore> out;
  for (const TargetScore& target : article.targets) {
    if (document.Text(target.span) == name ||
        (target.name != kNoName &&
         IsCalled(document.Text(document.names[target.name].span), name))) {
      out.push_back(target);
    }
  }
  return out;
}

MeasureMean ToneOf(const ScoredArticle& article, std::span<const TargetScore> mentions) {
  double sum = 0, narrated_sum = 0;
  int narrated = 0;
  const auto count = static_cast<int>(mentions.size());
  for (const TargetScore& mention : mentions) {
    const auto score = static_cast<double>(mention.tone.score);
    sum += score;
    if (article.Body()[mention.sentence].voice == Voice::kNarration) {
      narrated_sum += score;
      ++narrated;
    }
  }
  const auto mean = [](double total, int n) {
    return n > 0 ? std::optional(total / n) : std::nullopt;
  };
  return {mean(sum, count), mean(narrated_sum, narrated),
          mean(sum - narrated_sum, count - narrated)};
}

}  // namespace slant
