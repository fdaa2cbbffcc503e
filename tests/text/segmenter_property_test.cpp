// What must hold for any text: spans tile it, offsets are borders of characters, nothing is
// remembered from the text before, threads agree, and time grows with the bytes only.

#include <gtest/gtest.h>

#include <cstdio>
#include <cstring>
#include <functional>
#include <thread>

#include "slant/base/random.h"
#include "slant/base/utf8.h"
#include "slant/text/character.h"
#include "slant/text/segmenter.h"
#include "support/cpu_time.h"

namespace slant {
namespace {

constexpr std::uint64_t kSeed = 20260317;

// Pieces that matter to some rule; texts are strings of them.
constexpr const char* kPieces[] = {" ",
                                   " ",
                                   " ",
                                   " ",
                                   "\n",
                                   "\n\n",
                                   "\r\n",
                                   "\t",
                                   ".",
                                   ".",
                                   "...",
                                   ". . .",
                                   "!",
                                   "?",
                                   ",",
                                   ";",
                                   ":",
                                   "-",
                                   "--",
                                   "—",
                                   "–",
                                   "\"",
                                   "\"",
                                   "'",
                                   "“",
                                   "”",
                                   "‘",
                                   "’",
                                   "«",
                                   "»",
                                   "„",
                                   "(",
                                   ")",
                                   "[",
                                   "]",
                                   "[3]",
                                   "•",
                                   "*",
                                   "1.",
                                   "2)",
                                   "a.",
                                   "U.S.",
                                   "p.m.",
                                   "Mr.",
                                   "Sen.",
                                   "Inc.",
                                   "etc.",
                                   "No.",
                                   "the",
                                   "The",
                                   "He",
                                   "she",
                                   "said",
                                   "told",
                                   "claimed",
                                   "denied",
                                   "according to",
                                   "that",
                                   "reportedly",
                                   "officials",
                                   "Ann Lee",
                                   "Lee",
                                   "President",
                                   "the mayor",
                                   "and",
                                   "but",
                                   "who",
                                   "n't",
                                   "don't",
                                   "it's",
                                   "Lee's",
                                   "rock-n-roll",
                                   "5",
                                   "1,200.50",
                                   "$",
                                   "%",
                                   "10/26/2000",
                                   "11:07",
                                   "AM",
                                   "http://a.example/b?c=d",
                                   "www.x.org",
                                   "a.b@c.example",
                                   "@who",
                                   "#what",
                                   ":)",
                                   ";-)",
                                   "<3",
                                   "😀",
                                   "👩‍👩‍👧",
                                   "🇫🇷",
                                   "👍🏽",
                                   "é",
                                   "É",
                                   "ß",
                                   "İ",
                                   "日本語",
                                   "。",
                                   "عربى",
                                   "\xE2\x80\x8B",
                                   "\xEF\xBB\xBF",
                                   "\xC2\xA0",
                                   "\xE2\x80\xA8",
                                   "\xE2\x80\xA9",
                                   "\x01",
                                   "\x7F",
                                   "\xEF\xBF\xBD",
                                   "``",
                                   "''",
                                   "e\xCC\x81",
                                   "_",
                                   "&",
                                   "@",
                                   "#",
                                   "/",
                                   "\\",
                                   "`",
                                   "^"};

std::string RandomText(Random& random) {
  std::string text;
  const std::uint64_t kind = random.Below(4);
  const std::uint64_t size = random.Below(kind == 0 ? 400 : 60);
  for (std::uint64_t i = 0; i < size; ++i) {
    if (kind == 3) {
      AppendUtf8(static_cast<char32_t>(1 + random.Below(random.Below(2) ? 0x250 : 0x10FFFE)), text);
    } else {
      text += kPieces[random.Below(std::size(kPieces))];
      if (kind != 2 && random.Below(3) > 0) {
        text += ' ';
      }
    }
  }
  RepairUtf8(text);
  return text;
}

std::string Describe(const Document& d) {
  std::string out;
  const auto add = [&](auto... numbers) { ((out += std::to_string(numbers) + ' '), ...); };
  for (const Token& t : d.tokens) {
    add(t.span.begin, t.span.end, t.word, static_cast<int>(t.kind), t.flags, t.lexeme + 0,
        t.voice_bits + 0);
  }
  for (const Sentence& s : d.sentences) {
    add(s.span.begin, s.span.end, static_cast<int>(s.voice), s.quoted_share, s.reported_share);
  }
  for (const Quotation& q : d.quotations) {
    add(q.span.begin, q.span.end, q.closed, q.scare_quote, q.nested, q.continues);
  }
  for (const Attribution& a : d.attributions) {
    add(a.source.begin, a.source.end, a.cue.begin, a.cue.end, a.content.begin, a.content.end,
        a.more.begin, a.more.end, a.speaker, a.direct);
  }
  for (const Mention& m : d.mentions) {
    add(m.span.begin, m.span.end, m.name);
  }
  for (const UnknownWord& u : d.unknown_words) {
    add(u.token, u.hash);
  }
  return out;
}

bool IsWhite(const std::string& text, std::size_t i) {
  return CharacterAt(text, i).type == CharacterClass::kSpace;
}

void ExpectSound(const std::string& original, const Document& d) {
  ASSERT_EQ(d.text, original);
  std::vector<char> covered(d.text.size());
  std::uint32_t end = 0;
  std::uint32_t token = 0;
  for (const Sentence& s : d.sentences) {
    ASSERT_LT(s.span.begin, s.span.end);
    ASSERT_GE(s.span.begin, end);
    ASSERT_LE(s.span.end, d.text.size());
    end = s.span.end;
    ASSERT_TRUE(IsCodePointBorder(d.text, s.span.begin) && IsCodePointBorder(d.text, s.span.end));
    ASSERT_FALSE(IsWhite(d.text, s.span.begin)) << "not trimmed";
    ASSERT_EQ(s.first_token, token);
    ASSERT_LT(s.first_token, s.end_token);
    token = s.end_token;
    ASSERT_EQ(d.tokens[s.first_token].span.begin, s.span.begin);
    ASSERT_EQ(d.tokens[s.end_token - 1].span.end, s.span.end);
    std::fill(covered.begin() + s.span.begin, covered.begin() + s.span.end, 1);
    ASSERT_GE(s.quoted_share, 0);
    ASSERT_LE(s.quoted_share + s.reported_share, 1.0001f);
    // A blank line always ends a sentence.
    ASSERT_EQ(d.Text(s.span).find("\n\n"), std::string_view::npos);
  }
  ASSERT_EQ(token, d.tokens.size());
  for (std::size_t i = 0; i < d.text.size();) {
    const Character c = CharacterAt(d.text, i);
    if (c.type != CharacterClass::kSpace) {
      ASSERT_TRUE(covered[i]) << "byte " << i << " lies in no sentence";
    }
    i += c.bytes;
  }
  std::uint32_t last = 0;
  for (const Token& t : d.tokens) {
    ASSERT_LT(t.span.begin, t.span.end);
    ASSERT_GE(t.span.begin, last);
    for (std::uint32_t i = last; i < t.span.begin;) {
      ASSERT_TRUE(IsWhite(d.text, i)) << "byte " << i << " lies in no token";
      i += CharacterAt(d.text, i).bytes;
    }
    last = t.span.end;
    ASSERT_TRUE(IsCodePointBorder(d.text, t.span.begin) && IsCodePointBorder(d.text, t.span.end));
  }
  const auto sound = [&](Span s) {
    return s.begin <= s.end && s.end <= d.text.size() && IsCodePointBorder(d.text, s.begin) &&
           IsCodePointBorder(d.text, s.end);
  };
  for (const Quotation& q : d.quotations) {
    ASSERT_TRUE(sound(q.span) && q.first_token < q.end_token && q.end_token <= d.tokens.size());
  }
  for (const Attribution& a : d.attributions) {
    ASSERT_TRUE(sound(a.source) && sound(a.cue) && sound(a.content) && sound(a.more));
    ASSERT_FALSE(a.content.empty());
    ASSERT_TRUE(a.speaker == kNoName || a.speaker < d.names.size());
  }
  std::uint32_t begin = 0;
  for (const Mention& m : d.mentions) {
    ASSERT_TRUE(sound(m.span) && m.name < d.names.size() && m.token < d.tokens.size());
    ASSERT_GE(m.span.begin, begin);
    begin = m.span.begin;
  }
}

TEST(SegmenterPropertyTest, TenThousandTextsAreSound) {
  std::printf("seed %llu\n", static_cast<unsigned long long>(kSeed));
  Random random(kSeed);
  const Segmenter segmenter(
      Vocabulary::FromWords({{"the", 9}, {"said", 8}, {"he", 7}, {"#", 3}, {"don", 1}, {"do", 1}})
          .value());
  Document reused;
  for (int i = 0; i < 10'000; ++i) {
    const std::string text = RandomText(random);
    segmenter.Segment(text, reused);
    ExpectSound(text, reused);
    if (HasFatalFailure()) {
      FAIL() << "text " << i << ": " << ::testing::PrintToString(text);
    }
    if (i % 10 == 0) {
      Document fresh;
      segmenter.Segment(text, fresh);
      ASSERT_EQ(Describe(reused), Describe(fresh)) << ::testing::PrintToString(text);
      segmenter.SegmentOneSentence(text, fresh);
      ASSERT_LE(fresh.sentences.size(), 1u);
    }
  }
}

// A Document that was used with one vocabulary does not remember its words for another.
TEST(SegmenterPropertyTest, ADocumentMayChangeItsSegmenter) {
  Document document;
  for (int i = 0; i < 4; ++i) {
    const char* known = i % 2 == 0 ? "ferry" : "town";
    const Segmenter segmenter(Vocabulary::FromWords({{known, 1}}).value());
    segmenter.Segment("ferry town", document);
    EXPECT_EQ(document.tokens[0].word, i % 2 == 0 ? 0 : kUnknownWord);
    EXPECT_EQ(document.tokens[1].word, i % 2 == 0 ? kUnknownWord : 0);
  }
}

TEST(SegmenterPropertyTest, ThreadsThatShareASegmenterAgree) {
  const Segmenter segmenter{Vocabulary()};
  std::vector<std::string> results(4);
  std::vector<std::thread> threads;
  for (std::string& result : results) {
    threads.emplace_back([&] {
      Random random(kSeed + 1);
      Document document;
      for (int i = 0; i < 300; ++i) {
        segmenter.Segment(RandomText(random), document);
        result += Describe(document);
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  for (const std::string& result : results) {
    EXPECT_EQ(result, results[0]);
  }
}

// Ten times the bytes take about ten times the time, whatever the bytes are.
TEST(SegmenterPropertyTest, TimeIsLinearOnHostileTexts) {
#ifdef SLANT_SANITIZED
  constexpr std::size_t kBytes = 200'000;
#else
  constexpr std::size_t kBytes = 3'000'000;
#endif
  const Segmenter segmenter{Vocabulary()};
  Document document;
  for (const char* unit : {"\"",
                           "'",
                           "“",
                           "”",
                           "‘",
                           "’",
                           ".",
                           ". ",
                           "!?",
                           "? ! ",
                           "a",
                           "A",
                           "A ",
                           "a ",
                           "9",
                           "9 ",
                           "1. ",
                           "😀",
                           "🇫",
                           "\xE2\x80\x8D",
                           "(",
                           ")",
                           "[",
                           "[3] ",
                           ",",
                           ", ",
                           "-",
                           "— ",
                           "\n",
                           "\n\n",
                           "U.S. ",
                           "a.",
                           "a@",
                           "http://",
                           "he said ",
                           "said, ",
                           "said that ",
                           "“a ",
                           "Mr. ",
                           "Lee and ",
                           "according to ",
                           "the mayor, ",
                           "‘a ",
                           " '",
                           "' ",
                           "\"a. ",
                           "he, ",
                           "asked about ",
                           "A. ",
                           "of ",
                           "\xC2\xA0",
                           "é",
                           "x-",
                           "x'",
                           ":",
                           "said: \"",
                           ": \"x\" "}) {
    const auto seconds = [&](std::size_t bytes) {
      std::string text;
      while (text.size() < bytes) {
        text += unit;
      }
      return SecondsOf([&] { segmenter.Segment(text, document); });
    };
    const double small = seconds(kBytes / 10);
    EXPECT_LT(seconds(kBytes), 30 * small + 0.1) << ::testing::PrintToString(unit);
  }
}

}  // namespace
}  // namespace slant
