#include "pipeline/paths.h"

#include <functional>
#include <set>

#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {
namespace fs = std::filesystem;
namespace {

[[noreturn]] void fail_reading(const fs::path& path, const std::error_code& why) {
  throw Error(ErrorKind::io,
              fmt::format(fmt::runtime(tr("{}：无法读取（{}）")), path.string(), why.message()),
              tr("请检查路径是否正确、是否有读取权限"));
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

bool lies_within(const fs::path& path, const fs::path& folder) {
  const fs::path inner = fs::weakly_canonical(fs::absolute(path));
  const fs::path outer = fs::weakly_canonical(fs::absolute(folder));
  auto at = inner.begin();
  for (const fs::path& step : outer) {
    if (step.empty()) continue;  // a trailing slash
    if (at == inner.end() || *at != step) return false;
    ++at;
  }
  return true;
}

bool natural_less(const std::string& a, const std::string& b) {
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    if (is_digit(a[i]) && is_digit(b[j])) {
      const std::size_t i0 = std::min(a.find_first_not_of('0', i), a.size());
      const std::size_t j0 = std::min(b.find_first_not_of('0', j), b.size());
      std::size_t i1 = i0, j1 = j0;
      while (i1 < a.size() && is_digit(a[i1])) ++i1;
      while (j1 < b.size() && is_digit(b[j1])) ++j1;
      if (i1 - i0 != j1 - j0) return i1 - i0 < j1 - j0;
      if (const int order = a.compare(i0, i1 - i0, b, j0, j1 - j0); order != 0) return order < 0;
      i = i1;
      j = j1;
    } else if (a[i] != b[j]) {
      return static_cast<unsigned char>(a[i]) < static_cast<unsigned char>(b[j]);
    } else {
      ++i;
      ++j;
    }
  }
  if (i == a.size() && j == b.size()) return a < b;  // 01 and 1
  return i == a.size();
}

namespace {

/// The regular files under a folder that `wanted` says yes to, in natural order.
std::vector<std::string> search(const fs::path& folder, const std::function<bool(const fs::path&)>& wanted) {
  std::vector<std::string> files;
  std::error_code failed;
  fs::recursive_directory_iterator entry(folder, failed), end;
  if (failed) fail_reading(folder, failed);
  while (entry != end) {
    const fs::path path = entry->path();
    const bool hidden = path.filename().string().starts_with('.');
    if (hidden && entry->is_directory(failed)) entry.disable_recursion_pending();
    if (!hidden && wanted(path) && entry->is_regular_file(failed)) files.push_back(path.string());
    entry.increment(failed);
    if (failed) fail_reading(path, failed);
  }
  std::sort(files.begin(), files.end(), natural_less);
  return files;
}

}  // namespace

std::vector<fs::path> files_under(const fs::path& folder) {
  const std::vector<std::string> files = search(folder, [](const fs::path&) { return true; });
  return {files.begin(), files.end()};
}

std::vector<std::string> find_named(const std::vector<fs::path>& inputs, const std::string& name) {
  std::vector<std::string> files;
  for (const fs::path& input : inputs) {
    std::error_code failed;
    const fs::file_status status = fs::status(input, failed);
    if (!fs::exists(status))
      fail_reading(input, failed ? failed : std::make_error_code(std::errc::no_such_file_or_directory));
    if (!fs::is_directory(status)) {
      files.push_back(input.string());
    } else {
      for (std::string& file : search(input, [&](const fs::path& path) { return path.filename() == name; }))
        files.push_back(std::move(file));
    }
  }
  // Inputs may overlap, and links may lead to the same file; within one folder without links nothing does.
  std::set<std::string> seen;
  const auto seen_before = [&](const std::string& file) {
    return !seen.insert(fs::weakly_canonical(file).string()).second;
  };
  const auto is_link = [](const std::string& file) { return fs::is_symlink(file); };
  if (inputs.size() > 1 || std::any_of(files.begin(), files.end(), is_link))
    std::erase_if(files, seen_before);
  return files;
}

std::vector<std::string> find_records(const std::vector<fs::path>& inputs) {
  return find_named(inputs, "application.xml");
}

void refuse_output_in_input(const fs::path& output, const std::vector<fs::path>& inputs) {
  for (const fs::path& folder : inputs)
    if (fs::is_directory(folder) && lies_within(output, folder))
      throw Error(ErrorKind::usage,
                  fmt::format(fmt::runtime(tr("结果文件夹 {} 在输入文件夹 {} 之内")), output.string(),
                              folder.string()),
                  tr("输入文件夹中不写入任何文件；请用 -o 指定别处"));
}

}  // namespace hefu
