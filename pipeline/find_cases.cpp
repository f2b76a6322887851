#include "pipeline/find_cases.h"

#include "pipeline/parallel.h"
#include "pipeline/paths.h"
#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {
namespace fs = std::filesystem;
namespace {

Case case_in(const fs::path& folder) {
  Case found;
  found.folder = folder;
  found.record = folder / "application.xml";
  if (fs::is_directory(folder / "uploads")) found.uploads = files_under(folder / "uploads");
  return found;
}

Case case_of_record(const Options& options) {
  Case given;
  given.record = options.record;
  given.whole = false;
  for (const fs::path& upload : options.inputs) {
    std::error_code failed;
    if (!fs::is_regular_file(upload, failed))
      throw Error(ErrorKind::io, fmt::format(fmt::runtime(tr("{}：没有这个文件")), upload.string()),
                  tr("--record 之后请列出上传的文件"));
    given.uploads.push_back(upload);
  }
  return given;
}

bool is_named(const fs::path& folder, const std::vector<fs::path>& inputs) {
  return std::any_of(inputs.begin(), inputs.end(), [&](const fs::path& input) {
    std::error_code failed;
    return fs::equivalent(folder, input, failed);
  });
}

}  // namespace

std::vector<Case> find_cases(const Options& options) {
  if (!options.record.empty()) return {case_of_record(options)};
  refuse_output_in_input(options.output, options.inputs);
  std::vector<Case> cases;
  std::vector<std::string> records;
  for (std::string& file : find_records(options.inputs)) {
    const fs::path record = file;
    const fs::path folder = record.has_parent_path() ? record.parent_path() : fs::path(".");
    // A record alone in a searched folder waits for its uploads; one that was named is a case that has none,
    // and with a stack its pages are looked for there.
    if (!fs::is_directory(folder / "uploads") && options.stacks.empty() && !is_named(folder, options.inputs))
      continue;
    cases.push_back(case_in(folder));
    records.push_back(std::move(file));
  }
  if (cases.empty())
    throw Error(ErrorKind::bad_input, tr("没有找到案卷"),
                tr("案卷是含有 application.xml 和 uploads 的文件夹"));
  refuse_shared_numbers(records, worker_count(options.jobs));
  return cases;
}

std::vector<std::string> find_asked_records(const Options& options) {
  std::vector<std::string> records = find_records(options.inputs);
  if (records.empty())
    throw Error(ErrorKind::bad_input, tr("没有找到 application.xml"),
                tr("请给出记录文件，或含有记录的文件夹"));
  refuse_output_in_input(options.output, options.inputs);
  return records;
}

}  // namespace hefu
