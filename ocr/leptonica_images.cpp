#include "ocr/decoder.h"
#include "ocr/leptonica_pix.h"

namespace hefu {
namespace {

/// 8 or 32 bits a pixel, without palette and alpha: what the sink takes.
PixPtr flattened(PixPtr pix) {
  if (pixGetColormap(pix.get())) {
    l_int32 opaque = 1;
    pixcmapIsOpaque(pixGetColormap(pix.get()), &opaque);
    pix.reset(pixRemoveColormap(pix.get(), opaque ? REMOVE_CMAP_BASED_ON_SRC : REMOVE_CMAP_WITH_ALPHA));
  }
  if (!pix) return pix;
  const int depth = pixGetDepth(pix.get());
  if (depth == 32) {
    if (pixGetSpp(pix.get()) == 4) pix.reset(pixAlphaBlendUniform(pix.get(), 0xffffff00));
  } else if (depth == 16) {
    pix.reset(pixConvert16To8(pix.get(), L_MS_BYTE));
  } else if (depth != 8) {
    pix.reset(pixConvertTo8(pix.get(), FALSE));
  }
  return pix;
}

void put(const PIX* pix_const, int page, PageSink& sink) {
  PIX* pix = const_cast<PIX*>(pix_const);  // Leptonica's getters take no const
  const int width = pixGetWidth(pix), height = pixGetHeight(pix);
  const int channels = pixGetDepth(pix) == 32 ? 3 : 1;
  std::uint8_t* out = sink.canvas(width, height, channels);
  for (int y = 0; y < height; ++y) {
    const l_uint32* words = pixGetData(pix) + static_cast<std::size_t>(y) * pixGetWpl(pix);
    if (channels == 1) {
      for (int x = 0; x < width; ++x) *out++ = static_cast<std::uint8_t>(GET_DATA_BYTE(words, x));
    } else {
      for (int x = 0; x < width; ++x, out += 3) {
        out[0] = static_cast<std::uint8_t>(words[x] >> L_RED_SHIFT);
        out[1] = static_cast<std::uint8_t>(words[x] >> L_GREEN_SHIFT);
        out[2] = static_cast<std::uint8_t>(words[x] >> L_BLUE_SHIFT);
      }
    }
  }
  sink.publish(page, {static_cast<double>(pixGetXRes(pix))});
}

const l_uint8* data_of(std::string_view bytes) { return reinterpret_cast<const l_uint8*>(bytes.data()); }

std::uint32_t tiff_number(std::string_view bytes, std::size_t at, int count) {
  const bool big_endian = bytes[0] == 'M';
  std::uint32_t value = 0;
  for (int i = 0; i < count; ++i)
    value = value << 8 | static_cast<std::uint8_t>(bytes[at + (big_endian ? i : count - 1 - i)]);
  return value;
}

/// Pages of a TIFF, by walking its chain of directories; stops past `most`, so that a loop ends. 0: the chain
/// is broken.
int count_tiff_pages(std::string_view bytes, int most) {
  if (bytes.size() < 8) return 0;
  std::size_t directory = tiff_number(bytes, 4, 4);
  int pages = 0;
  while (directory != 0 && pages <= most) {
    if (directory + 2 > bytes.size()) return 0;
    const std::size_t next = directory + 2 + 12 * static_cast<std::size_t>(tiff_number(bytes, directory, 2));
    if (next + 4 > bytes.size()) return 0;
    directory = tiff_number(bytes, next, 4);
    ++pages;
  }
  return pages;
}

}  // namespace

DecodeOutcome decode_png(std::string_view bytes, const DecodeLimits& limits, PageSink& sink) {
  l_int32 width = 0, height = 0, bits = 0, samples = 0, palette = 0;
  if (readHeaderMemPng(data_of(bytes), bytes.size(), &width, &height, &bits, &samples, &palette) != 0)
    return {Trouble::damaged, 0, 1};
  if (exceeds(limits, width, height)) return {Trouble::too_many_pixels, 0, 1, double(width), double(height)};
  PixPtr pix(pixReadMemPng(data_of(bytes), bytes.size()));
  if (pix) pix = flattened(std::move(pix));
  if (!pix) {
    const bool ends = bytes.substr(bytes.size() - std::min<std::size_t>(bytes.size(), 64)).find("IEND") !=
                      std::string_view::npos;
    return {ends ? Trouble::damaged : Trouble::truncated, 0, 1};
  }
  put(pix.get(), 0, sink);
  return {Trouble::none, -1, 1};
}

DecodeOutcome decode_tiff_page(std::string_view bytes, int page, const DecodeLimits& limits, PageSink& sink) {
  l_int32 width = 0, height = 0, bits = 0, samples = 0, dpi = 0, palette = 0, format = 0;
  if (readHeaderMemTiff(data_of(bytes), bytes.size(), page, &width, &height, &bits, &samples, &dpi, &palette,
                        &format) != 0)
    return {Trouble::damaged, page};
  if (exceeds(limits, width, height))
    return {Trouble::too_many_pixels, page, 0, double(width), double(height)};
  PixPtr pix(pixReadMemTiff(data_of(bytes), bytes.size(), page));
  if (pix) pix = flattened(std::move(pix));
  if (!pix) return {Trouble::damaged, page};
  put(pix.get(), page, sink);
  return {};
}

DecodeOutcome decode_tiff(std::string_view bytes, const DecodeLimits& limits, PageSink& sink) {
  DecodeOutcome outcome;
  outcome.pages = count_tiff_pages(bytes, limits.max_pages);
  if (outcome.pages == 0) outcome.trouble = Trouble::damaged;
  if (outcome.pages > limits.max_pages) outcome.trouble = Trouble::too_many_pages;
  if (outcome.trouble != Trouble::none) return outcome;
  for (int page = limits.first_page; page < end_of_window(limits, outcome.pages); ++page) {
    DecodeOutcome of_page = decode_tiff_page(bytes, page, limits, sink);
    of_page.pages = outcome.pages;
    if (outcome.trouble == Trouble::none) outcome = of_page;
  }
  return outcome;
}

}  // namespace hefu
