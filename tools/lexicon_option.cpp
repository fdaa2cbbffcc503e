#include "lexicon_option.h"

#include <algorithm>

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

void AddMeasureOptions(CommandLine& line) {
  AddLexiconOption(
      line,
      "word list to count in each sentence (VADER, LIWC .dic and .dicx, quanteda YAML, "
      "Lexicoder, AFINN, NRC, CSV or TSV, plain words, slant's own); may be given "
      "several times");
  line.Add()("rules", po::value<std::string>()->default_value(""),
             "news: valence, tone and event by the rules for news, with the values of --lexicon or "
             "the model's own; vader: exactly as VADER, with --lexicon vader_lexicon.txt");
}

std::optional<Ending> CheckMeasureOptions(const CommandLine& line) {
  const auto& rules = line.Get<std::string>("rules");
  if (!rules.empty() && rules != "news" && rules != "vader") {
    return WrongUsage("--rules is news or vader, found '" + rules + "'");
  }
  if (rules == "vader" && LexiconPaths(line).empty()) {
    return WrongUsage("--rules vader needs --lexicon vader_lexicon.txt");
  }
  return std::nullopt;
}

Result<LexiconMeasures> ChosenMeasures(const CommandLine& line, const LanguageModel& language) {
  const auto& rules = line.Get<std::string>("rules");
  const Vocabulary& vocabulary = language.segmenter.vocabulary();
  std::vector<std::string> paths = LexiconPaths(line);
  LexiconMeasures measures;
  if (rules == "vader") {
    // The rules read the list as the published program does, which our readers do not.
    SLANT_ASSIGN_OR_RETURN(VaderRules vader, VaderRules::Read(paths.front()));
    measures.AddVader(std::move(vader));
    paths.erase(paths.begin());
  }
  SLANT_ASSIGN_OR_RETURN(std::vector<Lexicon> lexicons, ReadLexicons(paths));
  if (rules == "news") {
    std::vector<Lexicon> valued;
    std::copy_if(lexicons.begin(), lexicons.end(), std::back_inserter(valued),
                 [](const Lexicon& l) { return l.FindCategory(kValenceCategory).has_value(); });
    const CompiledLexicon& own = language.extractor.lexicon();
    measures.AddNews(valued.empty() ? own : own.WithValuesOf(valued, vocabulary));
  }
  for (Lexicon& lexicon : lexicons) {
    // Two lists of one name would be one column.
    const auto taken = [&](const std::string& name) {
      return std::any_of(measures.columns().begin(), measures.columns().end(),
                         [&](const MeasureColumn& c) { return c.group == name; });
    };
    const std::string name = lexicon.name;
    for (int copy = 2; taken(lexicon.name); ++copy) {
      lexicon.name = name + "-" + std::to_string(copy);
    }
    measures.AddList(LexiconCounter(std::move(lexicon), vocabulary));
  }
  return measures;
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

Result<std::vector<Lexicon>> ReadLexicons(const std::vector<std::string>& paths) {
  std::vector<Lexicon> lexicons;
  for (const std::string& path : paths) {
    SLANT_ASSIGN_OR_RETURN(Lexicon lexicon, ReadLexiconWithNotes(path));
    lexicons.push_back(std::move(lexicon));
  }
  return lexicons;
}

}  // namespace slant::tools
