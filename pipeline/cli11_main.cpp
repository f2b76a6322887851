#include <unistd.h>

#include "pipeline/cli11_parts.h"
#include "pipeline/config_file.h"
#include "pipeline/options.h"
#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {
namespace {

// Long names of the flags that the environment and hefu.xml may set.
const std::vector<std::string> settable = {
    "state",  "now",           "lang",   "quiet",    "verbose", "no-progress", "jobs",    "output", "only",
    "format", "fail-on",       "record", "register", "roster",  "stack",       "notices", "forms",  "order",
    "paper",  "no-separators", "all",    "accepted", "mapping", "photos",      "pdf"};

void add_common(CLI::App& app, Parsed& parsed) {
  with_environment(
      app.add_option("--state", parsed.state, tr("密钥与打印登记所在的文件夹"))->type_name("DIR"));
  with_environment(app.add_option("--lang", parsed.lang, tr("界面语言：zh 或 en"))->type_name("LANG"))
      ->check(CLI::IsMember({"zh", "en"}));
  with_environment(
      app.add_option("--now", parsed.options.now, tr("以此时刻为当前时间（东八区）"))->type_name("TIME"));
  with_environment(app.add_option("--config", parsed.config, tr("设置文件，缺省为当前文件夹的 hefu.xml"))
                       ->type_name("FILE"));
  with_environment(app.add_option("--notices", parsed.notices, tr("自备通知文件（*.xml）所在的文件夹"))
                       ->type_name("DIR")
                       ->expected(1)
                       ->take_all());
  with_environment(
      app.add_option("--forms", parsed.forms, tr("自备表格模板（*.xml）所在的文件夹，先于本程序自带的表格"))
          ->type_name("DIR")
          ->expected(1)
          ->take_all());
  with_environment(app.add_flag("-q,--quiet", parsed.options.quiet, tr("只显示错误")));
  with_environment(app.add_flag("-v,--verbose", parsed.options.verbose, tr("显示详细过程")));
  with_environment(app.add_flag("--no-progress", parsed.no_progress, tr("不显示进度")));
}

void add_render(CLI::App& app, Parsed& parsed) {
  CLI::App* command = app.add_subcommand("render", tr("由线上填报信息生成待打印的表格（PDF）"))
                          ->fallthrough()
                          ->group(tr("命令"));
  command->callback([&] { parsed.options.command = Command::render; });
  add_batch_options(*command, parsed.batch[Command::render]);
  add_only(*command, parsed);
  with_environment(command->add_flag("--accepted", parsed.options.accepted,
                                     tr("材料目录单上印出验收数量（按线上信息所列文件清点，没有的印“无”）")));
  add_records(*command, parsed);
}

void add_check(CLI::App& app, Parsed& parsed) {
  CLI::App* command = app.add_subcommand("check", tr("核对上传的扫描件与线上填报信息是否一致"))
                          ->fallthrough()
                          ->group(tr("命令"));
  command->callback([&] { parsed.options.command = Command::check; });
  add_batch_options(*command, parsed.batch[Command::check]);
  with_environment(command->add_option("--record", parsed.record, tr("只核对这份记录与其后列出的文件"))
                       ->type_name("RECORD"));
  with_environment(command
                       ->add_option("-r,--register", parsed.registers,
                                    tr("本单位的名册：以往申报、诚信档案、公务员与退休、评委会、岗位、考试"
                                       "合格（.xlsx 或 .csv，可多次给出）"))
                       ->type_name("FILE")
                       ->allow_extra_args(false));
  with_environment(
      command
          ->add_option("--roster", parsed.rosters, tr("与申报逐格核对的花名册（.xlsx 或 .csv，可多次给出）"))
          ->type_name("FILE")
          ->allow_extra_args(false));
  with_environment(
      command
          ->add_option(
              "--stack", parsed.stacks,
              tr("多名申报人的表格一次扫成的文件：按页码分给各案卷，不属于任何人的页逐页列出（可多次给出）"))
          ->type_name("FILE")
          ->allow_extra_args(false));
  with_environment(
      command->add_option("--format", parsed.format, tr("标准输出的格式"))->type_name("text|json|html"))
      ->check(CLI::IsMember({"text", "json", "html"}));
  with_environment(command->add_option("--fail-on", parsed.fail_on, tr("何种结论以 10 退出"))
                       ->type_name("never|review|mismatch"))
      ->check(CLI::IsMember({"never", "review", "mismatch"}));
  command->add_option("--explain", parsed.options.explain, tr("说明这条规则为何成立或不成立，依据哪些值"))
      ->type_name("RULE");
  command
      ->add_option("inputs", parsed.inputs,
                   tr("案卷文件夹（application.xml 与 uploads/），或在其中查找案卷的文件夹"))
      ->type_name("CASE|DIR|UPLOAD")
      ->required();
}

void add_notice(CLI::App& app, Parsed& parsed) {
  CLI::App* notice = app.add_subcommand("notice", tr("查看程序所带的通知规则"))
                         ->fallthrough()
                         ->group(tr("命令"))
                         ->require_subcommand(1);
  notice->add_subcommand("list", tr("列出全部通知"))->fallthrough()->callback([&] {
    parsed.options.command = Command::notice_list;
  });
  CLI::App* show = notice->add_subcommand("show", tr("显示一份通知的内容"))->fallthrough();
  show->callback([&] { parsed.options.command = Command::notice_show; });
  show->add_option("id", parsed.options.notice, tr("通知的标识"))->type_name("ID")->required();
  CLI::App* validate = notice->add_subcommand("validate", tr("检验一份通知文件"))->fallthrough();
  validate->callback([&] { parsed.options.command = Command::notice_validate; });
  validate->add_option("file", parsed.inputs, tr("通知文件"))->type_name("FILE")->required();
}

void add_keys_and_doctor(CLI::App& app, Parsed& parsed) {
  CLI::App* keys = app.add_subcommand("keys", tr("页码签名所用的密钥"))
                       ->fallthrough()
                       ->group(tr("命令"))
                       ->require_subcommand(1);
  keys->add_subcommand("new", tr("生成密钥"))->fallthrough()->callback([&] {
    parsed.options.command = Command::keys_new;
  });
  keys->add_subcommand("show", tr("显示密钥标识与公钥"))->fallthrough()->callback([&] {
    parsed.options.command = Command::keys_show;
  });
  app.add_subcommand("doctor", tr("检查这台机器是否齐备"))->fallthrough()->group(tr("命令"))->callback([&] {
    parsed.options.command = Command::doctor;
  });
}

std::string in_users_words(const CLI::ParseError& error, CLI::App& app) {
  const std::string what = error.what();
  const auto after_colon = [&] {
    const std::size_t colon = what.find(": ");
    return colon == std::string::npos ? what : what.substr(colon + 2);
  };
  if (dynamic_cast<const CLI::ExtrasError*>(&error))
    return fmt::format(fmt::runtime(tr("不认识的参数：{}")), after_colon());
  if (dynamic_cast<const CLI::RequiredError*>(&error)) {
    if (what.starts_with("A subcommand")) {
      std::vector<std::string> commands;
      for (const CLI::App* command : app.get_subcommands([](CLI::App*) { return true; }))
        commands.push_back(command->get_name());
      return fmt::format(fmt::runtime(tr("请指明要做什么：{}")), fmt::join(commands, "、"));
    }
    return fmt::format(fmt::runtime(tr("缺少参数：{}")), what.substr(0, what.find(' ')));
  }
  return fmt::format(fmt::runtime(tr("参数有误：{}")), what);
}

int usage_error(const std::string& message, const std::string& hint) {
  fmt::print(stderr, "hefu: {}\n", message);
  if (!hint.empty()) fmt::print(stderr, fmt::runtime(tr("    办法：{}\n")), hint);
  return static_cast<int>(ErrorKind::usage);
}

/// Each as given; a value from the environment or hefu.xml may name several, with colons between them.
std::vector<std::filesystem::path> files_of(const std::vector<std::string>& given) {
  std::vector<std::filesystem::path> files;
  for (const std::string& value : given) {
    std::error_code failed;
    const bool one = std::filesystem::exists(value, failed);
    for (std::size_t from = 0; from < value.size();) {
      const std::size_t end = one ? value.size() : std::min(value.find(':', from), value.size());
      if (end > from) files.emplace_back(value.substr(from, end - from));
      from = end + 1;
    }
  }
  return files;
}

Options to_options(Parsed& parsed) {
  Options options = parsed.options;
  options.inputs.assign(parsed.inputs.begin(), parsed.inputs.end());
  options.record = parsed.record;
  options.registers = files_of(parsed.registers);
  options.rosters = files_of(parsed.rosters);
  options.stacks = files_of(parsed.stacks);
  options.notice_folders = files_of(parsed.notices);
  options.form_folders = files_of(parsed.forms);
  const BatchOptions& batch = parsed.batch[options.command];
  if (!batch.output.empty()) options.output = batch.output;
  options.jobs = batch.jobs;
  if (options.command == Command::print) options.print = print_options(parsed);
  options.imports = {parsed.mapping, parsed.photos};
  options.state = std::filesystem::absolute(parsed.state.empty() ? default_state_folder()
                                                                 : std::filesystem::path(parsed.state));
  options.progress = !parsed.no_progress && !options.quiet && isatty(STDERR_FILENO);
  options.roster.formats = split_at_commas(parsed.roster_formats);
  for (const std::string& format : options.roster.formats)
    if (format != "xlsx" && format != "csv" && format != "pdf")
      throw Error(ErrorKind::usage, fmt::format(fmt::runtime(tr("花名册没有 {} 格式")), format),
                  tr("可用的格式：xlsx、csv、pdf，用逗号分开"));
  options.only = split_at_commas(parsed.only);
  for (const std::string& kind : options.only)
    if (std::find(known_kinds().begin(), known_kinds().end(), kind) == known_kinds().end())
      throw Error(ErrorKind::usage, fmt::format(fmt::runtime(tr("没有名为 {} 的表格种类")), kind),
                  fmt::format(fmt::runtime(tr("可用的种类：{}")), fmt::join(known_kinds(), "、")));
  options.format = parsed.format == "json"   ? OutputFormat::json
                   : parsed.format == "html" ? OutputFormat::html
                                             : OutputFormat::text;
  options.fail_on = parsed.fail_on == "never"    ? FailOn::never
                    : parsed.fail_on == "review" ? FailOn::review
                                                 : FailOn::mismatch;
  return options;
}

/// The language is needed before the first message is made, so it is looked for ahead of everything else.
std::string language_asked_for(const std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--lang" && i + 1 < arguments.size()) return arguments[i + 1];
    if (arguments[i].starts_with("--lang=")) return arguments[i].substr(7);
  }
  const char* from_environment = std::getenv("HEFU_LANG");
  return from_environment ? from_environment : "";
}

std::filesystem::path config_asked_for(const std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--config" && i + 1 < arguments.size()) return arguments[i + 1];
    if (arguments[i].starts_with("--config=")) return arguments[i].substr(9);
  }
  const char* from_environment = std::getenv("HEFU_CONFIG");
  if (from_environment && *from_environment) return from_environment;
  return config_in_working_folder(arguments);
}

}  // namespace

std::vector<std::string> split_at_commas(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= text.size() && !text.empty();) {
    const std::size_t comma = std::min(text.find(',', from), text.size());
    if (comma > from) parts.push_back(text.substr(from, comma - from));
    from = comma + 1;
  }
  return parts;
}

CLI::Option* with_environment(CLI::Option* option) {
  return option->envname(environment_name(option->get_lnames().front()));
}

void add_batch_options(CLI::App& command, BatchOptions& batch) {
  with_environment(
      command.add_option("-o,--output", batch.output, tr("结果文件夹，缺省为 hefu-out"))->type_name("DIR"));
  with_environment(command.add_option("-j,--jobs", batch.jobs, tr("同时处理的份数，缺省为处理器个数"))
                       ->type_name("N")
                       ->check(CLI::Range(1, 1024)));
}

void add_cases(CLI::App& command, Parsed& parsed) {
  command
      .add_option("inputs", parsed.inputs,
                  tr("案卷文件夹（application.xml 与 uploads/），或在其中查找案卷的文件夹"))
      ->type_name("CASE|DIR")
      ->required();
}

void add_records(CLI::App& command, Parsed& parsed) {
  command.add_option("inputs", parsed.inputs, tr("application.xml，或在其中查找它的文件夹"))
      ->type_name("RECORD|DIR")
      ->required();
}

void add_only(CLI::App& command, Parsed& parsed) {
  with_environment(command.add_option("--only", parsed.only, tr("只生成这些种类，用逗号分开"))
                       ->type_name("KIND[,KIND...]"));
}

ParsedArguments parse_arguments(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
  choose_language(language_asked_for(arguments));
  try {
    if (const auto config = config_asked_for(arguments); !config.empty()) {
      apply_config_file(config, settable);
      choose_language(language_asked_for(arguments));
    }
  } catch (const Error& error) {
    return {{}, false, usage_error(error.what(), error.hint())};
  }

  Parsed parsed;
  CLI::App app(tr("合符：线上填报信息与纸质材料的核对"), "hefu");
  app.set_help_flag("-h,--help", tr("显示用法"))->group(tr("选项"));
  app.set_version_flag("--version", "hefu " HEFU_VERSION, tr("显示版本"))->group(tr("选项"));
  app.require_subcommand(1);
  app.option_defaults()->group(tr("选项"));
  for (const auto& [english, label] : {std::pair{"Usage", tr("用法")},
                                       {"Options", tr("选项")},
                                       {"OPTIONS", tr("选项")},
                                       {"SUBCOMMAND", tr("命令")},
                                       {"Subcommands", tr("命令")},
                                       {"Positionals", tr("参数")},
                                       {"REQUIRED", tr("（必须）")},
                                       {"Env", tr("环境变量")}})
    app.get_formatter()->label(english, label);
  add_common(app, parsed);
  add_import(app, parsed);
  add_render(app, parsed);
  add_print(app, parsed);
  add_check(app, parsed);
  add_return(app, parsed);
  add_roster(app, parsed);
  add_bind(app, parsed);
  add_archive(app, parsed);
  add_text(app, parsed);
  add_notice(app, parsed);
  add_keys_and_doctor(app, parsed);
  for (CLI::App* command : app.get_subcommands([](CLI::App*) { return true; }))
    command->get_help_ptr()->group(tr("选项"));
  try {
    app.parse(argc, argv);
    return {to_options(parsed), true, 0};
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return {{}, false, app.exit(error)};  // --help, --version
    return {{}, false, usage_error(in_users_words(error, app), tr("用法见 hefu --help"))};
  } catch (const Error& error) {
    return {{}, false, usage_error(error.what(), error.hint())};
  }
}

}  // namespace hefu
