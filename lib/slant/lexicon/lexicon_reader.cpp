#include "slant/lexicon/lexicon_reader.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

#include "slant/base/ascii.h"
#include "slant/base/mapped_file.h"
#include "slant/base/utf8.h"
#include "slant/lexicon/lexicon_format.h"

namespace slant {
namespace {

// Asked in this order: the formats with a mark of their own first, the loosest last.
constexpr LexiconFormat kFormats[] = {
    {"slant", "a first line '# slant-lexicon 2' (slant)", IsSlant, ReadSlant},
    {"vader", "word, valence, deviation and [ratings] between tabs (vader)", IsVader, ReadVader},
    {"vader-emoji", "", IsVaderEmoji, ReadVaderEmoji},
    {"json-lines", "a JSON object with \"word\" a line (json-lines)", IsJsonLines, ReadJsonLines},
    {"liwc-dic", "categories between lines of '%' (liwc-dic)", IsLiwcDic, ReadLiwcDic},
    {"lexicoder", "XML of <cnode> and <pnode> (lexicoder)", IsLexicoder, ReadLexicoder},
    {"liwc-dicx", "a first line 'DicTerm,...' (liwc-dicx)", IsLiwcDicx, ReadLiwcDicx},
    {"quanteda-yaml", "YAML lists under keys (quanteda-yaml)", IsQuantedaYaml, ReadQuantedaYaml},
    {"nrc", "word, tag and value between tabs (nrc)", IsNrc, ReadNrc},
    {"afinn", "word, tab and a whole number from -5 to 5 (afinn)", IsAfinn, ReadAfinn},
    {"table", "columns between tabs, commas or semicolons below a line of their names (table)",
     IsTable, ReadTable},
    {"plain", "a word or short phrase a line (plain)", IsPlain, ReadPlain},
};

// Files that people take for lists; told by their first bytes.
struct Foreign {
  std::string_view magic;
  std::string_view what;
};
constexpr Foreign kForeign[] = {
    {"\x1F\x8B", "a gzip archive (unpack it first)"},
    {"PK\x03\x04", "a zip archive or a workbook (save the sheet as CSV)"},
    {"BZh", "a bzip2 archive (unpack it first)"},
    {"\xFD"
     "7zXZ",
     "an xz archive (unpack it first)"},
    {"\x28\xB5\x2F\xFD", "a zstd archive (unpack it first)"},
    {"\xD0\xCF\x11\xE0", "an old Office file (save it as CSV)"},
    {"%PDF-", "a PDF"},
    {"RDX", "an R data file (write it as CSV)"},
    {"\xFF\xFE", "UTF-16 (save it as UTF-8)"},
    {"\xFE\xFF", "UTF-16 (save it as UTF-8)"},
    {"\x7F"
     "ELF",
     "a program"},
};

// What keeps bytes from being text; empty if nothing does.
std::string WhyBinary(std::string_view bytes) {
  for (const Foreign& foreign : kForeign) {
    if (bytes.starts_with(foreign.magic)) {
      return std::string(foreign.what);
    }
  }
  const std::size_t nul = bytes.find('\0');
  if (nul != std::string_view::npos) {
    return "binary data (a NUL at byte " + std::to_string(nul) + ")";
  }
  const std::string_view head = bytes.substr(0, kMaxLineBytes);
  const auto controls =
      static_cast<std::size_t>(std::count_if(head.begin(), head.end(), [](char c) {
        return (c >= 0 && c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f') || c == 0x7F;
      }));
  // Text has next to none.
  if (controls * 20 > head.size()) {
    return "binary data (" + std::to_string(controls) + " control characters in the first " +
           std::to_string(head.size()) + " bytes)";
  }
  return {};
}

// Windows-1252, of which Latin-1 is the part without the curly quotes of bytes 0x80 to 0x9F.
std::string FromWindows1252(std::string_view bytes) {
  static constexpr char32_t kHigh[32] = {
      0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 16);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    AppendUtf8(byte >= 0x80 && byte < 0xA0 ? kHigh[byte - 0x80] : byte, out);
  }
  return out;
}

// Makes `text` UTF-8 if it is not; a note says how.
std::string Decode(std::string& text) {
  if (simdjson::validate_utf8(text.data(), text.size())) {
    return {};
  }
  std::string repaired = text;
  const Utf8Repair repair = RepairUtf8(repaired);
  // A byte of Latin-1 above 0x7F is hardly ever followed by those that make it UTF-8: a file with
  // more good sequences than broken ones is damaged UTF-8.
  std::size_t good = 0;
  for (const char c : repaired) {
    good += static_cast<unsigned char>(c) >= 0xC0 ? 1 : 0;
  }
  good -= repair.replaced;
  const std::string where = " (the first at byte " + std::to_string(repair.first_offset) + ")";
  if (good > repair.replaced) {
    text = std::move(repaired);
    return std::to_string(repair.replaced) + " broken characters" + where + " became U+FFFD";
  }
  text = FromWindows1252(text);
  return "not UTF-8" + where + ", read as Latin-1 (Windows-1252)";
}

LexiconSample Sample(std::string_view text) {
  LexiconSample sample;
  LineCursor lines(text);
  for (LexiconLine line; sample.lines.size() < kSampleLines && lines.Next(line);) {
    if (!TrimAscii(line.text).empty()) {
      sample.lines.push_back(line);
    }
  }
  return sample;
}

std::string LookedFor() {
  std::string all;
  for (const LexiconFormat& format : kFormats) {
    if (!format.looked_for.empty()) {
      all += (all.empty() ? "" : "; ") + std::string(format.looked_for);
    }
  }
  return all;
}

// Reports every line that is too long.
void CheckLines(std::string_view text, LexiconBuilder& builder) {
  std::size_t number = 0;
  while (!text.empty() && !builder.stopped()) {
    ++number;
    const std::size_t feed = std::min(text.find('\n'), text.size());
    if (feed > kMaxLineBytes) {
      builder.Bad(number,
                  "the line has " + std::to_string(feed) + " bytes, the most is " +
                      std::to_string(kMaxLineBytes),
                  ErrorCode::kLimit);
    }
    text.remove_prefix(std::min(feed + 1, text.size()));
  }
}

}  // namespace

bool LineCursor::Next(LexiconLine& line) {
  while (!rest_.empty()) {
    ++number_;
    const std::size_t feed = std::min(rest_.find('\n'), rest_.size());
    std::string_view text = rest_.substr(0, feed);
    rest_.remove_prefix(std::min(feed + 1, rest_.size()));
    if (text.size() > kMaxLineBytes) {
      continue;
    }
    while (!text.empty() && (text.back() == ' ' || (text.back() >= '\t' && text.back() <= '\r'))) {
      text.remove_suffix(1);
    }
    line = {text, number_};
    return true;
  }
  return false;
}

void SplitCells(std::string_view line, char separator, std::vector<std::string_view>& cells) {
  cells.clear();
  while (true) {
    const std::size_t end = line.find(separator);
    cells.push_back(line.substr(0, end));
    if (end == std::string_view::npos) {
      return;
    }
    line.remove_prefix(end + 1);
  }
}

std::optional<float> ParseNumber(std::string_view text) {
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') {
    text.remove_prefix(1);
  }
  float value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = failure == std::errc() && end == text.data() + text.size();
  return whole && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

Result<Lexicon> ParseLexicon(std::string_view bytes, const std::string& path,
                             const BadLineSink& sink) {
  LexiconTally ignored;
  return ParseLexicon(bytes, path, sink, ignored);
}

Result<Lexicon> ParseLexicon(std::string_view bytes, const std::string& path,
                             const BadLineSink& sink, LexiconTally& tally) {
  const auto malformed = [&](std::string message) {
    return Error{ErrorCode::kMalformed, std::move(message), path};
  };
  if (bytes.size() > kMaxLexiconBytes) {
    return Error{ErrorCode::kLimit,
                 "the file has " + std::to_string(bytes.size()) + " bytes, the most is " +
                     std::to_string(kMaxLexiconBytes),
                 path};
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    bytes.remove_prefix(3);
  }
  if (TrimAscii(bytes).empty()) {
    return malformed("the file is empty");
  }
  if (const std::string why = WhyBinary(bytes); !why.empty()) {
    return malformed("expected a word list, found " + why);
  }
  std::string text(bytes);
  const std::string decoded = Decode(text);
  if (text.find('\n') == std::string::npos) {
    std::replace(text.begin(), text.end(), '\r', '\n');  // the line ends of old Macs
  }

  LexiconBuilder limits(path, "", sink);
  CheckLines(text, limits);
  if (limits.stopped()) {
    return std::move(limits).Finish();
  }
  const LexiconSample sample = Sample(text);
  for (const LexiconFormat& format : kFormats) {
    if (!format.recognise(sample)) {
      continue;
    }
    LexiconBuilder builder(path, format.name, sink);
    if (!decoded.empty()) {
      builder.Note(0, decoded);
    }
    builder.Reserve(static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1);
    format.read(text, builder);
    tally = builder.tally();
    return std::move(builder).Finish();
  }
  return malformed("expected a word list in one of these shapes: " + LookedFor());
}

Result<Lexicon> ReadLexicon(const std::string& path, const BadLineSink& sink) {
  SLANT_ASSIGN_OR_RETURN(const MappedFile file, MappedFile::Open(path));
  const auto bytes = file.bytes();
  return ParseLexicon({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, path, sink);
}

}  // namespace slant
