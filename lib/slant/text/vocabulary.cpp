#include "slant/text/vocabulary.h"

#include <algorithm>
#include <bit>
#include <numeric>

#include "slant/base/hash.h"

namespace slant {

struct Vocabulary::Owned {
  std::vector<Slot> slots;
  std::string bytes;
  std::vector<std::uint32_t> offsets = {0};
  std::vector<std::uint64_t> counts;
};

Vocabulary::Vocabulary() {
  static constexpr Slot kEmptySlot[1] = {};
  static constexpr std::uint32_t kOffsets[1] = {0};
  slots_ = kEmptySlot;
  offsets_ = kOffsets;
}

std::uint64_t Vocabulary::HashWord(std::string_view word) noexcept {
  return std::max<std::uint64_t>(Hash64(word), 1);
}

std::string_view Vocabulary::Word(WordId id) const noexcept {
  return {bytes_.data() + offsets_[id], offsets_[id + 1] - offsets_[id]};
}

Result<Vocabulary> Vocabulary::FromWords(const std::vector<WordCount>& words) {
  auto owned = std::make_shared<Owned>();
  // At most half full, so that a miss costs two probes on average.
  owned->slots.resize(std::bit_ceil(std::max<std::size_t>(words.size() * 2, 2)));
  const std::uint64_t mask = owned->slots.size() - 1;
  for (const WordCount& item : words) {
    if (item.word.empty()) {
      return Error{ErrorCode::kInvalidArgument, "a vocabulary cannot hold an empty word", ""};
    }
    const std::uint64_t hash = HashWord(item.word);
    std::uint64_t i = hash & mask;
    while (owned->slots[i].tag != 0 && owned->slots[i].tag != hash) {
      i = (i + 1) & mask;
    }
    if (owned->slots[i].tag == hash) {
      return Error{ErrorCode::kInvalidArgument, "the word '" + item.word + "' comes twice", ""};
    }
    owned->slots[i] = {hash, static_cast<std::uint32_t>(owned->counts.size()), 0};
    owned->bytes += item.word;
    owned->offsets.push_back(static_cast<std::uint32_t>(owned->bytes.size()));
    owned->counts.push_back(item.count);
  }
  Vocabulary vocabulary;
  vocabulary.slots_ = owned->slots;
  vocabulary.bytes_ = owned->bytes;
  vocabulary.offsets_ = owned->offsets;
  vocabulary.counts_ = owned->counts;
  vocabulary.mask_ = mask;
  vocabulary.total_ = std::accumulate(owned->counts.begin(), owned->counts.end(), std::uint64_t{0});
  vocabulary.owner_ = std::move(owned);
  return vocabulary;
}

Result<Vocabulary> Vocabulary::FromFile(std::shared_ptr<const SectionFile> file) {
  Vocabulary vocabulary;
  SLANT_ASSIGN_OR_RETURN(vocabulary.slots_, file->Array<Slot>("vocab.slots"));
  SLANT_ASSIGN_OR_RETURN(vocabulary.bytes_, file->Array<char>("vocab.bytes"));
  SLANT_ASSIGN_OR_RETURN(vocabulary.offsets_, file->Array<std::uint32_t>("vocab.offsets"));
  SLANT_ASSIGN_OR_RETURN(vocabulary.counts_, file->Array<std::uint64_t>("vocab.counts"));
  const auto corrupt = [&](const std::string& what) {
    return Error{ErrorCode::kCorrupt, "the vocabulary does not fit together: " + what,
                 file->path()};
  };
  const std::size_t size = vocabulary.counts_.size();
  if (vocabulary.offsets_.size() != size + 1) {
    return corrupt(std::to_string(size) + " counts, " + std::to_string(vocabulary.offsets_.size()) +
                   " offsets");
  }
  if (!std::has_single_bit(vocabulary.slots_.size()) || vocabulary.slots_.size() < size + 1) {
    return corrupt(std::to_string(vocabulary.slots_.size()) + " slots for " + std::to_string(size) +
                   " words");
  }
  if (vocabulary.offsets_.front() != 0 || vocabulary.offsets_.back() != vocabulary.bytes_.size() ||
      !std::is_sorted(vocabulary.offsets_.begin(), vocabulary.offsets_.end())) {
    return corrupt("its spellings lie outside their section");
  }
  std::size_t used = 0;
  for (const Slot& slot : vocabulary.slots_) {
    used += slot.tag != 0;
    if (slot.tag != 0 && slot.id >= size) {
      return corrupt("word " + std::to_string(slot.id) + " of " + std::to_string(size));
    }
  }
  if (used != size) {
    return corrupt(std::to_string(used) + " used slots for " + std::to_string(size) + " words");
  }
  if (file->Has("vocab.capitals")) {
    SLANT_ASSIGN_OR_RETURN(vocabulary.capital_shares_, file->Array<std::uint8_t>("vocab.capitals"));
    if (vocabulary.capital_shares_.size() != size) {
      return corrupt(std::to_string(size) + " words, " +
                     std::to_string(vocabulary.capital_shares_.size()) + " shares of capitals");
    }
  }
  vocabulary.mask_ = vocabulary.slots_.size() - 1;
  vocabulary.total_ =
      std::accumulate(vocabulary.counts_.begin(), vocabulary.counts_.end(), std::uint64_t{0});
  vocabulary.owner_ = std::move(file);
  return vocabulary;
}

Result<Vocabulary> Vocabulary::WithCapitalShares(std::vector<std::uint8_t> shares) const {
  if (shares.size() != size()) {
    return Error{ErrorCode::kShape,
                 "the vocabulary has " + std::to_string(size()) + " words, " +
                     std::to_string(shares.size()) + " have a share of capitals",
                 {}};
  }
  Vocabulary with = *this;
  const auto owned = std::make_shared<const std::vector<std::uint8_t>>(std::move(shares));
  with.capital_shares_ = *owned;
  with.shares_owner_ = owned;
  return with;
}

void Vocabulary::Save(SectionFileWriter& writer) const {
  if (has_capital_shares()) {
    writer.PutArray("vocab.capitals", capital_shares_);
  }
  writer.PutArray("vocab.slots", slots_);
  writer.PutArray("vocab.bytes", bytes_);
  writer.PutArray("vocab.offsets", offsets_);
  writer.PutArray("vocab.counts", counts_);
}

}  // namespace slant
