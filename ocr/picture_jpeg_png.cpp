#include <array>

#include "ocr/exif.h"
#include "ocr/image.h"
#include "ocr/volume_parts.h"
#include "templates/deflate.h"

namespace hefu {
namespace {

using namespace std::string_view_literals;

constexpr int pixel_level = 6;  // of libdeflate: beyond it, scans shrink by less than 2 % at twice the time

std::uint32_t number(std::string_view bytes, std::size_t at, int count) {
  std::uint32_t value = 0;
  for (int i = 0; i < count; ++i) value = value << 8 | static_cast<std::uint8_t>(bytes[at + i]);
  return value;
}

/// A JFIF header's dots an inch; 0: not said.
double jfif_dpi(std::string_view segment) {
  if (segment.size() < 14 || !segment.starts_with("JFIF\0"sv)) return 0;
  const double across = number(segment, 8, 2), down = number(segment, 10, 2);
  if (across != down) return 0;  // uneven pixels: the decoder takes them as square, too
  return segment[7] == 1 ? across : segment[7] == 2 ? across * 2.54 : 0;
}

/// Pixels as G4 where nothing but black and white is in them.
bool is_black_and_white(const Image& image) {
  return image.channels == 1 && std::all_of(image.pixels.begin(), image.pixels.end(),
                                            [](std::uint8_t v) { return v == 0 || v == 255; });
}

int paeth(int a, int b, int c) {
  const int p = a + b - c, pa = std::abs(p - a), pb = std::abs(p - b), pc = std::abs(p - c);
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

/// One row by one of PNG's five predictors, with its number in front. Source: PNG (ISO 15948), 9.2.
void predict(const std::uint8_t* row, const std::uint8_t* above, std::size_t count, std::size_t step,
             int kind, std::string& out) {
  out.resize(count + 1);
  out[0] = static_cast<char>(kind);
  for (std::size_t i = 0; i < count; ++i) {
    const int a = i >= step ? row[i - step] : 0, b = above ? above[i] : 0,
              c = above && i >= step ? above[i - step] : 0;
    const int guess = kind == 0   ? 0
                      : kind == 1 ? a
                      : kind == 2 ? b
                      : kind == 3 ? (a + b) / 2
                                  : paeth(a, b, c);
    out[i + 1] = static_cast<char>(row[i] - guess);
  }
}

/// Each row by the predictor that leaves the smallest differences, PNG's own advice (12.8).
std::string predicted_rows(const Image& image) {
  const std::size_t step = static_cast<std::size_t>(image.channels), count = step * image.width;
  std::string rows, tried, best;
  for (int y = 0; y < image.height; ++y) {
    const std::uint8_t* row = image.pixels.data() + count * static_cast<std::size_t>(y);
    std::uint64_t least = ~std::uint64_t{0};
    for (const int kind : {0, 1, 2, 4}) {
      predict(row, y > 0 ? row - count : nullptr, count, step, kind, tried);
      std::uint64_t sum = 0;
      for (std::size_t i = 1; i < tried.size(); ++i) sum += std::abs(static_cast<signed char>(tried[i]));
      if (sum < least) {
        least = sum;
        best.swap(tried);
      }
    }
    rows += best;
  }
  return rows;
}

}  // namespace

bool describe_jpeg(std::string_view bytes, PictureStream& picture) {
  if (!bytes.starts_with("\xFF\xD8"sv)) return false;
  bool adobe = false;
  for (std::size_t at = 2; at + 4 <= bytes.size() && bytes[at] == '\xFF';) {
    const int marker = static_cast<std::uint8_t>(bytes[at + 1]);
    if (marker == 0xFF) {  // fill byte
      ++at;
      continue;
    }
    const std::size_t length = number(bytes, at + 2, 2);
    if (length < 2 || at + 2 + length > bytes.size()) return false;
    const std::string_view segment = bytes.substr(at + 4, length - 2);
    if (marker == 0xE0 && picture.dpi == 0) picture.dpi = jfif_dpi(segment);
    if (marker == 0xEE && segment.starts_with("Adobe")) adobe = true;
    if (marker == 0xE1 && segment.starts_with("Exif")) {
      const ExifTags tags = read_exif(segment);
      picture.orientation = tags.orientation;
      if (tags.dpi > 0) picture.dpi = tags.dpi;
    }
    // Baseline, extended and progressive by Huffman: what DCTDecode reads. ISO 32000-1, 7.4.8.
    if (marker >= 0xC0 && marker <= 0xC2) {
      if (segment.size() < 6 || segment[0] != 8) return false;
      picture.height = static_cast<int>(number(segment, 1, 2));
      picture.width = static_cast<int>(number(segment, 3, 2));
      const int components = segment[5];
      if (picture.width < 1 || picture.height < 1) return false;
      if (components != 1 && components != 3 && components != 4) return false;
      picture.dictionary = fmt::format("/BitsPerComponent 8/Filter/DCTDecode/ColorSpace/{}{}",
                                       components == 1   ? "DeviceGray"
                                       : components == 3 ? "DeviceRGB"
                                                         : "DeviceCMYK",
                                       // Adobe's programs write ink as its opposite.
                                       components == 4 && adobe ? "/Decode[1 0 1 0 1 0 1 0]" : "");
      picture.stored = bytes;
      return true;
    }
    if (marker == 0xDA ||
        (marker >= 0xC3 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC))
      return false;
    at += 2 + length;
  }
  return false;
}

DecodeOutcome jpeg_page(std::string_view bytes, std::vector<PicturePage>& pages) {
  PictureStream picture;
  if (!describe_jpeg(bytes, picture)) return {Trouble::damaged, 0, 1};
  pages.push_back({{std::move(picture)}});
  return {Trouble::none, -1, 1};
}

PictureStream packed_pixels(const Image& image) {
  PictureStream picture{image.width, image.height};
  picture.dpi = image.dpi;
  if (is_black_and_white(image)) {
    picture.made = only_strip(encode_g4_tiff(image));
    picture.dictionary = fmt::format(
        "/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/CCITTFaxDecode"
        "/DecodeParms<</K -1/Columns {}/Rows {}>>",
        image.width, image.height);
    return picture;
  }
  picture.made = deflate(predicted_rows(image), pixel_level);
  picture.dictionary = fmt::format(
      "/BitsPerComponent 8/ColorSpace/{}/Filter/FlateDecode"
      "/DecodeParms<</Predictor 15/Colors {}/BitsPerComponent 8/Columns {}>>",
      image.channels == 1 ? "DeviceGray" : "DeviceRGB", image.channels, image.width);
  return picture;
}

namespace {

/// The parts of a PNG that a PDF image takes over.
struct PngParts {
  int width = 0, height = 0, bits = 0, colour = 0, interlace = 0;
  double dpi = 0;
  bool transparent = false;
  std::string_view palette;
  std::string data;
};

std::optional<PngParts> read_png(std::string_view bytes) {
  PngParts png;
  for (std::size_t at = 8; at + 12 <= bytes.size();) {
    const std::size_t length = number(bytes, at, 4);
    if (length > bytes.size() - at - 12) return std::nullopt;
    const std::string_view kind = bytes.substr(at + 4, 4), chunk = bytes.substr(at + 8, length);
    if (kind == "IHDR" && length >= 13) {
      png.width = static_cast<int>(number(chunk, 0, 4));
      png.height = static_cast<int>(number(chunk, 4, 4));
      png.bits = chunk[8];
      png.colour = chunk[9];
      png.interlace = chunk[12];
    }
    if (kind == "PLTE") png.palette = chunk;
    if (kind == "tRNS") png.transparent = true;
    if (kind == "pHYs" && length >= 9 && chunk[8] == 1) png.dpi = number(chunk, 0, 4) * 0.0254;
    if (kind == "IDAT") png.data += chunk;
    if (kind == "IEND") return png;
    at += 12 + length;
  }
  return std::nullopt;
}

/// Colour space of a PNG's own numbers; empty where a PDF has none (alpha).
std::string colour_space(const PngParts& png) {
  if (png.colour == 0) return "/DeviceGray";
  if (png.colour == 2) return "/DeviceRGB";
  if (png.colour != 3 || png.palette.size() < 3) return {};
  std::string hex;
  for (const char c : png.palette) hex += fmt::format("{:02x}", static_cast<std::uint8_t>(c));
  return fmt::format("[/Indexed/DeviceRGB {}<{}>]", png.palette.size() / 3 - 1, hex);
}

}  // namespace

DecodeOutcome png_page(std::string_view bytes, const DecodeLimits& limits, std::vector<PicturePage>& pages) {
  std::optional<PngParts> png = read_png(bytes);
  if (!png || png->data.empty()) return {Trouble::truncated, 0, 1};
  const std::string space = colour_space(*png);
  if (png->interlace == 0 && !png->transparent && !space.empty()) {
    PictureStream picture{png->width, png->height};
    picture.made = std::move(png->data);  // the chunks of one Flate stream, joined
    picture.dpi = png->dpi;
    picture.dictionary = fmt::format(
        "/BitsPerComponent {0}/ColorSpace{1}/Filter/FlateDecode"
        "/DecodeParms<</Predictor 15/Colors {2}/BitsPerComponent {0}/Columns {3}>>",
        png->bits, space, png->colour == 2 ? 3 : 1, png->width);
    pages.push_back({{std::move(picture)}});
    return {Trouble::none, -1, 1};
  }
  OneImage sink;
  DecodeOutcome outcome = decode_png(bytes, limits, sink);
  if (outcome.trouble == Trouble::none) pages.push_back({{packed_pixels(sink.image)}});
  return outcome;
}

}  // namespace hefu
