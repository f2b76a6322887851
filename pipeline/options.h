#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace hefu {

enum class Command {
  import_records,
  render,
  print,
  bind,
  archive,
  check,
  notice_list,
  notice_show,
  notice_validate,
  roster,
  keys_new,
  keys_show,
  doctor,
  return_notice,
  text
};
enum class OutputFormat { text, json, html };
enum class FailOn { never, review, mismatch };

/// What import is asked for beside the tables.
struct ImportOptions {
  std::filesystem::path mapping;
  std::filesystem::path photos;  // a folder; empty: none
};

/// What print is asked for beside the records.
struct PrintOptions {
  bool by_form = false;      // --order form: all people's checklists, then all their evaluation forms ...
  std::string paper;         // A4 or A3; empty: both, in one file
  std::string from, to;      // place in the job, or application number; empty: from the first, to the last
  bool only_failed = false;  // those that the newest print job in the output folder could not print
  bool separators = true;
  std::map<std::string, int> copies;  // KIND -> copies, instead of what the notice says
};

/// Of `hefu return`.
struct ReturnOptions {
  bool everything = false;  // --all: findings for reviewers too
};

/// What only `hefu roster` takes.
struct RosterOptions {
  std::vector<std::string> formats;  // of xlsx, csv, pdf; empty: all
  bool publicity = false;            // for posting, private numbers masked
};

/// One run of the program, as the command line, the environment (HEFU_<FLAG>) and hefu.xml ask for it.
struct Options {
  Command command = Command::doctor;
  std::vector<std::filesystem::path> inputs;          // RECORD, CASE, DIR, UPLOAD or FILE, as given
  std::string notice;                                 // notice show ID
  std::vector<std::filesystem::path> notice_folders;  // --notices
  std::vector<std::filesystem::path> form_folders;    // --forms
  std::string explain;                                // check --explain RULE
  std::filesystem::path record;                       // check --record; empty: CASE mode
  std::vector<std::filesystem::path> registers;       // check --register: the office's own lists
  std::vector<std::filesystem::path> rosters;         // check --roster
  std::vector<std::filesystem::path> stacks;          // check --stack: many people's papers in one file
  std::filesystem::path output = "hefu-out";
  std::filesystem::path state;  // absolute
  std::vector<std::string> only;
  bool accepted = false;  // render: the checklist with the quantities that were handed in
  int jobs = 0;           // 0: one a processor
  ImportOptions imports;
  PrintOptions print;
  OutputFormat format = OutputFormat::text;
  FailOn fail_on = FailOn::mismatch;
  ReturnOptions returns;
  bool searchable = false;  // text --pdf
  std::string now;          // empty: the machine's clock
  RosterOptions roster;
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
