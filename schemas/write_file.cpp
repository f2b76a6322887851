#include "schemas/write_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <set>
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

void sync_folder(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;  // the file itself is safe; some file systems don't let a folder be opened
  ::fsync(descriptor);
  ::close(descriptor);
}

}  // namespace

/// A file that is being written. It has no name at all (O_TMPFILE), so that nothing of it stays when the
/// process is killed; where the file system cannot do that, a temporary one.
class FileBatch::Draft {
 public:
  Draft(const fs::path& file, unsigned mode) : file_(file), mode_(mode) {
    if (::access("/proc/self/fd", X_OK) == 0)  // where a nameless file gets its name from
      descriptor_ = ::open(folder().c_str(), O_WRONLY | O_TMPFILE | O_CLOEXEC, mode);
    if (descriptor_ >= 0) return;
    name_ = temporary_name();
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
  /// Has the disk begin, without waiting for it.
  void begin_sync() { ::sync_file_range(descriptor_, 0, 0, SYNC_FILE_RANGE_WRITE); }
  std::int64_t changed() const {
    struct stat state {};
    if (::fstat(descriptor_, &state) != 0) write_failed(file_, errno);
    return 1'000'000'000 * static_cast<std::int64_t>(state.st_mtim.tv_sec) + state.st_mtim.tv_nsec;
  }
  void sync() {
    // The umask may have taken bits away, never added some.
    if ((mode_ & 077) == 0 && ::fchmod(descriptor_, mode_) != 0) write_failed(file_, errno);
    if (::fsync(descriptor_) != 0) write_failed(file_, errno);
  }
  void take_name() {
    const std::string open_file = fmt::format("/proc/self/fd/{}", descriptor_);
    const auto link_to = [&](const fs::path& name) {
      return ::linkat(AT_FDCWD, open_file.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0;
    };
    const bool nameless = name_.empty();
    if (nameless && !link_to(file_)) {
      if (errno != EEXIST) write_failed(file_, errno);
      const fs::path beside = temporary_name();  // only a rename replaces what is there
      if (!link_to(beside)) write_failed(file_, errno);
      name_ = beside;
    }
    if (!name_.empty() && ::rename(name_.c_str(), file_.c_str()) != 0) write_failed(file_, errno);
    name_.clear();
    const int closed = ::close(descriptor_);
    descriptor_ = -1;
    if (closed != 0) write_failed(file_, errno);
  }
  fs::path folder() const { return file_.has_parent_path() ? file_.parent_path() : "."; }
  void publish() {
    sync();
    take_name();
    sync_folder(folder());
  }

 private:
  fs::path temporary_name() const {
    static std::atomic<unsigned> count = 0;
    return file_.parent_path() /
           fmt::format(".{}.{}-{}.part", file_.filename().string(), ::getpid(), count++);
  }

  fs::path file_, name_;
  unsigned mode_;
  int descriptor_ = -1;
};

void write_file(const fs::path& file, std::string_view bytes, unsigned mode) {
  FileBatch::Draft draft(file, mode);
  draft.write(bytes);
  draft.publish();
}

FileBatch::FileBatch() = default;
FileBatch::~FileBatch() = default;

std::int64_t FileBatch::add(const fs::path& file, std::string_view bytes) {
  drafts_.push_back(std::make_unique<Draft>(file, 0644));
  drafts_.back()->write(bytes);
  drafts_.back()->begin_sync();
  return drafts_.back()->changed();
}

void FileBatch::publish() {
  std::set<fs::path> folders;
  for (const auto& draft : drafts_) draft->sync();
  for (const auto& draft : drafts_) {
    draft->take_name();
    folders.insert(draft->folder());
  }
  for (const fs::path& folder : folders) sync_folder(folder);
  drafts_.clear();
}

class FileDraft::Buffer : public std::streambuf {
 public:
  Buffer(const fs::path& file, unsigned mode) : draft_(file, mode) {
    setp(bytes_.data(), bytes_.data() + bytes_.size());
  }
  int sync() override {
    draft_.write({pbase(), static_cast<std::size_t>(pptr() - pbase())});
    setp(bytes_.data(), bytes_.data() + bytes_.size());
    return 0;
  }
  void publish() {
    sync();
    draft_.publish();
  }

 protected:
  int_type overflow(int_type c) override {
    sync();
    return traits_type::eq_int_type(c, traits_type::eof()) ? traits_type::not_eof(c)
                                                           : sputc(traits_type::to_char_type(c));
  }

 private:
  FileBatch::Draft draft_;
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
