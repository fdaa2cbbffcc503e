// `slant stories` as its users meet it.

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "cli/output.h"
#include "cli/slant_program.h"

namespace slant {
namespace {

class CliStoriesTest : public WithModel {
 protected:
  // The story of each article.
  static std::map<std::string, std::string> StoriesOf(const ProgramRun& run) {
    std::map<std::string, std::string> stories;
    for (const auto& row : Rows(run.out)) {
      stories[row["article"].GetString()] = row["story"].GetString();
    }
    return stories;
  }
};

// The samples' ids are event-outlet; council-vote is alone.
TEST_F(CliStoriesTest, SamplesAreGroupedByEvent) {
  const ProgramRun run = Slant({"stories", "--format", "jsonl", kSamples});
  ASSERT_EQ(run.status, 0) << run.err;
  const auto stories = StoriesOf(run);
  ASSERT_EQ(stories.size(), 29u);
  const auto event = [](const std::string& id) { return id.substr(0, id.find('-')); };
  for (const auto& [one, its_story] : stories) {
    for (const auto& [other, story] : stories) {
      EXPECT_EQ(event(one) == event(other), its_story == story) << one << " and " << other;
    }
  }
}

TEST_F(CliStoriesTest, TheWireCopyIsFoundAndNothingElse) {
  const ProgramRun run = Slant({"stories", "--copies", "--format", "jsonl", kSamples});
  ASSERT_EQ(run.status, 0) << run.err;
  const auto rows = Rows(run.out);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_STREQ(rows[0]["article"].GetString(), "inquiry-herald");
  EXPECT_STREQ(rows[0]["copy_of"].GetString(), "inquiry-meridian");
  EXPECT_GT(rows[0]["containment"].GetDouble(), 0.8);
  const ProgramRun text = Slant({"stories", "--copies", kSamples});
  EXPECT_TRUE(Contains(text.out, "1 copy among 29 articles")) << text.out;
}

TEST_F(CliStoriesTest, RowsFitTheirSchemas) {
  const Schema schema("slant.story-1");
  for (const auto& row : Rows(Slant({"stories", "--format", "jsonl", kSamples}).out)) {
    ASSERT_TRUE(schema.Accepts(row));
  }
  const Schema pair_schema("slant.story_pair-1");
  const auto pairs = Rows(Slant({"stories", "--format", "pairs", kSamples}).out);
  EXPECT_GT(pairs.size(), 50u);
  for (const auto& row : pairs) {
    ASSERT_TRUE(pair_schema.Accepts(row));
  }
}

TEST_F(CliStoriesTest, TextListsStoriesByOutlets) {
  const ProgramRun run = Slant({"stories", "--most", "2", kSamples});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_TRUE(
      Contains(run.out, "29 articles: 6 stories told more than once, 1 article alone, 1 copy"))
      << run.out;
  EXPECT_TRUE(Contains(run.out, "5 articles, 5 outlets")) << run.out;
  EXPECT_TRUE(Contains(run.out, "4 more stories")) << run.out;
}

TEST_F(CliStoriesTest, CsvHasALineAnArticle) {
  const auto lines = Lines(Slant({"stories", "--format", "csv", kSamples}).out);
  ASSERT_EQ(lines.size(), 30u);
  EXPECT_EQ(lines[0],
            "article,outlet,date,title,story,articles,outlets,similarity,copy_of,containment\r");
}

TEST_F(CliStoriesTest, RecordsAreReadByOtherCommands) {
  const Schema schema("slant.extract-1");
  const ProgramRun run = Slant({"stories", "--format", "records", kSamples});
  ASSERT_EQ(run.status, 0) << run.err;
  const auto rows = Rows(run.out);
  ASSERT_EQ(rows.size(), 29u);
  for (const auto& row : rows) {
    ASSERT_TRUE(schema.Accepts(row));
    EXPECT_TRUE(row["story"].IsString());
    EXPECT_EQ(row["copy_of"].IsString(), row["id"] == "inquiry-herald");
  }
  // Found again they are the same stories; and the stories that were found are a field to compare
  // by.
  const ProgramRun again = Slant({"stories", "--format", "records"}, run.out);
  const auto same = Rows(again.out);
  ASSERT_EQ(same.size(), rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(same[i]["story"], rows[i]["story"]);
    EXPECT_EQ(same[i]["text"], rows[i]["text"]);
  }
  const ProgramRun compared = Slant({"compare", "--by", "outlet"}, run.out);
  EXPECT_EQ(compared.status, 0) << compared.err;
  EXPECT_TRUE(Contains(compared.out, "1 article is a copy")) << compared.out;
}

TEST_F(CliStoriesTest, ThreadsAndOrderChangeNothing) {
  const ProgramRun one = Slant({"stories", "--threads", "1", "--format", "jsonl", kSamples});
  const ProgramRun four = Slant({"stories", "--threads", "4", "--format", "jsonl", kSamples});
  EXPECT_EQ(one.out, four.out);
  const ProgramRun turned =
      Slant({"stories", "--format", "jsonl", kSamples + "/stadium.jsonl", kSamples + "/plain",
             kSamples + "/school.jsonl", kSamples + "/inquiry.jsonl", kSamples + "/hospital.jsonl",
             kSamples + "/ferry.jsonl", kSamples + "/factory.jsonl"});
  EXPECT_EQ(StoriesOf(one), StoriesOf(turned));
}

TEST_F(CliStoriesTest, GivenStoriesAreKept) {
  const ProgramRun run =
      Slant({"stories", "--story", "topic", "--format", "jsonl", kSamples + "/ferry.jsonl"});
  for (const auto& [article, story] : StoriesOf(run)) {
    EXPECT_EQ(story, "accidents") << article;
  }
}

// No date, dates that are none, empty texts, an outlet alone, the same id and text twice.
TEST_F(CliStoriesTest, StrangeArticlesAreNoTrouble) {
  std::string text =
      "The harbour of Lindle was closed on Monday after a storm broke the northern wall";
  for (int i = 0; i < 8; ++i) {
    text += ", and boat " + std::to_string(i) + " of the rescue fleet sank beside pier " +
            std::to_string(70 + i);
  }
  std::string input;
  for (const char* date : {"", "\"date\":\"soon\",", "\"date\":\"2026-99-99\",",
                           "\"date\":\"2026-11-25\",", "\"date\":20261125,"}) {
    input += std::string("{") + date + "\"outlet\":\"A\",\"id\":\"same\",\"text\":\"" + text +
             ".\"}\n{" + date + "\"id\":\"empty\",\"text\":\"\"}\n";
  }
  const ProgramRun run = Slant({"stories", "--format", "jsonl"}, input);
  EXPECT_EQ(run.status, 0) << run.err;
  const auto rows = Rows(run.out);
  const Schema schema("slant.story-1");
  int copies = 0;
  for (const auto& row : rows) {
    EXPECT_TRUE(schema.Accepts(row));
    copies += row["copy_of"].IsString();
    EXPECT_LE(row["outlets"].GetInt(), 1);
    if (std::string_view(row["article"].GetString()) == "same") {
      EXPECT_EQ(row["articles"].GetInt(), 5);
    } else {
      EXPECT_EQ(row["articles"].GetInt(), 1);
    }
  }
  EXPECT_EQ(copies, 4);
  EXPECT_EQ(Slant({"stories"}, input).status, 0);
  EXPECT_EQ(Slant({"stories", "--copies"}, input).status, 0);
}

TEST_F(CliStoriesTest, WrongUsageIsSaid) {
  const std::pair<Words, const char*> wrong[] = {
      {{"--threshold", "1"}, "--threshold is above 0 and below 1"},
      {{"--window", "-1"}, "--window is 0 to 3660 days, found -1"},
      {{"--format", "xml"}, "--format is text, jsonl, csv, records or pairs, found 'xml'"},
      {{"--copies", "--format", "records"}, "--copies goes with"},
      {{"--unit", "sentence"}, "stories are of articles"},
  };
  for (const auto& [options, message] : wrong) {
    Words words = {"stories"};
    words.insert(words.end(), options.begin(), options.end());
    words.push_back(kSamples);
    const ProgramRun run = Slant(words);
    EXPECT_EQ(run.status, 2) << message;
    EXPECT_TRUE(Contains(run.err, message)) << run.err;
  }
}

}  // namespace
}  // namespace slant
