#include "slant/embed/vector_text.h"

#include <charconv>
#include <cmath>
#include <fstream>
#include <unordered_set>

#include "slant/base/utf8.h"
#include "slant/text/tokenizer.h"

namespace slant {
namespace {

// Appends the numbers of a line to `out`; false if something else is among them.
bool ReadNumbers(std::string_view text, std::vector<float>& out) {
  while (true) {
    const std::size_t begin = text.find_first_not_of(" \t\r");
    if (begin == std::string_view::npos) {
      return true;
    }
    text.remove_prefix(begin);
    float value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc() || !std::isfinite(value)) {
      return false;
    }
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    out.push_back(value);
  }
}

}  // namespace

Result<RawVectors> LoadVectorText(const std::string& path, std::size_t most) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return Error{ErrorCode::kNotFound, "cannot open the vectors", path};
  }
  RawVectors raw;
  std::vector<float> values;
  std::unordered_set<std::string> seen;
  std::size_t dim = 0;
  std::size_t line_number = 0;
  std::string line;
  while ((most == 0 || raw.words.size() < most) && std::getline(file, line)) {
    ++line_number;
    RepairUtf8(line);
    const auto malformed = [&](const std::string& message) {
      return Error{ErrorCode::kMalformed, message, path + ":" + std::to_string(line_number)};
    };
    const std::size_t space = line.find_first_of(" \t");
    const std::size_t before = values.size();
    if (space == std::string::npos || !ReadNumbers(std::string_view(line).substr(space), values)) {
      return malformed("expected a word and its numbers");
    }
    const std::size_t found = values.size() - before;
    if (line_number == 1 && found == 1) {
      values.clear();  // the header of .vec: count and dimension
      continue;
    }
    dim = dim == 0 ? found : dim;
    if (found != dim || dim < 2) {
      return malformed("expected " + std::to_string(std::max<std::size_t>(dim, 2)) +
                       " numbers, found " + std::to_string(found));
    }
    WordBuffer buffer;
    const std::string_view word = std::string_view(line).substr(0, space);
    const std::string_view form = LookupForm(word, TokenKind::kWord, buffer);
    if (form.empty() || !seen.insert(std::string(form)).second) {
      values.resize(before);
      continue;
    }
    const double rank = static_cast<double>(raw.words.size());
    raw.words.push_back({std::string(form), static_cast<std::uint64_t>(1e9 / (rank + 2.7))});
  }
  if (raw.words.empty()) {
    return Error{ErrorCode::kMalformed, "expected lines of a word and its numbers, found none",
                 path};
  }
  raw.rows = Eigen::Map<const FloatRows>(values.data(), static_cast<Eigen::Index>(raw.words.size()),
                                         static_cast<Eigen::Index>(dim));
  return raw;
}

}  // namespace slant
