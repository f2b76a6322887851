#include <fmt/format.h>

#include <cstdio>

#include "ocr/sandbox.h"
#include "pipeline/commands.h"
#include "pipeline/interrupt.h"
#include "pipeline/log.h"
#include "schemas/error.h"
#include "schemas/messages.h"
#include "schemas/notice.h"
#include "templates/form.h"

namespace {

int run(const hefu::Options& options) {
  for (const auto& folder : options.notice_folders) hefu::add_notice_folder(folder);
  for (const auto& folder : options.form_folders) hefu::add_form_folder(folder);
  using hefu::Command;
  switch (options.command) {
    // The sandbox forks, so it starts before anything that makes threads.
    case Command::render:
      return hefu::render(options, hefu::Sandbox::start());
    case Command::import_records:
      return hefu::import_records(options, hefu::Sandbox::start());
    case Command::print:
      return hefu::print(options, hefu::Sandbox::start());
    case Command::check:
      return hefu::check(options, hefu::Sandbox::start());
    case Command::return_notice:
      return hefu::return_notices(options, hefu::Sandbox::start());
    case Command::roster:
      return hefu::write_rosters(options);
    case Command::bind:
      return hefu::bind(options, hefu::Sandbox::start(hefu::bind_limits()));
    case Command::archive:
      return hefu::archive(options, hefu::Sandbox::start());
    case Command::text:
      return hefu::write_texts(options, hefu::Sandbox::start());
    case Command::notice_list:
      return hefu::list_notices(options);
    case Command::notice_show:
      return hefu::show_notice(options);
    case Command::notice_validate:
      return hefu::validate_notice(options);
    case Command::keys_new:
      return hefu::new_keys(options);
    case Command::keys_show:
      return hefu::show_keys(options);
    case Command::doctor:
      return hefu::doctor(options);
  }
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  const hefu::ParsedArguments parsed = hefu::parse_arguments(argc, argv);
  if (!parsed.run) return parsed.exit_code;
  hefu::start_log(parsed.options.quiet     ? hefu::LogLevel::errors
                  : parsed.options.verbose ? hefu::LogLevel::details
                                           : hefu::LogLevel::normal);
  hefu::catch_signals();
  try {
    return run(parsed.options);
  } catch (const hefu::Error& error) {
    hefu::log_error(error.what());
    if (!error.hint().empty()) hefu::log_error(fmt::format(fmt::runtime(hefu::tr("办法：{}")), error.hint()));
    return error.kind() == hefu::ErrorKind::interrupted ? hefu::interrupt_exit_code() : error.exit_code();
  } catch (const std::exception& error) {
    hefu::log_error(fmt::format(fmt::runtime(hefu::tr("程序出错：{}")), error.what()));
    return static_cast<int>(hefu::ErrorKind::io);
  }
}
