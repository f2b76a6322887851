#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "ocr/image.h"

namespace hefu {

enum class FileStatus { read, unreadable, rejected };

struct DecodedFile {
  FileStatus status = FileStatus::unreadable;
  std::string reason;  // for people; empty when read
  int pages = 0;       // in the file
};

struct DecodeLimits {
  std::int64_t max_pixels = 120'000'000;  // a page; A3 at 600 dpi is 69 million
  int max_pages = 200;
  int cpu_seconds = 20;   // a file
  int wall_seconds = 40;
  std::int64_t memory_bytes = 1LL << 30;
  int render_dpi = 200;   // PDF pages that are not one picture
};

/// One line of print, as an OCR engine reads it.
struct ReadText {
  std::string text;      // UTF-8
  double confidence = 0;  // 0..100, the engine's own
  bool ok = false;       // the engine answered
};

/// An OCR engine in a process of its own that gets pixels only; kept between calls. One a thread.
class TextReader {
 public:
  virtual ~TextReader() = default;
  /// `line`: grey8, dark on light, one line of text, 40 to 60 px high. Never throws on a crashed engine: ok == false,
  /// and the next call has a new one.
  virtual ReadText read_line(const Image& line) = 0;
  /// A block of text or a sparse page.
  virtual ReadText read_block(const Image& block) = 0;
};

/// Where untrusted bytes are decoded: every file in a child of its own, forked from a zygote, with limits; only
/// bounded pixels come out.
/// Create it in main before any thread starts; use it from any thread.
class Sandbox {
 public:
  static std::shared_ptr<Sandbox> start(const DecodeLimits& limits = {});
  virtual ~Sandbox() = default;

  /// Decodes PDF, JPEG, PNG or TIFF (many pages) and hands out page after page, 0-based.
  /// `bytes` decide what it is, not a name. Never throws on a bad file: it is a status with a reason.
  virtual DecodedFile decode(const std::string& bytes, const std::function<void(int page, Image)>& on_page) = 0;
  /// Fails: throws Error(missing) when the engine or its language data is not installed.
  virtual std::unique_ptr<TextReader> new_text_reader() = 0;
};

}  // namespace hefu
