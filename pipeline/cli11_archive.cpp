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
  add_cases(*command, parsed);
}

}  // namespace hefu
