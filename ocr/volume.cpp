#include "ocr/volume.h"

#include <unistd.h>

#include <cerrno>

#include "ocr/document_job.h"
#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {
namespace {

using std::chrono::seconds;

// A part is about as large as its upload; pixels that have to be packed anew may be larger.
constexpr std::size_t spare_room = 96u << 20;
// 300 mixed pages are made in some seconds and put together in one; ten times that is no volume.
constexpr int join_seconds = 60;

/// Holds the parts without a name in any folder, and without counting as a process's own memory.
class MemoryFile {
 public:
  MemoryFile() : fd_(bytes_in_memory({})) {}
  int fd() const { return fd_.get(); }
  std::size_t size() const { return size_; }
  void append(const void* bytes, std::size_t count) {
    const char* at = static_cast<const char*>(bytes);
    while (count > 0) {
      const ssize_t written = ::write(fd_.get(), at, count);
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) throw Error(ErrorKind::io, tr("内存不足，无法装订"), tr("请关闭其他程序后重新运行"));
      at += written;
      count -= static_cast<std::size_t>(written);
      size_ += static_cast<std::size_t>(written);
    }
  }

 private:
  Fd fd_;
  std::size_t size_ = 0;
};

class ChildVolumeMaker : public VolumeMaker {
 public:
  ChildVolumeMaker(int control, const DecodeLimits& limits) : control_(control), limits_(limits) {}

  VolumePart add(const std::string& bytes, PartUse use) override {
    DecodeOutcome outcome;
    std::vector<PartPage> pages;
    const FileType type = sniff(bytes);
    if (bytes.empty())
      outcome.trouble = Trouble::empty;
    else if (type == FileType::unknown)
      outcome.trouble = Trouble::unknown_format;
    else
      outcome = make(type, bytes, use, pages);
    const DecodedFile told = explain(outcome, limits_, bytes);
    VolumePart part{told.status, told.reason, -1, std::move(pages)};
    if (told.status != FileStatus::read) part.pages.clear();
    if (told.status == FileStatus::read) part.id = static_cast<int>(sizes_.size()) - 1;
    return part;
  }

  void join(const VolumePlan& plan, const std::function<void(std::string_view bytes)>& out) override {
    const std::string packed = pack_plan(plan, sizes_);
    const double plan_size = static_cast<double>(packed.size());
    parts_.append(packed.data(), packed.size());
    parts_.append(&plan_size, sizeof plan_size);
    std::size_t room = parts_.size() + parts_.size() / 4 + spare_room;
    for (const AttachedFile& file : plan.attached) room += file.bytes.size();
    JobRequest request;
    request.kind = JobKind::join_volume;
    request.limits = limits_;
    request.limits.cpu_seconds = request.limits.file_seconds = join_seconds;
    ChildJob job(control_, request, parts_.fd(), parts_.size(), SharedMemory(room));
    VolumePacket packet;
    const Trouble trouble = follow_document_job(job, seconds(2 * join_seconds), limits_, packet);
    if (trouble != Trouble::none || packet.bytes == 0 || packet.bytes > room) {
      const DecodedFile told = explain({trouble == Trouble::none ? Trouble::crashed : trouble}, limits_, "");
      throw Error(ErrorKind::bad_input, fmt::format(fmt::runtime(tr("无法装订成一个文件：{}")), told.reason),
                  tr("请逐个去掉上传的文件，找出并重新导出有问题的那一个"));
    }
    out({reinterpret_cast<const char*>(job.pixels()), packet.bytes});
  }

 private:
  DecodeOutcome make(FileType type, const std::string& bytes, PartUse use, std::vector<PartPage>& pages) {
    JobRequest request;
    request.kind = JobKind::make_part;
    request.use = use;
    request.type = type;
    request.limits = limits_;
    request.limits.cpu_seconds = limits_.file_seconds / 2;
    const std::size_t room = 2 * bytes.size() + spare_room;
    ChildJob job(control_, request, bytes, SharedMemory(room));
    VolumePacket packet;
    DecodeOutcome outcome;
    outcome.trouble = follow_document_job(job, seconds(limits_.file_seconds), limits_, packet);
    if (outcome.trouble != Trouble::none) {
      const DecodeOutcome& told = packet.outcome;
      const bool sane = outcome.trouble == told.trouble && told.pages >= 0 && told.page >= -1 &&
                        std::abs(told.width) < 1e9 && std::abs(told.height) < 1e9;
      return sane ? told : outcome;
    }
    if (!take_pages(packet, job.pixels(), room, pages)) return {Trouble::crashed};
    parts_.append(job.pixels(), packet.bytes);
    sizes_.push_back(packet.bytes);
    outcome.pages = static_cast<int>(pages.size());
    return outcome;
  }

  /// What the child says of its pages, with nothing believed.
  bool take_pages(const VolumePacket& packet, const std::uint8_t* memory, std::size_t room,
                  std::vector<PartPage>& pages) const {
    if (packet.pages == 0 || packet.pages > static_cast<std::uint64_t>(limits_.max_pages)) return false;
    const std::size_t table = packet.pages * sizeof(PartPage);
    if (packet.bytes == 0 || packet.bytes > room || table > room - packet.bytes) return false;
    constexpr double least_mm = 0.1, most_mm = 6000;  // PDF's own limit is 200 inch
    for (std::size_t i = 0; i < packet.pages; ++i) {
      double size[2];
      std::uint8_t sized = 0;
      const std::uint8_t* at = memory + packet.bytes + i * sizeof(PartPage);
      std::memcpy(size, at + offsetof(PartPage, width_mm), sizeof size);
      std::memcpy(&sized, at + offsetof(PartPage, sized), 1);
      for (const double mm : size)
        if (!(mm >= least_mm && mm <= most_mm)) return false;
      pages.push_back({size[0], size[1], sized != 0});
    }
    return true;
  }

  int control_;
  DecodeLimits limits_;
  MemoryFile parts_;
  std::vector<std::size_t> sizes_;
};

}  // namespace

std::unique_ptr<VolumeMaker> make_volume(int control, const DecodeLimits& limits) {
  return std::make_unique<ChildVolumeMaker>(control, limits);
}

}  // namespace hefu
