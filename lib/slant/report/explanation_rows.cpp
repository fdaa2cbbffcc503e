#include "slant/report/explanation_rows.h"

#include <algorithm>
#include <cmath>
#include <type_traits>
#include <vector>

#include "slant/base/ascii.h"
#include "slant/report/json.h"
#include "slant/report/printable.h"
#include "slant/report/terminal_text.h"

namespace slant {
namespace {

constexpr std::size_t kReasons = 5;  // words in a row of score --explain
constexpr int kBarCells = 8;         // of a bar, on either side

// Words by the size of what they bring; of equal ones the first.
std::vector<const ExplainedWord*> BySize(const Explanation& why) {
  std::vector<const ExplainedWord*> words;
  for (const ExplainedWord& word : why.words) {
    words.push_back(&word);
  }
  std::stable_sort(words.begin(), words.end(), [](const auto* a, const auto* b) {
    return std::abs(a->amount) > std::abs(b->amount);
  });
  return words;
}

template <typename Items>
double SumFrom(const Items& items, std::size_t first) {
  double sum = 0;
  for (std::size_t i = first; i < items.size(); ++i) {
    if constexpr (std::is_pointer_v<typename Items::value_type>) {
      sum += items[i]->amount;
    } else {
      sum += items[i].amount;
    }
  }
  return sum;
}

void PutSpan(Span span, const Document& document, Json& json) {
  json.Key("text").String(document.Text(span));
  json.Key("start").Integer(span.begin);
  json.Key("end").Integer(span.end);
}

// The label with its probabilities and log-odds, or the value.
void PutAnswer(const Explanation& why, Json& json) {
  json.Key("task").String(why.task);
  json.Key("label").StringOrNull(why.label);
  json.Key("p");
  if (why.is_value()) {
    json.Null();
  } else {
    json.BeginObject();
    for (std::size_t i = 0; i < why.p.size(); ++i) {
      json.Key(why.classes[i]).Addend(why.p[i]);
    }
    json.EndObject();
  }
  json.Key(why.is_value() ? "value" : "logit").Addend(why.total);
}

// "+0.12", and "0.00" without a blank before it: numbers that are set flush right or stand in a
// text.
std::string Contribution(double value) { return std::string(TrimAscii(Signed(value))); }

std::string Plain(double value) { return Format("%.2f", value); }

class Table {
 public:
  Table(double largest, bool color, std::string& out)
      : largest_(std::max(largest, 1e-9)), color_(color), out_(out) {}

  void Bar(double amount, std::string_view what) {
    const double cells = std::min(1.0, std::abs(amount) / largest_) * kBarCells;
    const int halves = static_cast<int>(std::lround(cells * 2));
    std::string left, right;
    for (int i = 0; i < kBarCells; ++i) {
      const int from_middle = kBarCells - 1 - i;
      left += amount >= 0                     ? " "
              : halves >= 2 * from_middle + 2 ? "█"
              : halves == 2 * from_middle + 1 ? "▐"
                                              : " ";
      right += amount <= 0 ? " " : halves >= 2 * i + 2 ? "█" : halves == 2 * i + 1 ? "▌" : " ";
    }
    const Ink ink = amount > 0 ? Ink::kGreen : Ink::kRed;
    Line(amount, Paint(left, ink) + "│" + Paint(right, ink), what);
  }

  void Sum(double amount, const std::string& what) {
    Line(amount, std::string(kBarCells, ' ') + " " + std::string(kBarCells, ' '),
         Paint(what, Ink::kDim));
  }

  std::string Paint(std::string_view text, Ink ink) const {
    return slant::Paint(text, ink, color_);
  }

 private:
  void Line(double amount, const std::string& bar, std::string_view what) {
    const std::string number = Contribution(amount);
    out_ += "  " + std::string(8 - std::min<std::size_t>(number.size(), 8), ' ') + number + "  " +
            bar + "  ";
    out_ += what;
    out_ += '\n';
  }

  double largest_;
  bool color_;
  std::string& out_;
};

// The sentence: what speaks for the label green, what speaks against it red, the target underlined.
std::string Painted(const ScoredArticle& article, const Explanation& why, double largest,
                    bool color) {
  const Document& document = article.document;
  const Span sentence = article.Body()[why.sentence].span;
  std::string out;
  std::uint32_t at = sentence.begin;
  for (const ExplainedWord& word : why.words) {
    out += Printable(document.Text({at, word.span.begin}));
    at = word.span.end;
    const double share = std::abs(word.amount) / std::max(largest, 1e-9);
    const bool target = why.target && word.span.Overlaps(*why.target);
    const bool helps = word.amount > 0;
    const Ink side = helps ? Ink::kGreen : Ink::kRed;
    const Ink ink = target         ? Ink::kUnderlined
                    : share >= 0.6 ? side | Ink::kBold
                    : share >= 0.2 ? side
                                   : Ink::kPlain;
    out += Paint(Printable(document.Text(word.span)), ink, color);
  }
  return out + Printable(document.Text({at, sentence.end}));
}

// The words that have the largest parts of the interactions: " (reckless +1.20, disgrace +0.80)".
std::string Together(const Explanation& why, const Document& document) {
  constexpr std::size_t kMost = 3;
  std::vector<const ExplainedWord*> words;
  for (const ExplainedWord& word : why.words) {
    if (word.interaction * why.interactions > 0) {
      words.push_back(&word);
    }
  }
  std::stable_sort(words.begin(), words.end(), [](const auto* a, const auto* b) {
    return std::abs(a->interaction) > std::abs(b->interaction);
  });
  std::string out;
  for (std::size_t i = 0; i < std::min(kMost, words.size()); ++i) {
    out += (i == 0 ? ": " : ", ") + Printable(document.Text(words[i]->span)) + " " +
           Contribution(words[i]->interaction);
  }
  return out + (words.size() > kMost ? ", ..." : "");
}

std::string Count(std::size_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

void AppendJson(const ScoredArticle& article, const Explanation& why,
                const ExplanationOptions& options, Json& json, std::string& out) {
  const Document& document = article.document;
  json.BeginObject();
  json.Key("schema").String("slant.explanation/1");
  json.Key("article").String(article.article.id);
  json.Key("outlet").StringOrNull(article.article.outlet);
  json.Key("index").Integer(static_cast<std::int64_t>(why.sentence));
  const Span sentence = article.Body()[why.sentence].span;
  json.Key("start").Integer(sentence.begin);
  json.Key("end").Integer(sentence.end);
  json.Key("text").String(document.Text(sentence));
  json.Key("target");
  if (why.target) {
    json.BeginObject();
    PutSpan(*why.target, document, json);
    json.EndObject();
  } else {
    json.Null();
  }
  PutAnswer(why, json);
  json.Key("method").String(options.method);
  json.Key("base").Addend(why.base);
  json.Key("interactions").Addend(why.interactions);
  json.Key("words").BeginList();
  for (const ExplainedWord& word : why.words) {
    json.BeginObject();
    PutSpan(word.span, document, json);
    json.Key("contribution").Addend(word.amount);
    json.Key("interaction").Addend(word.interaction);
    json.EndObject();
  }
  json.EndList();
  json.Key("features").BeginList();
  const std::size_t listed = std::min(options.most_features, why.features.size());
  for (std::size_t i = 0; i < listed; ++i) {
    json.BeginObject();
    json.Key("name").String(why.features[i].name);
    json.Key("contribution").Addend(why.features[i].amount);
    json.EndObject();
  }
  json.EndList();
  json.Key("other_features").Addend(SumFrom(why.features, listed));
  json.EndRow(out);
}

void AppendText(const ScoredArticle& article, const Explanation& why,
                const ExplanationOptions& options, std::string& out) {
  const Document& document = article.document;
  const auto words = BySize(why);
  const double largest = words.empty() ? 0 : std::abs(words.front()->amount);
  Table table(largest, options.color, out);
  out += Painted(article, why, largest, options.color) + "\n\n";

  std::string head = "  " + why.task;
  if (why.target) {
    head += " towards " + Printable(document.Text(*why.target));
  }
  head += ": " + table.Paint(why.is_value() ? Contribution(why.total) : why.label, Ink::kBold);
  for (std::size_t i = 0; i < why.p.size(); ++i) {
    head += (i == 0 ? "  (" : ", ") + why.classes[i] + " " + Plain(why.p[i]);
  }
  out += head + (why.p.empty() ? "\n\n" : ")\n\n");

  const std::size_t told = std::min(options.most_words, words.size());
  for (std::size_t i = 0; i < told; ++i) {
    table.Bar(words[i]->amount, Printable(document.Text(words[i]->span)));
  }
  if (told < words.size()) {
    table.Sum(SumFrom(words, told), Count(words.size() - told, "other word") + " and marks");
  }
  const std::size_t listed = std::min(options.most_features, why.features.size());
  for (std::size_t i = 0; i < listed; ++i) {
    table.Bar(why.features[i].amount, table.Paint("feature " + why.features[i].name, Ink::kDim));
  }
  if (listed < why.features.size()) {
    table.Sum(SumFrom(why.features, listed), Count(why.features.size() - listed, "other feature"));
  }
  if (why.interactions != 0) {
    table.Sum(why.interactions, "what words do together" + Together(why, document));
  }
  table.Sum(why.base, "base, without any words");
  out += "  " + table.Paint("────────", Ink::kDim) + "\n";
  table.Sum(why.total, why.is_value()
                           ? "the value"
                           : "log-odds of " + why.label + ": p = " + Plain(why.probability()));
  out += "\n";
}

}  // namespace

void AppendExplanationsJson(const ScoredArticle& article, const ExplanationOptions& options,
                            std::string& out) {
  Json json;
  for (const Explanation& why : article.explanations) {
    AppendJson(article, why, options, json, out);
  }
}

void AppendExplanationsText(const ScoredArticle& article, const ExplanationOptions& options,
                            std::string& out) {
  const std::string& title =
      article.article.title.empty() ? article.article.id : article.article.title;
  out += Paint(Printable(title), Ink::kBold, options.color) + "\n\n";
  for (const Explanation& why : article.explanations) {
    AppendText(article, why, options, out);
  }
  out += article.explanations.empty() ? "  nothing to explain\n\n" : "";
}

std::string ReasonsLine(const Explanation& why, const Document& document) {
  constexpr double kLeast = 0.005;  // what is 0.00 is no reason
  std::string line = (why.is_value() ? why.task : why.label) + ":";
  const auto words = BySize(why);
  for (std::size_t i = 0; i < std::min(kReasons, words.size()); ++i) {
    if (std::abs(words[i]->amount) < kLeast) {
      break;
    }
    line += (i == 0 ? " " : ", ") + Printable(document.Text(words[i]->span)) + " " +
            Contribution(words[i]->amount);
  }
  return line;
}

void WriteReasons(const Explanation& why, const Document& document, Json& json) {
  const auto words = BySize(why);
  const std::size_t told = std::min(kReasons, words.size());
  json.Key("explanation").BeginObject();
  json.Key("task").String(why.task);
  json.Key("label").StringOrNull(why.label);
  json.Key(why.is_value() ? "value" : "logit").Addend(why.total);
  json.Key("words").BeginList();
  for (std::size_t i = 0; i < told; ++i) {
    json.BeginObject();
    PutSpan(words[i]->span, document, json);
    json.Key("contribution").Addend(words[i]->amount);
    json.EndObject();
  }
  json.EndList();
  json.Key("base").Addend(why.base);
  json.Key("interactions").Addend(why.interactions);
  json.Key("rest").Addend(SumFrom(words, told) + SumFrom(why.features, 0));
  json.EndObject();
}

}  // namespace slant
