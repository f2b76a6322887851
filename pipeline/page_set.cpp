#include "pipeline/page_set.h"

#include <set>

#include "pipeline/field_reports.h"
#include "pipeline/page_order.h"
#include "templates/form_use.h"

namespace hefu {
namespace {

using PagePointers = std::vector<ReadPage*>;

/// The pages of one form, in the order of uploads.
PagePointers pages_of(const std::string& kind, std::vector<ReadPage>& pages) {
  PagePointers found;
  for (ReadPage& page : pages)
    if (page.identity.kind == kind) found.push_back(&page);
  return found;
}

Where place_of(const ReadPage& page, const std::vector<ReadUpload>& uploads) {
  return {uploads[page.upload].name, page.page, std::nullopt, std::nullopt, "", page.part};
}

/// A page that nothing identified lies where one page of the form is wanting: between that page's neighbours,
/// or in a file that has exactly the form's pages. It is that page, unread.
void place_by_neighbours(const PreparedRecord& record, const std::vector<ReadUpload>& uploads,
                         std::vector<ReadPage>& pages) {
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (pages[i].is_form()) continue;
    const ReadPage* before = i > 0 && pages[i - 1].upload == pages[i].upload ? &pages[i - 1] : nullptr;
    const ReadPage* after =
        i + 1 < pages.size() && pages[i + 1].upload == pages[i].upload ? &pages[i + 1] : nullptr;
    const ReadPage* known = before && before->is_ours() ? before
                            : after && after->is_ours() ? after
                                                        : nullptr;
    if (!known || known->identity.sheet < 0) continue;
    const Sheet& sheet = record.sheets[static_cast<std::size_t>(known->identity.sheet)];
    const int form_page = known == before ? known->identity.form_page + 1 : known->identity.form_page - 1;
    const int of = static_cast<int>(sheet.pages.size());
    const bool between = before && after && before->is_ours() && after->is_ours() &&
                         before->identity.kind == after->identity.kind &&
                         after->identity.form_page - before->identity.form_page == 2;
    const bool whole_file = uploads[pages[i].upload].decoded.pages == of && pages[i].page == form_page;
    const bool taken = std::any_of(pages.begin(), pages.end(), [&](const ReadPage& page) {
      return page.identity.kind == sheet.kind && page.identity.form_page == form_page;
    });
    if ((!between && !whole_file) || taken || form_page < 1 || form_page > of) continue;
    PageIdentity& identity = pages[i].identity;
    identity.sheet = known->identity.sheet;
    identity.kind = sheet.kind;
    identity.form_page = form_page;
    identity.of = of;
    const Where where = place_of(pages[i], uploads);
    pages[i].fields = missing_fields(record.application, sheet,
                                     sheet.pages[static_cast<std::size_t>(form_page - 1)], where);
    for (FieldReport& field : pages[i].fields) field.verdict = Verdict::unreadable;
  }
}

/// Uploads that hold every page of the form, and are therefore whole copies.
std::set<std::size_t> whole_copies(const PagePointers& pages, int of) {
  std::map<std::size_t, std::set<int>> held;
  for (const ReadPage* page : pages)
    if (page->is_ours()) held[page->upload].insert(page->identity.form_page);
  std::set<std::size_t> whole;
  for (const auto& [upload, form_pages] : held)
    if (static_cast<int>(form_pages.size()) >= of) whole.insert(upload);
  return whole;
}

/// How much of a page its picture lets decide.
std::pair<bool, long> readable(const ReadPage& page) {
  return {page.registered && page.legible,
          std::count_if(page.fields.begin(), page.fields.end(), [](const FieldReport& field) {
            return field.verdict != Verdict::unreadable && field.verdict != Verdict::missing;
          })};
}

/// Of several pictures of one page the best is used; of the others only what they contradict is kept.
void mark_doubled(const PagePointers& pages, const std::set<std::size_t>& whole) {
  std::map<std::pair<std::size_t, int>, ReadPage*> best;  // of one set: a whole copy each, the rest together
  constexpr std::size_t rest = static_cast<std::size_t>(-1);
  for (ReadPage* page : pages) {
    if (!page->is_ours()) continue;
    const std::size_t set = whole.count(page->upload) ? page->upload : whole.empty() ? rest : *whole.begin();
    ReadPage*& used = best[{set, page->identity.form_page}];
    if (used == nullptr) {
      used = page;
      continue;
    }
    ReadPage* worse = page;
    if (readable(*page) > readable(*used)) std::swap(used, worse);
    if (worse->fault == PageFault::none) worse->fault = PageFault::doubled;
    std::erase_if(worse->fields, [](const FieldReport& field) { return field.verdict != Verdict::mismatch; });
  }
}

/// The picture that is used in the place of a doubled one.
const ReadPage* used_instead(const ReadPage& doubled, const PagePointers& pages) {
  for (const ReadPage* page : pages)
    if (page->is_ours() && page->fault != PageFault::doubled &&
        page->identity.form_page == doubled.identity.form_page)
      return page;
  return nullptr;
}

void mark_out_of_order(const PagePointers& pages) {
  std::map<std::size_t, PagePointers> by_upload;
  for (ReadPage* page : pages)
    if (page->is_ours() && page->fault != PageFault::doubled) by_upload[page->upload].push_back(page);
  for (auto& [upload, in_file] : by_upload) {
    std::vector<int> order;
    for (const ReadPage* page : in_file) order.push_back(page->identity.form_page);
    const std::vector<bool> kept = longest_ascending(order);
    for (std::size_t i = 0; i < in_file.size(); ++i)
      if (!kept[i] && in_file[i]->fault == PageFault::none) in_file[i]->fault = PageFault::out_of_order;
  }
}

void find_missing(const PreparedRecord& record, const Sheet& sheet, const PagePointers& pages,
                  const std::vector<ReadUpload>& uploads, PageSet& set, std::vector<int>& missing) {
  for (std::size_t p = 0; p < sheet.pages.size(); ++p) {
    const int form_page = static_cast<int>(p) + 1;
    const ReadPage* instead = nullptr;
    bool here = false;
    for (const ReadPage* page : pages) {
      if (page->identity.form_page != form_page) continue;
      here = here || page->is_ours();
      if (!page->is_ours()) instead = page;
    }
    if (here) continue;
    const std::vector<FieldReport> fields =
        missing_fields(record.application, sheet, sheet.pages[p],
                       instead ? std::optional(place_of(*instead, uploads)) : std::nullopt);
    set.missing_fields.insert(set.missing_fields.end(), fields.begin(), fields.end());
    if (instead) continue;  // named as another person's page already
    missing.push_back(form_page);
    PageReport report;
    report.kind = sheet.kind;
    report.form_page = form_page;
    report.of = static_cast<int>(sheet.pages.size());
    report.fault = PageFault::missing;
    set.missing_pages.push_back(std::move(report));
  }
}

std::string doubled_words(const ReadPage& page, const PagePointers& pages,
                          const std::vector<ReadUpload>& uploads) {
  const ReadPage* used = used_instead(page, pages);
  if (used == nullptr) return "同一页出现了两次";
  return fmt::format("同一页出现了两次，采用了较清楚的一张（{} 第 {} 页）", uploads[used->upload].name,
                     used->page);
}

std::vector<int> order_in_file(const ReadPage& page, const PagePointers& pages) {
  std::vector<int> order;
  for (const ReadPage* other : pages)
    if (other->upload == page.upload && other->is_ours()) order.push_back(other->identity.form_page);
  return order;
}

void tell_faults(const PreparedRecord& record, const Sheet& sheet, const PagePointers& pages,
                 const std::vector<ReadUpload>& uploads, PageSet& set) {
  const Notice& notice = record.forms->notice;
  const auto tell = [&](const std::string& rule, const ReadPage& page, const std::string& what,
                        const std::string& remedy) {
    set.findings.push_back(
        finding_of(notice, rule, Severity::error, Audience::applicant,
                   fmt::format("{}第 {} 页：{}", sheet.title, page.identity.form_page, what), remedy,
                   place_of(page, uploads)));
  };
  for (const ReadPage* page : pages) switch (page->fault) {
      case PageFault::foreign:
        // Whose it is stands in the code on the page, not in this person's report.
        tell("page-foreign", *page, "这是别人的页", "请取出这一页，换成本人的同一页");
        break;
      case PageFault::doubled:
        tell("page-doubled", *page, doubled_words(*page, pages, uploads), "请去掉多出的一页");
        break;
      case PageFault::older:
        tell("page-older", *page, "这一页是旧版打印件，此后线上信息或表格已有改动",
             "请用现在的线上信息重新打印这份表格并重新签字、盖章");
        break;
      case PageFault::out_of_order:
        tell("page-out-of-order", *page,
             fmt::format("页的次序不对：{}中的次序是第 {} 页，核对时已按页码排好", uploads[page->upload].name,
                         fmt::join(order_in_file(*page, pages), "、")),
             "请按页码顺序重新扫描");
        break;
      case PageFault::missing:
      case PageFault::none:
        break;
    }
}

void examine_form(const PreparedRecord& record, const Sheet& sheet, std::vector<ReadPage>& all,
                  const std::vector<ReadUpload>& uploads, PageSet& set) {
  const PagePointers pages = pages_of(sheet.kind, all);
  const std::set<std::size_t> whole = whole_copies(pages, static_cast<int>(sheet.pages.size()));
  for (ReadPage* page : pages)
    if (page->identity.print == PrintAge::older && page->is_ours()) page->fault = PageFault::older;
  mark_doubled(pages, whole);
  mark_out_of_order(pages);
  std::vector<int> missing;
  find_missing(record, sheet, pages, uploads, set, missing);
  tell_faults(record, sheet, pages, uploads, set);
  const Notice& notice = record.forms->notice;
  if (!missing.empty())
    set.findings.push_back(finding_of(
        notice, "page-missing", Severity::error, Audience::applicant,
        fmt::format("{}缺第 {} 页（共 {} 页）", sheet.title, fmt::join(missing, "、"), sheet.pages.size()),
        "请补上缺少的页，与其余各页一起重新扫描上传"));
  if (whole.size() > 1)
    set.findings.push_back(
        finding_of(notice, "copies", Severity::info, Audience::reviewer,
                   fmt::format("{}有 {} 份完整的扫描件，各份都已核对", sheet.title, whole.size()), ""));
}

/// A label is never scanned: nobody misses it.
bool stays_outside(const PreparedRecord& record, const Sheet& sheet) {
  return std::any_of(record.forms->forms.begin(), record.forms->forms.end(),
                     [&](const Form& form) { return form.id == sheet.form && !comes_back(form); });
}

}  // namespace

PageSet examine_page_set(const PreparedRecord& record, const Case& given,
                         const std::vector<ReadUpload>& uploads, std::vector<ReadPage>& pages) {
  PageSet set;
  for (ReadPage& page : pages)
    if (page.identity.owner == Owner::other) page.fault = PageFault::foreign;
  place_by_neighbours(record, uploads, pages);
  for (const Sheet& sheet : record.sheets) {
    if (!pages_of(sheet.kind, pages).empty()) {
      examine_form(record, sheet, pages, uploads, set);
      continue;
    }
    if (stays_outside(record, sheet)) continue;
    set.findings.push_back(finding_of(
        record.forms->notice, "form-missing", given.whole ? Severity::error : Severity::info,
        Audience::applicant, fmt::format("没有收到《{}》", sheet.title), "请扫描签字盖章后的原件并上传"));
  }
  return set;
}

}  // namespace hefu
