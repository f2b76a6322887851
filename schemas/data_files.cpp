#include "schemas/data_files.h"

#include <cerrno>
#include <cstring>
#include <fstream>

#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {
namespace fs = std::filesystem;
namespace {

fs::path program_folder() {
  std::error_code failed;
  const fs::path program = fs::read_symlink("/proc/self/exe", failed);
  return failed ? fs::path() : program.parent_path();
}

const fs::path& data_root() {
  static const fs::path root = [] {
    // build/<preset>/hefu, build/<preset>/tests/x, bin/hefu with share/hefu beside it
    const fs::path program = program_folder();
    std::error_code unreadable;  // a folder that may not be read is none of ours
    for (const fs::path& candidate :
         {program / "../share/hefu", program / "../..", program / "../../..", fs::path(HEFU_SOURCE_DIR)})
      if (fs::exists(candidate / "schemas/application.xsd", unreadable))
        return fs::weakly_canonical(candidate);
    return fs::path(HEFU_SOURCE_DIR);
  }();
  return root;
}

}  // namespace

fs::path data_file(const std::string& relative) {
  fs::path file = data_root() / relative;
  std::error_code unreadable;
  if (!fs::exists(file, unreadable))
    throw Error(ErrorKind::missing, fmt::format(fmt::runtime(tr("缺少程序自带的文件 {}")), relative),
                tr("请重新取得完整的程序目录，并确认有权限读取"));
  return file;
}

fs::path locale_folder() { return program_folder() / "locale"; }

std::string read_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::error_code unknown;
  const std::uintmax_t told = fs::file_size(file, unknown);
  constexpr std::size_t most_at_first = 1 << 16;  // of a pipe for instance
  std::string bytes(unknown || told == 0 ? most_at_first : told, '\0');
  std::size_t size = 0;
  while (in && (in.read(bytes.data() + size, static_cast<std::streamsize>(bytes.size() - size)), true)) {
    size += static_cast<std::size_t>(in.gcount());
    // Its size was right when nothing follows.
    if (size == bytes.size() && in.peek() != std::ifstream::traits_type::eof()) bytes.resize(2 * size);
  }
  bytes.resize(size);
  if (!in.is_open() || in.bad())
    throw Error(ErrorKind::io,
                fmt::format(fmt::runtime(tr("{}：无法读取（{}）")), file.string(), std::strerror(errno)),
                tr("请检查文件是否存在、是否有读取权限"));
  return bytes;
}

}  // namespace hefu
