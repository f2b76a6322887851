#pragma once
#include <cstdint>

#include "ocr/decoder.h"
#include "ocr/volume.h"

namespace hefu {

/// What the parent asks of the zygote. Goes over the control socket with descriptors: for `decode` the file's
/// bytes, the pixel memory, the child's end of the page socket and the zygote's end of the news socket; for
/// `read_workbook`, `read_pdf_text`, `make_part` and `join_volume` the same, with memory for cells, for letters
/// or for a document; for `read_text` the same without the bytes.
enum class JobKind : std::uint32_t {
  decode,
  read_text,
  read_workbook,
  make_part,
  join_volume,
  read_pdf_text
};
/// Whether a job of this kind is given a file's bytes.
inline bool carries_bytes(JobKind kind) { return kind != JobKind::read_text; }
struct JobRequest {
  JobKind kind = JobKind::decode;
  FileType type = FileType::unknown;
  PartUse use{};                 // of `make_part`
  std::uint64_t byte_count = 0;  // set by ChildJob, as is the next
  std::uint64_t pixel_bytes = 0;
  DecodeLimits limits;
};

/// What the zygote tells about a child, on its news socket. The parent closes that socket to have the child
/// killed.
struct JobNews {
  enum Kind : std::uint32_t { started, ended } kind = started;
  std::int32_t pid = 0;
  std::int32_t exit_code = 0;  // when it exited
  std::int32_t signal = 0;     // when a signal ended it
  std::int64_t max_rss_kb = 0;
};

/// What a decoding child tells about a page, or at the end. The parent answers each page with one byte when
/// it has copied the pixels.
struct PagePacket {
  enum Kind : std::uint32_t { page, done } kind = page;
  std::int32_t index = 0, width = 0, height = 0, channels = 0;
  PageNote note;
  DecodeOutcome outcome;  // of `done`
};

/// The zygote's life: forks a child for each request, reaps it, kills it when asked, ends with its parent.
/// Never returns. It stays single-threaded and small, so a fork is cheap and safe.
[[noreturn]] void live_as_zygote(int control);

/// A child's life. Never return.
[[noreturn]] void live_as_decoder(const JobRequest& request, int bytes, int pixels, int pages);
[[noreturn]] void live_as_text_worker(const JobRequest& request, int pixels, int requests);
[[noreturn]] void live_as_workbook_reader(const JobRequest& request, int bytes, int sheets, int reply);
[[noreturn]] void live_as_pdf_text_reader(const JobRequest& request, int bytes, int text, int reply);
[[noreturn]] void live_as_part_maker(const JobRequest& request, int bytes, int document, int reply);
[[noreturn]] void live_as_volume_maker(const JobRequest& request, int bytes, int document, int reply);

}  // namespace hefu
