#include "slant/store/metrics_bytes.h"

#include <bit>
#include <type_traits>

#include "slant/base/hash.h"

namespace slant {
namespace {

// Raise it when numbers get another meaning in the same places.
constexpr std::uint64_t kLayoutVersion = 2;

// Every member of every struct goes by here, in both directions.  A structured binding names all
// members or does not compile, so none that is added can be forgotten.
template <typename Archive, typename T>
void Visit(Archive& archive, T& value) {
  using Plain = std::remove_const_t<T>;
  if constexpr (std::is_same_v<Plain, VoiceMetrics>) {
    auto& [sentences, tone_mean, tone_sd, negative, positive, event, biased, abstained, unbiased] =
        value;
    archive(sentences, tone_mean, tone_sd, negative, positive, event, biased, abstained, unbiased);
  } else if constexpr (std::is_same_v<Plain, BiasOfVoice>) {
    auto& [sentences, share, low, high, carrying, kinds] = value;
    archive(sentences, share, low, high, carrying);
    for (auto& kind : kinds) {
      archive(kind);
    }
  } else if constexpr (std::is_same_v<Plain, BiasMetrics>) {
    auto& [narration, quoted, mean_p, opinion, most_loaded] = value;
    archive(narration, quoted, mean_p, opinion, most_loaded);
  } else if constexpr (std::is_same_v<Plain, MeasureMean>) {
    auto& [all, narration, quoted] = value;
    archive(all, narration, quoted);
  } else {
    static_assert(std::is_same_v<Plain, ArticleMetrics>);
    auto& [all, narration, quoted, quote_share, headline_tone, headline_gap, voice_gap, bias,
           measures] = value;
    archive(all, narration, quoted, quote_share, headline_tone, headline_gap, voice_gap, bias,
            measures);
  }
}

class Packer {
 public:
  template <typename... T>
  void operator()(const T&... values) {
    (Add(values), ...);
  }
  std::string bytes;

 private:
  void Word(std::uint64_t word) {
    for (int shift = 0; shift < 64; shift += 8) {
      bytes += static_cast<char>(word >> shift);
    }
  }
  void Add(double number) { Word(std::bit_cast<std::uint64_t>(number)); }
  void Add(int number) { Word(static_cast<std::uint64_t>(std::int64_t{number})); }
  void Add(std::size_t number) { Word(number); }
  template <typename T>
  void Add(const std::optional<T>& value) {
    bytes += value ? '\1' : '\0';
    if (value) {
      Add(*value);
    }
  }
  template <typename T>
  void Add(const std::vector<T>& values) {
    Word(values.size());
    for (const T& value : values) {
      Add(value);
    }
  }
  template <typename T>
  void Add(const T& value) {
    Visit(*this, value);
  }
};

class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : rest_(bytes) {}
  template <typename... T>
  void operator()(T&... values) {
    (Take(values), ...);
  }
  bool good() const { return good_ && rest_.empty(); }

 private:
  std::uint64_t Word() {
    if (rest_.size() < 8) {
      good_ = false;
      return 0;
    }
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < 8; ++i) {
      word |= std::uint64_t{static_cast<unsigned char>(rest_[i])} << (8 * i);
    }
    rest_.remove_prefix(8);
    return word;
  }
  void Take(double& number) { number = std::bit_cast<double>(Word()); }
  void Take(int& number) { number = static_cast<int>(static_cast<std::int64_t>(Word())); }
  void Take(std::size_t& number) { number = Word(); }
  template <typename T>
  void Take(std::optional<T>& value) {
    const char has = rest_.empty() ? '\2' : rest_.front();
    good_ = good_ && (has == '\0' || has == '\1');
    rest_.remove_prefix(good_ ? 1 : 0);
    if (good_ && has == '\1') {
      Take(value.emplace());
    }
  }
  template <typename T>
  void Take(std::vector<T>& values) {
    const std::uint64_t count = Word();
    if (count > rest_.size()) {  // each item takes a byte at least
      good_ = false;
      return;
    }
    values.resize(count);
    for (T& value : values) {
      Take(value);
    }
  }
  template <typename T>
  void Take(T& value) {
    Visit(*this, value);
  }

  std::string_view rest_;
  bool good_ = true;
};

constexpr std::size_t kChecksumBytes = 8;

}  // namespace

std::string PackMetrics(const ArticleMetrics& metrics) {
  Packer packer;
  packer(metrics);
  packer(std::size_t{Hash64(packer.bytes)});
  return std::move(packer.bytes);
}

std::optional<ArticleMetrics> UnpackMetrics(std::string_view bytes) {
  if (bytes.size() < kChecksumBytes) {
    return std::nullopt;
  }
  const std::string_view numbers = bytes.substr(0, bytes.size() - kChecksumBytes);
  std::size_t checksum = 0;
  Unpacker tail(bytes.substr(numbers.size()));
  tail(checksum);
  if (checksum != Hash64(numbers)) {
    return std::nullopt;
  }
  ArticleMetrics metrics;
  Unpacker unpacker(numbers);
  unpacker(metrics);
  return unpacker.good() ? std::optional(std::move(metrics)) : std::nullopt;
}

std::uint64_t MetricsLayout() {
  // With one item in each vector, so that a member of an item counts too.
  ArticleMetrics metrics;
  metrics.measures.resize(1);
  metrics.bias.most_loaded.resize(1);
  return kLayoutVersion * 1000000 + PackMetrics(metrics).size();
}

}  // namespace slant
