#include <cstdio>

#include "commands/lexicon_actions.h"
#include "lexicon_option.h"
#include "model_option.h"
#include "slant/lexicon/compiled_lexicon.h"
#include "slant/lexicon/lexicon_writer.h"
#include "slant/pipeline/induce_lexicon.h"
#include "terminal.h"

namespace slant::tools {

namespace {

constexpr std::string_view kSeedsEnding = "-seeds";
constexpr std::string_view kGuessed =
    "entries with a confidence below 1 were guessed by kernel ridge regression over word vectors";

void SayHowGood(const InducedLexicon& induced, int folds) {
  std::fprintf(stderr, "seeds: %d words with values and %d frequent ones that stand for neutral\n",
               induced.rated, induced.seeds - induced.rated);
  std::fprintf(stderr, "held out, in %d parts with the forms of a word together:\n", folds);
  for (std::size_t c = 0; c < kInducedCategories.size(); ++c) {
    std::fprintf(stderr, "  %-8s r %.3f, right sign %.1f %% (of values of 0.5 or more)\n",
                 std::string(kInducedCategories[c]).c_str(), induced.held_out_r[c],
                 induced.held_out_sign[c] * 100);
  }
  std::fprintf(stderr, "of held-out words with a confidence of ... so many were right:\n");
  for (const ConfidenceBin& bin : induced.calibration) {
    if (bin.words > 0) {
      std::fprintf(stderr, "  %.1f to %.1f  %5.1f %% of %d (mean confidence %.1f %%)\n", bin.low,
                   bin.high, bin.right * 100, bin.words, bin.confidence * 100);
    }
  }
  // A reader would take these figures for those of the guessed words.
  std::fprintf(stderr,
               "(seeds were chosen for having a value; of the guessed words more are neutral, so "
               "that these figures flatter)\n");
}

}  // namespace

Ending GrowSeeds(const CommandLine& line) {
  const std::vector<std::string> paths = LexiconPaths(line);
  if (paths.size() != 1 || !line.inputs().empty()) {
    return WrongUsage("slant lexicon grow needs one --lexicon, and nothing else to read");
  }
  const double confidence = line.Get<double>("confidence");
  if (!(confidence >= 0 && confidence <= 1)) {
    return WrongUsage("--confidence is in [0, 1], found " + std::to_string(confidence));
  }
  const double least_valence = line.Get<double>("least-valence");
  if (!(least_valence >= 0 && least_valence <= 4)) {
    return WrongUsage("--least-valence is in [0, 4], found " + std::to_string(least_valence));
  }
  const int folds = line.Get<int>("folds");
  if (folds < 2 || folds > 100) {
    return WrongUsage("--folds is from 2 to 100, found " + std::to_string(folds));
  }
  auto seeds = ReadLexicons(LexiconPaths(line));
  if (!seeds) {
    return seeds.error();
  }
  const auto language = OpenLanguage(line);
  if (!language) {
    return language.error();
  }
  const Vocabulary& vocabulary = language->segmenter.vocabulary();
  InduceOptions options;
  options.folds = folds;
  Progress progress("guessing");
  options.progress = [&](double share) { progress.Step(share); };
  const auto induced = InduceLexicon(vocabulary, language->extractor.vectors(),
                                     CompiledLexicon::Compile(*seeds, vocabulary), options);
  progress.Clear();
  if (!induced) {
    Error error = induced.error();
    error.source = error.source.empty() ? paths[0] : error.source;
    return error;
  }
  SayHowGood(*induced, folds);

  Lexicon grown = GrowLexicon((*seeds)[0], vocabulary, *induced, static_cast<float>(confidence),
                              static_cast<float>(least_valence));
  if (grown.name.ends_with(kSeedsEnding)) {
    grown.name.resize(grown.name.size() - kSeedsEnding.size());
  }
  grown.source += (grown.source.empty() ? "" : "; ") + std::string(kGuessed);
  const std::size_t known = (*seeds)[0].entries.size();
  std::fprintf(stderr,
               "%zu entries: %zu of the seeds, %zu guessed of the %u words of the vocabulary\n",
               grown.entries.size(), known, grown.entries.size() - known, vocabulary.size());
  auto written = WriteLexicon(grown, "slant");
  if (!written) {
    Error error = written.error();
    error.source = error.source.empty() ? paths[0] : error.source;
    return error;
  }
  for (const std::string& note : written->notes) {
    Warn({ErrorCode::kInvalidArgument, note, paths[0]});
  }
  return WriteList(line, written->text);
}

}  // namespace slant::tools
