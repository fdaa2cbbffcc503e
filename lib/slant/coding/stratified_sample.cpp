#include "slant/coding/stratified_sample.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <utility>

#include "slant/base/format.h"
#include "slant/base/hash.h"

namespace slant {

Result<StratifiedSample::Stratum*> StratifiedSample::Find(std::string_view stratum) {
  auto found = strata_.find(stratum);
  if (found == strata_.end()) {
    if (strata_.size() >= kMostStrata) {
      return Error{ErrorCode::kLimit,
                   "more than " + std::to_string(kMostStrata) + " strata: choose fewer fields", ""};
    }
    found = strata_.emplace(std::string(stratum), Stratum()).first;
  }
  return &found->second;
}

void StratifiedSample::Keep(Stratum& stratum, std::uint64_t hash,
                            std::vector<std::string> cells) const {
  auto& kept = stratum.kept;
  if (const auto same = kept.find(hash); same != kept.end()) {
    same->second = std::min(std::move(same->second), std::move(cells));
    return;
  }
  if (kept.size() >= size_) {
    if (size_ == 0 || hash > std::prev(kept.end())->first) {
      return;
    }
    kept.erase(std::prev(kept.end()));
  }
  kept.emplace(hash, std::move(cells));
}

Status StratifiedSample::Add(std::string_view stratum, std::uint64_t key,
                             std::vector<std::string> cells) {
  const auto found = Find(stratum);
  if (!found) {
    return found.error();
  }
  ++(*found)->units;
  ++units_;
  Keep(**found, Mix64(key ^ Mix64(seed_)), std::move(cells));
  return {};
}

Status StratifiedSample::Merge(const StratifiedSample& other) {
  assert(size_ == other.size_ && seed_ == other.seed_);
  for (const auto& [name, stratum] : other.strata_) {
    const auto found = Find(name);
    if (!found) {
      return found.error();
    }
    (*found)->units += stratum.units;
    units_ += stratum.units;
    for (const auto& [hash, cells] : stratum.kept) {
      Keep(**found, hash, cells);
    }
  }
  return {};
}

std::vector<SampledUnit> StratifiedSample::Draw(std::size_t total, std::size_t most,
                                                Allocation allocation) const {
  assert(std::min(total, most) <= size_);
  struct Share {
    std::uint64_t turn;  // hash order, so that no name comes first
    const std::string* name;
    const Stratum* stratum;
    std::size_t room = 0, taken = 0;
    double rest = 0;
  };
  std::vector<Share> shares;
  for (const auto& [name, stratum] : strata_) {
    shares.push_back({Hash64(name, seed_), &name, &stratum, std::min(most, stratum.kept.size())});
  }
  std::sort(shares.begin(), shares.end(), [](const Share& a, const Share& b) {
    return std::pair(a.turn, *a.name) < std::pair(b.turn, *b.name);
  });
  std::size_t left = total;
  if (allocation == Allocation::kProportional && units_ > 0) {
    for (Share& share : shares) {
      const double part = static_cast<double>(total) * static_cast<double>(share.stratum->units) /
                          static_cast<double>(units_);
      share.taken = std::min(share.room, static_cast<std::size_t>(part));
      share.rest = part - static_cast<double>(share.taken);
      left -= std::min(left, share.taken);
    }
    std::stable_sort(shares.begin(), shares.end(),
                     [](const Share& a, const Share& b) { return a.rest > b.rest; });
  }
  for (bool gave = true; gave && left > 0;) {
    gave = false;
    for (Share& share : shares) {
      if (left > 0 && share.taken < share.room) {
        ++share.taken;
        --left;
        gave = true;
      }
    }
  }
  std::vector<SampledUnit> out;
  for (const Share& share : shares) {
    std::size_t taken = 0;
    for (const auto& [hash, cells] : share.stratum->kept) {
      if (taken++ == share.taken) {
        break;
      }
      SampledUnit unit;
      unit.item = Format("u%016llx", static_cast<unsigned long long>(Hash64(*share.name, hash)));
      unit.stratum = *share.name;
      unit.stratum_units = share.stratum->units;
      unit.stratum_sampled = static_cast<std::int64_t>(share.taken);
      unit.weight = static_cast<double>(unit.stratum_units) / static_cast<double>(share.taken);
      unit.cells = cells;
      out.push_back(std::move(unit));
    }
  }
  std::sort(out.begin(), out.end(),
            [](const SampledUnit& a, const SampledUnit& b) { return a.item < b.item; });
  return out;
}

}  // namespace slant
