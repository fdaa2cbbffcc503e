#include "slant/features/token_reader.h"

#include <algorithm>
#include <optional>

#include "slant/text/name_tokens.h"

namespace slant {
namespace {

SpecialWord SpecialOf(const Token& token) {
  switch (token.lexeme) {
    case kPeriod:
    case kFullwidthStop:
      return SpecialWord::kStop;
    case kComma:
      return SpecialWord::kComma;
    case kSemicolon:
    case kColon:
    case kDash:
    case kEllipsis:
      return SpecialWord::kColon;
    case kQuestion:
      return SpecialWord::kQuestion;
    case kExclamation:
      return SpecialWord::kExclamation;
    case kOpenBracket:
    case kCloseBracket:
      return SpecialWord::kBracket;
    default:
      return token.Is(kOpensQuote)    ? SpecialWord::kOpenQuote
             : token.Is(kClosesQuote) ? SpecialWord::kCloseQuote
                                      : SpecialWord::kOther;
  }
}

std::uint8_t DistanceClass(std::size_t distance) {
  constexpr std::size_t kLast[] = {1, 2, 3, 5, 8, 12, 19};
  return static_cast<std::uint8_t>(std::lower_bound(std::begin(kLast), std::end(kLast), distance) -
                                   std::begin(kLast));
}

void Read(const WordVectors& vectors, const Document& document, const Sentence& sentence,
          std::optional<Span> target, TokenReaderWorkspace& workspace, TokenBatch& batch) {
  batch.stride = static_cast<std::size_t>(vectors.stride());
  const std::size_t begin = batch.rows.size();
  std::size_t target_at = begin;
  const auto& unknown = document.unknown_words;
  auto next_unknown = std::partition_point(
      unknown.begin(), unknown.end(),
      [&](const UnknownWord& word) { return word.token < sentence.first_token; });
  bool is_name = false;
  bool in_target = false;
  if (sentence.first_token < sentence.end_token) {
    NameTokens names(document, sentence.first_token);
    for (std::uint32_t i = sentence.first_token; i < sentence.end_token; ++i) {
      const Token& token = document.tokens[i];
      const bool is_unknown = next_unknown != unknown.end() && next_unknown->token == i;
      const auto word = is_unknown ? next_unknown++ : next_unknown;
      const bool was_target = in_target;
      in_target = target && token.span.begin < target->end && token.span.end > target->begin;
      const bool was_name = is_name;
      is_name = names.Covers(i);
      WordRow row = RowOf(SpecialOf(token));
      if (in_target) {
        if (was_target) {
          continue;
        }
        row = RowOf(SpecialWord::kTarget);
        target_at = batch.rows.size();
      } else if (is_name) {
        if (was_name && !was_target) {
          continue;
        }
        row = RowOf(SpecialWord::kName);
      } else if (token.word < kUnknownWord) {
        row = token.word;
      } else if (is_unknown) {
        const std::int8_t* vector = workspace.unknown_rows.Row(vectors, word->hash, [&] {
          return LookupForm(document.Text(token.span), token.kind, workspace.word);
        });
        row = kFirstUnknownRow + static_cast<WordRow>(batch.unknown_hashes.size());
        batch.unknown_hashes.push_back(word->hash);
        batch.unknown_vectors.insert(batch.unknown_vectors.end(), vector, vector + batch.stride);
      }
      if (!target && batch.rows.size() - begin >= kMaxSequence) {
        break;
      }
      batch.rows.push_back(row);
      batch.states.push_back(StateOf(token.voice(), 0));
      batch.tokens.push_back(i);
    }
  }
  if (target) {
    // What lies too far from the target is left out.
    const auto cut = [&](auto& items) {
      const std::size_t last = std::min(items.size(), target_at + kMaxSequence / 2);
      items.resize(last);
      const std::size_t first = target_at - std::min(target_at - begin, kMaxSequence / 2 - 1);
      items.erase(items.begin() + static_cast<std::ptrdiff_t>(begin),
                  items.begin() + static_cast<std::ptrdiff_t>(first));
    };
    const std::size_t dropped =
        target_at - begin - std::min(target_at - begin, kMaxSequence / 2 - 1);
    cut(batch.rows);
    cut(batch.states);
    cut(batch.tokens);
    target_at -= dropped;
    for (std::size_t at = begin; at < batch.rows.size(); ++at) {
      const std::uint8_t place = at == target_at ? std::uint8_t{0}
                                 : at < target_at
                                     ? static_cast<std::uint8_t>(1 + DistanceClass(target_at - at))
                                     : static_cast<std::uint8_t>(9 + DistanceClass(at - target_at));
      batch.states[at] = static_cast<TokenState>(batch.states[at] + place * kVoiceCount);
    }
  }
  batch.starts.push_back(static_cast<std::uint32_t>(batch.rows.size()));
}

}  // namespace

void ReadSentence(const WordVectors& vectors, const Document& document, const Sentence& sentence,
                  TokenReaderWorkspace& workspace, TokenBatch& batch) {
  Read(vectors, document, sentence, std::nullopt, workspace, batch);
}

void ReadTarget(const WordVectors& vectors, const Document& document, const Sentence& sentence,
                Span target, TokenReaderWorkspace& workspace, TokenBatch& batch) {
  Read(vectors, document, sentence, target, workspace, batch);
}

}  // namespace slant
