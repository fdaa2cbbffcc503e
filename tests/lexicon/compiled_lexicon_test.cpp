#include "slant/lexicon/compiled_lexicon.h"

#include <gtest/gtest.h>

#include <vector>

#include "support/is_ok.h"
#include "support/temp_dir.h"
#include "support/tolerances.h"

namespace slant {
namespace {

Vocabulary Words() {
  return Vocabulary::FromWords({{"the", 100}, {"awful", 10}, {"not", 50}, {"plain", 5}}).value();
}

Lexicon SmallLexicon() {
  Lexicon lexicon;
  lexicon.name = "small";
  lexicon.entries = {{"awful", WordKind::kValue, -3.125f, -1.5f, 1},
                     {"not", WordKind::kNegator, 0, 0, -0.74f},
                     {"absent", WordKind::kValue, 2, 0, 1}};
  return lexicon;
}

bool Equal(const CompiledLexicon& a, const CompiledLexicon& b) {
  if (a.facts().size() != b.facts().size()) {
    return false;
  }
  for (std::size_t i = 0; i < a.facts().size(); ++i) {
    const WordFacts& x = a.facts()[i];
    const WordFacts& y = b.facts()[i];
    if (x.milli != y.milli || x.event_milli != y.event_milli || x.kind != y.kind ||
        x.induced_milli != y.induced_milli) {
      return false;
    }
  }
  return a.name() == b.name();
}

TEST(CompiledLexiconTest, FactsStandAtTheIdsOfTheirWords) {
  const Vocabulary words = Words();
  const auto lexicon = CompiledLexicon::Compile(SmallLexicon(), words);
  ASSERT_EQ(lexicon.facts().size(), 4u);
  EXPECT_EQ(lexicon.name(), "small");
  const WordFacts& awful = lexicon.Facts(words.Find("awful"));
  EXPECT_EQ(awful.kind, WordKind::kValue);
  EXPECT_NEAR(awful.tone(), -3.125f, kFloatTolerance);
  EXPECT_NEAR(awful.event(), -1.5f, kFloatTolerance);
  const WordFacts& negator = lexicon.Facts(words.Find("not"));
  EXPECT_EQ(negator.kind, WordKind::kNegator);
  EXPECT_NEAR(negator.factor(), -0.74f, kFloatTolerance);
  EXPECT_EQ(lexicon.Facts(words.Find("plain")).kind, WordKind::kNone);
}

TEST(CompiledLexiconTest, UnknownWordsAndPunctuationHaveNoFacts) {
  const auto lexicon = CompiledLexicon::Compile(SmallLexicon(), Words());
  for (const WordId id : {kUnknownWord, kNoWord, WordId{4}}) {
    EXPECT_EQ(lexicon.Facts(id).kind, WordKind::kNone);
    EXPECT_EQ(lexicon.Facts(id).milli, 0);
  }
  EXPECT_EQ(CompiledLexicon().Facts(0).kind, WordKind::kNone);
}

TEST(CompiledLexiconTest, AWholeScaleFitsIntoThousandths) {
  Lexicon lexicon;
  lexicon.entries = {{"awful", WordKind::kValue, -4, 4, 1}, {"not", WordKind::kNegator, 0, 0, -2}};
  const Vocabulary words = Words();
  const auto compiled = CompiledLexicon::Compile(lexicon, words);
  EXPECT_EQ(compiled.Facts(words.Find("awful")).milli, -4000);
  EXPECT_EQ(compiled.Facts(words.Find("awful")).event_milli, 4000);
  EXPECT_EQ(compiled.Facts(words.Find("not")).milli, -2000);
}

TEST(CompiledLexiconTest, SavedAndLoadedItIsTheSame) {
  const TempDir folder;
  const Vocabulary words = Words();
  const std::vector<float> tones = {0, 0.5f, -1.25f, 4};
  const auto lexicon = CompiledLexicon::Compile(SmallLexicon(), words).WithInduced(tones);
  SectionFileWriter writer;
  lexicon.Save(writer);
  ASSERT_TRUE(IsOk(writer.Write(folder / "m")));
  const auto file = SectionFile::Open(folder / "m");
  ASSERT_TRUE(IsOk(file));
  const auto loaded = CompiledLexicon::FromFile(*file, words);
  ASSERT_TRUE(IsOk(loaded));
  EXPECT_TRUE(Equal(*loaded, lexicon));
}

TEST(CompiledLexiconTest, InducedTonesAreAddedAndTheRestIsKept) {
  const Vocabulary words = Words();
  const auto before = CompiledLexicon::Compile(SmallLexicon(), words);
  const std::vector<float> tones = {0, 0.5f, -1.25f, 4};
  const auto after = before.WithInduced(tones);
  for (WordId id = 0; id < 4; ++id) {
    EXPECT_NEAR(after.Facts(id).induced(), tones[id], kFloatTolerance);
    EXPECT_EQ(after.Facts(id).milli, before.Facts(id).milli);
    EXPECT_EQ(after.Facts(id).kind, before.Facts(id).kind);
    EXPECT_EQ(before.Facts(id).induced_milli, 0) << "the first one is not changed";
  }
}

TEST(CompiledLexiconTest, ALexiconOfAnotherVocabularyIsRefused) {
  const TempDir folder;
  SectionFileWriter writer;
  CompiledLexicon::Compile(SmallLexicon(), Words()).Save(writer);
  ASSERT_TRUE(IsOk(writer.Write(folder / "m")));
  const auto file = SectionFile::Open(folder / "m");
  ASSERT_TRUE(IsOk(file));
  const auto other = Vocabulary::FromWords({{"one", 1}}).value();
  EXPECT_TRUE(IsError(CompiledLexicon::FromFile(*file, other), ErrorCode::kCorrupt,
                      "the lexicon has 4 words, the vocabulary 1"));
}

TEST(CompiledLexiconTest, AnUnknownKindOrAMissingSectionIsRefused) {
  const TempDir folder;
  WordFacts facts[4];
  facts[2].kind = static_cast<WordKind>(99);
  SectionFileWriter writer;
  writer.PutArray<WordFacts>("lexicon.facts", facts);
  ASSERT_TRUE(IsOk(writer.Write(folder / "nameless")));
  EXPECT_TRUE(IsError(CompiledLexicon::FromFile(*SectionFile::Open(folder / "nameless"), Words()),
                      ErrorCode::kNotFound, "lexicon.name"));
  writer.Put("lexicon.name", "x");
  ASSERT_TRUE(IsOk(writer.Write(folder / "m")));
  EXPECT_TRUE(IsError(CompiledLexicon::FromFile(*SectionFile::Open(folder / "m"), Words()),
                      ErrorCode::kCorrupt, "unknown kind"));
}

}  // namespace
}  // namespace slant
