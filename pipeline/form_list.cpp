#include "pipeline/form_list.h"

#include <algorithm>
#include <cmath>
#include <list>
#include <set>

#include "pipeline/form_wanted.h"
#include "pipeline/row_assignment.h"
#include "schemas/text.h"

namespace hefu {
namespace {

// Found on the tuning layouts of tests/support/papers. Rows that are less alike are no row that was changed,
// but another one.
constexpr double same_row = 0.55;
// A column holds what its head names unless that fits worse than this and something else so much better.
constexpr double sound_column = 0.75, clearly_better = 0.2, a_part_more = 0.01;
// Characters of the record that a column without a known head must show before it is known by them.
constexpr double telling_characters = 5, exact_characters = 3;
// Sentences say more than the values: so well a column of them fits.
constexpr double sound_sentence = 0.6;
// Of a row without known columns: the share of its characters that a row of the record explains, and how
// well a text and how long a one must stand there.
constexpr double explained_row = 0.6, whole_row = 0.95;
// Of the rows from the first of the record's on.
constexpr double least_paired = 1 / 3.0;
constexpr std::size_t telling_text = 4;

/// Weighs a cell: long texts tell more, but not in proportion.
double weight_of(const FormText& cell) { return std::sqrt(static_cast<double>(cell.text.size()) + 1); }

/// The elements of the record that any column of the list names, each once.
std::vector<FormPart> elements_of(const FormList& list) {
  std::vector<FormPart> all;
  std::set<std::string> seen;
  for (const FormLabel& column : list.columns)
    for (const FormPart& part : column.parts)
      if (seen.insert(part.path).second) all.push_back({part.path, false});
  return all;
}

/// What a column may hold by itself: what the data knows, each element alone, and two that stand in one cell.
std::vector<FormLabel> contents_of(const FormList& list) {
  std::vector<FormLabel> all = list.columns;
  const std::vector<FormPart> elements = elements_of(list);
  for (const FormPart& one : elements) all.push_back({{one}, false, true, {}, list.name});
  for (const FormPart& one : elements)
    for (const FormPart& other : elements)
      if (one.path != other.path) all.push_back({{one, other}, false, true, {}, list.name});
  return all;
}

class ListFitter {
 public:
  ListFitter(const FormTable& table, const FormList& list, const Element& record)
      : table_(table), list_(list), elements_(elements_of(list)) {
    fit_.list = &list;
    fit_.rows = rows_at(list.path, record);
    fit_.columns.resize(table.columns.size());
  }

  ListFit fit() {
    name_columns();
    assign();
    if (pairs() == 0) assign_by_content();
    improve_columns();
    assign();
    return std::move(fit_);
  }

  /// Rows by what they say alone; none, where that is too little.
  ListFit recognise() {
    assign_by_content();
    if (!is_told()) return {};
    name_columns();
    improve_columns();
    std::size_t known = 0;
    for (const FormLabel& column : fit_.columns) known += column.parts.size();
    assign();
    return known > 1 && pairs() > 0 ? std::move(fit_) : ListFit();
  }

 private:
  std::size_t pairs() const {
    return static_cast<std::size_t>(
        std::count_if(fit_.assigned.begin(), fit_.assigned.end(), [](int row) { return row >= 0; }));
  }

  /// The record's row that one of the table's is paired with.
  const Element& paired(std::size_t row) const {
    return *fit_.rows[static_cast<std::size_t>(fit_.assigned[row])];
  }

  void name_columns() {
    for (std::size_t i = 0; i < table_.columns.size(); ++i)
      if (const FormLabel* named = named_column(i)) fit_.columns[i] = *named;
  }

  const FormLabel* named_column(std::size_t column) const {
    for (const std::string& head : table_.columns[column])
      if (const FormLabel* named = column_of(list_, head)) return named;
    for (const std::string& head : table_.columns[column])
      if (const FormLabel* named = column_of_any(list_, head)) return named;
    return nullptr;
  }

  void assign() {
    fit_.likeness.clear();
    for (const FormTableRow& row : table_.rows) {
      fit_.likeness.emplace_back();
      for (const Element* element : fit_.rows) fit_.likeness.back().push_back(row_likeness(row, *element));
    }
    pair_rows(same_row);
  }

  void pair_rows(double least) {
    fit_.assigned = assign_rows(fit_.likeness, least);
    fit_.sum = 0;
    for (std::size_t i = 0; i < fit_.assigned.size(); ++i)
      if (fit_.assigned[i] >= 0) fit_.sum += fit_.likeness[i][static_cast<std::size_t>(fit_.assigned[i])];
  }

  /// Of all known columns together.
  double row_likeness(const FormTableRow& row, const Element& element) const {
    double sum = 0, weight = 0;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (fit_.columns[i].parts.empty() || row.cells[i].box.width <= 0) continue;
      const Wanted wanted = wanted_in_row(fit_.columns[i], element, "");
      if (wanted.parts.empty()) continue;
      // A year says which row it is, and any other has three of its figures.
      const double own = weight_of(row.cells[i]) * (fit_.columns[i].parts.front().path == "year" ? 2 : 1);
      sum += own * fit_parts(row.cells[i].text, wanted.parts).likeness;
      weight += own;
    }
    return weight > 0 ? sum / weight : 0;
  }

  void assign_by_content() {
    fit_.likeness.clear();
    for (const FormTableRow& row : table_.rows) {
      fit_.likeness.emplace_back();
      const bool labels = is_of_labels(row);
      for (const Element* element : fit_.rows)
        fit_.likeness.back().push_back(labels ? 0 : explained(row, *element));
    }
    pair_rows(explained_row);
  }

  /// Labels beside their values are no row of a list: 工作单位 | 样本矿业 | 从事专业 | 采矿.
  static bool is_of_labels(const FormTableRow& row) {
    const auto labels = std::ranges::count_if(
        row.cells, [](const FormText& cell) { return !cell.text.empty() && begins_with_label(cell.text); });
    return 3 * static_cast<std::size_t>(labels) >= row.cells.size();
  }

  /// The share of a row's characters that the record's row says.
  double explained(const FormTableRow& row, const Element& element) const {
    std::vector<double> said(row.cells.size(), 0);
    double all = 0, sum = 0;
    for (const FormPart& part : elements_) {
      std::size_t where = 0;
      const double most = best_cell(row, element, part, where);
      if (most > 0) said[where] += most;
    }
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const auto size = static_cast<double>(row.cells[i].text.size());
      all += size;
      sum += std::min(size, said[i]);
    }
    return all > 0 ? sum / all : 0;
  }

  /// How many characters of an element the cell says that says most of it.
  double best_cell(const FormTableRow& row, const Element& element, const FormPart& part,
                   std::size_t& where) const {
    const Element* const leaf = element.at(part.path);
    if (leaf == nullptr || leaf->text.empty()) return 0;
    const WantedPart wanted = wanted_part(leaf->text, form_words().writing_of(part.path), false);
    double best = 0;
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      if (const double said = characters_said(row.cells[i].text, wanted); said > best) best = said, where = i;
    return best;
  }

  /// Whether what the rows say can be nothing else than this list: a text that is long enough to tell stands
  /// in one of them, or several rows say all of theirs.
  bool is_told() {
    std::size_t whole = 0, known = 0, after = 0;
    bool any_told = false;
    for (std::size_t r = 0; r < table_.rows.size(); ++r) {
      // Labels each over its value, of which some are a row's: the unit of a job.
      if (known > 0 && !table_.sentences && is_of_labels(table_.rows[r])) return false;
      after += known > 0 || fit_.assigned[r] >= 0;
      if (fit_.assigned[r] < 0) continue;
      ++known;
      const auto element = static_cast<std::size_t>(fit_.assigned[r]);
      std::size_t elements = 0;
      bool text = false;
      for (const FormPart& part : elements_) {
        std::size_t where = 0;
        const double said = best_cell(table_.rows[r], paired(r), part, where);
        if (said <= 0) continue;
        ++elements;
        text = text || (form_words().writing_of(part.path) == Writing::text && said >= telling_text);
      }
      const bool told = text && elements > 1;
      if (table_.sentences && !told) fit_.assigned[r] = -1;
      any_told = any_told || told;
      whole += elements > 1 && fit_.likeness[r][element] > whole_row;
    }
    if (table_.sentences) return any_told;
    return (any_told || whole > 1) && static_cast<double>(known) >= least_paired * static_cast<double>(after);
  }

  /// A column's parts that any row has: 起 over 起止时间 is a start alone.
  FormLabel present(std::size_t column) const {
    FormLabel content = fit_.columns[column];
    std::vector<FormPart> kept;
    for (const FormPart& part : content.parts) {
      bool found = !part.optional;
      for (std::size_t r = 0; r < table_.rows.size() && !found; ++r) {
        if (fit_.assigned[r] < 0) continue;
        const Wanted wanted = wanted_in_row(content, paired(r), "");
        const PartsFit laid = fit_parts(table_.rows[r].cells[column].text, wanted.parts);
        for (std::size_t i = 0; i < wanted.parts.size(); ++i)
          found = found || (laid.parts[i].form >= 0 && wanted.names[i] == part.path);
      }
      if (found) kept.push_back(part);
    }
    content.parts = std::move(kept);
    return content;
  }

  /// How well a column holds something over all the rows that are paired; `characters`: gets how many of the
  /// record's it shows.
  double column_likeness(std::size_t column, const FormLabel& content, double* characters) const {
    double sum = 0, weight = 0, shown = 0;
    for (std::size_t r = 0; r < table_.rows.size(); ++r) {
      if (fit_.assigned[r] < 0 || table_.rows[r].cells[column].text.empty()) continue;
      const FormText& cell = table_.rows[r].cells[column];
      const Wanted wanted = wanted_in_row(content, paired(r), "");
      const double own = weight_of(cell);
      weight += own;
      if (wanted.parts.empty()) continue;
      const PartsFit laid = fit_parts(cell.text, wanted.parts);
      sum += own * laid.likeness;
      for (const PlacedPart& place : laid.parts)
        if (place.form >= 0) shown += static_cast<double>(place.to - place.from) - 2.0 * place.edits;
    }
    if (characters) *characters = shown;
    return weight > 0 ? sum / weight : 0;
  }

  /// An end without its start, which was misread, would be found where the start stands when they are alike.
  void lead_ends(std::vector<FormPart>& parts) const {
    const auto at = [](auto& all, const char* path) {
      return std::find_if(all.begin(), all.end(), [&](const FormPart& part) { return part.path == path; });
    };
    const auto start = at(elements_, "start");
    if (const auto end = at(parts, "end");
        end != parts.end() && start != elements_.end() && at(parts, "start") == parts.end())
      parts.insert(end, *start);
  }

  /// Several elements in one cell, in the order of a row that is paired: 2020.12，样本奖一等奖，样本局. Of
  /// two that would share characters, the one that more of them say.
  FormLabel in_order(std::size_t column) const {
    using Found = std::pair<PlacedPart, FormPart>;
    const auto length = [](const Found& one) { return one.first.to - one.first.from; };
    FormLabel content{{}, true, true, {}, list_.name};
    for (std::size_t r = 0; r < table_.rows.size(); ++r) {
      if (fit_.assigned[r] < 0) continue;
      const std::u32string& text = table_.rows[r].cells[column].text;
      std::vector<Found> found, kept;
      for (const FormPart& part : elements_) {
        const Wanted wanted = wanted_in_row({{part}, true, true, {}, {}}, paired(r), "");
        if (wanted.parts.empty() || wanted.paths.front().empty()) continue;
        const PlacedPart place = find_in_sentence(text, wanted.parts.front());
        if (place.form >= 0) found.emplace_back(place, part);
      }
      std::stable_sort(found.begin(), found.end(), [&](const Found& a, const Found& b) {
        return length(a) - a.first.edits > length(b) - b.first.edits;
      });
      for (const Found& one : found)
        if (std::none_of(kept.begin(), kept.end(), [&](const Found& other) {
              return one.first.from < other.first.to && other.first.from < one.first.to;
            }))
          kept.push_back(one);
      if (kept.size() <= content.parts.size()) continue;
      std::stable_sort(kept.begin(), kept.end(),
                       [](const Found& a, const Found& b) { return a.first.from < b.first.from; });
      content.parts.clear();
      for (const Found& one : kept) content.parts.push_back(one.second);
    }
    lead_ends(content.parts);
    return content;
  }

  /// What is exactly the record's need not be long.
  static double telling(double likeness) {
    return likeness > whole_row ? exact_characters : telling_characters;
  }

  struct Candidate {
    double likeness = 0;
    std::size_t column = 0;
    const FormLabel* content = nullptr;
  };

  /// Columns whose head is not known, or whose cells say something else, by what they say.
  void improve_columns() {
    if (pairs() == 0) return;
    const std::vector<FormLabel> contents = contents_of(list_);
    std::set<std::string> taken;
    std::vector<Candidate> candidates;
    std::list<FormLabel> ordered;
    std::vector<double> known(table_.columns.size(), 0);
    for (std::size_t i = 0; i < table_.columns.size(); ++i)
      if (!fit_.columns[i].parts.empty()) known[i] = column_likeness(i, fit_.columns[i], nullptr);
    // Of two columns that are named alike the one that fits holds it.
    for (std::size_t i = 0; i < table_.columns.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (!fit_.columns[i].parts.empty() && !fit_.columns[j].parts.empty() &&
            fit_.columns[i].parts.front().path == fit_.columns[j].parts.front().path) {
          const std::size_t worse = known[i] > known[j] ? j : i;
          fit_.columns[worse] = {}, known[worse] = 0;
        }
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      if (!fit_.columns[i].parts.empty() && known[i] >= sound_column) {
        for (const FormPart& part : present(i).parts) taken.insert(part.path);
        continue;
      }
      ordered.push_back(in_order(i));
      std::vector<const FormLabel*> tried;
      for (const FormLabel& content : contents) tried.push_back(&content);
      if (ordered.back().parts.size() > 2) tried.push_back(&ordered.back());
      for (const FormLabel* content : tried) {
        double shown = 0;
        const double likeness =
            column_likeness(i, *content, &shown) - a_part_more * static_cast<double>(content->parts.size());
        const double sound = content->open ? sound_sentence : sound_column;
        if (likeness > sound && likeness > known[i] + clearly_better && shown >= telling(likeness))
          candidates.push_back({likeness, i, content});
      }
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return a.likeness > b.likeness; });
    std::set<std::size_t> settled;
    for (const Candidate& candidate : candidates) {
      const std::vector<FormPart>& parts = candidate.content->parts;
      if (settled.count(candidate.column) ||
          std::any_of(parts.begin(), parts.end(),
                      [&](const FormPart& part) { return taken.count(part.path) != 0; }))
        continue;
      fit_.columns[candidate.column] = *candidate.content;
      fit_.columns[candidate.column].by_content = true;
      settled.insert(candidate.column);
      for (const FormPart& part : parts) taken.insert(part.path);
    }
  }

  const FormTable& table_;
  const FormList& list_;
  const std::vector<FormPart> elements_;
  ListFit fit_;
};

}  // namespace

ListFit fit_list(const FormTable& table, const FormList& list, const Element& record) {
  return ListFitter(table, list, record).fit();
}

ListFit recognise_list(FormTable& table, const Element& record, const std::set<const FormList*>& but) {
  ListFit best;
  for (const FormList& list : form_words().lists) {
    if (but.count(&list)) continue;
    ListFit fit = ListFitter(table, list, record).recognise();
    if (fit.list && fit.sum > best.sum) best = std::move(fit);
  }
  if (!best.list) return best;
  const auto first = static_cast<std::size_t>(
      std::find_if(best.assigned.begin(), best.assigned.end(), [](int row) { return row >= 0; }) -
      best.assigned.begin());
  if (first == 0 || table.sentences) return best;
  // What stands over the first row is the head; with it known more columns may be.
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    table.columns[i].insert(table.columns[i].begin(), to_utf8(table.rows[first - 1].cells[i].text));
  table.rows.erase(table.rows.begin(), table.rows.begin() + static_cast<std::ptrdiff_t>(first));
  return fit_list(table, *best.list, record);
}

}  // namespace hefu
