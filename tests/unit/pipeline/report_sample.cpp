#include "tests/unit/pipeline/report_sample.h"

#include <fmt/format.h>

#include <random>

namespace hefu {
namespace {

constexpr double px_per_mm = 100 / 25.4;

void fill(Image& image, double x_mm, double y_mm, double w_mm, double h_mm,
          std::array<std::uint8_t, 3> colour) {
  const int left = std::max(0, static_cast<int>(x_mm * px_per_mm)),
            top = std::max(0, static_cast<int>(y_mm * px_per_mm));
  const int right = std::min(image.width, static_cast<int>((x_mm + w_mm) * px_per_mm) + 1);
  const int bottom = std::min(image.height, static_cast<int>((y_mm + h_mm) * px_per_mm) + 1);
  for (int y = top; y < bottom; ++y)
    for (int x = left; x < right; ++x)
      std::copy_n(colour.begin(), 3, &image.pixels[(static_cast<std::size_t>(y) * image.width + x) * 3]);
}

/// Something that has the look of print: strokes of a character's size.
void draw_characters(Image& image, double x_mm, double y_mm, int count, unsigned seed) {
  std::mt19937 random(seed);
  for (int i = 0; i < count; ++i)
    for (int stroke = 0; stroke < 5; ++stroke) {
      const double x = x_mm + i * 3.7 + random() % 20 / 10.0, y = y_mm + random() % 28 / 10.0;
      const bool across = random() % 2 == 0;
      fill(image, x, y, across ? 1.6 : 0.25, across ? 0.25 : 1.6, {40, 40, 46});
    }
}

Image drawn_page(int rows, unsigned seed) {
  Image page{827, 1169, 3, 100, std::vector<std::uint8_t>(827 * 1169 * 3, 250)};
  draw_characters(page, 80, 18, 12, seed);
  for (int row = 0; row <= rows; ++row) fill(page, 12, 30 + row * 12, 186, 0.3, {20, 20, 20});
  for (double x : {12.0, 45.0, 105.0, 138.0, 197.7}) fill(page, x, 30, 0.3, rows * 12, {20, 20, 20});
  for (int row = 0; row < rows; ++row) {
    draw_characters(page, 15, 34 + row * 12, 5, seed + row);
    draw_characters(page, 48, 34 + row * 12, 8 + row % 6, seed + 100 + row);
    draw_characters(page, 108, 34 + row * 12, 4, seed + 200 + row);
    draw_characters(page, 141, 34 + row * 12, 9, seed + 300 + row);
  }
  return page;
}

Image cut(const Image& page, const RectMm& box) {
  const int x0 = static_cast<int>(box.x * px_per_mm), y0 = static_cast<int>(box.y * px_per_mm);
  Image crop{static_cast<int>(box.w * px_per_mm), static_cast<int>(box.h * px_per_mm), 3, 100, {}};
  for (int y = 0; y < crop.height; ++y) {
    const auto row = page.pixels.begin() + ((y0 + y) * static_cast<std::ptrdiff_t>(page.width) + x0) * 3;
    crop.pixels.insert(crop.pixels.end(), row, row + crop.width * 3);
  }
  return crop;
}

struct Entry {
  const char *path, *label, *online;
  Verdict verdict = Verdict::match;
  const char* paper = nullptr;
};

constexpr const char* evaluation_file = "评审表 扫描件.pdf";

void add_page(Report& report, int form_page, const std::vector<Entry>& entries) {
  PageReport page{evaluation_file, form_page, "evaluation-form", form_page, 12};
  page.owner = Owner::this_applicant;
  page.print = PrintAge::current;
  page.code = CodeStatus::genuine;
  page.registered = true;
  page.picture = drawn_page(18, 7 * form_page);
  page.picture_px_per_mm = px_per_mm;
  int row = 0;
  for (const Entry& entry : entries) {
    FieldReport field{"evaluation-form", entry.path, entry.label};
    if (entry.verdict != Verdict::not_online) field.online = entry.online;
    if (entry.paper) field.paper = entry.paper;
    field.verdict = entry.verdict;
    field.method = entry.verdict == Verdict::unreadable ? Method::ocr : Method::expected_print;
    if (entry.verdict == Verdict::match || entry.verdict == Verdict::mismatch) field.confidence = 0.98765;
    const RectMm box{row % 2 == 0 ? 46.0 : 139.0, 31.0 + row / 2 * 12, 58.0, 10.0};
    field.where = Where{evaluation_file, form_page, box};
    if (entry.verdict == Verdict::mismatch || entry.verdict == Verdict::unreadable) {
      field.where->crop = fmt::format("crops/evaluation-form-{}-{}.png", form_page, row);
      report.crops[field.where->crop] = cut(page.picture, box);
    }
    report.fields.push_back(field);
    ++row;
  }
  report.pages.push_back(std::move(page));
}

Report empty_report() {
  Report report;
  report.number = "YB-2025-0001";
  report.notice = "2025-green-channel";
  report.notice_name = "关于做好2025年自治区绿色通道职称评审材料申报工作的通知";
  report.name = "样本甲";
  report.uploads.push_back(
      {evaluation_file, std::string(64, 'a'), FileStatus::read, "", 6, "evaluation-form", 1});
  report.timing_ms = {312.44, 128.9, 402.25, 61.0, 1004.7};
  return report;
}

void add_first_page(Report& report, bool changed) {
  const Verdict differs = changed ? Verdict::mismatch : Verdict::match;
  const Verdict doubt = changed ? Verdict::unreadable : Verdict::match;
  add_page(report, 1,
           {{"/application/applicant/name", "姓名", "样本甲", differs, changed ? "样本申" : nullptr},
            {"/application/applicant/sex", "性别", "女"},
            {"/application/applicant/ethnicity", "民族", "蒙古族"},
            {"/application/applicant/birth-date", "出生年月", "1985年3月"},
            {"/application/applicant/id-number", "身份证号码", "150000198503120020", differs,
             changed ? "150000198503170020" : nullptr},
            {"/application/applicant/work-start", "参加工作时间", "2008年7月"},
            {"/application/applicant/health", "身体状况", "健康", doubt},
            {"/application/titles/current/name", "现任专业技术职务", "高级工程师"},
            {"/application/applicant/former-name", "曾用名", "", Verdict::not_online}});
}

void add_achievement_page(Report& report, bool changed) {
  add_page(
      report, 5,
      {{"/application/achievements-after/achievement[1]/name", "专业技术工作名称（项目、课题、成果）",
        "样本水库除险加固工程初步设计"},
       {"/application/achievements-after/achievement[1]/result", "完成情况及效果（获何奖励、效益或专利）",
        "已投入运行，年增效益约600万元；通过竣工验收并获样本自治区优秀工程设计奖，成果在三个旗县推广应用",
        changed ? Verdict::mismatch : Verdict::match,
        changed ? "已投入运行，年增效益约800万元；通过竣工验收并获样本自治区优秀工程设计一等奖，成果在三个旗"
                  "县推广应用"
                : nullptr},
       {"/application/achievements-after/achievement[1]/start", "起止时间", "2019年5月至2022年10月",
        changed ? Verdict::mismatch : Verdict::match}});
}

void add_faulty_pages(Report& report) {
  for (const auto& [page, fault] : {std::pair{2, PageFault::foreign},
                                    {3, PageFault::older},
                                    {4, PageFault::doubled},
                                    {6, PageFault::out_of_order}}) {
    PageReport faulty{evaluation_file, page, "evaluation-form", page == 4 ? 1 : page, 12};
    faulty.owner = fault == PageFault::foreign ? Owner::other : Owner::this_applicant;
    faulty.print = fault == PageFault::older ? PrintAge::older : PrintAge::current;
    faulty.code = fault == PageFault::out_of_order ? CodeStatus::unknown_key : CodeStatus::genuine;
    faulty.registered = true;
    faulty.fault = fault;
    faulty.picture = drawn_page(12, 50 + page);
    faulty.picture_px_per_mm = px_per_mm;
    report.pages.push_back(std::move(faulty));
  }
  PageReport missing{"", 0, "evaluation-form", 9, 12};
  missing.fault = PageFault::missing;
  report.pages.push_back(missing);
  PageReport photo{"证书 & <照片>.jpg", 1};
  photo.picture = turned(drawn_page(6, 99), 1);
  photo.picture_scale = 0.25;
  report.pages.push_back(std::move(photo));
}

}  // namespace

Report consistent_report() {
  Report report = empty_report();
  report.verdict = CaseVerdict::consistent;
  add_first_page(report, false);
  add_achievement_page(report, false);
  return report;
}

Report sample_report() {
  Report report = empty_report();
  report.verdict = CaseVerdict::inconsistent;
  report.uploads.push_back({"证书 & <照片>.jpg", std::string(64, 'b'), FileStatus::read, "", 1, "", 8});
  report.uploads.push_back({"继续教育.pdf", std::string(64, 'c'), FileStatus::rejected,
                            "文件已加密，请去掉密码后重新上传", 0, "", 3});
  report.uploads.push_back(
      {"送审表.jpg", std::string(64, 'd'), FileStatus::unreadable, "图像在传输中被截断", 0, "", 2});
  add_first_page(report, true);
  add_achievement_page(report, true);
  add_faulty_pages(report);
  for (const char* label : {"任期起止时间", "单位", "从事何专业技术工作"})
    report.fields.push_back({"submission-form", "/application/jobs/job[1]/unit", label, "样本水利设计所",
                             std::nullopt, Verdict::missing});
  const Where evidence{"证书 & <照片>.jpg", 1, std::nullopt, RectMm{400, 300, 900, 120},
                       "crops/evidence-8-1.png"};
  report.crops[evidence.crop] = cut(report.pages.back().picture, {25, 19, 57, 9});
  report.fields.push_back({"evidence-volume", "/application/awards/award[1]/grade", "获奖等级", "二等奖",
                           "三等奖", Verdict::mismatch, Method::evidence, 0.91, evidence});
  const Clause same{"三", "线上、线下提交的材料（填写的信息、业绩等）相同"};
  report.findings = {
      {field_mismatch_rule, Severity::error, Audience::applicant, "姓名：纸面与线上填报不同",
       "请改正后重新打印、签字、盖章", report.notice, same, report.fields[0].where,
       "/application/applicant/name"},
      {"extra-ink",
       Severity::warning,
       Audience::reviewer,
       "「性别」一格中有不是打印的笔迹",
       "请对照图片",
       "",
       {},
       report.fields[1].where,
       report.fields[1].path},
      {"extra-ink", Severity::warning, Audience::reviewer, "「姓名」一格中有不是打印的笔迹", "请对照图片",
       report.notice, same, report.fields[0].where, report.fields[0].path},
      {"publicity-length",
       Severity::error,
       Audience::reviewer,
       "单位公示不足5个工作日",
       "公示满5个工作日后再推荐上报",
       report.notice,
       {"四、3", "公示期不少于5个工作日"}},
      {"unit-opinion",
       Severity::warning,
       Audience::reviewer,
       "送审表“单位意见”一栏没有印章",
       "请加盖单位公章",
       "",
       {},
       Where{evaluation_file, 1, RectMm{46, 151, 58, 22}}},
      {"cut-off-date", Severity::info, Audience::reviewer, "通知没有规定业绩的截止日期，未检查"},
  };
  return report;
}

}  // namespace hefu
