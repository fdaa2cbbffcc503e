#include "slant/report/sample_rows.h"

#include <gtest/gtest.h>

namespace slant {
namespace {

SampledUnit Unit(std::string text) {
  SampledUnit unit;
  unit.item = "u1";
  unit.stratum_units = 3;
  unit.stratum_sampled = 1;
  unit.weight = 3;
  unit.cells = {std::move(text), "hidden"};
  return unit;
}

std::string Csv(const std::string& text, bool strata = false, bool mark = false) {
  std::string out;
  const SampledUnit unit = Unit(text);
  AppendSampleCsv({&unit, 1}, {{"text", "outlet"}, {0}, strata, {"coder_tone"}, mark}, out);
  return out;
}

TEST(SampleRowsTest, ChosenCellsAndEmptyColumnsForTheCoder) {
  EXPECT_EQ(Csv("a, \"b\"\nc"), "item,text,coder_tone\r\nu1,\"a, \"\"b\"\"\nc\",\r\n");
  EXPECT_EQ(Csv("a", true),
            "item,text,stratum_units,stratum_sampled,weight,coder_tone\r\nu1,a,3,1,3,\r\n");
}

TEST(SampleRowsTest, AByteOrderMarkComesFirst) {
  EXPECT_TRUE(Csv("a", false, true).starts_with("\xEF\xBB\xBFitem,"));
}

TEST(SampleRowsTest, NoCellIsAFormulaAndNumbersStayNumbers) {
  for (const char* text : {"=1+1", "+1 said", "-1-1", "@SUM(A1)", "\tx", "=cmd|' /C calc'!A0"}) {
    const std::string out = Csv(text);
    EXPECT_NE(out.find("'" + std::string(text)), std::string::npos) << out;
  }
  EXPECT_NE(Csv("-0.25").find("u1,-0.25,"), std::string::npos);
}

}  // namespace
}  // namespace slant
