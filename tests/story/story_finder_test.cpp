#include "slant/story/story_finder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "story/made_facts.h"
#include "support/is_ok.h"
#include "support/random_text.h"

namespace slant {
namespace {

constexpr std::uint64_t kSeed = 20261125;

Article Made(std::string id, std::string text, std::string date = "2026-11-25") {
  Article article;
  article.id = std::move(id);
  article.text = std::move(text);
  article.date = std::move(date);
  return article;
}

ArticleFacts Facts(const Article& article) {
  static const Segmenter segmenter{Vocabulary()};
  static const WordVectors vectors;
  return FactsReader(segmenter, vectors).Read(article);
}

Stories Found(StoryFinder& finder) {
  auto stories = finder.Finish();
  EXPECT_TRUE(IsOk(stories));
  return *stories;
}

std::map<std::string, std::string> StoriesById(const std::vector<ArticleFacts>& facts) {
  StoryFinder finder({});
  for (const ArticleFacts& article : facts) {
    EXPECT_TRUE(IsOk(finder.Add(article)));
  }
  const Stories stories = Found(finder);
  std::map<std::string, std::string> out;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    out[facts[i].id] = stories.articles[i].story;
  }
  return out;
}

TEST(StoryFinderTest, OrderChangesNothing) {
  Random random(kSeed);
  auto facts = RandomFacts(random, 200, 60, 30);
  const auto stories = StoriesById(facts);
  std::set<std::string> names;
  for (const auto& [id, story] : stories) {
    names.insert(story);
  }
  EXPECT_GT(names.size(), 20u);
  EXPECT_LT(names.size(), 120u);
  for (int round = 0; round < 3; ++round) {
    for (std::size_t i = facts.size(); i > 1; --i) {
      std::swap(facts[i - 1], facts[random.Below(i)]);
    }
    EXPECT_EQ(StoriesById(facts), stories);
  }
}

// 10,000 articles come in three blocks, and most of their facts, 9 MB, from a file.
TEST(StoryFinderTest, AnArticleInALaterBlockIsFoundInItsStory) {
  Random random(kSeed);
  StoryFinder finder({});
  for (std::size_t i = 0; i < 10000; ++i) {
    const auto event = static_cast<std::uint32_t>(i / 2);
    ArticleFacts facts =
        MadeFacts({10 * event, 10 * event + 1, 10 * event + 2, 10 * event + 3, 10 * event + 4},
                  static_cast<Day>(event / 50));
    facts.id = std::to_string(i);
    facts.sketch.hashes.resize(200);
    for (std::uint32_t& hash : facts.sketch.hashes) {
      hash = static_cast<std::uint32_t>(random.Next());
    }
    std::sort(facts.sketch.hashes.begin(), facts.sketch.hashes.end());
    EXPECT_TRUE(IsOk(finder.Add(facts)));
  }
  const Stories stories = Found(finder);
  EXPECT_EQ(stories.stories, 5000u);
  for (std::size_t i = 0; i < 10000; ++i) {
    ASSERT_EQ(stories.articles[i].articles, 2u) << i;
    ASSERT_EQ(stories.articles[i].first / 2, i / 2) << i;
    ASSERT_FALSE(stories.articles[i].copy_of) << i;
  }
}

TEST(StoryFinderTest, TheStoryIsNamedByItsFirstArticle) {
  Random random(kSeed);
  const auto words = RandomWords(random, 200);
  const std::string text = TextOf(words);
  StoryFinder finder({});
  EXPECT_TRUE(IsOk(finder.Add(Facts(Made("late", text, "2026-11-26")))));
  EXPECT_TRUE(IsOk(finder.Add(Facts(Made("other", TextOf(RandomWords(random, 200)))))));
  EXPECT_TRUE(
      IsOk(finder.Add(Facts(Made("early", TextOf(Changed(random, words, 0.1)), "2026-11-25")))));
  const Stories stories = Found(finder);
  EXPECT_EQ(stories.stories, 2u);
  EXPECT_EQ(stories.articles[0].story, "early");
  EXPECT_EQ(stories.articles[0].first, 2u);
  EXPECT_EQ(stories.articles[0].articles, 2u);
  EXPECT_EQ(stories.articles[0].copy_of, 2u);
  EXPECT_GT(stories.articles[0].similarity.value_or(0), 0.5F);
  EXPECT_EQ(stories.articles[1].story, "other");
  EXPECT_FALSE(stories.articles[1].similarity);
  EXPECT_FALSE(stories.articles[2].copy_of);
}

TEST(StoryFinderTest, AnAgencyIsTheOriginalOfItsDay) {
  const std::string text = TextOf([] {
    Random random(kSeed);
    return RandomWords(random, 200);
  }());
  Article agency = Made("z", text);
  agency.kind = "wire";
  StoryFinder finder({});
  EXPECT_TRUE(IsOk(finder.Add(Facts(Made("a", text)))));
  EXPECT_TRUE(IsOk(finder.Add(Facts(agency))));
  const Stories stories = Found(finder);
  EXPECT_EQ(stories.articles[0].copy_of, 1u);
  EXPECT_FALSE(stories.articles[1].copy_of);
}

TEST(StoryFinderTest, GivenStoriesAreKept) {
  Random random(kSeed);
  const auto words = RandomWords(random, 200);
  const auto fact = [&](const char* id, const char* given, const std::string& text) {
    ArticleFacts facts = Facts(Made(id, text));
    facts.given = given;
    return facts;
  };
  const auto close = [&] { return TextOf(Changed(random, words, 0.2)); };
  StoryFinder finder({});
  EXPECT_TRUE(IsOk(finder.Add(fact("a", "X", close()))));
  EXPECT_TRUE(IsOk(finder.Add(fact("b", "Y", close()))));  // alike, but another story
  EXPECT_TRUE(
      IsOk(finder.Add(fact("c", "X", TextOf(RandomWords(random, 200))))));  // unlike, but the same
  EXPECT_TRUE(IsOk(finder.Add(fact("d", "", close()))));                    // joins X or Y
  EXPECT_TRUE(IsOk(finder.Add(fact("e", "", TextOf(RandomWords(random, 200))))));  // its own
  const Stories stories = Found(finder);
  EXPECT_EQ(stories.articles[0].story, "X");
  EXPECT_EQ(stories.articles[1].story, "Y");
  EXPECT_EQ(stories.articles[2].story, "X");
  EXPECT_TRUE(stories.articles[3].story == "X" || stories.articles[3].story == "Y");
  EXPECT_EQ(stories.articles[4].story, "e");
}

TEST(StoryFinderTest, DifferentStoriesHaveDifferentNames) {
  Random random(kSeed);
  StoryFinder finder({});
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(IsOk(finder.Add(Facts(Made("same", TextOf(RandomWords(random, 100)))))));
  }
  ArticleFacts given = Facts(Made("x", TextOf(RandomWords(random, 100))));
  given.given = "same-2";
  EXPECT_TRUE(IsOk(finder.Add(std::move(given))));
  const Stories stories = Found(finder);
  std::set<std::string> names;
  for (const StoryOfArticle& article : stories.articles) {
    names.insert(article.story);
  }
  EXPECT_EQ(names.size(), 4u);
  EXPECT_EQ(stories.articles[3].story, "same-2");
}

TEST(StoryFinderTest, EmptyTextsAreAlone) {
  StoryFinder finder({});
  for (const char* id : {"a", "b", "c"}) {
    EXPECT_TRUE(IsOk(finder.Add(Facts(Made(id, "")))));
  }
  const Stories stories = Found(finder);
  EXPECT_EQ(stories.stories, 3u);
  for (const StoryOfArticle& article : stories.articles) {
    EXPECT_EQ(article.articles, 1u);
    EXPECT_FALSE(article.copy_of);
  }
}

TEST(StoryFinderTest, WithoutArticlesThereAreNoStories) {
  StoryFinder finder({});
  const Stories stories = Found(finder);
  EXPECT_TRUE(stories.articles.empty());
  EXPECT_EQ(stories.stories, 0u);
}

}  // namespace
}  // namespace slant
