#include "slant/pipeline/explainer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "slant/base/random.h"
#include "slant/embed/pack_vectors.h"
#include "slant/lexicon/compiled_lexicon.h"
#include "slant/lexicon/lexicon_reader.h"
#include "slant/text/excerpt.h"
#include "support/is_ok.h"
#include "support/temp_dir.h"

namespace slant {
namespace {

constexpr double kAddsUp = 1e-4;  // what the room promises

const char* const kWords[] = {"the", "mayor", "lied", "brave", "failed", "plan", "again", "not"};

OutputMatrix RandomMatrix(Eigen::Index rows, Eigen::Index columns, Random& random) {
  OutputMatrix out(rows, columns);
  for (Eigen::Index i = 0; i < out.size(); ++i) {
    out.data()[i] = static_cast<float>(random.Uniform() - 0.5);
  }
  return out;
}

// Heads with and without a hidden layer, and a network over words for targets; all weights random.
Model RandomModel(const TempDir& folder) {
  Random random(7);
  RawVectors raw;
  std::uint64_t count = 1000;
  for (const char* word : kWords) {
    raw.words.push_back({word, count -= 100});
  }
  raw.rows = RandomMatrix(static_cast<Eigen::Index>(std::size(kWords)), 4, random);
  const auto lexicon = ParseLexicon(
      "# slant-lexicon 2\n"
      "word\tvalence\ttone\tevent\tkind\tfactor\tcategory\n"
      "lied\t-2.5\t-2\t-1\nfailed\t-2\t-1\t-2\nbrave\t2\t2\t1\nnot\t\t\t\tnegator\t-0.74\n",
      "small.tsv");
  EXPECT_TRUE(IsOk(lexicon));
  const std::string path = folder / "model.slant";
  SectionFileWriter writer;
  EXPECT_TRUE(IsOk(PackVectors(raw, {}, writer)));
  CompiledLexicon().Save(writer);
  EXPECT_TRUE(IsOk(writer.Write(path)));
  const auto vocabulary = Vocabulary::FromFile(*SectionFile::Open(path));
  CompiledLexicon::Compile({&*lexicon, 1}, *vocabulary).Save(writer);
  EXPECT_TRUE(IsOk(writer.Write(path)));
  const auto language = LanguageModel::Open(path);
  EXPECT_TRUE(IsOk(language));

  const auto linear = [&](Eigen::Index inputs, Eigen::Index outputs) {
    return DenseLayer{RandomMatrix(outputs, inputs, random), RandomMatrix(1, outputs, random)};
  };
  const FeatureSchema& schema = language->extractor.schema();
  for (const Task& task : Tasks()) {
    if (task.unit == TaskUnit::kTarget || task.name == "opinion") {
      continue;
    }
    std::vector<DenseLayer> layers = {linear(schema.size(), 5), linear(5, task.outputs())};
    if (task.name != "tone") {
      layers = {linear(schema.size(), task.outputs())};
    }
    const auto head = DenseNetwork::FromLayers(std::move(layers), schema.id(), 1.5F);
    EXPECT_TRUE(IsOk(head));
    SaveHead(std::string(task.name), *head, writer);
  }
  TokenParameters p;
  p.groups = {{1, 16}, {3, 16}};
  p.filters = RandomMatrix(NetworkInputs(language->words), 16 + 3 * 16, random);
  p.filter_bias = RandomMatrix(1, 32, random);
  p.hidden = linear(64, 8);
  p.output = linear(8, 3);
  p.linear = RandomMatrix(3, language->targets.schema().size(), random);
  p.outputs = {{"target", 0, 3, 1.3F}};
  const auto network =
      TokenNetwork::FromParameters(p, language->words, language->targets.schema(), 4);
  EXPECT_TRUE(IsOk(network));
  SaveHead("target", *network, writer);
  EXPECT_TRUE(IsOk(writer.Write(path)));
  auto model = Model::Open(path);
  EXPECT_TRUE(IsOk(model));
  return *std::move(model);
}

class ExplainerTest : public testing::Test {
 protected:
  Document Segmented(const std::string& text) const {
    Document document;
    model_.language.segmenter.SegmentOneSentence(text, document);
    return document;
  }

  // Of the word "mayor" as target, where the task has one.
  Explanation Explain(const Document& document, const ExplainRequest& request) {
    const auto out =
        explainer_.Explain(document, document.sentences.at(0), MayorIn(document), request);
    EXPECT_TRUE(IsOk(out));
    return out ? *out : Explanation();
  }

  static Span MayorIn(const Document& document) {
    const std::size_t at = document.text.find("mayor");
    return at == std::string::npos
               ? Span{0, 3}
               : Span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 5)};
  }

  static double Sum(const Explanation& why) {
    double sum = why.base + why.interactions;
    for (const ExplainedWord& word : why.words) {
      sum += word.amount;
    }
    for (const FeatureContribution& feature : why.features) {
      sum += feature.amount;
    }
    return sum;
  }

  TempDir folder_;
  Model model_ = RandomModel(folder_);
  Explainer explainer_{model_};
};

const char* const kTexts[] = {
    "The mayor lied.",
    "The brave mayor did not lie again, but the plan failed.",
    "\"The plan failed,\" said Ann Lee of the mayor, 3 times unknown to Kiev!",
    "the the the mayor mayor lied lied",
};

TEST_F(ExplainerTest, PartsAddUpForAllTasksClassesAndMethods) {
  for (const Task& task : Tasks()) {
    if (!explainer_.Has(task)) {
      continue;
    }
    for (const char* text : kTexts) {
      const Document document = Segmented(text);
      for (const auto method : {ExplainMethod::kDeletion, ExplainMethod::kGates}) {
        EXPECT_NEAR(Sum(Explain(document, {&task, {}, method})),
                    Explain(document, {&task, {}, method}).total, kAddsUp)
            << task.name << ": " << text;
        for (std::size_t c = 0; c < task.classes.size(); ++c) {
          const Explanation why = Explain(document, {&task, c, method});
          EXPECT_NEAR(Sum(why), why.total, kAddsUp) << task.name << " " << why.label;
          EXPECT_EQ(why.label, task.classes[c]);
        }
      }
    }
  }
}

// The definition of log-odds, from the probabilities that Classifiers give.
TEST_F(ExplainerTest, TheTotalIsTheLogOddsOfTheLabel) {
  for (const char* name : {"tone", "bias", "target"}) {
    const Document document = Segmented(kTexts[1]);
    const Explanation why = Explain(document, {FindTask(name), {}, ExplainMethod::kGates});
    const auto p =
        explainer_.Answer(document, document.sentences[0], MayorIn(document), *FindTask(name));
    ASSERT_TRUE(IsOk(p));
    const double label = *std::max_element(p->begin(), p->end());
    EXPECT_NEAR(why.probability(), label, 1e-9);
    EXPECT_NEAR(why.total, std::log(label / (1 - label)), 1e-6);
  }
}

TEST_F(ExplainerTest, AValueIsItsOwnTotalAndHasNoClasses) {
  const Document document = Segmented(kTexts[0]);
  const Explanation why = Explain(document, {FindTask("score"), {}, ExplainMethod::kGates});
  EXPECT_TRUE(why.is_value());
  EXPECT_TRUE(why.label.empty());
  const auto value = explainer_.Answer(document, document.sentences[0], {}, *FindTask("score"));
  ASSERT_TRUE(IsOk(value));
  EXPECT_NEAR(why.total, value->front(), 1e-9);
}

TEST_F(ExplainerTest, AWordsContributionIsWhatIsLostWithoutIt) {
  const Document document = Segmented(kTexts[1]);
  const Explanation why = Explain(document, {FindTask("bias"), {}, ExplainMethod::kDeletion});
  ASSERT_GT(why.words.size(), 4u);
  const ExplainedWord& word = why.words[1];
  Document without;
  WithoutTokens(document, word.first_token, word.end_token, without);
  const auto rest = explainer_.Answer(without, without.sentences[0], {}, *FindTask("bias"));
  ASSERT_TRUE(IsOk(rest));
  const double p = (*rest)[why.label_class];
  EXPECT_NEAR(word.amount, why.total - std::log(p / (1 - p)), 1e-5);
}

TEST_F(ExplainerTest, ContributionAndInteractionOfAWordAreItsShareByTheGates) {
  const Document document = Segmented(kTexts[1]);
  const Explanation deletion = Explain(document, {FindTask("tone"), {}, ExplainMethod::kDeletion});
  const Explanation gates = Explain(document, {FindTask("tone"), {}, ExplainMethod::kGates});
  double interactions = 0;
  for (std::size_t i = 0; i < gates.words.size(); ++i) {
    EXPECT_NEAR(deletion.words[i].amount + deletion.words[i].interaction, gates.words[i].amount,
                1e-6);
    interactions += deletion.words[i].interaction;
  }
  EXPECT_NEAR(deletion.interactions, interactions, 1e-9);
}

TEST_F(ExplainerTest, GatesHaveNoInteractionsAndNoPooledFeatureKeepsItsName) {
  const Document document = Segmented(kTexts[1]);
  const Explanation why = Explain(document, {FindTask("bias"), {}, ExplainMethod::kGates});
  EXPECT_EQ(why.interactions, 0);
  for (const FeatureContribution& feature : why.features) {
    EXPECT_TRUE(feature.name.starts_with("shape.") || feature.name.starts_with("modifier."))
        << feature.name;
  }
}

TEST_F(ExplainerTest, ASentenceOfAnArticleIsExplainedAsItStandsThere) {
  Document article;
  model_.language.segmenter.Segment("The plan failed again. The brave mayor lied. It rained.",
                                    article);
  ASSERT_EQ(article.sentences.size(), 3u);
  const auto why = explainer_.Explain(article, article.sentences[1], {},
                                      {FindTask("tone"), {}, ExplainMethod::kDeletion});
  ASSERT_TRUE(IsOk(why));
  EXPECT_NEAR(Sum(*why), why->total, kAddsUp);
  ASSERT_EQ(why->words.size(), 5u);
  EXPECT_EQ(article.Text(why->words[1].span), "brave");
  EXPECT_TRUE(why->words[4].is_mark);
  const Explanation alone =
      Explain(Segmented("The brave mayor lied."), {FindTask("tone"), {}, ExplainMethod::kDeletion});
  EXPECT_NEAR(alone.total, why->total, 1e-6);
  EXPECT_NEAR(alone.words[1].amount, why->words[1].amount, 1e-6);
}

TEST_F(ExplainerTest, ASentenceWithoutWordsIsAllBase) {
  const Document document = Segmented("...");
  const Explanation why = Explain(document, {FindTask("tone"), {}, ExplainMethod::kGates});
  EXPECT_NEAR(Sum(why), why.total, kAddsUp);
}

TEST_F(ExplainerTest, ATaskThatTheModelLacksIsNotFound) {
  const Document document = Segmented(kTexts[0]);
  EXPECT_FALSE(explainer_.Has(*FindTask("opinion")));
  const auto why = explainer_.Explain(document, document.sentences[0], {},
                                      {FindTask("opinion"), {}, ExplainMethod::kGates});
  ASSERT_FALSE(why);
  EXPECT_EQ(why.error().code, ErrorCode::kNotFound);
}

TEST_F(ExplainerTest, ATrialDeletesTheWordWithTheLargestContribution) {
  const std::string text = "The brave mayor lied again.";
  const ExplainRequest request{FindTask("bias"), {}, ExplainMethod::kDeletion};
  const auto trial = TryDeletion(model_, text, {}, request, explainer_);
  ASSERT_TRUE(IsOk(trial));
  ASSERT_TRUE(trial->has_value());
  const Explanation why = Explain(Segmented(text), request);
  for (const ExplainedWord& word : why.words) {
    if (!word.is_mark && word.span == (*trial)->word) {
      for (const ExplainedWord& other : why.words) {
        EXPECT_TRUE(other.is_mark || other.amount <= word.amount);
      }
    }
  }
  EXPECT_NEAR((*trial)->before, why.probability(), 1e-9);
  EXPECT_EQ((*trial)->moved(), (*trial)->after < (*trial)->before);
}

TEST_F(ExplainerTest, ATrialNeverDeletesTheTarget) {
  const auto trial = TryDeletion(model_, "mayor.", {0, 5},
                                 {FindTask("target"), {}, ExplainMethod::kDeletion}, explainer_);
  ASSERT_TRUE(IsOk(trial));
  EXPECT_FALSE(trial->has_value()) << "there is no other word";
}

}  // namespace
}  // namespace slant
