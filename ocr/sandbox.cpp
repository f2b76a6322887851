#include "ocr/sandbox.h"

#include <malloc.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "ocr/child_job.h"
#include "ocr/exif.h"
#include "ocr/pdf_text.h"
#include "ocr/pixel_pool.h"
#include "ocr/text_worker.h"
#include "ocr/volume_parts.h"
#include "ocr/workbook.h"
#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {
namespace {

using std::chrono::nanoseconds;
using std::chrono::seconds;

/// Follows one decoding child from its start to its end. It believes nothing: sizes are checked against the
/// limits and the memory that it made itself, pages come in order, and time is its own.
class DecodeRun {
 public:
  DecodeRun(int control, const DecodeLimits& limits, FileType type, const std::string& bytes, PixelPool& pool)
      : limits_(limits),
        pool_(pool),
        job_(control, request(limits, type), bytes, pool.take()),
        file_budget_(seconds(limits.file_seconds)) {}

  DecodeOutcome follow(const std::function<void(int page, Image)>& on_page) {
    for (;;) {
      PagePacket packet;
      nanoseconds budget = std::min(file_budget_, nanoseconds(seconds(limits_.wall_seconds)));
      const nanoseconds before = budget;
      const ChildJob::Event event = job_.wait(&packet, sizeof packet, budget);
      file_budget_ -= before - budget;
      if (event == ChildJob::Event::timeout) return trouble(Trouble::time);
      if (event == ChildJob::Event::ended) return trouble(how_it_ended());
      if (packet.kind == PagePacket::done) {
        keep_pixels();
        return finished(packet.outcome);
      }
      if (!acceptable(packet)) return trouble(Trouble::crashed);
      Image image{packet.width, packet.height, packet.channels, packet.note.dpi, {}};
      image.taken_on = packet.note.taken_on;
      image.reduced = packet.note.reduced;
      const std::size_t count = bytes_of_page(image.width, image.height, image.channels);
      take_pixels(image, count);
      used_bytes_ = std::max(used_bytes_, count);
      last_page_ = packet.index;
      ++handed_out_;
      const char copied = 1;
      job_.send(&copied, 1);  // a child that has died meanwhile is seen by the next wait
      on_page(packet.index, std::move(image));
    }
  }

 private:
  static JobRequest request(const DecodeLimits& limits, FileType type) {
    JobRequest request;
    request.kind = JobKind::decode;
    request.type = type;
    request.limits = limits;
    return request;
  }

  void take_pixels(Image& image, std::size_t count) const {
    std::size_t own = count;
    if (image.channels == half_colour_channels) {
      image.channels = 1;
      own = static_cast<std::size_t>(image.width) * image.height;
      image.chroma.assign(job_.pixels() + own, job_.pixels() + count);
    }
    image.pixels.assign(job_.pixels(), job_.pixels() + own);
  }

  /// After its last word a child has nothing to do but to exit.
  void keep_pixels() {
    char nothing;
    nanoseconds budget = std::chrono::milliseconds(200);
    if (job_.wait(&nothing, sizeof nothing, budget) == ChildJob::Event::ended)
      pool_.give_back(job_.take_pixels(), used_bytes_);
  }

  bool acceptable(const PagePacket& packet) const {
    return packet.kind == PagePacket::page && packet.index > last_page_ && packet.index < limits_.max_pages &&
           packet.width > 0 && packet.height > 0 &&
           (packet.channels == 1 || packet.channels == 3 ||
            (packet.channels == half_colour_channels && limits_.half_colour)) &&
           packet.width <= limits_.max_pixels / packet.height && std::isfinite(packet.note.dpi) &&
           packet.note.dpi >= 0 && packet.note.reduced >= 1 && packet.note.reduced <= 2 &&
           (packet.note.taken_on == 0 || is_photo_day(packet.note.taken_on));
  }

  DecodeOutcome trouble(Trouble what) const {
    DecodeOutcome outcome;
    outcome.trouble = what;
    return outcome;
  }

  /// `told` is a child's word: checked against what came.
  DecodeOutcome finished(const DecodeOutcome& told) const {
    const bool known = told.trouble >= Trouble::none && told.trouble <= Trouble::crashed;
    const bool sane = known && told.pages >= 0 && told.page >= -1 && std::isfinite(told.width) &&
                      std::isfinite(told.height) && std::abs(told.width) < 1e9 && std::abs(told.height) < 1e9;
    if (!sane) return trouble(Trouble::crashed);
    if (told.trouble == Trouble::none &&
        end_of_window(limits_, told.pages) - limits_.first_page != handed_out_)
      return trouble(Trouble::crashed);
    return told;
  }

  Trouble how_it_ended() const {
    const JobNews& end = job_.end();
    // A library that runs out of memory mostly dies of it: near the limit that is the likelier reason.
    const bool much_memory = end.max_rss_kb * 1024 > limits_.memory_bytes / 10 * 8;
    if (end.signal == SIGXCPU) return Trouble::time;
    return much_memory ? Trouble::memory : Trouble::crashed;
  }

  const DecodeLimits& limits_;
  PixelPool& pool_;
  ChildJob job_;
  nanoseconds file_budget_;
  int last_page_ = -1;
  int handed_out_ = 0;
  std::size_t used_bytes_ = 0;
};

/// Pictures come and go by tens of megabytes. By default malloc gives each back to the system and pays a page
/// fault every 4 KB for the next: measured, copying the 26 MB of an A4 page at 300 dpi takes 28 ms then and 2
/// ms with this.
void keep_freed_memory() {
  ::mallopt(M_MMAP_THRESHOLD, 32 << 20);  // the most that glibc takes
  ::mallopt(M_TRIM_THRESHOLD, 128 << 20);
}

class ForkedSandbox : public Sandbox {
 public:
  explicit ForkedSandbox(const DecodeLimits& limits)
      : limits_(limits), pool_(static_cast<std::size_t>(limits.max_pixels) * 3) {
    keep_freed_memory();
    auto [ours, zygotes] = packet_sockets();
    zygote_ = ::fork();
    if (zygote_ < 0) throw Error(ErrorKind::io, tr("无法建立解码沙箱：无法创建进程"));
    if (zygote_ == 0) live_as_zygote(zygotes.get());
    control_ = std::move(ours);
  }
  ~ForkedSandbox() override {
    control_.reset();
    ::waitpid(zygote_, nullptr, 0);
  }

  DecodedFile decode(const std::string& bytes, const std::function<void(int page, Image)>& on_page,
                     const PageWindow& window) override {
    DecodeLimits limits = limits_;
    limits.first_page = window.first;
    limits.page_count = window.count;
    limits.half_colour = window.half_colour;
    if (window.most_pages > 0) limits.max_pages = window.most_pages;
    const FileType type = sniff(bytes);
    DecodeOutcome outcome;
    if (bytes.empty())
      outcome.trouble = Trouble::empty;
    else if (type == FileType::unknown)
      outcome.trouble = Trouble::unknown_format;
    else
      outcome = DecodeRun(control_.get(), limits, type, bytes, pool_).follow(on_page);
    return explain(outcome, limits, bytes);
  }

  ReadWorkbook read_workbook(const std::string& bytes) override {
    if (bytes.starts_with("\xD0\xCF\x11\xE0"))
      return {FileStatus::rejected, tr("是旧版 .xls 文件或已加密，请另存为不加密的 .xlsx 或 .csv"), {}};
    if (!bytes.starts_with("PK\x03\x04")) return {FileStatus::rejected, tr("不是 .xlsx 文件"), {}};
    return read_workbook_in_child(control_.get(), bytes, {});
  }

  PdfText read_pdf_text(const std::string& bytes) override {
    if (sniff(bytes) != FileType::pdf) return {FileStatus::read, {}};
    return read_pdf_text_in_child(control_.get(), bytes, limits_);
  }

  std::unique_ptr<VolumeMaker> new_volume() override { return make_volume(control_.get(), limits_); }
  std::unique_ptr<TextReader> new_text_reader() override { return make_text_reader(control_.get(), limits_); }
  int process_id() const override { return zygote_; }

 private:
  const DecodeLimits limits_;
  PixelPool pool_;
  pid_t zygote_ = -1;
  Fd control_;
};

}  // namespace

std::shared_ptr<Sandbox> Sandbox::start(const DecodeLimits& limits) {
  return std::make_shared<ForkedSandbox>(limits);
}

}  // namespace hefu
