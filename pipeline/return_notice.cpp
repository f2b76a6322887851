#include "pipeline/return_notice.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "pipeline/private_numbers.h"
#include "pipeline/spoken_words.h"

namespace hefu {
namespace {

bool is_id_number(const std::string& path) { return path.ends_with("/id-number"); }

bool overlap(const RectMm& a, const RectMm& b) {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

bool same_box(const std::optional<RectMm>& a, const std::optional<RectMm>& b) {
  if (!a || !b) return !a && !b;
  return a->x == b->x && a->y == b->y && a->w == b->w && a->h == b->h;
}

bool same_place(const std::optional<Where>& a, const std::optional<Where>& b) {
  if (!a || !b) return !a && !b;
  return a->file == b->file && a->page == b->page && a->crop == b->crop && same_box(a->box_mm, b->box_mm) &&
         same_box(a->box_px, b->box_px);
}

Element& add(Element& parent, const char* name, const std::string& text = {}) {
  Element& child = parent.children.emplace_back();
  child.name = name;
  child.text = text;
  return child;
}

const char* weight_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "须改正";
    case Severity::warning:
      return "请核实";
    case Severity::info:
      break;
  }
  return "提示";
}

/// Clauses in the order in which they are first cited, each quoted once.
class Clauses {
 public:
  explicit Clauses(const Notice& notice) : notice_(notice) {}

  /// "四、5〔2〕"; empty where there is none.
  std::string cite(const std::string& notice, const Clause& clause) {
    if (clause.number.empty() && clause.quote.empty()) return {};
    const auto same = [&](const Cited& cited) {
      return cited.notice == notice && cited.clause.number == clause.number &&
             cited.clause.quote == clause.quote;
    };
    auto found = std::find_if(cited_.begin(), cited_.end(), same);
    if (found == cited_.end()) found = cited_.insert(cited_.end(), {notice, clause});
    return fmt::format("{}〔{}〕", clause.number, found - cited_.begin() + 1);
  }
  std::string cite(const std::string& purpose) { return cite(notice_.id, notice_.clause(purpose)); }

  void list(Element& root) const {
    Element& clauses = add(root, "clauses");
    int index = 0;
    for (const Cited& cited : cited_) {
      Element& clause = add(clauses, "clause");
      add(clause, "mark", fmt::format("〔{}〕", ++index));
      const std::string other =
          cited.notice.empty() || cited.notice == notice_.id ? "" : find_notice(cited.notice).notice.name;
      add(clause, "number", other.empty() ? cited.clause.number : other + " " + cited.clause.number);
      add(clause, "quote", mask_id_numbers(cited.clause.quote));
    }
  }

 private:
  struct Cited {
    std::string notice;
    Clause clause;
  };
  const Notice& notice_;
  std::vector<Cited> cited_;
};

class Builder {
 public:
  Builder(const Report& report, const Notice& notice, bool everything)
      : report_(report), notice_(notice), everything_(everything), clauses_(notice) {}

  ReturnNotice build(const Date& today) {
    Application& document = result_.document;
    document.number = report_.number;
    document.notice = notice_.id;
    document.applicant.name = report_.name;
    Element& root = document.root;
    root.name = "return-notice";
    root.attributes.emplace_back("number", report_.number);
    add(root, "name", report_.name);
    add(root, "notice", notice_.name);
    add(root, "filled-on", iso(today));
    add_mend_by(root, today);
    add_differences(root);
    add_problems(root);
    clauses_.list(root);
    return std::move(result_);
  }

 private:
  void add_mend_by(Element& root, const Date& today) {
    const MendBy mend = mend_by(notice_, report_.windows, today);
    add(root, "mend-by", mend.answer);
    add(root, "last-day", mend.last_day);
    add(root, "no-day", mend.last_day.empty() ? mend.answer : std::string());
    Element& windows = add(root, "windows");
    for (const std::string& window : mend.windows) add(windows, "window", window);
    std::string because, why_returned;
    for (const std::string& purpose : mend.purposes) append(because, clauses_.cite(purpose));
    add(root, "mend-by-clauses", because);
    for (const char* purpose : {"returned-when-different", "return-with-reasons"})
      append(why_returned, clauses_.cite(purpose));
    add(root, "return-clauses", why_returned);
  }

  static void append(std::string& list, const std::string& item) {
    if (!item.empty()) list += (list.empty() ? "" : "；") + item;  // a number has 、 of its own
  }

  void add_differences(Element& root) {
    Element& list = add(root, "differences");
    for (const FieldReport& field : report_.fields) {
      if (field.verdict != Verdict::mismatch) continue;
      Element& row = add(list, "difference");
      add(row, "number", std::to_string(++number_));
      add(row, "label", field.label);
      add_place(row, field.form, field.where);
      const bool secret = is_id_number(field.path);
      add(row, "online", secret && field.online ? masked_id_number : shown(field.online));
      add(row, "paper", paper_of(field, secret));
      add(row, "crop", crop_of(field.where, secret));
      const auto finding =
          std::find_if(report_.findings.begin(), report_.findings.end(), [&](const Finding& f) {
            return f.rule == field_mismatch_rule && !told_.count(&f) && same_place(f.where, field.where);
          });
      if (finding != report_.findings.end()) {
        told_.insert(&*finding);
        add_remedy(row, *finding);
      } else {
        add(row, "remedy", "请核对哪一处正确，改正后重新提交");
        add(row, "clause", clauses_.cite("online-equals-paper"));
      }
      ++result_.differences;
    }
  }

  /// What must be mended first, then what is to be looked at, then hints.
  void add_problems(Element& root) {
    Element& problems = add(root, "problems");
    Element& unchecked = add(root, "unchecked");
    for (const Severity severity : {Severity::error, Severity::warning, Severity::info}) {
      for (const Finding& finding : report_.findings) {
        if (finding.severity != severity || told_.count(&finding)) continue;
        if (finding.audience == Audience::reviewer && !everything_) continue;
        if (finding.not_checked()) {
          if (everything_) add_unchecked(unchecked, finding);
          continue;
        }
        Element& row = add(problems, "problem");
        add(row, "number", std::to_string(++number_));
        add(row, "weight", weight_of(severity));
        add(row, "message", mask_id_numbers(finding.message));
        add_place(row, kind_of(finding.where), finding.where);
        add(row, "crop", crop_of(finding.where, is_id_number(finding.path) || on_id_number(finding.where)));
        add_remedy(row, finding);
        if (everything_)
          add(row, "for", finding.audience == Audience::applicant ? "申报人处理" : "审核人处理");
        if (severity != Severity::info) ++result_.problems;
      }
    }
  }

  void add_unchecked(Element& list, const Finding& finding) {
    Element& row = add(list, "rule");
    add(row, "message", mask_id_numbers(finding.message));
    add(row, "clause", clauses_.cite(finding.clause_notice, finding.clause));
  }

  void add_remedy(Element& row, const Finding& finding) {
    add(row, "remedy", mask_id_numbers(finding.remedy));
    add(row, "clause", clauses_.cite(finding.clause_notice, finding.clause));
  }

  /// The form in the notice's words, the file and its page.
  void add_place(Element& row, const std::string& kind, const std::optional<Where>& where) {
    if (!kind.empty()) {
      const std::string title = notice_.title_of(kind);
      add(row, "form", title.empty() ? spoken_kind(kind) : title);
    }
    if (!where || where->file.empty()) {  // a page that is missing has none
      if (kind.empty()) add(row, "form", "—");
      return;
    }
    add(row, "file", std::filesystem::path(where->file).filename().string());
    if (where->page > 0) add(row, "page", std::to_string(where->page));
  }

  std::string kind_of(const std::optional<Where>& where) const {
    if (!where) return {};
    for (const PageReport& page : report_.pages)
      if (page.file == where->file && page.page == where->page) return page.kind;
    return {};
  }

  static std::string shown(const std::optional<std::string>& value) {
    return value && !value->empty() ? mask_id_numbers(*value) : "（空）";
  }

  static std::string paper_of(const FieldReport& field, bool secret) {
    if (!secret) return field.paper ? shown(field.paper) : "与线上填写不同，未能读出";
    if (!field.paper || !field.online) return "与线上填写不同";
    return fmt::format("与线上填写的{}不同", differing_digits(*field.online, *field.paper));
  }

  std::string crop_of(const std::optional<Where>& where, bool secret) {
    if (secret || !where || where->crop.empty()) return {};
    if (std::find(result_.crops.begin(), result_.crops.end(), where->crop) == result_.crops.end())
      result_.crops.push_back(where->crop);
    return where->crop;
  }

  /// Whether an ID number stands where the picture was taken.
  bool on_id_number(const std::optional<Where>& where) const {
    if (!where || !where->box_mm) return false;
    return std::any_of(report_.fields.begin(), report_.fields.end(), [&](const FieldReport& field) {
      return is_id_number(field.path) && field.where && field.where->file == where->file &&
             field.where->page == where->page && field.where->box_mm &&
             overlap(*field.where->box_mm, *where->box_mm);
    });
  }

  const Report& report_;
  const Notice& notice_;
  const bool everything_;
  Clauses clauses_;
  ReturnNotice result_;
  std::set<const Finding*> told_;  // beside the field that they are about
  int number_ = 0;
};

}  // namespace

ReturnNotice return_notice(const Report& report, const Notice& notice, const Date& today, bool everything) {
  return Builder(report, notice, everything).build(today);
}

}  // namespace hefu
