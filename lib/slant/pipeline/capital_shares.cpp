#include "slant/pipeline/capital_shares.h"

#include <algorithm>

#include "slant/corpus/article_reader.h"
#include "slant/text/document.h"
#include "slant/text/tokenizer.h"

namespace slant {

Result<CapitalShares> CountCapitals(const Vocabulary& vocabulary,
                                    const std::vector<std::string>& inputs,
                                    const std::function<void(const Error&)>& report) {
  const auto reader = OpenArticles(inputs, {});
  CapitalShares out;
  std::vector<std::uint32_t> capitals(vocabulary.size()), mentions(vocabulary.size());
  Document document;
  while (true) {
    auto next = reader->Next();
    if (!next) {
      ++out.malformed;
      report(next.error());
      continue;
    }
    if (!next->has_value()) {
      break;
    }
    ++out.articles;
    document.text = std::move((*next)->text);
    Tokenize(vocabulary, document);
    const std::vector<Token>& tokens = document.tokens;
    const auto is_capital = [&](std::size_t i) {
      return i < tokens.size() && tokens[i].kind == TokenKind::kWord && tokens[i].Is(kCapitalized);
    };
    for (std::size_t i = 1; i < tokens.size(); ++i) {
      const Token& before = tokens[i - 1];
      const Token& token = tokens[i];
      if (token.word >= kUnknownWord || token.Is(kLineStart) || before.kind != TokenKind::kWord ||
          before.Is(kCapitalized)) {
        continue;
      }
      const bool capital = token.Is(kCapitalized);
      if (!capital || !is_capital(i + 1)) {
        ++mentions[token.word];
        capitals[token.word] += capital ? 1 : 0;
      }
    }
  }
  out.shares.reserve(vocabulary.size());
  for (WordId id = 0; id < vocabulary.size(); ++id) {
    const double share = (capitals[id] + 0.5) / (mentions[id] + 1.0);
    out.shares.push_back(static_cast<std::uint8_t>(std::min(255.0, 256 * share)));
    out.names += out.shares.back() >= 128 ? 1 : 0;
  }
  return out;
}

}  // namespace slant
