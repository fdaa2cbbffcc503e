#include "slant/coding/agreement_report.h"

#include <gtest/gtest.h>

namespace slant {
namespace {

CodingTable Table(const char* csv) { return ParseCodingTable(csv, "t.csv").value(); }

AgreementOptions Options(std::vector<std::string> coders, std::string model = "") {
  AgreementOptions options;
  options.coders = std::move(coders);
  options.model = std::move(model);
  options.min_group = 2;
  options.bootstrap.replicates = 50;
  return options;
}

// By hand: of 4 units the model misses one (negative for neutral); F1 of negative is 2/3, of
// neutral 2/3, of positive 1.
TEST(AgreementReportTest, ConfusionAndF1OfAModel) {
  const auto report = ReportAgreement(Table("coder,model\nnegative,negative\nneutral,negative\n"
                                            "neutral,neutral\npositive,positive\nNA,positive\n"),
                                      Options({"coder"}, "model"));
  ASSERT_TRUE(report) << report.error().message;
  ASSERT_EQ(report->models.size(), 1u);
  const ModelAgreement& model = report->models[0];
  EXPECT_EQ(model.n, 4u);
  EXPECT_EQ(report->unrated, 1u);
  ASSERT_TRUE(model.classes);
  EXPECT_EQ(model.labels, (std::vector<std::string>{"negative", "neutral", "positive"}));
  EXPECT_EQ(model.classes->confusion(1, 0), 1);  // row: coder, column: model
  EXPECT_NEAR(model.classes->macro_f1.estimate, (2 / 3.0 + 2 / 3.0 + 1) / 3, 1e-9);
  EXPECT_NEAR(model.classes->accuracy.estimate, 0.75, 1e-9);
}

// By hand: on topic a the model is 1 too high, on b right.
TEST(AgreementReportTest, BiasIsToldByTopicAndLength) {
  const auto report = ReportAgreement(
      Table("one,two,model,topic,text\n0,0,1,a,w\n1,1,2,a,w w\n-1,1,1,a,w w\n2,2,2,b,w w w\n"
            "1,1,1,b,w w w w\n0,0,0,b,w w w\n"),
      [] {
        auto options = Options({"one", "two"}, "model");
        options.fields = {"topic", "not there"};
        options.length = "text";
        return options;
      }());
  ASSERT_TRUE(report) << report.error().message;
  const auto error = [&](const std::string& field, const std::string& value) {
    for (const GroupError& group : report->errors) {
      if (group.field == field && group.value == value) {
        return group.error.estimate;
      }
    }
    ADD_FAILURE() << field << " " << value << " is not told";
    return -9.0;
  };
  EXPECT_NEAR(error("", ""), 0.5, 1e-12);
  EXPECT_NEAR(error("topic", "a"), 1, 1e-12);
  EXPECT_NEAR(error("topic", "b"), 0, 1e-12);
  EXPECT_NEAR(error("words", "3 to 4"), 0, 1e-12);
}

TEST(AgreementReportTest, TiesOfCodersAreLeftOutAndCounted) {
  const auto report =
      ReportAgreement(Table("a,b,model\nx,y,x\nx,x,x\ny,y,y\n"), Options({"a", "b"}, "model"));
  ASSERT_TRUE(report);
  EXPECT_EQ(report->models[0].ties, 1u);
  EXPECT_EQ(report->models[0].n, 2u);
  EXPECT_FALSE(report->ordinal);  // x and y have no order
}

TEST(AgreementReportTest, ACellThatIsNotOnTheScaleIsNamed) {
  auto options = Options({"a", "b"});
  options.order = {"low", "high"};
  const auto report = ReportAgreement(Table("a,b\nlow,low\nhgih,high\nhigh,high\n"), options);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->unread, 1u);
  ASSERT_TRUE(report->first_unread);
  EXPECT_EQ(report->first_unread->source, "t.csv:3");
  EXPECT_EQ(report->first_unread->message, "column 'a': expected one of high, low, found 'hgih'");
}

TEST(AgreementReportTest, AWrongColumnIsNamedWithThoseThatAreThere) {
  const auto report = ReportAgreement(Table("a,b\n1,2\n"), Options({"a", "c"}));
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(report.error().source, "t.csv");
  EXPECT_EQ(report.error().message, "there is no column 'c' among a, b");
}

TEST(AgreementReportTest, OneCoderAloneAndLabelsWithoutOrderAreRefused) {
  EXPECT_FALSE(ReportAgreement(Table("a,b\n1,2\n"), Options({"a"})));
  auto options = Options({"a", "b"});
  options.level = MeasurementLevel::kOrdinal;
  EXPECT_FALSE(ReportAgreement(Table("a,b\nx,y\n"), options));
}

}  // namespace
}  // namespace slant
