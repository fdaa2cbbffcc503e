#include "slant/framing/frame_words.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <string>
#include <utility>

#include "slant/base/ascii.h"
#include "slant/base/random.h"
#include "slant/classify/kernel_ridge.h"

namespace slant {
namespace {

constexpr char kSection[] = "frames.words";
// A seed's place in its own column when nothing was grown: about what it gets when it is.
constexpr std::uint8_t kSeedWeight = 180;
constexpr WordId kTaughtBy = 30000;  // rarer words have vectors that teach nothing
constexpr WordId kStopWords = 60;    // the most frequent words are function words

struct Header {
  std::uint64_t fingerprint;
  std::uint32_t words;
  std::uint32_t entries;
};
static_assert(sizeof(Header) == 16);

struct Owned {
  std::vector<std::uint32_t> offsets;
  std::vector<FrameWord> words;
};

bool IsWord(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) {
    return IsAsciiLower(c) || static_cast<unsigned char>(c) >= 0x80;
  });
}

// "econom*": found by the vocabulary's order; all other globs are left to the matcher.
bool IsPrefix(std::string_view pattern) {
  return pattern.ends_with('*') && pattern.find_first_of(" *?") == pattern.size() - 1;
}

// Seeds by word id; patterns that are more than that are left to the matcher.
std::vector<FrameBits> SeedBits(const FrameSeeds& seeds, const Vocabulary& vocabulary) {
  std::vector<FrameBits> bits(vocabulary.size());
  std::vector<std::pair<std::string_view, WordId>> sorted;
  for (WordId id = 0; id < vocabulary.size(); ++id) {
    sorted.emplace_back(vocabulary.Word(id), id);
  }
  std::sort(sorted.begin(), sorted.end());
  Document scratch;
  for (std::size_t i = 0; i < seeds.patterns.size(); ++i) {
    const std::string& pattern = seeds.patterns[i];
    if (IsPrefix(pattern)) {
      const std::string_view prefix(pattern.data(), pattern.size() - 1);
      for (auto it = std::lower_bound(sorted.begin(), sorted.end(),
                                      std::pair<std::string_view, WordId>(prefix, 0));
           it != sorted.end() && it->first.starts_with(prefix); ++it) {
        bits[it->second] |= seeds.columns_of[i];
      }
    } else if (const WordId id = vocabulary.Find(OneWord(pattern, scratch)); id < bits.size()) {
      bits[id] |= seeds.columns_of[i];
    }
  }
  return bits;
}

Eigen::Map<const Eigen::Matrix<std::int8_t, 1, Eigen::Dynamic>> RowOf(const WordVectors& vectors,
                                                                      WordId id) {
  return {vectors.Row(id), vectors.dim()};
}

}  // namespace

void FrameWords::SetPhrases(const FrameSeeds& seeds, const Vocabulary& vocabulary) {
  std::vector<Pattern> patterns;
  std::vector<FrameBits> columns;
  Document scratch;
  for (std::size_t i = 0; i < seeds.patterns.size(); ++i) {
    const std::string& pattern = seeds.patterns[i];
    if (!IsPrefix(pattern) && vocabulary.Find(OneWord(pattern, scratch)) >= vocabulary.size()) {
      patterns.push_back({pattern, false});
      columns.push_back(seeds.columns_of[i]);
    }
  }
  phrases_ = PatternMatcher::Compile(patterns, vocabulary);
  phrase_columns_ = std::make_shared<std::vector<FrameBits>>(std::move(columns));
}

FrameWords FrameWords::FromSeeds(const FrameSeeds& seeds, const Vocabulary& vocabulary) {
  auto owned = std::make_shared<Owned>();
  owned->offsets.push_back(0);
  for (FrameBits bits : SeedBits(seeds, vocabulary)) {
    for (; bits != 0; bits &= bits - 1) {
      owned->words.push_back(
          {static_cast<std::uint8_t>(std::countr_zero(bits)), kSeedWeight, 1, 0});
    }
    owned->offsets.push_back(static_cast<std::uint32_t>(owned->words.size()));
  }
  FrameWords out;
  out.offsets_ = owned->offsets;
  out.words_ = owned->words;
  out.owner_ = std::move(owned);
  out.SetPhrases(seeds, vocabulary);
  return out;
}

Result<FrameWords> FrameWords::Grow(const FrameSeeds& seeds, const Vocabulary& vocabulary,
                                    const WordVectors& vectors, const GrowOptions& options) {
  const std::vector<FrameBits> bits = SeedBits(seeds, vocabulary);
  const auto has_vector = [&](WordId id) {
    return vectors.dim() > 0 && (RowOf(vectors, id).array() != 0).any();
  };
  std::vector<WordId> examples, others;
  for (WordId id = 0; id < vocabulary.size() && id < kTaughtBy; ++id) {
    if (!has_vector(id) || !IsWord(vocabulary.Word(id))) {
      continue;
    }
    if (bits[id] != 0) {
      examples.push_back(id);
    } else if (id >= kStopWords) {
      others.push_back(id);
    }
  }
  if (examples.empty()) {
    return Error{ErrorCode::kInvalidArgument, "none of the seeds of the frames has a vector", ""};
  }
  Random random(1);
  others.resize(std::min<std::size_t>(others.size(), 12000));
  random.Shuffle(others);
  others.resize(std::min(others.size(), static_cast<std::size_t>(std::max(options.background, 0))));
  examples.insert(examples.end(), others.begin(), others.end());

  const auto n = static_cast<Eigen::Index>(examples.size());
  const auto columns = static_cast<Eigen::Index>(seeds.columns.size());
  FeatureMatrix points(n, vectors.dim());
  Eigen::MatrixXf values = Eigen::MatrixXf::Zero(n, columns);
  for (Eigen::Index i = 0; i < n; ++i) {
    const WordId id = examples[static_cast<std::size_t>(i)];
    points.row(i) = vectors.scale() * RowOf(vectors, id).cast<float>();
    for (FrameBits rest = bits[id]; rest != 0; rest &= rest - 1) {
      values(i, std::countr_zero(rest)) = 1;
    }
  }
  SLANT_ASSIGN_OR_RETURN(const KernelRidge ridge,
                         KernelRidge::Fit(std::move(points), values,
                                          {.gamma = options.gamma, .alpha = options.alpha}));
  auto owned = std::make_shared<Owned>();
  owned->offsets.push_back(0);
  constexpr WordId kBlock = 4096;
  for (WordId begin = 0; begin < vocabulary.size(); begin += kBlock) {
    const WordId end = std::min(begin + kBlock, vocabulary.size());
    FeatureMatrix block(end - begin, vectors.dim());
    for (WordId id = begin; id < end; ++id) {
      block.row(id - begin) = vectors.scale() * RowOf(vectors, id).cast<float>();
    }
    const Eigen::MatrixXf guesses = ridge.Predict(block);
    for (WordId id = begin; id < end; ++id) {
      const bool guess = id >= kStopWords && has_vector(id) && IsWord(vocabulary.Word(id));
      for (Eigen::Index c = 0; c < columns; ++c) {
        const bool seed = (bits[id] >> c & 1) != 0;
        float weight = guess ? guesses(id - begin, c) : 0.0f;
        weight = weight < options.least ? 0.0f : std::min(weight, 1.0f);
        if (seed || weight > 0) {
          owned->words.push_back({static_cast<std::uint8_t>(c),
                                  static_cast<std::uint8_t>(std::lround(weight * 255)),
                                  static_cast<std::uint8_t>(seed), 0});
        }
      }
      owned->offsets.push_back(static_cast<std::uint32_t>(owned->words.size()));
    }
  }
  FrameWords out;
  out.offsets_ = owned->offsets;
  out.words_ = owned->words;
  out.owner_ = std::move(owned);
  out.grown_ = true;
  out.SetPhrases(seeds, vocabulary);
  return out;
}

Result<FrameWords> FrameWords::FromFile(std::shared_ptr<const SectionFile> file,
                                        const FrameSeeds& seeds, const Vocabulary& vocabulary) {
  SLANT_ASSIGN_OR_RETURN(const auto bytes, file->Section(kSection));
  const auto corrupt = [&](const std::string& message) {
    return Error{ErrorCode::kCorrupt, std::string(kSection) + ": " + message, file->path()};
  };
  if (bytes.size() < sizeof(Header)) {
    return corrupt("expected at least 16 bytes, found " + std::to_string(bytes.size()));
  }
  const auto& header = *reinterpret_cast<const Header*>(bytes.data());
  const std::uint64_t size = sizeof(Header) + 4 * (std::uint64_t{header.words} + 1) +
                             sizeof(FrameWord) * std::uint64_t{header.entries};
  if (header.words != vocabulary.size() || bytes.size() != size) {
    return corrupt("expected " + std::to_string(vocabulary.size()) + " words in " +
                   std::to_string(size) + " bytes, found " + std::to_string(header.words) + " in " +
                   std::to_string(bytes.size()));
  }
  if (header.fingerprint != seeds.fingerprint) {
    return Error{ErrorCode::kShape,
                 "the model's frames were grown from other seeds than this program has; grow them "
                 "anew: slant train --task frame-words",
                 file->path()};
  }
  FrameWords out;
  out.offsets_ = {reinterpret_cast<const std::uint32_t*>(bytes.data() + sizeof(Header)),
                  std::size_t{header.words} + 1};
  out.words_ = {
      reinterpret_cast<const FrameWord*>(bytes.data() + sizeof(Header) + out.offsets_.size_bytes()),
      header.entries};
  if (out.offsets_.front() != 0 || out.offsets_.back() != header.entries ||
      !std::is_sorted(out.offsets_.begin(), out.offsets_.end())) {
    return corrupt("the words' offsets do not rise from 0 to " + std::to_string(header.entries));
  }
  for (const FrameWord& word : out.words_) {
    if (word.column >= seeds.columns.size() || word.seed > 1) {
      return corrupt("a word is of column " + std::to_string(word.column) + ", there are " +
                     std::to_string(seeds.columns.size()));
    }
  }
  out.owner_ = std::move(file);
  out.grown_ = true;
  out.SetPhrases(seeds, vocabulary);
  return out;
}

void FrameWords::Save(const FrameSeeds& seeds, SectionFileWriter& writer) const {
  const Header header{seeds.fingerprint, static_cast<std::uint32_t>(offsets_.size() - 1),
                      static_cast<std::uint32_t>(words_.size())};
  std::string bytes(reinterpret_cast<const char*>(&header), sizeof(header));
  bytes.append(reinterpret_cast<const char*>(offsets_.data()), offsets_.size_bytes());
  bytes.append(reinterpret_cast<const char*>(words_.data()), words_.size_bytes());
  writer.Put(kSection, std::move(bytes));
}

}  // namespace slant
