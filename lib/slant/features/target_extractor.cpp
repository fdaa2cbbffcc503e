#include "slant/features/target_extractor.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

namespace slant {
namespace {

constexpr std::uint32_t kNear = TargetPlace::kNear;
constexpr std::uint32_t kNearValue = TargetPlace::kNearValue;
constexpr std::uint32_t kAround = TargetPlace::kAround;
constexpr const char* kPools[] = {"mean.",  "max.",       "min.",        "left.",
                                  "right.", "near_left.", "near_right.", "decay."};
constexpr const char* kValueNames[] = {"valence.", "tone.", "event."};
constexpr const char* kValueFeatures[] = {"positive",      "negative",       "left_positive",
                                          "left_negative", "right_positive", "right_negative",
                                          "near_positive", "near_negative",  "decay3",
                                          "decay8",        "nearest_left",   "nearest_right"};

// Sets of cues that tell what is done to or by a target.
constexpr Cue kAroundCues[] = {Cue::kReportNeutral, Cue::kReportDoubt, Cue::kReportEndorse,
                               Cue::kReportHostile, Cue::kAssertive,   Cue::kOneSidedLabel,
                               Cue::kDenial,        Cue::kAverting,    Cue::kLosing,
                               Cue::kHypothetical,  Cue::kBooster,     Cue::kHedge};

constexpr const char* kAroundFeatures[] = {
    "negators_left", "negators_right", "names_left", "names_right", "quoted",     "reported",
    "quoted_share",  "position",       "log_words",  "first",       "passive_by", "of",
    "possessive",    "marks_right"};

FeatureSchema MakeSchema(Eigen::Index dim) {
  std::vector<std::string> names;
  for (const char* pool : kPools) {
    for (Eigen::Index i = 0; i < dim; ++i) {
      names.push_back(pool + std::to_string(i));
    }
  }
  for (const char* value : kValueNames) {
    for (const char* feature : kValueFeatures) {
      names.push_back(std::string(value) + feature);
    }
  }
  for (const char* side : {"left", "right"}) {
    for (const Cue cue : kAroundCues) {
      names.push_back("around." + std::string(kCueNames[static_cast<std::size_t>(cue)]) + "_" +
                      side);
    }
  }
  for (const char* feature : kAroundFeatures) {
    names.push_back(std::string("around.") + feature);
  }
  return FeatureSchema(std::move(names));
}

// A weighted mean of vectors.
class Pool {
 public:
  Pool(float* out, std::size_t dim) : out_(out), dim_(dim) { std::fill_n(out_, dim_, 0.0F); }
  void Add(const std::int8_t* row, float weight) {
    for (std::size_t i = 0; i < dim_; ++i) {
      out_[i] += weight * static_cast<float>(row[i]);
    }
    weight_ += weight;
  }
  void Finish(float scale) {
    const float factor = weight_ > 0 ? scale / weight_ : 0.0F;
    for (std::size_t i = 0; i < dim_; ++i) {
      out_[i] *= factor;
    }
  }

 private:
  float* out_;
  std::size_t dim_;
  float weight_ = 0;
};

// Sums of one of the lexicon's values by side and distance.
struct SidedSums {
  std::array<float, std::size(kValueFeatures)> sums{};
  std::uint32_t nearest_left = kMaxSequence, nearest_right = kMaxSequence;

  void Add(float value, bool left, std::uint32_t distance) {
    const std::size_t sign = value > 0 ? 0 : 1;
    sums[sign] += value;
    sums[(left ? 2 : 4) + sign] += value;
    if (distance <= kNearValue) {
      sums[6 + sign] += value;
    }
    const auto d = static_cast<float>(distance);
    sums[8] += value * std::exp(-d / 3);
    sums[9] += value * std::exp(-d / 8);
    std::uint32_t& nearest = left ? nearest_left : nearest_right;
    if (value != 0 && distance < nearest) {
      nearest = distance;
      sums[left ? 10 : 11] = value;
    }
  }
};

}  // namespace

TargetPlace PlaceOfTarget(const TokenBatch& tokens, std::size_t sequence) {
  const auto begin = tokens.rows.begin() + tokens.starts[sequence];
  const auto end = tokens.rows.begin() + tokens.starts[sequence + 1];
  const auto found = std::find(begin, end, RowOf(SpecialWord::kTarget));
  return {static_cast<std::uint32_t>((found == end ? begin : found) - tokens.rows.begin())};
}

TargetExtractor::TargetExtractor(WordVectors vectors, CompiledLexicon lexicon)
    : vectors_(std::move(vectors)),
      lexicon_(std::move(lexicon)),
      schema_(MakeSchema(vectors_.dim())) {}

void TargetExtractor::PoolVectors(const TokenBatch& tokens, std::size_t sequence, std::uint32_t at,
                                  float* out) const {
  const auto dim = static_cast<std::size_t>(vectors_.dim());
  Pool mean(out, dim);
  float* const highest = out + dim;
  float* const lowest = out + 2 * dim;
  std::fill_n(highest, 2 * dim, 0.0F);
  Pool left(out + 3 * dim, dim), right(out + 4 * dim, dim), near_left(out + 5 * dim, dim),
      near_right(out + 6 * dim, dim), decay(out + 7 * dim, dim);
  bool any = false;
  for (std::uint32_t i = tokens.starts[sequence]; i < tokens.starts[sequence + 1]; ++i) {
    const WordRow word = tokens.rows[i];
    if (word >= kFirstSpecialRow && word < kFirstUnknownRow) {
      continue;
    }
    const bool known = word < kFirstSpecialRow;
    const std::int8_t* row = known ? vectors_.Row(word) : tokens.UnknownVector(word).data();
    const auto weight =
        static_cast<float>(known ? vectors_.Weight(word) : WordVectors::kUnknownWeight);
    const bool before = i < at;
    const std::uint32_t distance = before ? at - i : i - at;
    mean.Add(row, weight);
    (before ? left : right).Add(row, weight);
    if (distance <= kNear) {
      (before ? near_left : near_right).Add(row, weight);
    }
    decay.Add(row, weight * std::exp(-static_cast<float>(distance) / 4));
    for (std::size_t j = 0; j < dim; ++j) {
      const auto entry = static_cast<float>(row[j]);
      highest[j] = any ? std::max(highest[j], entry) : entry;
      lowest[j] = any ? std::min(lowest[j], entry) : entry;
    }
    any = true;
  }
  const float scale = vectors_.scale();
  for (Pool* pool : {&mean, &left, &right, &near_left, &near_right, &decay}) {
    pool->Finish(scale);
  }
  for (std::size_t j = 0; j < 2 * dim; ++j) {
    highest[j] *= scale;
  }
}

void TargetExtractor::Extract(const Document& document, std::span<const Target> targets,
                              FeatureWorkspace& workspace, FeatureMatrix& features) const {
  features.resize(static_cast<Eigen::Index>(targets.size()), schema_.size());
  TokenBatch& tokens = workspace.tokens;
  tokens.Clear();
  std::vector<ValencedWord> words;
  for (std::size_t n = 0; n < targets.size(); ++n) {
    const Target& target = targets[n];
    ReadTarget(vectors_, document, target.sentence, target.span, workspace.reader, tokens);
    words.clear();
    RateNews(lexicon_, document, target.sentence, {}, workspace.news, words);
    const std::uint32_t begin = tokens.starts[n];
    const std::uint32_t end = tokens.starts[n + 1];
    const std::uint32_t at = PlaceOfTarget(tokens, n).at;
    float* out = features.row(static_cast<Eigen::Index>(n)).data();
    PoolVectors(tokens, n, at, out);
    out += static_cast<Eigen::Index>(std::size(kPools)) * vectors_.dim();

    std::array<SidedSums, std::size(kValueNames)> sums;
    const auto first = tokens.tokens.begin() + begin;
    const auto last = tokens.tokens.begin() + end;
    for (const ValencedWord& word : words) {
      const auto place = std::upper_bound(first, last, word.token);
      if (place == first || document.tokens[word.token].span.Overlaps(target.span)) {
        continue;
      }
      const auto i = static_cast<std::uint32_t>(place - tokens.tokens.begin() - 1);
      const bool left = i < at;
      const std::uint32_t distance = left ? at - i : i - at;
      sums[0].Add(word.valence, left, distance);
      sums[1].Add(word.tone, left, distance);
      sums[2].Add(word.event, left, distance);
    }
    for (const SidedSums& own : sums) {
      out = std::copy(own.sums.begin(), own.sums.end(), out);
    }

    float* const cues = out;
    out = std::fill_n(cues, 2 * std::size(kAroundCues), 0.0F);
    float negators[2] = {0, 0}, names[2] = {0, 0};
    int quoted = 0;
    float marks_right = 0;
    for (std::uint32_t i = begin; i < end; ++i) {
      const std::size_t side = i < at ? 0 : 1;
      const std::uint32_t distance = i < at ? at - i : i - at;
      names[side] += tokens.rows[i] == RowOf(SpecialWord::kName) ? 1.0F : 0.0F;
      quoted += document.tokens[tokens.tokens[i]].Is(kQuoted) ? 1 : 0;
      marks_right +=
          side == 1 && distance <= kAround && tokens.rows[i] == RowOf(SpecialWord::kComma) ? 1.0F
                                                                                           : 0.0F;
      if (tokens.rows[i] >= kFirstSpecialRow) {
        continue;
      }
      const WordFacts& facts = lexicon_.Facts(tokens.rows[i]);
      if (distance <= kNearValue && facts.kind == WordKind::kNegator) {
        negators[side] += 1;
      }
      for (std::size_t c = 0; c < std::size(kAroundCues) && distance <= kAround; ++c) {
        cues[side * std::size(kAroundCues) + c] += facts.Is(kAroundCues[c]) ? 1.0F : 0.0F;
      }
    }
    const auto text_at = [&](std::uint32_t i) {
      return i >= begin && i < end ? document.Text(document.tokens[tokens.tokens[i]].span)
                                   : std::string_view();
    };
    const auto count = static_cast<float>(std::max<std::uint32_t>(end - begin, 1));
    const bool in_sequence = at < end;
    const Token* token = in_sequence ? &document.tokens[tokens.tokens[at]] : nullptr;
    const std::string_view before = at > begin ? text_at(at - 1) : std::string_view();
    const std::string_view behind = text_at(at + 1);
    const float around[] = {
        negators[0],
        negators[1],
        names[0],
        names[1],
        token != nullptr && token->Is(kQuoted) ? 1.0F : 0.0F,
        token != nullptr && token->voice() == Voice::kReported ? 1.0F : 0.0F,
        static_cast<float>(quoted) / count,
        static_cast<float>(at - begin) / count,
        std::log1p(static_cast<float>(end - begin)),
        at == begin ? 1.0F : 0.0F,
        before == "by" ? 1.0F : 0.0F,
        before == "of" || before == "for" || before == "to" || before == "against" ? 1.0F : 0.0F,
        behind == "'s" || behind == "\u2019s" ? 1.0F : 0.0F,
        marks_right,
    };
    static_assert(std::size(around) == std::size(kAroundFeatures));
    std::copy(std::begin(around), std::end(around), out);
  }
}

}  // namespace slant
