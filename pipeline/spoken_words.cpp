#include "pipeline/spoken_words.h"

#include <cstdlib>
#include <map>

namespace hefu {

const char* spoken(CaseVerdict verdict) {
  switch (verdict) {
    case CaseVerdict::consistent:
      return "一致";
    case CaseVerdict::inconsistent:
      return "不一致";
    case CaseVerdict::needs_review:
      break;
  }
  return "需人工核对";
}

const char* spoken(Owner owner) {
  switch (owner) {
    case Owner::this_applicant:
      return "本人";
    case Owner::other:
      return "他人";
    case Owner::unknown:
      break;
  }
  return "归属不明";
}

const char* spoken(PrintAge print) {
  switch (print) {
    case PrintAge::current:
      return "当前版本";
    case PrintAge::older:
      return "旧版打印";
    case PrintAge::unknown:
      break;
  }
  return "版本不明";
}

const char* spoken(CodeStatus status) {
  switch (status) {
    case CodeStatus::genuine:
      return "二维码真实";
    case CodeStatus::forged:
      return "二维码被改动或伪造";
    case CodeStatus::unknown_key:
      return "二维码签发者未知";
    case CodeStatus::absent:
      break;
  }
  return "未读到二维码";
}

const char* spoken(PageFault fault) {
  switch (fault) {
    case PageFault::missing:
      return "缺页";
    case PageFault::doubled:
      return "重复页";
    case PageFault::foreign:
      return "他人的页";
    case PageFault::older:
      return "旧版打印";
    case PageFault::out_of_order:
      return "页序不对";
    case PageFault::none:
      break;
  }
  return "";
}

const char* spoken(Verdict verdict) {
  switch (verdict) {
    case Verdict::match:
      return "一致";
    case Verdict::mismatch:
      return "不一致";
    case Verdict::missing:
      return "缺失";
    case Verdict::not_online:
      return "非线上填报";
    case Verdict::unreadable:
      break;
  }
  return "无法辨认";
}

const char* spoken(Method method) {
  switch (method) {
    case Method::expected_print:
      return "字形比对";
    case Method::ocr:
      return "文字识别";
    case Method::evidence:
      return "佐证材料";
    case Method::none:
      break;
  }
  return "未比对";
}

const char* spoken(FileStatus status) {
  switch (status) {
    case FileStatus::read:
      return "已读取";
    case FileStatus::rejected:
      return "已拒收";
    case FileStatus::unreadable:
      break;
  }
  return "无法读取";
}

const char* spoken(Severity severity) {
  switch (severity) {
    case Severity::info:
      return "提示";
    case Severity::warning:
      return "注意";
    case Severity::error:
      break;
  }
  return "错误";
}

const char* remedy_of(PageFault fault) {
  switch (fault) {
    case PageFault::missing:
      return "请补交这一页。";
    case PageFault::doubled:
      return "同一页交了不止一次，请只留一份。";
    case PageFault::foreign:
      return "这一页是别人的，请换成本人的。";
    case PageFault::older:
      return "打印之后线上信息又改过，请重新导出、打印并签章。";
    case PageFault::out_of_order:
      return "请按页码顺序重新整理。";
    case PageFault::none:
      break;
  }
  return "";
}

std::string spoken_kind(const std::string& kind) {
  static const std::map<std::string, std::string> names = {
      {"checklist", "材料目录单"},        {"evaluation-form", "评审表"},
      {"submission-form", "送审表"},      {"pledge", "诚信承诺书"},
      {"envelope", "评审材料袋"},         {"registration-form", "引进人才登记表"},
      {"recognition-form", "考核认定表"}, {"roster", "花名册"},
      {"publicity-list", "公示名单"},     {"return-notice", "退回通知"},
      {"evidence-volume", "佐证材料册"},
  };
  const auto found = names.find(kind);
  return found == names.end() ? kind : found->second;
}

int entry_of(const std::string& path) {
  const std::size_t open = path.rfind('[');
  return open == std::string::npos ? 0 : std::atoi(path.c_str() + open + 1);
}

ReportCounts count(const Report& report) {
  ReportCounts counts;
  for (const FieldReport& field : report.fields) switch (field.verdict) {
      case Verdict::match:
        ++counts.match;
        break;
      case Verdict::mismatch:
        ++counts.mismatch;
        break;
      case Verdict::unreadable:
        ++counts.unreadable;
        break;
      case Verdict::missing:
        ++counts.missing;
        break;
      case Verdict::not_online:
        ++counts.not_online;
        break;
    }
  for (const PageReport& page : report.pages) counts.page_faults += page.fault != PageFault::none;
  for (const Finding& finding : report.findings) switch (finding.severity) {
      case Severity::error:
        ++counts.errors;
        break;
      case Severity::warning:
        ++counts.warnings;
        break;
      case Severity::info:
        ++counts.infos;
        break;
    }
  return counts;
}

}  // namespace hefu
