#include "slant/pipeline/embedding_corpus.h"

#include <algorithm>
#include <fstream>
#include <unordered_set>

#include "slant/base/ascii.h"
#include "slant/base/hash.h"
#include "slant/corpus/article_reader.h"
#include "slant/text/tokenizer.h"

namespace slant {
namespace {

constexpr std::ptrdiff_t kShortest = 20;  // characters; shorter lines are captions and bylines

std::ptrdiff_t Characters(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
}

}  // namespace

Result<EmbeddingCorpus> WriteEmbeddingCorpus(const std::vector<std::string>& inputs,
                                             const std::string& output,
                                             const std::function<void(const Error&)>& report) {
  std::ofstream out(output, std::ios::binary | std::ios::trunc);
  const auto reader = OpenArticles(inputs, {});
  EmbeddingCorpus counts;
  std::unordered_set<std::uint64_t> seen;
  const Vocabulary no_words;
  Document document;
  WordBuffer buffer;
  std::string line;
  while (true) {
    auto next = reader->Next();
    if (!next) {
      ++counts.malformed;
      report(next.error());
      continue;
    }
    if (!next->has_value()) {
      break;
    }
    ++counts.articles;
    std::string_view rest = (*next)->text;
    while (!rest.empty()) {
      const std::size_t feed = std::min(rest.find('\n'), rest.size());
      const std::string_view paragraph = TrimAscii(rest.substr(0, feed));
      rest.remove_prefix(std::min(feed + 1, rest.size()));
      if (Characters(paragraph) < kShortest) {
        continue;
      }
      if (!seen.insert(Hash64(paragraph)).second) {
        ++counts.repeated;
        continue;
      }
      document.text = paragraph;
      Tokenize(no_words, document);
      line.clear();
      for (const Token& token : document.tokens) {
        const std::string_view form =
            token.word == kNoWord ? std::string_view()
                                  : LookupForm(document.Text(token.span), token.kind, buffer);
        if (!form.empty()) {
          line += line.empty() ? "" : " ";
          line += form;
          ++counts.words;
        }
      }
      if (!line.empty()) {
        ++counts.paragraphs;
        out << line << '\n';
      }
    }
  }
  out.close();
  if (!out) {
    return Error{ErrorCode::kIo, "cannot write the corpus", output};
  }
  return counts;
}

}  // namespace slant
