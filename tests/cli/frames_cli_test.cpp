// `slant frames`, and frames in score and compare, as their users meet them.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "cli/output.h"
#include "cli/slant_program.h"

namespace slant {
namespace {

const std::string kFerry = kSamples + "/ferry.jsonl";

class CliFramesTest : public WithModel {};

// Strange articles: nothing, one word, words that nobody knows, marks alone.
constexpr char kStrange[] =
    "{\"id\":\"empty\",\"text\":\"\",\"outlet\":\"A\",\"story\":\"s\"}\n"
    "{\"id\":\"one\",\"text\":\"Justice\",\"outlet\":\"B\",\"story\":\"s\"}\n"
    "{\"id\":\"unknown\",\"text\":\"Qwzx bnmrt plkjh.\",\"outlet\":\"A\",\"story\":\"s\"}\n"
    "{\"id\":\"marks\",\"text\":\"... !!! ???\",\"outlet\":\"C\"}\n";

TEST_F(CliFramesTest, SentencesFitTheirSchemaAndEvidenceLiesInThem) {
  const Schema schema("slant.sentence_frames-1");
  const ProgramRun run = Slant({"frames", "--rows", "sentences", "--format", "jsonl", kSamples});
  ASSERT_EQ(run.status, 0) << run.err;
  const auto rows = Rows(run.out);
  EXPECT_GT(rows.size(), 300u);
  int evidence = 0;
  for (const auto& row : rows) {
    ASSERT_TRUE(schema.Accepts(row));
    for (const auto& word : row["evidence"].GetArray()) {
      ++evidence;
      EXPECT_GE(word["start"].GetUint(), row["start"].GetUint());
      EXPECT_LE(word["end"].GetUint(), row["end"].GetUint());
      EXPECT_LT(word["start"].GetUint(), word["end"].GetUint());
    }
    EXPECT_GE(row["frames"].MemberCount(), 30u);
  }
  EXPECT_GT(evidence, 300);
}

TEST_F(CliFramesTest, AFrameThatIsShownHasAWitness) {
  const ProgramRun run = Slant({"frames", "--rows", "sentences", "--format", "jsonl", kSamples});
  for (const auto& row : Rows(run.out)) {
    for (const auto& shown : row["shows"].GetArray()) {
      bool witness = false;
      for (const auto& word : row["evidence"].GetArray()) {
        witness = witness || std::string(word["for"].GetString()).starts_with(shown.GetString());
      }
      EXPECT_TRUE(witness) << shown.GetString() << " in: " << row["text"].GetString();
    }
  }
}

TEST_F(CliFramesTest, PlainSentencesShowWhatAReaderExpects) {
  const std::pair<const char*, const char*> lines[] = {
      {"The central bank raised interest rates to fight inflation.", "policy.economic"},
      {"The supreme court ruled the law unconstitutional.", "policy.legality"},
      {"Police arrested a suspect in the murder.", "policy.crime"},
      {"Doctors at the hospital treated the patients.", "policy.health"},
      {"A poll found that most Americans support the measure.", "policy.public-opinion"},
      {"Both sides accused each other as the dispute went on.", "generic.conflict"},
      {"Her mother wept at the funeral.", "generic.human-interest"},
      {"The senator betrayed his voters.", "moral.betrayal"},
  };
  for (const auto& [text, frame] : lines) {
    const ProgramRun run =
        Slant({"frames", "--seeds-only", "--rows", "sentences", "--format", "jsonl"}, text);
    ASSERT_EQ(run.status, 0) << run.err;
    std::set<std::string> shown;
    for (const auto& row : Rows(run.out)) {
      for (const auto& name : row["shows"].GetArray()) {
        shown.insert(name.GetString());
      }
    }
    EXPECT_TRUE(shown.contains(frame)) << frame << ": " << text;
  }
}

TEST_F(CliFramesTest, ArticlesFitTheirSchemaAndWordsAddUpToTheBias) {
  const Schema schema("slant.frames-1");
  const ProgramRun run =
      Slant({"frames", "--roles", "--format", "jsonl", "--words", "5", kSamples});
  ASSERT_EQ(run.status, 0) << run.err;
  const auto rows = Rows(run.out);
  EXPECT_EQ(rows.size(), 29u);
  for (const auto& row : rows) {
    ASSERT_TRUE(schema.Accepts(row));
    EXPECT_GE(row["microframes"].MemberCount(), 60u);
    for (const auto& axis : row["microframes"].GetObject()) {
      double sum = axis.value["other_words"].GetDouble();
      for (const auto& word : axis.value["words"].GetArray()) {
        sum += word["value"].GetDouble();
      }
      EXPECT_NEAR(sum, axis.value["bias"].GetDouble(), 4e-4) << axis.name.GetString();
    }
  }
}

TEST_F(CliFramesTest, OutletsAreTestedAndFitTheirSchemas) {
  const Schema outlet("slant.outlet_frames-1"), lift("slant.frame_lift-1");
  const ProgramRun run = Slant({"frames", "--rows", "outlets", "--within", "story", "--format",
                                "jsonl", "--permutations", "99", kSamples});
  ASSERT_EQ(run.status, 0) << run.err;
  std::map<std::string, int> schemas;
  for (const auto& row : Rows(run.out)) {
    const std::string schema = row["schema"].GetString();
    ++schemas[schema];
    ASSERT_TRUE((schema == "slant.frame_lift/1" ? lift : outlet).Accepts(row)) << schema;
  }
  EXPECT_EQ(schemas["slant.outlet_frames/1"], 5);
  EXPECT_GE(schemas["slant.frame_lift/1"], 5 * 30);
}

TEST_F(CliFramesTest, TheOutputIsTheSameForAnyNumberOfThreads) {
  for (const char* rows : {"sentences", "articles", "outlets"}) {
    for (const char* format : {"text", "jsonl"}) {
      const auto run = [&](const char* threads) {
        return Slant({"frames", "--rows", rows, "--format", format, "--permutations", "49",
                      "--threads", threads, kSamples});
      };
      const ProgramRun one = run("1"), four = run("4");
      ASSERT_EQ(one.status, 0) << one.err;
      EXPECT_FALSE(one.out.empty());
      EXPECT_EQ(one.out, four.out) << rows << " " << format;
    }
  }
}

TEST_F(CliFramesTest, StrangeArticlesHaveDefinedAnswersAndNoNumberThatIsNone) {
  const std::string path = folder_.Put("strange.jsonl", kStrange);
  for (const char* rows : {"sentences", "articles", "outlets"}) {
    for (const char* format : {"text", "jsonl", "csv"}) {
      // The baseline changes articles and groups, in the same way in all formats.
      for (const std::string& baseline : {std::string(), kFerry}) {
        if (!baseline.empty() && (std::string(rows) == "sentences" || *format != 'j')) {
          continue;
        }
        const ProgramRun run = Slant({"frames", "--rows", rows, "--format", format, "--roles",
                                      "--baseline", baseline, "--permutations", "19", path});
        ASSERT_EQ(run.status, 0) << rows << " " << format << run.err;
        for (const char* none : {"nan", "NaN", "inf,", "inf}", "Infinity"}) {
          EXPECT_FALSE(Contains(run.out, none)) << rows << " " << format << " has " << none;
        }
      }
    }
  }
  const auto rows = Rows(Slant({"frames", "--format", "jsonl", path}).out);
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[0]["sentences"].GetInt(), 0);
  EXPECT_TRUE(rows[0]["frames"]["policy.economic"]["all"].IsNull());
  EXPECT_TRUE(rows[0]["microframes"]["order-chaos"]["bias"].IsNull());
  EXPECT_EQ(rows[1]["words"].GetInt(), 1);
  EXPECT_TRUE(rows[1]["microframes"]["order-chaos"]["bias"].IsNumber());
  EXPECT_EQ(rows[2]["words"].GetInt(), 0);
}

TEST_F(CliFramesTest, AxesOfOnesOwnAreUsedAndThoseWithoutVectorsRefused) {
  const ProgramRun own = Slant({"frames", "--axis", "cheap,expensive", "--axis",
                                "safe secure,dangerous", "--format", "jsonl", kFerry});
  ASSERT_EQ(own.status, 0) << own.err;
  for (const auto& row : Rows(own.out)) {
    EXPECT_EQ(row["microframes"].MemberCount(), 2u);
    EXPECT_TRUE(row["microframes"].HasMember("cheap-expensive"));
    EXPECT_TRUE(row["microframes"].HasMember("safe-dangerous"));
  }
  const std::string file = folder_.Put("axes.tsv", "price\tcheap\texpensive\n");
  EXPECT_TRUE(Contains(Slant({"frames", "--axes", file, kFerry}).out, "price"));
  const ProgramRun unknown = Slant({"frames", "--axis", "qwzx,expensive", kFerry});
  EXPECT_EQ(unknown.status, 1);
  EXPECT_TRUE(Contains(unknown.err, "qwzx")) << unknown.err;
  const std::string bad = folder_.Put("bad.tsv", "price\tcheap\n");
  const ProgramRun broken = Slant({"frames", "--axes", bad, kFerry});
  EXPECT_EQ(broken.status, 1);
  EXPECT_TRUE(Contains(broken.err, "bad.tsv:1")) << broken.err;
  EXPECT_EQ(Slant({"frames", "--axis", "cheap", kFerry}).status, 2);
  EXPECT_EQ(Slant({"frames", "--axes", "/nowhere.tsv", kFerry}).status, 1);
}

TEST_F(CliFramesTest, ABaselineIsNamedAndGivesPAndQ) {
  const ProgramRun run = Slant(
      {"frames", "--baseline", kSamples, "--format", "jsonl", "--permutations", "99", kFerry});
  ASSERT_EQ(run.status, 0) << run.err;
  for (const auto& row : Rows(run.out)) {
    EXPECT_EQ(std::string(row["baseline"].GetString()), kSamples);
    const auto& axis = row["microframes"]["order-chaos"];
    EXPECT_GT(axis["p"].GetDouble(), 0);
    EXPECT_GE(axis["q"].GetDouble(), axis["p"].GetDouble() - 1e-4);
  }
}

TEST_F(CliFramesTest, WhoReadsAListGetsMeansOverItsMatches) {
  const std::string list =
      folder_.Put("emfd.csv", "word,care_p,harm_sent\nrescue,0.5,-0.25\nsea,0.1,0.75\n");
  const ProgramRun run =
      Slant({"frames", "--rows", "sentences", "--format", "jsonl", "--lexicon", list},
            "The rescue at sea.");
  ASSERT_EQ(run.status, 0) << run.err;
  const auto rows = Rows(run.out);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_NEAR(rows[0]["lists"]["emfd"]["care_p"].GetDouble(), 0.3, 1e-4);
  EXPECT_NEAR(rows[0]["lists"]["emfd"]["harm_sent"].GetDouble(), 0.25, 1e-4);
  EXPECT_EQ(rows[0]["lists"]["emfd"]["matches"].GetInt(), 2);
}

TEST_F(CliFramesTest, FramesAreColumnsOfScoreAndMetricsOfCompare) {
  const Schema schema("slant.article-1");
  const ProgramRun score =
      Slant({"score", "--rows", "articles", "--frames", "--format", "jsonl", kFerry});
  ASSERT_EQ(score.status, 0) << score.err;
  const ProgramRun frames = Slant({"frames", "--format", "jsonl", kFerry});
  const auto scored = Rows(score.out), framed = Rows(frames.out);
  ASSERT_EQ(scored.size(), framed.size());
  for (std::size_t i = 0; i < scored.size(); ++i) {
    EXPECT_TRUE(schema.Accepts(scored[i]));
    EXPECT_EQ(scored[i]["measures"]["frame.generic.human-interest"].GetDouble(),
              framed[i]["frames"]["generic.human-interest"]["all"].GetDouble());
    EXPECT_EQ(scored[i]["measures"]["axis.order-chaos"].GetDouble(),
              framed[i]["microframes"]["order-chaos"]["bias"].GetDouble());
  }
  const ProgramRun compare =
      Slant({"compare", "--frames", "--metric", "frame.moral.authority_narration", "--format",
             "csv", kSamples});
  ASSERT_EQ(compare.status, 0) << compare.err;
  EXPECT_TRUE(Contains(compare.out, "axis.strong-weak"));
  EXPECT_TRUE(Contains(compare.out, "frame.moral.authority_narration"));
  EXPECT_EQ(Slant({"score", "--frames", kFerry}).status, 2);
  EXPECT_EQ(Slant({"compare", "--metric", "frame.moral.authority", kSamples}).status, 2);
}

// Vectors of a few hundred words in text: those of the examples below, seeds of frames from which
// others can grow, and words in front that are so frequent that nothing grows from them.
std::string SmallVectors() {
  std::vector<std::string> words;
  for (int i = 0; i < 300; ++i) {
    words.push_back({'q', static_cast<char>('a' + i / 26), static_cast<char>('a' + i % 26), 'q'});
  }
  const std::string own =
      "the heavy rain and storms number flooded valley town court heard lawyers in case";
  for (std::size_t at = 0; at < own.size();) {
    const std::size_t end = std::min(own.find(' ', at), own.size());
    words.push_back(own.substr(at, end - at));
    at = end + 1;
  }
  std::istringstream seeds(ReadFile(kCorpora + "/frames/policy-frames-en.tsv"));
  for (std::string line; std::getline(seeds, line) && words.size() < 500;) {
    const std::string word = line.substr(0, line.find('\t'));
    if (word.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos &&
        std::find(words.begin(), words.end(), word) == words.end()) {
      words.push_back(word);
    }
  }
  std::string text = std::to_string(words.size()) + " 16\n";
  std::minstd_rand random(1);
  for (const std::string& word : words) {
    text += word;
    for (int d = 0; d < 16; ++d) {
      text += ' ' + std::to_string(static_cast<int>(random() % 2001) - 1000);
    }
    text += '\n';
  }
  return text;
}

TEST_F(CliFramesTest, AFrameOfOnesOwnIsLearnedAndShown) {
  // Of the default model's size, growing takes half a minute.
  const std::string base = folder_ / "base.slant";
  const ProgramRun packed =
      Slant({"embed", "pack", "-o", base, folder_.Put("small.vec", SmallVectors())});
  ASSERT_EQ(packed.status, 0) << packed.err;
  const ProgramRun toned =
      Slant({"train", "--task", "tone,score", "--label", "tone,score", "--filters", "2x16",
             "--epochs", "1", "--model", base, "-o", base, kCorpora + "/gold/sentences.jsonl"});
  ASSERT_EQ(toned.status, 0) << toned.err;
  std::string data;
  for (int i = 0; i < 60; ++i) {
    data += i % 2 == 0 ? "{\"text\":\"Heavy rain and storms number " + std::to_string(i) +
                             " flooded the valley.\",\"frames\":[\"Bad weather\"]}\n"
                       : "{\"text\":\"The court heard lawyers in case " + std::to_string(i) +
                             ".\",\"frames\":[\"The law\",\"Courts\"]}\n";
  }
  const std::string path = folder_.Put("own.jsonl", data);
  const std::string model = folder_ / "own.slant";
  const ProgramRun grown = Slant({"train", "--task", "frame-words", "--model", base, "-o", model});
  ASSERT_EQ(grown.status, 0) << grown.err;
  const ProgramRun trained =
      Slant({"train", "--task", "frame", "--model", model, "-o", model, path});
  ASSERT_EQ(trained.status, 0) << trained.err;
  const ProgramRun run =
      Slant({"frames", "--model", model, "--rows", "sentences", "--format", "jsonl"},
            "Storms and rain flooded the town.");
  const auto rows = Rows(run.out);
  ASSERT_EQ(rows.size(), 1u) << run.err;
  std::set<std::string> shown;
  for (const auto& name : rows[0]["shows"].GetArray()) {
    shown.insert(name.GetString());
  }
  EXPECT_TRUE(shown.contains("own.bad-weather"));
  EXPECT_FALSE(shown.contains("own.the-law"));
  // The same data give the same bytes.
  const std::string again = folder_ / "again.slant";
  ASSERT_EQ(Slant({"train", "--task", "frame-words", "--model", base, "-o", again}).status, 0);
  ASSERT_EQ(Slant({"train", "--task", "frame", "--model", again, "-o", again, path}).status, 0);
  EXPECT_EQ(ReadFile(model), ReadFile(again));
}

TEST_F(CliFramesTest, WrongWordsAreSaid) {
  const std::pair<Words, const char*> calls[] = {
      {{"frames", "--rows", "words"}, "sentences, articles, outlets, axes"},
      {{"frames", "--format", "xml"}, "xml"},
      {{"frames", "--words=-1"}, "--words"},
      {{"frames", "--permutations", "0"}, "--permutations"},
      {{"train", "--task", "frame"}, "-o"},
      {{"train", "--task", "frame-words"}, "-o"},
  };
  for (const auto& [words, part] : calls) {
    const ProgramRun run = Slant(words);
    EXPECT_EQ(run.status, 2) << run.err;
    EXPECT_TRUE(Contains(run.err, part)) << run.err;
  }
  const std::string few = folder_.Put("few.jsonl", "{\"text\":\"a b\",\"frames\":[\"x\"]}\n");
  const ProgramRun run = Slant({"train", "--task", "frame", "-o", folder_ / "m", few});
  EXPECT_EQ(run.status, 1);
  EXPECT_TRUE(Contains(run.err, "no label has 5 examples")) << run.err;
}

}  // namespace
}  // namespace slant
