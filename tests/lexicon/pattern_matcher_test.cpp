#include "slant/lexicon/pattern_matcher.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "slant/lexicon/glob.h"
#include "slant/text/tokenizer.h"

namespace slant {
namespace {

// The words of a text as a vocabulary spells them, each `step`-th.
Vocabulary WordsOf(const std::string& text, std::size_t step) {
  Document document;
  document.text = text;
  Tokenize(Vocabulary(), document);
  std::set<std::string> forms;
  WordBuffer buffer;
  for (const Token& token : document.tokens) {
    if (token.word != kNoWord) {
      forms.emplace(LookupForm(document.Text(token.span), token.kind, buffer));
    }
  }
  forms.erase("");
  std::vector<WordCount> words;
  std::size_t i = 0;
  for (const std::string& form : forms) {
    if (i++ % step == 0) {
      words.push_back({form, 1});
    }
  }
  return Vocabulary::FromWords(words).value();
}

std::string FoundWith(const Vocabulary& vocabulary, const std::vector<Pattern>& patterns,
                      const std::string& text) {
  const auto matcher = PatternMatcher::Compile(patterns, vocabulary);
  Document document;
  document.text = text;
  Tokenize(vocabulary, document);
  PatternWorkspace workspace;
  std::vector<PatternMatch> matches;
  matcher.Match(document, 0, static_cast<std::uint32_t>(document.tokens.size()), workspace,
                matches);
  std::string out;
  for (const PatternMatch& match : matches) {
    const Span span = {document.tokens[match.first_token].span.begin,
                       document.tokens[match.end_token - 1].span.end};
    out += (out.empty() ? "" : " | ") + std::string(patterns[match.pattern].text) + " = " +
           std::string(document.Text(span));
  }
  return out;
}

// "pattern = what it covers | ...".  What the vocabulary has must make no difference.
std::string Find(const std::vector<Pattern>& patterns, const std::string& text) {
  const std::string found = FoundWith(Vocabulary(), patterns, text);
  EXPECT_EQ(FoundWith(WordsOf(text, 1), patterns, text), found) << "with every word known";
  EXPECT_EQ(FoundWith(WordsOf(text, 2), patterns, text), found) << "with every other word known";
  return found;
}

std::string Find(const std::vector<std::string>& patterns, const std::string& text) {
  std::vector<Pattern> views;
  for (const std::string& pattern : patterns) {
    views.push_back({pattern});
  }
  return Find(views, text);
}

using Patterns = std::vector<std::string>;

TEST(PatternMatcherTest, FindsWordsAndPhrasesInAnyCase) {
  EXPECT_EQ(Find(Patterns{"bad", "white house"}, "Bad news from the WHITE House."),
            "bad = Bad | white house = WHITE House");
  EXPECT_EQ(Find(Patterns{"NATO", "Été"}, "nato and été"), "NATO = nato | Été = été");
  EXPECT_EQ(Find(Patterns{"bad"}, "badly"), "");
  EXPECT_EQ(Find(Patterns{"white house"}, "white the house"), "");
}

TEST(PatternMatcherTest, TheLongestPatternWinsAndTakesItsTokens) {
  EXPECT_EQ(Find(Patterns{"amiable", "not amiable", "not"}, "not amiable, not so amiable"),
            "not amiable = not amiable | not = not | amiable = amiable");
  EXPECT_EQ(Find(Patterns{"a b", "b c d", "c"}, "a b c d"), "a b = a b | c = c");
  EXPECT_EQ(Find(Patterns{"a b c d", "a b", "b c"}, "a b c e"), "a b = a b");
}

// The phrase breaks off, so what lies inside it is found after all.
TEST(PatternMatcherTest, APhraseThatBeginsInsideABrokenOneIsFound) {
  EXPECT_EQ(Find(Patterns{"a a b", "a b c"}, "a a a b c"), "a a b = a a b");
  EXPECT_EQ(Find(Patterns{"a b x", "b c"}, "a b c"), "b c = b c");
}

TEST(PatternMatcherTest, OfPatternsOfOneLengthTheFirstPieceThatIsWrittenOutWins) {
  EXPECT_EQ(Find(Patterns{"wal*", "walking"}, "walking"), "walking = walking");
  EXPECT_EQ(Find(Patterns{"wal* home", "walking h*"}, "walking home"), "walking h* = walking home");
  EXPECT_EQ(Find(Patterns{"wal* home", "walking"}, "walking home"), "wal* home = walking home");
}

TEST(PatternMatcherTest, ThenTheLongestGlobWinsThenTheFirstListed) {
  EXPECT_EQ(Find(Patterns{"w*", "walk*", "wa*"}, "walking"), "walk* = walking");
  EXPECT_EQ(Find(Patterns{"wal*", "*alking"}, "walking"), "*alking = walking");
  EXPECT_EQ(Find(Patterns{"wal*", "*ing"}, "walking"), "wal* = walking");
  EXPECT_EQ(Find(Patterns{"*ing", "wal*"}, "walking"), "*ing = walking");
}

TEST(PatternMatcherTest, GlobsStayInsideOneWord) {
  EXPECT_EQ(Find(Patterns{"a*d"}, "abcd and a dog"), "a*d = abcd | a*d = and");
  EXPECT_EQ(Find(Patterns{"b?d th*"}, "bad things, bread things"), "b?d th* = bad things");
  EXPECT_EQ(Find(Patterns{"na?ve*"}, "naïveté"), "na?ve* = naïveté");
}

TEST(PatternMatcherTest, AWildcardAloneStandsForAWord) {
  EXPECT_EQ(Find(Patterns{"not * good"}, "not a good one, not good, not, good"),
            "not * good = not a good");
  EXPECT_EQ(Find(Patterns{"not ** good"}, "not very good"), "not ** good = not very good");
  EXPECT_EQ(Find(Patterns{"plan ?"}, "plan b or plan bee?"), "plan ? = plan b");
}

TEST(PatternMatcherTest, PatternsWithoutAWrittenOutPieceFitNothing) {
  const std::vector<Pattern> patterns = {{""}, {"  "}, {"*"}, {"?"}, {"* ?"}, {"**"}};
  EXPECT_EQ(Find(patterns, "a b * ?"), "");
  const auto matcher = PatternMatcher::Compile(patterns, Vocabulary());
  EXPECT_TRUE(matcher.empty());
  ASSERT_EQ(matcher.canonical().size(), 6u);
  for (const std::uint32_t pattern : matcher.canonical()) {
    EXPECT_EQ(pattern, PatternMatcher::kNoPattern);
  }
}

TEST(PatternMatcherTest, AnEmptyListFitsNothing) {
  EXPECT_TRUE(PatternMatcher().empty());
  EXPECT_TRUE(PatternMatcher::Compile({}, Vocabulary()).empty());
  EXPECT_TRUE(PatternMatcher().canonical().empty());
  EXPECT_EQ(Find(Patterns{}, "a b"), "");
}

TEST(PatternMatcherTest, ApostrophesMayBeCurlyInTextAndPattern) {
  EXPECT_EQ(Find(Patterns{"can't stand"}, "I can't stand it; I can’t stand it"),
            "can't stand = can't stand | can't stand = can’t stand");
  EXPECT_EQ(Find(Patterns{"can’t stand"}, "I can't stand it"), "can’t stand = can't stand");
  EXPECT_EQ(Find(Patterns{"o'neill"}, "O’Neill"), "o'neill = O’Neill");
}

TEST(PatternMatcherTest, CliticsStandAloneOrEndAWord) {
  EXPECT_EQ(Find(Patterns{"n't"}, "don't won’t not"), "n't = n't | n't = n’t");
  EXPECT_EQ(Find(Patterns{"he 's"}, "he's"), "he 's = he's");
  EXPECT_EQ(Find(Patterns{"’s"}, "he's"), "’s = 's");
  EXPECT_EQ(Find(Patterns{"don't*"}, "don't do it"), "don't* = don't");
  EXPECT_EQ(Find(Patterns{"d?n't"}, "don't do it"), "d?n't = don't");
  EXPECT_EQ(Find(Patterns{"*n't"}, "he didn't"), "*n't = didn't");
}

TEST(PatternMatcherTest, HyphenatedWordsAreOneWord) {
  EXPECT_EQ(Find(Patterns{"well-known"}, "a well-known, well known man"),
            "well-known = well-known");
  EXPECT_EQ(Find(Patterns{"anti-*"}, "an anti-war, anti war march"), "anti-* = anti-war");
  EXPECT_EQ(Find(Patterns{"well known"}, "well-known"), "");
  EXPECT_EQ(Find(Patterns{"co- a"}, "co- a"), "co- a = co- a");
}

TEST(PatternMatcherTest, AbbreviationsKeepTheirStops) {
  EXPECT_EQ(Find(Patterns{"u.s.", "mr. x"}, "The U.S. asked Mr. X."),
            "u.s. = U.S. | mr. x = Mr. X");
  EXPECT_EQ(Find(Patterns{"u.s. army"}, "the U.S. Army"), "u.s. army = U.S. Army");
}

// The vocabulary knows only #/## of a number; a date must not be an attack.
TEST(PatternMatcherTest, ANumberFitsOnlyItself) {
  EXPECT_EQ(Find(Patterns{"9/11"}, "on 9/11, not 5/12"), "9/11 = 9/11");
  EXPECT_EQ(Find(Patterns{"1ST", "24/7 news"}, "1st, 2nd, 24/7 news, 23/7 news"),
            "1ST = 1st | 24/7 news = 24/7 news");
  EXPECT_EQ(Find(Patterns{"covid-19"}, "Covid-19, covid-20"), "covid-19 = Covid-19");
  EXPECT_EQ(Find(Patterns{"9/11", "1*"}, "9/11 and 900 and 1"), "9/11 = 9/11 | 1* = 900 | 1* = 1");
}

TEST(PatternMatcherTest, MarksInsidePhrasesCount) {
  EXPECT_EQ(Find(Patterns{"yes, we can"}, "Yes, we can! Yes we can."), "yes, we can = Yes, we can");
  EXPECT_EQ(Find(Patterns{"rock 'n' roll"}, "rock 'n' roll"), "rock 'n' roll = rock 'n' roll");
  EXPECT_EQ(Find(Patterns{"no !"}, "no!!! no!"), "no ! = no!");
  EXPECT_EQ(Find(Patterns{"!!!"}, "no!!! no!"), "!!! = !!!");
}

TEST(PatternMatcherTest, EmoticonsAndEmojiArePatterns) {
  EXPECT_EQ(Find(Patterns{":)", ":-(", "<3"}, "fine :) sad :-( love <3 ..."),
            ":) = :) | :-( = :-( | <3 = <3");
  // A list is in lower case, the text is not.
  EXPECT_EQ(Find(Patterns{":d", ":p"}, "ha :D and :P"), ":d = :D | :p = :P");
  EXPECT_EQ(Find(Patterns{"😀", "❤️"}, "😀 ❤ ❤️ 👍"),
            "😀 = 😀 | ❤️ = ❤ | ❤️ = ❤️");
  EXPECT_EQ(Find(Patterns{"👍🏽"}, "👍 👍🏽"), "👍🏽 = 👍🏽");
}

TEST(PatternMatcherTest, HashtagsAndAddressesArePatternsInAnyCase) {
  EXPECT_EQ(Find(Patterns{"#metoo", "@who", "example.com"}, "#MeToo @WHO Example.com #metoos"),
            "#metoo = #MeToo | @who = @WHO | example.com = Example.com");
  EXPECT_EQ(Find(Patterns{"#metoo*", ":*"}, "#metoo : #metoos"), "") << "marks have no wildcards";
}

TEST(PatternMatcherTest, LiteralPatternsHaveNoWildcards) {
  const std::vector<Pattern> patterns = {
      {":*", true}, {"f***", true}, {"*", true}, {"why ?", true}};
  EXPECT_EQ(Find(patterns, "a kiss :* and f*** and * or why ? why x freedom"),
            ":* = :* | f*** = f*** | * = * | why ? = why ?");
}

TEST(PatternMatcherTest, OfEqualPatternsTheFirstIsReported) {
  const std::vector<Pattern> patterns = {{"bad"}, {"can't"}, {"Bad"}, {"can’t"},
                                         {""},    {"b*"},    {"b**"}};
  const auto matcher = PatternMatcher::Compile(patterns, Vocabulary());
  const std::vector<std::uint32_t> canonical(matcher.canonical().begin(),
                                             matcher.canonical().end());
  EXPECT_EQ(canonical, (std::vector<std::uint32_t>{0, 1, 0, 1, PatternMatcher::kNoPattern, 5, 5}));
  EXPECT_EQ(Find(patterns, "BAD can’t"), "bad = BAD | can't = can’t");
}

TEST(PatternMatcherTest, MatchesStayInsideTheGivenTokens) {
  const std::vector<Pattern> patterns = {{"a b"}, {"b"}, {"c*"}};
  const auto vocabulary = Vocabulary::FromWords({{"a", 1}}).value();
  const auto matcher = PatternMatcher::Compile(patterns, vocabulary);
  Document document;
  document.text = "c a b a b cc";
  Tokenize(vocabulary, document);
  PatternWorkspace workspace;
  std::vector<PatternMatch> matches = {{7, 7, 7}};
  matcher.Match(document, 2, 4, workspace, matches);  // "b a"
  ASSERT_EQ(matches.size(), 2u) << "appended to what was there";
  EXPECT_EQ(matches[1].pattern, 1u);
  EXPECT_EQ(matches[1].first_token, 2u);
  EXPECT_EQ(matches[1].end_token, 3u);
  matcher.Match(document, 4, 6, workspace, matches);  // "b cc": unknown words in the middle
  ASSERT_EQ(matches.size(), 4u);
  EXPECT_EQ(matches[2].pattern, 1u);
  EXPECT_EQ(matches[3].pattern, 2u);
  matcher.Match(document, 3, 3, workspace, matches);
  EXPECT_EQ(matches.size(), 4u);
}

// No text has such a word looked up; its prefix must not become "*".
TEST(PatternMatcherTest, PatternsWithAWordThatIsTooLongFitNothing) {
  const std::string longest(kMaxWordBytes, 'a');
  const std::string longer = longest + "a";
  EXPECT_EQ(Find(Patterns{longest}, longest), longest + " = " + longest);
  EXPECT_EQ(
      Find(Patterns{longer, longer + "*", longer + " b", longer + "'s"}, "x b's " + longer + " b"),
      "");
}

TEST(PatternMatcherTest, PatternsOfTooManyTokensFitNothing) {
  std::string deep = "a";
  for (std::size_t i = 1; i < PatternMatcher::kMaxTokens; ++i) {
    deep += " a";
  }
  const std::string deeper = deep + " a";
  EXPECT_EQ(Find(Patterns{deep}, deep), deep + " = " + deep);
  EXPECT_EQ(Find(Patterns{deeper}, deeper), "");
  std::string abyss;
  for (int i = 0; i < 1'000'000; ++i) {
    abyss += "a ";
  }
  EXPECT_EQ(Find(Patterns{abyss}, "a"), "");
}

TEST(PatternMatcherTest, GlobsBeyondTheLimitFitNothingAndTheRestIsFound) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < 100'000; ++i) {
    texts.push_back("*q" + std::to_string(i) + "z");
  }
  texts.push_back("good *y");
  texts.push_back("b*");
  EXPECT_EQ(Find(texts, "xq999z xq99999z good boy"), "*q999z = xq999z | b* = boy");
}

// Every prefix of "aaaa..." in every order, nine deep: each place of the text could be tried with
// millions of ways.  Quadratic work here would take hours.
TEST(PatternMatcherTest, HostileGlobsAreGivenUpInTime) {
  std::vector<std::string> texts;
  for (int a = 1; a <= 20; ++a) {
    for (int b = 1; b <= 20; ++b) {
      for (int c = 1; c <= 20; ++c) {
        const auto glob = [](int n) {
          return std::string(static_cast<std::size_t>(n), 'a') + "* ";
        };
        std::string text;
        for (int i = 0; i < 3; ++i) {
          text += glob(a) + glob(b) + glob(c);
        }
        texts.push_back(text + "b");
      }
    }
  }
  std::string text;
  for (int i = 0; i < 20'000; ++i) {
    text += "aaaaaaaaaaaaaaaaaaaaaaaa ";
  }
  EXPECT_EQ(Find(texts, text), "");
}

TEST(PatternMatcherTest, OneWordIsTheFormOfAPatternThatIsOneWord) {
  EXPECT_EQ(OneWord("bad"), "bad");
  EXPECT_EQ(OneWord("Naïve"), "naïve");
  EXPECT_EQ(OneWord("n’t"), "n't");
  EXPECT_EQ(OneWord("u.s."), "u.s.");
  EXPECT_EQ(OneWord("well-known"), "well-known");
  for (const char* pattern : {"", "*", "bad*", "b?d", "can't", "a b", ":)", "9/11", "bad!", "!"}) {
    EXPECT_EQ(OneWord(pattern), "") << pattern;
  }
}

}  // namespace
}  // namespace slant
