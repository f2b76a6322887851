#include "pipeline/fault_findings.h"

#include <algorithm>

#include "pipeline/page_findings.h"

namespace hefu {
namespace {

struct Words {
  const char *message, *remedy;
};

Words words_of(PictureFault fault) {
  switch (fault) {
    case PictureFault::cut_off:
      return {"这一页没有扫全或拍全，有内容在图片之外",
              "请把整张纸放进画面，四边都留一点空白，重新扫描或拍照"};
    case PictureFault::too_small:
      return {"图片太小，字的笔画分不清", "请按 200 至 300 dpi 扫描；拍照的请靠近些，用原图上传，不要压缩"};
    case PictureFault::too_dark:
      return {"图片太暗", "请在光线充足、均匀的地方重新拍照，或把扫描的亮度调高"};
    case PictureFault::blurred:
      return {"图片模糊，没有对准焦点或拍的时候动了", "请拿稳、对焦后重新拍照，最好用扫描仪"};
    case PictureFault::glare:
      return {"有反光，盖住了一部分内容", "请换个角度、避开灯光重新拍照，或用扫描仪"};
  }
  return {};
}

Finding about(PictureFault fault, const PreparedRecord& record, Where where) {
  const Words words = words_of(fault);
  return finding_of(record.forms->notice, "picture-faulty", Severity::warning, Audience::applicant,
                    words.message, words.remedy, std::move(where));
}

}  // namespace

void add_fault_findings(const VerifiedPage& page, const Image& grey, const PageReading& reading,
                        ReadPage& read) {
  const bool unread =
      !read.legible || std::any_of(read.fields.begin(), read.fields.end(), [](const FieldReport& field) {
        return field.verdict == Verdict::unreadable && field.online;
      });
  if (!unread) return;
  const Page& verified = page.then ? *page.then : *page.now;
  // Small print that the scanner did not make out is the printer's doing, which is told already.
  const bool printed_small =
      std::any_of(read.findings.begin(), read.findings.end(), [](const Finding& finding) {
        return finding.rule == "print-reduced" || finding.rule == "print-two-up";
      });
  for (const FoundFault& found : find_picture_faults(grey, page.map, verified, reading)) {
    if (printed_small && (found.fault == PictureFault::blurred || found.fault == PictureFault::too_small))
      continue;
    Where where{page.file, read.page, std::nullopt, std::nullopt, "", read.part};
    if (found.fault == PictureFault::glare) {  // the others concern the whole picture, or what is not in it
      where.box_mm = found.box;
      where.crop = cut_crop(page, found.box, read);
    }
    read.findings.push_back(about(found.fault, page.record, std::move(where)));
  }
}

void add_fault_findings(const Image& grey, const PreparedRecord& record, const std::string& file,
                        ReadPage& read) {
  for (const PictureFault fault : find_picture_faults(grey))
    read.findings.push_back(
        about(fault, record, Where{file, read.page, std::nullopt, std::nullopt, "", read.part}));
}

}  // namespace hefu
