#include "slant/pipeline/induce_lexicon.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "slant/base/random.h"
#include "slant/lexicon/lexicon_reader.h"
#include "support/tiny_model.h"

namespace slant {
namespace {

constexpr Eigen::Index kDim = 16;

// Words with made-up vectors, and a list of some of them.
class World {
 public:
  explicit World(std::uint64_t seed) : random_(seed) {}

  // A word of its own family: no two have the first five letters in common.
  std::string NewName() {
    std::string name(6, 'a');
    int number = names_++;
    for (std::size_t i = 0; i < 3; ++i, number /= 26) {
      name[i] = static_cast<char>('a' + number % 26);
    }
    return name;
  }

  Eigen::VectorXf RandomDirection() {
    Eigen::VectorXf direction(kDim);
    for (float& entry : direction) {
      entry = static_cast<float>(random_.Normal());
    }
    return direction.normalized();
  }

  // Near the axis.
  Eigen::VectorXf Near(Eigen::Index axis) {
    return Eigen::VectorXf::Unit(kDim, axis) + 0.1F * RandomDirection();
  }

  std::string Add(const std::string& name, const Eigen::VectorXf& vector,
                  std::uint64_t count = 100) {
    raw_.words.push_back({name, count});
    vectors_.push_back(vector);
    return name;
  }

  void Rate(const std::string& name, float valence, float tone, float event,
            const std::string& rest = "") {
    rows_ += name + "\t" + std::to_string(valence) + "\t" + std::to_string(tone) + "\t" +
             std::to_string(event) + rest + "\n";
  }

  Random& random() { return random_; }

  Result<InducedLexicon> Induce(const InduceOptions& options = {}) {
    raw_.rows.resize(static_cast<Eigen::Index>(vectors_.size()), kDim);
    for (std::size_t i = 0; i < vectors_.size(); ++i) {
      raw_.rows.row(static_cast<Eigen::Index>(i)) = vectors_[i];
    }
    model_ = PackAndOpen(raw_);
    const auto list = ParseLexicon(
        "# slant-lexicon 2\nword\tvalence\ttone\tevent\tkind\tfactor\tconfidence\n" + rows_,
        "seeds.tsv");
    EXPECT_TRUE(IsOk(list));
    return InduceLexicon(model_.vocabulary, model_.vectors,
                         CompiledLexicon::Compile({&*list, 1}, model_.vocabulary), options);
  }

  Eigen::Index Id(const std::string& name) const {
    const WordId id = model_.vocabulary.Find(name);
    EXPECT_NE(id, kUnknownWord) << name;
    return static_cast<Eigen::Index>(id);
  }

  const Vocabulary& vocabulary() const { return model_.vocabulary; }

 private:
  Random random_;
  int names_ = 0;
  RawVectors raw_;
  std::vector<Eigen::VectorXf> vectors_;
  std::string rows_;
  PackedModel model_;
};

// 60 frequent words without a value lie at axis 2; of the rated ones 40 that praise at axis 0, 40
// bad events at axis 1, and 40 anywhere else, with values that nobody could guess.
World Clusters() {
  World world(20261123);
  for (int i = 0; i < 60; ++i) {
    world.Add(world.NewName(), world.Near(2), 1000);
  }
  for (int i = 0; i < 40; ++i) {
    world.Rate(world.Add(world.NewName(), world.Near(0)), 3, 3, 0);
    world.Rate(world.Add(world.NewName(), world.Near(1)), -2.5F, 0, -2);
    const float value = i % 2 == 0 ? 3 : -3;
    world.Rate(world.Add(world.NewName(), world.RandomDirection()), value, value, value);
  }
  return world;
}

TEST(InduceLexiconTest, AWordMeansWhatTheWordsAroundItMean) {
  World world = Clusters();
  const std::string praise = world.Add("praiselike", world.Near(0));
  const std::string disaster = world.Add("disasterlike", world.Near(1));
  const std::string plain = world.Add("plainlike", world.Near(2));
  const auto induced = world.Induce();
  ASSERT_TRUE(IsOk(induced));
  ASSERT_EQ(induced->values.rows(), static_cast<Eigen::Index>(world.vocabulary().size()));
  ASSERT_EQ(induced->values.cols(), 3);
  const auto expect = [&](const std::string& name, float valence, float tone, float event) {
    const Eigen::RowVector3f found = induced->values.row(world.Id(name));
    EXPECT_NEAR(found[0], valence, 0.4) << name;
    EXPECT_NEAR(found[1], tone, 0.4) << name;
    EXPECT_NEAR(found[2], event, 0.4) << name;
  };
  expect(praise, 3, 3, 0);
  expect(disaster, -2.5F, 0, -2);
  expect(plain, 0, 0, 0);
  EXPECT_LE(induced->values.cwiseAbs().maxCoeff(), 4);
}

TEST(InduceLexiconTest, SeedsAreRatedWordsAndHalfAsManyFrequentOthers) {
  World world = Clusters();
  world.Add("modifierword", world.Near(0));
  world.Rate("modifierword", 0, 0, 0, "\tintensifier\t1.5");
  world.Rate(world.Add("guessedword", world.Near(0)), 2, 2, 0, "\t\t\t0.5");
  world.Rate(world.Add("unseenword", world.Near(0), 0), 3, 3, 0);
  world.Rate("notinthevectors", 3, 3, 0);
  const auto induced = world.Induce();
  ASSERT_TRUE(IsOk(induced));
  EXPECT_EQ(induced->rated, 120);
  EXPECT_EQ(induced->seeds, 180);
}

TEST(InduceLexiconTest, ConfidenceIsAChanceAndHigherNearSeeds) {
  World world = Clusters();
  std::vector<std::string> near, far;
  for (int i = 0; i < 20; ++i) {
    near.push_back(world.Add("nearby" + world.NewName(), world.Near(i % 2)));
    far.push_back(world.Add("faraway" + world.NewName(), world.RandomDirection()));
  }
  const auto induced = world.Induce();
  ASSERT_TRUE(IsOk(induced));
  ASSERT_EQ(induced->confidence.size(), induced->values.rows());
  EXPECT_GE(induced->confidence.minCoeff(), 0);
  EXPECT_LE(induced->confidence.maxCoeff(), 1);
  for (std::size_t i = 0; i < near.size(); ++i) {
    EXPECT_GT(induced->confidence[world.Id(near[i])], 0.8) << i;
    EXPECT_LT(induced->confidence[world.Id(far[i])], 0.5) << i;
  }
}

// Of 180 held-out seeds 140 lie in clusters.  Of the rated 120 the 40 loners are guesses at chance.
TEST(InduceLexiconTest, TheCalibrationCountsEverySeedOnce) {
  World world = Clusters();
  const auto induced = world.Induce();
  ASSERT_TRUE(IsOk(induced));
  ASSERT_EQ(induced->calibration.size(), 10u);
  int words = 0;
  double right = 0, confidence = 0;
  for (std::size_t i = 0; i < 10; ++i) {
    const ConfidenceBin& bin = induced->calibration[i];
    EXPECT_NEAR(bin.low, 0.1 * static_cast<double>(i), 1e-12);
    EXPECT_NEAR(bin.high, 0.1 * static_cast<double>(i + 1), 1e-12);
    if (bin.words > 0) {
      EXPECT_GE(bin.confidence, bin.low - 1e-6);
      EXPECT_LE(bin.confidence, bin.high + 1e-6);
    }
    words += bin.words;
    right += bin.right * bin.words;
    confidence += bin.confidence * bin.words;
  }
  EXPECT_EQ(words, induced->seeds);
  EXPECT_NEAR(right, 140, 10);
  // A logistic regression with a constant gives as much chance as there is truth.
  EXPECT_NEAR(confidence, right, 1);
  EXPECT_GT(induced->held_out_r[0], 0.5);
  EXPECT_GT(induced->held_out_sign[1], 0.6);
}

// Twins: two words of one vector and one value, which no other word tells anything about.  Of one
// beginning they are held out together; of different beginnings one gives the other away.
double HeldOutR(bool one_family) {
  World world(7);
  for (int i = 0; i < 100; ++i) {
    const std::string name = world.NewName();
    const Eigen::VectorXf vector = world.RandomDirection();
    const float value = world.random().Below(2) == 0 ? 3.0F : -3.0F;
    world.Rate(world.Add(name, vector), value, value, value);
    world.Rate(world.Add(one_family ? name + "s" : world.NewName(), vector), value, value, value);
  }
  const auto induced = world.Induce();
  EXPECT_TRUE(IsOk(induced));
  return induced ? induced->held_out_r[0] : std::nan("");
}

TEST(InduceLexiconTest, FormsOfOneWordAreHeldOutTogether) {
  EXPECT_GT(HeldOutR(false), 0.6);
  EXPECT_LT(std::abs(HeldOutR(true)), 0.3);
}

TEST(InduceLexiconTest, WithoutFoldsNothingIsJudgedAndTheValuesAreTheSame) {
  World world = Clusters();
  const auto judged = world.Induce();
  InduceOptions options;
  std::vector<double> shares;
  options.progress = [&](double share) { shares.push_back(share); };
  for (const int folds : {0, 1}) {
    options.folds = folds;
    shares.clear();
    const auto plain = world.Induce(options);
    ASSERT_TRUE(IsOk(judged));
    ASSERT_TRUE(IsOk(plain));
    EXPECT_EQ(plain->values, judged->values);
    EXPECT_EQ(plain->confidence.size(), 0);
    EXPECT_TRUE(plain->calibration.empty());
    EXPECT_EQ(plain->held_out_r[0], 0.0);
    ASSERT_FALSE(shares.empty());
    EXPECT_TRUE(std::is_sorted(shares.begin(), shares.end()));
    EXPECT_GT(shares.front(), 0);
    EXPECT_EQ(shares.back(), 1.0);
  }
}

TEST(InduceLexiconTest, TheSameInputsGiveTheSameBits) {
  const auto one = Clusters().Induce();
  const auto two = Clusters().Induce();
  ASSERT_TRUE(IsOk(one));
  ASSERT_TRUE(IsOk(two));
  EXPECT_EQ(one->values, two->values);
  EXPECT_EQ(one->confidence, two->confidence);
}

TEST(InduceLexiconTest, FewerThanFiftySeedsAreRefused) {
  World world(1);
  for (int i = 0; i < 49; ++i) {
    world.Rate(world.Add(world.NewName(), world.RandomDirection()), 1, 1, 1);
  }
  EXPECT_TRUE(IsError(world.Induce(), ErrorCode::kInvalidArgument, "share 49 words, 50"));
  world.Rate(world.Add(world.NewName(), world.RandomDirection()), 1, 1, 1);
  EXPECT_TRUE(IsOk(world.Induce()));
}

// --- growing

// Guesses made by hand: every word has valence 2, tone 1, event -1 and confidence .9 but for those
// said otherwise.
struct Guesses {
  Vocabulary vocabulary;
  InducedLexicon induced;

  explicit Guesses(const std::vector<std::string>& words) {
    std::vector<WordCount> counts;
    for (const std::string& word : words) {
      counts.push_back({word, 10});
    }
    vocabulary = Vocabulary::FromWords(counts).value();
    induced.values.resize(vocabulary.size(), 3);
    induced.values.rowwise() = Eigen::RowVector3f(2, 1, -1);
    induced.confidence.setConstant(vocabulary.size(), 0.9F);
  }
};

Lexicon Seeds() {
  auto list = ParseLexicon(
      "# slant-lexicon 2\n# name: mine\n# licence: ours\n"
      "word\tvalence\tkind\tfactor\tcategory\n"
      "good\t1.5\nfed up\t-2\nnot\t\tnegator\t-0.7\nmay\t\t\t\thedge\n",
      "mine.tsv");
  EXPECT_TRUE(IsOk(list));
  return *std::move(list);
}

std::vector<std::string> Patterns(const Lexicon& lexicon) {
  std::vector<std::string> out;
  for (const LexiconEntry& entry : lexicon.entries) {
    out.push_back(entry.pattern);
  }
  return out;
}

TEST(GrowLexiconTest, SeedsStayAsTheyAreAndGuessesFollowInTheOrderOfTheVocabulary) {
  const Lexicon seeds = Seeds();
  const Guesses guesses({"good", "lovely", "may", "dreadful"});
  const Lexicon grown = GrowLexicon(seeds, guesses.vocabulary, guesses.induced, 0.5F, 0.5F);
  EXPECT_EQ(grown.name, "mine");
  EXPECT_EQ(grown.licence, "ours");
  EXPECT_EQ(Patterns(grown),
            (std::vector<std::string>{"good", "fed up", "not", "may", "lovely", "dreadful"}));
  EXPECT_EQ(grown.Value(grown.entries[0], grown.FindCategory("valence").value()), 1.5F);
  EXPECT_EQ(grown.entries[0].confidence, 1.0F);
  EXPECT_EQ(grown.entries[2].kind, WordKind::kNegator);
  // The list had no tone and no event: they are new columns at its end.
  EXPECT_EQ(grown.categories, (std::vector<std::string>{"valence", "hedge", "tone", "event"}));
  const LexiconEntry& lovely = grown.entries[4];
  EXPECT_EQ(lovely.kind, WordKind::kValue);
  EXPECT_EQ(lovely.confidence, 0.9F);
  EXPECT_EQ(grown.Value(lovely, 0), 2.0F);
  EXPECT_EQ(grown.Value(lovely, 1), 0.0F);
  EXPECT_EQ(grown.Value(lovely, 2), 1.0F);
  EXPECT_EQ(grown.Value(lovely, 3), -1.0F);
}

TEST(GrowLexiconTest, OnlyWordsOfLettersThatAreNoFunctionWordsAreAdded) {
  const Guesses guesses({"lovely", "the", "because", "x", "ok", "b2b", "1990s", "@home", "don't",
                         "well-known", "naïve", "http://a.b", "...", "Upper"});
  const Lexicon grown = GrowLexicon({}, guesses.vocabulary, guesses.induced, 0, 0);
  EXPECT_EQ(Patterns(grown), (std::vector<std::string>{"lovely", "well-known", "naïve"}));
}

TEST(GrowLexiconTest, TheBoundsAreInclusive) {
  Guesses guesses({"lovely", "dreadful", "plainly"});
  guesses.induced.confidence << 0.5F, 0.75F, 0.75F;
  guesses.induced.values.col(0) << 2, -1.5F, 0.25F;
  const auto grown = [&](float confidence, float valence) {
    return Patterns(GrowLexicon({}, guesses.vocabulary, guesses.induced, confidence, valence));
  };
  EXPECT_EQ(grown(0.5F, 0.25F), (std::vector<std::string>{"lovely", "dreadful", "plainly"}));
  EXPECT_EQ(grown(0.51F, 0), (std::vector<std::string>{"dreadful", "plainly"}));
  EXPECT_EQ(grown(0, 1.5F), (std::vector<std::string>{"lovely", "dreadful"}));
  EXPECT_TRUE(grown(0.76F, 0).empty());
}

// 1 is for values that people set.
TEST(GrowLexiconTest, GuessesHaveTwoDecimalsAndNeverFullConfidence) {
  Guesses guesses({"lovely", "dreadful"});
  guesses.induced.confidence << 1.0F, 0.8649F;
  guesses.induced.values.row(1) << -1.236F, 0.004F, 3.999F;
  const Lexicon grown = GrowLexicon({}, guesses.vocabulary, guesses.induced, 0, 0);
  ASSERT_EQ(grown.entries.size(), 2u);
  EXPECT_EQ(grown.entries[0].confidence, 0.99F);
  EXPECT_EQ(grown.entries[1].confidence, 0.86F);
  EXPECT_FLOAT_EQ(grown.Value(grown.entries[1], 0), -1.24F);
  EXPECT_FLOAT_EQ(grown.Value(grown.entries[1], 1), 0);
  EXPECT_FLOAT_EQ(grown.Value(grown.entries[1], 2), 4);
}

}  // namespace
}  // namespace slant
