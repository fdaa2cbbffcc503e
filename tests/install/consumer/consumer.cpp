// Scores one sentence with an installed slant: consumer [MODEL].

#include <cstdio>
#include <string>

#include "slant/pipeline/model.h"
#include "slant/pipeline/scorer.h"

int main(int argc, char** argv) {
  const auto path = argc > 1 ? slant::Result<std::string>(argv[1]) : slant::FindDefaultModel();
  const auto model = path ? slant::Model::Open(*path) : slant::Result<slant::Model>(path.error());
  if (!model) {
    std::fprintf(stderr, "consumer: %s\n", model.error().ToString().c_str());
    return 1;
  }
  slant::Article article;
  article.text = "The mayor's reckless plan was a shameful failure.";
  slant::ScoredArticle scored;
  const slant::LexiconMeasures none;
  slant::Scorer scorer(*model, none, {.unit = slant::Unit::kSentence});
  if (const auto status = scorer.Score(article, scored); !status) {
    return 1;
  }
  const slant::ToneScore& tone = scored.scores.at(0).tone;
  std::printf("%s %+.2f\n", slant::kToneNames[static_cast<int>(tone.label())].data(), tone.score);
}
