#include "slant/report/segment_rows.h"

#include <algorithm>
#include <map>

#include "slant/report/json.h"
#include "slant/report/printable.h"
#include "slant/report/terminal_text.h"
#include "slant/text/speakers.h"

namespace slant {
namespace {

constexpr std::string_view kTokenKinds[] = {"word",  "number", "punctuation", "symbol", "url",
                                            "email", "handle", "hashtag",     "emoji"};

void PutSpan(Span span, Json& json) {
  json.Key("start").Integer(span.begin);
  json.Key("end").Integer(span.end);
}

// A span that may be empty, as an object with its text, or null.
void PutPart(std::string_view key, Span span, const Document& document, Json& json) {
  json.Key(key);
  if (span.empty()) {
    json.Null();
    return;
  }
  json.BeginObject();
  json.Key("text").String(document.Text(span));
  PutSpan(span, json);
  json.EndObject();
}

void PutSentences(const Document& document, Json& json) {
  json.Key("sentences").BeginList();
  for (const Sentence& sentence : document.sentences) {
    json.BeginObject();
    PutSpan(sentence.span, json);
    json.Key("voice").String(VoiceName(sentence.voice));
    json.Key("quoted_share").Number(double{sentence.quoted_share});
    json.Key("reported_share").Number(double{sentence.reported_share});
    json.EndObject();
  }
  json.EndList();
}

void PutTokens(const Document& document, Json& json) {
  json.Key("tokens").BeginList();
  for (const Token& token : document.tokens) {
    json.BeginObject();
    PutSpan(token.span, json);
    json.Key("kind").String(kTokenKinds[static_cast<std::size_t>(token.kind)]);
    json.Key("voice").String(VoiceName(token.voice()));
    json.EndObject();
  }
  json.EndList();
}

void PutQuotations(const Document& document, Json& json) {
  json.Key("quotations").BeginList();
  for (const Quotation& quotation : document.quotations) {
    json.BeginObject();
    PutSpan(quotation.span, json);
    json.Key("closed").Bool(quotation.closed);
    json.Key("scare_quote").Bool(quotation.scare_quote);
    json.Key("nested").Bool(quotation.nested);
    json.Key("continues").Bool(quotation.continues);
    json.EndObject();
  }
  json.EndList();
}

void PutAttributions(const Document& document, Json& json) {
  json.Key("attributions").BeginList();
  for (const Attribution& attribution : document.attributions) {
    json.BeginObject();
    PutPart("source", attribution.source, document, json);
    PutPart("cue", attribution.cue, document, json);
    PutPart("content", attribution.content, document, json);
    PutPart("more", attribution.more, document, json);
    json.Key("speaker").StringOrNull(attribution.speaker == kNoName
                                         ? std::string_view()
                                         : document.Text(document.names[attribution.speaker].span));
    json.Key("stance").String(StanceName(attribution.stance));
    json.Key("direct").Bool(attribution.direct);
    json.EndObject();
  }
  json.EndList();
}

void PutNames(const Document& document, Json& json) {
  static constexpr std::string_view kMentionKinds[] = {"name", "description", "pronoun"};
  // Mentions stand in text order; here they are wanted by name.
  std::vector<std::vector<const Mention*>> mentions(document.names.size());
  for (const Mention& mention : document.mentions) {
    mentions[mention.name].push_back(&mention);
  }
  json.Key("names").BeginList();
  for (std::size_t i = 0; i < document.names.size(); ++i) {
    const Name& name = document.names[i];
    json.BeginObject();
    json.Key("text").String(document.Text(name.span));
    json.Key("kind").String(NameKindName(name.kind));
    json.Key("named").Bool(name.named);
    json.Key("mentions").BeginList();
    for (const Mention* mention : mentions[i]) {
      json.BeginObject();
      PutSpan(mention->span, json);
      json.Key("kind").String(kMentionKinds[static_cast<std::size_t>(mention->kind)]);
      json.Key("certain").Bool(mention->certain);
      json.EndObject();
    }
    json.EndList();
    json.EndObject();
  }
  json.EndList();
}

}  // namespace

void AppendSegmentJson(const Article& article, const Document& document, std::string& out) {
  Json json;
  json.BeginObject();
  json.Key("schema").String("slant.segment/1");
  json.Key("article").String(article.id);
  json.Key("outlet").StringOrNull(article.outlet);
  PutSentences(document, json);
  PutTokens(document, json);
  PutQuotations(document, json);
  PutAttributions(document, json);
  PutNames(document, json);
  json.EndRow(out);
}

namespace {

// The text with colours put in: each token by its voice, cues underlined, names bold.
class Painter {
 public:
  Painter(const Document& document, bool color)
      : document_(document), color_(color), styles_(document.tokens.size()) {
    for (std::size_t i = 0; i < styles_.size(); ++i) {
      const Voice voice = document.tokens[i].voice();
      styles_[i] = voice == Voice::kQuote      ? Ink::kCyan
                   : voice == Voice::kReported ? Ink::kYellow
                                               : Ink::kPlain;
    }
    for (const Mention& mention : document.mentions) {
      Mark(mention.span, Ink::kBold);
    }
    for (const Attribution& attribution : document.attributions) {
      Mark(attribution.cue, Ink::kUnderlined);
    }
  }

  std::string Paint(const Sentence& sentence) const {
    std::string out;
    std::uint32_t at = sentence.span.begin;
    for (std::uint32_t i = sentence.first_token; i < sentence.end_token; ++i) {
      const Span span = document_.tokens[i].span;
      out += Printable(document_.Text({at, span.begin}));
      at = span.end;
      out += slant::Paint(Printable(document_.Text(span)), styles_[i], color_);
    }
    return out;
  }

 private:
  void Mark(Span span, Ink style) {
    auto token = std::partition_point(document_.tokens.begin(), document_.tokens.end(),
                                      [&](const Token& t) { return t.span.end <= span.begin; });
    for (; token != document_.tokens.end() && token->span.begin < span.end; ++token) {
      Ink& ink = styles_[static_cast<std::size_t>(token - document_.tokens.begin())];
      ink = ink | style;
    }
  }

  const Document& document_;
  bool color_;
  std::vector<Ink> styles_;
};

}  // namespace

void AppendSegmentText(const Article& article, const Document& document, bool color,
                       std::string& out) {
  out += Printable(article.title.empty() ? article.id : article.title) + "\n\n";
  const Painter painter(document, color);
  for (const Sentence& sentence : document.sentences) {
    out += Fit(VoiceName(sentence.voice), 9) + "  " + painter.Paint(sentence) + "\n";
  }
  // Speakers by how often they speak, then by their first words.
  std::map<std::string, int> spoken;
  for (const Attribution& attribution : document.attributions) {
    const std::string speaker =
        attribution.speaker != kNoName
            ? std::string(document.Text(document.names[attribution.speaker].span))
        : attribution.source.empty() ? "unknown"
                                     : std::string(document.Text(attribution.source));
    ++spoken[Printable(speaker)];
  }
  std::vector<std::pair<std::string, int>> speakers(spoken.begin(), spoken.end());
  std::stable_sort(speakers.begin(), speakers.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  out += "\nspeakers: ";
  for (std::size_t i = 0; i < speakers.size(); ++i) {
    out +=
        (i == 0 ? "" : ", ") + speakers[i].first + " (" + std::to_string(speakers[i].second) + ")";
  }
  out += speakers.empty() ? "none\nnames: " : "\nnames: ";
  bool first = true;
  for (const Name& name : document.names) {
    if (name.named) {
      out += (first ? "" : ", ") + Printable(document.Text(name.span)) + " (" +
             std::string(NameKindName(name.kind)) + ", " + std::to_string(name.mention_count) + ")";
      first = false;
    }
  }
  out += first ? "none\n\n" : "\n\n";
}

}  // namespace slant
