// What a source says is never charged to the journalist: the words inside direct quotations are
// replaced, once by insults and once by praise, and no number of the narration moves.  Needs no
// labels, only the default model.

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "slant/corpus/article_reader.h"
#include "slant/lexicon/lexicon_measures.h"
#include "slant/pipeline/model.h"
#include "slant/pipeline/scorer.h"
#include "support/is_ok.h"

namespace slant {
namespace {

constexpr double kNothing = 1e-9;

const std::vector<std::string> kInsults = {"vile",     "corrupt",  "idiots", "disgusting",
                                           "shameful", "cowardly", "liars",  "pathetic"};
const std::vector<std::string> kPraise = {"superb",    "honest", "heroes",    "wonderful",
                                          "brilliant", "brave",  "champions", "generous"};

// With narration before, behind and between what is quoted, in all sorts of marks.
const char* const kWritten[] = {
    "The mayor called the plan \"a shameful and stupid lie about our town\" on Monday. "
    "The reckless council approved it anyway. It rained in the evening.",
    "\"We lost the vote and we will lose again next year,\" said Ann Lee, who left the hall early. "
    "The regime ignored her.",
    "The minister, who \"never wanted to hurt anyone in this country,\" resigned in disgrace, and "
    "\"nobody in the party will miss him at all,\" a rival said.",
    "“They lied to us. They stole from us. They will pay for it,” the farmer told a crowd of "
    "cheering neighbours. Officials denied it.",
    "Critics of the so-called “reform” say that it failed. “He told us ‘you will be safe here’ "
    "and then he left,” the nurse said of the director.",
};

std::string Like(const Token& token, std::string word) {
  if (token.Is(kCapitalized)) {
    word[0] = static_cast<char>(word[0] - 'a' + 'A');
  }
  return word;
}

// The text with every quoted word replaced by one of `words`, in turn.  Marks, numbers, clitics and
// names stay: a capitalised word may tell who somebody is outside the quotation.
std::string Swapped(const Document& document, const std::vector<std::string>& words,
                    std::size_t* count) {
  std::vector<bool> kept(document.tokens.size());
  for (const Quotation& quotation : document.quotations) {
    for (std::uint32_t t = quotation.first_token; t < quotation.end_token; ++t) {
      kept[t] = kept[t] || quotation.scare_quote;
    }
  }
  std::string out;
  std::uint32_t copied = 0;
  *count = 0;
  for (std::size_t t = 0; t < document.tokens.size(); ++t) {
    const Token& token = document.tokens[t];
    const bool before_clitic = t + 1 < document.tokens.size() && document.tokens[t + 1].Is(kClitic);
    if (!token.Is(kQuoted) || kept[t] || token.kind != TokenKind::kWord || token.Is(kClitic) ||
        token.Is(kCapitalized) || before_clitic) {
      continue;
    }
    out += document.Text({copied, token.span.begin});
    out += Like(token, words[(*count)++ % words.size()]);
    copied = token.span.end;
  }
  return out + std::string(document.text.substr(copied));
}

using Numbers = std::vector<std::pair<std::string, double>>;

Numbers OfVoice(const VoiceMetrics& v, const BiasOfVoice& bias) {
  Numbers out = {{"sentences", v.sentences},
                 {"tone_mean", v.tone_mean},
                 {"tone_sd", v.tone_sd},
                 {"negative_share", v.negative_share},
                 {"positive_share", v.positive_share},
                 {"event_mean", v.event_mean},
                 {"biased_share", v.biased_share},
                 {"abstained_share", v.abstained_share},
                 {"bias_abstained_share", v.bias_abstained_share},
                 {"bias.sentences", bias.sentences},
                 {"bias.share", bias.share},
                 {"bias.low", bias.low},
                 {"bias.high", bias.high},
                 {"bias.carrying", bias.carrying}};
  for (std::size_t k = 0; k < kLoadedKindCount; ++k) {
    out.emplace_back("bias." + std::string(kLoadedKindNames[k]), bias.per_hundred_words[k]);
  }
  return out;
}

Numbers OfNarration(const ScoredArticle& scored) {
  Numbers out = OfVoice(scored.metrics.narration, scored.metrics.bias.narration);
  out.emplace_back("opinion", scored.metrics.bias.opinion.value_or(-1));
  for (const std::size_t index : scored.metrics.bias.most_loaded) {
    out.emplace_back("most_loaded", static_cast<double>(index));
  }
  for (std::size_t i = 0; i < scored.Body().size(); ++i) {
    if (scored.Body()[i].voice == Voice::kNarration) {
      const SentenceScores& scores = scored.narrated[i];
      const std::string name = "sentence " + std::to_string(i);
      out.emplace_back(name + " tone", scores.tone.score);
      out.emplace_back(name + " positive", scores.tone.positive);
      out.emplace_back(name + " bias", scores.bias.p);
      out.emplace_back(name + " opinion", scores.bias.opinion);
    }
  }
  return out;
}

double Farthest(const Numbers& a, const Numbers& b) {
  double most = 0;
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
    most = std::max(most, std::abs(a[i].second - b[i].second));
  }
  return most;
}

bool SameVoices(const ScoredArticle& a, const ScoredArticle& b) {
  bool same = a.Body().size() == b.Body().size();
  for (std::size_t i = 0; same && i < a.Body().size(); ++i) {
    same = a.Body()[i].voice == b.Body()[i].voice &&
           a.Body()[i].quoted_share == b.Body()[i].quoted_share;
  }
  return same;
}

class NarrationSwapTest : public testing::Test {
 protected:
  void SetUp() override {
    const char* chosen = std::getenv("SLANT_MODEL");
    const std::string path =
        chosen != nullptr && *chosen != '\0' ? chosen : SLANT_SOURCE_DIR "/corpora/model/en.slant";
    auto model = Model::Open(path);
    if (!model) {
      GTEST_SKIP() << "NOT TESTED: the model cannot be opened: " << model.error().ToString();
    }
    model_ = std::make_unique<Model>(*std::move(model));
    if (model_->loaded.empty()) {
      std::cout << "NOT TESTED: " << path << " has no tagger of loaded words\n";
    }
  }

  ScoredArticle Score(const std::string& text) {
    Scorer scorer(*model_, measures_, {});
    Article article;
    article.text = text;
    ScoredArticle out;
    EXPECT_TRUE(IsOk(scorer.Score(std::move(article), out)));
    return out;
  }

  // Compares praise with insults; false if the text room hears other voices in them, or nothing is
  // quoted.
  bool Compare(const std::string& name, const std::string& text) {
    Document document;
    model_->language.segmenter.Segment(text, document);
    std::size_t count = 0;
    const ScoredArticle insulted = Score(Swapped(document, kInsults, &count));
    const ScoredArticle praised = Score(Swapped(document, kPraise, &count));
    if (count == 0 || !SameVoices(insulted, praised)) {
      return false;
    }
    const Numbers one = OfNarration(insulted);
    const Numbers other = OfNarration(praised);
    EXPECT_EQ(one.size(), other.size()) << name;
    for (std::size_t i = 0; i < one.size() && i < other.size(); ++i) {
      EXPECT_NEAR(one[i].second, other[i].second, kNothing) << name << ": " << one[i].first;
    }
    if (insulted.metrics.quoted.sentences > 0) {
      quoted_moves_ += Farthest(OfVoice(insulted.metrics.quoted, insulted.metrics.bias.quoted),
                                OfVoice(praised.metrics.quoted, praised.metrics.bias.quoted)) > 0.1
                           ? 1
                           : 0;
      ++quoted_;
    }
    return true;
  }

  std::unique_ptr<Model> model_;
  LexiconMeasures measures_;
  int quoted_ = 0, quoted_moves_ = 0;
};

TEST_F(NarrationSwapTest, InWrittenSentencesQuotedWordsMoveNoNumberOfTheNarration) {
  for (const char* text : kWritten) {
    EXPECT_TRUE(Compare(text, text)) << "other voices, or nothing quoted: " << text;
  }
  EXPECT_GE(quoted_moves_, 3) << "of " << quoted_ << " texts with quoted sentences";
}

// Whose words a sentence is depends on all its words, so a swap may turn a sentence from narration
// into a report of speech; such articles are passed over, and must be few.
TEST_F(NarrationSwapTest, InTheSamplesQuotedWordsMoveNoNumberOfTheNarration) {
  const auto reader = OpenArticles({SLANT_SOURCE_DIR "/corpora/samples"}, {});
  int compared = 0, passed_over = 0;
  while (true) {
    auto next = reader->Next();
    ASSERT_TRUE(IsOk(next));
    if (!next->has_value()) {
      break;
    }
    if ((*next)->text.find_first_of("\"\xe2") == std::string::npos) {
      continue;  // no mark of any quotation
    }
    ++(Compare((*next)->id, (*next)->text) ? compared : passed_over);
  }
  std::cout << compared << " articles compared, " << passed_over << " passed over\n";
  EXPECT_GE(compared, 20);
  EXPECT_LE(passed_over, 8);
  EXPECT_GE(2 * quoted_moves_, quoted_) << "quoted numbers follow what is quoted";
}

}  // namespace
}  // namespace slant
