#include "slant/features/feature_shares.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_map>

namespace slant {
namespace {

// One sentence's parts: who made how much of which feature.
class Parts {
 public:
  Parts(const FeatureSchema& schema, std::span<const float> row, std::span<const double> slopes,
        std::vector<TokenRange> words)
      : slopes_(slopes), words_(std::move(words)) {
    for (std::size_t j = 0; j < slopes_.size(); ++j) {
      columns_.emplace(schema.names()[j], j);
      out_.features.push_back(slopes_[j] * static_cast<double>(row[j]));
    }
    out_.words.assign(words_.size(), 0.0);
  }

  const std::vector<TokenRange>& words() const noexcept { return words_; }

  // The column of this name, if the classifier reads it.
  std::optional<std::size_t> Column(const std::string& name) const {
    const auto found = columns_.find(name);
    return found == columns_.end() ? std::nullopt : std::optional(found->second);
  }

  // The word made `part` of the feature's value.
  void Give(std::size_t column, std::size_t word, double part) {
    if (column >= slopes_.size()) {
      return;  // the classifier was trained on fewer columns
    }
    out_.words[word] += slopes_[column] * part;
    out_.features[column] -= slopes_[column] * part;
  }

  // The same for the word that the token belongs to; nothing if it was not read.
  void GiveToken(const std::string& name, std::uint32_t token, double part) {
    const auto column = part == 0 ? std::nullopt : Column(name);
    const auto word = column ? WordAt(token) : std::nullopt;
    if (word) {
      Give(*column, *word, part);
    }
  }

  std::optional<std::size_t> WordAt(std::uint32_t token) const {
    const auto found = std::partition_point(
        words_.begin(), words_.end(), [&](const TokenRange& range) { return range.end <= token; });
    return found != words_.end() && found->begin <= token
               ? std::optional(static_cast<std::size_t>(found - words_.begin()))
               : std::nullopt;
  }

  SharedOut Finish() {
    // What is left of a feature that was shared out is the rounding of its 32 bits.
    return std::move(out_);
  }

 private:
  std::span<const double> slopes_;
  std::vector<TokenRange> words_;
  std::unordered_map<std::string_view, std::size_t> columns_;
  SharedOut out_;
};

// A word's vector as the pools saw it.
struct PooledWord {
  std::size_t word = 0;
  const std::int8_t* row = nullptr;
  double weight = 0;
};

std::vector<PooledWord> PooledWords(const WordVectors& vectors, const TokenBatch& tokens) {
  std::vector<PooledWord> out;
  for (std::uint32_t i = tokens.starts[0]; i < tokens.starts[1]; ++i) {
    const WordRow word = tokens.rows[i];
    if (word >= kFirstSpecialRow && word < kFirstUnknownRow) {
      continue;
    }
    const bool known = word < kFirstSpecialRow;
    out.push_back(
        {i, known ? vectors.Row(word) : tokens.UnknownVector(word).data(),
         static_cast<double>(known ? vectors.Weight(word) : WordVectors::kUnknownWeight)});
  }
  return out;
}

// Mean of the words' vectors with the weights of `weight_of`, which is 0 for a word outside.
template <typename WeightOf>
void ShareMean(const std::string& pool, const WordVectors& vectors,
               std::span<const PooledWord> words, WeightOf&& weight_of, Parts& parts) {
  const auto first = parts.Column(pool + ".0");
  double total = 0;
  for (const PooledWord& word : words) {
    total += weight_of(word);
  }
  if (!first || total == 0) {
    return;
  }
  for (const PooledWord& word : words) {
    const double share = weight_of(word) / total * static_cast<double>(vectors.scale());
    for (Eigen::Index j = 0; j < vectors.dim() && share > 0; ++j) {
      parts.Give(*first + static_cast<std::size_t>(j), word.word, share * word.row[j]);
    }
  }
}

void ShareExtremes(const WordVectors& vectors, std::span<const PooledWord> words, Parts& parts) {
  const auto highest = parts.Column("max.0");
  const auto lowest = parts.Column("min.0");
  for (Eigen::Index j = 0; j < vectors.dim() && !words.empty(); ++j) {
    const auto less = [&](const PooledWord& a, const PooledWord& b) { return a.row[j] < b.row[j]; };
    const auto give = [&](std::optional<std::size_t> first, const PooledWord& word) {
      if (first) {
        parts.Give(*first + static_cast<std::size_t>(j), word.word,
                   static_cast<double>(vectors.scale()) * word.row[j]);
      }
    };
    give(highest, *std::max_element(words.begin(), words.end(), less));
    give(lowest, *std::min_element(words.begin(), words.end(), less));
  }
}

// A value of a word, by the token where the word begins.
struct TokenValue {
  std::uint32_t token = 0;
  double value = 0;
};

// The sums, densities, extremes and so on that FeatureExtractor makes of one kind of value.
void ShareSums(const std::string& kind, std::span<const TokenValue> values, const ValueSums& sums,
               int words, Parts& parts) {
  const double root = std::sqrt(static_cast<double>(std::max(words, 1)));
  const double sum = static_cast<double>(sums.sum());
  const double balance =
      static_cast<double>(sums.positive) - static_cast<double>(sums.negative) + 1;
  const double compound = std::sqrt(sum * sum + 15);
  bool max_given = false;
  bool min_given = false;
  for (const TokenValue& item : values) {
    const std::string sign = item.value > 0 ? ".positive" : ".negative";
    parts.GiveToken(kind + sign, item.token, item.value);
    parts.GiveToken(kind + sign + "_density", item.token, item.value / root);
    parts.GiveToken(kind + ".balance", item.token, item.value / balance);
    parts.GiveToken(kind + ".compound", item.token, item.value / compound);
    parts.GiveToken(kind + ".mean", item.token, item.value / std::max(words, 1));
    if (!max_given && item.value == static_cast<double>(sums.max)) {
      parts.GiveToken(kind + ".max", item.token, item.value);
      max_given = true;
    }
    if (!min_given && item.value == static_cast<double>(sums.min)) {
      parts.GiveToken(kind + ".min", item.token, item.value);
      min_given = true;
    }
  }
}

// Counts of words and marks.
void ShareCounts(const Document& document, const Sentence& sentence,
                 std::span<const NewsItem> items, const SentenceValence& valence, Parts& parts) {
  const double root = std::sqrt(static_cast<double>(std::max(valence.words, 1)));
  for (const NewsItem& item : items) {
    if (!item.word) {
      continue;
    }
    const auto count = [&](const char* name, bool is) {
      parts.GiveToken(std::string("modifier.") + name, item.token, is ? 1 : 0);
    };
    count("negators", item.facts->kind == WordKind::kNegator);
    count("intensifiers", item.facts->kind == WordKind::kIntensifier);
    count("diminishers", item.facts->kind == WordKind::kDiminisher);
    count("hedges", item.facts->kind == WordKind::kHedge);
    for (std::size_t cue = 0; cue < kCueCount; ++cue) {
      if (item.Is(static_cast<Cue>(cue))) {
        parts.GiveToken("cue." + std::string(kCueNames[cue]), item.token, 1 / root);
      }
    }
  }
  for (std::uint32_t i = sentence.first_token; i < sentence.end_token; ++i) {
    const Token& token = document.tokens[i];
    if (token.kind == TokenKind::kPunctuation) {
      const char mark = document.text[token.span.begin];
      parts.GiveToken("shape.exclamations", i, mark == '!' ? 1 : 0);
      parts.GiveToken("shape.questions", i, mark == '?' ? 1 : 0);
      parts.GiveToken("shape.quotation_marks", i, token.Is(kOpensQuote) ? 1 : 0);
    }
    parts.GiveToken("shape.numbers", i, token.kind == TokenKind::kNumber ? 1 : 0);
    parts.GiveToken("shape.capital_words", i, token.Is(kAllCaps) ? 1 : 0);
  }
}

}  // namespace

std::vector<TokenRange> WordsOfSequence(const TokenBatch& tokens, std::size_t sequence,
                                        const Sentence& sentence) {
  std::vector<TokenRange> out;
  const std::uint32_t begin = tokens.starts[sequence];
  const std::uint32_t end = tokens.starts[sequence + 1];
  // Of a sequence that may have been cut the last word is its first token.
  const bool whole = end - begin < kMaxSequence / 2 - 1;
  for (std::uint32_t i = begin; i < end; ++i) {
    const std::uint32_t next = i + 1 < end ? tokens.tokens[i + 1]
                               : whole     ? sentence.end_token
                                           : tokens.tokens[i] + 1;
    out.push_back({tokens.tokens[i], next});
  }
  return out;
}

FeatureShares::FeatureShares(const FeatureExtractor& sentences, const TargetExtractor& targets)
    : sentences_(sentences), targets_(targets) {}

SharedOut FeatureShares::OfSentence(const Document& document, const Sentence& sentence,
                                    std::span<const float> row, std::span<const double> slopes,
                                    FeatureWorkspace& work) const {
  Parts parts(sentences_.schema(), row, slopes, WordsOfSequence(work.tokens, 0, sentence));
  const WordVectors& vectors = sentences_.vectors();
  const auto pooled = PooledWords(vectors, work.tokens);
  ShareMean(
      "mean", vectors, pooled, [](const PooledWord& word) { return word.weight; }, parts);
  ShareExtremes(vectors, pooled, parts);
  std::vector<ValencedWord> words;
  const SentenceValence valence =
      RateNews(sentences_.lexicon(), document, sentence, {}, work.news, words);
  std::vector<TokenValue> values;
  const auto share = [&](const char* kind, auto&& items, auto&& value, const ValueSums& sums) {
    values.clear();
    for (const auto& item : items) {
      values.push_back({item.token, static_cast<double>(value(item))});
    }
    ShareSums(kind, values, sums, valence.words, parts);
  };
  share(
      "valence", words, [](const ValencedWord& w) { return w.valence; }, valence.valence);
  share(
      "tone", words, [](const ValencedWord& w) { return w.tone; }, valence.tone);
  share(
      "event", words, [](const ValencedWord& w) { return w.event; }, valence.event);
  share(
      "induced", work.news.guesses, [](const GuessedTone& g) { return g.tone; }, valence.induced);
  for (const ValencedWord& word : words) {
    parts.GiveToken("modifier.negated", word.token, word.negated ? 1 : 0);
    parts.GiveToken("shape.valued_share", word.token, 1.0 / std::max(valence.words, 1));
  }
  ShareCounts(document, sentence, work.news.items, valence, parts);
  return parts.Finish();
}

SharedOut FeatureShares::OfTarget(const Document& document, const Target& target,
                                  std::span<const float> row, std::span<const double> slopes,
                                  FeatureWorkspace& work) const {
  Parts parts(targets_.schema(), row, slopes, WordsOfSequence(work.tokens, 0, target.sentence));
  const WordVectors& vectors = sentences_.vectors();
  const auto pooled = PooledWords(vectors, work.tokens);
  const TargetPlace place = PlaceOfTarget(work.tokens, 0);
  ShareMean(
      "mean", vectors, pooled, [](const PooledWord& word) { return word.weight; }, parts);
  ShareExtremes(vectors, pooled, parts);
  for (const bool left : {true, false}) {
    const std::string side = left ? "left" : "right";
    const auto weight = [&](const PooledWord& word, std::uint32_t most) {
      const auto [before, distance] = place.Of(static_cast<std::uint32_t>(word.word));
      return before == left && distance <= most ? word.weight : 0;
    };
    ShareMean(
        side, vectors, pooled, [&](const PooledWord& word) { return weight(word, kMaxSequence); },
        parts);
    ShareMean(
        "near_" + side, vectors, pooled,
        [&](const PooledWord& word) { return weight(word, TargetPlace::kNear); }, parts);
  }
  ShareMean(
      "decay", vectors, pooled,
      [&](const PooledWord& word) {
        const auto at = static_cast<std::uint32_t>(word.word);
        return word.weight * std::exp(-static_cast<double>(place.Of(at).distance) / 4);
      },
      parts);

  std::vector<ValencedWord> words;
  RateNews(sentences_.lexicon(), document, target.sentence, {}, work.news, words);
  const auto share_values = [&](const std::string& kind, float ValencedWord::*value) {
    const TokenValue* nearest[2] = {nullptr, nullptr};
    std::uint32_t least[2] = {kMaxSequence, kMaxSequence};
    std::vector<TokenValue> values;
    values.reserve(words.size());
    for (const ValencedWord& word : words) {
      const auto at = parts.WordAt(word.token);
      if (!at || document.tokens[word.token].span.Overlaps(target.span) || word.*value == 0) {
        continue;
      }
      const TokenValue& own =
          values.emplace_back(TokenValue{word.token, static_cast<double>(word.*value)});
      const auto [left, distance] = place.Of(static_cast<std::uint32_t>(*at));
      const std::string sign = own.value > 0 ? "positive" : "negative";
      parts.GiveToken(kind + sign, own.token, own.value);
      parts.GiveToken(kind + (left ? "left_" : "right_") + sign, own.token, own.value);
      if (distance <= TargetPlace::kNearValue) {
        parts.GiveToken(kind + "near_" + sign, own.token, own.value);
      }
      parts.GiveToken(kind + "decay3", own.token,
                      own.value * std::exp(-static_cast<double>(distance) / 3));
      parts.GiveToken(kind + "decay8", own.token,
                      own.value * std::exp(-static_cast<double>(distance) / 8));
      const std::size_t side = left ? 0 : 1;
      if (distance < least[side]) {
        least[side] = distance;
        nearest[side] = &own;
      }
    }
    for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
      if (nearest[side] != nullptr) {
        parts.GiveToken(kind + (side == 0 ? "nearest_left" : "nearest_right"), nearest[side]->token,
                        nearest[side]->value);
      }
    }
  };
  share_values("valence.", &ValencedWord::valence);
  share_values("tone.", &ValencedWord::tone);
  share_values("event.", &ValencedWord::event);

  for (std::uint32_t i = 0; i < parts.words().size(); ++i) {
    const WordRow row_of_word = work.tokens.rows[i];
    const auto [left, distance] = place.Of(i);
    const std::string side = left ? "_left" : "_right";
    const std::uint32_t token = work.tokens.tokens[i];
    parts.GiveToken("around.names" + side, token, row_of_word == RowOf(SpecialWord::kName) ? 1 : 0);
    if (!left && distance <= TargetPlace::kAround) {
      parts.GiveToken("around.marks_right", token,
                      row_of_word == RowOf(SpecialWord::kComma) ? 1 : 0);
    }
    if (row_of_word >= kFirstSpecialRow) {
      continue;
    }
    const WordFacts& facts = sentences_.lexicon().Facts(row_of_word);
    if (distance <= TargetPlace::kNearValue && facts.kind == WordKind::kNegator) {
      parts.GiveToken("around.negators" + side, token, 1);
    }
    for (std::size_t cue = 0; cue < kCueCount && distance <= TargetPlace::kAround; ++cue) {
      if (facts.Is(static_cast<Cue>(cue))) {
        parts.GiveToken("around." + std::string(kCueNames[cue]) + side, token, 1);
      }
    }
  }
  return parts.Finish();
}

}  // namespace slant
