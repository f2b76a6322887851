#include "pipeline/foreign_form.h"

#include <algorithm>
#include <cmath>

#include "pipeline/cell_judge.h"
#include "pipeline/form_places.h"
#include "pipeline/row_assignment.h"
#include "schemas/text.h"

namespace hefu {
namespace {

// Of two places or meanings the less likely one is taken when it fits by so much better: found on the tuning
// layouts.
constexpr double clearly_better = 0.3;
// Rows that are less alike are no row that was changed, but another one; a row that was read worse than this
// may be any.
constexpr double same_row = 0.55, legible_confidence = 85;
// A page without title and lists that has fewer labels is a certificate or a letter: it is not read further.
constexpr int least_labels = 6;
const std::vector<std::string> until_now = {"至今", "今", "现在"};

/// "educations/education[]/school" of the record's row.
std::string path_of_row(std::string path, int row) {
  if (const auto bracket = path.find("[]"); bracket != path.npos)
    path.replace(bracket, 2, "[" + std::to_string(row) + "]");
  return path;
}

const Element* element_at(const Element& record, const std::string& path, int row) {
  const auto bracket = path.find("[]");
  if (bracket == path.npos) return record.at(path);
  const auto slash = path.rfind('/', bracket);
  const Element* const list = record.at(path.substr(0, slash));
  if (list == nullptr) return nullptr;
  const std::vector<const Element*> rows = list->all(path.substr(slash + 1, bracket - slash - 1));
  if (row < 1 || static_cast<std::size_t>(row) > rows.size()) return nullptr;
  return rows[static_cast<std::size_t>(row) - 1]->at(path.substr(bracket + 3));
}

RectMm rect(const BoxPx& box) { return {box.x, box.y, box.width, box.height}; }

/// A label's parts as the record has them.
struct Wanted {
  std::vector<WantedPart> parts;
  std::vector<std::string> paths, values;
};

void add_part(const FormPart& part, const Element* element, const std::string& path, Wanted& wanted) {
  if (element == nullptr) return;
  if (!element->text.empty()) {
    wanted.parts.push_back(wanted_part(element->text, form_words().writing_of(part.path), part.optional));
    wanted.paths.push_back(path);
  } else if (part.path == "end") {
    WantedPart open{{}, true, Writing::text};
    for (const std::string& word : until_now) open.forms.push_back(to_utf32(word));
    wanted.parts.push_back(open);
    wanted.paths.emplace_back();  // nothing is online that could be compared
  } else {
    return;
  }
  wanted.values.push_back(element->text);
}

Wanted wanted_of(const FormLabel& label, const Element& record, int row) {
  Wanted wanted;
  for (const FormPart& part : label.parts)
    add_part(part, element_at(record, part.path, row), "/application/" + path_of_row(part.path, row), wanted);
  return wanted;
}

/// The parts of a column in one row of the record.
Wanted wanted_in_row(const FormLabel& column, const Element& row, const std::string& path) {
  Wanted wanted;
  for (const FormPart& part : column.parts) add_part(part, row.at(part.path), path + "/" + part.path, wanted);
  return wanted;
}

/// A list of the record against a table of the form.
struct ListFit {
  const FormList* list = nullptr;
  std::vector<const Element*> rows;
  std::vector<std::vector<double>> likeness;  // of the form's rows and the record's
  std::vector<int> assigned;                  // a record's row for each of the form's, -1: none
  double sum = 0;
};

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
      : record_(record), places_(find_places(paper)), cells_(paper, judge, reader) {}

  FormPage read() {
    page_.title_kind = places_.title_kind;
    page_.labels = static_cast<int>(places_.places.size());
    page_.lists = static_cast<int>(places_.tables.size());
    if (page_.title_kind.empty() && page_.lists == 0 && page_.labels < least_labels) return std::move(page_);
    const int education = best_education();
    std::vector<Choice> choices;
    for (const FormPlace& place : places_.places) {
      Choice choice = choose(place, education);
      if (choice.label) choices.push_back(std::move(choice));
    }
    // Long texts tell most about the page's type, which short ones are then judged in.
    const auto longer = [](const Choice& a, const Choice& b) {
      return a.text->text.size() > b.text->text.size();
    };
    std::stable_sort(choices.begin(), choices.end(), longer);
    for (const FormTable& table : places_.tables) read_table(table);
    for (const Choice& choice : choices) report(*choice.label, choice.wanted, choice.fit, *choice.text);
    return std::move(page_);
  }

 private:
  Choice choose(const FormPlace& place, int education) const {
    Choice best;
    for (const FormLabel* label : place.meanings) {
      const Wanted wanted = wanted_of(*label, record_, education);
      if (wanted.parts.empty()) continue;
      for (const FormText& text : place.values) {
        PartsFit fit = fit_parts(text.text, wanted.parts);
        if (best.label && fit.likeness < best.fit.likeness + clearly_better) continue;
        best = {label, &text, wanted, std::move(fit)};
      }
    }
    return best;
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

  void report(const FormLabel& label, const Wanted& wanted, const PartsFit& fit, const FormText& text) {
    const auto readings = cells_.judge(text, wanted.parts, fit, label.open);
    for (std::size_t i = 0; i < readings.size(); ++i) {
      if (wanted.paths[i].empty()) continue;
      // What is often left out and is not there is not what this form asks, unless something else is there.
      const bool more = std::find(fit.stray.begin(), fit.stray.end(), true) != fit.stray.end();
      if (wanted.parts[i].optional && fit.parts[i].form < 0 && !more) continue;
      page_.values.push_back({wanted.paths[i], label.name, wanted.values[i], readings[i].verdict,
                              readings[i].paper, readings[i].score, rect(readings[i].box)});
    }
  }

  ListFit fit_list(const FormTable& table, const FormList& list) const {
    ListFit fit{&list, {}, {}, {}, 0};
    const auto slash = list.path.find('/');
    if (const Element* parent = record_.at(list.path.substr(0, slash)))
      fit.rows = parent->all(list.path.substr(slash + 1));
    for (const FormTableRow& row : table.rows) {
      fit.likeness.emplace_back();
      for (const Element* element : fit.rows)
        fit.likeness.back().push_back(row_likeness(table, row, list, *element));
    }
    fit.assigned = assign_rows(fit.likeness, same_row);
    for (std::size_t i = 0; i < fit.assigned.size(); ++i)
      if (fit.assigned[i] >= 0) fit.sum += fit.likeness[i][static_cast<std::size_t>(fit.assigned[i])];
    return fit;
  }

  /// Of all columns together, long texts counting more.
  static double row_likeness(const FormTable& table, const FormTableRow& row, const FormList& list,
                             const Element& element) {
    double sum = 0, weight = 0;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const FormLabel* const column = column_of(list, table.heads[i]);
      if (!column || row.cells[i].box.width <= 0) continue;
      const Wanted wanted = wanted_in_row(*column, element, "");
      if (wanted.parts.empty()) continue;
      const PartsFit fit = fit_parts(row.cells[i].text, wanted.parts);
      const double length = std::sqrt(static_cast<double>(row.cells[i].text.size()) + 1);
      sum += length * fit.likeness;
      weight += length;
    }
    return weight > 0 ? sum / weight : 0;
  }

  void read_table(const FormTable& table) {
    ListFit best;
    for (const FormList* list : table.lists) {
      ListFit fit = fit_list(table, *list);
      if (!best.list || fit.sum > best.sum) best = std::move(fit);
    }
    const std::string path = "/application/" + best.list->path;
    if (!best.list->partial) page_.seen_lists.push_back(path);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      const FormTableRow& row = table.rows[i];
      FormRow told{path, best.list->name, best.assigned[i] + 1, 0, true, {}, rect(row.box)};
      double confidence = 100;
      for (const FormText& cell : row.cells) {
        if (!cell.text.empty()) told.paper += (told.paper.empty() ? "" : " ") + to_utf8(cell.text);
        confidence = std::min(confidence, cell.confidence);
      }
      told.legible = confidence >= legible_confidence;
      if (told.row > 0) {
        told.likeness = best.likeness[i][static_cast<std::size_t>(told.row) - 1];
        judge_row(table, row, *best.list, *best.rows[static_cast<std::size_t>(told.row) - 1],
                  path + "[" + std::to_string(told.row) + "]");
      }
      page_.rows.push_back(std::move(told));
    }
  }

  void judge_row(const FormTable& table, const FormTableRow& row, const FormList& list,
                 const Element& element, const std::string& path) {
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const FormLabel* const column = column_of(list, table.heads[i]);
      if (!column || row.cells[i].box.width <= 0) continue;
      const Wanted wanted = wanted_in_row(*column, element, path);
      if (wanted.parts.empty()) continue;
      report(*column, wanted, fit_parts(row.cells[i].text, wanted.parts), row.cells[i]);
    }
  }

  const Element& record_;
  const FormPlaces places_;
  CellJudge cells_;
  FormPage page_;
};

}  // namespace

FormPage read_form_page(const PaperReading& paper, const Element& record, ClaimJudge& judge,
                        TextReader& reader) {
  judge.begin_page();
  return FormReader(paper, record, judge, reader).read();
}

}  // namespace hefu
