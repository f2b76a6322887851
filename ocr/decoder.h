#pragma once
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "ocr/sandbox.h"

namespace hefu {

/// What a file's first bytes say that it is.
enum class FileType : std::uint32_t { unknown, pdf, jpeg, png, tiff, webp, heif };
FileType sniff(std::string_view bytes);

/// Why a file, or a page of it, gave no picture. Crosses from child to parent as a number: no text of a
/// child's is ever shown.
enum class Trouble : std::int32_t {
  none,
  empty,
  unknown_format,
  encrypted,
  damaged,
  truncated,
  no_pages,
  too_many_pages,
  paper_too_large,  // width, height in pt
  too_many_pixels,  // width, height in px
  time,
  memory,
  crashed,
};

/// What became of a file. Plain data: it crosses from child to parent.
struct DecodeOutcome {
  Trouble trouble = Trouble::none;  // the first one met
  std::int32_t page = -1;           // the page that it was met on, 0-based; -1: the file
  std::int32_t pages = 0;           // in the file; 0: unknown
  double width = 0, height = 0;
};

/// What a file says of a page besides its pixels.
struct PageNote {
  double dpi = 0;             // of the pixels handed out; 0: not said
  std::int32_t taken_on = 0;  // EXIF's day of the photograph, as 20250620; 0: not said
  std::int32_t reduced = 1;   // how many times larger the file's own picture is
};

/// Stands for the number of channels of a page that has luma, then its colour at half size (Image::chroma).
constexpr int half_colour_channels = 2;

/// Bytes of a page's pixels. No overflow up to 2^31 pixels.
constexpr std::size_t bytes_of_page(int width, int height, int channels) {
  const std::size_t count = static_cast<std::size_t>(width) * height;
  if (channels != half_colour_channels) return count * channels;
  return count + 2 * static_cast<std::size_t>(half_of(width)) * half_of(height);
}

/// Where a decoder puts its pages: shared memory in a child, a vector in tests.
class PageSink {
 public:
  virtual ~PageSink() = default;
  /// Room for the next page's pixels, sRGB8, grey8 or, where the limits say so, with colour at half size;
  /// rows without padding.
  virtual std::uint8_t* canvas(int width, int height, int channels) = 0;
  /// Hands out what canvas() gave room for.
  virtual void publish(int page, const PageNote& note) = 0;
};

/// Each decodes a whole file. They run in a confined child and may be killed at any time; hostile bytes are
/// expected. Fails: by the outcome; std::bad_alloc may come out.
DecodeOutcome decode_file(FileType type, std::string_view bytes, const DecodeLimits& limits, PageSink& sink);
DecodeOutcome decode_pdf(std::string_view bytes, const DecodeLimits& limits, PageSink& sink);
DecodeOutcome decode_png(std::string_view bytes, const DecodeLimits& limits, PageSink& sink);
DecodeOutcome decode_tiff(std::string_view bytes, const DecodeLimits& limits, PageSink& sink);
DecodeOutcome decode_tiff_page(std::string_view bytes, int page, const DecodeLimits& limits, PageSink& sink);

DecodeOutcome decode_webp(std::string_view bytes, const DecodeLimits& limits, PageSink& sink);
/// HEIC and its kin; every picture of the file is a page.
DecodeOutcome decode_heif(std::string_view bytes, const DecodeLimits& limits, PageSink& sink);

/// How a JPEG stands in what holds it.
struct JpegPlace {
  int page = 0;
  int orientation = 0;  // as EXIF counts, 1 to 8; 0: as the file itself says
  double dpi = 0;       // 0: as the file itself says
};
DecodeOutcome decode_jpeg(std::string_view bytes, const JpegPlace& place, const DecodeLimits& limits,
                          PageSink& sink);

/// Loads what the decoders need later (fonts, tables), so that a forked child finds it in memory.
void warm_decoders();
void warm_pdf();

/// One past the last page of the window, of a file of so many.
inline int end_of_window(const DecodeLimits& limits, int pages) {
  return limits.page_count > 0 ? std::min(pages, limits.first_page + limits.page_count) : pages;
}

/// Whether a page has too many pixels.
inline bool exceeds(const DecodeLimits& limits, double width, double height) {
  return !(width >= 1 && height >= 1 && width * height <= static_cast<double>(limits.max_pixels));
}

/// The reason for people; `bytes` help to say what a file of unknown format looks like.
DecodedFile explain(const DecodeOutcome& outcome, const DecodeLimits& limits, std::string_view bytes);

}  // namespace hefu
