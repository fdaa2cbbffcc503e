// PolNeAR articles with their gold attributions, and how voices and speakers are scored on them.
//
// A word is gold "direct" if it lies in attributed content and between quotation marks, gold
// "reported" if it lies in attributed content outside of them; the marks are read here by a plain
// toggle over each paragraph, not by the code under test.  Beside these figures by word there are
// those by content: a content is direct if half of its words are between marks.
#pragma once

#include <simdjson.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "slant/base/utf8.h"
#include "slant/text/segmenter.h"

namespace slant::polnear {

struct Gold {
  std::vector<Span> source, cue, content;
};

struct Article {
  std::string id, text;
  std::vector<Gold> attributions;
};

inline std::vector<Article> Load(const std::string& path) {
  std::vector<Article> articles;
  simdjson::dom::parser parser;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    simdjson::dom::element record;
    if (parser.parse(line).get(record) != simdjson::SUCCESS) {
      break;
    }
    Article& article = articles.emplace_back();
    article.id = std::string(record["id"].get_string().value());
    article.text = std::string(record["text"].get_string().value());
    std::vector<std::uint32_t> bytes;  // character -> byte
    for (std::size_t i = 0; i < article.text.size(); ++i) {
      if (IsCodePointBorder(article.text, i)) {
        bytes.push_back(static_cast<std::uint32_t>(i));
      }
    }
    bytes.push_back(static_cast<std::uint32_t>(article.text.size()));
    const auto spans = [&](simdjson::dom::element list) {
      std::vector<Span> out;
      const simdjson::dom::array pairs = list.get_array().value();
      for (auto pair : pairs) {
        const std::uint64_t a = pair.at(0).get_uint64().value();
        const std::uint64_t b = pair.at(1).get_uint64().value();
        out.push_back({bytes.at(a), bytes.at(b)});
      }
      return out;
    };
    const simdjson::dom::array items = record["attributions"].get_array().value();
    for (auto item : items) {
      Gold gold;
      gold.source = spans(item["source"].value());
      gold.cue = spans(item["cue"].value());
      gold.content = spans(item["content"].value());
      article.attributions.push_back(std::move(gold));
    }
  }
  return articles;
}

// For each byte: is it between quotation marks?  Curly marks by their sense, straight ones by
// turns.
inline std::vector<bool> BetweenMarks(const std::string& text) {
  std::vector<bool> inside(text.size());
  bool open = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 2, "\n\n") == 0) {
      open = false;
    }
    if (text.compare(i, 3, "“") == 0) {
      open = true;
    } else if (text.compare(i, 3, "”") == 0) {
      open = false;
    } else if (text[i] == '"' || (text.compare(i, 2, "''") == 0 && i > 0 && text[i - 1] != '\'')) {
      open = !open;
    }
    inside[i] = open;
  }
  return inside;
}

struct Counts {
  double hit = 0, found = 0, gold = 0;
  double precision() const { return found > 0 ? hit / found : 0; }
  double recall() const { return gold > 0 ? hit / gold : 0; }
  double f1() const { return found + gold > 0 ? 2 * hit / (found + gold) : 0; }
};

struct Scores {
  Counts direct, reported;                  // by word
  Counts direct_content, reported_content;  // by content
  Counts speaker_direct, speaker_reported;  // hit = right, found = attributions that match a gold
};

inline bool Covers(const std::vector<Span>& spans, std::uint32_t offset) {
  return std::any_of(spans.begin(), spans.end(), [&](Span s) { return s.Contains(offset); });
}

// The head word of a source: the last word before a preposition, comma or relative pronoun.
inline Span HeadOf(const Document& document, const std::vector<Span>& source) {
  Span head;
  static const std::vector<std::string> kStops = {
      "of", "for", "in",  "from",     "with",  "at", "who",   "that", "which",
      "on", "to",  "and", "familiar", "close", "by", "about", "whose"};
  for (const Token& token : document.tokens) {
    if (!Covers(source, token.span.begin)) {
      continue;
    }
    const std::string word(document.Text(token.span));
    const bool stop = token.kind == TokenKind::kPunctuation || token.Is(kClitic) ||
                      std::find(kStops.begin(), kStops.end(), word) != kStops.end();
    if (stop && head.end > 0) {
      break;
    }
    if (!stop && token.kind != TokenKind::kPunctuation) {
      head = token.span;
    }
  }
  return head;
}

// Adds what `document`, which was segmented from article.text, got right to `scores`.
inline void Score(const Article& article, const Document& document, Scores& scores) {
  const std::vector<bool> inside = BetweenMarks(article.text);
  const std::size_t size = document.tokens.size();
  std::vector<bool> gold_content(size), gold_direct(size), gold_indirect(size);
  const auto words_in = [&](const std::vector<Span>& spans) {
    std::vector<std::size_t> words;
    for (const Span span : spans) {
      auto token = std::lower_bound(
          document.tokens.begin(), document.tokens.end(), span.begin,
          [](const Token& t, std::uint32_t offset) { return t.span.begin < offset; });
      for (; token != document.tokens.end() && token->span.begin < span.end; ++token) {
        if (token->word != kNoWord) {
          words.push_back(static_cast<std::size_t>(token - document.tokens.begin()));
        }
      }
    }
    return words;
  };
  std::vector<std::vector<std::size_t>> found(document.attributions.size());
  for (std::size_t a = 0; a < found.size(); ++a) {
    const Attribution& attribution = document.attributions[a];
    found[a] = words_in({attribution.content, attribution.more});
    std::erase_if(found[a], [&](std::size_t i) {
      return Covers({attribution.cue, attribution.source}, document.tokens[i].span.begin);
    });
  }
  for (const Gold& gold : article.attributions) {
    const std::vector<std::size_t> words = words_in(gold.content);
    const auto quoted =
        static_cast<std::size_t>(std::count_if(words.begin(), words.end(), [&](std::size_t i) {
          return static_cast<bool>(inside[document.tokens[i].span.begin]);
        }));
    const bool direct = 2 * quoted >= words.size();
    for (const std::size_t i : words) {
      gold_content[i] = true;
      (direct ? gold_direct : gold_indirect)[i] = true;
    }
    if (gold.source.empty() || words.empty()) {
      continue;
    }
    // The attribution found that shares most words with it, at least half of the smaller one.
    std::size_t best = 0;
    const Attribution* match = nullptr;
    for (std::size_t a = 0; a < found.size(); ++a) {
      std::size_t shared = 0;
      for (const std::size_t i : found[a]) {
        shared += std::binary_search(words.begin(), words.end(), i);
      }
      if (shared > best && 2 * shared >= std::min(words.size(), found[a].size())) {
        best = shared;
        match = &document.attributions[a];
      }
    }
    if (match != nullptr) {
      Counts& counts = direct ? scores.speaker_direct : scores.speaker_reported;
      const Span head = HeadOf(document, gold.source);
      counts.found += 1;
      counts.hit += !match->source.empty() && match->source.Overlaps(head);
    }
  }
  std::vector<bool> found_direct(size), found_indirect(size);
  for (std::size_t a = 0; a < found.size(); ++a) {
    for (const std::size_t i : found[a]) {
      (document.attributions[a].direct ? found_direct : found_indirect)[i] = true;
    }
  }
  const auto add = [](Counts& counts, bool is_found, bool is_gold) {
    counts.found += is_found;
    counts.gold += is_gold;
    counts.hit += is_found && is_gold;
  };
  for (std::size_t i = 0; i < size; ++i) {
    const Token& token = document.tokens[i];
    if (token.word == kNoWord) {
      continue;
    }
    const bool marks = inside[token.span.begin];
    add(scores.direct, token.voice() == Voice::kQuote, gold_content[i] && marks);
    add(scores.reported, token.voice() == Voice::kReported, gold_content[i] && !marks);
    add(scores.direct_content, found_direct[i], gold_direct[i]);
    add(scores.reported_content, found_indirect[i], gold_indirect[i] && !gold_direct[i]);
  }
}

}  // namespace slant::polnear
