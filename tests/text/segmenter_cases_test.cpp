// The hand-written cases of tests/text/cases, one test a file; each file says how to read it.

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "slant/text/segmenter.h"

namespace slant {
namespace {

struct Case {
  int line = 0;
  std::string input, expected;
};

std::string Replace(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t i = 0; (i = text.find(from, i)) != std::string::npos; i += to.size()) {
    text.replace(i, from.size(), to);
  }
  return text;
}

// Appends `part` after `separator`, unless it is the first.
void Join(std::string& list, std::string_view separator, std::string_view part) {
  if (!list.empty()) {
    list += separator;
  }
  list += part;
}

std::vector<Case> Read(const std::string& name) {
  std::vector<Case> cases;
  std::ifstream file(SLANT_SOURCE_DIR "/tests/text/cases/" + name);
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.empty() || line[0] == '#') {
      continue;
    }
    const std::size_t arrow = line.find(" =>");
    Case c{number, line.substr(0, arrow), ""};
    if (arrow != std::string::npos && arrow + 4 < line.size()) {
      c.expected = line.substr(arrow + 4);
    }
    cases.push_back(c);
  }
  EXPECT_GT(cases.size(), 10u) << name;
  return cases;
}

const Document& Segment(const std::string& text) {
  static const Segmenter segmenter{Vocabulary()};
  static Document document;
  segmenter.Segment(text, document);
  return document;
}

TEST(CasesTest, Sentences) {
  for (const Case& c : Read("sentences.txt")) {
    const std::string marked = Replace(c.input, "\\n", "\n");
    const Document& document = Segment(Replace(Replace(marked, " || ", " "), "\n ", "\n"));
    std::string found;
    for (const Sentence& sentence : document.sentences) {
      Join(found, "\n", document.Text(sentence.span));
    }
    std::string expected = Replace(marked, " || ", "\n");
    while (expected.find("\n\n") != std::string::npos) {
      expected = Replace(expected, "\n\n", "\n");
    }
    EXPECT_EQ(found, expected) << "sentences.txt:" << c.line;
  }
}

TEST(CasesTest, Tokens) {
  for (const Case& c : Read("tokens.txt")) {
    const Document& document = Segment(c.input);
    std::string found;
    for (const Token& token : document.tokens) {
      Join(found, " ", document.Text(token.span));
    }
    EXPECT_EQ(found, c.expected) << "tokens.txt:" << c.line;
  }
}

TEST(CasesTest, Voices) {
  for (const Case& c : Read("voices.txt")) {
    std::string text;
    std::vector<Voice> voices;  // of each byte
    Voice voice = Voice::kNarration;
    for (std::size_t i = 0; i < c.input.size(); ++i) {
      if (c.input.compare(i, 3, "{Q:") == 0 || c.input.compare(i, 3, "{R:") == 0) {
        voice = c.input[i + 1] == 'Q' ? Voice::kQuote : Voice::kReported;
        i += 2;
      } else if (c.input[i] == '}') {
        voice = Voice::kNarration;
      } else {
        text += c.input[i];
        voices.push_back(voice);
      }
    }
    const Document& document = Segment(text);
    for (const Token& token : document.tokens) {
      if (token.word != kNoWord) {
        EXPECT_EQ(VoiceName(token.voice()), VoiceName(voices[token.span.begin]))
            << "voices.txt:" << c.line << ": " << document.Text(token.span);
      }
    }
    std::string sources;
    for (const Attribution& attribution : document.attributions) {
      Join(sources, "|", attribution.source.empty() ? "-" : document.Text(attribution.source));
    }
    EXPECT_EQ(sources, c.expected) << "voices.txt:" << c.line;
  }
}

TEST(CasesTest, Names) {
  for (const Case& c : Read("names.txt")) {
    const Document& document = Segment(c.input);
    std::string found;
    for (std::uint32_t n = 0; n < document.names.size(); ++n) {
      Join(found, " ; ", document.Text(document.names[n].span));
      found += ':';
      std::string_view separator = " ";
      for (const Mention& mention : document.mentions) {
        if (mention.name == n) {
          found += separator;
          found += document.Text(mention.span);
          separator = ", ";
        }
      }
    }
    EXPECT_EQ(found, c.expected) << "names.txt:" << c.line;
  }
}

}  // namespace
}  // namespace slant
