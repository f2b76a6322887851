#include "pipeline/cli11_parts.h"
#include "schemas/messages.h"

namespace hefu {

void add_text(CLI::App& app, Parsed& parsed) {
  CLI::App* command =
      app.add_subcommand("text", tr("读出扫描件、照片里的文字及其位置（hOCR），供查找；不作为核对依据"))
          ->fallthrough()
          ->group(tr("命令"));
  command->callback([&] { parsed.options.command = Command::text; });
  add_batch_options(*command, parsed.batch[Command::text]);
  with_environment(
      command->add_flag("--pdf", parsed.options.searchable,
                        tr("另存一份可检索的 PDF：上传件自己的页面原样不动，上面是看不见的文字")));
  command->add_option("inputs", parsed.inputs, tr("要读的文件"))->type_name("FILE")->required();
}

}  // namespace hefu
