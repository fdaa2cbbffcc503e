#include "slant/words/term_table.h"

#include <algorithm>

#include "slant/base/hash.h"

namespace slant {

std::uint32_t TermTable::IdOf(std::string_view name, std::vector<std::string>& names,
                              std::map<std::string, std::uint32_t, std::less<>>& ids) {
  const auto found = ids.find(name);
  if (found != ids.end()) {
    return found->second;
  }
  const auto id = static_cast<std::uint32_t>(names.size());
  names.emplace_back(name);
  ids.emplace(name, id);
  return id;
}

std::uint32_t TermTable::CellOf(std::string_view group, std::string_view stratum,
                                std::uint32_t cluster) {
  const std::uint32_t g = IdOf(group, groups_, group_ids_);
  const std::uint32_t s = IdOf(stratum, strata_, stratum_ids_);
  const auto [place, fresh] =
      cell_ids_.try_emplace({static_cast<std::uint64_t>(g) << 32 | s, cluster},
                            static_cast<std::uint32_t>(cells_.size()));
  if (fresh) {
    cells_.push_back({g, s, cluster, 0, 0});
  }
  return place->second;
}

void TermTable::Compact(std::vector<Posting>& postings) {
  std::sort(postings.begin(), postings.end(),
            [](const Posting& a, const Posting& b) { return a.cell < b.cell; });
  std::size_t kept = 0;
  for (const Posting& posting : postings) {
    if (kept > 0 && postings[kept - 1].cell == posting.cell) {
      postings[kept - 1].count += posting.count;
      postings[kept - 1].articles += posting.articles;
      postings[kept - 1].value_milli += posting.value_milli;
    } else {
      postings[kept++] = posting;
    }
  }
  postings.resize(kept);
}

// Articles of one cell need not come one after the other, so a list is put in order whenever it is
// full, and grows only if that did not make much room.
void TermTable::Append(const Posting& posting, std::vector<Posting>& postings) {
  if (!postings.empty() && postings.back().cell == posting.cell) {
    postings.back().count += posting.count;
    postings.back().articles += posting.articles;
    postings.back().value_milli += posting.value_milli;
    return;
  }
  if (postings.size() == postings.capacity() && postings.size() >= 64) {
    Compact(postings);
    if (postings.size() > postings.capacity() / 4 * 3) {
      postings.reserve(postings.capacity() / 2 * 3);
    }
  }
  postings.push_back(posting);
}

void TermTable::Add(std::string_view group, std::string_view stratum, std::uint64_t cluster_key,
                    const ArticleTerms& article, const std::vector<ArticleTerm>& terms,
                    std::string_view text, std::string_view id) {
  const auto cluster = static_cast<std::uint32_t>(Mix64(cluster_key) % kClusters);
  const std::uint32_t cell = CellOf(group, stratum, cluster);
  cells_[cell].words += article.words;
  ++cells_[cell].articles;
  const std::uint32_t group_id = cells_[cell].group;
  for (const ArticleTerm& found : terms) {
    const auto [place, fresh] =
        term_ids_.try_emplace(found.hash, static_cast<std::uint32_t>(terms_.size()));
    if (fresh) {
      terms_.emplace_back();
      terms_.back().text = article.Text(found);
      terms_.back().head = found.head;
      terms_.back().last = found.last;
      terms_.back().words = found.words;
    }
    Term& term = terms_[place->second];
    const bool wanted = options_.example_of_hapaxes || term.count > 0 || found.count > 1;
    if (wanted && std::none_of(term.examples.begin(), term.examples.end(),
                               [&](const Example& e) { return e.group == group_id; })) {
      term.examples.push_back(
          {group_id, ShortExample(text, found.sentence, found.place), std::string(id)});
    }
    term.count += found.count;
    Append({cell, found.count, 1, found.value_milli}, term.postings);
  }
  if (terms_.size() > options_.most_terms) {
    Forget();
  }
}

void TermTable::Forget() {
  std::vector<std::int64_t> counts;
  counts.reserve(terms_.size());
  for (const Term& term : terms_) {
    counts.push_back(term.count);
  }
  const auto middle = counts.begin() + static_cast<std::ptrdiff_t>(counts.size() / 2);
  std::nth_element(counts.begin(), middle, counts.end());
  // A term that was forgotten and comes again has lost at most what it had each time.
  forgotten_ += *middle;
  std::erase_if(terms_, [&](const Term& term) { return term.count <= *middle; });
  term_ids_.clear();
  for (std::size_t i = 0; i < terms_.size(); ++i) {
    term_ids_.emplace(Hash64(terms_[i].text), static_cast<std::uint32_t>(i));
  }
}

void TermTable::Merge(const TermTable& other) {
  std::vector<std::uint32_t> cells, groups;
  for (const Cell& cell : other.cells_) {
    const std::uint32_t mine =
        CellOf(other.groups_[cell.group], other.strata_[cell.stratum], cell.cluster);
    cells_[mine].words += cell.words;
    cells_[mine].articles += cell.articles;
    cells.push_back(mine);
  }
  for (const std::string& group : other.groups_) {
    groups.push_back(IdOf(group, groups_, group_ids_));
  }
  for (const Term& term : other.terms_) {
    const auto [place, fresh] =
        term_ids_.try_emplace(Hash64(term.text), static_cast<std::uint32_t>(terms_.size()));
    if (fresh) {
      terms_.emplace_back();
      terms_.back().text = term.text;
      terms_.back().head = term.head;
      terms_.back().last = term.last;
      terms_.back().words = term.words;
    }
    Term& mine = terms_[place->second];
    mine.count += term.count;
    for (Posting posting : term.postings) {
      posting.cell = cells[posting.cell];
      Append(posting, mine.postings);
    }
    for (const Example& example : term.examples) {
      const std::uint32_t group = groups[example.group];
      if (std::none_of(mine.examples.begin(), mine.examples.end(),
                       [&](const Example& e) { return e.group == group; })) {
        mine.examples.push_back({group, example.text, example.article});
      }
    }
  }
  forgotten_ += other.forgotten_;
  if (terms_.size() > options_.most_terms) {
    Forget();
  }
}

// The numbers of cells and terms depend on the order of the articles, so that sums of weighted
// counts would in their last bits: names decide instead.
void TermTable::Finish() {
  std::vector<std::uint32_t> order(cells_.size()), place(cells_.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    order[i] = i;
  }
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const Cell& x = cells_[a];
    const Cell& y = cells_[b];
    return std::tie(groups_[x.group], strata_[x.stratum], x.cluster) <
           std::tie(groups_[y.group], strata_[y.stratum], y.cluster);
  });
  std::vector<Cell> sorted;
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    place[order[i]] = i;
    sorted.push_back(cells_[order[i]]);
  }
  cells_ = std::move(sorted);
  for (auto& [key, id] : cell_ids_) {
    id = place[id];
  }
  for (Term& term : terms_) {
    for (Posting& posting : term.postings) {
      posting.cell = place[posting.cell];
    }
    Compact(term.postings);
  }
  std::sort(terms_.begin(), terms_.end(),
            [](const Term& a, const Term& b) { return a.text < b.text; });
  for (std::size_t i = 0; i < terms_.size(); ++i) {
    term_ids_[Hash64(terms_[i].text)] = static_cast<std::uint32_t>(i);
  }
}

const TermTable::Term* TermTable::Find(std::uint64_t hash) const {
  const auto found = term_ids_.find(hash);
  return found == term_ids_.end() ? nullptr : &terms_[found->second];
}

}  // namespace slant
