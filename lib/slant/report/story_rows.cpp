#include "slant/report/story_rows.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "slant/report/csv_line.h"
#include "slant/report/json.h"
#include "slant/report/printable.h"
#include "slant/report/terminal_text.h"

namespace slant {
namespace {

constexpr std::size_t kLineWidth = 100;

std::string Count(std::size_t count, std::string_view one, std::string_view more) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : more);
}

}  // namespace

StoryRows::StoryRows(std::span<const StoryHeading> headings, const Stories& stories)
    : headings_(headings), stories_(stories), outlets_(headings.size()) {
  std::set<std::pair<std::uint32_t, std::string_view>> seen;
  for (std::size_t i = 0; i < headings.size(); ++i) {
    const std::uint32_t first = stories.articles[i].first;
    if (!headings[i].outlet.empty() && seen.emplace(first, headings[i].outlet).second) {
      ++outlets_[first];
    }
  }
}

void StoryRows::AppendJson(std::size_t article, std::string& out) const {
  const StoryHeading& heading = headings_[article];
  const StoryOfArticle& found = stories_.articles[article];
  Json json;
  json.BeginObject();
  json.Key("schema").String("slant.story/1");
  json.Key("article").String(heading.article);
  json.Key("outlet").StringOrNull(heading.outlet);
  json.Key("date").StringOrNull(heading.date);
  json.Key("title").StringOrNull(heading.title);
  json.Key("story").String(found.story);
  json.Key("articles").Integer(found.articles);
  json.Key("outlets").Integer(outlets_[found.first]);
  json.Key("similarity");
  found.similarity ? json.Number(double{*found.similarity}) : json.Null();
  json.Key("copy_of");
  found.copy_of ? json.String(headings_[*found.copy_of].article) : json.Null();
  json.Key("containment");
  found.copy_of ? json.Number(double{found.containment}) : json.Null();
  json.EndRow(out);
}

void StoryRows::BeginCsv(std::string& out) {
  out += "article,outlet,date,title,story,articles,outlets,similarity,copy_of,containment\r\n";
}

void StoryRows::AppendCsv(std::size_t article, std::string& out) const {
  const StoryHeading& heading = headings_[article];
  const StoryOfArticle& found = stories_.articles[article];
  CsvLine line(out);
  for (const std::string* text :
       {&heading.article, &heading.outlet, &heading.date, &heading.title, &found.story}) {
    line.Text(*text);
  }
  line.Integer(found.articles).Integer(outlets_[found.first]).Number(found.similarity);
  line.Text(found.copy_of ? std::string_view(headings_[*found.copy_of].article) : "");
  line.Number(found.copy_of ? std::optional<double>(found.containment) : std::nullopt);
}

void StoryRows::AppendPairJson(const StoryPair& pair, std::string& out) const {
  Json json;
  json.BeginObject();
  json.Key("schema").String("slant.story_pair/1");
  json.Key("a").String(headings_[pair.earlier].article);
  json.Key("b").String(headings_[pair.later].article);
  json.Key("words").Number(double{pair.parts.words});
  json.Key("names").Number(double{pair.parts.names});
  json.Key("title").Number(double{pair.parts.title});
  json.Key("embedding").Number(double{pair.parts.embedding});
  json.Key("log_odds").Number(double{pair.score});
  json.EndRow(out);
}

void StoryRows::AppendText(std::size_t most, bool color, std::string& out) const {
  std::map<std::uint32_t, std::vector<std::uint32_t>> members;  // by the story's first article
  std::size_t alone = 0;
  std::size_t copies = 0;
  for (std::uint32_t i = 0; i < headings_.size(); ++i) {
    alone += stories_.articles[i].articles == 1;
    copies += stories_.articles[i].copy_of.has_value();
    if (stories_.articles[i].articles > 1) {
      members[stories_.articles[i].first].push_back(i);
    }
  }
  out += Count(headings_.size(), "article", "articles") + ": " +
         Count(members.size(), "story", "stories") + " told more than once, " +
         Count(alone, "article", "articles") + " alone, " + Count(copies, "copy", "copies") + "\n";
  std::vector<std::uint32_t> order;
  for (const auto& [first, articles] : members) {
    order.push_back(first);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::pair(outlets_[a], members[a].size()) > std::pair(outlets_[b], members[b].size());
  });
  for (std::size_t s = 0; s < std::min(most, order.size()); ++s) {
    const std::uint32_t first = order[s];
    const auto& articles = members[first];
    const StoryHeading& heading = headings_[first];
    const std::string counts = Count(articles.size(), "article", "articles") + ", " +
                               Count(outlets_[first], "outlet", "outlets");
    const std::string title =
        Fit(heading.title.empty() ? heading.article : heading.title, kLineWidth - 38);
    out += "\n" + Fit(heading.date.substr(0, 10), 10) + "  " + Paint(title, Ink::kBold, color) +
           "  " + counts + "\n";
    // How many articles each outlet has, and how many of them are copies.
    std::map<std::string_view, std::pair<std::size_t, std::size_t>> by_outlet;
    for (const std::uint32_t i : articles) {
      auto& [all, copied] = by_outlet[headings_[i].outlet];
      ++all;
      copied += stories_.articles[i].copy_of.has_value();
    }
    std::string line(12, ' ');
    std::size_t width = 12;
    bool begun = false;
    for (const auto& [outlet, count] : by_outlet) {
      std::string text = outlet.empty() ? "(no outlet)" : Printable(outlet);
      if (count.first > 1) {
        text += " (" + std::to_string(count.first) + ")";
      }
      std::string shown = text;
      if (count.second > 0) {
        const std::string copy =
            count.second == 1 ? "copy" : std::to_string(count.second) + " copies";
        text += " [" + copy + "]";
        shown += " " + Paint("[" + copy + "]", Ink::kYellow, color);
      }
      if (begun) {
        line += ",";
        ++width;
      }
      if (begun && width + 1 + Width(text) > kLineWidth) {
        out += line + "\n";
        line.assign(12, ' ');
        width = 12;
      } else if (begun) {
        line += " ";
        ++width;
      }
      line += shown;
      width += Width(text);
      begun = true;
    }
    out += line + "\n";
  }
  if (order.size() > most) {
    out += "\n" + std::to_string(order.size() - most) +
           " more stories (--most lists more, --format jsonl or csv all)\n";
  }
}

void StoryRows::AppendCopiesText(bool color, std::string& out) const {
  std::size_t copies = 0;
  for (std::size_t i = 0; i < headings_.size(); ++i) {
    const StoryOfArticle& found = stories_.articles[i];
    if (!found.copy_of) {
      continue;
    }
    ++copies;
    const auto line = [&](const StoryHeading& heading) {
      return Fit(heading.date.substr(0, 10), 10) + "  " + Fit(heading.outlet, 24) + "  " +
             Fit(heading.title.empty() ? heading.article : heading.title, 62) + "\n";
    };
    out += Paint("copy     ", Ink::kYellow, color) + line(headings_[i]) + "  of     " +
           line(headings_[*found.copy_of]) + "         " +
           Format("%.2f", 100 * double{found.containment}) + " % of the shorter text in common\n\n";
  }
  out += Count(copies, "copy", "copies") + " among " +
         Count(headings_.size(), "article", "articles") + "\n";
}

void FillRecord(const std::string& story, const std::optional<std::string>& copy_of,
                std::string& row) {
  const auto member = [](std::string_view key, const std::optional<std::string>& value) {
    Json json;
    json.BeginObject();
    value ? json.Key(key).String(*value) : json.Key(key).Null();
    std::string line;
    json.EndRow(line);
    return line.substr(1, line.find_last_of('}') - 1);  // "key":value
  };
  // No string holds this: its quotation marks would be escaped.
  constexpr std::string_view kStory = "\"story\":null";
  if (const auto at = row.find(kStory); at != std::string::npos) {
    row.replace(at, kStory.size(), member("story", story));
  }
  row.insert(row.find_last_of('}'), "," + member("copy_of", copy_of));
}

}  // namespace slant
