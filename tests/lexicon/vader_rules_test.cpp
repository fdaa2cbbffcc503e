#include "slant/lexicon/vader_rules.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

#include "support/cpu_time.h"
#include "support/is_ok.h"
#include "support/temp_dir.h"

namespace slant {
namespace {

constexpr char kLexicon[] =
    "good\t1.9\t0.9\t[1, 2]\n"
    "bad\t-2.5\t0.6\t[-2, -3]\n"
    "ok\t0.95\n"
    "no\t-1.2\n"
    "kind\t2.4\n"
    "die\t-2.9\n"
    "shit\t-2.6\n"
    ":)\t2.0\n"
    "four\t3\n"
    "\n"
    "four\t4\r\n"
    "\u03b1\u03c2\t1.0\n"                // alpha, final sigma
    "\u03b1\u03c3\u03b1\t-1.0\n"         // alpha, sigma, alpha
    "i\u0307x\t2.0\n"                    // dotted capital I in lower case
    "antidisestablishmentarian\t-3.0\n"  // longer than 16 bytes
    "fed up\t-1.8\n";                    // two words: never found
constexpr char kEmoji[] =
    "\U0001F600\tgood face\n"
    "\u263A\tsmile\n"
    "\U0001F1E9\U0001F1EA\tbad\n";  // two code points: never found

VaderRules Rules() {
  const TempDir folder;
  static_cast<void>(folder.Put("emoji_utf8_lexicon.txt", kEmoji));
  return VaderRules::Read(folder.Put("lexicon.txt", kLexicon)).value();
}

VaderScore Score(std::string_view text) {
  static const VaderRules rules = Rules();
  static VaderWorkspace workspace;
  return rules.Score(text, workspace);
}

struct Line {
  std::string_view text;
  double sum;  // of the values, worked by hand from the published rules
};

void ExpectSums(const std::vector<Line>& lines) {
  for (const Line& line : lines) {
    const double compound = line.sum / std::sqrt(line.sum * line.sum + 15);
    EXPECT_NEAR(Score(line.text).compound, compound, 0.5e-4 + 1e-12) << line.text;
  }
}

// One value of 1.9 and two neutral words: 2.9 and 2 of 4.9; 1.9 / sqrt(1.9^2 + 15).
TEST(VaderRulesTest, SharesCountEachValueOneMoreThanItIs) {
  EXPECT_EQ(Score("a good day"), (VaderScore{0, 0.408, 0.592, 0.4404}));
  EXPECT_EQ(Score("a bad day"), (VaderScore{0.636, 0.364, 0, -0.5423}));
}

TEST(VaderRulesTest, TextWithoutWordsIsZeroAndUnknownWordsAreNeutral) {
  for (const std::string_view text : {"", " ", "\t\n", "\u00A0\u3000"}) {
    EXPECT_EQ(Score(text), VaderScore{}) << text;
  }
  for (const std::string_view text : {"table", "!!!", "fed up", "1234 5"}) {
    EXPECT_EQ(Score(text), (VaderScore{0, 1, 0, 0})) << text;
  }
  EXPECT_FALSE(std::signbit(Score("good").negative));
}

// Three values of 4 and a neutral word: 15 and 1 of 16, both half way between two decimals.
TEST(VaderRulesTest, SharesHalfWayBetweenTwoDecimalsAreRoundedToTheEvenOne) {
  const VaderScore score = Score("four four four x");
  EXPECT_EQ(score.neutral, 0.062);   // 0.0625
  EXPECT_EQ(score.positive, 0.938);  // 0.9375
}

TEST(VaderRulesTest, BoostersStrengthenAndWeakenByDistance) {
  ExpectSums({{"very good", 1.9 + .293},
              {"very bad", -2.5 - .293},
              {"slightly good", 1.9 - .293},
              {"slightly bad", -2.5 + .293},
              {"very x good", 1.9 + .293 * .95},
              {"very x y good", 1.9 + .293 * .9},
              {"very x y z good", 1.9},
              {"very very good", 1.9 + .293 + .293 * .95},
              {"very good very", 1.9 + .293}});
}

TEST(VaderRulesTest, CapitalsAreEmphasisWhereNotAllIsInCapitals) {
  ExpectSums({{"GOOD", 1.9},
              {"GOOD DAY", 1.9},
              {"GOOD day", 1.9 + .733},
              {"BAD day", -2.5 - .733},
              {"Good day", 1.9},
              {"GOOD \u00e9", 1.9 + .733},
              {"GOOD \u00c9", 1.9},
              {"GOOD 5", 1.9 + .733},  // a number is not in capitals
              {"VERY good", 1.9 + .293 + .733},
              {"VERY bad", -2.5 - .293 - .733},
              {"SLIGHTLY good", 1.9 - .293 + .733}});
}

TEST(VaderRulesTest, NegationTurnsTheValueWithinThreeWords) {
  ExpectSums({{"not good", 1.9 * -.74},
              {"not x good", 1.9 * -.74},
              {"not x y good", 1.9 * -.74},
              {"not x y z good", 1.9},
              {"isn't good", 1.9 * -.74},
              {"ISN'T x good", 1.9 * -.74},
              {"isn\u2019t good", 1.9},  // as published: only the typewriter's apostrophe
              {"couldn't've x y good", 1.9 * -.74},
              {"antidisestablishn'tary good", 1.9 * -.74},
              {"not not good", 1.9 * .74 * .74},
              {"not very good", (1.9 + .293) * -.74},
              {"good not", 1.9}});
}

TEST(VaderRulesTest, NeverSoAndNeverThisStrengthen) {
  ExpectSums({{"never so good", (1.9 + .293) * 1.25},
              {"never this good", 1.9 * 1.25},
              {"never so x good", (1.9 + .293 * .95) * 1.25},
              {"never x this good", 1.9 * 1.25},
              {"never good", 1.9 * -.74},
              {"a b so good", (1.9 + .293) * 1.25},  // as published, whatever the third word is
              {"b so good", 1.9 + .293}});
}

TEST(VaderRulesTest, WithoutDoubtIsNoNegation) {
  ExpectSums({{"without doubt good", 1.9},
              {"without doubt x good", 1.9},
              {"without x doubt good", 1.9},
              {"without good", 1.9 * -.74},
              {"without x good", 1.9 * -.74}});
}

TEST(VaderRulesTest, LeastTurnsTheValueUnlessAtOrVeryStandsBefore) {
  ExpectSums({{"least good", 1.9 * -.74},
              {"x least good", 1.9 * -.74},
              {"at least good", 1.9},
              {"very least good", 1.9 + .293 * .95},
              {"least x good", 1.9}});
}

TEST(VaderRulesTest, ButHalvesWhatIsBeforeAndRaisesWhatIsAfter) {
  ExpectSums({{"good but bad", 1.9 * .5 - 2.5 * 1.5},
              {"But good", 1.9 * 1.5},
              {"good but", 1.9 * .5},
              {"good but x but bad", 1.9 * .5 - 2.5 * 1.5},
              {"good, but, bad", 1.9 * .5 - 2.5 * 1.5}});
}

// 1.9 becomes 0.95; then 0.95 is looked for, and found in the first place: 0.475.
TEST(VaderRulesTest, ButFindsPlacesByTheirValueAsPublished) {
  ExpectSums({{"good ok but x", .475 + .95}, {"ok good but x", .475 + .95}});
}

// The published way, a search through the list for each value, against the one for long texts.
TEST(VaderRulesTest, ButInLongTextsIsAsInShortOnes) {
  constexpr unsigned kSeed = 20240601;
  std::mt19937 random(kSeed);
  const std::pair<const char*, double> choices[] = {{"good", 1.9}, {"ok", .95}, {"bad", -2.5},
                                                    {"four", 4},   {":)", 2},   {"x", 0}};
  for (const std::size_t size : {5, 20, 40, 100, 400}) {
    for (int round = 0; round < 20; ++round) {
      const std::size_t but = random() % size;
      std::vector<double> values;
      std::string text;
      for (std::size_t i = 0; i < size; ++i) {
        const auto& [word, value] = choices[random() % std::size(choices)];
        values.push_back(i == but ? 0 : value);
        text += i == but ? "but" : word;
        text += ' ';
      }
      for (std::size_t i = 0; i < size; ++i) {
        std::size_t first = 0;
        while (values[first] != values[i]) {
          ++first;
        }
        values[first] *= first < but ? .5 : first > but ? 1.5 : 1;
      }
      double sum = 0;
      for (const double value : values) {
        sum += value;
      }
      EXPECT_NEAR(Score(text).compound, sum / std::sqrt(sum * sum + 15), 0.5e-4 + 1e-9)
          << "seed " << kSeed << ": " << text;
    }
  }
}

TEST(VaderRulesTest, IdiomsHaveAValueOfTheirOwnBehindTheThirdWord) {
  ExpectSums({{"x y the shit", 3},
              {"the shit", -2.6},
              {"x the shit", -2.6},
              {"x y z bad ass", 1.5},
              {"bad ass", -2.5},
              {"x yeah right good", -2},
              {"x y z not the shit", 3},
              {"x y to die for", -2.9},  // as published: "die" is neither first nor last
              {"kiss of death good", -1.5}});
}

TEST(VaderRulesTest, KindOfWeakensAndHasNoValue) {
  ExpectSums({{"kind", 2.4},
              {"kind of", 0},
              {"kind of good", 1.9},
              {"x kind of good", 1.9 - .293},
              {"x sort of good", 1.9 - .293},
              {"just enough x good", 1.9 - .293},
              {"x sort of bad", -2.5 - .293}});  // as published: the sign is not looked at
}

TEST(VaderRulesTest, NoBeforeAValueIsANegationAndElseAValue) {
  ExpectSums({{"no", -1.2},
              {"no table", -1.2},
              {"no good", 1.9 * -.74},
              {"no bad", -2.5 * -.74},
              {"no x good", -1.2 + 1.9 * -.74},
              {"no x or good", -1.2 + 1.9 * -.74},
              {"no x nor good", -1.2 + 1.9 * -.74 * -.74},
              {"no x y good", -1.2 + 1.9}});
}

TEST(VaderRulesTest, MarksEmphasise) {
  ExpectSums({{"good!", 1.9 + .292},
              {"bad!", -2.5 - .292},
              {"good!!!!", 1.9 + 4 * .292},
              {"good!!!!!", 1.9 + 4 * .292},
              {"good?", 1.9},
              {"good??", 1.9 + 2 * .18},
              {"good???", 1.9 + 3 * .18},
              {"good????", 1.9 + .96},
              {"good?! ?", 1.9 + 2 * .18 + .292}});
  EXPECT_EQ(Score("x!!!"), (VaderScore{0, 1, 0, 0}));
}

TEST(VaderRulesTest, PunctuationIsStrippedUnlessTwoCharactersOrFewerAreLeft) {
  ExpectSums({{"\"good,\"", 1.9},
              {"(good)", 1.9},
              {":)", 2},
              {"x :)", 2},
              {"ok.", 0},  // "ok" has two characters, so the full stop stays, and no word is known
              {"no!", 0},
              {"\u201cgood\u201d", 0},  // typographic marks are no ASCII punctuation
              {"AntiDisestablishmentarian.", -3}});
}

TEST(VaderRulesTest, EmojiBecomeWordsWithASpaceBeforeAndNoneBehind) {
  ExpectSums({{"\U0001F600", 1.9},
              {"x\U0001F600", 1.9},
              {"x \U0001F600", 1.9},
              {"\U0001F600\U0001F600", 3.8},
              {"\u263Agood", 0},  // smilegood
              {"\u263A good", 1.9},
              {"good\u263A", 1.9},
              {"good\n\u263A", 1.9},
              {"\U0001F1E9\U0001F1EA", 0}});
  EXPECT_EQ(Score("x\U0001F600").neutral, Score("x good face").neutral);
}

TEST(VaderRulesTest, UnicodeSpacesSplitAndUnicodeLettersHaveCase) {
  ExpectSums({{"very\u00A0good", 1.9 + .293},
              {"very\u2003good\u3000\u0085", 1.9 + .293},
              {"very\x1Cgood", 1.9 + .293},
              {"very\u200Bgood", 0},  // zero width, no white space
              {"\u0391\u03A3", 1.0},
              {"\u0391\u03A3\u0391", -1.0},
              {"\u0130X", 2.0}});
}

TEST(VaderRulesTest, WordsAcrossBlockBordersAreFound) {
  for (std::size_t before = 0; before < 200; ++before) {
    const std::string text = std::string(before, ' ') + "good bad";
    EXPECT_EQ(Score(text), Score("good bad")) << before;
    EXPECT_EQ(Score(text + std::string(before, '\n')), Score("good bad")) << before;
  }
}

// A search in a loop over a megabyte would take minutes.
TEST(VaderRulesTest, HostileTextsTakeLinearTime) {
  std::vector<std::string> texts;
  for (const std::string_view unit :
       {"\U0001F600", "x", "very ", "good ", "good but ", "n't ", "'", "''n't", "\u03A3", "\u03A3'",
        "!", "? ", "no good or ", "sort of ", "the shit ", "\u00A0", "\u00E9", "GOOD bad ok "}) {
    std::string text;
    while (text.size() < std::size_t{1} << 20) {
      text += unit;
    }
    texts.push_back(text);
    texts.push_back(text + " good");
  }
  for (const std::string& text : texts) {
    const VaderScore score = Score(text);
    const auto eighth = std::string_view(text).substr(0, text.size() / 8);
    EXPECT_LT(SecondsOf([&] { Score(text); }), 30 * SecondsOf([&] { Score(eighth); }) + 0.1)
        << text.substr(0, 12);
    EXPECT_LE(std::abs(score.compound), 1) << text.substr(0, 12);
  }
}

TEST(VaderRulesTest, BytesThatAreNoUtf8DoNoHarm) {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    const std::size_t size = random() % 40;
    for (std::size_t i = 0; i < size; ++i) {
      text += random() % 3 == 0 ? static_cast<char>(random() % 256) : " good!"[random() % 6];
    }
    text.shrink_to_fit();
    EXPECT_LE(std::abs(Score(text).compound), 1);
  }
}

TEST(VaderRulesTest, MalformedLexiconsAreErrorsWithTheLine) {
  const TempDir folder;
  const auto read = [&](const std::string& text) {
    return VaderRules::Read(folder.Put("bad.txt", text));
  };
  EXPECT_TRUE(IsError(read("good\t1.9\nbad\n"), ErrorCode::kMalformed, "bad.txt:2: expected two"));
  EXPECT_TRUE(IsError(read("good\tx\n"), ErrorCode::kMalformed, "bad.txt:1: expected a valence"));
  EXPECT_TRUE(IsError(read("good\t1\n\nbad\tnan\n"), ErrorCode::kMalformed, "bad.txt:3"));
  EXPECT_TRUE(IsError(read("good\t4.1\n"), ErrorCode::kMalformed, "found '4.1'"));
  EXPECT_TRUE(IsError(read("good\t1\nb\xFF\t1\n"), ErrorCode::kMalformed, "bad.txt:2"));
  EXPECT_TRUE(IsError(read(""), ErrorCode::kMalformed, "bad.txt:1"));
  EXPECT_TRUE(IsError(VaderRules::Read(folder / "none.txt"), ErrorCode::kNotFound, "none.txt"));
  EXPECT_TRUE(IsError(VaderRules::Read(folder.path()), ErrorCode::kMalformed, "folder"));
}

TEST(VaderRulesTest, EmojiAreReadFromTheFileNamedElseFromTheOneBesideTheLexicon) {
  const TempDir folder;
  const std::string lexicon = folder.Put("lexicon.txt", kLexicon);
  VaderWorkspace workspace;
  const auto compound = [&](const Result<VaderRules>& rules) {
    return rules.value().Score("\U0001F600", workspace).compound;
  };
  EXPECT_EQ(compound(VaderRules::Read(lexicon)), 0);
  EXPECT_GT(compound(VaderRules::Read(lexicon, folder.Put("e.txt", kEmoji))), 0);
  EXPECT_TRUE(IsError(VaderRules::Read(lexicon, folder / "none"), ErrorCode::kNotFound, "none"));
  EXPECT_TRUE(IsError(VaderRules::Read(lexicon, folder.Put("f.txt", "\u263A smile\n")),
                      ErrorCode::kMalformed, "f.txt:1"));
  static_cast<void>(folder.Put("emoji_utf8_lexicon.txt", "\U0001F600\tbad\nx\tgood\n"));
  const auto beside = VaderRules::Read(lexicon);
  EXPECT_LT(compound(beside), 0);
  // A list may have ASCII characters too: "a good".
  EXPECT_GT(beside.value().Score("ax", workspace).compound, 0);
}

}  // namespace
}  // namespace slant
