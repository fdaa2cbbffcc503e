// LIWC's .dic: categories as `number name` between two lines of `%`, then `term number number ...`.
// The odd shapes are those of the files in the wild: LIWC 2001, 2007 and 2015, the Moral
// Foundations Dictionary; see chbrown/liwc-python issues 3, 4, 6 and quanteda pull request 752.
#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "slant/base/ascii.h"
#include "slant/lexicon/lexicon_format.h"

namespace slant {
namespace {

bool IsSpace(char c) { return c == ' ' || c == '\t'; }
// The digits in front of `text`, taken off it; LIWC writes 1 and 01 for the same category.
std::optional<unsigned> TakeNumber(std::string_view& text) {
  unsigned number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc()) {
    return std::nullopt;
  }
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

std::string_view SkipSpace(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
  return text;
}

class LiwcReader {
 public:
  explicit LiwcReader(LexiconBuilder& builder) : builder_(builder) {}

  void Read(std::string_view text) {
    LineCursor lines(text);
    int marks = 0;
    std::size_t first_mark = 0;
    for (LexiconLine line; !builder_.stopped() && lines.Next(line);) {
      const std::string_view trimmed = TrimAscii(line.text);
      if (trimmed.empty()) {
        continue;
      }
      if (trimmed == "%" && marks < 2) {
        first_mark = marks++ == 0 ? line.number : first_mark;
      } else if (marks == 1) {
        HeadLine({trimmed, line.number});
      } else {
        EntryLine({trimmed, line.number});
      }
    }
    if (marks < 2) {
      builder_.Fail(first_mark, "expected a second line of '%' behind the categories, found none");
    }
  }

 private:
  void HeadLine(const LexiconLine& line) {
    std::string_view rest = line.text;
    const auto number = TakeNumber(rest);
    const std::string_view full = TrimAscii(rest);
    if (!number || full.empty() || !IsSpace(rest[0])) {
      builder_.Bad(line.number, "expected a category's number and name, found '" +
                                    std::string(line.text.substr(0, 60)) + "'");
      return;
    }
    // LIWC 2015 writes "1 function (Function Words)".
    std::string_view name = full;
    if (full.ends_with(')')) {
      const std::size_t open = full.find('(');
      name = open == std::string_view::npos ? full : TrimAscii(full.substr(0, open));
    }
    if (name.empty() || names_.contains(name)) {
      name = full;
    }
    const auto category = builder_.Category(line.number, name);
    if (!category) {
      return;
    }
    names_.insert(std::string(name));
    if (!categories_.emplace(*number, *category).second) {
      builder_.Bad(line.number, "the category " + std::to_string(*number) + " comes twice");
    }
  }

  // Where the term ends: at the first tab; in a line without one where only numbers follow ("24 7"
  // before a tab is a term).  In any case before a condition.
  static std::size_t TermEnd(std::string_view line) {
    std::size_t end = line.find('\t');
    if (end == std::string_view::npos) {
      end = line.size();
      for (std::size_t rest = end; rest > 0;) {
        std::size_t begin = rest;
        while (begin > 0 && IsAsciiDigit(line[begin - 1])) {
          --begin;
        }
        if (begin == rest || begin == 0 || !IsSpace(line[begin - 1])) {
          break;
        }
        end = begin;
        for (rest = begin; rest > 0 && IsSpace(line[rest - 1]); --rest) {
        }
      }
    }
    for (std::size_t i = 1; i + 1 < end; ++i) {
      if (IsSpace(line[i - 1]) &&
          ((line[i] == '(' && IsAsciiDigit(line[i + 1])) || line[i] == '<')) {
        return i;
      }
    }
    return end;
  }

  void EntryLine(const LexiconLine& line) {
    const std::size_t end = TermEnd(line.text);
    std::string_view term = TrimAscii(line.text.substr(0, end));
    std::string_view rest = SkipSpace(line.text.substr(end));
    // Some lines of LIWC 2007 have a condition before the term: "(02 134) like 125".
    if (term.size() > 1 && term[0] == '(' && IsAsciiDigit(term[1])) {
      const std::size_t close = term.find(')');
      if (close != std::string_view::npos && close + 1 < term.size()) {
        builder_.Note(line.number,
                      "the condition '" + std::string(term.substr(0, close + 1)) + "' is left out");
        term = TrimAscii(term.substr(close + 1));
      }
    }
    if (rest.empty()) {
      builder_.Bad(line.number, "expected a term and the numbers of its categories, found '" +
                                    std::string(line.text.substr(0, 60)) + "'");
      return;
    }
    found_.clear();
    phrases_.clear();
    while (!rest.empty()) {
      if (!TakeCategory(line, rest)) {
        return;
      }
      rest = SkipSpace(rest);
    }
    Add(line, std::string(term), found_);
    for (const auto& [following, category] : phrases_) {
      Add(line, std::string(term) + " " + following, {category});
    }
  }

  // A number, `(a b)c/d` or `<of>c/d`, taken off `rest`.
  bool TakeCategory(const LexiconLine& line, std::string_view& rest) {
    const std::string_view whole = rest;
    const auto bad = [&](std::string_view expected) {
      builder_.Bad(line.number, "expected " + std::string(expected) + ", found '" +
                                    std::string(whole.substr(0, 40)) + "'");
      return false;
    };
    const char open = rest[0];
    if (open != '(' && open != '<') {
      const auto number = TakeNumber(rest);
      if (!number || (!rest.empty() && !IsSpace(rest[0]))) {
        return bad("the number of a category");
      }
      return Find(line, *number, found_);
    }
    const std::size_t close = rest.find(open == '(' ? ')' : '>');
    if (close == std::string_view::npos) {
      return bad("a closed condition");
    }
    const std::string following(TrimAscii(rest.substr(1, close - 1)));
    rest.remove_prefix(close + 1);
    const auto then = TakeNumber(rest);
    if (!then) {
      return bad("a category behind the condition");
    }
    std::optional<unsigned> otherwise;
    if (!rest.empty() && rest[0] == '/') {
      rest.remove_prefix(1);
      otherwise = TakeNumber(rest);
      if (!otherwise) {
        return bad("a category behind '/'");
      }
    }
    if (!rest.empty() && !IsSpace(rest[0])) {
      return bad("white space behind the condition");
    }
    if (open == '<') {
      std::vector<std::uint32_t> category;
      if (!Find(line, *then, category)) {
        return false;
      }
      phrases_.emplace_back(following, category[0]);
    } else {
      builder_.Note(line.number, "the condition '" +
                                     std::string(whole.substr(0, whole.size() - rest.size())) +
                                     "' is left out" +
                                     (otherwise ? "; its other case, category " +
                                                      std::to_string(*otherwise) + ", counts always"
                                                : std::string()));
    }
    return !otherwise || Find(line, *otherwise, found_);
  }

  bool Find(const LexiconLine& line, unsigned number, std::vector<std::uint32_t>& found) {
    const auto category = categories_.find(number);
    if (category == categories_.end()) {
      builder_.Bad(line.number,
                   "the category " + std::to_string(number) + " is not in the file's head");
      return false;
    }
    found.push_back(category->second);
    return true;
  }

  void Add(const LexiconLine& line, const std::string& term,
           const std::vector<std::uint32_t>& categories) {
    if (categories.empty()) {
      return;
    }
    if (const auto place = builder_.Entry(line.number, term, Wildcards::kYes)) {
      for (const std::uint32_t category : categories) {
        builder_.AddValue(line.number, place->entry, category, 1, Twice::kLastCounts);
      }
    }
  }

  LexiconBuilder& builder_;
  std::map<unsigned, std::uint32_t> categories_;
  std::set<std::string, std::less<>> names_;
  std::vector<std::uint32_t> found_;
  std::vector<std::pair<std::string, std::uint32_t>> phrases_;
};

}  // namespace

bool IsLiwcDic(const LexiconSample& sample) {
  return !sample.lines.empty() && TrimAscii(sample.lines[0].text) == "%";
}

void ReadLiwcDic(std::string_view text, LexiconBuilder& builder) { LiwcReader(builder).Read(text); }

}  // namespace slant
