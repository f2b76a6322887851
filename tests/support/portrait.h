#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "ocr/image.h"
#include "tests/support/random.h"

namespace hefu::support {

struct Colour {
  int red = 255, green = 255, blue = 255;
};

constexpr Colour photo_white{255, 255, 255}, photo_blue{67, 142, 219}, photo_red{217, 0, 27};

enum class Hat { none, red_cap, navy_cap, white_cap, black_beanie, green_scarf, straw };

/// What kind of drawn photo is wanted. Nothing here is like a real person: heads are ovals.
struct PortraitWish {
  int width_px = 413, height_px = 579;  // two-inch, 35 x 49 mm at 300 dpi
  Colour background = photo_white;
  int people = 1;  // side by side; 0: an empty coat on its hanger
  Hat hat = Hat::none;
  double zoom = 1;                  // of the person, about the picture's centre
  double shift_x = 0, shift_y = 0;  // of the person, in widths of the picture
  double blur_px = 0;               // standard deviation
  double light = 1;                 // all pixels times this
  double side_light = 0;            // the share of light that is lost towards the right edge
  double grain = 1.5;               // standard deviation, grey levels
  bool grey = false;
  bool white_coat = false;
};

/// A drawn head and shoulders, more various than draw_photo: pose, face, hair, glasses, coat and light are
/// all drawn from the seed. sRGB8, 300 dpi.
Image draw_portrait(std::uint64_t seed, const PortraitWish& wish = {});

/// What happens to a photo between two uploads.
Image rescaled(const Image& image, int width_px, int height_px);
Image cropped(const Image& image, double left, double top, double right, double bottom);  // shares cut off
Image brightened(const Image& image, double factor);
Image blurred(const Image& image, double sigma_px);
/// Through JPEG and back.
Image recompressed(const Image& image, int quality);
/// The pixels of a JPEG or PNG of our own making, decoded in this process.
Image decoded_here(const std::string& bytes);

/// The JPEG with an EXIF block that says when the picture was taken, "2025:06:20 10:15:00".
std::string with_taken_date(const std::string& jpeg, const std::string& date_time);

}  // namespace hefu::support
