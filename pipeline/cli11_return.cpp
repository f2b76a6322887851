#include "pipeline/cli11_parts.h"
#include "schemas/messages.h"

namespace hefu {

void add_return(CLI::App& app, Parsed& parsed) {
  CLI::App* command =
      app.add_subcommand("return", tr("由核对报告生成退回通知书（PDF）"))->fallthrough()->group(tr("命令"));
  command->callback([&] { parsed.options.command = Command::return_notice; });
  add_batch_options(*command, parsed.batch[Command::return_notice]);
  with_environment(command->add_flag("--all", parsed.options.returns.everything,
                                     tr("也写上由审核人处理的问题和未核对的规定")));
  command->add_option("inputs", parsed.inputs, tr("report.json，或在其中查找它的文件夹（hefu check 的结果）"))
      ->type_name("REPORT|DIR")
      ->required();
}

}  // namespace hefu
