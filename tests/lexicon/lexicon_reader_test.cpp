#include "slant/lexicon/lexicon_reader.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "slant/lexicon/glob.h"
#include "support/is_ok.h"
#include "support/temp_dir.h"

namespace slant {
namespace {

Result<Lexicon> Read(const std::string& text) { return ParseLexicon(text, "tiny.txt"); }

// "pattern kind category=value ..." for each entry, so that a test shows a whole list at a glance.
std::string Show(const Result<Lexicon>& lexicon) {
  if (!lexicon) {
    return "error: " + lexicon.error().ToString();
  }
  std::string out;
  for (const LexiconEntry& entry : lexicon.value().entries) {
    out += entry.pattern + (entry.literal ? "!" : "") + ":";
    for (const CategoryValue& value : lexicon.value().ValuesOf(entry)) {
      std::string number = std::to_string(value.value);
      number.erase(number.find_last_not_of('0') + 1);
      number.erase(number.find_last_not_of('.') + 1);
      out += " " + lexicon.value().categories[value.category] + "=" + number;
    }
    out += "\n";
  }
  return out;
}

std::string Notes(const Result<Lexicon>& lexicon) {
  std::string out;
  if (lexicon) {
    for (const Error& note : lexicon.value().notes) {
      out += note.ToString() + "\n";
    }
  }
  return out;
}

constexpr char kHead[] =
    "# slant-lexicon 2\n"
    "# name: tiny\n"
    "# version: 3\n"
    "# language: en\n"
    "# scale: -5 5\n"
    "# source: made for this test\n"
    "# licence: CC0\n"
    "# any other line is a comment\n";

TEST(SlantFormatTest, TheHeadNamesTheList) {
  const auto lexicon = Read(std::string(kHead) + "word\tvalence\nawful\t-5\n");
  ASSERT_TRUE(IsOk(lexicon));
  EXPECT_EQ(lexicon->format, "slant");
  EXPECT_EQ(lexicon->name, "tiny");
  EXPECT_EQ(lexicon->version, "3");
  EXPECT_EQ(lexicon->language, "en");
  EXPECT_EQ(lexicon->source, "made for this test");
  EXPECT_EQ(lexicon->licence, "CC0");
  EXPECT_EQ(lexicon->scale_low, -5);
  EXPECT_EQ(lexicon->scale_high, 5);
}

TEST(SlantFormatTest, ColumnsStandInAnyOrderAndMayBeEmpty) {
  const auto lexicon = Read(std::string(kHead) +
                            "tone\tkind\tword\tfactor\tspread\tconfidence\tevent\n"
                            "-3.1\t\tawful\t\t0.5\t0.9\t-1.5\n"
                            "\tnegator\tNot\t-0.74\n"
                            "\n"
                            "2\t\tgreat\r\n"
                            "\thedge\t can’t   say \n");
  EXPECT_EQ(Show(lexicon), "awful: tone=-3.1 event=-1.5\nnot:\ngreat: tone=2\ncan't say:\n");
  ASSERT_TRUE(IsOk(lexicon));
  EXPECT_EQ(lexicon->entries[0].kind, WordKind::kValue);
  EXPECT_EQ(lexicon->entries[0].spread, 0.5f);
  EXPECT_EQ(lexicon->entries[0].confidence, 0.9f);
  EXPECT_EQ(lexicon->entries[0].line, 10u);
  EXPECT_EQ(lexicon->entries[1].kind, WordKind::kNegator);
  EXPECT_EQ(lexicon->entries[1].factor, -0.74f);
  EXPECT_EQ(lexicon->entries[2].spread, 0);
  EXPECT_EQ(lexicon->entries[2].confidence, 1);
  EXPECT_EQ(lexicon->entries[3].kind, WordKind::kHedge);
}

TEST(SlantFormatTest, AWordMayBeInSeveralCategories) {
  EXPECT_EQ(Show(Read(std::string(kHead) + "word\tcategory\tkind\n"
                                           "may\tmodal\n"
                                           "may\tmonth\n"
                                           "may\tdoubt\thedge\n")),
            "may: modal=1 month=1\nmay: doubt=1\n");
}

TEST(SlantFormatTest, FacesAreLiteralAndWordsAreGlobs) {
  EXPECT_EQ(Show(Read(std::string(kHead) + "word\tvalence\tliteral\n:*\t2\nlov*\t3\nd*\t1\t1\n")),
            ":*!: valence=2\nlov*: valence=3\nd*!: valence=1\n");
}

TEST(SlantFormatTest, TheFirstVersionIsStillRead) {
  const auto lexicon = Read(
      "# slant-lexicon 1\n"
      "# name: tiny\n"
      "# scale: -4 4\n"
      "word\tkind\ttone\tevent\tfactor\n"
      "awful\tvalue\t-3.1\t0\t1\n"
      "not\tnegator\t0\t0\t-0.74\n"
      "very\tintensifier\t0\t0\t1.3\n"
      "slightly\tdiminisher\t0\t0\t0.7\n"
      "but\tcontrast\t0\t0\t1\n"
      "reportedly\thedge\t0\t0\t1\r\n");
  EXPECT_EQ(Show(lexicon), "awful: tone=-3.1 event=0\nnot:\nvery:\nslightly:\nbut:\nreportedly:\n");
  ASSERT_TRUE(IsOk(lexicon));
  EXPECT_EQ(lexicon->entries[1].kind, WordKind::kNegator);
  EXPECT_EQ(lexicon->entries[1].factor, -0.74f);
  EXPECT_EQ(lexicon->entries[2].kind, WordKind::kIntensifier);
  EXPECT_EQ(lexicon->entries[3].kind, WordKind::kDiminisher);
  EXPECT_EQ(lexicon->entries[4].kind, WordKind::kContrast);
  EXPECT_EQ(lexicon->entries[5].kind, WordKind::kHedge);
}

TEST(SlantFormatTest, EachErrorNamesItsLine) {
  struct Example {
    const char* rows;
    const char* message;
  };
  const Example examples[] = {
      {"kind\tvalence\nsad\t-2", "tiny.txt:9: expected the names of the columns, one of them 'wor"},
      {"word\tvalence\tvalence\nsad\t-2", "tiny.txt:9: the column 'valence' comes twice"},
      {"word\t\tvalence\nsad\t-2", "tiny.txt:9: a column without a name"},
      {"word\tvalence\nsad\t-2\t3", "tiny.txt:10: expected 2 columns (word, valence), found 3"},
      {"word\tvalence\nsad\tbad", "expected a number in [-5, 5] in column 'valence', found 'bad'"},
      {"word\tvalence\nsad\t-5.1", "tiny.txt:10: expected a number in [-5, 5]"},
      {"word\tvalence\nsad\tnan", "tiny.txt:10: expected a number in [-5, 5]"},
      {"word\tvalence\nsad\tinf", "tiny.txt:10: expected a number in [-5, 5]"},
      {"word\tvalence\nsad\t-1e99", "tiny.txt:10: expected a number in [-5, 5]"},
      {"word\tfactor\nsad\t2.5", "expected a number in [-2, 2] in column 'factor'"},
      {"word\tconfidence\nsad\t1.5", "expected a number in [0, 1] in column 'confidence'"},
      {"word\tspread\nsad\t-1", "expected a number in [0, 10] in column 'spread'"},
      {"word\tliteral\nsad\tyes", "expected 0 or 1 in column 'literal'"},
      {"word\tkind\nsad\tadjective", "tiny.txt:10: expected a kind (value, negator, intensifier"},
      {"word\tvalence\n\t2", "tiny.txt:10: expected a word, found none"},
      {"word\tvalence\nsad\t-2\nSad\t-1",
       "tiny.txt:11: the word 'sad' comes twice, first in line "},
      {"word\tkind\nsad\tnegator\nsad\thedge", "tiny.txt:11: the word 'sad' comes twice"},
      {"word\tcategory\nsad\ta\nsad\ta", "tiny.txt:11: 'sad' comes twice in category 'a'"},
      {"word\tcategory\tkind\nsad\ta\nsad\ta\thedge",
       "tiny.txt:11: 'sad' comes twice in category 'a'"},
      {"word\tvalence\n", "tiny.txt: no entry in the list"},
      {"# scale: 4 -4\nword\tvalence", "tiny.txt:9: expected two numbers, the smaller first"},
      {"# scale: 4\nword\tvalence", "tiny.txt:9: expected two numbers"},
  };
  for (const Example& example : examples) {
    EXPECT_TRUE(
        IsError(Read(std::string(kHead) + example.rows), ErrorCode::kMalformed, example.message))
        << example.rows;
  }
  EXPECT_TRUE(IsError(Read("# slant-lexicon 3\nword\nsad\n"), ErrorCode::kMalformed,
                      "tiny.txt:1: expected version 1 or 2 of slant's format, found '3'"));
  EXPECT_TRUE(IsError(Read("# slant-lexicon 1\nsad\tvalue\t-3\n"), ErrorCode::kMalformed,
                      "tiny.txt:2: expected 5 columns (word, kind, tone, event, factor), found 3"));
}

// The format of vader_lexicon.txt (Hutto and Gilbert 2014): word, mean, deviation, ten ratings.
TEST(VaderFormatTest, WordsPhrasesAndFacesAreEntries) {
  const auto lexicon = Read(
      "*<|:-)\t1.6\t1.35647\t[4, 2, 1, 0, 3, 2, 1, 0, 1, 2]\n"
      "awful\t-2.0\t0.63246\t[-2, -2, -3, -2, -1, -2, -2, -1, -3, -2]\n"
      "\n"
      "fed up\t-1.8\t0.6\t[-2, -1, -2, -2, -1, -2, -3, -1, -2, -2]\r\n"
      "Great\t3.1\t0.7\t[2, 4, 4, 4, 3, 3, 3, 3, 2, 3]\n");
  EXPECT_EQ(Show(lexicon),
            "*<|:-)!: valence=1.6\nawful: valence=-2\nfed up: valence=-1.8\n"
            "great: valence=3.1\n");
  ASSERT_TRUE(IsOk(lexicon));
  EXPECT_EQ(lexicon->format, "vader");
  EXPECT_EQ(lexicon->entries[1].spread, 0.63246f);
  EXPECT_EQ(lexicon->scale_high, 4);
  EXPECT_EQ(Notes(lexicon), "");
}

// VADER's own file has words twice; its dictionary keeps what comes last.
TEST(VaderFormatTest, OfAWordTwiceTheLastCounts) {
  const auto lexicon = Read("lied\t-1.6\t0.5\t[]\nsad\t-2\t0.5\t[]\nlied\t-1.8\t0.7\t[]\n");
  EXPECT_EQ(Show(lexicon), "lied: valence=-1.8\nsad: valence=-2\n");
  EXPECT_EQ(lexicon.value().entries[0].spread, 0.7f);
  EXPECT_EQ(Notes(lexicon),
            "tiny.txt:3: 'lied' comes twice in category 'valence', first in line 1; the last value "
            "counts\n");
}

// VADER looks texts up in lower case, so that ":D" is never found if there is ":d".
TEST(VaderFormatTest, AnEntryInLowerCaseCountsBeforeTheSameInCapitals) {
  const auto lexicon =
      Read(":d\t1.2\t0.5\t[]\n:D\t2.3\t0.5\t[]\n(:O\t2.5\t1\t[]\n(:o\t1.9\t1\t[]\n");
  EXPECT_EQ(Show(lexicon), ":d: valence=1.2\n(:o: valence=1.9\n");
  EXPECT_EQ(lexicon.value().notes.size(), 2u) << Notes(lexicon);
}

TEST(VaderFormatTest, EachErrorNamesItsLine) {
  EXPECT_TRUE(IsError(Read("sad\t-2.1\t0.9\t[]\nawful\n"), ErrorCode::kMalformed,
                      "tiny.txt:2: expected a word, a tab and a valence in [-4, 4]"));
  EXPECT_TRUE(IsError(Read("sad\t-2.1\t0.9\t[]\nawful\t-5\t1\t[]\n"), ErrorCode::kMalformed,
                      "tiny.txt:2: expected a word, a tab and a valence in [-4, 4], found '-5'"));
  EXPECT_TRUE(IsError(Read("sad\t-2.1\t0.9\t[]\nawful\t-3\t-1\t[]\n"), ErrorCode::kMalformed,
                      "tiny.txt:2: expected a deviation in [0, 10], found '-1'"));
}

TEST(VaderFormatTest, TheListOfEmojiIsNoLexicon) {
  EXPECT_TRUE(IsError(Read("😀\tgrinning face\n☺️\tsmiling face\n"), ErrorCode::kMalformed,
                      "found descriptions of emoji, no word list"));
}

constexpr char kLiwcHead[] =
    "%\n"
    "1\tfunction (Function Words)\n"
    "02 posemo\n"
    "3\tpast tense\n"
    "\t4\tnegemo\n"
    "125\taffect\n"
    "131\tof case\n"
    "464\tfiller\n"
    "%\n";

TEST(LiwcDicFormatTest, TermsEndWhereTheNumbersBegin) {
  const auto lexicon = Read(std::string(kLiwcHead) +
                            "Abandon*\t4\t3\n"
                            "ache* 4 125\n"
                            "a bit of\t1\n"
                            "over and out 1 3  \n"
                            "  \t\n"
                            "24 7\t1\n"
                            "911 3\n"
                            "walked\t\t03\t1\t \r\n"
                            ":(\t4\n");
  EXPECT_EQ(Show(lexicon),
            "abandon*: negemo=1 past tense=1 valence=-1\n"
            "ache*: negemo=1 affect=1 valence=-1\n"
            "a bit of: function=1\n"
            "over and out: function=1 past tense=1\n"
            "24 7: function=1\n"
            "911: past tense=1\n"
            "walked: past tense=1 function=1\n"
            ":(: negemo=1 valence=-1\n");
  EXPECT_EQ(lexicon.value().format, "liwc-dic");
}

// The two lines of LIWC2007_English100131.dic that stop other readers (liwc-python issue 6).
TEST(LiwcDicFormatTest, ConditionsAreSimplifiedWithANote) {
  const auto lexicon = Read(std::string(kLiwcHead) +
                            "kind\t<of>131/125\n"
                            "like\t(02 134)125/464\t1\n"
                            "sort <of>131/125 1\n"
                            "well (02)125/464\n");
  EXPECT_EQ(Show(lexicon),
            "kind: affect=1\nkind of: of case=1\n"
            "like: filler=1 function=1\n"
            "sort: affect=1 function=1\nsort of: of case=1\n"
            "well: filler=1\n");
  EXPECT_EQ(Notes(lexicon),
            "tiny.txt:11: the condition '(02 134)125/464' is left out; its other case, category "
            "464, counts always\n"
            "tiny.txt:13: the condition '(02)125/464' is left out; its other case, category 464, "
            "counts always\n");
}

TEST(LiwcDicFormatTest, BomCrLfAndLatin1AreRead) {
  const auto with_bom = Read("\xEF\xBB\xBF%\r\n1\tposemo\r\n%\r\nnice*\t1\r\n");
  EXPECT_EQ(Show(with_bom), "nice*: posemo=1 valence=1\n");
  const auto latin = Read("%\n1\tposemo\n%\nna\xEFve\t1\ncan\x92t\t1\n");
  EXPECT_EQ(Show(latin), "naïve: posemo=1 valence=1\ncan't: posemo=1 valence=1\n");
  EXPECT_EQ(Notes(latin),
            "tiny.txt: not UTF-8 (the first at byte 15), read as Latin-1 (Windows-1252)\n");
  EXPECT_EQ(Show(Read("%\r1\tposemo\r%\rnice\t1\r")), "nice: posemo=1 valence=1\n");
}

TEST(LiwcDicFormatTest, EachErrorNamesItsLine) {
  struct Example {
    const char* lines;
    const char* message;
  };
  const Example examples[] = {
      {"sad\t9\n", "tiny.txt:10: the category 9 is not in the file's head"},
      {"sad\n", "tiny.txt:10: expected a term and the numbers of its categories, found 'sad'"},
      {"sad\t4 x\n", "tiny.txt:10: expected the number of a category, found 'x'"},
      {"sad\t4x\n", "tiny.txt:10: expected the number of a category, found '4x'"},
      {"sad\t(02 134\n", "tiny.txt:10: expected a closed condition"},
      {"sad\t<of>\n", "tiny.txt:10: expected a category behind the condition"},
      {"sad\t<of>131/\n", "tiny.txt:10: expected a category behind '/'"},
      {"sad\t<of>131/125x\n", "tiny.txt:10: expected white space behind the condition"},
      {"*\t4\n", "tiny.txt:10: the pattern '*' has only wildcards"},
      {"sad\t99999999999999\n", "tiny.txt:10: expected the number of a category"},
  };
  for (const Example& example : examples) {
    EXPECT_TRUE(IsError(Read(std::string(kLiwcHead) + example.lines), ErrorCode::kMalformed,
                        example.message))
        << example.lines;
  }
  EXPECT_TRUE(IsError(Read("%\n1\ta\nsad 1\n"), ErrorCode::kMalformed,
                      "tiny.txt:3: expected a category's number and name, found 'sad 1'"));
  EXPECT_TRUE(IsError(Read("%\n1\ta\n"), ErrorCode::kMalformed,
                      "tiny.txt:1: expected a second line of '%'"));
  EXPECT_TRUE(IsError(Read("%\n1\ta\n1\tb\n%\nx\t1\n"), ErrorCode::kMalformed,
                      "tiny.txt:3: the category 1 comes twice"));
}

TEST(LiwcDicFormatTest, ADescriptionInParenthesesIsLeftOutUnlessItTellsCategoriesApart) {
  const auto lexicon = Read("%\n1 self (I)\n2 self (we)\n3 (other)\n%\nx 1 2 3\n");
  EXPECT_EQ(Show(lexicon), "x: self=1 self (we)=1 (other)=1\n");
}

TEST(LiwcDicxFormatTest, CellsAreEmptyXOrAWeight) {
  const auto lexicon = Read(
      "DicTerm,Posemo,\"Risk, high\"\r\n"
      "nice*,X,\r\n"
      "\"well, yes\",1,0.5\r\n"
      "danger,,x\r\n");
  EXPECT_EQ(Show(lexicon),
            "nice*: Posemo=1 valence=1\nwell, yes: Posemo=1 Risk, high=0.5 valence=1\n"
            "danger: Risk, high=1\n");
  EXPECT_EQ(lexicon.value().format, "liwc-dicx");
  EXPECT_TRUE(IsError(Read("DicTerm,a\nx,maybe\n"), ErrorCode::kMalformed,
                      "tiny.txt:2: expected nothing, X or a number, found 'maybe'"));
  EXPECT_TRUE(IsError(Read("Entry,a\nx,1,1\n"), ErrorCode::kMalformed,
                      "tiny.txt:2: expected 2 columns, found 3"));
  EXPECT_TRUE(IsError(Read("Entry,a\nx,1\n\"y,1\nz,1\n"), ErrorCode::kMalformed,
                      "tiny.txt:3: the quotation mark is not closed"));
  EXPECT_TRUE(IsError(Read("Entry,a\nx,1\ny\"y,1\n"), ErrorCode::kMalformed,
                      "tiny.txt:3: a quotation mark out of place"));
}

TEST(QuantedaYamlFormatTest, KeysAreJoinedWithADot) {
  const auto lexicon = Read(
      "# a comment\n"
      "tone:\n"
      "  praise:\n"
      "    - Good*\n"
      "    - \"*\\u2019s best\"\n"
      "  blame: ['b?d', 'fed up']\n"
      "empty:\n"
      "single: word\n");
  EXPECT_EQ(Show(lexicon),
            "good*: tone.praise=1\n*'s best: tone.praise=1\nb?d: tone.blame=1\n"
            "fed up: tone.blame=1\nword: single=1\n");
  EXPECT_EQ(lexicon.value().format, "quanteda-yaml");
}

// The keys of the Lexicoder Sentiment Dictionary in quanteda: what is not good is bad.
TEST(QuantedaYamlFormatTest, LexicodersKeysGiveAValence) {
  EXPECT_EQ(Show(Read("negative: [a lie]\npositive: [ability*, like]\nneg_positive: [not able]\n"
                      "neg_negative: [not a lie]\nNEGATIVE: [like]\n")),
            "a lie: negative=1 valence=-1\nability*: positive=1 valence=1\n"
            "like: positive=1 NEGATIVE=1\n"
            "not able: neg_positive=1 valence=-1\nnot a lie: neg_negative=1 valence=1\n");
}

TEST(QuantedaYamlFormatTest, EachErrorNamesItsLine) {
  EXPECT_TRUE(IsError(Read("a:\n  - x\n  - *good\n"), ErrorCode::kMalformed, "tiny.txt:3: "));
  EXPECT_TRUE(IsError(Read("a:\n  - &x good\n  - *x\n"), ErrorCode::kMalformed,
                      "tiny.txt:3: expected a word, found an alias"));
  EXPECT_TRUE(IsError(Read("a:\n  - x\n - y\n"), ErrorCode::kMalformed, "tiny.txt:3: YAML: "));
  EXPECT_TRUE(IsError(Read("a:\n  - x\n  - '*'\n"), ErrorCode::kMalformed,
                      "tiny.txt:3: the pattern '*' has only wildcards"));
  EXPECT_TRUE(IsError(Read("a: [\n" + std::string(100'000, '[') + "\n"), ErrorCode::kLimit,
                      "tiny.txt:2: the line has 100000 bytes"));
  const std::string deep = "a: " + std::string(20'000, '[') + "x" + std::string(20'000, ']') + "\n";
  EXPECT_TRUE(IsError(Read(deep), ErrorCode::kMalformed, "tiny.txt:1: YAML: "));
  EXPECT_EQ(Notes(Read("a:\n  - x\n  - null\n")),
            "tiny.txt:3: an empty item is left out; put quotation marks around the word 'null' or "
            "'~'\n");
}

TEST(LexicoderFormatTest, NodesAreCategoriesAndWords) {
  const auto lexicon = Read(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<dictionary style=\"LC\">\n"
      "<cnode name=\"POSITIVE\">\n"
      "  <pnode name=\"ABILIT*\"></pnode><pnode name=\"at  ease &amp; well\"/>\n"
      "  <cnode name=\"DEEP\"><pnode name=\"x\"/></cnode>\n"
      "</cnode>\n"
      "<cnode name=\"NEGATIVE\"><pnode name=\"A LIE\"/></cnode>\n"
      "</dictionary>\n");
  EXPECT_EQ(Show(lexicon),
            "abilit*: POSITIVE=1 valence=1\nat ease & well: POSITIVE=1 valence=1\n"
            "x: POSITIVE.DEEP=1\na lie: NEGATIVE=1 valence=-1\n");
  EXPECT_EQ(lexicon.value().format, "lexicoder");
  EXPECT_TRUE(IsError(Read("<d>\n<cnode name='a'>\n<pnode name='x'/>\n</d>\n"),
                      ErrorCode::kMalformed, "tiny.txt:4: XML: "));
  EXPECT_TRUE(IsError(Read("<d><cnode name='a'/>\n<pnode name='x'/></d>"), ErrorCode::kMalformed,
                      "tiny.txt:2: the word 'x' is in no <cnode>"));
}

// Entities that grow ("billion laughs") and files from elsewhere are not looked at.
TEST(LexicoderFormatTest, EntitiesAreNotExpanded) {
  const auto lexicon = Read(
      "<!DOCTYPE d [<!ENTITY a SYSTEM \"file:///etc/hostname\">\n"
      "<!ENTITY b \"bbbbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>\n"
      "<d><cnode name=\"x\"><pnode name=\"y\"/>&a;&c;</cnode></d>\n");
  EXPECT_EQ(Show(lexicon), "y: x=1\n");
}

TEST(AfinnFormatTest, WordsAndPhrasesHaveAWholeNumber) {
  const auto lexicon = Read("abandon\t-2\ncool stuff\t3\nsome kind\t0\nyes\t+1\n");
  EXPECT_EQ(Show(lexicon),
            "abandon: valence=-2\ncool stuff: valence=3\nsome kind: valence=0\nyes: valence=1\n");
  EXPECT_EQ(lexicon.value().format, "afinn");
  EXPECT_EQ(lexicon.value().scale_low, -5);
  EXPECT_TRUE(IsError(Read("bad\t-2\ngood\t6\n"), ErrorCode::kMalformed,
                      "tiny.txt:2: expected a word, a tab and a whole number in [-5, 5]"));
}

TEST(NrcFormatTest, ZeroMeansNotAMember) {
  const auto lexicon = Read(
      "\n"
      "aback\tanger\t0\naback\tjoy\t0\n"
      "abandon\tanger\t0\nabandon\tfear\t1\nabandon\tnegative\t1\n"
      "abba\tpositive\t1\n");
  EXPECT_EQ(Show(lexicon), "abandon: fear=1 negative=1 valence=-1\nabba: positive=1 valence=1\n");
  EXPECT_EQ(lexicon.value().format, "nrc");
}

TEST(NrcFormatTest, IntensitiesAreReadWithTheirLineOfNames) {
  EXPECT_EQ(
      Show(Read("word\temotion\tscore\nrage\tanger\t0.9\ncalm\tjoy\t0.25\nrage\tfear\t0.5\n")),
      "rage: anger=0.9 fear=0.5\ncalm: joy=0.25\n");
}

TEST(NrcFormatTest, TheWideListOfValenceArousalAndDominanceIsRead) {
  const char* const expected =
      "aaaah: valence=0.479 arousal=0.606 dominance=0.291\n"
      "a bit: valence=0.5 arousal=0.25 dominance=0.125\n";
  EXPECT_EQ(Show(Read("Word\tValence\tArousal\tDominance\naaaah\t0.479\t0.606\t0.291\n"
                      "a bit\t.5\t.25\t.125\n")),
            expected);
  EXPECT_EQ(Show(Read("aaaah\t0.479\t0.606\t0.291\na bit\t.5\t.25\t.125\n")), expected);
  EXPECT_TRUE(IsError(Read("Word\tValence\tArousal\tDominance\na\t.1\t.2\t.3\nb\t.1\t.2\n"),
                      ErrorCode::kMalformed, "tiny.txt:3: expected a word and three numbers"));
}

// eMFD: a probability and a sentiment for each foundation.
TEST(TableFormatTest, NumericColumnsAreCategories) {
  const char* const expected = "kill: care_p=0.4 care_sent=-0.69\nsave: care_p=0.3\n";
  EXPECT_EQ(Show(Read("word,care_p,care_sent\nkill,0.4,-0.69\nsave,0.3,\n")), expected);
  EXPECT_EQ(Show(Read("word\tcare_p\tcare_sent\nkill\t0.4\t-0.69\nsave\t0.3\tNA\n")), expected);
  EXPECT_EQ(Show(Read("word;care_p;care_sent\nkill;0,4;-0,69\nsave;0.3;\n")), expected);
  EXPECT_EQ(Show(Read("\"\",\"care_p\",\"term\",\"care_sent\"\n\"1\",0.4,\"kill\",-0.69\n"
                      "\"2\",0.3,\"save\",NA\n")),
            expected);
}

TEST(TableFormatTest, OneColumnOfNumbersIsTheValence) {
  EXPECT_EQ(Show(Read("term,score,sd\nsad,-2,0.5\n\"fed up, really\",-3,1\n")),
            "sad: valence=-2\nfed up, really: valence=-3\n");
  EXPECT_EQ(Read("term,score,sd\nsad,-2,0.5\n").value().entries[0].spread, 0.5f);
  EXPECT_EQ(Show(Read("sad,-2.5\nglad,1.5\n")), "sad: valence=-2.5\nglad: valence=1.5\n");
  EXPECT_EQ(Show(Read("sad\t-2.5\nglad\t1.5\n")), "sad: valence=-2.5\nglad: valence=1.5\n");
  EXPECT_EQ(Show(Read("word,frequency\nsad,7\n")), "sad: frequency=7\n");
}

// FrameAxis' moral form; and tidytext's, where `sentiment` is a name.
TEST(TableFormatTest, AColumnOfNamesIsTheCategory) {
  EXPECT_EQ(
      Show(Read("word,category,sentiment\nkill,care,-0.69\nkill,fairness,0.1\nsave,care,1\n")),
      "kill: care=-0.69 fairness=0.1\nsave: care=1\n");
  EXPECT_EQ(Show(Read("word,sentiment\nabound,positive\nabuse,negative\n")),
            "abound: positive=1 valence=1\nabuse: negative=1 valence=-1\n");
  const auto with_text = Read("word,pos,score\nsad,adj,-2\n");
  EXPECT_EQ(Show(with_text), "sad: valence=-2\n");
  EXPECT_EQ(Notes(with_text), "tiny.txt:1: the column 'pos' holds text, and is not used\n");
}

TEST(TableFormatTest, EachErrorNamesItsLine) {
  std::string rows = "word,care\n";
  for (int i = 0; i < 50; ++i) {
    rows += "w" + std::to_string(i) + ",1\n";
  }
  EXPECT_TRUE(IsError(Read(rows + "x,much\n"), ErrorCode::kMalformed,
                      "tiny.txt:52: expected a number in column 'care', found 'much'"));
  EXPECT_TRUE(IsError(Read(rows + "x,1,2\n"), ErrorCode::kMalformed,
                      "tiny.txt:52: expected 2 columns, found 3"));
  EXPECT_TRUE(IsError(Read(rows + ",1\n"), ErrorCode::kMalformed,
                      "tiny.txt:52: expected a word, found none"));
  EXPECT_TRUE(IsError(Read("word,note\nx,some text\n"), ErrorCode::kMalformed,
                      "tiny.txt:1: the table has no column of numbers and none named category"));
}

TEST(JsonLinesFormatTest, NumbersTagsAndListsAreCategories) {
  EXPECT_EQ(Show(Read("{\"word\": \"kill\", \"care_p\": 0.4, \"care_sent\": -0.69}\n"
                      "{\"word\": \"safe*\", \"tags\": [\"care.virtue\", \"moral\"]}\n"
                      "\n"
                      "{\"word\": \"May be\", \"list\": \"hedge\"}\n"
                      "{\"word\": \"may be\", \"category\": \"doubt\", \"strong\": true}\n"
                      "{\"word\": \"slavishness\"}\n")),
            "kill: care_p=0.4 care_sent=-0.69\nsafe*: care.virtue=1 moral=1\n"
            "may be: hedge=1 doubt=1 strong=1\nslavishness: tiny=1\n");
  const auto lexicon =
      Read("{\"word\": \"sad\", \"score\": -2, \"sd\": 0.5, \"ratings\": [-2, -1]}\n");
  EXPECT_EQ(Show(lexicon), "sad: valence=-2\n");
  EXPECT_EQ(lexicon.value().entries[0].spread, 0.5f);
  EXPECT_EQ(lexicon.value().format, "json-lines");
}

TEST(JsonLinesFormatTest, EachErrorNamesItsLine) {
  EXPECT_TRUE(IsError(Read("{\"word\": \"x\"}\n{\"word\": \n"), ErrorCode::kMalformed,
                      "tiny.txt:2: expected a JSON object: "));
  EXPECT_TRUE(IsError(Read("{\"word\": \"x\"}\n[1]\n"), ErrorCode::kMalformed,
                      "tiny.txt:2: expected a JSON object: "));
  EXPECT_TRUE(IsError(Read("{\"words\": 1}\n"), ErrorCode::kMalformed,
                      "tiny.txt:1: expected an object with \"word\""));
  EXPECT_TRUE(IsError(Read("{\"neg\": \"bad\", \"pos\": \"good\", \"set\": \"x\"}\n"),
                      ErrorCode::kMalformed, "found pairs of opposites (neg, pos)"));
  EXPECT_TRUE(IsError(Read("{\"word\": \"x\", \"score\": 1e300}\n"), ErrorCode::kMalformed,
                      "tiny.txt:1: the number of 'score' is out of range"));
}

// Hu and Liu's lists begin with a page of comments.
TEST(PlainFormatTest, TheCategoryIsTheList) {
  const auto lexicon = Read(
      ";;;;;;;;;;;;;;;\n"
      "; Opinion Lexicon: Positive\n"
      ";\n"
      "\n"
      "a+\n"
      "abound*\n"
      "# a comment\n"
      "#metoo\n"
      ";)\n"
      "in  good\thands\n");
  EXPECT_TRUE(IsError(lexicon, ErrorCode::kMalformed, "expected a word list in one of"));
  EXPECT_EQ(Show(Read(";;;;\n; Opinion Lexicon\n;\n\na+\nabound*\n# a comment\n#metoo\n;)\n"
                      "in  good hands\n")),
            "a+: tiny=1\nabound*: tiny=1\n#metoo: tiny=1\n;): tiny=1\nin good hands: tiny=1\n");
  EXPECT_EQ(Show(ParseLexicon("good\n", "lists/Positive.txt")), "good: Positive=1 valence=1\n");
}

TEST(PatternTest, AreInOneForm) {
  EXPECT_EQ(Show(Read("  ÉCLAT\u00A0 d\u2019Or \nrun\u2010down\n")),
            "éclat d'or: tiny=1\nrun-down: tiny=1\n");
  EXPECT_EQ(Show(Read("good**\nfood* *\n")), "good*: tiny=1\nfood* *: tiny=1\n");
}

TEST(PatternTest, HaveLimits) {
  const auto long_pattern = Read("good\n" + std::string(600, 'x') + "\n");
  EXPECT_TRUE(IsError(long_pattern, ErrorCode::kLimit,
                      "tiny.txt:2: the pattern has 600 bytes, the most is 512"));
  std::string pieces = "{\"word\": \"";
  for (int i = 0; i < 17; ++i) {
    pieces += "x ";
  }
  EXPECT_TRUE(IsError(Read(pieces + "\"}\n"), ErrorCode::kLimit,
                      "tiny.txt:1: the pattern has 17 words, the most is 16"));
  EXPECT_TRUE(IsError(Read("good\na*b*c*d*e*f*g*\n"), ErrorCode::kLimit,
                      "tiny.txt:2: the pattern 'a*b*c*d*e*f*g*' has 7 stars, the most is 6"));
  for (const char* star : {"*", "***", "* *", "?", "?* *"}) {
    EXPECT_TRUE(IsError(Read(std::string("good\n") + star + "\n"), ErrorCode::kMalformed,
                        "has only wildcards: it would match every word"))
        << star;
  }
}

TEST(LexiconReaderTest, AnUnknownFormatSaysWhatWasLookedFor) {
  const char* const texts[] = {
      "Just words.\n", "The council met on Monday. It was a long meeting, as these things go.\n",
      "#include <vector>\nint main() {\n  return 0; // nothing to see here at all, my friend\n}\n"};
  for (const char* text : texts) {
    const auto lexicon = Read(text);
    for (const char* format : {"slant", "vader", "json-lines", "liwc-dic", "lexicoder", "liwc-dicx",
                               "quanteda-yaml", "nrc", "afinn", "table", "plain"}) {
      EXPECT_TRUE(IsError(lexicon, ErrorCode::kMalformed, std::string("(") + format + ")")) << text;
    }
  }
}

TEST(LexiconReaderTest, BinaryFilesAreRefusedAtOnce) {
  EXPECT_TRUE(IsError(Read(std::string("good\n\0bad\n", 10)), ErrorCode::kMalformed,
                      "expected a word list, found binary data (a NUL at byte 5)"));
  EXPECT_TRUE(
      IsError(Read(std::string(1000, '\x01') + "\n"), ErrorCode::kMalformed, "control characters"));
  EXPECT_TRUE(IsError(Read("\x1F\x8B\x08 x"), ErrorCode::kMalformed, "found a gzip archive"));
  EXPECT_TRUE(IsError(Read("PK\x03\x04 x"), ErrorCode::kMalformed, "save the sheet as CSV"));
  EXPECT_TRUE(IsError(Read(std::string("\xFF\xFEg\0", 4)), ErrorCode::kMalformed, "UTF-16"));
}

TEST(LexiconReaderTest, ALineOfAMegabyteIsNamed) {
  EXPECT_TRUE(IsError(Read("good\n" + std::string(1 << 20, 'x') + "\nbad\n"), ErrorCode::kLimit,
                      "tiny.txt:2: the line has 1048576 bytes, the most is 65536"));
}

TEST(LexiconReaderTest, BrokenUtf8AmongGoodIsRepairedWithANote) {
  const auto lexicon = Read("naïve\ncafé\nbro\xC3ken\n");
  EXPECT_EQ(Show(lexicon), "naïve: tiny=1\ncafé: tiny=1\nbro\uFFFDken: tiny=1\n");
  EXPECT_EQ(Notes(lexicon), "tiny.txt: 1 broken characters (the first at byte 16) became U+FFFD\n");
}

TEST(LexiconReaderTest, TooManyCategoriesAreAnError) {
  std::string text;
  for (int i = 0; i < 5000; ++i) {
    text += "x\tc" + std::to_string(i) + "\t1\n";
  }
  EXPECT_TRUE(IsError(Read(text), ErrorCode::kLimit, "tiny.txt:4097: more than 4096 categories"));
}

TEST(LexiconReaderTest, ASinkHearsOfBadLinesAndMayStop) {
  int heard = 0;
  const auto all =
      ParseLexicon("bad\t-2\nx\ty\ngood\t3\nz\t9\n" + std::string("w\t1\n", 4) +
                       "a\t1\nb\t1\nc\t1\nd\t1\ne\t1\nf\t1\ng\t1\nh\t1\ni\t1\nj\t1\nk\t1\n"
                       "l\t1\nm\t1\nn\t1\no\t1\n",
                   "tiny.txt", [&](const Error&) { return ++heard < 5; });
  ASSERT_TRUE(IsOk(all));
  EXPECT_EQ(heard, 2);
  EXPECT_EQ(all->entries.size(), 18u);
  const auto stopped = ParseLexicon("# slant-lexicon 2\nword\tv\nx\ty\nz\ty\n", "tiny.txt",
                                    [](const Error&) { return false; });
  EXPECT_TRUE(IsError(stopped, ErrorCode::kMalformed, "tiny.txt:3: "));
}

// The lists of the shared data: counts as its README has them, doubled words aside.
TEST(LexiconReaderTest, TheSharedListsAreRead) {
  const std::string folder = SLANT_SHARED_DATA "/lexicons/";
  if (!std::filesystem::exists(folder)) {
    GTEST_SKIP() << "there is no " << folder << ": the lists are not part of the repository";
  }
  struct Example {
    const char* file;
    std::size_t entries;
    std::size_t categories;
  };
  const Example examples[] = {
      {"vader_lexicon.txt", 7494, 1}, {"vader.jsonl", 7494, 1},
      {"afinn165.jsonl", 3382, 1},    {"recasens_bias_lists.jsonl", 8269, 10},
      {"emfd.jsonl", 3270, 10},       {"mfd1.jsonl", 324, 11},
      {"mfd2.jsonl", 2040, 10}};
  for (const Example& example : examples) {
    const auto lexicon = ReadLexicon(folder + example.file);
    ASSERT_TRUE(IsOk(lexicon));
    EXPECT_EQ(lexicon->entries.size(), example.entries) << example.file;
    EXPECT_EQ(lexicon->categories.size(), example.categories) << example.file;
  }
  EXPECT_TRUE(IsError(ReadLexicon(folder + "emoji_utf8_lexicon.txt"), ErrorCode::kMalformed,
                      "descriptions of emoji"));
  EXPECT_TRUE(IsError(ReadLexicon(folder + "frameaxis_microframes.jsonl"), ErrorCode::kMalformed,
                      "pairs of opposites"));
}

TEST(LexiconReaderTest, AListWithoutANameIsNamedAfterItsFile) {
  const TempDir folder;
  const auto lexicon = ReadLexicon(folder.Put("my-list.tsv", "# slant-lexicon 2\nword\nsad\n"));
  ASSERT_TRUE(IsOk(lexicon));
  EXPECT_EQ(lexicon->name, "my-list");
}

TEST(LexiconReaderTest, WhatIsNoFileIsRefused) {
  const TempDir folder;
  EXPECT_TRUE(IsError(ReadLexicon(folder / "missing"), ErrorCode::kNotFound, "missing"));
  EXPECT_TRUE(IsError(ReadLexicon(folder.path()), ErrorCode::kMalformed, "found a folder"));
  EXPECT_TRUE(IsError(ReadLexicon(folder.Put("e", "")), ErrorCode::kMalformed, "file is empty"));
  EXPECT_TRUE(IsError(Read("\xEF\xBB\xBF \n\n"), ErrorCode::kMalformed, "the file is empty"));
}

TEST(LexiconReaderTest, TheLexiconOfTheProjectIsRead) {
  const auto lexicon =
      ReadLexicon(std::string(SLANT_SOURCE_DIR) + "/corpora/lexicons/slant-en.tsv");
  ASSERT_TRUE(IsOk(lexicon));
  EXPECT_EQ(lexicon->name, "slant-en");
  EXPECT_FALSE(lexicon->licence.empty());
  EXPECT_GT(lexicon->entries.size(), 7000u);
  EXPECT_EQ(Notes(lexicon), "");
  std::map<WordKind, int> kinds;
  for (const LexiconEntry& entry : lexicon->entries) {
    ++kinds[entry.kind];
  }
  EXPECT_EQ(kinds.size(), 6u) << "every kind of word occurs";
}

// A matcher takes kMaxGlobs of them, so a list that has more must not lose the rest in silence.
TEST(LexiconLimitTest, WildcardsElsewhereThanAtTheEndAreCounted) {
  std::string text;
  for (std::size_t i = 0; i < kMaxGlobs; ++i) {
    text += "w*" + std::to_string(i) + "x\n";
  }
  // The same one again, and prefixes, cost nothing more.
  EXPECT_TRUE(IsOk(ParseLexicon(text + "w*0x y\nwalk*\n", "list.txt")));
  EXPECT_TRUE(IsError(ParseLexicon(text + "walk*\none*more\n", "list.txt"), ErrorCode::kLimit,
                      "list.txt:1002: 'one*more'"));
}

}  // namespace
}  // namespace slant
