#pragma once
#include <filesystem>
#include <memory>
#include <ostream>
#include <string_view>

namespace hefu {

/// Writes a file whole or not at all: temporary name in the same folder, fsync, rename, fsync of the folder.
/// Fails: throws Error(disk_full | io), names the file, and leaves nothing behind.
void write_file(const std::filesystem::path& file, std::string_view bytes, unsigned mode = 0644);

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
