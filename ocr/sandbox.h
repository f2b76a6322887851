#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "ocr/image.h"
#include "ocr/line_steps.h"
#include "schemas/table.h"

namespace hefu {

class VolumeMaker;
struct PdfText;

enum class FileStatus { read, unreadable, rejected };

/// read: every page was handed out. unreadable: damaged; what could be read was handed out. rejected: refused
/// for what it is (no known format, encrypted) or for a limit.
struct DecodedFile {
  FileStatus status = FileStatus::unreadable;
  std::string reason;  // for people; empty when read
  int pages = 0;       // in the file; 0: unknown
};

/// The sheets of a workbook, each in its order; sheets without a cell are left out.
struct ReadWorkbook {
  FileStatus status = FileStatus::unreadable;
  std::string reason;  // for people; empty when read
  std::vector<Table> tables;
};

struct DecodeLimits {
  std::int64_t max_pixels = 120'000'000;  // a page; A3 at 600 dpi is 69 million
  int max_pages = 200;
  int cpu_seconds = 6;     // a page, and for opening the file
  int wall_seconds = 20;   // the same, as the clock on the wall goes; several children may share a core
  int file_seconds = 180;  // a file in all
  std::int64_t memory_bytes = 1LL << 30;
  int render_dpi = 200;                // PDF pages that are not one picture
  int first_page = 0, page_count = 0;  // of a file of many pages only these, 0-based; 0: to the end
  bool half_colour = false;            // a picture's colour may be handed out at half size
  int reduce_long_side_px = 0;         // JPEG pictures at least this long are decoded at half scale; 0: never
};

/// Some pages of a file only. `count` 0: to the end; `most_pages` 0: as the sandbox's limits say.
/// `half_colour`: pages may come with Image::chroma, when the file has them so.
struct PageWindow {
  int first = 0, count = 0;
  int most_pages = 0;
  bool half_colour = false;
};

/// One line of print, as an OCR engine reads it.
struct ReadText {
  std::string text;       // UTF-8
  double confidence = 0;  // 0..100, the engine's own
  bool ok = false;        // the engine answered
};

/// One character of a strip; `left` and `right` in px of the strip, as the engine says, which is not sharp.
struct StripCharacter {
  char32_t code_point = 0;
  float left = 0, right = 0;
  float confidence = 0;  // 0..100, the engine's own
};

/// What an engine reads in a strip, from the left; spaces are left out.
struct ReadStrip {
  std::vector<StripCharacter> characters;
  bool ok = false;  // the engine answered
};

/// An OCR engine in a process of its own that gets pixels only; kept between calls. One a thread.
class TextReader {
 public:
  virtual ~TextReader() = default;
  /// `line`: grey8, dark on light, one line of text, 40 to 60 px high. Never throws on a crashed engine: ok
  /// == false, and the next call has a new one.
  virtual ReadText read_line(const Image& line) = 0;
  /// A block of text or a sparse page.
  virtual ReadText read_block(const Image& block) = 0;
  /// The same line with what the network saw along it; empty when the engine has crashed or cannot tell.
  virtual LineSteps read_steps(const Image&) { return {}; }
  /// What the network's codes mean; null when the engine cannot tell.
  virtual const CodeAlphabet* alphabet() { return nullptr; }
  /// `strip`: grey8, dark on light, one line of text and nothing else, 48 px high as the engine's network
  /// wants it: it is neither scaled nor searched for lines. As read_line otherwise.
  virtual ReadStrip read_strip(const Image& strip) {
    static_cast<void>(strip);
    return {};
  }
  /// The worker's process, 0 when none runs: for diagnostics, and for tests that kill it.
  virtual int process_id() const = 0;
};

/// Where untrusted bytes are decoded: every file in a child of its own, forked from a zygote, with limits;
/// only bounded pixels come out. Create it in main before any thread starts; use it from any thread. Fails:
/// every call throws Error(io) once the zygote itself is gone.
class Sandbox {
 public:
  static std::shared_ptr<Sandbox> start(const DecodeLimits& limits = {});
  virtual ~Sandbox() = default;

  /// Decodes PDF, JPEG, PNG, TIFF, WebP or HEIC (many pages) and hands out page after page, 0-based, in the caller's
  /// thread. `bytes` decide what it is, not a name. Never throws on a bad file: it is a status with a reason.
  virtual DecodedFile decode(const std::string& bytes, const std::function<void(int page, Image)>& on_page,
                             const PageWindow& window = {}) = 0;
  /// Reads an .xlsx workbook: its values, in a child of its own. Never throws on a bad file: it is a status
  /// with a reason.
  virtual ReadWorkbook read_workbook(const std::string& bytes) = 0;
  /// Reads the letters that a PDF brings along (ocr/pdf_text.h), in a child of its own; a file of another
  /// kind has none. Never throws on a bad file: it is a status.
  virtual PdfText read_pdf_text(const std::string& bytes) = 0;
  /// For one document that is put together of uploads (ocr/volume.h).
  virtual std::unique_ptr<VolumeMaker> new_volume() = 0;
  /// Fails: throws Error(missing) when the engine or its language data is not installed.
  virtual std::unique_ptr<TextReader> new_text_reader() = 0;
  /// The zygote's process: for diagnostics and tests.
  virtual int process_id() const = 0;
};

}  // namespace hefu
