// `slant sample` and `slant agree`, as their users meet them.

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "cli/output.h"
#include "cli/slant_program.h"
#include "support/temp_dir.h"

namespace slant {
namespace {

class CliSampleTest : public WithModel {};

// A copy of the sheet as a coder hands it back: the last column, which is empty, has an answer.
// Records end with \r\n, and no cell of the samples has that.
std::string Filled(const std::string& sheet, const std::map<std::string, std::string>& answers) {
  std::string out;
  for (std::size_t begin = 0; begin < sheet.size();) {
    const std::size_t end = sheet.find("\r\n", begin);
    const std::string record = sheet.substr(begin, end - begin);
    const auto answer = answers.find(record.substr(0, record.find(',')));
    out += record + (answer == answers.end() ? "" : answer->second) + "\r\n";
    begin = end + 2;
  }
  return out;
}

TEST_F(CliSampleTest, ASampleThatIsCodedIsJoinedWithTheModelsAnswers) {
  const TempDir folder;
  const std::string sheet = folder / "sheet.csv", key = folder / "key.csv";
  const ProgramRun drawn =
      Slant({"sample", "--size", "60", "--key", key, "--output", sheet, kSamples});
  ASSERT_EQ(drawn.status, 0) << drawn.err;
  const std::string text = ReadFile(sheet), keys = ReadFile(key);
  EXPECT_TRUE(text.starts_with("\xEF\xBB\xBFitem,before,text,after,coder_tone\r\n"));
  for (const char* hidden : {"The Daily Lantern,", "model_", "weight"}) {
    EXPECT_FALSE(Contains(text, hidden)) << "the sheet is not blind: " << hidden;
  }
  // Ann answers as the model does, Ben too but for one unit.
  std::map<std::string, std::string> ann, ben;
  for (const std::string& line : Lines(keys)) {
    for (const char* label : {"negative", "neutral", "positive"}) {
      if (Contains(line, std::string(",") + label + ",")) {
        ann[line.substr(0, line.find(','))] = label;
      }
    }
  }
  ASSERT_EQ(ann.size(), 60u);
  ben = ann;
  ben.begin()->second = ben.begin()->second == "neutral" ? "positive" : "neutral";
  const std::string first = folder.Put("ann.csv", Filled(text, ann));
  const std::string second = folder.Put("ben.csv", Filled(text, ben));

  const ProgramRun run = Slant({"agree", "--model", "model_tone", "--format", "jsonl",
                                "--replicates", "100", first, second, key});
  ASSERT_EQ(run.status, 0) << run.err;
  const auto row = Json(run.out);
  EXPECT_TRUE(Schema("slant.agreement-1").Accepts(row));
  EXPECT_EQ(row["units"].GetInt(), 60);
  EXPECT_EQ(row["unread"].GetInt(), 0);
  EXPECT_EQ(row["coders"].Size(), 2u);
  EXPECT_NEAR(row["agreement"]["nominal"]["percent"].GetDouble(), 59 / 60.0, 1e-4);
  bool found = false;
  for (const auto& model : row["model_against"].GetArray()) {
    if (model["against"] == "coder_tone") {
      found = true;
      EXPECT_EQ(model["n"].GetInt(), 60);
      EXPECT_EQ(model["macro_f1"]["estimate"].GetDouble(), 1);
      EXPECT_EQ(model["agreement"]["alpha"].GetDouble(), 1);
    }
  }
  EXPECT_TRUE(found);
  EXPECT_GT(row["errors"].Size(), 3u);  // all units, lengths, outlets

  const ProgramRun page =
      Slant({"agree", "--model", "model_tone", "--replicates", "10", first, second, key});
  EXPECT_EQ(page.status, 0);
  EXPECT_TRUE(Contains(page.out, "Krippendorff's alpha, nominal"));
}

TEST_F(CliSampleTest, ThreadsAndTheOrderOfInputsChangeNothingAndTheSeedDoes) {
  const std::string a = kSamples + "/ferry.jsonl", b = kSamples + "/inquiry.jsonl";
  const auto sample = [&](const char* threads, const std::string& first, const std::string& second,
                          const char* seed) {
    return Slant({"sample", "--size", "20", "--threads", threads, "--seed", seed, first, second})
        .out;
  };
  const std::string one = sample("1", a, b, "1");
  EXPECT_GT(Lines(one).size(), 20u);
  EXPECT_EQ(one, sample("2", a, b, "1"));
  EXPECT_EQ(one, sample("1", b, a, "1"));
  EXPECT_NE(one, sample("1", a, b, "2"));
}

TEST_F(CliSampleTest, NoCellOfASampleRunsAsAFormula) {
  const ProgramRun run = Slant(
      {"sample", "--rows", "articles", "--size", "1", "--no-bom", "-"},
      R"json({"id":"@x","outlet":"=HYPERLINK(1)","title":"+1","text":"-Nobody was hurt. It rained."})json");
  ASSERT_EQ(run.status, 0) << run.err;
  EXPECT_TRUE(Contains(run.out, ",'=HYPERLINK(1),")) << run.out;
  EXPECT_TRUE(Contains(run.out, ",'@x,")) << run.out;
  EXPECT_FALSE(Contains(run.out, ",=") || Contains(run.out, ",@")) << run.out;
  EXPECT_TRUE(run.out.starts_with("item,"));
}

TEST_F(CliSampleTest, WrongUsageIsSaid) {
  EXPECT_EQ(Slant({"sample", "--allocate", "some", kSamples}).status, 2);
  EXPECT_EQ(Slant({"sample", "--bands", "0.3,0.1", kSamples}).status, 2);
  EXPECT_EQ(Slant({"sample", "--size", "0", kSamples}).status, 2);
  EXPECT_EQ(Slant({"sample", "--show", "nothing", kSamples}).status, 2);
}

TEST(CliAgreeTest, ErrorsNameFileLineWhatWasExpectedAndWhatWasFound) {
  const TempDir folder;
  const std::string path = folder.Put("t.csv", "a,b\n1,2\n1,2,3\n2,2\nNA,1\n");
  const ProgramRun broken = Slant({"agree", "--coders", "a,b", path});
  EXPECT_EQ(broken.status, 0);
  EXPECT_TRUE(Contains(broken.err, path + ":3: the header has 2 columns, the row 3")) << broken.err;
  EXPECT_EQ(Slant({"agree", "--strict", "--coders", "a,b", path}).status, 1);
  const ProgramRun wrong = Slant({"agree", "--coders", "a,c", path});
  EXPECT_EQ(wrong.status, 1);
  EXPECT_TRUE(Contains(wrong.err, path + ": there is no column 'c' among a, b")) << wrong.err;
  EXPECT_EQ(Slant({"agree", "--level", "ratio", path}).status, 2);
}

TEST(CliAgreeTest, TheTableOfAllMeasuresHasARowEach) {
  const ProgramRun run = Slant({"agree", "--coders", "a,b", "--format", "csv"},
                               "\xEF\xBB\xBF"
                               "a;b\n1;1\n2;3\n3;3\n");
  ASSERT_EQ(run.status, 0) << run.err;
  EXPECT_TRUE(Contains(run.out, "alpha,interval,coders,")) << run.out;
}

}  // namespace
}  // namespace slant
