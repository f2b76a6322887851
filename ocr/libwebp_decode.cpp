#include <webp/decode.h>

#include "ocr/decoder.h"
#include "ocr/exif.h"
#include "ocr/orientation.h"

namespace hefu {
namespace {

using namespace std::string_view_literals;

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8 | static_cast<std::uint8_t>(bytes[at + i]);
  return value;
}

/// The payload of a chunk of the container; empty when there is none.
/// Source: WebP Container Specification, RIFF File Format.
std::string_view chunk(std::string_view bytes, std::string_view name) {
  for (std::size_t at = 12; at + 8 <= bytes.size();) {
    const std::size_t size = number_at(bytes, at + 4);
    if (bytes.substr(at, 4) == name) return bytes.substr(at + 8, size);
    at += 8 + size + size % 2;
  }
  return {};
}

void put_on_white(const std::uint8_t* rgba, std::size_t count, std::uint8_t* rgb) {
  for (std::size_t i = 0; i < count; ++i, rgba += 4, rgb += 3)
    for (int c = 0; c < 3; ++c)
      rgb[c] = static_cast<std::uint8_t>((rgba[c] * rgba[3] + 255 * (255 - rgba[3]) + 127) / 255);
}

/// The pixels as they are stored, sRGB8. False: the data are damaged.
bool decode_pixels(std::string_view bytes, const WebPBitstreamFeatures& features, std::uint8_t* rgb) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const std::size_t count = static_cast<std::size_t>(features.width) * features.height;
  if (!features.has_alpha)
    return WebPDecodeRGBInto(data, bytes.size(), rgb, 3 * count, 3 * features.width) != nullptr;
  std::vector<std::uint8_t> rgba(4 * count);
  if (!WebPDecodeRGBAInto(data, bytes.size(), rgba.data(), rgba.size(), 4 * features.width)) return false;
  put_on_white(rgba.data(), count, rgb);
  return true;
}

}  // namespace

DecodeOutcome decode_webp(std::string_view bytes, const DecodeLimits& limits, PageSink& sink) {
  WebPBitstreamFeatures features;
  const auto status =
      WebPGetFeatures(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(), &features);
  if (status == VP8_STATUS_NOT_ENOUGH_DATA) return {Trouble::truncated, 0, 1};
  if (status != VP8_STATUS_OK) return {Trouble::damaged, 0, 1};
  if (features.has_animation) return {Trouble::unknown_format};  // a film is no document
  const int width = features.width, height = features.height;
  if (exceeds(limits, width, height)) return {Trouble::too_many_pixels, 0, 1, double(width), double(height)};
  const std::string_view block = chunk(bytes, "EXIF"sv);
  const ExifTags exif = block.empty() ? ExifTags{} : read_exif(block);
  const bool swaps = swaps_sides(exif.orientation);
  std::uint8_t* canvas = sink.canvas(swaps ? height : width, swaps ? width : height, 3);
  std::vector<std::uint8_t> lying;
  if (exif.orientation != 1) lying.resize(static_cast<std::size_t>(width) * height * 3);
  if (!decode_pixels(bytes, features, lying.empty() ? canvas : lying.data())) {
    const bool whole = bytes.size() >= 8 && number_at(bytes, 4) + std::size_t{8} <= bytes.size();
    return {whole ? Trouble::damaged : Trouble::truncated, 0, 1};
  }
  if (!lying.empty()) orient(lying.data(), width, height, 3, exif.orientation, canvas);
  sink.publish(0, {exif.dpi, exif.taken_on, 1});
  return {Trouble::none, -1, 1};
}

}  // namespace hefu
