#include "pipeline/foreign_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <list>
#include <set>

#include "pipeline/cell_judge.h"
#include "pipeline/form_content.h"
#include "pipeline/form_list.h"
#include "pipeline/form_wanted.h"
#include "schemas/text.h"

namespace hefu {
namespace {

// Of two places or meanings the less likely one is taken when it fits by so much better: found on the tuning
// layouts.
constexpr double clearly_better = 0.3;
// One part more of a cell explains so much more of it.
constexpr double clearly_more = 0.1;
// What stands where a label leads to is that label's value, changed or not, from this likeness on.
constexpr double sound_place = 0.5;
// A row that was read worse than this may be any.
constexpr double legible_confidence = 85;
// A page without title and lists that has fewer labels is a certificate or a letter: it is not read further.
constexpr int least_labels = 6;
RectMm rect(const BoxPx& box) { return {box.x, box.y, box.width, box.height}; }

/// The place and meaning of a label that fit what is written there best.
struct Choice {
  const FormLabel* label = nullptr;
  const FormText* text = nullptr;
  Wanted wanted;
  PartsFit fit;
};

class FormReader {
 public:
  FormReader(const PaperReading& paper, const Element& record, ClaimJudge& judge, TextReader& reader)
      : paper_(paper), record_(record), places_(find_places(paper)), cells_(paper, judge, reader) {}

  FormPage read() {
    page_.title_kind = places_.title_kind;
    page_.labels = static_cast<int>(places_.places.size());
    page_.lists =
        static_cast<int>(std::count_if(places_.tables.begin(), places_.tables.end(),
                                       [](const FormTable& table) { return !table.lists.empty(); }));
    for (const FormTable& table : places_.tables)
      if (table.lists.empty()) read_unnamed_table(table);
    if (page_.title_kind.empty() && page_.lists == 0 && page_.labels < least_labels) return std::move(page_);
    const int education = best_education();
    std::vector<Choice> choices;
    for (const FormPlace& place : places_.places) {
      if (place.label_cell >= 0 && listed_.count(place.label_cell)) continue;
      Choice choice = choose(place, education);
      if (!choice.label || (!place.sure && choice.fit.likeness < sound_place)) continue;
      take_more(choice, education);
      choices.push_back(std::move(choice));
    }
    const std::vector<ContentPlace> more = find_unlabelled(choices, education);
    for (const ContentPlace& place : more) {
      const Wanted wanted = wanted_of(place.label, record_, education);
      choices.push_back({&place.label, &place.text, wanted, fit_parts(place.text.text, wanted.parts)});
    }
    // Long texts tell most about the page's type, which short ones are then judged in.
    const auto longer = [](const Choice& a, const Choice& b) {
      return a.text->text.size() > b.text->text.size();
    };
    std::stable_sort(choices.begin(), choices.end(), longer);
    for (const FormTable& table : places_.tables)
      if (!table.lists.empty()) read_table(table);
    read_years();
    for (const Choice& choice : choices) report(*choice.label, choice.wanted, choice.fit, *choice.text);
    drop_repeated();
    return std::move(page_);
  }

 private:
  /// A cell may be read as a table's and as a sentence, a text by its label and by what it says: what was
  /// told of the same ink twice is told once, and left to a person where it was not told alike.
  void drop_repeated() {
    const auto has_middle = [](const RectMm& a, const RectMm& b) {
      const double x = b.x + b.w / 2, y = b.y + b.h / 2;
      return x > a.x && x < a.x + a.w && y > a.y && y < a.y + a.h;
    };
    const auto drop = [&](auto& all, const auto& is_same) {
      for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t j = all.size(); --j > i;)
          if ((has_middle(all[i].box, all[j].box) || has_middle(all[j].box, all[i].box)) &&
              is_same(all[i], all[j]))
            all.erase(all.begin() + static_cast<std::ptrdiff_t>(j));
    };
    drop(page_.values, [](FormValue& a, const FormValue& b) {
      if (a.path != b.path) return false;
      if (a.verdict != b.verdict) a.verdict = Verdict::unreadable;
      return true;
    });
    // A row that the record has not may be one of another list.
    std::stable_sort(page_.rows.begin(), page_.rows.end(),
                     [](const FormRow& a, const FormRow& b) { return (a.row > 0) > (b.row > 0); });
    drop(page_.rows, [](const FormRow& a, const FormRow& b) {
      return b.row == 0 || (a.list == b.list && a.row == b.row);
    });
  }

  /// Values that stand where no known label leads to. What labels lead to is not looked for again, unless
  /// something else stands there.
  std::vector<ContentPlace> find_unlabelled(const std::vector<Choice>& choices, int education) const {
    std::set<std::string> placed;
    std::set<std::pair<std::size_t, std::size_t>> taken;
    for (const Choice& choice : choices) {
      if (choice.fit.likeness < sound_place) continue;
      placed.insert(choice.wanted.paths.begin(), choice.wanted.paths.end());
      for (const FormText::At& at : choice.text->at) taken.insert({at.line, at.character});
    }
    std::vector<LooseText> loose;
    for (const LooseText& text : places_.loose)
      if (text.text.cell < 0 || !listed_.count(text.text.cell)) loose.push_back(text);
    return find_by_content(paper_, loose, record_, education, placed, taken);
  }

  Choice choose(const FormPlace& place, int education) const {
    Choice best;
    for (const FormLabel* label : place.meanings) {
      const Wanted wanted = wanted_of(*label, record_, education);
      if (wanted.parts.empty()) continue;
      for (const FormText& text : place.values) {
        if (text.cell >= 0 && listed_.count(text.cell)) continue;
        PartsFit fit = fit_parts(text.text, wanted.parts);
        if (best.label && fit.likeness < best.fit.likeness + clearly_better) continue;
        best = {label, &text, wanted, std::move(fit)};
      }
    }
    return best;
  }

  /// A cell may say more of the same than its label: 主治医师（中级）, 2010.12批准 2011.01聘任.
  void take_more(Choice& choice, int education) {
    constexpr int most_parts = 4;
    const auto strays = [](const PartsFit& fit) {
      return std::count(fit.stray.begin(), fit.stray.end(), true);
    };
    while (static_cast<int>(choice.label->parts.size()) < most_parts && strays(choice.fit) > 0) {
      Choice best = choice;
      for (const FormLabel& other : form_words().labels) {
        if (other.parts.size() != 1 || group_of(other) != group_of(*choice.label)) continue;
        const FormPart& part = other.parts.front();
        const auto same = [&](const FormPart& own) { return own.path == part.path; };
        if (std::any_of(choice.label->parts.begin(), choice.label->parts.end(), same)) continue;
        for (const bool behind : {true, false}) {
          FormLabel more = *choice.label;
          more.parts.insert(behind ? more.parts.end() : more.parts.begin(), {part.path, false});
          Wanted wanted = wanted_of(more, record_, education);
          if (wanted.parts.size() != more.parts.size()) continue;
          PartsFit fit = fit_parts(choice.text->text, wanted.parts);
          if (fit.likeness < best.fit.likeness + clearly_more || strays(fit) >= strays(best.fit)) continue;
          labels_.push_back(std::move(more));
          best = {&labels_.back(), choice.text, std::move(wanted), std::move(fit)};
        }
      }
      if (best.label == choice.label) return;
      choice = std::move(best);
    }
  }

  /// The element of the record that a label is about, or its list's row.
  static std::string group_of(const FormLabel& label) {
    const std::string& path = label.parts.front().path;
    return path.substr(0, path.rfind('/') == path.npos ? 0 : path.rfind('/'));
  }

  /// Forms have room for one education outside of lists: whichever of the record it is.
  int best_education() const {
    int best = 1;
    double most = 0;
    for (int row = 1; row <= 9; ++row) {
      double sum = 0;
      for (const FormPlace& place : places_.places) {
        const bool of_row = std::any_of(
            place.meanings.begin(), place.meanings.end(),
            [](const FormLabel* label) { return label->parts.front().path.find("[]") != std::string::npos; });
        if (!of_row) continue;
        const Choice choice = choose(place, row);
        if (choice.label && choice.label->parts.front().path.find("[]") != std::string::npos)
          sum += choice.fit.likeness;
      }
      if (sum > most) most = sum, best = row;
    }
    return best;
  }

  /// What no word names must be nearly the record's before it is said to differ from it.
  static bool is_nearly(const PlacedPart& place) {
    constexpr std::size_t characters_an_error = 4;
    return place.form >= 0 &&
           place.edits <= std::max<std::size_t>(1, (place.to - place.from) / characters_an_error);
  }

  void report(const FormLabel& label, const Wanted& wanted, const PartsFit& fit, const FormText& text) {
    const auto readings = cells_.judge(text, wanted.parts, fit, label.open);
    for (std::size_t i = 0; i < readings.size(); ++i) {
      if (wanted.paths[i].empty()) continue;
      // What is often left out and is not there is not what this form asks, unless something else is there.
      const bool more = std::find(fit.stray.begin(), fit.stray.end(), true) != fit.stray.end();
      if (wanted.parts[i].optional && fit.parts[i].form < 0 && !more) continue;
      const bool doubtful =
          label.by_content && (label.open || more || !is_nearly(fit.parts[i])) &&
          (readings[i].verdict == Verdict::mismatch || readings[i].verdict == Verdict::missing);
      page_.values.push_back({wanted.paths[i], label.name, wanted.values[i],
                              doubtful ? Verdict::unreadable : readings[i].verdict, readings[i].paper,
                              readings[i].score, rect(readings[i].box)});
    }
  }

  void read_table(const FormTable& table) {
    ListFit best;
    for (const FormList* list : table.lists) {
      ListFit fit = fit_list(table, *list, record_);
      if (!best.list || fit.sum > best.sum) best = std::move(fit);
    }
    if (best.sum == 0 && !table.rows.empty() && read_unnamed_table(table)) return;
    if (!best.list->partial) page_.seen_lists.push_back("/application/" + best.list->path);
    report(table, best, *best.list);
  }

  /// A table without a known head is a list when its rows say so, and then no cell of it is anything else.
  /// How many rows it should have nobody knows.
  bool read_unnamed_table(FormTable table) {
    for (const FormTableRow& row : table.rows)
      for (const FormText& cell : row.cells)
        if (cell.cell >= 0 && listed_.count(cell.cell)) return false;
    std::vector<int> cells;
    for (const FormTableRow& row : table.rows)
      for (const FormText& cell : row.cells) cells.push_back(cell.cell);
    const bool unnamed = table.lists.empty();
    const ListFit fit = recognise_list(table, record_);
    if (fit.list == nullptr) return false;
    page_.lists += unnamed;
    if (!table.sentences) listed_.insert(cells.begin(), cells.end());
    report(table, fit, *fit.list);
    return true;
  }

  /// Rows that are none of the list may be another's: 论文, 课题 and 获奖 in one table. What is left is told
  /// as the named list's. `told`: lists that the table has been before.
  void report(const FormTable& table, const ListFit& fit, const FormList& named,
              std::set<const FormList*> told = {}) {
    FormTable rest{{}, table.columns, {}, false, table.sentences};
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      if (fit.assigned[i] < 0) {
        rest.rows.push_back(table.rows[i]);
        continue;
      }
      const auto row = static_cast<std::size_t>(fit.assigned[i]);
      tell_row(table.rows[i], *fit.list, fit.assigned[i] + 1, fit.likeness[i][row]);
      judge_row(table.rows[i], fit, *fit.rows[row],
                fmt::format("/application/{}[{}]", fit.list->path, row + 1));
    }
    if (rest.rows.empty()) return;
    told.insert(fit.list);  // each of its rows stands once
    FormTable above = rest;
    if (const ListFit other = recognise_list(rest, record_, told); other.list) {
      // What it takes for a head may be rows of yet another list.
      above.rows.resize(above.rows.size() - rest.rows.size());
      std::set<const FormList*> more_told = told;
      more_told.insert(other.list);
      if (const ListFit more = recognise_list(above, record_, more_told); more.list)
        report(above, more, named, std::move(more_told));
      return report(rest, other, named, std::move(told));
    }
    if (rest.sentences) return;
    for (const FormTableRow& row : rest.rows)
      if (is_filled(row)) tell_row(row, named, 0, 0);
  }

  /// A heading or a remark between rows fills few of their cells.
  static bool is_filled(const FormTableRow& row) {
    const auto filled = std::count_if(row.cells.begin(), row.cells.end(),
                                      [](const FormText& cell) { return !cell.text.empty(); });
    return 2 * static_cast<std::size_t>(filled) >= row.cells.size();
  }

  void tell_row(const FormTableRow& row, const FormList& list, int number, double likeness) {
    FormRow told{"/application/" + list.path, list.name, number, likeness, true, {}, rect(row.box)};
    double confidence = 100;
    for (const FormText& cell : row.cells) {
      if (!cell.text.empty()) told.paper += (told.paper.empty() ? "" : " ") + to_utf8(cell.text);
      confidence = std::min(confidence, cell.confidence);
    }
    told.legible = confidence >= legible_confidence;
    page_.rows.push_back(std::move(told));
  }

  /// Years over or before what is said of them, where no list was found that has them.
  void read_years() {
    const FormList* list = nullptr;
    for (const FormList& known : form_words().lists)
      for (const FormLabel& column : known.columns)
        if (column.parts.size() == 1 && column.parts.front().path == "year") list = &known;
    if (list == nullptr || places_.years.empty()) return;
    const std::string path = "/application/" + list->path;
    if (std::any_of(page_.rows.begin(), page_.rows.end(),
                    [&](const FormRow& row) { return row.list == path; }))
      return;
    const std::vector<const Element*> rows = rows_at(list->path, record_);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::string own = fmt::format("{}[{}]", path, i + 1);
      const FormLabel label{{{"year", false}}, false, false, {}, list->name};
      const Wanted year = wanted_in_row(label, *rows[i], own);
      if (year.parts.empty()) continue;
      // 2024年度 heads a year's hours of training, too: of its places the one that says most of the row.
      const YearPlace* best = nullptr;
      double most = -1;
      for (const YearPlace& place : places_.years) {
        const PartsFit fit = fit_parts(place.year.text, year.parts);
        if (listed_.count(place.year.cell) || fit.parts.front().form < 0 || fit.parts.front().edits > 0)
          continue;
        double sum = 0;
        for (const FormLabel& column : list->columns)
          if (const Wanted wanted = wanted_in_row(column, *rows[i], own); !wanted.parts.empty())
            sum += fit_parts(place.values.front().text, wanted.parts).likeness;
        if (sum > most) most = sum, best = &place;
      }
      if (best == nullptr) continue;
      report(label, year, fit_parts(best->year.text, year.parts), best->year);
      for (const FormLabel& column : list->columns) {
        if (column.parts.front().path == "year") continue;
        const Wanted wanted = wanted_in_row(column, *rows[i], own);
        const FormText& value = best->values.front();
        if (!wanted.parts.empty()) report(column, wanted, fit_parts(value.text, wanted.parts), value);
      }
    }
  }

  void judge_row(const FormTableRow& row, const ListFit& fit, const Element& element,
                 const std::string& path) {
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (fit.columns[i].parts.empty() || row.cells[i].box.width <= 0) continue;
      const Wanted wanted = wanted_in_row(fit.columns[i], element, path);
      if (wanted.parts.empty()) continue;
      PartsFit laid = fit_parts(row.cells[i].text, wanted.parts);
      if (fit.columns[i].open) allow_words_between(row.cells[i].text, laid);
      report(fit.columns[i], wanted, laid, row.cells[i]);
    }
  }

  const PaperReading& paper_;
  const Element& record_;
  const FormPlaces places_;
  CellJudge cells_;
  std::list<FormLabel> labels_;  // with more parts than the data's
  std::set<int> listed_;         // cells of lists that are known by what they say
  FormPage page_;
};

}  // namespace

FormPage read_form_page(const PaperReading& paper, const Element& record, ClaimJudge& judge,
                        TextReader& reader) {
  judge.begin_page();
  return FormReader(paper, record, judge, reader).read();
}

}  // namespace hefu
