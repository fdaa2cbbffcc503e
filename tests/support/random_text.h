/// @file random_text.h
/// Text of drawn words, and text with drawn words in place of some of its own.
#pragma once

#include <string>
#include <vector>

#include "slant/base/random.h"

namespace slant {

/// A word of ten letters; the same one twice is improbable.
inline std::string RandomWord(Random& random) {
  std::string word;
  for (int i = 0; i < 5; ++i) {
    word += "bdfgklmnprtvz"[random.Below(13)];
    word += "aeiou"[random.Below(5)];
  }
  return word;
}

inline std::vector<std::string> RandomWords(Random& random, std::size_t count) {
  std::vector<std::string> words(count);
  for (std::string& word : words) {
    word = RandomWord(random);
  }
  return words;
}

/// Each word replaced by another with this probability.
inline std::vector<std::string> Changed(Random& random, std::vector<std::string> words,
                                        double share) {
  for (std::string& word : words) {
    if (random.Uniform() < share) {
      word = RandomWord(random);
    }
  }
  return words;
}

/// Sentences of ten words.
inline std::string TextOf(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string word = words[i];
    if (i % 10 == 0) {
      word[0] = static_cast<char>(word[0] - 'a' + 'A');
    }
    text += word + (i % 10 == 9 || i + 1 == words.size() ? ". " : " ");
  }
  return text;
}

}  // namespace slant
