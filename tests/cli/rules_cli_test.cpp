// --rules, --lexicon and --lexicon-only of score, compare and eval, as their users meet them.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "cli/output.h"
#include "cli/slant_program.h"
#include "slant/base/format.h"

namespace slant {
namespace {

// Words are numbered by the model's vocabulary, so that even lists need one.
class CliRulesTest : public WithModel {
 protected:
  // Lines of the published vader_lexicon.txt (Hutto and Gilbert, 2014; MIT licence).
  std::string VaderList() const {
    return folder_.Put("vader_lexicon.txt",
                       "bad\t-2.5\t0.67082\t[-3, -2, -4, -3, -2, -2, -3, -2, -2, -2]\n"
                       "funny\t1.9\t0.53852\t[3, 2, 2, 1, 2, 2, 1, 2, 2, 2]\n"
                       "good\t1.9\t0.9434\t[2, 1, 1, 3, 2, 4, 2, 2, 1, 1]\n"
                       "handsome\t2.2\t0.74833\t[2, 2, 2, 2, 2, 3, 4, 1, 2, 2]\n"
                       "horrible\t-2.5\t0.67082\t[-2, -2, -3, -2, -2, -4, -3, -3, -2, -2]\n"
                       "kind\t2.4\t0.66332\t[2, 2, 3, 3, 2, 3, 3, 2, 1, 3]\n"
                       "lol\t1.8\t1.46969\t[1, 3, 4, 1, 2, 4, 1, 2, -1, 1]\n"
                       "smart\t1.7\t0.78102\t[2, 2, 1, 2, 1, 3, 2, 0, 2, 2]\n"
                       "sux\t-1.5\t0.92195\t[-1, -1, -2, -1, -2, -1, -3, 0, -3, -1]\n");
  }

  std::string OwnList(const std::string& name = "mine.tsv") const {
    return folder_.Put(name,
                       "# slant-lexicon 2\n# name: mine\n"
                       "word\tvalence\tcategory\n"
                       "mayor\t-3\tpeople\nrained\t1.5\nfed up\t\tmood\n");
  }

  // Categories of the project's list of cues.
  static rapidjson::SizeType CueSets() {
    return Json(Out({"lexicon", "check", "--format", "json", kCues}))["categories"].Size();
  }
};

// --- VADER

struct Published {
  std::string text;
  double negative, neutral, positive, compound;
};

// The examples of the published program's README, and what it answers (commit 44fc044).  The last
// two were worked by hand: one value of 1.9 beside two neutral words, and none.
const Published kPublished[] = {
    {"VADER is smart, handsome, and funny.", 0, 0.254, 0.746, 0.8316},
    {"VADER is smart, handsome, and funny!", 0, 0.248, 0.752, 0.8439},
    {"VADER is VERY SMART, handsome, and FUNNY!!!", 0, 0.233, 0.767, 0.9342},
    {"The book was kind of good.", 0, 0.657, 0.343, 0.3832},
    {"Today only kinda sux! But I'll get by, lol", 0.127, 0.556, 0.317, 0.5249},
    {"It isn't a horrible book.", 0, 0.584, 0.416, 0.431},
    {"Not bad at all", 0, 0.513, 0.487, 0.431},
    {"a \"good\", day", 0, 0.408, 0.592, 0.4404},
    {"It rained.", 0, 1, 0, 0},
};

TEST_F(CliRulesTest, VaderAnswersAsPublishedInEveryFormat) {
  std::string records;
  for (const Published& line : kPublished) {
    records += "{\"text\": \"";
    for (const char c : line.text) {
      records += c == '"' ? "\\\"" : std::string(1, c);
    }
    records += "\"}\n";
  }
  const std::string data = folder_.Put("data.jsonl", records);
  const auto score = [&](const std::string& format) {
    return Out({"score", "--rules", "vader", "--lexicon", VaderList(), "--lexicon-only", "--unit",
                "sentence", "--format", format, data});
  };
  const Schema schema("slant.lexicon-1");
  const auto rows = Rows(score("jsonl"));
  const Words csv = Lines(score("csv"));
  const Words text = Lines(score("text"));
  ASSERT_EQ(rows.size(), std::size(kPublished));
  ASSERT_EQ(csv.size(), std::size(kPublished) + 1);
  EXPECT_EQ(csv[0],
            "article,outlet,index,start,end,voice,vader.neg,vader.neu,vader.pos,vader.compound,"
            "text\r");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Published& line = kPublished[i];
    EXPECT_TRUE(schema.Accepts(rows[i])) << line.text;
    EXPECT_EQ(rows[i]["text"].GetString(), line.text);
    EXPECT_TRUE(rows[i]["voice"].IsNull()) << "nobody looked at the words";
    const auto& vader = rows[i]["vader"];
    EXPECT_EQ(vader["neg"].GetDouble(), line.negative) << line.text;
    EXPECT_EQ(vader["neu"].GetDouble(), line.neutral) << line.text;
    EXPECT_EQ(vader["pos"].GetDouble(), line.positive) << line.text;
    EXPECT_EQ(vader["compound"].GetDouble(), line.compound) << line.text;

    std::ostringstream cells;
    cells << ",," << line.negative << ',' << line.neutral << ',' << line.positive << ','
          << line.compound << ',';
    EXPECT_TRUE(Contains(csv[i + 1], cells.str())) << csv[i + 1];
    const auto shown = std::find_if(text.begin(), text.end(), [&](const std::string& shown_line) {
      return shown_line == line.text;
    });
    ASSERT_LT(shown - text.begin() + 1, text.end() - text.begin()) << line.text;
    const std::string compound =
        line.compound == 0 ? "compound  0.00" : Format("compound %+.2f", line.compound);
    EXPECT_TRUE(shown[1].starts_with("          vader neg ")) << shown[1];
    EXPECT_TRUE(shown[1].ends_with(compound)) << shown[1];
  }
}

// The words of a sentence are looked at for its voice and for lists, never for VADER.
TEST_F(CliRulesTest, VaderSaysTheSameBesideClassifiersAndLists) {
  const std::string data = folder_.Put("data.txt", "The mayor lied.\n\nIt was VERY good!!!\n\n");
  const Words only = {"score", "--rules",  "vader", "--lexicon",     VaderList(),
                      data,    "--format", "jsonl", "--lexicon-only"};
  const Words beside = {"score", "--rules",  "vader", "--lexicon", VaderList(),
                        data,    "--format", "jsonl", "--lexicon", kCues};
  const auto few = Rows(Out(only));
  const auto many = Rows(Out(beside));
  ASSERT_EQ(few.size(), 2u);
  ASSERT_EQ(many.size(), 2u);
  const Schema schema("slant.sentence-1");
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_TRUE(schema.Accepts(many[i]));
    EXPECT_EQ(few[i]["vader"], many[i]["vader"]);
    EXPECT_FALSE(few[i].HasMember("lexicons"));
    EXPECT_FALSE(many[i]["lexicons"].HasMember("vader_lexicon")) << "the rules have read it";
    EXPECT_TRUE(many[i]["lexicons"].HasMember("cues-en"));
  }
}

std::string Unzip(const std::string& path, const std::string& target) {
  const ProgramRun run = RunProgram({"/bin/sh", "-c", "gzip -dc '" + path + "' > " + target});
  EXPECT_EQ(run.status, 0) << run.err;
  return ReadFile(target);
}

// What the published program answered on 28,023 texts, to the last decimal, through the program as
// its users run it.  A text that is empty or blank has no sentence, so two of them have no row.
TEST_F(CliRulesTest, VaderGivesEveryAnswerOfThePublishedProgram) {
  const std::string reference = SLANT_SHARED_DATA "/vader_reference/scores.jsonl.gz";
  const std::string lexicon = SLANT_SHARED_DATA "/lexicons/vader_lexicon.txt";
  if (!std::filesystem::exists(reference) || !std::filesystem::exists(lexicon)) {
    GTEST_SKIP() << "NOT CHECKED against the published program: no " << reference << " or no "
                 << lexicon;
  }
  // The records as they are: what the answers are called is no field of an article.
  const std::string data = folder_ / "reference.jsonl";
  const auto expected = Rows(Unzip(reference, data));
  ASSERT_EQ(expected.size(), 28023u);
  const ProgramRun run = Slant({"score", "--rules", "vader", "--lexicon", lexicon, "--lexicon-only",
                                "--unit", "sentence", "--format", "jsonl", "--threads", "2", data});
  ASSERT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(run.err, "") << "no text is repaired or refused";
  const auto rows = Rows(run.out);
  ASSERT_EQ(rows.size(), expected.size()) << "each record gives a row, an empty one too";
  std::size_t equal = 0;
  const Schema schema("slant.lexicon-1");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(rows[i]["article"].GetString(), std::to_string(expected[i]["id"].GetInt()));
    const auto& vader = rows[i]["vader"];
    bool same = true;
    for (const char* const name : {"neg", "neu", "pos", "compound"}) {
      same = same && vader[name].GetDouble() == expected[i][name].GetDouble();
    }
    EXPECT_TRUE(same) << expected[i]["text"].GetString();
    equal += same;
    if (i % 100 == 0) {
      EXPECT_TRUE(schema.Accepts(rows[i]));
    }
  }
  EXPECT_EQ(equal, 28023u);
}

// --- lists

TEST_F(CliRulesTest, EveryListIsCountedUnderItsName) {
  const Schema schema("slant.lexicon-1");
  const auto rows = Rows(Out(
      {"score", "--lexicon-only", "--lexicon", OwnList(), "--lexicon", kCues, "--format", "jsonl"},
      "The mayor is fed up, perhaps. It rained and it rained."));
  ASSERT_EQ(rows.size(), 2u);
  for (const auto& row : rows) {
    EXPECT_TRUE(schema.Accepts(row));
    EXPECT_STREQ(row["schema"].GetString(), "slant.lexicon/1");
    EXPECT_STREQ(row["voice"].GetString(), "narration");
    EXPECT_FALSE(row.HasMember("tone") || row.HasMember("news") || row.HasMember("vader"));
    EXPECT_TRUE(row["spans"].Empty()) << "no rules gave a word a value";
    EXPECT_EQ(row["lexicons"].MemberCount(), 2u);
    EXPECT_EQ(row["lexicons"]["cues-en"].MemberCount(), CueSets() + 1) << "and their matches";
  }
  const auto& first = rows[0]["lexicons"];
  EXPECT_EQ(first["mine"]["matches"].GetInt(), 2);
  EXPECT_EQ(first["mine"]["valence"].GetDouble(), -3);
  EXPECT_EQ(first["mine"]["people"].GetDouble(), 1);
  EXPECT_EQ(first["mine"]["mood"].GetDouble(), 1);
  EXPECT_EQ(first["cues-en"]["hedge"].GetDouble(), 1);
  const auto& second = rows[1]["lexicons"];
  EXPECT_EQ(second["mine"]["matches"].GetInt(), 2);
  EXPECT_EQ(second["mine"]["valence"].GetDouble(), 3);
  EXPECT_EQ(second["mine"]["mood"].GetDouble(), 0);
}

TEST_F(CliRulesTest, ListsOfOneNameAreToldApart) {
  const std::string other =
      folder_.Put("other.tsv", "# slant-lexicon 2\n# name: mine\nword\tvalence\nrained\t-1\n");
  const Words lists = {"--lexicon-only", "--lexicon",         OwnList(), "--lexicon", other,
                       "--lexicon",      OwnList("again.tsv")};
  const auto score = [&](const std::string& format) {
    Words words = {"score", "--format", format};
    words.insert(words.end(), lists.begin(), lists.end());
    return Out(words, "It rained.");
  };
  const auto rows = Rows(score("jsonl"));
  ASSERT_EQ(rows.size(), 1u);
  const auto& found = rows[0]["lexicons"];
  ASSERT_EQ(found.MemberCount(), 3u);
  EXPECT_EQ(found["mine"]["valence"].GetDouble(), 1.5);
  EXPECT_EQ(found["mine-2"]["valence"].GetDouble(), -1);
  EXPECT_EQ(found["mine-3"]["valence"].GetDouble(), 1.5);
  EXPECT_TRUE(Lines(score("csv"))[0].starts_with(
      "article,outlet,index,start,end,voice,mine.matches,mine.valence,mine.people,mine.mood,"
      "mine-2.matches,mine-2.valence,mine-3.matches,"))
      << score("csv");
  EXPECT_TRUE(Contains(score("text"),
                       "It rained.\n          mine matches 1, valence 1.5; mine-2 matches 1, "
                       "valence -1; mine-3 matches 1, valence 1.5\n"))
      << score("text");
}

// A list called like the rules is none of them.
TEST_F(CliRulesTest, AListMayBeCalledLikeTheRules) {
  const std::string list =
      folder_.Put("news.tsv", "# slant-lexicon 2\n# name: news\nword\tvalence\nrained\t-1\n");
  const auto beside = Rows(
      Out({"score", "--rules", "news", "--lexicon-only", "--lexicon", list, "--format", "jsonl"},
          "It rained."));
  ASSERT_EQ(beside.size(), 1u);
  EXPECT_TRUE(beside[0]["news"].HasMember("label"));
  EXPECT_EQ(beside[0]["lexicons"]["news-2"]["valence"].GetDouble(), -1);
  const auto alone =
      Rows(Out({"score", "--lexicon-only", "--lexicon", list, "--format", "jsonl"}, "It rained."));
  EXPECT_FALSE(alone[0].HasMember("news"));
  EXPECT_EQ(alone[0]["lexicons"]["news"]["valence"].GetDouble(), -1);
}

// Whoever adds a list must not get another tone.
TEST_F(CliRulesTest, ClassifiersDoNotSeeLists) {
  const Schema sentences("slant.sentence-1");
  const Schema articles("slant.article-1");
  for (const std::string rows : {"sentences", "articles"}) {
    const auto plain = Rows(Out({"score", "--rows", rows, "--format", "jsonl", kSamples}));
    const auto listed = Rows(Out({"score", "--rows", rows, "--format", "jsonl", "--lexicon",
                                  OwnList(), "--lexicon", kCues, kSamples}));
    ASSERT_EQ(plain.size(), listed.size());
    for (std::size_t i = 0; i < plain.size(); ++i) {
      EXPECT_TRUE((rows == "sentences" ? sentences : articles).Accepts(listed[i]));
      rapidjson::Document rest;
      rest.CopyFrom(listed[i], rest.GetAllocator());
      EXPECT_TRUE(rest.RemoveMember(rows == "sentences" ? "lexicons" : "measures"));
      EXPECT_EQ(rest, plain[i]);
    }
  }
}

// One sentence of five words, two of them in the list: 2 / 5 words.
TEST_F(CliRulesTest, ArticlesSumListsOverTheirWords) {
  const std::string data = folder_.Put("data.txt", "The mayor was fed up.\n");
  const Words call = {"score",   "--rows",  "articles", "--lexicon",
                      OwnList(), "--rules", "news",     data};
  Words json = call, csv = call;
  json.insert(json.end(), {"--format", "jsonl"});
  csv.insert(csv.end(), {"--format", "csv"});
  const auto rows = Rows(Out(json));
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_TRUE(Schema("slant.article-1").Accepts(rows[0]));
  const auto& measures = rows[0]["measures"];
  EXPECT_EQ(measures["mine.matches"].GetDouble(), 40);  // of 100 words
  EXPECT_EQ(measures["mine.matches_narration"].GetDouble(), 40);
  EXPECT_EQ(measures["mine.valence"].GetDouble(), -60);
  EXPECT_TRUE(measures["news.tone"].IsNumber());
  const Words lines = Lines(Out(csv));
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_TRUE(lines[0].ends_with(
      ",news.event,news.event_narration,mine.matches,mine.matches_narration,mine.valence,"
      "mine.valence_narration,mine.people,mine.people_narration,mine.mood,mine.mood_narration\r"))
      << lines[0];
  EXPECT_TRUE(lines[1].ends_with(",40,40,-60,-60,20,20,20,20\r")) << lines[1];
}

// --- news

// The values of the list, the negators of ours.
TEST_F(CliRulesTest, NewsTakesItsValuesFromTheUsersList) {
  const auto rows = Rows(Out(
      {"score", "--rules", "news", "--lexicon", OwnList(), "--lexicon-only", "--format", "jsonl"},
      "It was a horrible failure. It rained. It never rained."));
  ASSERT_EQ(rows.size(), 3u);
  const Schema schema("slant.lexicon-1");
  for (const auto& row : rows) {
    EXPECT_TRUE(schema.Accepts(row));
  }
  EXPECT_EQ(rows[0]["news"]["tone"].GetDouble(), 0) << "the list does not know the words";
  EXPECT_STREQ(rows[0]["news"]["label"].GetString(), "neutral");
  EXPECT_TRUE(rows[0]["spans"].Empty());
  EXPECT_STREQ(rows[1]["news"]["label"].GetString(), "positive");
  EXPECT_LT(rows[2]["news"]["tone"].GetDouble(), 0);
  ASSERT_EQ(rows[1]["spans"].Size(), 1u);
  const auto& span = rows[1]["spans"][0];
  EXPECT_STREQ(span["source"].GetString(), "lexicon:mine");
  EXPECT_EQ(span["start"].GetInt(), rows[1]["start"].GetInt() + 3);
  EXPECT_EQ(span["end"].GetInt(), rows[1]["end"].GetInt() - 1);
  EXPECT_EQ(rows[1]["lexicons"]["mine"]["valence"].GetDouble(), 1.5);
}

TEST_F(CliRulesTest, NewsHasTheModelsValuesWhereNoListHasAny) {
  const std::string text = "It was a horrible failure. The rescue was a brilliant success.";
  const auto own =
      Rows(Out({"score", "--rules", "news", "--lexicon-only", "--format", "jsonl"}, text));
  const auto cued = Rows(
      Out({"score", "--rules", "news", "--lexicon", kCues, "--lexicon-only", "--format", "jsonl"},
          text));
  ASSERT_EQ(own.size(), 2u);
  EXPECT_STREQ(own[0]["news"]["label"].GetString(), "negative");
  EXPECT_STREQ(own[1]["news"]["label"].GetString(), "positive");
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(cued[i]["news"], own[i]["news"]) << "a list of cues has no values";
  }
}

// --- wrong use

TEST_F(CliRulesTest, WrongUsesExitWith2AndSayWhichWordWasWrong) {
  const std::string list = OwnList();
  const std::pair<Words, std::string> calls[] = {
      {{"score", "--rules", "Vader", "--lexicon", list}, "'Vader'"},
      {{"compare", "--rules", "afinn"}, "'afinn'"},
      {{"eval", "--rules", "afinn", kGold}, "'afinn'"},
      {{"score", "--rules", "vader"}, "vader_lexicon.txt"},
      {{"compare", "--rules", "vader"}, "vader_lexicon.txt"},
      {{"eval", "--rules", "vader", kGold}, "vader_lexicon.txt"},
      {{"score", "--lexicon-only"}, "--rules or --lexicon"},
      {{"score", "--lexicon-only", "--lexicon", list, "--rows", "articles"}, "rows of sentences"},
      {{"score", "--lexicon-only", "--lexicon", list, "--targets", "auto"}, "targets"},
      {{"compare", "--lexicon-only", "--lexicon", list}, "lexicon-only"},
      {{"compare", "--metric", "news.tone", kSamples}, "'news.tone'"},
      {{"compare", "--lexicon", list, "--metric", "mine.nothing", kSamples}, "mine.valence"},
      {{"score", "--lexicon"}, "lexicon"},
  };
  for (const auto& [words, part] : calls) {
    const ProgramRun run = Slant(words, "It rained.");
    EXPECT_EQ(run.status, 2) << words[0] << " " << run.err;
    EXPECT_TRUE(run.err.starts_with("slant: ")) << run.err;
    EXPECT_TRUE(Contains(run.err, part)) << run.err;
    EXPECT_EQ(run.out, "");
  }
}

TEST_F(CliRulesTest, AListThatCannotBeReadIsNamedWithItsLine) {
  const std::string bad =
      folder_.Put("bad.tsv", "# slant-lexicon 2\nword\tvalence\ngood\t2\nbad\tx\n");
  const std::string vader = folder_.Put("vader.txt", "good\t1.9\t0.9\nbad\tminus\t0.5\n");
  const std::string missing = folder_ / "missing.txt";
  const std::string empty = folder_.Put("empty.txt", "");
  const std::pair<Words, std::string> calls[] = {
      {{"score", "--lexicon", bad}, bad + ":4: "},
      {{"score", "--lexicon-only", "--lexicon", OwnList(), "--lexicon", bad}, bad + ":4: "},
      {{"score", "--rules", "news", "--lexicon", bad}, bad + ":4: "},
      {{"score", "--rules", "vader", "--lexicon", vader}, vader + ":2: "},
      {{"score", "--rules", "vader", "--lexicon", VaderList(), "--lexicon", bad}, bad + ":4: "},
      {{"compare", "--lexicon", bad, kSamples}, bad + ":4: "},
      {{"eval", "--rules", "news", "--lexicon", bad, "--label", "tone", kGold}, bad + ":4: "},
      {{"score", "--lexicon", missing}, missing + ": "},
      {{"score", "--rules", "vader", "--lexicon", missing}, missing + ": "},
      {{"score", "--lexicon", empty}, empty + ": "},
      {{"score", "--lexicon", folder_.path()}, folder_.path() + ": "},
  };
  for (const auto& [words, part] : calls) {
    const ProgramRun run = Slant(words, "It rained.");
    EXPECT_EQ(run.status, 1) << words[0] << " " << run.err;
    EXPECT_TRUE(run.err.starts_with("slant: " + part)) << part << "\n" << run.err;
    EXPECT_EQ(run.out, "") << "nothing is scored by half of the lists";
  }
}

TEST_F(CliRulesTest, AnyNumberOfThreadsGivesTheSameBytes) {
  const Words calls[] = {
      {"score", "--rules", "news", "--lexicon", kCues, "--lexicon-only", "--format", "jsonl",
       kSamples, kGold},
      {"score", "--rules", "vader", "--lexicon", VaderList(), "--lexicon", kCues, "--format", "csv",
       kSamples},
      {"score", "--rules", "news", "--lexicon", OwnList(), "--lexicon-only", kSamples},
      {"score", "--rules", "news", "--rows", "articles", "--format", "jsonl", kSamples},
      {"compare", "--rules", "news", "--lexicon", kCues, "--metric", "cues-en.hedge", "--format",
       "jsonl", kSamples},
  };
  for (Words call : calls) {
    call.insert(call.begin() + 1, "--threads=1");
    const std::string one = Out(call);
    EXPECT_FALSE(one.empty());
    call[1] = "--threads=2";
    EXPECT_TRUE(Out(call) == one) << call[0] << " " << call[3];
  }
}

// --- compare

TEST_F(CliRulesTest, OutletsAreComparedInWhatRulesAndListsSay) {
  const Schema outlet("slant.outlet-1");
  const Schema difference("slant.difference-1");
  for (const std::string metric : {"news.tone", "news.event_narration", "cues-en.hedge",
                                   "cues-en.matches_narration", "tone_all"}) {
    const auto rows = Rows(Out({"compare", "--rules", "news", "--lexicon", kCues, "--metric",
                                metric, "--format", "jsonl", kSamples}));
    int outlets = 0, differences = 0;
    for (const auto& row : rows) {
      if (row["schema"] == "slant.outlet/1") {
        EXPECT_TRUE(outlet.Accepts(row)) << metric;
        // 22 of the table; 3 of the rules, the sets and the matches, each in three voices.
        EXPECT_EQ(row["metrics"].MemberCount(), 22 + 3 * (3 + CueSets() + 1));
        EXPECT_TRUE(row["metrics"].HasMember(metric.c_str()));
        ++outlets;
      } else if (row["schema"] == "slant.difference/1") {
        EXPECT_TRUE(difference.Accepts(row)) << metric;
        EXPECT_EQ(row["metric"].GetString(), metric);
        differences += row["matched"] == "raw";
      }
    }
    EXPECT_EQ(outlets, 5);
    EXPECT_EQ(differences, 10);
  }
}

// The corpus was written so that one paper rages and another praises.
TEST_F(CliRulesTest, TheRulesPutTheTabloidBelowTheReview) {
  std::map<std::string, double> tone;
  for (const auto& row : Rows(Out({"compare", "--rules", "news", "--metric", "news.tone",
                                   "--format", "jsonl", kSamples}))) {
    if (row["schema"] == "slant.outlet/1") {
      tone[row["outlet"].GetString()] = row["metrics"]["news.tone"]["mean"].GetDouble();
    }
  }
  ASSERT_TRUE(tone.contains("The Daily Lantern") && tone.contains("The Ledger Review"));
  EXPECT_LT(tone["The Daily Lantern"], 0);
  EXPECT_GT(tone["The Ledger Review"], 0);
  const std::string text = Out({"compare", "--rules", "news", "--metric", "news.tone", kSamples});
  EXPECT_TRUE(text.starts_with("news.tone by outlet: mean news.tone by the rules")) << text;
  EXPECT_TRUE(Contains(Out({"compare", "--lexicon", kCues, "--metric", "cues-en.hedge", "--format",
                            "csv", kSamples}),
                       "\r\noutlet,The Daily Lantern,,cues-en.hedge,5,"));
}

TEST_F(CliRulesTest, AComparisonWithoutThemIsTheSameAsBefore) {
  const auto plain = Rows(Out({"compare", "--format", "jsonl", kSamples}));
  const auto listed = Rows(Out({"compare", "--lexicon", kCues, "--format", "jsonl", kSamples}));
  ASSERT_EQ(plain.size(), listed.size());
  for (std::size_t i = 0; i < plain.size(); ++i) {
    if (plain[i]["schema"] != "slant.outlet/1") {
      EXPECT_EQ(plain[i], listed[i]);
      continue;
    }
    for (const auto& metric : plain[i]["metrics"].GetObject()) {
      EXPECT_EQ(listed[i]["metrics"][metric.name], metric.value) << metric.name.GetString();
    }
  }
}

// --- eval

TEST_F(CliRulesTest, RulesAreHeldAgainstLabels) {
  const Schema schema("slant.evaluation-1");
  const std::pair<std::string, std::string> tasks[] = {
      {"tone", "tone"}, {"score", "score"}, {"event", "event_valence"}};
  for (const auto& [task, label] : tasks) {
    for (const Words& rules :
         {Words{"--rules", "news"}, Words{"--rules", "news", "--lexicon", kCues},
          Words{"--rules", "vader", "--lexicon", VaderList()}}) {
      Words call = {"eval", "--task", task, "--label", label, "--format", "json", kGold};
      call.insert(call.end(), rules.begin(), rules.end());
      const auto report = Json(Out(call));
      EXPECT_TRUE(schema.Accepts(report)) << task;
      EXPECT_EQ(report["n"].GetInt(), 400);
    }
  }
}

// Two of three by the published threshold of .05: "bad day" -.5423, "good day" .4404, "It rained"
// 0.
TEST_F(CliRulesTest, TheLabelsOfVaderAreThoseOfItsThreshold) {
  const std::string data = folder_.Put("data.jsonl",
                                       "{\"text\": \"a bad day\", \"label\": \"negative\"}\n"
                                       "{\"text\": \"a good day\", \"label\": \"positive\"}\n"
                                       "{\"text\": \"It rained.\", \"label\": \"neutral\"}\n"
                                       "{\"text\": \"It is good.\", \"label\": \"negative\"}\n");
  const auto report = Json(Out({"eval", "--rules", "vader", "--lexicon", VaderList(), "--task",
                                "tone", "--format", "json", data}));
  EXPECT_EQ(report["accuracy"]["estimate"].GetDouble(), 0.75);
  const auto& negative = report["classes"]["negative"]["predicted_as"];
  EXPECT_EQ(negative["negative"].GetInt(), 1);
  EXPECT_EQ(negative["positive"].GetInt(), 1);
  EXPECT_EQ(report["classes"]["neutral"]["recall"].GetDouble(), 1);
}

TEST_F(CliRulesTest, RulesHaveNoAnswerToTheTaskOfBias) {
  const ProgramRun run =
      Slant({"eval", "--rules", "news", "--task", "bias", "--label", "bias", kGold});
  EXPECT_EQ(run.status, 1);
  EXPECT_TRUE(Contains(run.err, "tone, score and event, not bias")) << run.err;
  EXPECT_EQ(run.out, "");
}

}  // namespace
}  // namespace slant
