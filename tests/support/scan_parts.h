#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "ocr/image.h"
#include "tests/support/random.h"
#include "tests/support/scan.h"

/// The scan simulator's stages; what they do is told in scan.h.
namespace hefu::support {

// Ink on paper: `px_per_mm` of the page's picture.
void stamp_seal(Image& page, double px_per_mm, double x_mm, double y_mm, bool red, Random& random);
void write_signature(Image& page, double px_per_mm, const RectMm& box, Random& random);
void fill_box(Image& page, double px_per_mm, const RectMm& box, int level);
void fade_toner(Image& page, double faint, Random& random);
void tick(Image& page, double px_per_mm, const RectMm& box, Random& random);
void strike_and_rewrite(Image& page, double px_per_mm, const RectMm& box, Random& random);
void paint_over(Image& page, double px_per_mm, const RectMm& box, bool rewritten, Random& random);
void punch_holes(Image& page, double px_per_mm, double height_mm, int holes, Random& random);
void crease(Image& page, double px_per_mm, double y_mm, Random& random);
void crease_anywhere(Image& page, double px_per_mm, Random& random);

// Geometry: the sheet as the camera sees it.
double fold_mm(const Damage& damage, int index, double height_mm);
Image photograph(const Image& page, double width_mm, double height_mm, const Damage& damage, Random& random);

// Lens, light and sensor.
void blur(Image& image, double sigma_px);
void smear(Image& image, double length_px, Random& random);
void expose(Image& image, const Damage& damage, Random& random);
void threshold(Image& image, double share_of_white);
void photocopy(Image& image, Random& random);
void streak(Image& image, int streaks, Random& random);
void glare(Image& image, double core, Random& random);
void photograph_screen(Image& image, double amount, Random& random);
Image without_margin(const Image& image, double share, Random& random);

/// The loss of a JPEG round trip: 8 x 8 DCT and quantisation, chroma halved. Source: ITU-T T.81, A.3, K.1.
void lose_like_jpeg(Image& image, int quality);

/// One tap of a filter: offset in px and weight, all weights together 256.
struct Tap {
  int dx = 0, dy = 0, weight = 0;
};
void filter(Image& image, const std::vector<Tap>& taps);

}  // namespace hefu::support
