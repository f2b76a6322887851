#include "pipeline/output.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "schemas/error.h"
#include "schemas/messages.h"
#include "schemas/write_file.h"

namespace hefu {
namespace fs = std::filesystem;
namespace {

[[noreturn]] void fail_writing(const std::string& name, int why) {
  if (why == ENOSPC || why == EDQUOT)
    throw Error(ErrorKind::disk_full, fmt::format(fmt::runtime(tr("{}：磁盘已满")), name),
                tr("请腾出空间后重新运行，已完成的部分不会重做"));
  throw Error(ErrorKind::io, fmt::format(fmt::runtime(tr("{}：无法写入（{}）")), name, std::strerror(why)),
              tr("请检查文件夹是否存在、是否有写入权限"));
}

}  // namespace

void make_folder(const fs::path& folder) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed && !fs::is_directory(folder)) fail_writing(folder.string(), failed.value());
}

void write_output(const fs::path& file, const std::string& bytes) {
  if (file.has_parent_path()) make_folder(file.parent_path());
  write_file(file, bytes);
}

void print_data(const std::string& text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (!written || std::fflush(stdout) != 0) fail_writing(tr("标准输出"), errno);
}

}  // namespace hefu
