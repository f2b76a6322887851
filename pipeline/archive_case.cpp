#include "pipeline/archive_case.h"

#include "ocr/straight_page.h"
#include "ocr/volume.h"
#include "pipeline/interrupt.h"
#include "pipeline/output.h"
#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/messages.h"
#include "schemas/write_file.h"

namespace hefu {
namespace fs = std::filesystem;
namespace {

constexpr const char* archived_kind = "evaluation-form";
constexpr const char* srgb_file = "/usr/share/color/icc/sRGB.icc";

std::string srgb_profile() {
  if (!fs::exists(srgb_file))
    throw Error(ErrorKind::missing, fmt::format(fmt::runtime(tr("缺少颜色配置文件 {}")), srgb_file),
                fmt::format(fmt::runtime(tr("请安装软件包 {}")), "icc-profiles-free"));
  return read_file(srgb_file);
}

/// "D:20250715103000+08'00'" of "2025-07-15T10:30:00+08:00".
std::string pdf_date(const std::string& moment) {
  std::string digits;
  for (const char c : moment.substr(0, 19))
    if (c >= '0' && c <= '9') digits += c;
  return "D:" + digits + "+08'00'";
}

/// Puts one case into the archive.
class Archivist {
 public:
  Archivist(const Case& given, const fs::path& output, const CheckedCase& checked, CheckRun& run)
      : given_(given), output_(output), report_(checked.report), run_(run) {
    archive_.number = report_.number;
    archive_.notice = report_.notice;
  }

  Archive archive() {
    choose_pages();
    collect_findings();
    judge_places();
    const fs::path folder = output_ / archive_.number;
    if (!archive_.refused) write_pdf(folder);
    stop_if_interrupted();
    make_folder(folder);
    for (const auto& [name, picture] : archive_.crops) write_output(folder / name, encode_png(picture));
    write_output(folder / "archive.json", to_json(archive_));
    return std::move(archive_);
  }

 private:
  void refuse(const std::string& why) {
    archive_.refused = true;
    archive_.refusal = archive_.refusal.empty() ? why : archive_.refusal + "；" + why;
  }

  /// Each page of the form once, in the form's order.
  void choose_pages() {
    std::map<int, const PageReport*> chosen;
    std::vector<int> missing;
    for (const PageReport& page : report_.pages) {
      if (page.kind != archived_kind) continue;
      archive_.form_pages = std::max(archive_.form_pages, page.of);
      if (page.fault == PageFault::missing) missing.push_back(page.form_page);
      if (page.fault == PageFault::foreign)
        refuse(fmt::format(fmt::runtime(tr("{} 第 {} 页是别人的页")), page.file, page.page));
      const bool usable = page.fault != PageFault::missing && page.fault != PageFault::foreign &&
                          page.fault != PageFault::doubled;
      if (usable) chosen.emplace(page.form_page, &page);
    }
    if (!missing.empty()) refuse(fmt::format(fmt::runtime(tr("缺第 {} 页")), fmt::join(missing, "、")));
    if (chosen.empty()) return refuse(tr("没有收到评审表的扫描件"));
    for (const auto& [form_page, page] : chosen) {
      archive_.pages.push_back({page->file, page->page, form_page});
    }
  }

  void collect_findings() {
    for (const Finding& finding : report_.findings)
      if (finding.rule.starts_with("page-") || finding.rule == "form-missing" || finding.rule == "copies")
        archive_.findings.push_back(finding);
    for (const FieldReport& field : report_.fields)
      archive_.mismatches += field.form == archived_kind && field.verdict == Verdict::mismatch;
  }

  /// Every place of the form that asks for a seal or a signature, as the straightened pages show it.
  void judge_places() {
    const PreparedRecord record = prepare_record(given_.record, {archived_kind}, run_.machine);
    if (record.sheets.empty()) return;
    for (const PageReport& page : report_.pages) {
      const bool archived = std::any_of(
          archive_.pages.begin(), archive_.pages.end(),
          [&](const ArchivedPage& one) { return one.file == page.file && one.page == page.page; });
      const std::vector<Page>& sheets = record.sheets.front().pages;
      if (!archived || page.form_page < 1 || page.form_page > static_cast<int>(sheets.size())) continue;
      for (const Box& box : sheets[static_cast<std::size_t>(page.form_page - 1)].boxes)
        if (box.use == BoxUse::seal || box.use == BoxUse::signature) judge_place(page, box);
    }
  }

  void judge_place(const PageReport& page, const Box& box) {
    AskedMark mark{box.use, box.label, page.file, page.page, page.form_page, box.box};
    const auto seen = std::find_if(report_.boxes.begin(), report_.boxes.end(), [&](const BoxReport& one) {
      return one.where.file == page.file && one.where.page == page.page && one.label == box.label;
    });
    if (seen != report_.boxes.end() && page.picture_px_per_mm > 0) {
      const Image picture = cut_mm(page.picture, box.box, page.picture_px_per_mm);
      mark.state = mark_state(*seen);
      mark.crop = fmt::format("crops/archive-{:02}.png", archive_.marks.size() + 1);
      if (!picture.empty()) archive_.crops[mark.crop] = picture;
    }
    archive_.marks.push_back(std::move(mark));
  }

  void write_pdf(const fs::path& folder) {
    const auto maker = run_.machine.sandbox().new_volume();
    std::map<std::string, VolumePart> parts;
    VolumePlan plan;
    for (const ArchivedPage& page : archive_.pages) {
      VolumePart& part = parts[page.file];
      if (part.id < 0) part = maker->add(read_file(given_.folder / page.file), PartUse::archive);
      if (part.status != FileStatus::read || page.page > static_cast<int>(part.pages.size()))
        return refuse(page.file + "：" + part.reason);
      plan.pages.push_back(placed(part, page.page - 1));
    }
    const std::string title = title_of_form();
    plan.title = title + " " + archive_.number;
    plan.keywords = archive_.notice;
    plan.date = pdf_date(run_.now);
    plan.xmp = archive_xmp(archive_, plan.title, report_.notice_name, run_.now);
    plan.srgb_profile = srgb_profile();
    plan.attached.push_back(
        {"application.xml", "application/xml", tr("线上填报信息"), read_file(given_.record), plan.date});
    maker->join(plan, [&](std::string_view bytes) {
      archive_.bytes = bytes.size();
      archive_.file = folder / "archive.pdf";
      make_folder(folder);
      write_file(archive_.file, bytes);
    });
  }

  std::string title_of_form() const {
    Diagnostics ignored;
    const auto forms = run_.machine.forms_of(archive_.notice, ignored);
    return forms ? forms->notice.title_of(archived_kind) : archived_kind;
  }

  /// On a sheet of its own size; a picture that knows none is as long as A4.
  static PlacedPage placed(const VolumePart& part, int index) {
    constexpr double a4_length = 297;
    const PartPage& page = part.pages[static_cast<std::size_t>(index)];
    PlacedPage placed{part.id, index, page.width_mm, page.height_mm};
    if (!page.sized) placed.scale = a4_length / std::max(page.width_mm, page.height_mm);
    placed.width_mm *= placed.scale;
    placed.height_mm *= placed.scale;
    return placed;
  }

  const Case& given_;
  const fs::path& output_;
  const Report& report_;
  CheckRun& run_;
  Archive archive_;
};

}  // namespace

bool Archive::has_faults() const {
  const auto absent = [](const AskedMark& mark) { return mark.state == MarkState::absent; };
  const auto error = [](const Finding& finding) { return finding.severity == Severity::error; };
  return refused || mismatches > 0 || std::any_of(marks.begin(), marks.end(), absent) ||
         std::any_of(findings.begin(), findings.end(), error);
}

MarkState mark_state(const BoxReport& seen) {
  if (seen.state == BoxState::absent) return MarkState::absent;
  const bool copied = seen.use == BoxUse::seal && !seen.red;
  return seen.state == BoxState::present && !copied ? MarkState::present : MarkState::unclear;
}

ArchivedCase archive_case(const Case& given, const fs::path& output, CheckRun& run, CheckWorkers workers) {
  ArchivedCase done;
  const CheckedCase checked = check_case(given, run, workers);
  done.diagnostics = checked.diagnostics;
  done.archive.number = checked.report.number;
  if (!checked.ok) {
    done.failure = {tr("记录有误，没有归档"), static_cast<int>(ErrorKind::bad_input)};
    return done;
  }
  done.archive = Archivist(given, output, checked, run).archive();
  return done;
}

}  // namespace hefu
