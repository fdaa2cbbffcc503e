/// @file explanation_rows.h
/// Why a sentence or a target got its score, for programs and for people.
#pragma once

#include <cstddef>
#include <string>

#include "slant/article/scored_article.h"

namespace slant {

class Json;

struct ExplanationOptions {
  std::string method;             ///< how contributions were found, for the JSON row
  std::size_t most_words = 10;    ///< words told one by one (text); the JSON row has all
  std::size_t most_features = 5;  ///< features told one by one
  bool color = false;             ///< terminal colours (text)
};

/// Appends a line of JSON for each of the article's explanations, schema slant.explanation/1.
void AppendExplanationsJson(const ScoredArticle& article, const ExplanationOptions& options,
                            std::string& out);

/// Appends each sentence with its words coloured by what they bring, and a line with a bar for each
/// of the largest contributions, the largest first; the rest is summed, and all adds up.
void AppendExplanationsText(const ScoredArticle& article, const ExplanationOptions& options,
                            std::string& out);

/// The words that bring most, in one line: "negative: failed +2.13, again +0.42".
std::string ReasonsLine(const Explanation& why, const Document& document);

/// The same as the field "explanation" of a row of slant.sentence/1.
void WriteReasons(const Explanation& why, const Document& document, Json& json);

}  // namespace slant
