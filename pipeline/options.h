#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace hefu {

enum class Command { render, check, notice_list, notice_show, notice_validate, keys_new, keys_show, doctor };
enum class OutputFormat { text, json, html };
enum class FailOn { never, review, mismatch };

/// One run of the program, as the command line, the environment (HEFU_<FLAG>) and hefu.xml ask for it.
struct Options {
  Command command = Command::doctor;
  std::vector<std::filesystem::path> inputs;          // RECORD, CASE, DIR, UPLOAD or FILE, as given
  std::string notice;                                 // notice show ID
  std::vector<std::filesystem::path> notice_folders;  // --notices
  std::string explain;                                // check --explain RULE
  std::filesystem::path record;                       // check --record; empty: CASE mode
  std::vector<std::filesystem::path> registers;       // check --register: the office's own lists
  std::vector<std::filesystem::path> rosters;         // check --roster
  std::filesystem::path output = "hefu-out";
  std::filesystem::path state;  // absolute
  std::vector<std::string> only;
  int jobs = 0;  // 0: one a processor
  OutputFormat format = OutputFormat::text;
  FailOn fail_on = FailOn::mismatch;
  std::string now;  // empty: the machine's clock
  bool quiet = false, verbose = false, progress = true;
};

struct ParsedArguments {
  Options options;
  bool run = false;   // false: help was printed or the arguments are wrong
  int exit_code = 0;  // when not run
};

/// Reads the arguments and chooses the language. Precedence: command line, environment, --config FILE or
/// ./hefu.xml. A hefu.xml in the working folder is not read when that folder belongs to an input: trust is
/// never read from a case. CLI11 seam.
ParsedArguments parse_arguments(int argc, char** argv);

/// Every KIND of the command line's interface.
const std::vector<std::string>& known_kinds();

/// $XDG_STATE_HOME/hefu, else ~/.local/state/hefu.
std::filesystem::path default_state_folder();

}  // namespace hefu
