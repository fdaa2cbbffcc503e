/// @file loaded_words.h
/// Learns which words carry a sentence's bias, from sentences whose biased words people marked.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "slant/base/result.h"
#include "slant/classify/trainer.h"
#include "slant/classify/word_tagger.h"
#include "slant/pipeline/labelled_data.h"
#include "slant/pipeline/model.h"

namespace slant {

/// The model's tagger is the sections "tagger.loaded.*".
inline constexpr char kLoadedTagger[] = "loaded";

/// Sentences word by word.
struct MarkedSentences {
  TokenBatch tokens;                        ///< a sequence a sentence
  std::vector<float> bias;                  ///< (sentences) logit of biased less that of unbiased
  std::vector<std::uint8_t> marked;         ///< (words of all sequences) 1 where people marked it
  std::vector<std::uint64_t> group_hashes;  ///< (sentences)
};

/// Reads JSON Lines with a text and, in the field `label`, a list of its biased words; without the
/// field a record is passed over, an empty list marks none.  A word is marked if it is one of the
/// list's words, upper and lower case alike.
/// @param model with a classifier of bias.   @return as ReadLabelled.
Result<MarkedSentences> ReadMarked(const Model& model, const std::vector<std::string>& inputs,
                                   const std::string& label, const LabelOptions& options,
                                   const std::function<void(const Error&)>& report);

/// Learns a tagger from the sentences for which `is_train`; the threshold is the one of the best F1
/// on those for which `is_dev` (0.5 if there are none).
Result<WordTagger> TrainTagger(const Model& model, const MarkedSentences& data,
                               const std::function<bool(std::size_t)>& is_train,
                               const std::function<bool(std::size_t)>& is_dev,
                               const TrainOptions& options, TrainReport* report,
                               const std::function<void(double share)>& progress);

/// How well marked words are found, over all words of the chosen sentences.
struct MarkedReport {
  int sentences = 0, words = 0, marked = 0;
  double precision = 0, recall = 0, f1 = 0;
};

/// @param threshold the least probability of a word that counts as found.
MarkedReport EvaluateTagger(const WordTagger& tagger, const MarkedSentences& data,
                            const std::function<bool(std::size_t)>& use, float threshold);

}  // namespace slant
