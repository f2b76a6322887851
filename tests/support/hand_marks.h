#pragma once
#include <string>
#include <vector>

#include "ocr/image.h"
#include "templates/sheet.h"
#include "tests/support/random.h"

/// What people put on a printed page by hand, and what gets onto it by itself; all of it drawn from a seed
/// and plainly made up. Shapes: sRGB8, the whole sheet. Units: mm on paper, origin top left.
namespace hefu::support {

/// Share of each colour's light that full ink lets through, and how full it is.
struct HandInk {
  double red = 0, green = 0, blue = 0, strength = 1;
};
HandInk random_pen(Random& random);    // black, blue-black or blue; some worn out
HandInk random_stamp(Random& random);  // reds; some hardly inked

/// A sheet to draw on; nested calls draw over each other as inks do.
class PaperSheet {
 public:
  PaperSheet(Image& page, double width_mm) : page_(page), px_per_mm_(page.width / width_mm) {}

  /// A name, in strokes that nobody can read; it may go over the box by a little.
  void sign(const RectMm& box, Random& random);
  /// Digits, as in a date or a telephone number, in the middle of the box.
  void write_digits(const RectMm& box, int digits, Random& random);
  /// Lines of writing, from the top of the box.
  void write_lines(const RectMm& box, int lines, Random& random);
  /// The same in even, upright strokes, as a printer leaves them.
  void type_lines(const RectMm& box, int lines, Random& random);
  /// A round seal with a star. `seen`: the share of its disc that took ink, from a random side.
  void stamp(double x, double y, double radius_mm, double seen, Random& random);

  /// Specks, at times a hair or a smudge.
  void soil(const RectMm& box, Random& random);
  /// A thin line over the whole height, from dust in a feeder.
  void streak(double x, double slant, Random& random);
  /// The print of the other side, mirrored and pale.
  void show_through(const Image& other, double strength);

 private:
  struct Point {
    double x, y;
  };
  void draw(const std::vector<Point>& line, double width_mm, const HandInk& ink, double blot = 0);
  void dab(double x, double y, double radius_mm, const HandInk& ink, bool soft);
  void scribble(const RectMm& cell, double width_mm, const HandInk& ink, bool upright, Random& random);
  void put(int x, int y, const HandInk& ink, double amount);

  Image& page_;
  double px_per_mm_;
};

}  // namespace hefu::support
