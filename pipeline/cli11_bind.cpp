#include "pipeline/cli11_parts.h"
#include "schemas/messages.h"

namespace hefu {

void add_bind(CLI::App& app, Parsed& parsed) {
  CLI::App* command =
      app.add_subcommand("bind", tr("把上传的佐证材料按目录顺序装订成一册（PDF），编页码、加书签"))
          ->fallthrough()
          ->group(tr("命令"));
  command->callback([&] { parsed.options.command = Command::bind; });
  add_batch_options(*command, parsed.batch[Command::bind]);
  add_cases(*command, parsed);
}

}  // namespace hefu
