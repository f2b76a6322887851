#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "ocr/image.h"
#include "templates/sheet.h"
#include "tests/support/random.h"

namespace hefu::support {

/// What happens to a sheet between the printer and the upload. Everything that is zero or empty does not
/// happen. Boxes: mm on paper, origin top left. px: of the scan, at out_dpi.
struct Damage {
  // On paper.
  double faint = 0;                // share of the toner that is lost, uneven over the page
  int seals = 0;                   // red seals over text, at random places
  std::vector<RectMm> seal_boxes;  // a seal in the middle of each
  bool grey_seals = false;         // a photocopy's
  std::vector<RectMm> signatures;  // pen strokes inside each
  bool cover_codes = false;        // something lies over the page codes
  // By hand over what is printed: a pen's ticks and lines; struck through and written anew; correction fluid,
  // written over in turns. A count draws the places; `marked` names them.
  // Retouching changes a part of one character, and is not drawn here but by retouch.
  enum class Hand { none, ticks, rewriting, fluid, retouching } hand = Hand::none;
  int hand_marks = 0;
  std::vector<RectMm> marked;
  int holes = 0;    // punched into the left margin
  int folds = 0;    // creases across, each with a kink of the paper
  int creases = 0;  // across and down, anywhere, of every strength: toner that is gone, a shadow, or both
  int copies = 0;   // how many photocopiers it went through
  // Where the paper lies.
  int quarter_turns = 0;   // clockwise
  double rotate_deg = 0;   // clockwise
  double perspective = 0;  // how far each corner wanders, share of the short side
  double curl = 0;         // mm by which a straight line bulges
  double stretch = 0;      // by which a feeder draws the sheet longer, share of its height
  double cropped = 0;      // share of the picture that is missing at one of its sides
  bool table = false;      // a dark table around the sheet, as phones see it
  // In the lens and the sensor.
  double out_dpi = 200;  // px per inch of paper
  double blur_px = 0;    // Gaussian, standard deviation
  double motion_px = 0;  // length of the smear, in a random direction
  double light = 0;      // share of the light that is lost at the darkest edge
  double shadow = 0;     // share of the light that a shadow's core takes
  int streaks = 0;       // dirt on a feeder's window
  double glare = 0;      // share of the contrast that a highlight's core takes
  double moire = 0;      // photographed from a screen: strength of its waves, share of the light
  double noise = 0;      // standard deviation in grey levels of 255
  // In the file.
  bool bilevel = false;            // black and white
  double bilevel_threshold = 0.5;  // of full white; higher makes strokes fatter
  int jpeg_quality = 0;            // 0: no loss; else what to encode with, too
};

/// A named kind of damage; its random part is drawn from simulate_scan's seed.
/// Fails: throws Error(usage) on a name that is not in damage_kinds().
Damage damage_kind(const std::string& name);
std::vector<std::string> damage_kinds();
/// Further kinds that no judgement draws from: many creases, characters retouched by hand.
std::vector<std::string> stress_kinds();

/// Scans or photographs a clean page. Deterministic: the same arguments give the same pixels.
/// Shapes: `page` grey8 or sRGB8, the whole sheet at any resolution (300 dpi is right); the result is grey8
/// unless something in it is coloured. `codes`: the page's codes, for cover_codes. The JPEG loss is already
/// in the pixels.
Image simulate_scan(const Image& page, double width_mm, double height_mm, const Damage& damage,
                    std::uint64_t seed, const std::vector<RectMm>& codes = {});

/// A coloured picture as a JPEG keeps it and as checking decodes it: with colour at half size.
Image with_half_colour(const Image& picture);

/// Changes a printed character by hand until at least `least_mm2` of the paper look otherwise: a dot, a
/// stroke more, a line through it, fluid over a part of it or all, with strokes on it or without. `box`: its
/// em, mm.
void retouch(Image& page, double px_per_mm, const RectMm& box, char32_t code_point, double least_mm2,
             Random& random);

}  // namespace hefu::support
