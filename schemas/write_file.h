#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <ostream>
#include <string_view>
#include <vector>

namespace hefu {

/// Writes a file whole or not at all: temporary name in the same folder, fsync, rename, fsync of the folder.
/// Fails: throws Error(disk_full | io), names the file, and leaves nothing behind.
void write_file(const std::filesystem::path& file, std::string_view bytes, unsigned mode = 0644);

/// Many small files, each whole or not at all, as write_file() does, but with one wait for the disk: the
/// files lie under other names until publish() has them all on the disk. The first fsync makes a journalling
/// file system write what belongs to all of them, so the others find nothing left to do.
/// Fails: throws Error(disk_full | io) and names the file; what has no name yet is removed.
class FileBatch {
 public:
  FileBatch();
  ~FileBatch();
  FileBatch(const FileBatch&) = delete;
  /// When the file was changed, nanoseconds since 1970: that stays when it gets its name.
  std::int64_t add(const std::filesystem::path& file, std::string_view bytes);
  void publish();

 private:
  class Draft;
  friend class FileDraft;
  friend void write_file(const std::filesystem::path& file, std::string_view bytes, unsigned mode);
  std::vector<std::unique_ptr<Draft>> drafts_;
};

/// A file too large for memory, written bit by bit and yet whole or not at all, as write_file() does: until
/// publish() it has another name, and is removed when that is never called.
/// Fails: the stream and publish() throw Error(disk_full | io) and name the file.
class FileDraft {
 public:
  explicit FileDraft(const std::filesystem::path& file, unsigned mode = 0644);
  ~FileDraft();
  FileDraft(const FileDraft&) = delete;
  std::ostream& stream();
  void publish();

 private:
  class Buffer;
  std::unique_ptr<Buffer> buffer_;
  std::ostream stream_;
};

}  // namespace hefu
