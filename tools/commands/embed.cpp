#include <cstdio>
#include <filesystem>
#include <iostream>

#include "commands/commands.h"
#include "lexicon_option.h"
#include "model_option.h"
#include "slant/base/format.h"
#include "slant/embed/align_vectors.h"
#include "slant/embed/fasttext_model.h"
#include "slant/embed/pack_vectors.h"
#include "slant/embed/vector_text.h"
#include "slant/pipeline/capital_shares.h"
#include "slant/pipeline/embedding_corpus.h"
#include "slant/pipeline/induce_lexicon.h"
#include "slant/pipeline/model.h"
#include "slant/text/tokenizer.h"
#include "terminal.h"

namespace slant::tools {

namespace po = boost::program_options;

namespace {

Ending Train(const CommandLine& line) {
  if (!line.Has("output") || line.inputs().empty()) {
    return WrongUsage("slant embed train needs -o FILE.bin and articles");
  }
  const std::string output = line.Get<std::string>("output");
  const std::string corpus = output + ".corpus";
  const auto counts =
      WriteEmbeddingCorpus(line.inputs(), corpus, [](const Error& error) { Warn(error); });
  if (!counts) {
    return counts.error();
  }
  std::fprintf(stderr,
               "corpus: %zu articles, %zu paragraphs (%zu repeated ones left out), %zu words\n",
               counts->articles, counts->paragraphs, counts->repeated, counts->words);
  FastTextOptions options;
  options.dim = line.Get<int>("dim");
  options.epoch = line.Get<int>("epoch");
  options.min_count = line.Get<int>("min-count");
  options.minn = line.Get<int>("minn");
  options.maxn = line.Get<int>("maxn");
  options.bucket = line.Get<int>("bucket");
  options.threads = line.Get<int>("threads");
  Progress progress("fastText");
  const Status trained =
      TrainFastText(corpus, options, output, [&](double share) { progress.Step(share); });
  progress.Clear();
  std::error_code ignored;
  std::filesystem::remove(corpus, ignored);
  return trained;
}

// .bin by fastText, anything else as text.
Result<RawVectors> LoadVectors(const std::string& path, std::size_t words) {
  if (std::filesystem::path(path).extension() == ".bin") {
    return LoadFastText(path);
  }
  return LoadVectorText(path, words);
}

// Vectors with lexicons, read back and compiled: the lexicon is compiled against the packed
// vectors.
Ending AddLexicons(const CommandLine& line, const std::vector<Lexicon>& lexicons,
                   SectionFileWriter& writer) {
  const std::string output = line.Get<std::string>("output");
  CompiledLexicon().Save(writer);  // replaced below; a model always has the sections
  if (const Status written = writer.Write(output); !written) {
    return written;
  }
  const auto file = SectionFile::Open(output);
  if (!file) {
    return file.error();
  }
  const auto vocabulary = Vocabulary::FromFile(*file);
  if (!vocabulary) {
    return vocabulary.error();
  }
  const auto vectors = WordVectors::FromFile(*file, *vocabulary);
  if (!vectors) {
    return vectors.error();
  }
  CompiledLexicon compiled = CompiledLexicon::Compile(lexicons, *vocabulary);
  if (!lexicons.empty() && !line.Get<bool>("no-induction")) {
    InduceOptions induce;
    induce.folds = 0;  // `slant lexicon grow` says how good the guesses are
    const auto induced = InduceLexicon(*vocabulary, *vectors, compiled, induce);
    if (!induced) {
      return induced.error();
    }
    const Eigen::VectorXf tones = induced->values.col(1);
    compiled = compiled.WithInduced({tones.data(), static_cast<std::size_t>(tones.size())});
    std::fprintf(stderr, "lexicon: tone of %u words guessed from %d\n", vocabulary->size(),
                 induced->seeds);
  }
  compiled.Save(writer);
  std::fprintf(stderr, "packed %u words of %ld dimensions into %s\n", vocabulary->size(),
               static_cast<long>(vectors->dim()), output.c_str());
  return writer.Write(output);
}

// A model's words and vectors with other lexicons; what was learned on the old ones is left behind.
Ending Repack(const CommandLine& line, const SectionFile& model,
              const std::vector<Lexicon>& lexicons) {
  SectionFileWriter writer;
  writer.PutMissingFrom(model);
  for (const char* learned : {"head.", "net.", "tagger.", "frames.", "lexicon."}) {
    writer.EraseWithPrefix(learned);
  }
  return AddLexicons(line, lexicons, writer);
}

Ending Pack(const CommandLine& line) {
  if (!line.Has("output") || line.inputs().size() != 1) {
    return WrongUsage("slant embed pack needs -o MODEL.slant and one file of vectors");
  }
  const auto lexicons = ReadLexicons(LexiconPaths(line));
  if (!lexicons) {
    return lexicons.error();
  }
  if (const auto model = SectionFile::Open(line.inputs()[0]); model) {
    return Repack(line, **model, *lexicons);
  }
  PackOptions options;
  options.words = static_cast<std::size_t>(std::max(line.Get<int>("words"), 0));
  options.ngrams = static_cast<std::size_t>(std::max(line.Get<int>("ngrams"), 0));
  auto raw = LoadVectors(line.inputs()[0], options.words);
  if (!raw) {
    return raw.error();
  }
  if (const std::string path = line.Get<std::string>("space"); !path.empty()) {
    const auto space = LoadVectors(path, 0);
    if (!space) {
      return space.error();
    }
    const auto alignment = AlignVectors(*space, *raw);
    if (!alignment) {
      return alignment.error();
    }
    std::fprintf(stderr,
                 "space: %zu words have vectors of their own there; the map of the others "
                 "and of n-grams has a mean cosine of %.3f\n",
                 alignment->shared, alignment->mean_cosine);
  }
  for (const Lexicon& lexicon : *lexicons) {
    for (const LexiconEntry& entry : lexicon.entries) {
      if (std::string word = OneWord(entry.pattern); !word.empty()) {
        options.also.push_back(std::move(word));
      }
    }
  }
  SectionFileWriter writer;
  if (const Status packed = PackVectors(*raw, options, writer); !packed) {
    return packed;
  }
  return AddLexicons(line, *lexicons, writer);
}

// A model that knows which of its words are names.
Ending Names(const CommandLine& line) {
  if (!line.Has("output") || line.inputs().empty()) {
    return WrongUsage("slant embed names needs --model BASE.slant, -o MODEL.slant and articles");
  }
  const auto language = OpenLanguage(line);
  if (!language) {
    return language.error();
  }
  const auto counted = CountCapitals(language->segmenter.vocabulary(), line.inputs(),
                                     [](const Error& error) { Warn(error); });
  if (!counted) {
    return counted.error();
  }
  const auto vocabulary = language->segmenter.vocabulary().WithCapitalShares(counted->shares);
  if (!vocabulary) {
    return vocabulary.error();
  }
  SectionFileWriter writer;
  vocabulary->Save(writer);
  writer.PutMissingFrom(*language->file);
  std::fprintf(stderr, "%zu articles: %zu of %u words are mostly written with a capital\n",
               counted->articles, counted->names, vocabulary->size());
  return writer.Write(line.Get<std::string>("output"));
}

Ending Import(const CommandLine& line) {
  if (line.inputs().size() != 1) {
    return WrongUsage("slant embed import needs one file of vectors (.bin, .vec, GloVe text)");
  }
  const auto raw = LoadVectors(line.inputs()[0], 0);
  if (!raw) {
    return raw.error();
  }
  std::printf("%zu words, %ld dimensions, %ld n-gram buckets (%d to %d characters)\n",
              raw->words.size(), static_cast<long>(raw->rows.cols()),
              static_cast<long>(raw->ngrams.buckets.rows()), raw->ngrams.min_length,
              raw->ngrams.max_length);
  return line.Has("output") ? Pack(line) : Ending();
}

Ending Show(const CommandLine& line) {
  const auto language = OpenLanguage(line);
  if (!language) {
    return language.error();
  }
  std::vector<std::string> words = line.inputs();
  if (words.empty()) {
    for (std::string word; std::cin >> word;) {
      words.push_back(word);
    }
  }
  Output output;
  WordBuffer buffer;
  for (const std::string& word : words) {
    const Eigen::VectorXf vector = language->extractor.vectors().Vector(
        LookupForm(word, TokenKind::kWord, buffer), language->segmenter.vocabulary());
    std::string row = word;
    for (const float entry : vector) {
      row += Format(" %.5g", static_cast<double>(entry));
    }
    output.Write(row + "\n");
  }
  return output.Finish();
}

struct Action {
  std::string_view name;
  Ending (*run)(const CommandLine& line);
};
constexpr Action kActions[] = {
    {"train", Train}, {"import", Import}, {"pack", Pack}, {"names", Names}, {"show", Show}};

}  // namespace

Ending RunEmbed(const std::vector<std::string>& arguments) {
  CommandLine line(
      "embed train|import|pack|names|show [options] INPUT...",
      "train   learns fastText skip-gram vectors with character n-grams on articles -> .bin\n"
      "import  reads fastText .bin or .vec, or GloVe text, says what is in it; with -o packs it\n"
      "pack    writes vectors and a lexicon as the base of a model: words by frequency, 8 bits an\n"
      "        entry, n-grams for unknown words, one file that is used in place; of a model it\n"
      "        takes the vectors, for other lexicons\n"
      "names   counts on articles which words of a model are written with a capital inside\n"
      "        sentences, so that names are told from words where a capital is due\n"
      "show    prints the vectors of words (of the standard input, without arguments)",
      "  slant embed train --epoch 1 --min-count 1 -o /tmp/news.bin corpora/samples\n"
      "  slant embed pack --lexicon corpora/lexicons/slant-en.tsv --lexicon "
      "corpora/lexicons/cues-en.tsv -o /tmp/base.slant /tmp/news.bin\n"
      "  slant embed names --model /tmp/base.slant -o /tmp/base.slant corpora/samples\n"
      "  slant embed show --model /tmp/base.slant council ferry\n");
  const FastTextOptions defaults;
  line.Add()("output,o", po::value<std::string>(), "file to write")(
      "dim", po::value<int>()->default_value(defaults.dim), "train: dimensions")(
      "epoch", po::value<int>()->default_value(defaults.epoch), "train: passes over the corpus")(
      "min-count", po::value<int>()->default_value(defaults.min_count),
      "train: rarer words are left out")("minn", po::value<int>()->default_value(defaults.minn),
                                         "train: shortest n-gram")(
      "maxn", po::value<int>()->default_value(defaults.maxn), "train: longest n-gram; 0 for none")(
      "bucket", po::value<int>()->default_value(defaults.bucket), "train: n-gram buckets")(
      "threads", po::value<int>()->default_value(defaults.threads),
      "train: with more than one no two runs give the same vectors")(
      "words", po::value<int>()->default_value(50000), "pack: most frequent words to keep; 0: all")(
      "ngrams", po::value<int>()->default_value(0),
      "pack: most used n-gram buckets to keep; 0: all")(
      "space", po::value<std::string>()->default_value(""),
      "pack: other vectors to bring these into: words that both have take theirs, n-grams and the "
      "rest are mapped")("no-induction", po::bool_switch(),
                         "pack: do not guess the tone of words beyond the lexicon");
  AddLexiconOption(line, "pack: list to compile in; may be given several times");
  AddModelOption(line);
  std::vector<std::string> rest = arguments;
  std::string_view name;
  if (!rest.empty() && !rest[0].starts_with('-')) {
    name = arguments[0];
    rest.erase(rest.begin());
  }
  if (const auto ending = line.Parse(rest)) {
    return *ending;
  }
  for (const Action& action : kActions) {
    if (action.name == name) {
      return action.run(line);
    }
  }
  return WrongUsage("slant embed does train, import, pack, names or show; found '" +
                    std::string(name) + "'");
}

}  // namespace slant::tools
