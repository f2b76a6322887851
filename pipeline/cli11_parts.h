#pragma once
#include <CLI/CLI.hpp>
#include <map>
#include <string>
#include <vector>

#include "pipeline/options.h"

/// What the files that describe the commands to CLI11 share.
namespace hefu {

/// What every command over many inputs takes. Each command has its own: CLI11 fills the options of every
/// command from the environment, also of those that were not asked for.
struct BatchOptions {
  std::string output;
  int jobs = 0;
};

/// What CLI11 fills; turned into Options once everything is parsed.
struct Parsed {
  Options options;
  std::map<Command, BatchOptions> batch;
  std::string lang, state, only, record, roster_formats, format = "text", fail_on = "mismatch", config;
  std::vector<std::string> inputs, registers, rosters, stacks, notices, forms;
  std::string mapping, photos;      // import
  std::string order = "person";     // print
  std::vector<std::string> copies;  // print: KIND=N
  bool no_progress = false, no_separators = false;
};

void add_return(CLI::App& app, Parsed& parsed);

/// Lets HEFU_<FLAG> and hefu.xml set the option too.
CLI::Option* with_environment(CLI::Option* option);
void add_batch_options(CLI::App& command, BatchOptions& batch);
std::vector<std::string> split_at_commas(const std::string& text);
/// What is worked on: CASE|DIR..., RECORD|DIR...
void add_cases(CLI::App& command, Parsed& parsed);
void add_records(CLI::App& command, Parsed& parsed);
/// --only KIND[,KIND...]
void add_only(CLI::App& command, Parsed& parsed);

/// The commands that have a file of their own (cli11_<command>.cpp), and what they make of their options.
void add_import(CLI::App& app, Parsed& parsed);
void add_print(CLI::App& app, Parsed& parsed);
void add_roster(CLI::App& app, Parsed& parsed);
void add_bind(CLI::App& app, Parsed& parsed);
void add_archive(CLI::App& app, Parsed& parsed);
void add_text(CLI::App& app, Parsed& parsed);
/// Fails: throws Error(usage).
PrintOptions print_options(const Parsed& parsed);

}  // namespace hefu
