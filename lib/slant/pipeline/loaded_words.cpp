#include "slant/pipeline/loaded_words.h"

#include <algorithm>
#include <set>

#include "slant/pipeline/labelled_records.h"
#include "slant/pipeline/task.h"

namespace slant {
namespace {

// The words of a list as the vocabulary spells them.
std::set<std::string> WordsOf(const Segmenter& segmenter, std::string_view list) {
  Document document;
  segmenter.SegmentOneSentence(std::string(list), document);
  std::set<std::string> words;
  WordBuffer buffer;
  for (const Token& token : document.tokens) {
    if (token.word != kNoWord) {
      words.emplace(LookupForm(document.Text(token.span), token.kind, buffer));
    }
  }
  return words;
}

// Rows for the words of the chosen sentences; marks and names, which are never marked, are left
// out.
Examples RowsOf(const WordInputs& words, const MarkedSentences& data,
                const std::function<bool(std::size_t)>& use) {
  std::vector<float> features;
  std::vector<float> targets;
  FeatureMatrix rows;
  const Eigen::Index columns = TaggerColumns(words);
  for (std::size_t i = 0; i < data.tokens.size(); ++i) {
    if (!use(i)) {
      continue;
    }
    FillTaggerRows(words, data.tokens, i, data.bias[i], rows);
    for (Eigen::Index t = 0; t < rows.rows(); ++t) {
      const std::size_t at = data.tokens.starts[i] + static_cast<std::size_t>(t);
      const WordRow word = data.tokens.rows[at];
      if (word < kFirstSpecialRow || word >= kFirstUnknownRow) {
        features.insert(features.end(), rows.row(t).data(), rows.row(t).data() + columns);
        targets.push_back(data.marked[at] != 0 ? 0.0F : 1.0F);
        targets.push_back(data.marked[at] != 0 ? 1.0F : 0.0F);
      }
    }
  }
  Examples out;
  const auto n = static_cast<Eigen::Index>(targets.size() / 2);
  out.features = Eigen::Map<const FeatureMatrix>(features.data(), n, columns);
  out.targets = Eigen::Map<const OutputMatrix>(targets.data(), n, 2);
  return out;
}

}  // namespace

Result<MarkedSentences> ReadMarked(const Model& model, const std::vector<std::string>& inputs,
                                   const std::string& label, const LabelOptions& options,
                                   const std::function<void(const Error&)>& report) {
  ReaderOptions reader_options;
  reader_options.keep_json = {label};
  if (!options.group.empty()) {
    reader_options.keep_fields = {options.group};
  }
  const LanguageModel& language = model.language;
  MarkedSentences data;
  Document document;
  FeatureWorkspace workspace;
  FeatureMatrix features;
  Evidence evidence;
  ClassifierWorkspace classifiers;
  WordBuffer buffer;
  const auto take = [&](Article& article) -> Status {
    const auto list = article.Field(label);
    if (!list) {
      return {};
    }
    const std::set<std::string> marked = WordsOf(language.segmenter, *list);
    const std::uint64_t group = GroupOf(article, options.group);
    language.segmenter.SegmentOneSentence(std::move(article.text), document);
    if (document.sentences.empty()) {
      return {};
    }
    language.extractor.Extract(document, workspace, features, evidence);
    SLANT_RETURN_IF_ERROR(model.sentences.Run({}, workspace.tokens, features, classifiers));
    const OutputMatrix& bias = classifiers.outputs[kBiasTask];
    data.bias.push_back(bias(0, 1) - bias(0, 0));
    data.group_hashes.push_back(group);
    for (const std::uint32_t token : workspace.tokens.tokens) {
      const Token& word = document.tokens[token];
      const std::string form(word.word == kNoWord
                                 ? std::string_view()
                                 : LookupForm(document.Text(word.span), word.kind, buffer));
      data.marked.push_back(marked.contains(form) && !form.empty() ? 1 : 0);
    }
    const std::size_t only = 0;
    data.tokens.Append(workspace.tokens, {&only, 1});
    return {};
  };
  SLANT_RETURN_IF_ERROR(ForEachRecord(inputs, reader_options, report, take));
  return data;
}

Result<WordTagger> TrainTagger(const Model& model, const MarkedSentences& data,
                               const std::function<bool(std::size_t)>& is_train,
                               const std::function<bool(std::size_t)>& is_dev,
                               const TrainOptions& options, TrainReport* report,
                               const std::function<void(double share)>& progress) {
  const WordInputs& words = model.language.words;
  const Examples train = RowsOf(words, data, is_train);
  const Examples dev = RowsOf(words, data, is_dev);
  SLANT_ASSIGN_OR_RETURN(const DenseNetwork network,
                         Train(train, dev, words.schema_id(), options, report, progress));
  SLANT_ASSIGN_OR_RETURN(const WordTagger tagger, WordTagger::FromNetwork(network, words, 0.5F));
  float best_threshold = 0.5F;
  double best = 0;
  for (int percent = 5; percent < 95 && dev.features.rows() > 0; ++percent) {
    const float threshold = static_cast<float>(percent) / 100;
    const double f1 = EvaluateTagger(tagger, data, is_dev, threshold).f1;
    if (f1 > best) {
      best = f1;
      best_threshold = threshold;
    }
  }
  return WordTagger::FromNetwork(network, words, best_threshold);
}

MarkedReport EvaluateTagger(const WordTagger& tagger, const MarkedSentences& data,
                            const std::function<bool(std::size_t)>& use, float threshold) {
  MarkedReport out;
  int found = 0;
  int right = 0;
  std::vector<float> tags;
  for (std::size_t i = 0; i < data.tokens.size(); ++i) {
    if (!use(i)) {
      continue;
    }
    ++out.sentences;
    tags.clear();
    tagger.Tag(data.tokens, i, data.bias[i], tags);
    for (std::size_t t = 0; t < tags.size(); ++t) {
      const bool marked = data.marked[data.tokens.starts[i] + t] != 0;
      const bool tagged = tags[t] >= threshold;
      ++out.words;
      out.marked += marked;
      found += tagged;
      right += marked && tagged;
    }
  }
  const auto ratio = [](int a, int b) { return b > 0 ? static_cast<double>(a) / b : 0.0; };
  out.precision = ratio(right, found);
  out.recall = ratio(right, out.marked);
  out.f1 = ratio(2 * right, found + out.marked);
  return out;
}

}  // namespace slant
