/// @file stratified_sample.h
/// Units for human coding out of a stream: so many of each stratum, by hash order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "slant/base/result.h"

namespace slant {

/// How many units a stratum gives.
enum class Allocation : std::uint8_t {
  kEqual,         ///< the same of each; what a small stratum lacks is shared out among the others
  kProportional,  ///< in proportion to its units (largest remainder)
};

struct SampledUnit {
  std::string item;  ///< "u" and 16 hex digits: tells nothing, and no spreadsheet makes it a number
  std::string stratum;
  std::int64_t stratum_units = 0;    ///< that were seen
  std::int64_t stratum_sampled = 0;  ///< that were drawn
  double weight = 0;                 ///< units / sampled: how many units this one stands for
  std::vector<std::string> cells;
};

/// Bottom-k sampling: of each stratum the units with the smallest hash of (key, seed) are kept, a
/// simple random sample of it without replacement (Cohen and Kaplan, "Summarizing data using
/// bottom-k sketches", PODC 2007).  No order of Add or Merge changes anything.  Units of the same
/// key in a stratum are one, kept once (an article that is read twice), but counted each time.
/// Memory: strata x size units.
class StratifiedSample {
 public:
  static constexpr std::size_t kMostStrata = 5000;

  /// @param size units that can be drawn, of a stratum or in all.
  StratifiedSample(std::size_t size, std::uint64_t seed) : size_(size), seed_(seed) {}

  /// @param key identifies the unit's content.   @return kLimit for a stratum more than
  /// kMostStrata.
  Status Add(std::string_view stratum, std::uint64_t key, std::vector<std::string> cells);

  /// Both must have the same size and seed (assert).
  Status Merge(const StratifiedSample& other);

  std::size_t strata() const noexcept { return strata_.size(); }
  std::int64_t units() const noexcept { return units_; }

  /// At most `total` units, at most `most` of a stratum (assert: one of them at most the size), in
  /// the order of their items, which mixes the strata.  All there are if there are fewer.
  std::vector<SampledUnit> Draw(std::size_t total, std::size_t most, Allocation allocation) const;

 private:
  struct Stratum {
    std::int64_t units = 0;
    std::map<std::uint64_t, std::vector<std::string>> kept;  // by hash
  };
  Result<Stratum*> Find(std::string_view stratum);
  void Keep(Stratum& stratum, std::uint64_t hash, std::vector<std::string> cells) const;

  std::size_t size_;
  std::uint64_t seed_;
  std::int64_t units_ = 0;
  std::map<std::string, Stratum, std::less<>> strata_;
};

}  // namespace slant
