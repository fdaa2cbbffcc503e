#include "slant/article/quoted_sources.h"

#include <algorithm>
#include <map>

#include "slant/base/ascii.h"
#include "slant/text/attributions.h"
#include "slant/text/names.h"

namespace slant {
namespace {

constexpr std::size_t kMostSourceBytes = 80;

int CountWords(const Document& document, Span span) {
  if (span.begin >= span.end) {
    return 0;
  }
  auto token = std::partition_point(document.tokens.begin(), document.tokens.end(),
                                    [&](const Token& t) { return t.span.begin < span.begin; });
  int words = 0;
  for (; token != document.tokens.end() && token->span.end <= span.end; ++token) {
    words += token->kind != TokenKind::kPunctuation;
  }
  return words;
}

// ASCII in lower case, white space collapsed.
std::string Plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!blank) {
      out += LowerAscii(c);
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.size() > kMostSourceBytes) {
    const std::size_t space = out.rfind(' ', kMostSourceBytes);
    std::size_t end = space != std::string::npos && space > 0 ? space : kMostSourceBytes;
    while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0U) == 0x80U) {
      --end;  // not inside a character
    }
    out.resize(end);
  }
  while (!out.empty() && out.back() == ' ') {
    out.pop_back();
  }
  return out;
}

QuotedSource Named(const Document& document, const Attribution& attribution) {
  if (attribution.speaker != kNoName) {
    const Name& name = document.names[attribution.speaker];
    const std::string_view full = document.Text(name.span);
    return name.named ? QuotedSource{std::string(full), SourceKind::kNamed, 0, 0}
                      : QuotedSource{Plain(full), SourceKind::kUnnamed, 0, 0};
  }
  std::string source = Plain(document.Text(attribution.source));
  const SourceKind kind = source.empty() ? SourceKind::kUnknown : SourceKind::kUnnamed;
  return {std::move(source), kind, 0, 0};
}

}  // namespace

std::vector<QuotedSource> FindSources(const Document& document) {
  std::vector<QuotedSource> out;
  std::map<std::pair<SourceKind, std::string>, std::size_t> places;
  for (const Attribution& attribution : document.attributions) {
    QuotedSource source = Named(document, attribution);
    const auto [place, is_new] = places.try_emplace({source.kind, source.source}, out.size());
    if (is_new) {
      out.push_back(std::move(source));
    }
    QuotedSource& found = out[place->second];
    found.attributions += !attribution.inherited;
    found.words +=
        CountWords(document, attribution.content) + CountWords(document, attribution.more);
  }
  return out;
}

}  // namespace slant
