#include "pipeline/form_report.h"

#include <algorithm>
#include <set>

#include "pipeline/decide.h"

namespace hefu {
namespace {

// A form has a title and at least so many labels; a list counts as three. Found on the tuning layouts of
// tests/support/papers: its certificates and assessment forms have other titles, or fewer.
constexpr int least_labels = 4, labels_a_list = 3;

/// A form's pages, which may have been handed in one by one.
struct UploadedForm {
  std::string kind;
  std::vector<ReadPage*> pages;
  int labels = 0;
};

class FormReporter {
 public:
  FormReporter(const PreparedRecord& record, const UploadedForm& form, Report& report)
      : record_(record), notice_(record.forms->notice), form_(form), report_(report) {}

  void report() {
    choose_rows();
    for (ReadPage* page : form_.pages) {
      report_values(*page);
      report_added_rows(*page);
    }
    report_missing_rows();
    tell_unreadable();
  }

 private:
  /// A row of the record stands on the form once: where two pages have one like it, the likest is it.
  void choose_rows() {
    std::map<std::string, FormRow*> best;
    for (ReadPage* page : form_.pages)
      for (FormRow& row : page->evidence->form->page.rows) {
        if (row.row == 0) continue;
        FormRow*& known = best[child_of(row)];
        if (known && known->likeness >= row.likeness) {
          row.row = 0;
          continue;
        }
        if (known) known->row = 0;
        known = &row;
      }
    for (const auto& [path, row] : best) rows_.insert(path);
  }

  static std::string child_of(const FormRow& row) { return fmt::format("{}[{}]", row.list, row.row); }

  /// Whether a value is of a row that this page has.
  bool is_here(const FormPage& page, const FormValue& value) const {
    const auto bracket = value.path.find(']');
    const std::string row = bracket == std::string::npos ? std::string() : value.path.substr(0, bracket + 1);
    if (rows_.count(row) == 0) return true;
    return std::any_of(page.rows.begin(), page.rows.end(),
                       [&](const FormRow& own) { return own.row > 0 && child_of(own) == row; });
  }

  Where place(const ReadPage& page, SeenPlace& seen) {
    Where where{report_.uploads[page.upload].file, page.page, std::nullopt, seen.box_px, "", page.part};
    if (!seen.crop.empty()) {
      where.crop = fmt::format("crops/form-{:03}-{:03}-{:03}.png", page.upload + 1, page.page, ++crops_);
      report_.crops[where.crop] = std::move(seen.crop);
    }
    return where;
  }

  void report_values(ReadPage& page) {
    SeenForm& seen = *page.evidence->form;
    for (std::size_t i = 0; i < seen.page.values.size(); ++i) {
      const FormValue& value = seen.page.values[i];
      if (!is_here(seen.page, value)) continue;
      FieldReport field;
      field.form = form_.kind;
      field.path = value.path;
      field.label = value.label;
      field.online = value.online;
      if (value.verdict == Verdict::mismatch && !value.paper.empty()) field.paper = value.paper;
      field.verdict = value.verdict;
      field.method = Method::evidence;
      field.where = place(page, seen.values[i]);
      if (value.verdict == Verdict::mismatch) report_.findings.push_back(mismatch_finding(notice_, field));
      if (value.verdict == Verdict::unreadable) unreadable_.push_back(value.label);
      report_.fields.push_back(std::move(field));
    }
  }

  void report_added_rows(ReadPage& page) {
    SeenForm& seen = *page.evidence->form;
    for (std::size_t i = 0; i < seen.page.rows.size(); ++i) {
      const FormRow& row = seen.page.rows[i];
      if (row.row > 0) continue;
      FieldReport field;
      field.form = form_.kind;
      field.path = fmt::format("{}[{}]", row.list, count_of(row.list) + ++added_[row.list]);
      field.label = row.label;
      field.paper = row.paper;
      field.verdict = row.legible ? Verdict::mismatch : Verdict::unreadable;
      field.method = row.legible ? Method::evidence : Method::ocr;
      field.where = place(page, seen.rows[i]);
      if (!row.legible) {
        unreadable_.push_back(row.label);
        unread_lists_.insert(row.list);
      } else {
        Finding finding =
            finding_of(notice_, "form-row-added", Severity::error, Audience::applicant,
                       fmt::format("「{}」纸面上有一行线上没有：{}", row.label, row.paper),
                       "请核对哪一处正确：线上漏填就补上，纸面多填就删去后重新打印", field.where);
        finding.path = field.path;
        report_.findings.push_back(std::move(finding));
      }
      report_.fields.push_back(std::move(field));
    }
  }

  int count_of(const std::string& list) const {
    const std::string path = list.substr(std::string("/application/").size());
    const auto slash = path.rfind('/');
    const Element* const parent = record_.application.root.at(path.substr(0, slash));
    return parent ? static_cast<int>(parent->all(path.substr(slash + 1)).size()) : 0;
  }

  /// Rows of the record in lists that the form has, but without them.
  void report_missing_rows() {
    std::map<std::string, std::pair<std::string, const ReadPage*>> lists;
    for (const ReadPage* page : form_.pages) {
      for (const std::string& list : page->evidence->form->page.seen_lists) lists.try_emplace(list, "", page);
      for (const FormRow& row : page->evidence->form->page.rows)
        if (const auto list = lists.find(row.list); list != lists.end()) list->second = {row.label, page};
    }
    for (const auto& [list, seen] : lists)
      for (int row = 1; row <= count_of(list); ++row)
        if (rows_.count(fmt::format("{}[{}]", list, row)) == 0)
          report_missing_row(list, row, seen.first, *seen.second);
  }

  void report_missing_row(const std::string& list, int row, const std::string& label, const ReadPage& page) {
    FieldReport field;
    field.form = form_.kind;
    field.path = fmt::format("{}[{}]", list, row);
    field.label = label.empty() ? list.substr(list.rfind('/') + 1) : label;
    field.online = words_of_row(list, row);
    // Among rows that could not be read it may well be.
    field.verdict = unread_lists_.count(list) ? Verdict::unreadable : Verdict::missing;
    field.method = Method::ocr;
    field.where =
        Where{report_.uploads[page.upload].file, page.page, std::nullopt, std::nullopt, "", page.part};
    if (field.verdict == Verdict::missing) {
      Finding finding = finding_of(notice_, "form-row-missing", Severity::error, Audience::applicant,
                                   fmt::format("「{}」线上有一行纸面上没有：{}", field.label, *field.online),
                                   "请核对哪一处正确：纸面漏填就补上后重新打印，线上多填就删去", field.where);
      finding.path = field.path;
      report_.findings.push_back(std::move(finding));
    } else {
      unreadable_.push_back(field.label);
    }
    report_.fields.push_back(std::move(field));
  }

  std::string words_of_row(const std::string& list, int row) const {
    const std::string path = list.substr(std::string("/application/").size());
    const auto slash = path.rfind('/');
    std::string words;
    for (const Element& value : record_.application.root.at(path.substr(0, slash))
                                    ->all(path.substr(slash + 1))[static_cast<std::size_t>(row) - 1]
                                    ->children)
      if (!value.text.empty()) words += (words.empty() ? "" : " ") + value.text;
    return words;
  }

  void tell_unreadable() {
    if (unreadable_.empty()) return;
    const ReadPage& first = *form_.pages.front();
    report_.findings.push_back(finding_of(
        notice_, "field-unreadable", Severity::warning, Audience::reviewer,
        fmt::format("{} 项无法判定，需人工核对：{}", unreadable_.size(), fmt::join(unreadable_, "、")),
        "请对照图片核对；看不清的请申报人重新扫描",
        Where{report_.uploads[first.upload].file, first.page, std::nullopt, std::nullopt, "", first.part}));
  }

  const PreparedRecord& record_;
  const Notice& notice_;
  const UploadedForm& form_;
  Report& report_;
  std::set<std::string> rows_;  // of the record that the form has
  std::set<std::string> unread_lists_;
  std::map<std::string, int> added_;
  std::vector<std::string> unreadable_;
  int crops_ = 0;
};

/// A page with a title begins a form or goes on with one of its kind; pages without belong to the form
/// before.
std::vector<UploadedForm> forms_of(std::vector<ReadPage>& pages, const Report& report) {
  std::vector<UploadedForm> forms;
  for (ReadPage& page : pages) {
    const std::string& paper = report.uploads[page.upload].paper;
    if (!page.evidence || !page.evidence->form || (!paper.empty() && paper != "foreign-form")) continue;
    const FormPage& read = page.evidence->form->page;
    auto form = forms.rbegin();
    if (!read.title_kind.empty())
      form = std::find_if(forms.rbegin(), forms.rend(),
                          [&](const UploadedForm& known) { return known.kind == read.title_kind; });
    if (form == forms.rend()) {
      if (read.title_kind.empty()) continue;
      forms.push_back({read.title_kind, {}, 0});
      form = forms.rbegin();
    }
    form->pages.push_back(&page);
    form->labels += read.labels + labels_a_list * read.lists;
  }
  std::erase_if(forms, [](const UploadedForm& form) { return form.labels < least_labels; });
  return forms;
}

}  // namespace

void report_forms(const PreparedRecord& record, std::vector<ReadPage>& pages, Report& report) {
  for (const UploadedForm& form : forms_of(pages, report)) {
    for (ReadPage* page : form.pages) page->evidence->form->recognised = true;
    FormReporter(record, form, report).report();
  }
}

}  // namespace hefu
