#include "slant/store/article_keys.h"

#include <algorithm>

#include "slant/base/hash.h"
#include "slant/corpus/article_reader.h"

namespace slant {
namespace {

class KeyHash {
 public:
  KeyHash() { XXH3_128bits_reset(&state_); }

  void Add(std::uint64_t number) {
    std::array<std::uint8_t, 8> bytes;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      bytes[i] = static_cast<std::uint8_t>(number >> (8 * i));
    }
    XXH3_128bits_update(&state_, bytes.data(), bytes.size());
  }
  // The length goes first, so that no two lists of texts run together into one.
  void Add(std::string_view text) {
    Add(text.size());
    XXH3_128bits_update(&state_, text.data(), text.size());
  }
  Key128 Take() const {
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(&state_));
    Key128 key;
    std::copy_n(canonical.digest, key.size(), key.begin());
    return key;
  }

 private:
  XXH3_state_t state_;
};

}  // namespace

std::vector<std::pair<std::string_view, std::string_view>> OtherFields(const Article& article) {
  std::vector<std::pair<std::string_view, std::string_view>> fields;
  for (const auto& [name, value] : article.extra) {
    const bool is_member =
        name == "text" || std::any_of(kArticleFields.begin(), kArticleFields.end(),
                                      [&](const ArticleField& f) { return f.name == name; });
    if (!is_member && value.size() <= kMaxKeptBytes) {
      fields.emplace_back(name, value);
    }
  }
  const auto by_name = [](const auto& a, const auto& b) { return a.first < b.first; };
  std::stable_sort(fields.begin(), fields.end(), by_name);
  fields.erase(std::unique(fields.begin(), fields.end(),
                           [](const auto& a, const auto& b) { return a.first == b.first; }),
               fields.end());
  return fields;
}

ArticleKeys KeysOf(const Article& article) {
  ArticleKeys keys;
  keys.text = Hash64(article.text);
  KeyHash hash;
  hash.Add(article.title);
  hash.Add(article.text);
  hash.Add(article.body_begin);
  hash.Add(article.language);
  keys.content = hash.Take();
  for (const ArticleField& field : kArticleFields) {
    hash.Add(article.*field.member);
  }
  for (const auto& [name, value] : OtherFields(article)) {
    hash.Add(name);
    hash.Add(value);
  }
  keys.record = hash.Take();
  return keys;
}

}  // namespace slant
