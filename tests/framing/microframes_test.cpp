#include "slant/framing/microframes.h"

#include <gtest/gtest.h>

#include <cmath>

#include "slant/base/random.h"
#include "slant/text/segmenter.h"
#include "support/tiny_model.h"
#include "support/tolerances.h"

namespace slant {
namespace {

// Forty words with random vectors; counts so small that none is a function word.
PackedModel RandomModel() {
  RawVectors raw;
  Random random(5);
  raw.rows.resize(40, 8);
  for (int i = 0; i < 40; ++i) {
    raw.words.push_back({"word" + std::string(1, static_cast<char>('a' + i / 26)) +
                             std::string(1, static_cast<char>('a' + i % 26)),
                         static_cast<std::uint64_t>(100 - i)});
    for (int d = 0; d < 8; ++d) {
      raw.rows(i, d) = static_cast<float>(random.Normal());
    }
  }
  raw.words.push_back({"the", 10'000'000});  // makes all others rarer than one in a thousand
  raw.rows.conservativeResize(41, 8);
  raw.rows.row(40).setOnes();
  return PackAndOpen(raw);
}

std::vector<Microframe> TwoAxes() {
  return {{"a", {"wordaa", "wordab"}, {"wordac"}}, {"b", {"wordad"}, {"wordae", "wordaf"}}};
}

std::string RandomText(Random& random, int words) {
  std::string text;
  for (int i = 0; i < words; ++i) {
    const auto w = random.Below(40);
    text += "word" + std::string(1, static_cast<char>('a' + w / 26)) +
            std::string(1, static_cast<char>('a' + w % 26)) + (i % 3 == 0 ? " the " : " ");
  }
  return text;
}

MicroframeSums SumsOf(const Microframes& axes, const PackedModel& model, const std::string& text,
                      Document& document) {
  Segmenter(model.vocabulary).SegmentOneSentence(text, document);
  MicroframeSums sums;
  axes.Add(document, 0, static_cast<std::uint32_t>(document.tokens.size()), sums);
  return sums;
}

// The reference: the paper's formulas (its equations 1 to 3) in double precision, from the rows.
struct Reference {
  double bias = 0, intensity = 0;
};
Reference Compute(const PackedModel& model, const Microframe& axis, const Document& document,
                  double baseline) {
  const auto vector = [&](WordId id) {
    Eigen::VectorXd v(model.vectors.dim());
    for (Eigen::Index d = 0; d < v.size(); ++d) {
      v[d] = model.vectors.Row(id)[d];
    }
    return Eigen::VectorXd(v.normalized());
  };
  const auto pole = [&](const std::vector<std::string>& words) {
    Eigen::VectorXd sum = Eigen::VectorXd::Zero(model.vectors.dim());
    for (const std::string& word : words) {
      sum += vector(model.vocabulary.Find(word)) / static_cast<double>(words.size());
    }
    return sum;
  };
  const Eigen::VectorXd direction = (pole(axis.second) - pole(axis.first)).normalized();
  std::vector<double> cosines;
  for (const Token& token : document.tokens) {
    if (token.word < kUnknownWord && model.vocabulary.Word(token.word) != "the") {
      cosines.push_back(vector(token.word).dot(direction));
    }
  }
  Reference out;
  for (const double c : cosines) {
    out.bias += c / static_cast<double>(cosines.size());
    out.intensity += (c - baseline) * (c - baseline) / static_cast<double>(cosines.size());
  }
  return out;
}

TEST(MicroframesTest, BiasAndIntensityEqualTheReferenceToAMillionth) {
  const PackedModel model = RandomModel();
  const auto axes = Microframes::Compile(TwoAxes(), model.vocabulary, model.vectors, true);
  ASSERT_TRUE(IsOk(axes));
  Random random(6);
  Document document;
  for (int text = 0; text < 20; ++text) {
    const auto sums = SumsOf(*axes, model, RandomText(random, 1 + text * 10), document);
    for (std::size_t k = 0; k < 2; ++k) {
      const Reference expected = Compute(model, TwoAxes()[k], document, 0.05);
      EXPECT_NEAR(sums.Bias(k), expected.bias, 1e-6);
      EXPECT_NEAR(sums.Intensity(k, 0.05), expected.intensity, 1e-6);
    }
  }
}

TEST(MicroframesTest, ContributionsOfWordsAddUpToTheBias) {
  const PackedModel model = RandomModel();
  const auto axes = Microframes::Compile(TwoAxes(), model.vocabulary, model.vectors, true);
  ASSERT_TRUE(IsOk(axes));
  Random random(7);
  Document document;
  const auto sums = SumsOf(*axes, model, RandomText(random, 300), document);
  std::vector<std::pair<WordId, std::int64_t>> counts;
  for (WordId w = 0; w < model.vocabulary.size(); ++w) {
    std::int64_t n = 0;
    for (const Token& token : document.tokens) {
      n += token.word == w;
    }
    if (n > 0) {
      counts.emplace_back(w, n);
    }
  }
  for (std::size_t k = 0; k < 2; ++k) {
    double total = 0, before = 9;
    for (const WordContribution& c : axes->Contributions(counts, k)) {
      total += c.value;
      EXPECT_LE(std::abs(c.value), before);
      before = std::abs(c.value);
    }
    EXPECT_NEAR(total, sums.Bias(k), 1e-12);
  }
}

TEST(MicroframesTest, TheSecondPolesOwnWordsLeanToIt) {
  const PackedModel model = RandomModel();
  const auto axes = Microframes::Compile(TwoAxes(), model.vocabulary, model.vectors, true);
  Document document;
  EXPECT_GT(SumsOf(*axes, model, "wordac", document).Bias(0), 0.3);
  EXPECT_LT(SumsOf(*axes, model, "wordaa wordab", document).Bias(0), -0.3);
}

TEST(MicroframesTest, FunctionWordsAndUnknownWordsDoNotCount) {
  const PackedModel model = RandomModel();
  const auto axes = Microframes::Compile(TwoAxes(), model.vocabulary, model.vectors, true);
  Document document;
  EXPECT_EQ(SumsOf(*axes, model, "the unheard 12, the", document).words, 0);
  EXPECT_EQ(SumsOf(*axes, model, "the wordba unheard", document).words, 1);
}

TEST(MicroframesTest, TextsWithoutKnownWordsHaveZerosAndNoNumberThatIsNone) {
  const PackedModel model = RandomModel();
  const auto axes = Microframes::Compile(TwoAxes(), model.vocabulary, model.vectors, true);
  Document document;
  for (const char* text : {"", "xyzzy", "..."}) {
    const auto sums = SumsOf(*axes, model, text, document);
    EXPECT_EQ(sums.Bias(0), 0) << text;
    EXPECT_EQ(sums.Intensity(1, 0.2), 0) << text;
  }
  EXPECT_TRUE(axes->Contributions({}, 0).empty());
}

TEST(MicroframesTest, SumsMergeToThoseOfTheWhole) {
  const PackedModel model = RandomModel();
  const auto axes = Microframes::Compile(TwoAxes(), model.vocabulary, model.vectors, true);
  Document document;
  auto first = SumsOf(*axes, model, "wordaa wordba", document);
  const auto second = SumsOf(*axes, model, "wordbb", document);
  const auto whole = SumsOf(*axes, model, "wordaa wordba wordbb", document);
  first.Merge(second);
  EXPECT_EQ(first.words, whole.words);
  EXPECT_NEAR(first.Bias(1), whole.Bias(1), kDoubleTolerance);
  MicroframeSums empty;
  empty.Merge(whole);
  EXPECT_EQ(empty.Bias(0), whole.Bias(0));
}

TEST(MicroframesTest, APoleWithoutVectorsIsRefusedWithItsWords) {
  const PackedModel model = RandomModel();
  const std::vector<Microframe> axes = {{"x", {"nowhere", "nothing"}, {"wordaa"}}};
  EXPECT_TRUE(IsError(Microframes::Compile(axes, model.vocabulary, model.vectors, true),
                      ErrorCode::kNotFound, "nowhere, nothing"));
  const auto kept = Microframes::Compile(axes, model.vocabulary, model.vectors, false);
  ASSERT_TRUE(IsOk(kept));
  EXPECT_EQ(kept->size(), 0u);
  ASSERT_EQ(kept->refused().size(), 1u);
}

TEST(MicroframesTest, PolesThatAreTheSamePointAreRefused) {
  const PackedModel model = RandomModel();
  EXPECT_TRUE(IsError(
      Microframes::Compile({{"x", {"wordaa"}, {"wordaa"}}}, model.vocabulary, model.vectors, true),
      ErrorCode::kInvalidArgument, "same point"));
}

TEST(MicroframesTest, AnAxisOfUnknownOrMixedWordsIsWeak) {
  const PackedModel model = RandomModel();
  const auto axes =
      Microframes::Compile({{"known", {"wordaa"}, {"wordac"}},
                            {"unknown", {"wordaa", "no1", "no2", "no3"}, {"wordac", "no4", "no5"}}},
                           model.vocabulary, model.vectors, true);
  ASSERT_TRUE(IsOk(axes));
  EXPECT_FALSE(axes->quality(0).weak);
  EXPECT_TRUE(axes->quality(1).weak);
  EXPECT_NEAR(axes->quality(1).coverage, 2.0 / 7, kDoubleTolerance);
}

TEST(MicroframesTest, TheDefaultSetHasSixtyAxesOrMoreWithTwoPolesEach) {
  const auto& axes = DefaultMicroframes();
  EXPECT_GE(axes.size(), 60u);
  for (const Microframe& axis : axes) {
    EXPECT_FALSE(axis.first.empty()) << axis.name;
    EXPECT_FALSE(axis.second.empty()) << axis.name;
  }
}

TEST(MicroframesTest, AxesAreReadFromLinesOfTabsAndFromFrameAxisJson) {
  const auto tabs = ParseMicroframes("# mine\ncost\tcheap, bargain\texpensive\r\n\n", "own.tsv");
  ASSERT_TRUE(IsOk(tabs));
  EXPECT_EQ((*tabs)[0].first, (std::vector<std::string>{"cheap", "bargain"}));
  const auto json =
      ParseMicroframes("{\"neg\": \"bad\", \"pos\": \"good\", \"set\": \"x\"}\n", "axes.jsonl");
  ASSERT_TRUE(IsOk(json));
  EXPECT_EQ((*json)[0].name, "bad-good");
}

TEST(MicroframesTest, ALineThatIsNoAxisIsAnErrorWithItsPlace) {
  EXPECT_TRUE(IsError(ParseMicroframes("a\tb\tc\nonly one\n", "own.tsv"), ErrorCode::kMalformed,
                      "own.tsv:2"));
  EXPECT_TRUE(
      IsError(ParseMicroframes("a\tb\tc\na\td\te\n", "own.tsv"), ErrorCode::kMalformed, "twice"));
  EXPECT_TRUE(IsError(ParseMicroframes("{\"pos\": \"good\"}", "x"), ErrorCode::kMalformed, "x:1"));
  EXPECT_TRUE(IsError(ParseMicroframes("# nothing\n", "x"), ErrorCode::kMalformed, "found none"));
}

TEST(MicroframesTest, AnAxisOnTheCommandLineHasTwoPolesOfWords) {
  const auto axis = ParseMicroframe("Safe secure,dangerous");
  ASSERT_TRUE(IsOk(axis));
  EXPECT_EQ(axis->name, "safe-dangerous");
  EXPECT_EQ(axis->first, (std::vector<std::string>{"safe", "secure"}));
  for (const char* wrong : {"", "cheap", "cheap,", ",x", "a,b,c"}) {
    EXPECT_TRUE(IsError(ParseMicroframe(wrong), ErrorCode::kInvalidArgument, wrong)) << wrong;
  }
}

}  // namespace
}  // namespace slant
