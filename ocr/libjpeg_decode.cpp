// libjpeg directly, not through Leptonica: rows go straight into the shared memory, and its warnings tell a
// truncated scan from a sloppy but whole one, which Leptonica does not pass on.
#include <jerror.h>
#include <jpeglib.h>

#include <algorithm>
#include <csetjmp>
#include <cstdio>

#include "ocr/decoder.h"
#include "ocr/exif.h"
#include "ocr/orientation.h"

namespace hefu {
namespace {

struct Failure {
  jpeg_error_mgr manager;
  std::jmp_buf jump;
  bool ended = false;    // the bytes are over before the end mark
  bool damaged = false;  // picture data was missing or wrong
};

Failure& failure_of(j_common_ptr info) { return *reinterpret_cast<Failure*>(info->err); }

void on_error(j_common_ptr info) { std::longjmp(failure_of(info).jump, 1); }

void on_message(j_common_ptr info, int level) {
  if (level >= 0) return;
  // Other warnings (stray bytes before a marker, odd versions) come with whole pictures from many cameras.
  switch (info->err->msg_code) {
    case JWRN_JPEG_EOF:
      failure_of(info).ended = true;
      break;
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_MUST_RESYNC:
      failure_of(info).damaged = true;
      break;
    default:
      break;
  }
}

/// Adobe's CMYK is stored inverted, and without its marker nearly all writers do the same.
void cmyk_to_rgb(const std::uint8_t* cmyk, int width, std::uint8_t* rgb) {
  for (int x = 0; x < width; ++x, cmyk += 4, rgb += 3)
    for (int c = 0; c < 3; ++c) rgb[c] = static_cast<std::uint8_t>(cmyk[c] * cmyk[3] / 255);
}

double dpi_of(const jpeg_decompress_struct& info, const ExifTags& exif) {
  if (info.saw_JFIF_marker && info.density_unit == 1) return info.X_density;
  if (info.saw_JFIF_marker && info.density_unit == 2) return info.X_density * 2.54;
  return exif.dpi;
}

/// One decompression. The members outlive the longjmp; no object with a destructor lives in the functions it
/// skips.
class JpegReader {
 public:
  JpegReader(std::string_view bytes, const JpegPlace& place, const DecodeLimits& limits, PageSink& sink)
      : bytes_(bytes), place_(place), limits_(limits), sink_(sink) {
    info_.err = jpeg_std_error(&failure_.manager);
    failure_.manager.error_exit = on_error;
    failure_.manager.emit_message = on_message;
    jpeg_create_decompress(&info_);
  }
  ~JpegReader() { jpeg_destroy_decompress(&info_); }
  JpegReader(const JpegReader&) = delete;
  JpegReader& operator=(const JpegReader&) = delete;

  DecodeOutcome run() {
    DecodeOutcome outcome;
    outcome.page = place_.page;
    outcome.pages = 1;
    if (!read_header()) {
      outcome.trouble = trouble();
    } else if (exceeds(limits_, info_.image_width, info_.image_height)) {
      outcome.trouble = Trouble::too_many_pixels;
      outcome.width = info_.image_width;
      outcome.height = info_.image_height;
    } else {
      prepare();
      if (!read_rows() || is_incomplete())
        outcome.trouble = trouble();
      else
        publish();
    }
    return outcome;
  }

 private:
  /// A whole picture that lacks only its end mark is taken; with several scans there is no telling whether
  /// one is missing.
  bool is_incomplete() { return failure_.damaged || (failure_.ended && jpeg_has_multiple_scans(&info_)); }
  Trouble trouble() const { return failure_.ended ? Trouble::truncated : Trouble::damaged; }

  bool read_header() {
    if (setjmp(failure_.jump)) return false;
    jpeg_mem_src(&info_, reinterpret_cast<const unsigned char*>(bytes_.data()), bytes_.size());
    jpeg_save_markers(&info_, JPEG_APP0 + 1, 0xFFFF);
    if (jpeg_read_header(&info_, TRUE) != JPEG_HEADER_OK) return false;
    const int long_side = static_cast<int>(std::max(info_.image_width, info_.image_height));
    reduced_ = limits_.reduce_long_side_px > 0 && long_side >= limits_.reduce_long_side_px;
    if (reduced_) info_.scale_denom = 2;
    const bool grey = info_.num_components == 1;
    const bool cmyk = info_.num_components == 4;
    info_.out_color_space = grey ? JCS_GRAYSCALE : cmyk ? JCS_CMYK : JCS_RGB;
    jpeg_calc_output_dimensions(&info_);
    halves_ = limits_.half_colour && !reduced_ && is_stored_in_halves();
    return true;
  }

  /// Colour at half size both ways, as nearly every scanner and phone writes it.
  bool is_stored_in_halves() const {
    if (info_.num_components != 3 || info_.jpeg_color_space != JCS_YCbCr) return false;
    const jpeg_component_info* c = info_.comp_info;
    return c[0].h_samp_factor == 2 && c[0].v_samp_factor == 2 && c[1].h_samp_factor == 1 &&
           c[1].v_samp_factor == 1 && c[2].h_samp_factor == 1 && c[2].v_samp_factor == 1;
  }

  /// Chooses where rows go: straight to the canvas when the picture is upright.
  void prepare() {
    for (auto* marker = info_.marker_list; marker; marker = marker->next) {
      const std::string_view block(reinterpret_cast<const char*>(marker->data), marker->data_length);
      if (block.starts_with("Exif")) exif_ = read_exif(block);
    }
    orientation_ = place_.orientation ? place_.orientation : exif_.orientation;
    width_ = static_cast<int>(info_.output_width);
    height_ = static_cast<int>(info_.output_height);
    // Turned, an odd side's last pixel would have its colour elsewhere.
    halves_ = halves_ && (orientation_ == 1 || (width_ % 2 == 0 && height_ % 2 == 0));
    channels_ = info_.out_color_space == JCS_GRAYSCALE ? 1 : halves_ ? half_colour_channels : 3;
    const bool swapped = swaps_sides(orientation_);
    canvas_ = sink_.canvas(swapped ? height_ : width_, swapped ? width_ : height_, channels_);
    if (orientation_ != 1) lying_.resize(bytes_of_page(width_, height_, channels_));
    if (halves_) strips_.resize(static_cast<std::size_t>(padded_width()) * rows_a_strip * 2);
    if (info_.out_color_space == JCS_CMYK) cmyk_row_.resize(static_cast<std::size_t>(width_) * 4);
  }

  static constexpr int rows_a_strip = 2 * DCTSIZE;  // of luma; half as many of colour
  /// The library writes whole blocks.
  int padded_width() const { return (width_ + 2 * DCTSIZE - 1) / (2 * DCTSIZE) * (2 * DCTSIZE); }

  /// Luma and colour as they are stored, a strip of blocks at a time.
  bool read_strips() {
    if (setjmp(failure_.jump)) return false;
    info_.raw_data_out = TRUE;
    jpeg_start_decompress(&info_);
    const int padded = padded_width();
    std::uint8_t* planes[3] = {strips_.data(), strips_.data() + padded * rows_a_strip,
                               strips_.data() + padded * rows_a_strip * 3 / 2};
    JSAMPROW luma[rows_a_strip], blue[DCTSIZE], red[DCTSIZE];
    for (int y = 0; y < rows_a_strip; ++y) luma[y] = planes[0] + y * padded;
    for (int y = 0; y < DCTSIZE; ++y) blue[y] = planes[1] + y * padded, red[y] = planes[2] + y * padded;
    JSAMPARRAY rows[3] = {luma, blue, red};
    while (info_.output_scanline < info_.output_height) {
      const int first = static_cast<int>(info_.output_scanline);
      if (jpeg_read_raw_data(&info_, rows, rows_a_strip) == 0 || is_incomplete()) return false;
      keep_strip(first, rows);
    }
    return true;
  }

  void keep_strip(int first, JSAMPARRAY rows[3]) {
    std::uint8_t* pixels = lying_.empty() ? canvas_ : lying_.data();
    const int half_width = half_of(width_), half_height = half_of(height_);
    std::uint8_t* blue = pixels + static_cast<std::size_t>(width_) * height_;
    std::uint8_t* red = blue + static_cast<std::size_t>(half_width) * half_height;
    for (int y = 0; y < std::min(rows_a_strip, height_ - first); ++y)
      std::copy_n(rows[0][y], width_, pixels + static_cast<std::size_t>(first + y) * width_);
    for (int y = 0; y < std::min(static_cast<int>(DCTSIZE), half_height - first / 2); ++y) {
      const std::size_t at = static_cast<std::size_t>(first / 2 + y) * half_width;
      std::copy_n(rows[1][y], half_width, blue + at);
      std::copy_n(rows[2][y], half_width, red + at);
    }
  }

  void stand_up() {
    if (lying_.empty()) return;
    if (!halves_) return orient(lying_.data(), width_, height_, channels_, orientation_, canvas_);
    const std::size_t count = static_cast<std::size_t>(width_) * height_;
    orient(lying_.data(), width_, height_, 1, orientation_, canvas_);
    for (const std::size_t plane : {count, count + count / 4})
      orient(lying_.data() + plane, width_ / 2, height_ / 2, 1, orientation_, canvas_ + plane);
  }

  bool read_rows() {
    if (halves_) return read_strips();
    if (setjmp(failure_.jump)) return false;
    // Nothing that changes pixels (upsampling, DCT): a record's photo is in the digest of its page, and every
    // print of it that is out would count as an older one. tests/e2e/json_samples_test.cpp holds it.
    jpeg_start_decompress(&info_);
    std::uint8_t* pixels = lying_.empty() ? canvas_ : lying_.data();
    const std::size_t row_bytes = static_cast<std::size_t>(width_) * channels_;
    while (info_.output_scanline < info_.output_height) {
      std::uint8_t* row = pixels + info_.output_scanline * row_bytes;
      if (!cmyk_row_.empty()) {
        JSAMPROW target = cmyk_row_.data();
        jpeg_read_scanlines(&info_, &target, 1);
      } else {  // two at once, as they are made; the library stops at the last row
        JSAMPROW targets[2] = {row, row + row_bytes};
        jpeg_read_scanlines(&info_, targets,
                            std::min<JDIMENSION>(2, info_.output_height - info_.output_scanline));
      }
      if (is_incomplete()) return false;
      if (!cmyk_row_.empty()) cmyk_to_rgb(cmyk_row_.data(), width_, row);
    }
    return true;
  }

  void publish() {
    stand_up();
    const double dpi = place_.dpi > 0 ? place_.dpi : dpi_of(info_, exif_);
    sink_.publish(place_.page, {reduced_ ? dpi / 2 : dpi, exif_.taken_on, reduced_ ? 2 : 1});
  }

  std::string_view bytes_;
  JpegPlace place_;
  const DecodeLimits& limits_;
  PageSink& sink_;
  jpeg_decompress_struct info_{};
  Failure failure_;
  ExifTags exif_;
  bool reduced_ = false;
  bool halves_ = false;  // luma and colour are handed out as they are stored
  int orientation_ = 1, width_ = 0, height_ = 0, channels_ = 3;
  std::uint8_t* canvas_ = nullptr;
  std::vector<std::uint8_t> lying_;  // the picture before it is set upright
  std::vector<std::uint8_t> cmyk_row_;
  std::vector<std::uint8_t> strips_;  // a strip of luma, then one of each colour, rows padded to whole blocks
};

}  // namespace

DecodeOutcome decode_jpeg(std::string_view bytes, const JpegPlace& place, const DecodeLimits& limits,
                          PageSink& sink) {
  return JpegReader(bytes, place, limits, sink).run();
}

}  // namespace hefu
