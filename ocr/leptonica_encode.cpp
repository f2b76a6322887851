#include <new>

#include "ocr/image.h"
#include "ocr/leptonica_pix.h"
#include "ocr/volume_parts.h"
#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {
namespace {

PixPtr to_pix(const Image& image) {
  const bool grey = image.channels == 1;
  PixPtr pix(pixCreateNoInit(image.width, image.height, grey ? 8 : 32));
  if (!pix) throw Error(ErrorKind::io, tr("无法编码图像：内存不足或图像为空"));
  const std::uint8_t* in = image.pixels.data();
  for (int y = 0; y < image.height; ++y) {
    l_uint32* words = pixGetData(pix.get()) + static_cast<std::size_t>(y) * pixGetWpl(pix.get());
    if (grey) {
      for (int x = 0; x < image.width; ++x) SET_DATA_BYTE(words, x, *in++);
    } else {
      for (int x = 0; x < image.width; ++x, in += 3) composeRGBPixel(in[0], in[1], in[2], &words[x]);
    }
  }
  const int dpi = static_cast<int>(image.dpi + 0.5);
  pixSetResolution(pix.get(), dpi, dpi);
  return pix;
}

std::string taken(l_uint8* bytes, std::size_t count, bool failed) {
  std::string out;
  if (bytes) out.assign(reinterpret_cast<const char*>(bytes), count);
  lept_free(bytes);
  if (failed || out.empty()) throw Error(ErrorKind::io, tr("无法编码图像：内存不足或图像为空"));
  return out;
}

}  // namespace

std::string encode_png(const Image& image) {
  l_uint8* bytes = nullptr;
  std::size_t count = 0;
  const bool failed = pixWriteMemPng(&bytes, &count, to_pix(image).get(), 0.0f) != 0;
  return taken(bytes, count, failed);
}

std::string encode_g4_tiff(const Image& image) {
  PixPtr pix(pixCreate(image.width, image.height, 1));
  if (!pix) throw std::bad_alloc();
  const std::uint8_t* in = image.pixels.data();
  for (int y = 0; y < image.height; ++y) {
    l_uint32* words = pixGetData(pix.get()) + static_cast<std::size_t>(y) * pixGetWpl(pix.get());
    for (int x = 0; x < image.width; ++x)
      if (*in++ < 128) SET_DATA_BIT(words, x);
  }
  l_uint8* bytes = nullptr;
  std::size_t count = 0;
  const bool failed = pixWriteMemTiff(&bytes, &count, pix.get(), IFF_TIFF_G4) != 0;
  const std::string tiff(reinterpret_cast<const char*>(bytes), bytes ? count : 0);
  lept_free(bytes);
  if (failed) throw std::bad_alloc();
  return tiff;
}

}  // namespace hefu
