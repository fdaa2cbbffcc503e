#include "slant/pipeline/model.h"

#include <cstdlib>
#include <filesystem>
#include <vector>

#include "slant/base/format.h"
#include "slant/lexicon/lexicon_reader.h"
#include "slant/lexicon/lexicon_writer.h"
#include "slant/pipeline/loaded_words.h"
#include "slant/pipeline/task.h"

#ifndef SLANT_INSTALLED_MODEL
#define SLANT_INSTALLED_MODEL "/usr/local/share/slant/en.slant"
#endif

namespace slant {
namespace {

std::string ListSection(std::size_t number) { return "lexicon.list." + std::to_string(number); }

}  // namespace

Result<LanguageModel> LanguageModel::Open(const std::string& path) {
  SLANT_ASSIGN_OR_RETURN(auto file, SectionFile::Open(path));
  SLANT_ASSIGN_OR_RETURN(Vocabulary vocabulary, Vocabulary::FromFile(file));
  SLANT_ASSIGN_OR_RETURN(WordVectors vectors, WordVectors::FromFile(file, vocabulary));
  SLANT_ASSIGN_OR_RETURN(CompiledLexicon lexicon, CompiledLexicon::FromFile(file, vocabulary));
  std::vector<LexiconCounter> lists;
  for (std::size_t i = 0; file->Has(ListSection(i)); ++i) {
    SLANT_ASSIGN_OR_RETURN(const auto text, file->Array<char>(ListSection(i)));
    SLANT_ASSIGN_OR_RETURN(Lexicon list,
                           ParseLexicon({text.data(), text.size()}, path + ":" + ListSection(i)));
    lists.emplace_back(std::move(list), vocabulary);
  }
  FeatureExtractor extractor(vectors, lexicon);
  if (!lists.empty()) {
    extractor = extractor.WithLists(std::move(lists));
  }
  return LanguageModel{std::move(file), Segmenter(std::move(vocabulary)), std::move(extractor),
                       TargetExtractor(vectors, lexicon), WordInputs(vectors, lexicon)};
}

Status LanguageModel::AddLists(std::span<const Lexicon> lists, SectionFileWriter& writer) {
  std::size_t number = 0;
  while (file->Has(ListSection(number))) {
    ++number;
  }
  std::vector<LexiconCounter> counters;
  for (const Lexicon& list : lists) {
    SLANT_ASSIGN_OR_RETURN(WrittenLexicon written, WriteLexicon(list, "slant"));
    // The model is opened with what is read back, whose categories may stand in another order.
    SLANT_ASSIGN_OR_RETURN(Lexicon read, ParseLexicon(written.text, list.name));
    counters.emplace_back(std::move(read), segmenter.vocabulary());
    writer.Put(ListSection(number++), std::move(written.text));
  }
  extractor = extractor.WithLists(std::move(counters));
  return {};
}

Result<Model> Model::Open(const std::string& path, bool partial) {
  SLANT_ASSIGN_OR_RETURN(LanguageModel language, LanguageModel::Open(path));
  std::vector<TaskShape> tasks = TaskShapes(TaskUnit::kSentence);
  for (std::size_t t = 0; t < tasks.size(); ++t) {
    tasks[t].required &= !partial || t == kToneTask || t == kScoreTask;
  }
  SLANT_ASSIGN_OR_RETURN(Classifiers sentences,
                         Classifiers::FromFile(language.file, std::move(tasks), kSharedNetwork,
                                               language.words, language.extractor.schema()));
  SLANT_ASSIGN_OR_RETURN(Classifiers targets,
                         Classifiers::FromFile(language.file, TaskShapes(TaskUnit::kTarget), "",
                                               language.words, language.targets.schema()));
  WordTagger loaded;
  if (language.file->Has("tagger.loaded.meta")) {
    SLANT_ASSIGN_OR_RETURN(loaded,
                           WordTagger::FromFile(language.file, kLoadedTagger, language.words));
  }
  return Model{std::move(language), std::move(sentences), std::move(targets), std::move(loaded)};
}

std::string Fingerprint(const SectionFile& file) {
  return Format("%016llx", static_cast<unsigned long long>(file.fingerprint()));
}

Result<std::string> FindDefaultModel() {
  namespace fs = std::filesystem;
  std::vector<std::string> places;
  if (const char* chosen = std::getenv("SLANT_MODEL"); chosen != nullptr && *chosen != '\0') {
    places.emplace_back(chosen);
  } else {
    std::error_code failure;
    const fs::path program = fs::read_symlink("/proc/self/exe", failure);
    if (!failure) {
      places.push_back((program.parent_path().parent_path() / "share/slant/en.slant").string());
    }
    places.emplace_back(SLANT_INSTALLED_MODEL);
  }
  std::string tried;
  for (const std::string& place : places) {
    std::error_code failure;
    if (fs::exists(place, failure)) {
      return place;
    }
    tried += (tried.empty() ? "" : ", ") + place;
  }
  return Error{ErrorCode::kNotFound, "no default model found (looked for " + tried + ")", ""};
}

}  // namespace slant
