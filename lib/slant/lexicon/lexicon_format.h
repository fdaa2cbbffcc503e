/// @file lexicon_format.h
/// What the readers of word lists share: a format, the sample it is told by, lines, cells, numbers.
/// A new format is a file read_<name>.cpp, its declaration below and a line in lexicon_reader.cpp.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "slant/lexicon/lexicon_builder.h"

namespace slant {

/// Longer lines are errors.  The widest real ones, category lists in brackets on one line (the
/// Lexicoder Sentiment Dictionary as YAML), have about 40 KiB.
inline constexpr std::size_t kMaxLineBytes = std::size_t{1} << 16;
/// A list is read into memory; the largest published ones (NRC's n-grams) have about 30 MB.
inline constexpr std::size_t kMaxLexiconBytes = std::size_t{1} << 30;
/// A format is told by so many lines that are not blank; lists change their shape after the head,
/// not later.
inline constexpr std::size_t kSampleLines = 40;

struct LexiconLine {
  std::string_view text;   ///< without its end and without white space after it
  std::size_t number = 0;  ///< from 1
};

/// The lines of a text, one after the other; those longer than kMaxLineBytes are passed over, as
/// they have been reported.
class LineCursor {
 public:
  explicit LineCursor(std::string_view text) : rest_(text) {}
  bool Next(LexiconLine& line);

 private:
  std::string_view rest_;
  std::size_t number_ = 0;
};

/// The beginning of a file: up to kSampleLines lines that are not blank.  Views into the text.
struct LexiconSample {
  std::vector<LexiconLine> lines;
};

struct LexiconFormat {
  std::string_view name;
  std::string_view looked_for;  ///< for the message of a file in no format
  bool (*recognise)(const LexiconSample& sample);
  /// Well-formed UTF-8 without NULs; reports bad lines to the builder and stops when it says so.
  void (*read)(std::string_view text, LexiconBuilder& builder);
};

/// ParseLexicon, for those who want to know more of the file (lexicon_check.h).
Result<Lexicon> ParseLexicon(std::string_view bytes, const std::string& path,
                             const BadLineSink& sink, LexiconTally& tally);

/// The cells between separators; one cell of an empty line.  `cells` is reused.
void SplitCells(std::string_view line, char separator, std::vector<std::string_view>& cells);
/// A finite number that fills the text, a sign allowed; nothing for other text.
std::optional<float> ParseNumber(std::string_view text);

bool IsSlant(const LexiconSample& sample);
void ReadSlant(std::string_view text, LexiconBuilder& builder);
bool IsVader(const LexiconSample& sample);
void ReadVader(std::string_view text, LexiconBuilder& builder);
bool IsVaderEmoji(const LexiconSample& sample);
void ReadVaderEmoji(std::string_view text, LexiconBuilder& builder);
bool IsJsonLines(const LexiconSample& sample);
void ReadJsonLines(std::string_view text, LexiconBuilder& builder);
bool IsLiwcDic(const LexiconSample& sample);
void ReadLiwcDic(std::string_view text, LexiconBuilder& builder);
bool IsLexicoder(const LexiconSample& sample);
void ReadLexicoder(std::string_view text, LexiconBuilder& builder);
bool IsLiwcDicx(const LexiconSample& sample);
void ReadLiwcDicx(std::string_view text, LexiconBuilder& builder);
bool IsQuantedaYaml(const LexiconSample& sample);
void ReadQuantedaYaml(std::string_view text, LexiconBuilder& builder);
bool IsNrc(const LexiconSample& sample);
void ReadNrc(std::string_view text, LexiconBuilder& builder);
bool IsAfinn(const LexiconSample& sample);
void ReadAfinn(std::string_view text, LexiconBuilder& builder);
bool IsTable(const LexiconSample& sample);
void ReadTable(std::string_view text, LexiconBuilder& builder);
bool IsPlain(const LexiconSample& sample);
void ReadPlain(std::string_view text, LexiconBuilder& builder);

}  // namespace slant
