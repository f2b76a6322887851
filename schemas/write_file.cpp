#include "schemas/write_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <streambuf>
#include <vector>

#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {
namespace fs = std::filesystem;
namespace {

[[noreturn]] void write_failed(const fs::path& file, int reason) {
  if (reason == ENOSPC || reason == EDQUOT)
    throw Error(ErrorKind::disk_full, fmt::format(fmt::runtime(tr("{}：磁盘已满")), file.string()),
                tr("请腾出空间后重新运行，已完成的部分不会重做"));
  throw Error(ErrorKind::io,
              fmt::format(fmt::runtime(tr("{}：无法写入（{}）")), file.string(), std::strerror(reason)),
              tr("请检查文件夹是否存在、是否有写入权限"));
}

/// The temporary file: removed again unless it was renamed.
class Draft {
 public:
  Draft(const fs::path& file, unsigned mode) : file_(file) {
    static std::atomic<unsigned> count = 0;
    name_ = file.parent_path() / fmt::format(".{}.{}-{}.part", file.filename().string(), ::getpid(), count++);
    descriptor_ = ::open(name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (descriptor_ < 0) write_failed(file_, errno);
  }
  ~Draft() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!name_.empty()) ::unlink(name_.c_str());
  }
  Draft(const Draft&) = delete;

  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) write_failed(file_, errno);
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  void publish(unsigned mode) {
    // The umask may have taken bits away, never added some.
    if ((mode & 077) == 0 && ::fchmod(descriptor_, mode) != 0) write_failed(file_, errno);
    if (::fsync(descriptor_) != 0) write_failed(file_, errno);
    const int closed = ::close(descriptor_);
    descriptor_ = -1;
    if (closed != 0) write_failed(file_, errno);
    if (::rename(name_.c_str(), file_.c_str()) != 0) write_failed(file_, errno);
    name_.clear();
  }

 private:
  fs::path file_, name_;
  int descriptor_ = -1;
};

void sync_folder(const fs::path& file) {
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;  // the file itself is safe; some file systems don't let a folder be opened
  ::fsync(descriptor);
  ::close(descriptor);
}

}  // namespace

void write_file(const fs::path& file, std::string_view bytes, unsigned mode) {
  Draft draft(file, mode);
  draft.write(bytes);
  draft.publish(mode);
  sync_folder(file);
}

class FileDraft::Buffer : public std::streambuf {
 public:
  Buffer(const fs::path& file, unsigned mode) : draft_(file, mode), file_(file), mode_(mode) {
    setp(bytes_.data(), bytes_.data() + bytes_.size());
  }
  int sync() override {
    draft_.write({pbase(), static_cast<std::size_t>(pptr() - pbase())});
    setp(bytes_.data(), bytes_.data() + bytes_.size());
    return 0;
  }
  void publish() {
    sync();
    draft_.publish(mode_);
    sync_folder(file_);
  }

 protected:
  int_type overflow(int_type c) override {
    sync();
    return traits_type::eq_int_type(c, traits_type::eof()) ? traits_type::not_eof(c)
                                                           : sputc(traits_type::to_char_type(c));
  }

 private:
  Draft draft_;
  fs::path file_;
  unsigned mode_;
  std::vector<char> bytes_ = std::vector<char>(1 << 18);
};

FileDraft::FileDraft(const fs::path& file, unsigned mode)
    : buffer_(std::make_unique<Buffer>(file, mode)), stream_(buffer_.get()) {
  stream_.exceptions(std::ios::badbit);  // the buffer's own Error comes through
}
FileDraft::~FileDraft() = default;
std::ostream& FileDraft::stream() { return stream_; }
void FileDraft::publish() { buffer_->publish(); }

}  // namespace hefu
