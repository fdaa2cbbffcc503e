#include "slant/framing/frame_seeds.h"

#include <cassert>
#include <map>

#include "slant/base/hash.h"
#include "slant/lexicon/lexicon_reader.h"

namespace slant {
namespace data {
extern const std::string_view policy_frames_en, generic_frames_en, moral_foundations_en;
}
namespace {

Status AddList(FrameFamily family, std::string_view text,
               std::map<std::string, FrameBits>& patterns, FrameSeeds& seeds) {
  const std::string path = "frames of the family " + std::string(FamilyName(family));
  SLANT_ASSIGN_OR_RETURN(const Lexicon list, ParseLexicon(text, path));
  std::vector<std::size_t> column_of;
  for (const std::string& category : list.categories) {
    const std::string frame = category.substr(0, category.find('.'));
    const auto index = FindFrame(family, frame);
    if (!index) {
      return Error{ErrorCode::kMalformed,
                   "expected the name of a frame of this family, found '" + category + "'", path};
    }
    column_of.push_back(seeds.columns.size());
    seeds.columns.push_back({FullFrameName(family, category), *index});
  }
  if (seeds.columns.size() > kMaxFrameColumns) {
    return Error{ErrorCode::kLimit,
                 "the lists have " + std::to_string(seeds.columns.size()) +
                     " categories, at most " + std::to_string(kMaxFrameColumns) + " can be held",
                 path};
  }
  for (const LexiconEntry& entry : list.entries) {
    for (const CategoryValue& value : list.ValuesOf(entry)) {
      patterns[entry.pattern] |= FrameBits{1} << column_of[value.category];
    }
  }
  return {};
}

}  // namespace

Result<FrameSeeds> ParseFrameSeeds(std::string_view policy, std::string_view generic,
                                   std::string_view moral) {
  FrameSeeds seeds;
  std::map<std::string, FrameBits> patterns;
  SLANT_RETURN_IF_ERROR(AddList(FrameFamily::kPolicy, policy, patterns, seeds));
  SLANT_RETURN_IF_ERROR(AddList(FrameFamily::kGeneric, generic, patterns, seeds));
  SLANT_RETURN_IF_ERROR(AddList(FrameFamily::kMoral, moral, patterns, seeds));
  for (const FrameColumn& column : seeds.columns) {
    seeds.fingerprint = Hash64(column.name, seeds.fingerprint);
  }
  for (const auto& [pattern, bits] : patterns) {
    seeds.patterns.push_back(pattern);
    seeds.columns_of.push_back(bits);
    seeds.fingerprint = Hash64(pattern, Mix64(seeds.fingerprint ^ bits));
  }
  return seeds;
}

const FrameSeeds& DefaultFrameSeeds() {
  static const FrameSeeds kSeeds = [] {
    auto seeds = ParseFrameSeeds(data::policy_frames_en, data::generic_frames_en,
                                 data::moral_foundations_en);
    assert(seeds);  // compiled in, and read by a test
    return std::move(seeds).value();
  }();
  return kSeeds;
}

}  // namespace slant
