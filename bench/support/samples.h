// Inputs that benchmarks share: the sample articles as text, and a model of their words with random
// vectors.  Everything is the same on each run and machine.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>
#include <string>

namespace slant {

inline constexpr unsigned kSeed = 20240601;

// The JSON Lines of corpora/samples, one file after the other.
inline std::string SampleLines() {
  std::set<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(SLANT_SOURCE_DIR) + "/corpora/samples")) {
    if (entry.path().extension() == ".jsonl") {
      files.insert(entry.path());
    }
  }
  std::string out;
  for (const auto& path : files) {
    std::ifstream in(path, std::ios::binary);
    out.append(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  if (out.empty()) {
    throw std::runtime_error("no samples in " SLANT_SOURCE_DIR "/corpora/samples");
  }
  return out;
}

// The texts of the samples: what stands between `"text": "` and the closing quotation mark.  Rooms
// below corpus may not use its reader; escapes are resolved as far as the samples have them.
inline std::string SampleText() {
  const std::string lines = SampleLines();
  constexpr std::string_view kField = "\"text\": \"";
  std::string out;
  for (std::size_t at = lines.find(kField); at != std::string::npos;
       at = lines.find(kField, at + 1)) {
    for (std::size_t i = at + kField.size(); i < lines.size() && lines[i] != '"'; ++i) {
      if (lines[i] == '\\') {
        ++i;
        out += lines[i] == 'n' ? '\n' : lines[i];
      } else {
        out += lines[i];
      }
    }
    out += "\n\n";
  }
  return out;
}

}  // namespace slant
