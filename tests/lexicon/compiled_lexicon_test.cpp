#include "slant/lexicon/compiled_lexicon.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "slant/text/tokenizer.h"
#include "support/is_ok.h"
#include "support/temp_dir.h"
#include "support/tolerances.h"

namespace slant {
namespace {

Vocabulary Words() {
  return Vocabulary::FromWords({{"the", 100}, {"awful", 10}, {"not", 50}, {"plain", 5}}).value();
}

// A lexicon with the categories a test needs, an entry a line.
class List {
 public:
  explicit List(std::string name,
                std::vector<std::string> categories = {"tone", "event", "hedge"}) {
    lexicon_.name = std::move(name);
    lexicon_.categories = std::move(categories);
  }

  // @param values one for each of the first categories.
  List& Value(const std::string& pattern, const std::vector<float>& values, float confidence = 1) {
    LexiconEntry& entry = Add(pattern, WordKind::kValue);
    entry.confidence = confidence;
    for (std::uint32_t i = 0; i < values.size(); ++i) {
      lexicon_.values.push_back({i, values[i]});
    }
    entry.end_value = static_cast<std::uint32_t>(lexicon_.values.size());
    return *this;
  }

  List& Modifier(const std::string& pattern, WordKind kind, float factor) {
    Add(pattern, kind).factor = factor;
    return *this;
  }

  // Membership in the category, nothing else.
  List& Cue(const std::string& pattern, const std::string& category) {
    LexiconEntry& entry = Add(pattern, WordKind::kValue);
    lexicon_.values.push_back({lexicon_.FindCategory(category).value(), 1});
    ++entry.end_value;
    return *this;
  }

  List& Literal() {
    lexicon_.entries.back().literal = true;
    return *this;
  }

  operator Lexicon() const { return lexicon_; }

 private:
  LexiconEntry& Add(const std::string& pattern, WordKind kind) {
    LexiconEntry& entry = lexicon_.entries.emplace_back();
    entry.pattern = pattern;
    entry.kind = kind;
    entry.first_value = entry.end_value = static_cast<std::uint32_t>(lexicon_.values.size());
    return entry;
  }

  Lexicon lexicon_;
};

Lexicon SmallList() {
  return List("small")
      .Value("awful", {-3.125f, -1.5f})
      .Modifier("not", WordKind::kNegator, -0.74f)
      .Value("absent", {2})
      .Value("not awful", {1})
      .Cue("sort of", "hedge")
      .Value("ador*", {3})
      .Value(":*", {2})
      .Literal();
}

CompiledLexicon Compile(const std::vector<Lexicon>& lists, const Vocabulary& words = Words()) {
  return CompiledLexicon::Compile(lists, words);
}

// Tone or factor and cues of what a text is: the longest pattern it begins with, or its word.
std::string Say(const CompiledLexicon& lexicon, const std::string& text,
                const Vocabulary& words = Words()) {
  Document document;
  document.text = text;
  Tokenize(words, document);
  PatternWorkspace workspace;
  std::vector<PatternMatch> matches;
  lexicon.patterns().Match(document, 0, static_cast<std::uint32_t>(document.tokens.size()),
                           workspace, matches);
  const WordFacts facts = matches.empty() ? lexicon.Facts(document.tokens[0].word)
                                          : lexicon.pattern_facts()[matches[0].pattern];
  static constexpr const char* kKinds[] = {"none",       "value",    "negator", "intensifier",
                                           "diminisher", "contrast", "hedge"};
  std::string out = kKinds[static_cast<std::size_t>(facts.kind)];
  if (facts.kind != WordKind::kNone) {
    out += " " + std::to_string(facts.milli);
  }
  if (facts.event_milli != 0) {
    out += " event " + std::to_string(facts.event_milli);
  }
  for (std::size_t i = 0; i < kCueCount; ++i) {
    out += facts.Is(static_cast<Cue>(i)) ? " +" + std::string(kCueNames[i]) : "";
  }
  return out;
}

Result<CompiledLexicon> Reopen(const SectionFileWriter& writer, const Vocabulary& words = Words()) {
  const TempDir folder;
  SectionFileWriter copy = writer;
  EXPECT_TRUE(IsOk(copy.Write(folder / "m")));
  return CompiledLexicon::FromFile(*SectionFile::Open(folder / "m"), words);
}

TEST(CompiledLexiconTest, FactsStandAtTheIdsOfTheirWords) {
  const Vocabulary words = Words();
  const auto lexicon = Compile({SmallList()});
  ASSERT_EQ(lexicon.facts().size(), 4u);
  EXPECT_EQ(lexicon.name(), "small");
  const WordFacts& awful = lexicon.Facts(words.Find("awful"));
  EXPECT_EQ(awful.kind, WordKind::kValue);
  EXPECT_NEAR(awful.tone(), -3.125f, kFloatTolerance);
  EXPECT_NEAR(awful.event(), -1.5f, kFloatTolerance);
  // Without a valence of its own it has the sum of both, kept in [-4, 4].
  EXPECT_NEAR(awful.valence(), -4, kFloatTolerance);
  EXPECT_EQ(awful.confidence, 255);
  const WordFacts& negator = lexicon.Facts(words.Find("not"));
  EXPECT_EQ(negator.kind, WordKind::kNegator);
  EXPECT_NEAR(negator.factor(), -0.74f, kFloatTolerance);
  EXPECT_EQ(lexicon.Facts(words.Find("plain")).kind, WordKind::kNone);
}

TEST(CompiledLexiconTest, UnknownWordsAndPunctuationHaveNoFacts) {
  const auto lexicon = Compile({SmallList()});
  for (const WordId id : {kUnknownWord, kNoWord, WordId{4}}) {
    EXPECT_EQ(lexicon.Facts(id).kind, WordKind::kNone);
    EXPECT_EQ(lexicon.Facts(id).milli, 0);
  }
  EXPECT_EQ(CompiledLexicon().Facts(0).kind, WordKind::kNone);
  EXPECT_TRUE(CompiledLexicon().patterns().empty());
}

TEST(CompiledLexiconTest, PhrasesGlobsAndUnknownWordsArePatterns) {
  const auto lexicon = Compile({SmallList()});
  EXPECT_EQ(Say(lexicon, "absent"), "value 2000");
  EXPECT_EQ(Say(lexicon, "not awful"), "value 1000");
  EXPECT_EQ(Say(lexicon, "adorable"), "value 3000");
  EXPECT_EQ(Say(lexicon, "sort of"), "none +hedge");
  EXPECT_EQ(Say(lexicon, ":*"), "value 2000") << "an emoticon, not a glob";
  EXPECT_EQ(Say(lexicon, ":"), "none");
  EXPECT_EQ(Say(lexicon, "the"), "none");
}

// GloVe has "don't" and ":)" as words, our texts never have.
TEST(CompiledLexiconTest, APatternThatTextsCutIsAPatternAlthoughTheVocabularyHasIt) {
  const auto words = Vocabulary::FromWords({{"don't", 2}, {":)", 1}, {"well-off", 1}}).value();
  const auto lexicon = Compile(
      {List("l").Modifier("don't", WordKind::kNegator, -1).Value(":)", {2}).Value("well-off", {1})},
      words);
  EXPECT_EQ(Say(lexicon, "don’t", words), "negator -1000");
  EXPECT_EQ(Say(lexicon, ":)", words), "value 2000");
  EXPECT_EQ(lexicon.Facts(words.Find("well-off")).milli, 1000);
  EXPECT_EQ(lexicon.pattern_facts().size(), 2u);
}

TEST(CompiledLexiconTest, AWholeScaleFitsIntoThousandthsAndMoreIsCut) {
  const Vocabulary words = Words();
  const auto compiled = Compile({List("l")
                                     .Value("awful", {-4, 4})
                                     .Value("the", {-9, 9})
                                     .Modifier("not", WordKind::kNegator, -2)});
  EXPECT_EQ(compiled.Facts(words.Find("awful")).milli, -4000);
  EXPECT_EQ(compiled.Facts(words.Find("awful")).event_milli, 4000);
  EXPECT_EQ(compiled.Facts(words.Find("the")).milli, -4000);
  EXPECT_EQ(compiled.Facts(words.Find("not")).milli, -2000);
}

TEST(CompiledLexiconTest, AListWithoutToneHasItsValenceAsTone) {
  const auto lexicon = Compile({List("vader", {"valence"}).Value("awful", {-2})});
  const WordFacts& awful = lexicon.Facts(Words().Find("awful"));
  EXPECT_EQ(awful.milli, -2000);
  EXPECT_EQ(awful.valence_milli, -2000);
  EXPECT_EQ(awful.event_milli, 0);
}

TEST(CompiledLexiconTest, OfTwoListsTheLaterValueCountsAndCuesAddUp) {
  const Lexicon first = List("first")
                            .Value("awful", {-3, -1})
                            .Value("absent", {-3, -1})
                            .Value("so awful", {-3, -1})
                            .Value("awf*", {1});
  const Lexicon cues = List("cues", {"hedge", "booster"})
                           .Cue("awful", "hedge")
                           .Cue("absent", "hedge")
                           .Cue("so awful", "booster");
  const Lexicon later = List("later", {"tone", "hedge", "denial"})
                            .Value("awful", {2}, 0.5f)
                            .Value("absent", {2})
                            .Value("so awful", {2})
                            .Cue("awful", "denial");
  const auto lexicon = Compile({first, cues, later});
  EXPECT_EQ(lexicon.name(), "first,later");
  EXPECT_EQ(Say(lexicon, "absent"), "value 2000 +hedge");
  EXPECT_EQ(Say(lexicon, "so awful"), "value 2000 +booster");
  const WordFacts& awful = lexicon.Facts(Words().Find("awful"));
  EXPECT_EQ(awful.milli, 2000);
  EXPECT_EQ(awful.event_milli, 0) << "of the first list";
  EXPECT_EQ(awful.confidence, 128);
  EXPECT_EQ(awful.cues, BitOf(Cue::kHedge) | BitOf(Cue::kDenial));
  // The other way round the cues find the values already there.
  EXPECT_EQ(Say(Compile({cues, first}), "so awful"), "value -3000 event -1000 +booster");
}

TEST(CompiledLexiconTest, CategoriesThatMeanNothingToTheRulesAreLeftOut) {
  const auto lexicon =
      Compile({List("liwc", {"family"}).Cue("awful", "family").Cue("aunt*", "family")});
  EXPECT_EQ(lexicon.Facts(Words().Find("awful")).kind, WordKind::kNone);
  EXPECT_TRUE(lexicon.pattern_facts().empty());
}

TEST(CompiledLexiconTest, WithValuesOfKeepsModifiersAndCuesAndTakesTheValuesOfOthers) {
  const auto own = Compile({List("own")
                                .Value("awful", {-3, -1})
                                .Modifier("not", WordKind::kNegator, -0.74f)
                                .Modifier("kind of", WordKind::kDiminisher, 0.5f)
                                .Value("plain awful", {-4})
                                .Cue("awful", "hedge")
                                .Cue("sort of", "hedge")
                                .Value("sort of", {1})});
  const Lexicon other = List("vader", {"valence"})
                            .Value("plain", {0.5f})
                            .Value("not", {-1.2f})
                            .Value("kind of", {-1.2f})
                            .Value("splendid", {3});
  const auto lexicon = own.WithValuesOf(std::vector<Lexicon>{other}, Words());
  EXPECT_EQ(lexicon.name(), "vader");
  EXPECT_EQ(Say(lexicon, "awful"), "none +hedge");
  EXPECT_EQ(Say(lexicon, "sort of"), "none +hedge");
  EXPECT_EQ(Say(lexicon, "not"), "negator -740") << "although the list has a value for it";
  EXPECT_EQ(Say(lexicon, "kind of"), "diminisher 500");
  EXPECT_EQ(Say(lexicon, "splendid"), "value 3000");
  EXPECT_EQ(Say(lexicon, "plain awful"), "value 500") << "the phrase is gone, the word is seen";
  EXPECT_EQ(Say(own, "plain awful"), "value -4000") << "the first one is not changed";
}

TEST(CompiledLexiconTest, WithValuesOfTakesTheModifiersThatAListHas) {
  const auto own = Compile({List("own").Modifier("not", WordKind::kNegator, -0.74f)});
  const Lexicon other = List("other").Modifier("not", WordKind::kNegator, -0.5f);
  EXPECT_EQ(Say(own.WithValuesOf(std::vector<Lexicon>{other}, Words()), "not"), "negator -500");
}

TEST(CompiledLexiconTest, WithValuesOfForgetsGuesses) {
  const std::vector<float> tones = {0, 0.5f, -1.25f, 4};
  const auto own = Compile({SmallList()}).WithInduced(tones);
  const auto other = own.WithValuesOf(std::vector<Lexicon>{SmallList()}, Words());
  for (const WordFacts& facts : other.facts()) {
    EXPECT_EQ(facts.induced_milli, 0);
  }
}

void ExpectEqual(const CompiledLexicon& a, const CompiledLexicon& b) {
  const auto same = [](std::span<const WordFacts> x, std::span<const WordFacts> y) {
    return std::equal(
        x.begin(), x.end(), y.begin(), y.end(), [](const WordFacts& f, const WordFacts& g) {
          return f.valence_milli == g.valence_milli && f.milli == g.milli &&
                 f.event_milli == g.event_milli && f.induced_milli == g.induced_milli &&
                 f.kind == g.kind && f.confidence == g.confidence && f.cues == g.cues;
        });
  };
  EXPECT_TRUE(same(a.facts(), b.facts()));
  EXPECT_TRUE(same(a.pattern_facts(), b.pattern_facts()));
  EXPECT_EQ(a.name(), b.name());
}

TEST(CompiledLexiconTest, SavedAndLoadedItIsTheSame) {
  const std::vector<float> tones = {0, 0.5f, -1.25f, 4};
  const Lexicon again = List("again").Value("not awful", {-2}).Value("ADOR*", {-3});
  const Lexicon vader =
      List("vader", {"valence"}).Value("kind of", {-1.2f}).Value("not awful", {3});
  const auto small = Compile({SmallList(), again}).WithInduced(tones);
  const auto swapped = Compile({List("own").Modifier("kind of", WordKind::kDiminisher, 0.5f)})
                           .WithValuesOf(std::vector<Lexicon>{vader}, Words());
  for (const CompiledLexicon& lexicon : {small, swapped, CompiledLexicon::Compile({}, Words())}) {
    SectionFileWriter writer;
    lexicon.Save(writer);
    const auto loaded = Reopen(writer);
    ASSERT_TRUE(IsOk(loaded));
    ExpectEqual(*loaded, lexicon);
    for (const char* text : {"not awful", "adorable", ":*", "kind of", "absent", "awful"}) {
      EXPECT_EQ(Say(*loaded, text), Say(lexicon, text)) << text;
    }
  }
}

TEST(CompiledLexiconTest, InducedTonesAreAddedAndTheRestIsKept) {
  const auto before = Compile({SmallList()});
  const std::vector<float> tones = {0, 0.5f, -1.25f, 4};
  const auto after = before.WithInduced(tones);
  for (WordId id = 0; id < 4; ++id) {
    EXPECT_NEAR(after.Facts(id).induced(), tones[id], kFloatTolerance);
    EXPECT_EQ(after.Facts(id).milli, before.Facts(id).milli);
    EXPECT_EQ(after.Facts(id).kind, before.Facts(id).kind);
    EXPECT_EQ(before.Facts(id).induced_milli, 0) << "the first one is not changed";
  }
  EXPECT_EQ(Say(after, "not awful"), "value 1000");
}

TEST(CompiledLexiconTest, ALexiconOfAnotherVocabularyIsRefused) {
  SectionFileWriter writer;
  Compile({SmallList()}).Save(writer);
  const auto other = Vocabulary::FromWords({{"one", 1}}).value();
  EXPECT_TRUE(IsError(Reopen(writer, other), ErrorCode::kCorrupt,
                      "the lexicon has 4 words, the vocabulary 1"));
}

TEST(CompiledLexiconTest, AMissingSectionIsRefused) {
  SectionFileWriter writer;
  const std::vector<WordFacts> facts(4);
  writer.PutArray<WordFacts>("lexicon.facts", facts);
  EXPECT_TRUE(IsError(Reopen(writer), ErrorCode::kNotFound, "lexicon.name"));
  writer.Put("lexicon.name", "x");
  EXPECT_TRUE(IsError(Reopen(writer), ErrorCode::kNotFound, "lexicon.patterns"));
  writer.Put("lexicon.patterns", "");
  EXPECT_TRUE(IsError(Reopen(writer), ErrorCode::kNotFound, "lexicon.pattern_facts"));
  writer.Put("lexicon.pattern_facts", "");
  EXPECT_TRUE(IsOk(Reopen(writer)));
}

TEST(CompiledLexiconTest, DamagedSectionsAreRefused) {
  const auto with = [](const char* section, std::string bytes) {
    SectionFileWriter writer;
    Compile({SmallList()}).Save(writer);
    writer.Put(section, std::move(bytes));
    return Reopen(writer);
  };
  const auto bytes_of = [](const WordFacts& last, std::size_t count) {
    std::vector<WordFacts> facts(count);
    facts.back() = last;
    return std::string(reinterpret_cast<const char*>(facts.data()), count * sizeof(WordFacts));
  };
  EXPECT_TRUE(IsError(with("lexicon.patterns", "one\ntwo\n"), ErrorCode::kCorrupt,
                      "the lexicon has 2 patterns and facts of 5"));
  EXPECT_TRUE(IsError(with("lexicon.facts", "seven b"), ErrorCode::kCorrupt));
  EXPECT_TRUE(IsError(with("lexicon.pattern_facts", "seven b"), ErrorCode::kCorrupt));
  WordFacts kind;
  kind.kind = static_cast<WordKind>(99);
  EXPECT_TRUE(
      IsError(with("lexicon.facts", bytes_of(kind, 4)), ErrorCode::kCorrupt, "unknown kind"));
  EXPECT_TRUE(IsError(with("lexicon.pattern_facts", bytes_of(kind, 5)), ErrorCode::kCorrupt,
                      "unknown kind"));
  WordFacts cue;  // the rules count cues in an array
  cue.cues = CueBits{1} << kCueCount;
  EXPECT_TRUE(IsError(with("lexicon.facts", bytes_of(cue, 4)), ErrorCode::kCorrupt, "unknown cue"));
  EXPECT_TRUE(
      IsError(with("lexicon.pattern_facts", bytes_of(cue, 5)), ErrorCode::kCorrupt, "unknown cue"));
}

}  // namespace
}  // namespace slant
