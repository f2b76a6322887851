#include "pipeline/bind_case.h"
#include "pipeline/clock.h"
#include "pipeline/commands.h"
#include "pipeline/find_cases.h"
#include "pipeline/interrupt.h"
#include "pipeline/log.h"
#include "pipeline/output.h"
#include "pipeline/parallel.h"
#include "pipeline/terminal.h"
#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {
namespace {

/// Exit code of a run that wrote volumes with files missing from them.
constexpr int some_failed = 11;

std::string numbers_of_blank(const BoundVolume& volume) {
  std::string numbers;
  for (const BoundPage& page : volume.pages)
    if (page.blank)
      numbers += fmt::format("{}{}（{} 第 {} 页）", numbers.empty() ? "" : "、", page.volume_page, page.file,
                             page.page);
  return numbers;
}

void tell_unbound(const BoundVolume& volume) {
  for (const UnboundFile& file : volume.failed)
    log_error(fmt::format(fmt::runtime(tr("{}：uploads/{}（第 {} 项）没有装订：{}")), volume.number,
                          file.file, file.item, file.reason));
}

void tell_volume(const BoundVolume& volume) {
  if (const std::string blank = numbers_of_blank(volume); !blank.empty())
    log_warning(
        fmt::format(fmt::runtime(tr("{}：这些页是空白页，已照原样装订，请确认：{}")), volume.number, blank));
  if (!volume.complete())
    log_warning(fmt::format(
        fmt::runtime(tr("{}：有文件没有装订，佐证页码没有登记；补齐后请重新运行 hefu bind")), volume.number));
  print_data(volume.file.string() + "\n");
}

}  // namespace

int bind(const Options& options, std::shared_ptr<Sandbox> sandbox) {
  const std::string now = moment(options.now);
  const std::vector<Case> cases = find_cases(options);
  Machine machine(std::move(sandbox));
  PrintIssuer issuer(State(options.state), *machine.fonts(), now);
  BindRun run{options.output, machine, issuer};

  std::vector<BoundCase> bound(cases.size());
  std::vector<std::string> failed;
  int single_exit_code = 0;
  bool incomplete = false;
  {
    Progress progress(tr("装订"), cases.size(), options.progress);
    for_each_ordered(
        cases.size(), std::min<int>(worker_count(options.jobs), static_cast<int>(cases.size())),
        [&](std::size_t i, int) {
          stop_if_interrupted();
          // Until its folder is written, an error of a file is the case's own.
          bound[i].failure = with_record(
              [&] {
                bound[i] = bind_case(cases[i], run);
                return bound[i].failure;
              },
              "");
        },
        [&](std::size_t i) {
          tell(cases[i].record, bound[i].diagnostics, bound[i].failure.reason);
          tell_unbound(bound[i].volume);
          if (bound[i].failure.reason.empty()) {
            tell_volume(bound[i].volume);
            incomplete = incomplete || !bound[i].volume.complete();
          } else {
            failed.push_back(cases[i].record.string());
          }
          single_exit_code = std::max(single_exit_code, bound[i].failure.exit_code);
          bound[i] = {};
          progress.advance();
        });
  }
  log_info(fmt::format(fmt::runtime(tr("已装订 {} 份案卷的佐证材料，在 {}")), cases.size() - failed.size(),
                       options.output.string()));
  const int code = conclude_records(failed, cases.size(), single_exit_code);
  return code == 0 && incomplete ? some_failed : code;
}

DecodeLimits bind_limits() {
  DecodeLimits limits;
  limits.max_pages = 2000;
  // Pages are only looked at to see whether they are blank: what is bound is the file's own.
  limits.render_dpi = 72;
  limits.reduce_long_side_px = 1600;
  return limits;
}

}  // namespace hefu
