#include "slant/lexicon/lexicon_writer.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "slant/base/random.h"
#include "slant/lexicon/lexicon_reader.h"
#include "support/is_ok.h"

namespace slant {
namespace {

Lexicon Parse(const std::string& text) {
  auto lexicon = ParseLexicon(text, "tiny.txt");
  EXPECT_TRUE(IsOk(lexicon)) << text;
  return lexicon ? std::move(lexicon).value() : Lexicon();
}

std::string Written(const Lexicon& lexicon, std::string_view format) {
  const auto written = WriteLexicon(lexicon, format);
  return written ? written.value().text : "error: " + written.error().ToString();
}

std::string Notes(const Lexicon& lexicon, std::string_view format) {
  const auto written = WriteLexicon(lexicon, format);
  std::string out;
  for (const std::string& note : written.value().notes) {
    out += note + "\n";
  }
  return out;
}

// Every entry with all that is said of it, categories in the order of their names.
std::string Everything(const Lexicon& lexicon) {
  std::string out = lexicon.name + "|" + lexicon.version + "|" + lexicon.language + "|" +
                    lexicon.source + "|" + lexicon.licence + "\n";
  for (const LexiconEntry& e : lexicon.entries) {
    out += e.pattern + (e.literal ? "!" : "") + " " + std::to_string(static_cast<int>(e.kind)) +
           " " + std::to_string(e.factor) + " " + std::to_string(e.spread) + " " +
           std::to_string(e.confidence);
    std::vector<std::string> values;
    for (const CategoryValue& value : lexicon.ValuesOf(e)) {
      values.push_back(" " + lexicon.categories[value.category] + "=" +
                       std::to_string(value.value));
    }
    std::sort(values.begin(), values.end());
    for (const std::string& value : values) {
      out += value;
    }
    out += "\n";
  }
  return out;
}

constexpr char kAll[] =
    "# slant-lexicon 2\n"
    "# name: all\n"
    "# version: 7\n"
    "# language: en\n"
    "# source: made for this test\n"
    "# licence: CC0\n"
    "# scale: -5 5\n"
    "kind\tword\tfactor\tspread\tconfidence\tliteral\tcategory\ttone\tevent\n"
    "value\tsad\t\t0.5\t0.25\t\t\t-3.1\t0\n"
    "value\t#metoo\t\t\t\t\tmovement\t\t-1\n"
    "negator\tnot\t-0.74\n"
    "value\t*-:\t\t\t\t1\tface\n"
    "value\tlike\t\t\t\t\tpraise\t2\n"
    "value\tlike\t\t\t\t\tcompare\n"
    "hedge\tlike\t\t\t\t\tdoubt\n"
    "none\tkind of\n"
    "value\tlo?e*\t\t\t\t\t\t0.1\n";

TEST(LexiconWriterTest, SlantsFormatHoldsEverything) {
  EXPECT_EQ(Written(Parse(kAll), "slant"), kAll);
  EXPECT_EQ(Notes(Parse(kAll), "slant"), "");
}

// Whatever format a list came in.
TEST(LexiconWriterTest, SlantsFormatReadsBackTheSame) {
  const char* const lists[] = {
      kAll,
      "sad\t-2.1\t0.9\t[]\n:*\t2\t1\t[]\n",
      "sad\t-2\nfed up\t-3\n",
      "sad\tjoy\t0\nsad\tfear\t1\nbad\tnegative\t1\n",
      "%\n1\tfunction\n2\tposemo\n%\nlove*\t2\nkind <of>1/2\n",
      "positive:\n  - love*\nnegative:\n  - like\n  - \"love*\"\n",
      "word,care_p,care_sent\nkill,0.4,-0.6\nsave,0.3,\n",
      "word,category,sentiment\nkill,care,-0.6\nkill,fairness,0.1\n",
      "{\"word\":\"may\",\"list\":\"hedge\"}\n{\"word\":\"may\",\"list\":\"month\"}\n",
      "good\nbest of*\n"};
  for (const char* text : lists) {
    const Lexicon lexicon = Parse(text);
    EXPECT_EQ(Everything(Parse(Written(lexicon, "slant"))), Everything(lexicon)) << text;
  }
}

TEST(LexiconWriterTest, RandomListsReadBackTheSame) {
  constexpr std::uint64_t kSeed = 20240602;
  Random random(kSeed);
  for (int round = 0; round < 200; ++round) {
    std::string text = "# slant-lexicon 2\nword\tkind\tfactor\ttone\tevent\tcategory\n";
    for (std::uint64_t i = 0, n = 1 + random.Below(30); i < n; ++i) {
      const char* const kinds[] = {"", "value", "negator", "hedge", "none"};
      text += "w" + std::to_string(i) + (random.Below(5) == 0 ? " x*" : "") + "\t" +
              kinds[random.Below(5)] + "\t" +
              (random.Below(2) == 0 ? "" : std::to_string(2 * random.Uniform())) + "\t" +
              (random.Below(2) == 0 ? "" : std::to_string(8 * random.Uniform() - 4)) + "\t" +
              (random.Below(2) == 0 ? "" : "1") + "\t" +
              (random.Below(2) == 0 ? "" : "c" + std::to_string(random.Below(4))) + "\n";
    }
    const Lexicon lexicon = Parse(text);
    ASSERT_EQ(Everything(Parse(Written(lexicon, "slant"))), Everything(lexicon))
        << "seed " << kSeed << ", round " << round << "\n"
        << text;
  }
}

TEST(LexiconWriterTest, SlantsFormatRefusesWhatItCannotHold) {
  Lexicon lexicon = Parse("word,care,spoken\nkill,0.4,0.2\n");
  lexicon.categories[0] = "kind";
  EXPECT_EQ(Written(lexicon, "slant"),
            "error: slant's format cannot hold a category of the name 'kind'");
  lexicon = Parse("sad\t-2\nbad\t-3\n");
  lexicon.entries[1].pattern = "sad";
  EXPECT_EQ(Written(lexicon, "slant"),
            "error: slant's format cannot hold 'sad' twice without a category");
}

TEST(LexiconWriterTest, VadersFormatHoldsWordsWithAValence) {
  const Lexicon lexicon = Parse(
      "# slant-lexicon 2\n# licence: CC0\nword\tvalence\tspread\tevent\n"
      "sad\t-2.1\t0.9\t1\nfed up\t-1.5\nlov*\t3\nnot\n:*\t2\n");
  EXPECT_EQ(Written(lexicon, "vader"), "sad\t-2.1\t0.9\t[]\nfed up\t-1.5\t0\t[]\n:*\t2\t0\t[]\n");
  EXPECT_EQ(Notes(lexicon, "vader"),
            "the format has no place for source and licence\n"
            "1 entry without a valence is left out\n"
            "1 pattern with a wildcard is left out: VADER knows whole words only\n"
            "of 2 categories only 'valence' is written\n");
  EXPECT_EQ(Written(Parse("good\nbad\n"), "vader"),
            "error: VADER's format needs a category 'valence', and the list has none");
  EXPECT_EQ(Written(Parse("good\t3\nbest\t5\n"), "vader"),
            "error: VADER's format holds valences in [-4, 4], 'best' has 5");
}

TEST(LexiconWriterTest, CsvHasAColumnACategory) {
  const Lexicon lexicon = Parse("word;care, yes;harm\n\"a \"\"b\"\", c\";0,5;-1\nkill;;2\n");
  EXPECT_EQ(Written(lexicon, "csv"),
            "word,\"care, yes\",harm\n\"a \"\"b\"\", c\",0.5,-1\nkill,,2\n");
  EXPECT_EQ(Everything(Parse(Written(lexicon, "csv"))), Everything(lexicon));
}

TEST(LexiconWriterTest, QuantedaHasListsUnderKeys) {
  const Lexicon lexicon =
      Parse("fear:\n  - 'a \"b\" \\c'\n  - scar*\njoy:\n  deep: [glad, scar*]\n");
  EXPECT_EQ(Written(lexicon, "quanteda"),
            "\"fear\":\n  - \"a \\\"b\\\" \\\\c\"\n  - \"scar*\"\n"
            "\"joy.deep\":\n  - \"scar*\"\n  - \"glad\"\n");
  EXPECT_EQ(Notes(lexicon, "quanteda"), "");
}

// A valence becomes two lists, as LIWC's users expect them; its degrees are lost, and this is said.
TEST(LexiconWriterTest, LiwcHasNumberedCategories) {
  const Lexicon lexicon = Parse("good\t3\nbad\t-1\nfed up\t-2\nmeh\t0\n");
  EXPECT_EQ(Written(lexicon, "liwc"),
            "%\n1\tpositive\n2\tnegative\n%\ngood\t1\nbad\t2\nfed up\t2\n");
  EXPECT_EQ(Notes(lexicon, "liwc"),
            "the format has lists without values: 3 values are lost\n"
            "1 value that is 0 or negative is left out\n"
            "1 entry is in no list and is left out\n");
  const Lexicon lists = Parse("%\n1\ta\n2\tb\n%\nx*\t1\t2\ny z\t2\n");
  EXPECT_EQ(Everything(Parse(Written(lists, "liwc"))), Everything(lists));
}

TEST(LexiconWriterTest, AFormatThatIsNotKnownIsRefused) {
  EXPECT_TRUE(IsError(WriteLexicon(Parse("good\t1\n"), "xml"), ErrorCode::kInvalidArgument,
                      "expected a format of word lists (slant, vader, csv, quanteda, liwc), "
                      "found 'xml'"));
  EXPECT_EQ(LexiconWriterFormats().size(), 5u);
}

}  // namespace
}  // namespace slant
