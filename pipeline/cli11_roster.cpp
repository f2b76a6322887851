#include "pipeline/cli11_parts.h"
#include "schemas/messages.h"

namespace hefu {

void add_roster(CLI::App& app, Parsed& parsed) {
  CLI::App* command =
      app.add_subcommand("roster", tr("由线上填报信息生成花名册或公示名单（.xlsx、.csv、.pdf）"))
          ->fallthrough()
          ->group(tr("命令"));
  command->callback([&] { parsed.options.command = Command::roster; });
  add_batch_options(*command, parsed.batch[Command::roster]);
  // Without environment variable: HEFU_FORMAT is that of check.
  command->add_option("--format", parsed.roster_formats, tr("只生成这些格式，用逗号分开"))
      ->type_name("xlsx,csv,pdf");
  command->add_flag("--publicity", parsed.options.roster.publicity,
                    tr("生成公示名单：身份证号、电话已遮盖（publicity-list）"));
  add_records(*command, parsed);
}

}  // namespace hefu
