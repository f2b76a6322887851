#include "pipeline/cli11_parts.h"
#include "schemas/messages.h"

namespace hefu {

void add_import(CLI::App& app, Parsed& parsed) {
  CLI::App* command = app.add_subcommand("import", tr("按映射把本单位的表格变成线上填报信息"))
                          ->fallthrough()
                          ->group(tr("命令"));
  command->callback([&] { parsed.options.command = Command::import_records; });
  add_batch_options(*command, parsed.batch[Command::import_records]);
  with_environment(
      command->add_option("-m,--mapping", parsed.mapping, tr("映射文件：哪张表的哪一栏是填报信息的哪一项"))
          ->type_name("FILE"))
      ->required();
  with_environment(
      command->add_option("--photos", parsed.photos, tr("照片文件夹，照片以身份证号、申报编号或姓名命名"))
          ->type_name("DIR"));
  command->add_option("inputs", parsed.inputs, tr("表格（.xlsx 或 .csv），可多个"))
      ->type_name("TABLE")
      ->required();
}

}  // namespace hefu
