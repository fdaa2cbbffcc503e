/// @file feature_extractor.h
/// From a Document to one row of numbers for each sentence.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "slant/embed/word_vectors.h"
#include "slant/features/feature_matrix.h"
#include "slant/features/token_batch.h"
#include "slant/features/token_reader.h"
#include "slant/lexicon/compiled_lexicon.h"
#include "slant/lexicon/lexicon_counter.h"
#include "slant/lexicon/news_rules.h"
#include "slant/text/document.h"

namespace slant {

/// Buffers of one thread, kept between documents.
struct FeatureWorkspace {
  TokenBatch tokens;  ///< the words of the last call, a sequence a row: what networks read
  NewsWorkspace news;
  CounterWorkspace counter;
  TokenReaderWorkspace reader;
  std::vector<std::int32_t> sum;
  std::vector<std::int8_t> highest;
  std::vector<std::int8_t> lowest;
};

/// A word or phrase of some set of cues.
struct CuedWords {
  std::uint32_t token = 0;
  std::uint32_t end_token = 0;  ///< one past its last token
  CueBits cues = 0;

  bool Is(Cue cue) const noexcept { return (cues & BitOf(cue)) != 0; }
};

/// What the rows were made from, for explaining them.
struct Evidence {
  std::vector<CuedWords> cued;             ///< words and phrases of sets of cues, in token order
  std::vector<ValencedWord> words;         ///< words with a value, of all sentences, in token order
  std::vector<SentenceValence> sentences;  ///< one for each sentence
};

/// Pools word vectors and lexicon values of each sentence; names are hidden (TokenBatch):
/// - mean.*, max.*, min.*: the frequency-weighted mean, the largest and the smallest entries of the
///   words' unit vectors (weights as in Arora et al. 2017; min and max as in Shen et al., "Baseline
///   needs more love", ACL 2018);
/// - valence.*, tone.*, event.*, induced.*: sums, extremes and normalised balance of the lexicon's
///   values under the rules for news;
/// - modifiers, length, quotation and punctuation;
/// - cue.*: words and phrases of each set of cues, over the root of the number of words.
/// Immutable; threads may share it, each with a workspace of its own.
class FeatureExtractor {
 public:
  FeatureExtractor(WordVectors vectors, CompiledLexicon lexicon);

  /// The same with columns at the end for each category of more lists, `list.<name>.<category>`:
  /// the sum of its matches' values over the root of the number of words.  Classifiers that were
  /// trained without them go on to work (DenseNetwork::CheckSchema).
  FeatureExtractor WithLists(std::vector<LexiconCounter> lists) const;

  const FeatureSchema& schema() const noexcept { return schema_; }
  const CompiledLexicon& lexicon() const noexcept { return lexicon_; }
  const WordVectors& vectors() const noexcept { return vectors_; }

  /// @param features resized to (n x schema().size()) for the document's n sentences; n may be 0.
  /// A sentence without words has zeros, and every number is finite.  workspace.tokens holds the
  /// words of the sentences.
  void Extract(const Document& document, FeatureWorkspace& workspace, FeatureMatrix& features,
               Evidence& evidence) const {
    Extract(document, document.sentences, workspace, features, evidence);
  }

  /// The same for any stretches of the document's tokens, a row each, in any order.
  void Extract(const Document& document, std::span<const Sentence> sentences,
               FeatureWorkspace& workspace, FeatureMatrix& features, Evidence& evidence) const;

 private:
  void PoolVectors(std::size_t sequence, FeatureWorkspace& workspace, float* out) const;

  WordVectors vectors_;
  CompiledLexicon lexicon_;
  std::vector<LexiconCounter> lists_;
  FeatureSchema schema_;
};

}  // namespace slant
