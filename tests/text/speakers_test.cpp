#include "slant/text/speakers.h"

#include <gtest/gtest.h>

#include <string>

#include "slant/text/segmenter.h"

namespace slant {
namespace {

Document Segmented(const std::string& text) {
  Document document;
  Segmenter(Vocabulary()).Segment(text, document);
  return document;
}

std::string SpeakerOfSentence(const Document& document, std::size_t index) {
  const Attribution* attribution = MainAttribution(document, document.sentences[index]);
  if (attribution == nullptr) {
    return "nobody";
  }
  return std::string(document.Text(attribution->speaker == kNoName
                                       ? attribution->source
                                       : document.names[attribution->speaker].span));
}

TEST(SpeakersTest, TheMainAttributionIsTheOneOfTheSentenceAndNotOfItsNeighbour) {
  const Document document = Segmented(
      "Mayor Ann Lee said the bridge was safe. Engineers said the cables had rusted for years. It "
      "rained on Monday.");
  ASSERT_EQ(document.sentences.size(), 3u);
  EXPECT_EQ(SpeakerOfSentence(document, 0), "Ann Lee");
  EXPECT_EQ(SpeakerOfSentence(document, 1), "Engineers");
  EXPECT_EQ(SpeakerOfSentence(document, 2), "nobody");
}

TEST(SpeakersTest, ASurnameIsLedBackToTheFullestName) {
  const Document document =
      Segmented("Ann Lee runs the port. \"We are ready for the winter storms,\" Lee said.");
  ASSERT_EQ(document.sentences.size(), 2u);
  EXPECT_EQ(SpeakerOfSentence(document, 1), "Ann Lee");
}

TEST(SpeakersTest, ATextWithoutSpeechHasNoMainAttribution) {
  const Document document = Segmented("It rained.");
  EXPECT_EQ(MainAttribution(document, document.sentences[0]), nullptr);
  EXPECT_EQ(CountUnknownSpeakers(document), 0u);
}

}  // namespace
}  // namespace slant
