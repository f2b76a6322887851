#include "pipeline/field_reports.h"

#include "pipeline/older_print.h"
#include "pipeline/page_findings.h"
#include "templates/form_use.h"

namespace hefu {
namespace {

constexpr double crop_margin_mm = 2;

/// The record lacks the element itself: an empty one says that there is nothing, and then nothing belongs on
/// paper.
bool is_not_online(const Element& root, const Field& field) {
  std::string path = field.path.substr(std::min(field.path.size(), root.name.size() + 2));
  for (std::size_t from; (from = path.find('[')) != path.npos;)
    path.erase(from, path.find(']', from) + 1 - from);
  return !field.entered && path.find('@') == path.npos && root.at(path) == nullptr;
}

bool needs_eyes(const FieldReading& reading) {
  return reading.verdict == Verdict::mismatch || reading.verdict == Verdict::unreadable || reading.extra_ink;
}

FieldReport to_report(const Application& application, const std::string& kind, const Field& field,
                      const FieldReading& reading) {
  FieldReport report;
  report.form = kind;
  report.path = field.path;
  report.label = field.label;
  // A picture has no text: what stands online is its file.
  if (field.entered) report.online = field.picture >= 0 ? application.applicant.photo_file : field.text;
  report.paper = reading.paper;
  report.verdict = reading.verdict;
  report.method = reading.method;
  report.confidence = reading.confidence;
  return report;
}

}  // namespace

RectMm padded(const RectMm& box, const Page& page) {
  const double x0 = std::max(0.0, box.x - crop_margin_mm), y0 = std::max(0.0, box.y - crop_margin_mm);
  const double x1 = std::min(page.width_mm, box.x + box.w + crop_margin_mm);
  const double y1 = std::min(page.height_mm, box.y + box.h + crop_margin_mm);
  return {x0, y0, x1 - x0, y1 - y0};
}

std::string keep_crop(Image picture, ReadPage& read) {
  const std::string name =
      fmt::format("crops/{:03}-{:03}-{:03}.png", read.upload + 1, read.page, read.crops.size() + 1);
  read.crops[name] = std::move(picture);
  return name;
}

std::string cut_crop(const VerifiedPage& page, const RectMm& box, ReadPage& read) {
  constexpr double crop_dpi = 200;
  const Page& sheet_page = page.then ? *page.then : *page.now;
  return keep_crop(crop(page.image, page.map, padded(box, sheet_page), crop_dpi), read);
}

void report_page(const VerifiedPage& page, const PageReading& reading, ReadPage& read) {
  const Page& verified = page.then ? *page.then : *page.now;
  const bool was_read = read.registered && reading.legible;
  const auto& forms = page.record.forms->forms;
  const bool by_hand = std::any_of(forms.begin(), forms.end(), [&](const Form& form) {
    return form.kind == read.identity.kind && left_to_hand(form);
  });
  std::vector<FieldReport> reports;
  for (std::size_t i = 0; i < verified.fields.size(); ++i) {
    const Field& field = verified.fields[i];
    const FieldReading unreadable;
    const FieldReading& shown = was_read ? reading.fields[i] : unreadable;
    FieldReport report = to_report(page.record.application, read.identity.kind, field, shown);
    report.where = Where{page.file, read.page, field.box, std::nullopt, ""};
    if (was_read && needs_eyes(shown)) report.where->crop = cut_crop(page, field.box, read);
    if (was_read && shown.extra_ink && !(by_hand && is_not_online(page.record.application.root, field)))
      add_extra_ink(page, field, report, read);
    reports.push_back(std::move(report));
  }
  if (page.then) reports = compare_with_now(page, std::move(reports), read);
  read.fields = std::move(reports);
  if (was_read) add_page_findings(page, reading, read);
}

std::vector<FieldReport> missing_fields(const Application& application, const Sheet& sheet, const Page& page,
                                        const std::optional<Where>& where) {
  std::vector<FieldReport> reports;
  for (const Field& field : page.fields) {
    FieldReading missing;
    missing.verdict = Verdict::missing;
    FieldReport report = to_report(application, sheet.kind, field, missing);
    report.where = where;
    reports.push_back(std::move(report));
  }
  return reports;
}

}  // namespace hefu
