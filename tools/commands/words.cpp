#include <algorithm>
#include <array>
#include <map>
#include <memory>

#include "article_run.h"
#include "commands/commands.h"
#include "lexicon_option.h"
#include "slant/base/hash.h"
#include "slant/report/word_rows.h"

namespace slant::tools {

namespace po = boost::program_options;

namespace {

// Phrases that are kept of a run: some 800 MB at the most.
constexpr std::size_t kMostTerms = 2'000'000;

// What a worker hands to the sink.
struct FoundTerms {
  ArticleTerms terms;
  std::string text;  // of the article, for examples
  std::string stratum, id;
};

template <typename T, std::size_t N>
std::optional<T> Choice(const std::string& word,
                        const std::array<std::pair<const char*, T>, N>& known) {
  for (const auto& [name, value] : known) {
    if (word == name) {
      return value;
    }
  }
  return std::nullopt;
}

constexpr std::array<std::pair<const char*, WordVoices>, 3> kVoices = {
    {{"all", WordVoices::kAll},
     {"narration", WordVoices::kNarration},
     {"quoted", WordVoices::kQuoted}}};
constexpr std::array<std::pair<const char*, WordValues>, 3> kValues = {
    {{"tone", WordValues::kTone},
     {"event", WordValues::kEvent},
     {"valence", WordValues::kValence}}};
constexpr std::array<std::pair<const char*, WordFormat>, 3> kFormats = {
    {{"text", WordFormat::kText}, {"jsonl", WordFormat::kJson}, {"csv", WordFormat::kCsv}}};

std::optional<Ending> CheckOptions(const CommandLine& line) {
  if (!Choice(line.Get<std::string>("format"), kFormats)) {
    return WrongUsage("--format is text, jsonl or csv, found '" + line.Get<std::string>("format") +
                      "'");
  }
  if (!Choice(line.Get<std::string>("voice"), kVoices)) {
    return WrongUsage("--voice is all, narration or quoted, found '" +
                      line.Get<std::string>("voice") + "'");
  }
  if (!Choice(line.Get<std::string>("values"), kValues)) {
    return WrongUsage("--values is tone, event or valence, found '" +
                      line.Get<std::string>("values") + "'");
  }
  const auto& rows = line.Get<std::string>("rows");
  if (rows != "all" && rows != "words" && rows != "shift") {
    return WrongUsage("--rows is all, words or shift, found '" + rows + "'");
  }
  if (const int longest = line.Get<int>("phrases"); longest < 1 || longest > kLongestPhrase) {
    return WrongUsage("--phrases is 1 to " + std::to_string(kLongestPhrase) + ", found " +
                      std::to_string(longest));
  }
  for (const char* option : {"most", "min-count", "min-articles"}) {
    if (line.Get<int>(option) < 0) {
      return WrongUsage(std::string("--") + option + " is 0 or more, found " +
                        std::to_string(line.Get<int>(option)));
    }
  }
  const double prior = line.Get<double>("prior");
  if (!(prior >= 0) || prior > 1e12) {
    return WrongUsage("--prior is a number of words, 0 or more");
  }
  const double cohesion = line.Get<double>("cohesion");
  if (!(cohesion >= -1 && cohesion <= 1)) {
    return WrongUsage("--cohesion is between -1 and 1");
  }
  return CheckRunOptions(line);
}

// Who is compared with whom: two groups with each other, more each with all others.
std::vector<std::pair<std::string, std::string>> Pairs(
    const std::map<std::string, std::int64_t>& articles, const std::vector<std::string>& chosen,
    int min_articles) {
  std::vector<std::string> groups = chosen;
  if (groups.empty()) {
    for (const auto& [name, count] : articles) {
      if (count >= min_articles) {
        groups.push_back(name);
      }
    }
  }
  if (groups.size() == 2 && (!chosen.empty() || articles.size() == 2)) {
    return {{groups[0], groups[1]}};
  }
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const std::string& group : groups) {
    if (articles.size() > 1) {
      pairs.emplace_back(group, "");
    }
  }
  return pairs;
}

}  // namespace

Ending RunWords(const std::vector<std::string>& arguments) {
  CommandLine line(
      "words [options] [INPUT...]",
      "Which words and phrases set groups of articles apart: weighted log-odds with an "
      "informative\n"
      "Dirichlet prior (Monroe, Colaresi and Quinn 2008), keyness and log ratio, each with an\n"
      "interval over articles and a q corrected over all words of the run (Benjamini-Hochberg);\n"
      "and which words make a group's tone lower or higher (word shift, Gallagher et al. 2021):\n"
      "parts that add up to the difference.  Two groups are held against each other, of more each\n"
      "against all others.",
      "  slant words --by outlet corpora/samples\n"
      "  slant words --groups 'The Daily Lantern,The Ledger Review' --within story "
      "corpora/samples\n"
      "  slant words --phrases 3 --voice narration --no-names --format csv corpora/samples > "
      "words.csv\n"
      "  slant words --by topic --rows shift corpora/samples\n");
  line.Add()("by", po::value<std::string>()->default_value("outlet"),
             "field whose values are compared: outlet, topic, story, kind, or any other")(
      "groups", po::value<std::string>()->default_value(""),
      "A,B: these alone, held against each other; of three or more each against the rest of them")(
      "within", po::value<std::string>()->default_value(""),
      "story, topic or any other field that is held constant: both sides are weighted to write "
      "equally much about each")(
      "voice", po::value<std::string>()->default_value("all"),
      "whose words: all, narration (the journalist's) or quoted (direct and reported speech)")(
      "phrases", po::value<int>()->default_value(1),
      "words of the longest phrase, 1 to 3; phrases do not cross clauses or voices")(
      "cohesion", po::value<double>()->default_value(0.2),
      "least normalised pointwise mutual information of a phrase, -1 to 1: how much its words "
      "belong together")("no-names", po::bool_switch(),
                         "leave out names of people, organisations and places")(
      "content-words", po::bool_switch(),
      "leave out function words, and phrases that begin or end in one")(
      "rows", po::value<std::string>()->default_value("all"),
      "words (log-odds and keyness), shift (of tone), or all")(
      "values", po::value<std::string>()->default_value("tone"),
      "what the word shift is of: tone, event or valence, by the rules for news")(
      "most", po::value<int>()->default_value(10), "words to tell for each side; 0 for all")(
      "min-count", po::value<int>()->default_value(5), "of a word on both sides, to be tested")(
      "min-articles", po::value<int>()->default_value(2), "that a word is in, to be tested")(
      "prior", po::value<double>()->default_value(0),
      "words that the prior has seen, in the proportions of both sides; 0: a tenth of both sides' "
      "words")("min-group", po::value<int>()->default_value(2),
               "groups with fewer articles are no side of their own")(
      "format", po::value<std::string>()->default_value("text"), "text, jsonl or csv")(
      "color", po::value<std::string>()->default_value("auto"), "auto, always or never");
  AddLexiconOption(line,
                   "word list whose values the word shift takes instead of the model's own; may be "
                   "given several times");
  AddRunOptions(line);
  if (const auto ending = line.Parse(arguments)) {
    return *ending;
  }
  if (const auto ending = CheckOptions(line)) {
    return *ending;
  }
  const auto language = OpenLanguage(line);
  if (!language) {
    return language.error();
  }
  LexiconMeasures measures;
  std::string lexicon = language->extractor.lexicon().name();
  {
    auto lists = ReadLexicons(LexiconPaths(line));
    if (!lists) {
      return lists.error();
    }
    std::erase_if(*lists,
                  [](const Lexicon& l) { return !l.FindCategory(kValenceCategory).has_value(); });
    if (lists->empty() && !LexiconPaths(line).empty()) {
      return Error{ErrorCode::kInvalidArgument, "no list has a valence", LexiconPaths(line)[0]};
    }
    if (!lists->empty()) {
      lexicon.clear();
      for (const Lexicon& list : *lists) {
        lexicon += (lexicon.empty() ? "" : ",") + list.name;
      }
      measures.AddNews(
          language->extractor.lexicon().WithValuesOf(*lists, language->segmenter.vocabulary()));
    } else {
      measures.AddNews(language->extractor.lexicon());
    }
  }
  TermOptions terms;
  terms.longest = line.Get<int>("phrases");
  terms.voices = *Choice(line.Get<std::string>("voice"), kVoices);
  terms.values = *Choice(line.Get<std::string>("values"), kValues);
  terms.names = !line.Get<bool>("no-names");
  terms.function_words = !line.Get<bool>("content-words");

  const std::string by = line.Get<std::string>("by");
  const std::string within = line.Get<std::string>("within");
  const std::vector<std::string> chosen = SplitAtCommas(line.Get<std::string>("groups"));
  if (chosen.size() == 1) {
    return WrongUsage("--groups names two or more groups, found '" + chosen[0] + "'");
  }
  const auto is_chosen = [&](const std::string& group) {
    return chosen.empty() || std::find(chosen.begin(), chosen.end(), group) != chosen.end();
  };
  TermTable words({kMostTerms, false});
  TermTable valued({kMostTerms, true});
  std::map<std::string, std::int64_t> articles;
  std::size_t without = 0, without_stratum = 0;
  const Status run = RunWorkers(
      line, within.empty() ? std::vector<std::string>{by} : std::vector<std::string>{by, within},
      [&]() -> ArticleWorker {
        struct State {
          Scorer scorer;
          TermReader reader;
          ScoredArticle scored;
        };
        const auto state = std::make_shared<State>(
            State{Scorer(*language, measures, ChosenUnit(line)), TermReader(terms), {}});
        return [&by, &within, &is_chosen, state](Article article) {
          ArticleOutput out;
          out.key = Hash64(article.text);
          out.group = article.Field(by).value_or("");
          if (out.group.empty() || !is_chosen(out.group)) {
            return out;
          }
          auto found = std::make_shared<FoundTerms>();
          if (!within.empty()) {
            found->stratum = article.Field(within).value_or("");
          }
          if (const Status status = state->scorer.Score(std::move(article), state->scored);
              !status) {
            out.failure = status.error();
            return out;
          }
          found->id = state->scored.article.id;
          found->text = state->scored.document.text;
          state->reader.Read(state->scored, found->terms);
          out.found = std::move(found);
          return out;
        };
      },
      [&](const ArticleOutput& out) {
        if (out.group.empty()) {
          ++without;
          return true;
        }
        if (out.found == nullptr) {
          return true;
        }
        const auto& found = *std::static_pointer_cast<FoundTerms>(out.found);
        if (!within.empty() && found.stratum.empty()) {
          ++without_stratum;
          return true;
        }
        ++articles[out.group];
        // Sides that tell one story are drawn together; a topic has too many articles for that.
        const std::uint64_t cluster = within == "story" ? Hash64(found.stratum) : out.key;
        words.Add(out.group, found.stratum, cluster, found.terms, found.terms.terms, found.text,
                  found.id);
        valued.Add(out.group, found.stratum, cluster, found.terms, found.terms.valued, found.text,
                   found.id);
        return true;
      });
  if (without > 0) {
    Warn({ErrorCode::kMalformed,
          "articles without '" + by + "', left out: " + std::to_string(without), ""});
  }
  if (without_stratum > 0) {
    Warn({ErrorCode::kMalformed,
          "articles without '" + within + "', left out: " + std::to_string(without_stratum), ""});
  }
  for (const std::string& group : chosen) {
    if (!articles.contains(group)) {
      return run ? Ending(Error{ErrorCode::kNotFound,
                                "no article has '" + group + "' as its '" + by + "'", ""})
                 : Ending(run);
    }
  }
  const auto pairs = Pairs(articles, chosen, line.Get<int>("min-group"));
  if (pairs.empty()) {
    return run ? Ending(Error{ErrorCode::kMalformed,
                              articles.empty() ? "no article has a field '" + by + "'"
                              : articles.size() == 1
                                  ? "there is one group alone, '" + articles.begin()->first + "'"
                                  : "no group has " + std::to_string(line.Get<int>("min-group")) +
                                        " articles",
                              ""})
               : Ending(run);
  }
  if (words.forgotten() > 0) {
    Warn({ErrorCode::kLimit,
          "more than " + std::to_string(kMostTerms) +
              " words and phrases: the rarest were forgotten, and counts may be too small by " +
              std::to_string(words.forgotten()),
          ""});
  }
  words.Finish();
  valued.Finish();

  WordComparisonOptions options;
  options.prior_words = line.Get<double>("prior");
  options.min_count = line.Get<int>("min-count");
  options.min_articles = line.Get<int>("min-articles");
  options.cohesion = line.Get<double>("cohesion");
  options.most = static_cast<std::size_t>(line.Get<int>("most"));
  const WordComparer comparer(words, options);
  const WordComparer shifter(valued, options);
  const auto& asked = line.Get<std::string>("rows");
  std::vector<WordComparison> comparisons;
  if (asked != "shift") {
    for (const auto& [a, b] : pairs) {
      comparisons.push_back(comparer.Compare(a, b));
    }
  }
  WordRowOptions row_options;
  for (const WordComparison& comparison : comparisons) {
    row_options.tested += comparison.tested;
  }
  comparer.Correct(comparisons);
  row_options.format = *Choice(line.Get<std::string>("format"), kFormats);
  row_options.by = by;
  row_options.within = within;
  row_options.voice = line.Get<std::string>("voice");
  row_options.values = line.Get<std::string>("values");
  row_options.lexicon = lexicon;
  row_options.fingerprint = Fingerprint(*language->file);
  row_options.color = UseColor(line.Get<std::string>("color"));
  const WordRows rows(row_options);
  Output output;
  std::string text;
  rows.Begin(text);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (asked != "shift") {
      comparer.Describe(comparisons[i]);
      rows.Words(comparisons[i], text);
    }
    if (asked != "words") {
      rows.Shift(shifter.Shift(pairs[i].first, pairs[i].second), text);
    }
    output.Write(text);
    text.clear();
  }
  const Status written = output.Finish();
  return written ? Ending(run) : Ending(written);
}

}  // namespace slant::tools
