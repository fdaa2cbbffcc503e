#include "slant/corpus/language.h"

#include <gtest/gtest.h>

namespace slant {
namespace {

// Written for this test.
const std::string kEnglish =
    "The council of Brackwater closed the old bridge on Monday after engineers had found cracks in "
    "two of its piers. Drivers will have to take the ring road until the autumn, which adds some "
    "twenty minutes to the way to the harbour.";
const std::string kGerman =
    "Der Stadtrat hat die alte Brücke am Montag gesperrt, nachdem Ingenieure Risse in zwei "
    "Pfeilern "
    "gefunden hatten. Autofahrer müssen bis zum Herbst die Umgehungsstraße nehmen, was den Weg zum "
    "Hafen um etwa zwanzig Minuten verlängert.";
const std::string kFrench =
    "Le conseil municipal a fermé le vieux pont lundi après que des ingénieurs eurent trouvé des "
    "fissures dans deux de ses piles. Les automobilistes devront emprunter la rocade jusqu'à "
    "l'automne, ce qui allonge le trajet vers le port de vingt minutes.";

TEST(LanguageTest, TheLanguageOfATextIsRecognised) {
  EXPECT_EQ(LanguageOf(kEnglish).code, "en");
  EXPECT_EQ(LanguageOf(kGerman).code, "de");
  EXPECT_EQ(LanguageOf(kFrench).code, "fr");
  EXPECT_EQ(LanguageOf(kFrench).name, "French");
  EXPECT_TRUE(MayBe(LanguageOf(kEnglish), "en"));
  EXPECT_FALSE(MayBe(LanguageOf(kGerman), "en"));
}

TEST(LanguageTest, TheTextIsBelievedMoreThanWhatIsDeclared) {
  EXPECT_EQ(LanguageOf(kEnglish, "de-DE").code, "en");
}

TEST(LanguageTest, ShortTextsAreWhatTheyAreDeclaredOrMayBeAnything) {
  EXPECT_EQ(LanguageOf("Hamburg, Berlin.", "de").code, "de");
  EXPECT_EQ(LanguageOf("Rain.", "en-GB").code, "en");
  EXPECT_EQ(LanguageOf("Rain.", "eng").code, "en");
  EXPECT_TRUE(MayBe(LanguageOf("Hamburg, Berlin."), "en"));
  EXPECT_TRUE(MayBe(LanguageOf(""), "en"));
  EXPECT_TRUE(MayBe(LanguageOf("Rain.", "qqq"), "en"));
}

}  // namespace
}  // namespace slant
