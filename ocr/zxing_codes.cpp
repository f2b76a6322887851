#define ZX_USE_UTF8
#include <ZXing/ReadBarcode.h>

#include "ocr/code_reader.h"

namespace hefu {
namespace {

// A4 at 150 dpi is 1,754 px long: the least scale at which a page code of 25 mm (53 modules with its margin)
// still has 2.8 px a module, and four times quicker to search than 300 dpi. A3 at 300 dpi comes to 2,480 px,
// 150 dpi too.
constexpr int working_long_side_px = 1700;
// Page codes stand at the top right and the bottom left, within 45 mm of both sides of the paper; pictures
// taken by phone show up to a fifth more than the paper.
constexpr double corner_share_x = 0.36, corner_share_y = 0.28;

// The smallest code of all, 21 modules at 1 px, fits no smaller picture.
constexpr int least_side_px = 21;

struct Region {
  int x = 0, y = 0, width = 0, height = 0;
};

/// In the order of the likelihood: upright pages have codes top right and bottom left, and so have pages
/// turned by half; the other corners are for sideways pages.
std::vector<Region> corners(const Image& image) {
  const int width = std::max(1, static_cast<int>(image.width * corner_share_x));
  const int height = std::max(1, static_cast<int>(image.height * corner_share_y));
  const int right = image.width - width, bottom = image.height - height;
  return {{right, 0, width, height},
          {0, bottom, width, height},
          {0, 0, width, height},
          {right, bottom, width, height}};
}

Region whole(const Image& image) { return {0, 0, image.width, image.height}; }

Image cut(const Image& image, const Region& region) {
  Image out{region.width, region.height, 1, image.dpi, {}};
  out.pixels.resize(static_cast<std::size_t>(region.width) * region.height);
  for (int y = 0; y < region.height; ++y)
    std::copy_n(&image.pixels[static_cast<std::size_t>(region.y + y) * image.width + region.x], region.width,
                &out.pixels[static_cast<std::size_t>(y) * region.width]);
  return out;
}

/// One pass of the binomial filter 1 2 1 both ways: a Gaussian of 0.7 px; n passes give 0.7 * sqrt(n).
void blur(Image& image) {
  const int width = image.width, height = image.height;
  std::vector<std::uint8_t> above(image.pixels.begin(), image.pixels.begin() + width), row(width);
  for (int y = 0; y < height; ++y) {
    std::uint8_t* here = &image.pixels[static_cast<std::size_t>(y) * width];
    const std::uint8_t* below = y + 1 < height ? here + width : here;
    std::copy_n(here, width, row.data());
    for (int x = 0; x < width; ++x)
      here[x] = static_cast<std::uint8_t>((above[x] + 2 * row[x] + below[x] + 2) >> 2);
    std::swap(above, row);
    std::uint8_t left = here[0];
    for (int x = 0; x + 1 < width; ++x) {
      const std::uint8_t centre = here[x];
      here[x] = static_cast<std::uint8_t>((left + 2 * centre + here[x + 1] + 2) >> 2);
      left = centre;
    }
  }
}

void sharpen(Image& image) {
  Image soft = image;
  for (int pass = 0; pass < 3; ++pass) blur(soft);
  for (std::size_t i = 0; i < image.pixels.size(); ++i)
    image.pixels[i] = static_cast<std::uint8_t>(std::clamp(3 * image.pixels[i] - 2 * soft.pixels[i], 0, 255));
}

ZXing::DecodeHints hints(ZXing::Binarizer binarizer, bool thorough) {
  ZXing::DecodeHints out;
  out.setFormats(ZXing::BarcodeFormat::QRCode);
  out.setBinarizer(binarizer);
  out.setTryHarder(thorough);
  out.setTryRotate(false);  // a QR code is found in any orientation; this would only turn the picture
  out.setTryDownscale(false);
  out.setMaxNumberOfSymbols(2);
  return out;
}

/// `scale`: px of the image asked about, per px of `image`.
void search(const Image& image, const Region& region, double scale, const ZXing::DecodeHints& how,
            std::vector<FoundCode>& found, double offset_x = 0, double offset_y = 0) {
  if (region.width < 8 || region.height < 8) return;
  const ZXing::ImageView view(&image.pixels[static_cast<std::size_t>(region.y) * image.width + region.x],
                              region.width, region.height, ZXing::ImageFormat::Lum, image.width);
  for (const ZXing::Result& result : ZXing::ReadBarcodes(view, how)) {
    if (!result.isValid()) continue;
    FoundCode code;
    // The bytes as they are: text() would guess an encoding.
    code.text.assign(result.bytes().begin(), result.bytes().end());
    for (int i = 0; i < 4; ++i)
      code.corners[i] = {(result.position()[i].x + region.x + offset_x) * scale,
                         (result.position()[i].y + region.y + offset_y) * scale};
    found.push_back(std::move(code));
  }
}

enum class Treatment { none, sharpened, other_threshold, smoothed };

// In the order in which they helped on simulated scans (tests/support/scan_kinds.cpp): sharpening reads what
// blur of 2 px hides, the global threshold reads faint toner, smoothing reads noise. Each costs 1 ms a
// corner.
constexpr Treatment treatments[] = {Treatment::none, Treatment::sharpened, Treatment::other_threshold,
                                    Treatment::smoothed};

void search_treated(const Image& corner, Treatment treatment, double scale, const Region& place,
                    std::vector<FoundCode>& found) {
  using ZXing::Binarizer;
  const auto attempt = [&](const Image& picture, Binarizer binarizer) {
    search(picture, whole(picture), scale, hints(binarizer, treatment != Treatment::none), found, place.x,
           place.y);
  };
  if (treatment == Treatment::none) return attempt(corner, Binarizer::LocalAverage);
  if (treatment == Treatment::other_threshold) return attempt(corner, Binarizer::GlobalHistogram);
  Image treated = corner;
  if (treatment == Treatment::sharpened) sharpen(treated);
  if (treatment == Treatment::smoothed) blur(treated);
  attempt(treated, Binarizer::LocalAverage);
}

std::vector<FoundCode> search_corners(const Image& image, double scale, Treatment treatment) {
  std::vector<FoundCode> found;
  for (const Region& corner : corners(image)) {
    search_treated(cut(image, corner), treatment, scale, corner, found);
    if (!found.empty()) break;
  }
  return found;
}

std::vector<FoundCode> search_whole(const Image& image, double scale) {
  std::vector<FoundCode> found;
  search(image, whole(image), scale, hints(ZXing::Binarizer::LocalAverage, true), found);
  return found;
}

}  // namespace

std::vector<FoundCode> read_codes(const Image& grey) {
  const std::size_t count = static_cast<std::size_t>(std::max(0, grey.width)) * std::max(0, grey.height);
  if (grey.channels != 1 || grey.pixels.size() != count) return {};
  if (std::min(grey.width, grey.height) < least_side_px) return {};
  const int factor = std::max(1, std::max(grey.width, grey.height) / working_long_side_px);
  const Image small = factor > 1 ? shrunk(grey, factor) : Image{};
  const Image& working = factor > 1 ? small : grey;
  std::vector<FoundCode> found;
  for (const Treatment treatment : treatments) {
    found = search_corners(working, factor, treatment);
    if (found.empty() && factor > 1) found = search_corners(grey, 1, treatment);
    // A scan of the page with much around it has its codes elsewhere.
    if (found.empty() && treatment == Treatment::none) found = search_whole(working, factor);
    if (!found.empty()) break;
  }
  return found;
}

}  // namespace hefu
