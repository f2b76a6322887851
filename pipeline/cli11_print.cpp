#include <charconv>

#include "pipeline/cli11_parts.h"
#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {

void add_print(CLI::App& app, Parsed& parsed) {
  CLI::App* command = app.add_subcommand("print", tr("把许多人的表格合成一个打印文件，附装纸清单与打印清单"))
                          ->fallthrough()
                          ->group(tr("命令"));
  command->callback([&] { parsed.options.command = Command::print; });
  PrintOptions& print = parsed.options.print;
  add_batch_options(*command, parsed.batch[Command::print]);
  add_only(*command, parsed);
  with_environment(command
                       ->add_option("--order", parsed.order,
                                    tr("person：一人的各表放在一起；form：各人的同一种表放在一起"))
                       ->type_name("person|form"))
      ->check(CLI::IsMember({"person", "form"}));
  with_environment(command->add_option("--paper", print.paper, tr("只打印用这种纸的表"))->type_name("A4|A3"))
      ->check(CLI::IsMember({"A4", "A3"}));
  command->add_option("--copies", parsed.copies, tr("某种表每人打印几份，代替通知规定的份数（可多次给出）"))
      ->type_name("KIND=N")
      ->allow_extra_args(false);
  command->add_option("--from", print.from, tr("从第几人（或申报号）起，卡纸后续打"))->type_name("N|NUMBER");
  command->add_option("--to", print.to, tr("到第几人（或申报号）止"))->type_name("N|NUMBER");
  command->add_flag("--only-failed", print.only_failed, tr("只打印上次没有打印成的人"));
  with_environment(command->add_flag("--no-separators", parsed.no_separators, tr("不加分隔页")));
  add_records(*command, parsed);
}

PrintOptions print_options(const Parsed& parsed) {
  PrintOptions print = parsed.options.print;
  print.by_form = parsed.order == "form";
  print.separators = !parsed.no_separators;
  for (const std::string& given : parsed.copies) {
    const std::size_t equals = given.find('=');
    const std::string kind = given.substr(0, equals);
    int copies = 0;
    const char* const end = given.data() + given.size();
    const bool is_number =
        equals != std::string::npos && std::from_chars(given.data() + equals + 1, end, copies).ptr == end;
    const bool is_kind = std::find(known_kinds().begin(), known_kinds().end(), kind) != known_kinds().end();
    if (!is_number || !is_kind || copies < 0 || copies > 99)
      throw Error(ErrorKind::usage, fmt::format(fmt::runtime(tr("看不懂的份数：--copies {}")), given),
                  tr("请写成 种类=份数，例如 --copies submission-form=5；份数从 0 到 99"));
    print.copies[kind] = copies;
  }
  return print;
}

}  // namespace hefu
