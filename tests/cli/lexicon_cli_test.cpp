// `slant lexicon` as its users meet it.

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cli/output.h"
#include "cli/slant_program.h"
#include "support/temp_dir.h"

namespace slant {
namespace {

const std::string kSeeds = kCorpora + "/lexicons/slant-en-seeds.tsv";

// No action but grow needs a model: that none is there must not matter.
ProgramRun Lexicon(Words words, std::string_view input = "") {
  words.insert(words.begin(), {kProgram, "lexicon"});
  return RunProgram(words, {input, {"SLANT_MODEL=/nowhere/to/be/found.slant"}, ""});
}

// --- check

TEST(CliLexiconCheckTest, OurOwnListsAreWithoutFault) {
  const ProgramRun run = Lexicon({"check", "--format", "json", kSeeds, kCues});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(run.err, "");
  const Words lines = Lines(run.out);
  ASSERT_EQ(lines.size(), 2u) << "a line for each list";
  for (const std::string& line : lines) {
    const auto report = Json(line);
    EXPECT_TRUE(Schema("slant.lexicon_check-1").Accepts(report)) << line.substr(0, 300);
    EXPECT_STREQ(report["licence"].GetString(), "Apache-2.0");
    EXPECT_EQ(report["bad_lines"]["count"].GetInt(), 0);
    EXPECT_EQ(report["clashes"]["count"].GetInt(), 0);
    EXPECT_GT(report["entries"].GetInt(), 5000);
  }
}

TEST(CliLexiconCheckTest, ThePageSaysWhatIsInTheListAndThatNoLicenceIsStated) {
  const TempDir folder;
  const std::string path =
      folder.Put("tiny.tsv", "good\t2\nbad\t-3\nfed up\t-1\n\x1b[31mred\t1\ngood\t2\n");
  const ProgramRun run = Lexicon({"check", path});
  EXPECT_EQ(run.status, 0) << run.err;
  for (const char* const part :
       {"tiny\n", "afinn", "licence      the file states none", "-5 to 5",
        "4: 3 words, 0 globs, 1 phrase", "valence         4   -3  -0.250    2",
        "said twice   1 value alike", "tiny.tsv:5: 'good' comes twice"}) {
    EXPECT_TRUE(Contains(run.out, part)) << part << "\n" << run.out;
  }
  EXPECT_FALSE(Contains(run.out, "\x1b")) << "a list must not command the terminal";
  EXPECT_TRUE(Contains(Lexicon({"check", "--color", "always", path}).out, "\x1b[1m"));
}

TEST(CliLexiconCheckTest, ABadLineIsToldWithItsPlaceAndExitsWith1) {
  const TempDir folder;
  const std::string bad = folder.Put(
      "bad.tsv", "# slant-lexicon 2\nword\ttone\tcategory\ngood\t2\tpraise\nbad\tx\nfine\t9\n");
  const ProgramRun text = Lexicon({"check", bad});
  EXPECT_EQ(text.status, 1);
  EXPECT_TRUE(Contains(text.out, "bad lines    2\n")) << text.out;
  EXPECT_TRUE(Contains(text.out, "bad.tsv:4: expected a number")) << text.out;
  EXPECT_TRUE(Contains(text.out, "bad.tsv:5: expected a number")) << text.out;
  EXPECT_EQ(text.err, "slant: " + bad + ": 2 lines are bad\n");
  const ProgramRun json = Lexicon({"check", "--format", "json", bad});
  EXPECT_EQ(json.status, 1);
  const auto report = Json(json.out);
  EXPECT_TRUE(Schema("slant.lexicon_check-1").Accepts(report)) << json.out;
  EXPECT_EQ(report["bad_lines"]["count"].GetInt(), 2);
  EXPECT_EQ(report["entries"].GetInt(), 1);
}

TEST(CliLexiconCheckTest, AFileThatIsNoListDoesNotHideTheOthers) {
  const TempDir folder;
  const std::string good = folder.Put("good.tsv", "good\t2\nbad\t-3\n");
  const std::string empty = folder.Put("empty.tsv", "");
  const std::string binary = folder.Put("binary.tsv", std::string("PK\x03\x04\0\0\0\0", 8));
  for (const std::string& other : {empty, binary, folder / "missing.tsv", folder.path()}) {
    for (const Words& files : {Words{good, other}, Words{other, good}}) {
      const ProgramRun run = Lexicon({"check", "--format", "json", files[0], files[1]});
      EXPECT_EQ(run.status, 1) << other;
      EXPECT_EQ(Lines(run.out).size(), 1u) << other;
      EXPECT_TRUE(run.err.starts_with("slant: " + other)) << run.err;
      EXPECT_EQ(Lines(run.err).size(), 1u) << run.err;
    }
  }
}

// Two categories that exclude each other, and a prefix over its opposite.
TEST(CliLexiconCheckTest, ClashesAreTold) {
  const TempDir folder;
  const std::string path = folder.Put(
      "both.tsv", "# slant-lexicon 2\nword\tvalence\nlove*\t3\nloveless\t-2\nhate\t-3\n");
  const auto report = Json(Lexicon({"check", "--format", "json", path}).out);
  EXPECT_TRUE(Schema("slant.lexicon_check-1").Accepts(report));
  ASSERT_EQ(report["clashes"]["count"].GetInt(), 1);
  EXPECT_TRUE(Contains(report["clashes"]["told"][0]["message"].GetString(), "'loveless'"));
}

// --- coverage

TEST(CliLexiconCoverageTest, CoverageFitsItsSchemaAndIsTheSameForAnyNumberOfThreads) {
  const Words call = {"coverage", "--lexicon", kSeeds, "--lexicon", kCues, "--format", "json"};
  const auto with = [&](const Words& more) {
    Words words = call;
    words.insert(words.end(), more.begin(), more.end());
    words.push_back(kSamples);
    return Lexicon(words);
  };
  const ProgramRun run = with({"--threads", "1"});
  ASSERT_EQ(run.status, 0) << run.err;
  const auto report = Json(run.out);
  EXPECT_TRUE(Schema("slant.lexicon_coverage-1").Accepts(report));
  EXPECT_EQ(report["lists"].Size(), 2u);
  EXPECT_EQ(report["agreements"].Size(), 0u) << "the cues have no valence";
  const auto& valence = report["lists"][0]["categories"][0];
  EXPECT_STREQ(valence["name"].GetString(), "valence");
  EXPECT_GT(valence["word_share"].GetDouble(), 0.04);
  EXPECT_LT(valence["word_share"].GetDouble(), 0.15);
  EXPECT_EQ(valence["top"].Size(), 10u);
  EXPECT_EQ(with({"--threads", "3"}).out, run.out);
  EXPECT_EQ(with({"--threads", "8"}).out, run.out);
  const auto none = Json(with({"--top", "0"}).out);
  EXPECT_EQ(none["lists"][0]["categories"][0]["top"].Size(), 0u);
}

TEST(CliLexiconCoverageTest, ThePageSaysWhatDrivesAListAndHowListsAgree) {
  const TempDir folder;
  const std::string one = folder.Put("one.tsv", "good\t2\nbad\t-3\nfine\t1\n");
  const std::string two = folder.Put("two.tsv", "good\t1\nbad\t-1\nfine\t1\n");
  const ProgramRun run = Lexicon({"coverage", "--lexicon", one, "--lexicon", two},
                                 "A good, good day. A bad one, all in all.\n");
  ASSERT_EQ(run.status, 0) << run.err;
  for (const char* const part :
       {"1 article, 2 sentences, 10 words", "valence        3     2       66.7 %        3",
        "30.00 %", "good +4 (57.1 %), bad -3 (42.9 %)", "one, two", "100.0 %"}) {
    EXPECT_TRUE(Contains(run.out, part)) << part << "\n" << run.out;
  }
  const auto report =
      Json(Lexicon({"coverage", "--lexicon", one, "--lexicon", two, "--format", "json"},
                   "A good, good day. A bad one, all in all.\n")
               .out);
  EXPECT_TRUE(Schema("slant.lexicon_coverage-1").Accepts(report));
  EXPECT_EQ(report["agreements"][0]["patterns"]["n"].GetInt(), 3);
  EXPECT_EQ(report["agreements"][0]["tokens"]["n"].GetInt(), 3);
}

TEST(CliLexiconCoverageTest, ListsOfOneNameAreToldApartByTheirPaths) {
  const TempDir folder;
  const std::string one = folder.Put("a/list.tsv", "good\t2\nbad\t-3\n");
  const std::string two = folder.Put("b/list.tsv", "good\t1\nbad\t-1\n");
  const auto report = Json(
      Lexicon({"coverage", "--lexicon", one, "--lexicon", two, "--format", "json"}, "Good.").out);
  EXPECT_EQ(report["agreements"][0]["a"].GetString(), one);
  EXPECT_EQ(report["agreements"][0]["b"].GetString(), two);
}

TEST(CliLexiconCoverageTest, WhatCannotBeReadIsAnError) {
  const TempDir folder;
  const std::string list = folder.Put("list.tsv", "good\t2\nbad\t-3\n");
  const std::string text = folder.Put("text.txt", "A good day.");
  const std::string missing = folder / "missing";
  const std::string broken = folder.Put("broken.jsonl", "{\"text\": \"Good.\"}\n{\"text\": \n");
  const ProgramRun no_list = Lexicon({"coverage", "--lexicon", missing, text});
  EXPECT_EQ(no_list.status, 1);
  EXPECT_TRUE(Contains(no_list.err, missing)) << no_list.err;
  EXPECT_EQ(no_list.out, "");
  const ProgramRun no_text = Lexicon({"coverage", "--lexicon", list, missing});
  EXPECT_EQ(no_text.status, 1);
  EXPECT_EQ(no_text.out, "");
  const ProgramRun half = Lexicon({"coverage", "--lexicon", list, text, missing});
  EXPECT_EQ(half.status, 1) << "the others are counted, but the missing one is no success";
  EXPECT_TRUE(Contains(half.out, "1 article, 1 sentence, 3 words")) << half.out;
  const ProgramRun lenient = Lexicon({"coverage", "--lexicon", list, broken});
  EXPECT_EQ(lenient.status, 0) << lenient.err;
  EXPECT_TRUE(Contains(lenient.err, "broken.jsonl:2")) << lenient.err;
  const ProgramRun strict = Lexicon({"coverage", "--strict", "--lexicon", list, broken});
  EXPECT_EQ(strict.status, 1);
  EXPECT_EQ(strict.out, "") << "counts of a run that was broken off mean nothing";
  const ProgramRun no_model = Lexicon({"coverage", "--lexicon", list, "--model", missing, text});
  EXPECT_EQ(no_model.status, 1) << "a model that was asked for must be there";
}

// --- convert

TEST(CliLexiconConvertTest, OurListSurvivesItsOwnFormatAndVaders) {
  const TempDir folder;
  const std::string again = folder / "again.tsv";
  const std::string vader = folder / "vader.txt";
  ASSERT_EQ(Lexicon({"convert", "--to", "slant", "-o", again, kSeeds}).status, 0);
  const ProgramRun run = Lexicon({"convert", "--to", "vader", "-o", vader, kSeeds});
  ASSERT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(run.out, "");
  EXPECT_TRUE(Contains(run.err, "only 'valence' is written")) << run.err;
  const auto seeds = Json(Lexicon({"check", "--format", "json", kSeeds}).out);
  const auto same = Json(Lexicon({"check", "--format", "json", again}).out);
  const auto less = Json(Lexicon({"check", "--format", "json", vader}).out);
  EXPECT_EQ(same["entries"], seeds["entries"]);
  EXPECT_EQ(same["source"], seeds["source"]);
  EXPECT_EQ(same["categories"].Size(), seeds["categories"].Size());
  EXPECT_STREQ(less["format"].GetString(), "vader");
  EXPECT_EQ(less["entries"], seeds["categories"][0]["entries"]);
  EXPECT_EQ(less["categories"][0]["mean"], seeds["categories"][0]["mean"]);
}

TEST(CliLexiconConvertTest, EveryFormatIsReadBack) {
  const TempDir folder;
  const auto categories =
      Json(Lexicon({"check", "--format", "json", kCues}).out)["categories"].Size();
  ASSERT_GT(categories, 20u);
  const std::map<std::string, std::string> formats = {
      {"slant", "slant"}, {"csv", "table"}, {"quanteda", "quanteda-yaml"}, {"liwc", "liwc-dic"}};
  for (const auto& [to, format] : formats) {
    const ProgramRun run = Lexicon({"convert", "--to", to, kCues});
    ASSERT_EQ(run.status, 0) << run.err;
    const std::string path = folder.Put(to + ".list", run.out);
    const ProgramRun check = Lexicon({"check", "--format", "json", path});
    EXPECT_EQ(check.status, 0) << to << ": " << check.err;
    const auto report = Json(check.out);
    EXPECT_EQ(report["format"].GetString(), format);
    EXPECT_EQ(report["categories"].Size(), categories) << to;
  }
}

TEST(CliLexiconConvertTest, WhatCannotBeReadHeldOrWrittenIsAnError) {
  const TempDir folder;
  const std::string bad = folder.Put("bad.tsv", "# slant-lexicon 2\nword\ttone\ngood\t2\nbad\tx\n");
  EXPECT_TRUE(Contains(Lexicon({"convert", "--to", "csv", bad}).err, "bad.tsv:4: "));
  const Words calls[] = {{"convert", "--to", "csv", bad},
                         {"convert", "--to", "csv", folder / "missing"},
                         {"convert", "--to", "vader", kCues},
                         {"convert", "--to", "csv", "-o", folder / "no/such/folder", kCues}};
  for (const Words& call : calls) {
    const ProgramRun run = Lexicon(call);
    EXPECT_EQ(run.status, 1) << run.err;
    EXPECT_EQ(run.out, "");
    EXPECT_TRUE(Contains(
        run.err, call.back() == kCues ? (call[2] == "vader" ? kCues : "no/such") : call.back()))
        << run.err;
  }
}

// --- grow

TEST(CliLexiconGrowTest, SeedsKeepTheirValuesAndGuessesAreMarked) {
  const TempDir folder;
  const std::string vectors = folder / "news.bin";
  const std::string model = folder / "base.slant";
  const std::string grown = folder / "grown.tsv";
  ASSERT_EQ(Slant({"embed", "train", "--dim", "24", "--epoch", "2", "--min-count", "2", "--bucket",
                   "5000", "-o", vectors, kSamples})
                .status,
            0);
  ASSERT_EQ(Slant({"embed", "pack", "-o", model, vectors}).status, 0);
  // From so few texts nothing can be learned: the least confidence lets all guesses pass.
  const ProgramRun run = Lexicon({"grow", "--lexicon", kSeeds, "--model", model, "--confidence",
                                  "0", "--least-valence", "0", "-o", grown});
  ASSERT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(run.out, "");
  const int seed_count =
      Json(Lexicon({"check", "--format", "json", kSeeds}).out)["entries"].GetInt();
  for (const std::string& part :
       {std::string("seeds: "), std::string("held out"), std::string("  valence  r "),
        std::string("  tone     r "), std::string("  event    r "),
        " entries: " + std::to_string(seed_count) + " of the seeds, "}) {
    EXPECT_TRUE(Contains(run.err, part)) << part << "\n" << run.err;
  }
  const auto report = Json(Lexicon({"check", "--format", "json", grown}).out);
  EXPECT_STREQ(report["name"].GetString(), "slant-en");
  EXPECT_TRUE(Contains(report["source"].GetString(), "; entries with a confidence below 1"));
  EXPECT_EQ(report["bad_lines"]["count"].GetInt(), 0);

  const Words lines = Lines(ReadFile(grown));
  std::map<std::string, std::size_t> column;
  std::size_t seeds = 0, guesses = 0;
  for (const std::string& line : lines) {
    if (line.starts_with("# ")) {
      continue;
    }
    std::vector<std::string> cells;
    std::istringstream in(line);
    for (std::string cell; std::getline(in, cell, '\t');) {
      cells.push_back(cell);
    }
    if (column.empty()) {
      for (std::size_t i = 0; i < cells.size(); ++i) {
        column[cells[i]] = i;
      }
      ASSERT_TRUE(column.contains("confidence") && column.contains("event"));
      continue;
    }
    cells.resize(column.size());
    const bool guessed = !cells[column["confidence"]].empty();
    ++(guessed ? guesses : seeds);
    if (guessed) {
      EXPECT_EQ(cells[column["category"]] + cells[column["spread"]], "") << line;
      for (const char* const name : {"valence", "tone", "event"}) {
        EXPECT_NE(cells[column[name]], "") << name << " of " << line;
      }
      const double confidence = std::strtod(cells[column["confidence"]].c_str(), nullptr);
      EXPECT_GE(confidence, 0) << line;
      EXPECT_LT(confidence, 1) << line;
    }
  }
  EXPECT_EQ(static_cast<int>(seeds), seed_count);
  EXPECT_GT(guesses, 100u);
}

TEST(CliLexiconGrowTest, TooFewSeedsAndAMissingModelAreErrors) {
  const TempDir folder;
  const std::string list = folder.Put("list.tsv", "good\t2\nbad\t-3\n");
  const ProgramRun run = Lexicon({"grow", "--lexicon", list});
  EXPECT_EQ(run.status, 1);
  EXPECT_TRUE(Contains(run.err, "no default model")) << run.err;
  const ProgramRun missing = Lexicon({"grow", "--lexicon", folder / "missing.tsv"});
  EXPECT_EQ(missing.status, 1);
  EXPECT_TRUE(Contains(missing.err, "missing.tsv")) << missing.err;
}

}  // namespace
}  // namespace slant
