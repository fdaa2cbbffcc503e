/// @file article_facts.h
/// What is kept of an article for finding its story, about 2 KB: weighted terms, an embedding and a
/// sketch of the text; not the text itself.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "slant/corpus/article.h"
#include "slant/embed/word_vectors.h"
#include "slant/story/day.h"
#include "slant/story/text_sketch.h"
#include "slant/text/segmenter.h"

namespace slant {

/// The kinds of terms; similarity is taken of each by itself.
enum class TermPart : std::uint8_t {
  kWords,  ///< words of title, lead and body
  kNames,  ///< words of the names of people, organisations and places
  kTitle,  ///< words of the title
};
inline constexpr std::size_t kTermParts = 3;

inline TermPart PartOf(std::uint32_t key) noexcept { return static_cast<TermPart>(key & 3U); }

/// A term of an article.
struct FactTerm {
  std::uint32_t key = 0;       ///< hash of the term; the low 2 bits are its TermPart
  std::uint16_t count = 0;     ///< weighted occurrences times 16
  std::uint16_t surprise = 0;  ///< -ln of the share of articles expected to have it, times 1024

  TermPart part() const noexcept { return PartOf(key); }
};

struct ArticleFacts {
  std::string id;
  std::string outlet;
  std::string given;            ///< the story it is known to belong to, or empty
  bool wire = false;            ///< its kind says that an agency wrote it
  std::optional<Day> day;       ///< of its date, or else in its address; or nothing
  std::uint64_t content = 0;    ///< hash of the text
  std::vector<FactTerm> terms;  ///< by key, each once; at most 80 words, 24 names, 16 of the title
  std::vector<std::int8_t> embedding;  ///< (d), of length about 127; 0 if no word has a vector
  TextSketch sketch;
};

/// Fills in what facts have from the fields of the article: id, outlet, day, wire.
void IdentifyFacts(const Article& article, ArticleFacts& facts);

/// Makes facts.  One for each thread; texts are segmented with its own buffers.
class FactsReader {
 public:
  /// @param segmenter with the vocabulary of `vectors`; both must outlive the reader.
  FactsReader(const Segmenter& segmenter, const WordVectors& vectors);

  /// Linear in the text.  An article without a title gets its first sentence as one.
  /// `given` is left empty.
  ArticleFacts Read(const Article& article);

  /// The same from article.text as a segmenter with the same vocabulary has segmented it, for
  /// programs that score the article too; article.text is not read.
  ArticleFacts Read(const Article& article, const Document& document);

 private:
  struct Found {
    std::uint32_t key;
    std::uint16_t surprise;
    float count;
  };

  void AddWord(const Document& document, const Token& token, TermPart part, float count);
  void AddNames(const Document& document);
  void AddVector(const Token& token, std::int64_t weight);
  std::uint16_t Surprise(WordId word, TokenKind kind) const;
  void KeepTerms(TermPart part, std::size_t most, std::vector<FactTerm>& terms);

  const Segmenter& segmenter_;
  const WordVectors& vectors_;
  Eigen::VectorXf background_;  // (d) the mean direction of all text, of length 1 or 0
  Document body_, title_;
  std::vector<Found> found_[kTermParts];
  std::vector<std::int64_t> sum_;  // (d)
  std::vector<std::uint32_t> scratch_;
};

}  // namespace slant
