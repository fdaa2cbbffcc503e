#include "slant/classify/word_tagger.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

namespace slant {
namespace {

constexpr std::size_t kRowSize = 4;

// The section "tagger.<name>.meta".
struct TaggerHeader {
  std::uint64_t word_schema;
  std::uint32_t inputs;
  float scale, bias, sentence, quoted, threshold;
};
static_assert(sizeof(TaggerHeader) == 32);

std::size_t TableRow(WordRow word, WordId word_count) {
  return word < kFirstSpecialRow ? word : std::size_t{word_count} + (word - kFirstSpecialRow);
}

bool IsQuoted(TokenState state) {
  return state % kVoiceCount == static_cast<TokenState>(Voice::kQuote);
}

}  // namespace

void FillTaggerRows(const WordInputs& words, const TokenBatch& tokens, std::size_t sequence,
                    float sentence, FeatureMatrix& out) {
  const std::size_t begin = tokens.starts[sequence];
  const auto n = static_cast<Eigen::Index>(tokens.starts[sequence + 1] - begin);
  const Eigen::Index size = words.size();
  out = FeatureMatrix::Zero(n, TaggerColumns(words));
  for (Eigen::Index t = 0; t < n; ++t) {
    const WordRow word = tokens.rows[begin + static_cast<std::size_t>(t)];
    std::span<float> at(out.row(t).data() + size, static_cast<std::size_t>(size));
    if (word >= kFirstUnknownRow) {
      words.FillUnknown(tokens.UnknownVector(word), at);
    } else {
      words.Fill(word, at);
    }
    out(t, 3 * size) = sentence;
    out(t, 3 * size + 1) = IsQuoted(tokens.states[begin + static_cast<std::size_t>(t)]) ? 1 : 0;
  }
  for (Eigen::Index t = 0; t < n; ++t) {
    if (t > 0) {
      out.row(t).head(size) = out.row(t - 1).segment(size, size);
    }
    if (t + 1 < n) {
      out.row(t).segment(2 * size, size) = out.row(t + 1).segment(size, size);
    }
  }
}

Result<WordTagger> WordTagger::FromNetwork(const DenseNetwork& network, WordInputs words,
                                           float threshold) {
  if (network.layers().size() != 1 || network.output_count() != 2 ||
      network.input_count() != TaggerColumns(words)) {
    return Error{ErrorCode::kShape,
                 "a tagger is one layer of 2 outputs over " + std::to_string(TaggerColumns(words)) +
                     " features, found " + std::to_string(network.output_count()) + " over " +
                     std::to_string(network.input_count()),
                 ""};
  }
  // Of two classes the difference is what counts.
  const DenseLayer& layer = network.layers().front();
  const Eigen::RowVectorXf weights =
      (layer.weights.row(1) - layer.weights.row(0)) / network.temperature();
  WordTagger tagger;
  const Eigen::Index size = words.size();
  tagger.words_ = std::move(words);
  tagger.weights_.assign(weights.data(), weights.data() + 3 * size);
  tagger.bias_ = (layer.bias[1] - layer.bias[0]) / network.temperature();
  tagger.sentence_ = weights[3 * size];
  tagger.quoted_ = weights[3 * size + 1];
  tagger.threshold_ = threshold;
  const WordId count = tagger.words_.word_count();
  const std::size_t rows = std::size_t{count} + static_cast<std::size_t>(SpecialWord::kCount);
  std::vector<float> exact(rows * kRowSize, 0.0F);
  std::vector<float> inputs(static_cast<std::size_t>(size));
  float largest = 1e-6F;
  for (std::size_t r = 0; r < rows; ++r) {
    const WordRow word =
        r < count ? static_cast<WordRow>(r) : kFirstSpecialRow + static_cast<WordRow>(r - count);
    tagger.words_.Fill(word, inputs);
    for (std::size_t place = 0; place < 3; ++place) {
      const float* w = tagger.weights_.data() + place * inputs.size();
      exact[r * kRowSize + place] = std::inner_product(inputs.begin(), inputs.end(), w, 0.0F);
      largest = std::max(largest, std::abs(exact[r * kRowSize + place]));
    }
  }
  tagger.scale_ = largest / 32767;
  auto table = std::make_shared<std::vector<std::int16_t>>(exact.size());
  std::transform(exact.begin(), exact.end(), table->begin(), [&](float value) {
    return static_cast<std::int16_t>(std::lround(value / tagger.scale_));
  });
  tagger.table_ = *table;
  tagger.owner_ = std::move(table);
  return tagger;
}

WordTagger::Row WordTagger::RowOf(const TokenBatch& tokens, WordRow word,
                                  std::vector<float>& inputs) const {
  if (word >= kFirstUnknownRow) {
    inputs.resize(static_cast<std::size_t>(words_.size()));
    words_.FillUnknown(tokens.UnknownVector(word), inputs);
    float sums[3];
    for (std::size_t place = 0; place < 3; ++place) {
      sums[place] = std::inner_product(inputs.begin(), inputs.end(),
                                       weights_.data() + place * inputs.size(), 0.0F);
    }
    return {sums[0], sums[1], sums[2], 0};
  }
  const std::int16_t* row = table_.data() + TableRow(word, words_.word_count()) * kRowSize;
  return {static_cast<float>(row[0]) * scale_, static_cast<float>(row[1]) * scale_,
          static_cast<float>(row[2]) * scale_, 0};
}

void WordTagger::Tag(const TokenBatch& tokens, std::size_t sequence, float sentence,
                     std::vector<float>& out) const {
  const std::size_t begin = tokens.starts[sequence];
  const std::size_t end = tokens.starts[sequence + 1];
  std::vector<float> inputs;
  Row last{0, 0, 0, 0};
  Row row = begin < end ? RowOf(tokens, tokens.rows[begin], inputs) : last;
  for (std::size_t t = begin; t < end; ++t) {
    const Row next = t + 1 < end ? RowOf(tokens, tokens.rows[t + 1], inputs) : Row{0, 0, 0, 0};
    const WordRow word = tokens.rows[t];
    const bool is_word = word < kFirstSpecialRow || word >= kFirstUnknownRow;
    const float sum = bias_ + last.before + row.at + next.behind + sentence_ * sentence +
                      (IsQuoted(tokens.states[t]) ? quoted_ : 0.0F);
    out.push_back(is_word ? 1 / (1 + std::exp(-sum)) : 0.0F);
    last = row;
    row = next;
  }
}

void WordTagger::Save(const std::string& name, SectionFileWriter& writer) const {
  const TaggerHeader header{words_.schema_id(),
                            static_cast<std::uint32_t>(words_.size()),
                            scale_,
                            bias_,
                            sentence_,
                            quoted_,
                            threshold_};
  writer.PutArray("tagger." + name + ".meta", std::span<const TaggerHeader>(&header, 1));
  writer.PutArray("tagger." + name + ".weights", std::span<const float>(weights_));
  writer.PutArray("tagger." + name + ".table", table_);
}

Result<WordTagger> WordTagger::FromFile(std::shared_ptr<const SectionFile> file,
                                        const std::string& name, WordInputs words) {
  const std::string prefix = "tagger." + name;
  SLANT_ASSIGN_OR_RETURN(const auto headers, file->Array<TaggerHeader>(prefix + ".meta"));
  SLANT_ASSIGN_OR_RETURN(const auto weights, file->Array<float>(prefix + ".weights"));
  SLANT_ASSIGN_OR_RETURN(const auto table, file->Array<std::int16_t>(prefix + ".table"));
  const auto corrupt = [&](const std::string& what) {
    return Error{ErrorCode::kCorrupt, "the tagger '" + name + "' is damaged: " + what,
                 file->path()};
  };
  if (headers.size() != 1) {
    return corrupt("it has " + std::to_string(headers.size()) + " headers");
  }
  const TaggerHeader& header = headers.front();
  if (header.word_schema != words.schema_id()) {
    return Error{ErrorCode::kShape,
                 "the tagger '" + name + "' was trained on other inputs of words", file->path()};
  }
  const std::size_t entries =
      (std::size_t{words.word_count()} + static_cast<std::size_t>(SpecialWord::kCount)) * kRowSize;
  if (table.size() != entries || weights.size() != 3 * static_cast<std::size_t>(words.size())) {
    return corrupt("its table needs " + std::to_string(entries) + " numbers, it has " +
                   std::to_string(table.size()));
  }
  const float numbers[] = {header.scale, header.bias, header.sentence, header.quoted,
                           header.threshold};
  const auto finite = [](float value) { return std::isfinite(value); };
  if (!std::all_of(std::begin(numbers), std::end(numbers), finite) ||
      !std::all_of(weights.begin(), weights.end(), finite)) {
    return corrupt("a number is not finite");
  }
  if (header.threshold <= 0 || header.threshold >= 1) {
    return corrupt("its threshold is " + std::to_string(header.threshold) +
                   ", which is not between 0 and 1");
  }
  WordTagger tagger;
  tagger.words_ = std::move(words);
  tagger.weights_.assign(weights.begin(), weights.end());
  tagger.table_ = table;
  tagger.owner_ = std::move(file);
  tagger.scale_ = header.scale;
  tagger.bias_ = header.bias;
  tagger.sentence_ = header.sentence;
  tagger.quoted_ = header.quoted;
  tagger.threshold_ = header.threshold;
  return tagger;
}

}  // namespace slant
