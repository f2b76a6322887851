#include "ocr/poppler_page_picture.h"

#include <Annot.h>
#include <ErrorCodes.h>
#include <GfxState.h>
#include <OutputDev.h>
#include <PDFDoc.h>
#include <Page.h>
#include <Stream.h>

#include "ocr/orientation.h"

namespace hefu {
namespace {

// A scan lies over the whole page, or leaves a printer's margin; below this it is a figure on a page.
constexpr double least_cover = 0.9;
// How far a picture may be off the page box, and its axes off the page's: rounding of writers, as a share.
constexpr double slack = 0.005;

/// Where the unit square of a picture lies on the page. Units: px at 72 dpi, y downward.
struct Placement {
  double right_x, right_y, down_x, down_y;  // what one picture width and height to the right and down are
  double x_min, y_min, x_max, y_max;
};

Placement placement_of(GfxState* state) {
  const double* m = state->getCTM();
  const double xs[] = {m[4], m[4] + m[0], m[4] + m[2], m[4] + m[0] + m[2]};
  const double ys[] = {m[5], m[5] + m[1], m[5] + m[3], m[5] + m[1] + m[3]};
  return {m[0],
          m[1],
          -m[2],
          -m[3],
          *std::min_element(xs, xs + 4),
          *std::min_element(ys, ys + 4),
          *std::max_element(xs, xs + 4),
          *std::max_element(ys, ys + 4)};
}

/// As EXIF counts; 0: not along the page's sides.
int orientation_of(const Placement& p) {
  const auto much_less = [](double a, double b) { return std::abs(a) < slack * std::abs(b); };
  if (much_less(p.right_y, p.right_x) && much_less(p.down_x, p.down_y))
    return p.right_x > 0 ? (p.down_y > 0 ? 1 : 4) : (p.down_y > 0 ? 2 : 3);
  if (much_less(p.right_x, p.right_y) && much_less(p.down_y, p.down_x))
    return p.right_y > 0 ? (p.down_x > 0 ? 5 : 6) : (p.down_x > 0 ? 8 : 7);
  return 0;
}

/// Sees all that a page draws and draws nothing.
class Census : public OutputDev {
 public:
  bool upsideDown() override { return true; }
  bool useDrawChar() override { return true; }
  bool interpretType3Chars() override { return false; }

  void stroke(GfxState*) override { spoil(); }
  void fill(GfxState*) override { spoil(); }
  void eoFill(GfxState*) override { spoil(); }
  void clipToStrokePath(GfxState*) override { spoil(); }
  void clip(GfxState* state) override { check_clip(state); }
  void eoClip(GfxState* state) override { check_clip(state); }
  void drawChar(GfxState* state, double, double, double, double, double, double, CharCode, int,
                const Unicode*, int) override {
    constexpr int invisible = 3;
    if (state->getRender() != invisible) spoil();
  }
  void beginTransparencyGroup(GfxState*, const double*, GfxColorSpace*, bool, bool, bool) override {
    spoil();
  }
  void setSoftMask(GfxState*, const double*, bool, Function*, GfxColor*) override { spoil(); }
  void setSoftMaskFromImageMask(GfxState*, Object*, Stream*, int, int, bool, bool, double*) override {
    spoil();
  }
  void drawImageMask(GfxState* state, Object* ref, Stream* str, int width, int height, bool invert,
                     bool interpolate, bool inline_image) override {
    spoil();
    if (inline_image)
      OutputDev::drawImageMask(state, ref, str, width, height, invert, interpolate, inline_image);
  }
  void drawMaskedImage(GfxState*, Object*, Stream*, int, int, GfxImageColorMap*, bool, Stream*, int, int,
                       bool, bool) override {
    spoil();
  }
  void drawSoftMaskedImage(GfxState*, Object*, Stream*, int, int, GfxImageColorMap*, bool, Stream*, int, int,
                           GfxImageColorMap*, bool) override {
    spoil();
  }
  void drawImage(GfxState* state, Object* ref, Stream* str, int width, int height, GfxImageColorMap* colours,
                 bool interpolate, const int* mask_colours, bool inline_image) override {
    if (inline_image) {  // its bytes must be consumed for the page to go on
      OutputDev::drawImage(state, ref, str, width, height, colours, interpolate, mask_colours, inline_image);
      return spoil();
    }
    ++pictures_;
    if (pictures_ > 1 || mask_colours || state->getFillOpacity() < 1 ||
        state->getBlendMode() != gfxBlendNormal || !colours->isOk())
      return spoil();
    see(state, width, str, colours, height);
  }

  bool plain() const { return !spoiled_ && pictures_ == 1; }
  static bool abort_when_spoiled(void* census) { return static_cast<Census*>(census)->spoiled_; }

 protected:
  virtual void see(GfxState* state, int width, Stream* str, GfxImageColorMap* colours, int height) = 0;
  void spoil() { spoiled_ = true; }

 private:
  /// Only a clip along the sides keeps its box: any other shape could hide a part of the picture.
  void check_clip(GfxState* state) {
    const GfxPath* path = state->getPath();
    for (int i = 0; i < path->getNumSubpaths(); ++i) {
      const GfxSubpath* sub = path->getSubpath(i);
      for (int k = 0; k + 1 < sub->getNumPoints(); ++k) {
        double x0, y0, x1, y1;
        state->transform(sub->getX(k), sub->getY(k), &x0, &y0);
        state->transform(sub->getX(k + 1), sub->getY(k + 1), &x1, &y1);
        if (sub->getCurve(k) || std::min(std::abs(x1 - x0), std::abs(y1 - y0)) > 0.5) return spoil();
      }
      if (sub->getNumPoints() > 5) return spoil();
    }
    if (path->getNumSubpaths() > 1) spoil();
  }

  bool spoiled_ = false;
  int pictures_ = 0;
};

class PictureFinder : public Census {
 public:
  PictureFinder(double page_width, double page_height) : page_width_(page_width), page_height_(page_height) {}
  PagePicture picture() const { return plain() ? picture_ : PagePicture{}; }

 protected:
  void see(GfxState* state, int width, Stream*, GfxImageColorMap*, int height) override {
    const Placement p = placement_of(state);
    picture_.orientation = orientation_of(p);
    const double slack_px = slack * std::max(page_width_, page_height_) + 1;
    double clip_x0, clip_y0, clip_x1, clip_y1;
    state->getClipBBox(&clip_x0, &clip_y0, &clip_x1, &clip_y1);
    const bool cut = p.x_min < clip_x0 - slack_px || p.y_min < clip_y0 - slack_px ||
                     p.x_max > clip_x1 + slack_px || p.y_max > clip_y1 + slack_px;
    const bool covers =
        p.x_max - p.x_min >= least_cover * page_width_ && p.y_max - p.y_min >= least_cover * page_height_;
    if (picture_.orientation == 0 || cut || !covers) return spoil();
    const double shown_width = std::hypot(p.right_x, p.right_y),
                 shown_height = std::hypot(p.down_x, p.down_y);
    picture_.dpi = width * 72.0 / shown_width;
    // Stretched unevenly: the paper's shape is only in the page.
    if (std::abs(picture_.dpi / (height * 72.0 / shown_height) - 1) > 0.02) return spoil();
    picture_.x = p.x_min / page_width_, picture_.y = p.y_min / page_height_;
    picture_.width = (p.x_max - p.x_min) / page_width_, picture_.height = (p.y_max - p.y_min) / page_height_;
    picture_.found = true;
  }

 private:
  double page_width_, page_height_;
  PagePicture picture_;
};

bool is_usual_colour(GfxColorSpaceMode mode) {
  return mode == csDeviceGray || mode == csCalGray || mode == csDeviceRGB || mode == csCalRGB ||
         mode == csICCBased;
}

/// A DCT stream whose JPEG means the same outside of the PDF.
bool stands_alone(Stream* str, GfxImageColorMap* colours) {
  if (str->getKind() != strDCT || colours->getBits() != 8 ||
      !is_usual_colour(colours->getColorSpace()->getMode()))
    return false;
  const int components = colours->getNumPixelComps();
  for (int i = 0; i < components; ++i)
    if (colours->getDecodeLow(i) != 0 || colours->getDecodeHigh(i) != 1) return false;
  return (components == 1 || components == 3) && str->getDict() &&
         str->getDict()->lookup("DecodeParms").isNull();
}

class PictureTaker : public Census {
 public:
  PictureTaker(int page, const PagePicture& picture, const DecodeLimits& limits, PageSink& sink)
      : page_(page), picture_(picture), limits_(limits), sink_(sink) {}
  bool taken() const { return taken_; }
  const DecodeOutcome& outcome() const { return outcome_; }

 protected:
  void see(GfxState*, int width, Stream* str, GfxImageColorMap* colours, int height) override {
    outcome_.page = page_;
    if (exceeds(limits_, width, height)) {
      taken_ = true;
      outcome_.trouble = Trouble::too_many_pixels;
      outcome_.width = width;
      outcome_.height = height;
    } else if (stands_alone(str, colours)) {
      take_jpeg(str);
    } else {
      take_rows(str, colours, width, height);
    }
  }

 private:
  void take_jpeg(Stream* str) {
    Stream* raw = str->getNextStream();
    std::string bytes;
    unsigned char block[65536];
    raw->reset();
    for (int count; (count = raw->doGetChars(sizeof block, block)) > 0;) {
      bytes.append(reinterpret_cast<char*>(block), static_cast<std::size_t>(count));
      if (static_cast<std::int64_t>(bytes.size()) > limits_.memory_bytes / 4) return;
    }
    raw->close();
    outcome_ = decode_jpeg(bytes, {page_, picture_.orientation, picture_.dpi}, limits_, sink_);
    taken_ = true;
  }

  /// CCITT, JBIG2, Flate, JPEG 2000: decoded by Poppler, row after row.
  void take_rows(Stream* str, GfxImageColorMap* colours, int width, int height) {
    const int components = colours->getNumPixelComps(), bits = colours->getBits();
    if (bits != 1 && bits != 8) return;
    const GfxColorSpaceMode mode = colours->getColorSpace()->getMode();
    const int channels = components == 1 && is_usual_colour(mode) ? 1 : 3;
    const std::size_t row_values = static_cast<std::size_t>(width) * components;
    std::vector<unsigned char> packed((row_values * bits + 7) / 8), values(row_values);
    std::vector<std::uint8_t> lying(static_cast<std::size_t>(width) * height * channels);
    str->reset();
    for (int y = 0; y < height; ++y) {
      if (str->doGetChars(static_cast<int>(packed.size()), packed.data()) !=
          static_cast<int>(packed.size())) {
        taken_ = true;
        outcome_.trouble = Trouble::truncated;
        return;
      }
      if (bits == 8) values = packed;
      if (bits == 1)
        for (std::size_t i = 0; i < row_values; ++i) values[i] = packed[i / 8] >> (7 - i % 8) & 1;
      std::uint8_t* row = &lying[static_cast<std::size_t>(y) * width * channels];
      if (channels == 1)
        colours->getGrayLine(values.data(), row, width);
      else
        colours->getRGBLine(values.data(), row, width);
    }
    str->close();
    const bool swapped = swaps_sides(picture_.orientation);
    std::uint8_t* canvas = sink_.canvas(swapped ? height : width, swapped ? width : height, channels);
    orient(lying.data(), width, height, channels, picture_.orientation, canvas);
    sink_.publish(page_, {picture_.dpi});
    taken_ = true;
  }

  int page_;
  const PagePicture& picture_;
  const DecodeLimits& limits_;
  PageSink& sink_;
  DecodeOutcome outcome_;
  bool taken_ = false;
};

void survey(PDFDoc& document, int page, Census& census) {
  document.displayPage(
      &census, page + 1, 72, 72, 0, false, true, false, Census::abort_when_spoiled, &census,
      [](Annot*, void*) { return false; }, nullptr);
}

}  // namespace

DecodeOutcome count_pages(PDFDoc& document, const DecodeLimits& limits) {
  DecodeOutcome outcome;
  if (!document.isOk()) {
    outcome.trouble = document.getErrorCode() == errEncrypted ? Trouble::encrypted : Trouble::damaged;
    return outcome;
  }
  outcome.pages = document.getNumPages();
  if (outcome.pages < 1) outcome.trouble = Trouble::no_pages;
  if (outcome.pages > limits.max_pages) outcome.trouble = Trouble::too_many_pages;
  return outcome;
}

PagePicture find_page_picture(PDFDoc& document, int page) {
  Page* of = document.getPage(page + 1);
  if (!of || !of->getAnnots()->getAnnots().empty()) return {};
  const bool turned = of->getRotate() % 180 != 0;
  const double width = of->getCropWidth(), height = of->getCropHeight();
  PictureFinder finder(turned ? height : width, turned ? width : height);
  survey(document, page, finder);
  return finder.picture();
}

bool take_page_picture(PDFDoc& document, int page, const PagePicture& picture, const DecodeLimits& limits,
                       PageSink& sink, DecodeOutcome& outcome) {
  PictureTaker taker(page, picture, limits, sink);
  survey(document, page, taker);
  if (taker.taken()) outcome = taker.outcome();
  return taker.taken();
}

}  // namespace hefu
