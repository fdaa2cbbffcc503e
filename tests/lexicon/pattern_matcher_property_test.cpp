// Random patterns and texts against a matcher that is slow and obvious.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "slant/base/random.h"
#include "slant/lexicon/pattern_matcher.h"
#include "slant/text/tokenizer.h"

namespace slant {
namespace {

constexpr std::uint64_t kSeed = 20240601;

bool IsGlob(const std::string& piece) { return piece.find_first_of("*?") != std::string::npos; }

// By the definition: a star takes nothing, or one byte and goes on (words here are ASCII).
bool Fits(std::string_view glob, std::string_view word) {
  if (glob.empty()) {
    return word.empty();
  }
  if (glob[0] == '*') {
    return Fits(glob.substr(1), word) || (!word.empty() && Fits(glob, word.substr(1)));
  }
  return !word.empty() && (glob[0] == '?' || glob[0] == word[0]) &&
         Fits(glob.substr(1), word.substr(1));
}

using Pieces = std::vector<std::string>;

bool FitsAt(const Pieces& pattern, const Pieces& text, std::size_t at) {
  if (at + pattern.size() > text.size()) {
    return false;
  }
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    // Commas are marks: no glob fits them.
    const bool fits = IsGlob(pattern[i]) ? text[at + i] != "," && Fits(pattern[i], text[at + i])
                                         : pattern[i] == text[at + i];
    if (!fits) {
      return false;
    }
  }
  return true;
}

struct Slow {
  std::vector<Pieces> patterns;

  // Where a piece is first listed.
  std::size_t Order(const std::string& piece) const {
    std::size_t order = 0;
    for (const Pieces& pattern : patterns) {
      for (const std::string& other : pattern) {
        if (other == piece) {
          return order;
        }
        ++order;
      }
    }
    return order;
  }

  // Piece by piece: written out, else the longer glob, else the one listed first.
  bool Better(const Pieces& a, const Pieces& b) const {
    for (std::size_t i = 0; i < a.size(); ++i) {
      const auto rank = [&](const std::string& piece) {
        return std::tuple(IsGlob(piece), IsGlob(piece) ? -static_cast<int>(piece.size()) : 0,
                          Order(piece));
      };
      if (a[i] != b[i]) {
        return rank(a[i]) < rank(b[i]);
      }
    }
    return false;
  }

  std::vector<PatternMatch> Match(const Pieces& text) const {
    std::vector<PatternMatch> matches;
    for (std::size_t at = 0; at < text.size();) {
      std::size_t best = patterns.size();
      for (std::size_t p = 0; p < patterns.size(); ++p) {
        const Pieces& pattern = patterns[p];
        const bool only_wild = std::all_of(pattern.begin(), pattern.end(), [](const auto& piece) {
          return piece.find_first_not_of("*?") == std::string::npos;
        });
        if (!only_wild && FitsAt(pattern, text, at) &&
            (best == patterns.size() || pattern.size() > patterns[best].size() ||
             (pattern.size() == patterns[best].size() && Better(pattern, patterns[best])))) {
          best = p;
        }
      }
      if (best == patterns.size()) {
        ++at;
        continue;
      }
      const std::size_t end = at + patterns[best].size();
      matches.push_back({static_cast<std::uint32_t>(best), static_cast<std::uint32_t>(at),
                         static_cast<std::uint32_t>(end)});
      at = end;
    }
    return matches;
  }
};

// Few letters, so that patterns meet; marks and unknown words among them.
std::string RandomWord(Random& random) {
  std::string word;
  for (std::uint64_t n = 1 + random.Below(3); n > 0; --n) {
    word += static_cast<char>('a' + random.Below(2));
  }
  return word;
}

std::string RandomPiece(Random& random) {
  if (random.Below(10) == 0) {
    return ",";
  }
  std::string piece = RandomWord(random);
  if (random.Below(3) == 0) {
    piece[random.Below(piece.size())] = random.Below(2) == 0 ? '*' : '?';
  }
  if (random.Below(4) == 0) {
    piece += '*';
  }
  piece.erase(
      std::unique(piece.begin(), piece.end(), [](char a, char b) { return a == '*' && b == '*'; }),
      piece.end());
  return piece;
}

std::string Join(const Pieces& pieces) {
  std::string out;
  for (const std::string& piece : pieces) {
    out += (out.empty() ? "" : " ") + piece;
  }
  return out;
}

std::string Say(const std::vector<PatternMatch>& matches) {
  std::string out;
  for (const PatternMatch& m : matches) {
    out += std::to_string(m.pattern) + "[" + std::to_string(m.first_token) + "," +
           std::to_string(m.end_token) + ") ";
  }
  return out;
}

TEST(PatternMatcherPropertyTest, AgreesWithASlowMatcher) {
  Random random(kSeed);
  for (int round = 0; round < 4000; ++round) {
    Slow slow;
    std::vector<std::string> texts;
    for (std::uint64_t n = 1 + random.Below(12); n > 0; --n) {
      Pieces pieces;
      for (std::uint64_t k = 1 + random.Below(4); k > 0; --k) {
        pieces.push_back(RandomPiece(random));
      }
      slow.patterns.push_back(pieces);
      texts.push_back(Join(pieces));
    }
    std::vector<WordCount> known;
    for (const char* word : {"a", "b", "ab", "aab", "bb", "bab", "baa"}) {
      if (random.Below(2) == 0) {
        known.push_back({word, 1});
      }
    }
    const auto vocabulary = Vocabulary::FromWords(known).value();
    std::vector<Pattern> patterns;
    for (const std::string& text : texts) {
      patterns.push_back({text});
    }
    const auto matcher = PatternMatcher::Compile(patterns, vocabulary);

    Pieces words;
    for (std::uint64_t n = random.Below(25); n > 0; --n) {
      // Runs of the same mark would be one token.
      const bool mark = random.Below(8) == 0 && !words.empty() && words.back() != ",";
      words.push_back(mark ? "," : RandomWord(random));
    }
    Document document;
    document.text = Join(words);
    Tokenize(vocabulary, document);
    ASSERT_EQ(document.tokens.size(), words.size());
    PatternWorkspace workspace;
    std::vector<PatternMatch> matches;
    matcher.Match(document, 0, static_cast<std::uint32_t>(words.size()), workspace, matches);
    std::string list;
    for (const std::string& text : texts) {
      list += "'" + text + "' ";
    }
    ASSERT_EQ(Say(matches), Say(slow.Match(words)))
        << "seed " << kSeed << ", round " << round << ": " << list << "in '" << document.text
        << "'";
  }
}

// Any bytes may stand in a pattern and a text; matches are in order, inside, and do not overlap.
TEST(PatternMatcherPropertyTest, AnyPatternAndTextGiveOrderedMatches) {
  Random random(kSeed + 1);
  const std::vector<std::string> bits = {
      "a",  "b",  " ", " ",    "*",       "?",   "'", "’", "n't", "'s", "-",
      ".",  ",",  ":", ")",    "9",       "/",   "#", "@", "é",   "😀",  "\xEF\xB8\x8F",
      "\t", "\n", "D", "U.S.", "http://", ".com"};
  const auto make = [&](std::uint64_t most) {
    std::string text;
    for (std::uint64_t n = random.Below(most); n > 0; --n) {
      text += bits[random.Below(bits.size())];
    }
    return text;
  };
  std::size_t found = 0;
  for (int round = 0; round < 4000; ++round) {
    std::vector<std::string> texts;
    for (std::uint64_t n = 1 + random.Below(12); n > 0; --n) {
      texts.push_back(make(6));
    }
    std::vector<Pattern> patterns;
    for (const std::string& text : texts) {
      patterns.push_back({text, random.Below(4) == 0});
    }
    const auto matcher = PatternMatcher::Compile(patterns, Vocabulary());
    Document document;
    document.text = make(60);
    Tokenize(Vocabulary(), document);
    const auto end = static_cast<std::uint32_t>(document.tokens.size());
    PatternWorkspace workspace;
    std::vector<PatternMatch> matches;
    matcher.Match(document, 0, end, workspace, matches);
    std::uint32_t at = 0;
    for (const PatternMatch& match : matches) {
      ASSERT_LE(at, match.first_token) << "seed " << kSeed + 1 << ", round " << round;
      ASSERT_LT(match.first_token, match.end_token);
      ASSERT_LE(match.end_token, end);
      ASSERT_EQ(matcher.canonical()[match.pattern], match.pattern);
      at = match.end_token;
    }
    found += matches.size();
  }
  EXPECT_GT(found, 2000u) << "the test has lost its subject";
}

}  // namespace
}  // namespace slant
