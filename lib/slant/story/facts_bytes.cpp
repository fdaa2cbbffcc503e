#include "slant/story/facts_bytes.h"

#include <cstring>
#include <type_traits>

#include "slant/base/hash.h"

namespace slant {
namespace {

// Raise it when facts get another meaning or other members.
constexpr std::uint8_t kLayoutVersion = 1;
constexpr std::size_t kChecksumBytes = 8;

template <typename T>
void PutNumber(T number, std::string& out) {
  static_assert(std::is_unsigned_v<T>);
  for (std::size_t i = 0; i < sizeof(T); ++i) {
    out += static_cast<char>(static_cast<std::uint8_t>(number >> (8 * i)));
  }
}

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  template <typename T>
  T Number() {
    if (rest_.size() < sizeof(T)) {
      good_ = false;
      return 0;
    }
    T number = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) {
      number = static_cast<T>(number | T{static_cast<std::uint8_t>(rest_[i])} << (8 * i));
    }
    rest_.remove_prefix(sizeof(T));
    return number;
  }

  // How many items follow, which take `bytes` each; 0 if there is no room for them.
  std::size_t Count(std::size_t bytes) {
    const auto count = Number<std::uint32_t>();
    good_ = good_ && count <= rest_.size() / bytes;
    return good_ ? count : 0;
  }

  bool good() const { return good_; }
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
  bool good_ = true;
};

}  // namespace

std::string PackFacts(const ArticleFacts& facts) {
  std::string out;
  PutNumber(kLayoutVersion, out);
  PutNumber(facts.content, out);
  PutNumber(static_cast<std::uint32_t>(facts.terms.size()), out);
  for (const FactTerm& term : facts.terms) {
    PutNumber(term.key, out);
    PutNumber(term.count, out);
    PutNumber(term.surprise, out);
  }
  PutNumber(static_cast<std::uint32_t>(facts.embedding.size()), out);
  for (const std::int8_t number : facts.embedding) {
    PutNumber(static_cast<std::uint8_t>(number), out);
  }
  PutNumber(facts.sketch.shingles, out);
  PutNumber(facts.sketch.limit, out);
  PutNumber(static_cast<std::uint32_t>(facts.sketch.hashes.size()), out);
  for (const std::uint32_t hash : facts.sketch.hashes) {
    PutNumber(hash, out);
  }
  PutNumber(std::uint64_t{Hash64(out)}, out);
  return out;
}

std::optional<ArticleFacts> UnpackFacts(std::string_view bytes) {
  if (bytes.size() < kChecksumBytes) {
    return std::nullopt;
  }
  const std::string_view body = bytes.substr(0, bytes.size() - kChecksumBytes);
  Reader checksum(bytes.substr(body.size()));
  if (checksum.Number<std::uint64_t>() != Hash64(body)) {
    return std::nullopt;
  }
  Reader reader(body);
  if (reader.Number<std::uint8_t>() != kLayoutVersion) {
    return std::nullopt;
  }
  ArticleFacts facts;
  facts.content = reader.Number<std::uint64_t>();
  facts.terms.resize(reader.Count(8));
  for (FactTerm& term : facts.terms) {
    term.key = reader.Number<std::uint32_t>();
    term.count = reader.Number<std::uint16_t>();
    term.surprise = reader.Number<std::uint16_t>();
  }
  facts.embedding.resize(reader.Count(1));
  for (std::int8_t& number : facts.embedding) {
    number = static_cast<std::int8_t>(reader.Number<std::uint8_t>());
  }
  facts.sketch.shingles = reader.Number<std::uint32_t>();
  facts.sketch.limit = reader.Number<std::uint32_t>();
  facts.sketch.hashes.resize(reader.Count(4));
  for (std::uint32_t& hash : facts.sketch.hashes) {
    hash = reader.Number<std::uint32_t>();
  }
  return reader.good() && reader.at_end() ? std::optional(std::move(facts)) : std::nullopt;
}

}  // namespace slant
