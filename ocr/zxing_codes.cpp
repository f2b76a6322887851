#define ZX_USE_UTF8
#include <ZXing/ReadBarcode.h>

#include <algorithm>
#include <cmath>

#include "ocr/code_reader.h"

namespace hefu {
namespace {

// A4 at 150 dpi is 1,754 px long: the least scale at which a page code of 25 mm (53 modules with its margin)
// still has 2.8 px a module, and four times quicker to search than 300 dpi. A3 at 300 dpi comes to 2,480 px,
// 150 dpi too.
constexpr int working_long_side_px = 1700;
// Page codes stand at the top right and the bottom left, within 45 mm of both sides of the paper. A scanner
// shows little more than A4's 210 mm, so there is room to spare; pictures taken by phone show up to a fifth
// more than the paper.
constexpr double corner_share_of_scan = 0.26;  // of the short side, both ways
constexpr double corner_share_x = 0.36, corner_share_y = 0.28;

// The smallest code of all, 21 modules at 1 px, fits no smaller picture.
constexpr int least_side_px = 21;

// Four sheets in one picture, both copies of each.
constexpr std::uint8_t most_codes = 8;

struct Region {
  int x = 0, y = 0, width = 0, height = 0;
};

/// In the order of the likelihood: upright pages have codes top right and bottom left, and so have pages
/// turned by half; the other corners are for sideways pages.
std::vector<Region> corners(const Image& image, int width, int height) {
  const int right = image.width - width, bottom = image.height - height;
  return {{right, 0, width, height},
          {0, bottom, width, height},
          {0, 0, width, height},
          {right, bottom, width, height}};
}

std::vector<Region> corners_of_picture(const Image& image) {
  return corners(image, std::max(1, static_cast<int>(image.width * corner_share_x)),
                 std::max(1, static_cast<int>(image.height * corner_share_y)));
}

std::vector<Region> corners_of_scan(const Image& image) {
  const int side = std::max(1, static_cast<int>(std::min(image.width, image.height) * corner_share_of_scan));
  return corners(image, side, side);
}

Region whole(const Image& image) { return {0, 0, image.width, image.height}; }

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

ZXing::DecodeHints hints(ZXing::Binarizer binarizer, bool thorough, std::uint8_t symbols = 2) {
  ZXing::DecodeHints out;
  out.setFormats(ZXing::BarcodeFormat::QRCode);
  out.setBinarizer(binarizer);
  out.setTryHarder(thorough);
  out.setTryRotate(false);  // a QR code is found in any orientation; this would only turn the picture
  out.setTryDownscale(false);
  out.setMaxNumberOfSymbols(symbols);
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

/// Both copies of a page's code lie in opposite corners: where one was found the other is looked for, too, so
/// that two that disagree are seen.
std::vector<FoundCode> search_corners(const Image& image, const std::vector<Region>& places, double scale,
                                      Treatment treatment) {
  std::vector<FoundCode> found;
  const auto look_at = [&](const Region& place) {
    search_treated(cut(image, place.x, place.y, place.width, place.height), treatment, scale, place, found);
  };
  for (std::size_t i = 0; i < places.size() && found.empty(); ++i) {
    look_at(places[i]);
    if (!found.empty() && i % 2 == 0) look_at(places[i + 1]);
  }
  return found;
}

std::vector<FoundCode> search_whole(const Image& image, double scale, std::uint8_t symbols = 2) {
  std::vector<FoundCode> found;
  search(image, whole(image), scale, hints(ZXing::Binarizer::LocalAverage, true, symbols), found);
  return found;
}

bool is_picture(const Image& grey) {
  const std::size_t count = static_cast<std::size_t>(std::max(0, grey.width)) * std::max(0, grey.height);
  return grey.channels == 1 && grey.pixels.size() == count &&
         std::min(grey.width, grey.height) >= least_side_px;
}

PointPx centre_of(const FoundCode& code) {
  return {(code.corners[0].x + code.corners[2].x) / 2, (code.corners[0].y + code.corners[2].y) / 2};
}

/// Adds the codes that lie where none was found before.
void add_new(std::vector<FoundCode> more, std::vector<FoundCode>& found) {
  for (FoundCode& code : more) {
    const double side =
        std::hypot(code.corners[1].x - code.corners[0].x, code.corners[1].y - code.corners[0].y);
    const bool known = std::any_of(found.begin(), found.end(), [&](const FoundCode& other) {
      return std::hypot(centre_of(other).x - centre_of(code).x, centre_of(other).y - centre_of(code).y) <
             side / 2;
    });
    if (!known) found.push_back(std::move(code));
  }
}

/// How much smaller the search for codes may work.
int search_factor(const Image& grey) {
  return std::max(1, std::max(grey.width, grey.height) / working_long_side_px);
}

}  // namespace

std::vector<FoundCode> read_codes(const Image& grey) {
  if (!is_picture(grey)) return {};
  const int factor = search_factor(grey);
  const Image small = factor > 1 ? shrunk(grey, factor) : Image{};
  const Image& working = factor > 1 ? small : grey;
  std::vector<FoundCode> found = search_corners(working, corners_of_scan(working), factor, Treatment::none);
  if (found.size() > 1) return found;
  for (const Treatment treatment : treatments) {
    found = search_corners(working, corners_of_picture(working), factor, treatment);
    if (found.empty() && factor > 1) found = search_corners(grey, corners_of_picture(grey), 1, treatment);
    // A scan of the page with much around it has its codes elsewhere.
    if (found.empty() && treatment == Treatment::none) found = search_whole(working, factor);
    if (!found.empty()) break;
  }
  return found;
}

std::optional<std::string> decode_modules(const std::vector<std::uint8_t>& dark, int size) {
  constexpr int quiet = 4, px = 4;
  const int side = (size + 2 * quiet) * px;
  Image drawn{side, side, 1, 0, {}};
  drawn.pixels.assign(static_cast<std::size_t>(side) * side, 255);
  for (int y = 0; y < size * px; ++y)
    for (int x = 0; x < size * px; ++x)
      if (dark[static_cast<std::size_t>(y / px) * size + x / px])
        drawn.pixels[static_cast<std::size_t>(y + quiet * px) * side + x + quiet * px] = 0;
  ZXing::DecodeHints how = hints(ZXing::Binarizer::FixedThreshold, false, 1);
  how.setIsPure(true);
  std::vector<FoundCode> found;
  search(drawn, whole(drawn), 1, how, found);
  if (found.empty()) return std::nullopt;
  return std::move(found[0].text);
}

std::vector<FoundCode> read_all_codes(const Image& grey) {
  if (!is_picture(grey)) return {};
  const int factor = search_factor(grey);
  const Image small = factor > 1 ? shrunk(grey, factor) : Image{};
  std::vector<FoundCode> found = read_codes(grey);
  if (factor > 1) add_new(search_whole(small, factor, most_codes), found);
  add_new(search_whole(grey, 1, most_codes), found);
  Image sharp = grey;
  sharpen(sharp);
  add_new(search_whole(sharp, 1, most_codes), found);
  return found;
}

}  // namespace hefu
