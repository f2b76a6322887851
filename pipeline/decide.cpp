#include "pipeline/decide.h"

#include <set>

namespace hefu {
namespace {

// Findings of these rules are for a person to judge before the case may pass; the other warnings inform.
const std::set<std::string> rules_that_need_eyes = {"label-altered",
                                                    "foreign-ink",
                                                    "blank-filled",
                                                    "extra-ink",
                                                    "code-unknown-key",
                                                    "code-conflict",
                                                    "owner-unknown",
                                                    "upload-unreadable",
                                                    "page-unreadable",
                                                    "field-unreadable",
                                                    "several-papers-unread",
                                                    "print-other-fonts",
                                                    "print-reduced",
                                                    "print-two-up",
                                                    "id-number-twice",
                                                    "phone-shared",
                                                    "file-shared",
                                                    "work-shared",
                                                    "photo-shared",
                                                    "roster-cell-unclear",
                                                    "evidence-contradicts",
                                                    "evidence-absent",
                                                    "publication-unproven",
                                                    "evidence-blank",
                                                    "evidence-illegible",
                                                    "evidence-wrong-item",
                                                    "evidence-other-person",
                                                    "evidence-doubled",
                                                    "evidence-wrong-year",
                                                    "evidence-assessments",
                                                    "evidence-publicity-short",
                                                    "text-layer-disagrees"};

const char* shown(const std::optional<std::string>& value) {
  return value && !value->empty() ? value->c_str() : "（空）";
}

void add_field_findings(const Notice& notice, const ReadPage& page, Report& report) {
  std::vector<std::string> unreadable;
  for (const FieldReport& field : page.fields) {
    if (field.verdict == Verdict::mismatch) report.findings.push_back(mismatch_finding(notice, field));
    if (field.verdict == Verdict::unreadable && field.online) unreadable.push_back(field.label);
  }
  const Where where{report.uploads[page.upload].file, page.page, std::nullopt, std::nullopt, "", page.part};
  if (page.fault == PageFault::doubled) return;  // a better picture of it is there
  if (!page.registered || !page.legible) {
    report.findings.push_back(finding_of(notice, "page-unreadable", Severity::warning, Audience::applicant,
                                         "这一页看不清，没有一项能够核对",
                                         "请放平、对正、光线均匀地重新扫描或拍照", where));
  } else if (!unreadable.empty()) {
    report.findings.push_back(finding_of(
        notice, "field-unreadable", Severity::warning, Audience::reviewer,
        fmt::format("{} 项无法判定，需人工核对：{}", unreadable.size(), fmt::join(unreadable, "、")),
        "请对照图片核对；看不清的请申报人重新扫描", where));
  }
}

/// What two codes of one page say, without a word of anybody else's.
std::string conflict_of(const PageIdentity& identity, const Report& report) {
  const auto shown = [&](const std::optional<PageCode>& code) -> std::string {
    if (!code || code->application != report.number) return "别人的一页";
    return fmt::format("本人的第 {} 页（版次 {}）", code->page, code->serial);
  };
  return fmt::format("同一页上的两个二维码内容不同：一个是{}，另一个是{}", shown(identity.said),
                     shown(identity.other_said));
}

void add_code_findings(const Notice& notice, const ReadPage& page, const CheckRun& run, Report& report) {
  const Where where{report.uploads[page.upload].file, page.page, std::nullopt, std::nullopt, "", page.part};
  const PageIdentity& identity = page.identity;
  const auto add = [&](const char* rule, Severity severity, const std::string& message,
                       const std::string& remedy) {
    report.findings.push_back(finding_of(notice, rule, severity, Audience::reviewer, message, remedy, where));
  };
  if (identity.code == CodeStatus::forged)
    add("code-forged", Severity::error, "页面二维码被改动过，签名不符", "请核实这一页的来历，要求重新打印");
  if (identity.code == CodeStatus::unknown_key && !run.trusted.empty())
    add("code-unknown-key", Severity::warning, "页面二维码不是由受信任的密钥签发的",
        "如确为本系统打印，请把对应的公钥放入状态文件夹的 trusted");
  if (identity.conflicting)
    add("code-conflict", Severity::warning, conflict_of(identity, report),
        "两个二维码都不作数，这一页按表格本身辨认；请核对它是否由两页拼成");
  if (identity.code == CodeStatus::absent && page.is_form())
    add("code-absent", Severity::warning, "页面二维码读不出来，已按表格本身辨认",
        "二维码被遮盖或残缺时，请核对这一页是否为原件");
  if (identity.owner == Owner::unknown && page.is_form())
    add("owner-unknown", Severity::warning, "不能确定这一页是不是本人的", "请人工核对这一页");
  if (!identity.code_text.empty() && run.shared_codes.count(identity.code_text))
    add("code-shared", page.fault == PageFault::foreign ? Severity::error : Severity::info,
        "同一个页面二维码出现在两名申报人的材料中", "一人一码，请核实这一页属于谁");
}

void add_upload_findings(const Notice& notice, Report& report) {
  for (const UploadReport& upload : report.uploads) {
    if (upload.status == FileStatus::read) continue;
    report.findings.push_back(finding_of(notice, "upload-unreadable", Severity::warning, Audience::applicant,
                                         fmt::format("文件 {} 无法读取：{}", upload.file, upload.reason),
                                         "请重新扫描并上传完整的 PDF、JPEG、PNG 或 TIFF 文件",
                                         Where{upload.file, 0, std::nullopt, std::nullopt, ""}));
  }
}

/// One line for the whole case where nobody has given this machine a key to trust.
void add_unverified_codes(const Notice& notice, const std::vector<ReadPage>& pages, const CheckRun& run,
                          Report& report) {
  const auto unknown = std::count_if(pages.begin(), pages.end(), [](const ReadPage& page) {
    return page.identity.code == CodeStatus::unknown_key;
  });
  if (unknown == 0 || !run.trusted.empty()) return;
  report.findings.push_back(
      finding_of(notice, "code-unverified", Severity::info, Audience::reviewer,
                 fmt::format("{} 页的二维码未核验：这台机器上没有受信任的公钥", unknown),
                 "要核验签名，请把打印单位的公钥放入状态文件夹的 trusted"));
}

}  // namespace

Finding mismatch_finding(const Notice& notice, const FieldReport& field) {
  const bool read = field.paper.has_value(), is_photo = field.path.ends_with("/photo");
  Finding finding = finding_of(
      notice, "field-mismatch", Severity::error, Audience::applicant,
      is_photo && read ? fmt::format("「{}」的位置是空的，纸面上没有照片", field.label)
      : is_photo       ? fmt::format("「{}」与线上上传的不是同一张照片", field.label)
      : read
          ? fmt::format("「{}」线上为“{}”，纸面为“{}”", field.label, shown(field.online), shown(field.paper))
          : fmt::format("「{}」线上为“{}”，纸面与此不同", field.label, shown(field.online)),
      "请核对哪一处正确：线上有误就修改后重新打印，纸面有误就重新打印、签字、盖章", field.where);
  finding.path = field.path;
  return finding;
}

void add_findings(const PreparedRecord& record, const std::vector<ReadPage>& pages, const CheckRun& run,
                  Report& report) {
  const Notice& notice = record.forms->notice;
  for (const ReadPage& page : pages) {
    if (page.is_ours()) add_field_findings(notice, page, report);
    for (Finding finding : page.findings) {
      if (finding.where) finding.where->part = page.part;
      report.findings.push_back(std::move(finding));
    }
    add_code_findings(notice, page, run, report);
  }
  add_unverified_codes(notice, pages, run, report);
  add_upload_findings(notice, report);
}

CaseVerdict decide(const Report& report) {
  bool contradicted = false, open = false;
  for (const FieldReport& field : report.fields) {
    contradicted |= field.verdict == Verdict::mismatch || field.verdict == Verdict::missing;
    open |= field.verdict == Verdict::unreadable;
  }
  for (const PageReport& page : report.pages) contradicted |= page.fault != PageFault::none;
  for (const Finding& finding : report.findings) {
    // The verdict is about online and paper. What a rule of the notice finds is a person's to decide,
    // whatever it is.
    if (!finding.outcome.empty()) {
      open |= finding.severity == Severity::error;
      continue;
    }
    contradicted |= finding.severity == Severity::error;
    open |= finding.severity == Severity::warning && rules_that_need_eyes.count(finding.rule) > 0;
  }
  return contradicted ? CaseVerdict::inconsistent
         : open       ? CaseVerdict::needs_review
                      : CaseVerdict::consistent;
}

}  // namespace hefu
