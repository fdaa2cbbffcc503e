#include "slant/features/token_batch.h"

#include <algorithm>

namespace slant {

void TokenBatch::Clear() {
  starts.assign(1, 0);
  rows.clear();
  states.clear();
  tokens.clear();
  unknown_vectors.clear();
  unknown_hashes.clear();
}

void TokenBatch::Append(const TokenBatch& other, std::span<const std::size_t> which) {
  stride = other.stride;
  for (const std::size_t i : which) {
    for (std::uint32_t at = other.starts[i]; at < other.starts[i + 1]; ++at) {
      WordRow row = other.rows[at];
      if (row >= kFirstUnknownRow) {
        const auto vector = other.UnknownVector(row);
        unknown_hashes.push_back(other.UnknownHash(row));
        unknown_vectors.insert(unknown_vectors.end(), vector.begin(), vector.end());
        row = kFirstUnknownRow + static_cast<WordRow>(unknown_hashes.size() - 1);
      }
      rows.push_back(row);
      states.push_back(other.states[at]);
      tokens.push_back(other.tokens[at]);
    }
    starts.push_back(static_cast<std::uint32_t>(rows.size()));
  }
}

}  // namespace slant
