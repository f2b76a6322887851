#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/check_parts.h"

namespace hefu {

/// What became of one page of a stack.
struct StackPage {
  std::string file;    // the stack's name
  int page = 0;        // 1-based in the stack
  std::string number;  // the application that it was given to; empty: nobody's of this run
  bool blank = false;  // nothing is on it: the back of a sheet
  std::string reason;  // why it is nobody's; for people, without anybody's data
};

/// Sorts stacks of many people's papers: each page goes to the case whose number its code carries; one
/// without a usable code to the case whose expected print it matches, tried for the owners of the pages
/// beside it and for the number that an engine reads on it. Adds Case::shares; a page that is nobody's stays
/// out. `numbers`: of the cases. Fails: throws Error(io | bad_input) on a stack that cannot be read.
std::vector<StackPage> sort_stacks(const std::vector<std::filesystem::path>& stacks,
                                   const std::vector<std::string>& numbers, std::vector<Case>& cases,
                                   CheckRun& run, CheckWorker& worker);

/// stacks.jsonl: one line a page.
std::string stack_lines(const std::vector<StackPage>& pages);

/// What to say on standard error of pages that are nobody's; empty when there are none.
std::vector<std::string> unowned_pages(const std::vector<StackPage>& pages);

}  // namespace hefu
