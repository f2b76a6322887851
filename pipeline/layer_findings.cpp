#include "pipeline/evidence_report.h"

namespace hefu {
namespace {

// Of one page; who sees three looks at the whole.
constexpr std::size_t most_told = 3;

std::string told_of(const std::vector<SeenDifference>& differences) {
  std::string told;
  for (std::size_t i = 0; i < std::min(most_told, differences.size()); ++i)
    told += fmt::format("{}图像上是“{}”，文字层里是“{}”", i == 0 ? "" : "；", differences[i].shown,
                        differences[i].layer);
  if (differences.size() > most_told) told += fmt::format("；另有 {} 处", differences.size() - most_told);
  return told;
}

}  // namespace

void report_text_layers(const PreparedRecord& record, std::vector<ReadPage>& pages, Report& report) {
  for (ReadPage& page : pages) {
    if (!page.evidence || page.evidence->differing.empty()) continue;
    std::vector<SeenDifference>& differences = page.evidence->differing;
    Where where{report.uploads[page.upload].file,
                page.page,
                std::nullopt,
                differences.front().box_px,
                fmt::format("crops/layer-{}-{}.png", page.upload + 1, page.page),
                page.part};
    report.crops[where.crop] = std::move(differences.front().crop);
    report.findings.push_back(
        finding_of(record.forms->notice, "text-layer-disagrees", Severity::warning, Audience::reviewer,
                   "这个 PDF 自带的文字与图像不一致：" + told_of(differences),
                   "核对只凭图像，自带的文字从不作依据；请查明这个文件的来历，必要时要求按原件重新扫描",
                   std::move(where)));
  }
}

}  // namespace hefu
