#include <jpeglib.h>

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstdio>

#include "ocr/image.h"
#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {
namespace {

struct Failure {
  jpeg_error_mgr manager;
  std::jmp_buf jump;
};

void on_error(j_common_ptr info) { std::longjmp(reinterpret_cast<Failure*>(info->err)->jump, 1); }

/// One compression. The members outlive the longjmp; no object with a destructor lives in what it skips.
class JpegWriter {
 public:
  JpegWriter(const Image& image, int quality) : image_(image), quality_(quality) {
    info_.err = jpeg_std_error(&failure_.manager);
    failure_.manager.error_exit = on_error;
    jpeg_create_compress(&info_);
    if (!image.chroma.empty()) strip_.resize(static_cast<std::size_t>(padded_width()) * rows_a_strip * 3 / 2);
  }
  ~JpegWriter() {
    jpeg_destroy_compress(&info_);
    std::free(bytes_);
  }
  JpegWriter(const JpegWriter&) = delete;
  JpegWriter& operator=(const JpegWriter&) = delete;

  std::string run() {
    if (image_.empty() || !write()) throw Error(ErrorKind::io, tr("无法编码图像：内存不足或图像为空"));
    return {reinterpret_cast<const char*>(bytes_), size_};
  }

 private:
  static constexpr int rows_a_strip = 2 * DCTSIZE;  // of luma; half as many of colour

  /// The library wants whole blocks.
  int padded_width() const { return (image_.width + rows_a_strip - 1) / rows_a_strip * rows_a_strip; }

  bool write() {
    if (setjmp(failure_.jump)) return false;
    jpeg_mem_dest(&info_, &bytes_, &size_);
    info_.image_width = static_cast<JDIMENSION>(image_.width);
    info_.image_height = static_cast<JDIMENSION>(image_.height);
    const bool halves = !image_.chroma.empty();
    info_.input_components = halves ? 3 : image_.channels;
    info_.in_color_space = halves ? JCS_YCbCr : image_.channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(&info_);  // of colour every second pixel both ways, as the strips have it
    jpeg_set_quality(&info_, quality_, TRUE);
    info_.density_unit = 1;
    info_.X_density = info_.Y_density = static_cast<UINT16>(std::clamp(image_.dpi + 0.5, 0.0, 65535.0));
    info_.raw_data_in = halves ? TRUE : FALSE;
    jpeg_start_compress(&info_, TRUE);
    halves ? write_strips() : write_rows();
    jpeg_finish_compress(&info_);
    return true;
  }

  void write_rows() {
    const std::size_t row_bytes = static_cast<std::size_t>(image_.width) * image_.channels;
    while (info_.next_scanline < info_.image_height) {
      JSAMPROW row = const_cast<JSAMPROW>(&image_.pixels[info_.next_scanline * row_bytes]);
      jpeg_write_scanlines(&info_, &row, 1);
    }
  }

  /// A row of a plane, its last pixel repeated up to whole blocks; below the picture its last row.
  static void fill_row(const std::uint8_t* plane, int width, int height, int y, int padded,
                       std::uint8_t* to) {
    std::copy_n(plane + static_cast<std::size_t>(std::min(y, height - 1)) * width, width, to);
    std::fill(to + width, to + padded, to[width - 1]);
  }

  /// Luma and colour as they are, a strip of blocks at a time.
  void write_strips() {
    const int padded = padded_width(), width = image_.width, height = image_.height;
    const int half_width = half_of(width), half_height = half_of(height);
    const std::uint8_t* blues = image_.chroma.data();
    const std::uint8_t* reds = blues + image_.chroma.size() / 2;
    std::array<JSAMPROW, rows_a_strip> luma;
    std::array<JSAMPROW, DCTSIZE> blue, red;
    for (int y = 0; y < rows_a_strip; ++y) luma[y] = strip_.data() + y * padded;
    for (int y = 0; y < DCTSIZE; ++y) {
      blue[y] = strip_.data() + rows_a_strip * padded + y * padded / 2;
      red[y] = blue[y] + DCTSIZE * padded / 2;
    }
    JSAMPARRAY rows[3] = {luma.data(), blue.data(), red.data()};
    while (info_.next_scanline < info_.image_height) {
      const int first = static_cast<int>(info_.next_scanline);
      for (int y = 0; y < rows_a_strip; ++y)
        fill_row(image_.pixels.data(), width, height, first + y, padded, luma[y]);
      for (int y = 0; y < DCTSIZE; ++y) {
        fill_row(blues, half_width, half_height, first / 2 + y, padded / 2, blue[y]);
        fill_row(reds, half_width, half_height, first / 2 + y, padded / 2, red[y]);
      }
      jpeg_write_raw_data(&info_, rows, rows_a_strip);
    }
  }

  const Image& image_;
  const int quality_;
  jpeg_compress_struct info_{};
  Failure failure_;
  unsigned char* bytes_ = nullptr;
  unsigned long size_ = 0;
  std::vector<std::uint8_t> strip_;  // of luma, then of each colour
};

}  // namespace

std::string encode_jpeg(const Image& image, int quality) { return JpegWriter(image, quality).run(); }

}  // namespace hefu
