#include "pipeline/cli11_parts.h"
#include "schemas/messages.h"

namespace hefu {

void add_archive(CLI::App& app, Parsed& parsed) {
  CLI::App* command =
      app.add_subcommand("archive",
                         tr("把核准盖章后扫描的评审表核对齐全，存为归档文件（PDF/A-3u，附线上填报信息）"))
          ->fallthrough()
          ->group(tr("命令"));
  command->callback([&] { parsed.options.command = Command::archive; });
  add_batch_options(*command, parsed.batch[Command::archive]);
  command
      ->add_option("inputs", parsed.inputs,
                   tr("案卷文件夹（application.xml 与 uploads/），或在其中查找案卷的文件夹"))
      ->type_name("CASE|DIR")
      ->required();
}

}  // namespace hefu
