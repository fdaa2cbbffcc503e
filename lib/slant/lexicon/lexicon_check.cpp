#include "slant/lexicon/lexicon_check.h"

#include <sha256.h>

#include <algorithm>
#include <string_view>

#include "slant/base/mapped_file.h"
#include "slant/lexicon/lexicon_format.h"

namespace slant {
namespace {

class Checker {
 public:
  Checker(const Lexicon& lexicon, const std::string& path, LexiconReport& report)
      : lexicon_(lexicon), path_(path), report_(report) {}

  void Check() {
    std::vector<std::vector<Signed>> by_category(lexicon_.categories.size());
    report_.categories.resize(lexicon_.categories.size());
    for (std::size_t i = 0; i < lexicon_.categories.size(); ++i) {
      report_.categories[i].name = lexicon_.categories[i];
    }
    report_.entries = lexicon_.entries.size();
    for (const LexiconEntry& entry : lexicon_.entries) {
      Count(entry);
      for (const CategoryValue& value : lexicon_.ValuesOf(entry)) {
        CategorySummary& summary = report_.categories[value.category];
        summary.min = summary.entries == 0 ? value.value : std::min(summary.min, value.value);
        summary.max = summary.entries == 0 ? value.value : std::max(summary.max, value.value);
        summary.mean += value.value;
        ++summary.entries;
        if (value.value != 0 && entry.pattern.find(' ') == std::string::npos) {
          by_category[value.category].push_back({&entry, value.value > 0});
        }
      }
    }
    for (CategorySummary& summary : report_.categories) {
      summary.mean /= summary.entries == 0 ? 1 : static_cast<double>(summary.entries);
    }
    BothSigns();
    for (std::size_t i = 0; i < by_category.size(); ++i) {
      if (report_.categories[i].min < 0 && report_.categories[i].max > 0) {
        CoveredWords(by_category[i], lexicon_.categories[i]);
      }
    }
  }

 private:
  struct Signed {
    const LexiconEntry* entry;
    bool positive;
  };

  void Count(const LexiconEntry& entry) {
    if (entry.pattern.find(' ') != std::string::npos) {
      ++report_.phrases;
    } else if (!entry.literal && entry.pattern.find_first_of("*?") != std::string::npos) {
      ++report_.globs;
    } else {
      ++report_.words;
    }
  }

  void Clash(const LexiconEntry& entry, std::string message) {
    if (++report_.clash_count <= kMaxFindings) {
      report_.clashes.push_back(
          {ErrorCode::kMalformed, std::move(message), path_ + ":" + std::to_string(entry.line)});
    }
  }

  // Words in the positive and in the negative list.
  void BothSigns() {
    std::vector<int> signs;
    for (const std::string& category : lexicon_.categories) {
      signs.push_back(SignOfCategory(category));
    }
    for (const LexiconEntry& entry : lexicon_.entries) {
      bool positive = false, negative = false;
      for (const CategoryValue& value : lexicon_.ValuesOf(entry)) {
        positive = positive || (value.value > 0 && signs[value.category] > 0);
        negative = negative || (value.value > 0 && signs[value.category] < 0);
      }
      if (positive && negative) {
        Clash(entry, "'" + entry.pattern + "' is positive and negative");
      }
    }
  }

  // Prefixes with words of the opposite sign below them.  In the order of the alphabet these stand
  // side by side, so that one look at the next word of a sign is enough.
  void CoveredWords(std::vector<Signed>& words, const std::string& category) {
    std::sort(words.begin(), words.end(),
              [](const Signed& a, const Signed& b) { return a.entry->pattern < b.entry->pattern; });
    // next[s][i]: the first word of sign s at or behind i.
    std::vector<std::size_t> next[2];
    for (auto& positions : next) {
      positions.assign(words.size() + 1, words.size());
    }
    for (std::size_t i = words.size(); i-- > 0;) {
      next[0][i] = next[0][i + 1];
      next[1][i] = next[1][i + 1];
      next[words[i].positive ? 1 : 0][i] = i;
    }
    for (std::size_t i = 0; i < words.size(); ++i) {
      const LexiconEntry& entry = *words[i].entry;
      const std::size_t star = entry.pattern.find_first_of("*?");
      if (entry.literal || star == std::string::npos || star + 1 != entry.pattern.size() ||
          entry.pattern[star] != '*') {
        continue;
      }
      const std::string_view prefix = std::string_view(entry.pattern).substr(0, star);
      const auto first =
          static_cast<std::size_t>(std::lower_bound(words.begin(), words.end(), prefix,
                                                    [](const Signed& word, std::string_view p) {
                                                      return word.entry->pattern < p;
                                                    }) -
                                   words.begin());
      const std::size_t found = next[words[i].positive ? 0 : 1][first];
      if (found < words.size() && words[found].entry->pattern.starts_with(prefix)) {
        const LexiconEntry& other = *words[found].entry;
        Clash(entry, "'" + entry.pattern + "' (" + (words[i].positive ? "positive" : "negative") +
                         " in '" + category + "') covers '" + other.pattern + "' of line " +
                         std::to_string(other.line) + ", which is the opposite");
      }
    }
  }

  const Lexicon& lexicon_;
  const std::string& path_;
  LexiconReport& report_;
};

}  // namespace

Result<LexiconReport> CheckLexicon(const std::string& path) {
  SLANT_ASSIGN_OR_RETURN(const MappedFile file, MappedFile::Open(path));
  LexiconReport report;
  report.bytes = file.bytes().size();
  char digits[SHA256_DIGEST_STRING_LENGTH];
  SHA256Data(reinterpret_cast<const std::uint8_t*>(file.bytes().data()), file.bytes().size(),
             digits);
  report.sha256 = digits;

  LexiconTally tally;
  auto lexicon = ParseLexicon(
      {reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size()}, path,
      [&](const Error& error) {
        if (++report.bad_line_count <= kMaxFindings) {
          report.bad_lines.push_back(error);
        }
        return true;
      },
      tally);
  report.doubled = tally.doubled;
  report.contradicted = tally.contradicted;
  if (!lexicon) {
    if (report.bad_line_count == 0) {
      return lexicon.error();
    }
    ++report.bad_line_count;
    report.bad_lines.push_back(lexicon.error());
    return report;
  }
  Checker(*lexicon, path, report).Check();
  report.name = std::move(lexicon->name);
  report.format = std::move(lexicon->format);
  report.version = std::move(lexicon->version);
  report.language = std::move(lexicon->language);
  report.source = std::move(lexicon->source);
  report.licence = std::move(lexicon->licence);
  report.scale_low = lexicon->scale_low;
  report.scale_high = lexicon->scale_high;
  report.notes = std::move(lexicon->notes);
  return report;
}

}  // namespace slant
