#include "slant/framing/frame_set.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <sstream>

#include "slant/framing/frame_seeds.h"
#include "support/temp_dir.h"

namespace slant {
namespace {

// The cards of the room's README by heading: `### name`.
std::map<std::string, std::string> Cards() {
  std::istringstream in(ReadFile(std::string(SLANT_SOURCE_DIR) + "/lib/slant/framing/README.md"));
  std::map<std::string, std::string> cards;
  std::string name;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("### ")) {
      name = line.substr(4);
    } else if (line.starts_with("## ")) {
      name.clear();
    } else if (!name.empty()) {
      cards[name] += line + "\n";
    }
  }
  return cards;
}

// What rows of frames measure beside the frames themselves.
constexpr const char* kConstructs[] = {"policy frames",
                                       "generic frames",
                                       "moral foundations",
                                       "microframe bias",
                                       "microframe intensity",
                                       "effect",
                                       "p and q",
                                       "scales",
                                       "strength",
                                       "lift",
                                       "roles",
                                       "axis quality",
                                       "own frames",
                                       "lists"};

TEST(FrameSetTest, EveryConstructHasACardWithAllItsParts) {
  const auto cards = Cards();
  for (const char* construct : kConstructs) {
    ASSERT_TRUE(cards.contains(construct)) << "no card '### " << construct << "' in the README";
    for (const char* part :
         {"**Definition.**", "**Unit.**", "**Source.**", "**Evidence.**", "**Known failures.**"}) {
      EXPECT_NE(cards.at(construct).find(part), std::string::npos)
          << "the card of " << construct << " lacks " << part;
    }
  }
}

TEST(FrameSetTest, EveryFrameIsDefinedInTheCardOfItsFamily) {
  const auto cards = Cards();
  for (const FrameName& frame : kFrames) {
    const std::string card = frame.family == FrameFamily::kPolicy    ? "policy frames"
                             : frame.family == FrameFamily::kGeneric ? "generic frames"
                                                                     : "moral foundations";
    ASSERT_TRUE(cards.contains(card));
    EXPECT_NE(cards.at(card).find("`" + std::string(frame.name) + "`"), std::string::npos)
        << FullFrameName(frame.family, frame.name) << " is not defined";
  }
}

TEST(FrameSetTest, EveryQuestionOfAGenericFrameIsInItsCard) {
  const auto cards = Cards();
  for (const FrameColumn& column : DefaultFrameSeeds().columns) {
    if (kFrames[column.frame].family == FrameFamily::kGeneric) {
      const std::string question = column.name.substr(column.name.rfind('.') + 1);
      EXPECT_NE(cards.at("generic frames").find(question), std::string::npos) << question;
    }
  }
}

TEST(FrameSetTest, NamesAreUniqueAndFound) {
  std::set<std::string> names;
  for (std::size_t i = 0; i < kFrameCount; ++i) {
    EXPECT_TRUE(names.insert(FullFrameName(kFrames[i].family, kFrames[i].name)).second);
    EXPECT_EQ(FindFrame(kFrames[i].family, kFrames[i].name), i);
  }
  EXPECT_FALSE(FindFrame(FrameFamily::kPolicy, "weather").has_value());
}

}  // namespace
}  // namespace slant
