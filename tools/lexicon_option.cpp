#include "lexicon_option.h"

#include "slant/lexicon/lexicon_reader.h"
#include "terminal.h"

namespace slant::tools {

namespace po = boost::program_options;

namespace {

constexpr std::size_t kMostNotes = 5;  // of one list; `slant lexicon check` has them all

}  // namespace

void AddLexiconOption(CommandLine& line, const std::string& help) {
  line.Add()("lexicon", po::value<std::vector<std::string>>()->composing(), help.c_str());
}

std::vector<std::string> LexiconPaths(const CommandLine& line) {
  return line.Has("lexicon") ? line.Get<std::vector<std::string>>("lexicon")
                             : std::vector<std::string>();
}

Result<Lexicon> ReadLexiconWithNotes(const std::string& path) {
  SLANT_ASSIGN_OR_RETURN(Lexicon lexicon, ReadLexicon(path));
  for (std::size_t i = 0; i < std::min(lexicon.notes.size(), kMostNotes); ++i) {
    Warn(lexicon.notes[i]);
  }
  if (lexicon.notes.size() > kMostNotes) {
    Warn({ErrorCode::kMalformed,
          std::to_string(lexicon.notes.size() - kMostNotes) + " more notes; slant lexicon check " +
              path + " has them all",
          path});
  }
  return lexicon;
}

Result<std::vector<Lexicon>> ReadLexicons(const CommandLine& line) {
  std::vector<Lexicon> lexicons;
  for (const std::string& path : LexiconPaths(line)) {
    SLANT_ASSIGN_OR_RETURN(Lexicon lexicon, ReadLexiconWithNotes(path));
    lexicons.push_back(std::move(lexicon));
  }
  return lexicons;
}

}  // namespace slant::tools
