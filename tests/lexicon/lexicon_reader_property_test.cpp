// Bytes of any kind, and lists with damage, are read or refused, but never crash the reader; and
// time grows with the file, not faster.
#include <gtest/gtest.h>

#include "slant/base/random.h"
#include "slant/lexicon/lexicon_check.h"
#include "slant/lexicon/lexicon_reader.h"
#include "support/cpu_time.h"
#include "support/temp_dir.h"

namespace slant {
namespace {

constexpr std::uint64_t kSeed = 20240603;

// One list in each format, with the odd shapes that its reader knows.
const std::string kLists[] = {
    "# slant-lexicon 2\n# scale: -4 "
    "4\nword\tkind\tfactor\ttone\tcategory\nsad\t\t\t-2\nnot\tnegator"
    "\t-0.74\nmay\thedge\t\t\tmodal\nlo?e*\t\t\t3\n",
    "# slant-lexicon 1\nword\tkind\ttone\tevent\tfactor\nsad\tvalue\t-2\t0\t1\n",
    "sad\t-2.1\t0.9\t[-2, -1]\n:-*\t2\t1\t[]\nSad\t-2\t0.5\t[]\n",
    "%\n1\tfunction (Function Words)\n02 posemo\n%\nlike\t(02 134)1/2\nkind <of>2/1\na b*\t1 2\n",
    "DicTerm,a,\"b, c\"\nx*,X,0.5\n\"y \"\"z\"\"\",,1\n",
    "positive:\n  - good*\n  - \"fed \\\"up\\\"\"\nneg:\n  deep: [a, 'b c', *d]\n",
    "<?xml version=\"1.0\"?>\n<d><cnode name=\"A\"><pnode name=\"x &amp; y*\"/></cnode></d>\n",
    "sad\t-2\nfed up\t-3\n",
    "sad\tjoy\t0\nsad\tfear\t1\nglad\tjoy\t0.5\n",
    "Word\tValence\tArousal\tDominance\nsad\t0.1\t0.2\t0.3\n",
    "word;category;value\nsad;tone;-0,5\n\"a;b\";tone;1\n",
    "{\"word\": \"sad\", \"tags\": [\"a\", \"b\"], \"score\": -2}\n{\"word\": \"x*\", \"list\": "
    "\"c\"}\n",
    "; comment\ngood\nbest of*\n#metoo\n"};

void ReadAndKeepPromises(const std::string& text, const std::string& what) {
  std::size_t heard = 0;
  const auto lexicon = ParseLexicon(text, "x.txt", [&](const Error& error) {
    EXPECT_FALSE(error.message.empty()) << what;
    return ++heard < 1000;
  });
  if (!lexicon) {
    EXPECT_FALSE(lexicon.error().message.empty()) << what;
    return;
  }
  EXPECT_FALSE(lexicon.value().entries.empty()) << what;
  std::uint32_t end = 0;
  for (const LexiconEntry& entry : lexicon.value().entries) {
    EXPECT_FALSE(entry.pattern.empty()) << what;
    EXPECT_EQ(entry.first_value, end) << what;
    EXPECT_GE(entry.end_value, entry.first_value) << what;
    end = entry.end_value;
    for (const CategoryValue& value : lexicon.value().ValuesOf(entry)) {
      EXPECT_LT(value.category, lexicon.value().categories.size()) << what;
      EXPECT_EQ(value.value, value.value) << what << ": not a number";
    }
  }
  EXPECT_EQ(end, lexicon.value().values.size()) << what;
}

TEST(LexiconReaderPropertyTest, RandomBytesNeverCrash) {
  Random random(kSeed);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    const std::uint64_t letters = random.Below(3);  // all bytes, those of text, those of lists
    constexpr std::string_view kOfLists = "ab*?\t\t\n\n ,;\"'#%{}[]:<>()/0123456789.-+";
    for (std::uint64_t i = 0, n = random.Below(300); i < n; ++i) {
      text += letters == 0   ? static_cast<char>(random.Below(256))
              : letters == 1 ? static_cast<char>(' ' + random.Below(95))
                             : kOfLists[random.Below(kOfLists.size())];
    }
    ReadAndKeepPromises(text, "seed " + std::to_string(kSeed) + ", round " + std::to_string(round));
  }
}

TEST(LexiconReaderPropertyTest, DamagedListsNeverCrash) {
  Random random(kSeed + 1);
  constexpr std::string_view kDamage = "\t\n \"'*?#%{}[]:<>()/,;-0xé\xFF\r";
  for (int round = 0; round < 6000; ++round) {
    std::string text = kLists[random.Below(std::size(kLists))];
    for (std::uint64_t i = 0, n = 1 + random.Below(6); i < n && !text.empty(); ++i) {
      const std::size_t at = random.Below(text.size());
      switch (random.Below(5)) {
        case 0:
          text[at] = kDamage[random.Below(kDamage.size())];
          break;
        case 1:
          text.erase(at, 1 + random.Below(5));
          break;
        case 2:
          text.insert(at, 1 + random.Below(3), kDamage[random.Below(kDamage.size())]);
          break;
        case 3:
          text.insert(at, text.substr(random.Below(text.size()), random.Below(40)));
          break;
        default:
          text.resize(at);
      }
    }
    ReadAndKeepPromises(text, "seed " + std::to_string(kSeed + 1) + ", round " +
                                  std::to_string(round) + ":\n" + text);
  }
}

double ParseSeconds(const std::string& text) {
  return SecondsOf([&] {
    const auto lexicon = ParseLexicon(text, "x.txt", [](const Error&) { return true; });
    EXPECT_TRUE(lexicon) << lexicon.error().ToString();
  });
}

#ifdef SLANT_SANITIZED
constexpr int kLines = 20'000;
#else
constexpr int kLines = 125'000;
#endif

// Eight times the lines take eight times as long, not 64 times.
TEST(LexiconReaderPropertyTest, AMillionEntriesTakeTimeInProportion) {
  struct Shape {
    const char* name;
    const char* head;
    const char* before;
    const char* after;
    bool same_word;
  };
  const Shape shapes[] = {
      {"plain", "", "word", "*\n", false},
      {"slant", "# slant-lexicon 2\nword\tkind\ttone\n", "word", "\tvalue\t-1.5\n", false},
      {"slant, one word", "# slant-lexicon 2\ncategory\tword\n", "c\tword", "\n", true},
      {"nrc", "", "word", "\tjoy\t0.5\n", false},
      {"nrc, one word", "", "word", "\tjoy\t0.5\n", true},
      {"vader", "", "word", "\t-1.5\t0.8\t[-1, -2]\n", false},
      {"table", "word,a,b\n", "word", ",1,0.5\n", false},
  };
  for (const Shape& shape : shapes) {
    const auto text = [&](int lines) {
      std::string out = shape.head;
      for (int i = 0; i < lines; ++i) {
        out += shape.before + (shape.same_word ? "" : std::to_string(i)) + shape.after;
      }
      return out;
    };
    const double small = ParseSeconds(text(kLines));
    const double large = ParseSeconds(text(8 * kLines));
    EXPECT_LT(large, 30 * small + 0.1) << shape.name;
  }
}

// The same for looking a list over: prefixes that cover each other, half of them of another sign.
TEST(LexiconReaderPropertyTest, ACheckTakesTimeInProportion) {
  const TempDir folder;
  const auto seconds = [&](int lines) {
    std::string text = "# slant-lexicon 2\nword\ttone\n";
    for (int i = 0; i < lines; ++i) {
      text += "w" + std::to_string(i) + (i % 3 == 0 ? "*" : "") + (i % 2 == 0 ? "\t1\n" : "\t-1\n");
    }
    const std::string path = folder.Put("list.tsv", text);
    return SecondsOf([&] {
      const auto report = CheckLexicon(path);
      EXPECT_TRUE(report && report.value().clash_count > 0);
    });
  };
  const double small = seconds(kLines / 4);
  EXPECT_LT(seconds(2 * kLines), 30 * small + 0.1);
}

}  // namespace
}  // namespace slant
