#include "pipeline/box_reports.h"

#include <algorithm>

#include "ocr/box_judge.h"
#include "ocr/straight_page.h"
#include "pipeline/page_findings.h"

namespace hefu {
namespace {

// The straightened page is sharp enough to know a signature by; of larger boxes less will do, in a report
// with forty of them.
constexpr double large_box_mm2 = 1500;

/// Who has filled theirs before the papers are handed in.
bool fills_before(Filler filler) { return filler == Filler::applicant || filler == Filler::unit; }

/// Whether a rule of the notice has said it of this place.
bool told_by_rule(const Report& report, const BoxReport& box) {
  return std::any_of(report.findings.begin(), report.findings.end(), [&](const Finding& finding) {
    return finding.check == "C6" && finding.outcome == "fails" &&
           finding.message.find(box.label) != std::string::npos;
  });
}

/// A part of the straightened page, with a little around it.
Image picture_of(const Box& box, const StraightPage& straight, const Page& page) {
  Image part = straight.cut(padded(box.box, page));
  return box.box.w * box.box.h > large_box_mm2 ? three_quarters(part) : part;
}

struct OnPage {
  std::string file;
  int page = 0;
  std::vector<std::string> labels;
};

/// The labels of the boxes in one state, page by page.
std::vector<OnPage> labels_by_page(const Report& report, BoxState state) {
  std::vector<OnPage> pages;
  for (const BoxReport& box : report.boxes) {
    if (box.state != state || !fills_before(box.filler) || box.label.empty()) continue;
    if (state == BoxState::absent && told_by_rule(report, box)) continue;
    if (pages.empty() || pages.back().file != box.where.file || pages.back().page != box.where.page)
      pages.push_back({box.where.file, box.where.page, {}});
    pages.back().labels.push_back(box.label);
  }
  return pages;
}

}  // namespace

void report_boxes(const VerifiedPage& page, const PageReading& reading, ReadPage& read) {
  const Page& verified = page.then ? *page.then : *page.now;
  for (std::size_t i = 0; i < verified.boxes.size() && i < reading.boxes.size(); ++i) {
    const Box& box = verified.boxes[i];
    if (!is_filled_by_hand(box)) continue;
    BoxReport report;
    report.form = read.identity.kind;
    report.label = box.label;
    report.filler = box.filler;
    report.use = box.use;
    report.state = reading.boxes[i].state;
    report.red = reading.boxes[i].red;
    report.where = Where{page.file, read.page, box.box, std::nullopt, ""};
    // The committee's boxes come later: only what stands in them is of interest.
    if (box.filler != Filler::committee || report.state != BoxState::absent)
      report.where.crop = keep_crop(picture_of(box, reading.straight, verified), read);
    read.boxes.push_back(std::move(report));
  }
}

std::vector<Finding> findings_about_boxes(const Notice& notice, const Report& report) {
  std::vector<Finding> findings;
  for (const OnPage& page : labels_by_page(report, BoxState::absent))
    findings.push_back(finding_of(notice, "box-empty", Severity::warning, Audience::applicant,
                                  fmt::format("这一页有 {} 处应当填写、签名或盖章的地方是空白的：{}",
                                              page.labels.size(), fmt::join(page.labels, "、")),
                                  "请由本人、所在单位填写、签名、盖章后重新扫描上传；按规定以后才填写的除外",
                                  Where{page.file, page.page, std::nullopt, std::nullopt, ""}));
  for (const OnPage& page : labels_by_page(report, BoxState::unclear))
    findings.push_back(finding_of(notice, "box-unclear", Severity::warning, Audience::reviewer,
                                  fmt::format("{} 处看不出是否已经填写、签名或盖章：{}", page.labels.size(),
                                              fmt::join(page.labels, "、")),
                                  "请对照图片核对",
                                  Where{page.file, page.page, std::nullopt, std::nullopt, ""}));
  return findings;
}

}  // namespace hefu
