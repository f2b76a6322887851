#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "ocr/image.h"
#include "ocr/picture_hash.h"
#include "schemas/element.h"

namespace hefu {

enum class PhotoBackground { white, blue, red, other, unclear };
enum class PhotoAnswer { yes, no, unclear };
enum class PhotoLight { normal, dark, bright, unclear };

/// Where a head lies, in shares of the picture's width and height, origin top left. The chin is estimated.
struct PhotoHead {
  double left = 0, top = 0, right = 0, bottom = 0;
  double off_centre = 0;  // of the face, in widths of the picture; to the right is more
  bool cut_off = false;   // crown or a side lies outside the picture
};

/// What a photo shows, as plain values without a verdict.
struct PhotoFacts {
  int width_px = 0, height_px = 0;  // of the file, upright
  double aspect = 0;                // height / width
  double dpi_at_two_inch = 0;       // resolution when printed 35 mm wide
  PhotoBackground background = PhotoBackground::unclear;
  double white_share = 0;     // of the band along the upper edges
  bool uneven_light = false;  // the background is not equally light everywhere
  std::optional<int> heads;   // nothing: can't be told
  PhotoHead head;             // of the only head; zeros otherwise
  PhotoAnswer bareheaded = PhotoAnswer::unclear;
  PhotoAnswer sharp = PhotoAnswer::unclear;
  PhotoLight light = PhotoLight::unclear;  // on the face
  bool grey = false;                       // no colour at all
  std::string taken_on;                    // ISO date of EXIF; empty: not said
  PictureHash hash;
};

/// Measures a decoded photo. Shapes: sRGB8 or grey8, upright. Never throws on an odd picture: what can't be
/// told is unclear or empty. About 2 ms for a two-inch photo at 300 dpi.
///
/// How, and what it can't do. The background is fitted from a band along the upper edges and flooded away;
/// what stays is the silhouette. Heads are areas of skin in it with two dark eyes. So:
/// - a background that is no even colour leaves the heads untold, never guessed;
/// - a face without visible eyes (dark glasses, strong blur), or in grey, is told only by its silhouette;
/// - skin under strongly coloured light isn't found; posters, masks and animals aren't told from people;
/// - 'bareheaded' goes by colour and brim of what lies above the face: a tight black or brown cap looks like
///   hair and is answered 是; white hair and white caps can't be told apart and are answered 看不出;
/// - no identity, age or likeness is measured, and nobody's face is recognised.
/// OpenCV's Haar cascades were tried and left: they find 54 to 73 % of the drawn heads and 47 to 57 % of the
/// drawn pairs at 19 ms, see no hats, and couldn't be judged on real faces here either.
/// Source: Chai and Ngan (1999) for skin; Marziliano et al., A no-reference perceptual blur metric (2002).
PhotoFacts measure_photo(const Image& photo);

/// The facts as the rules see them: an element `photo` with children in a fixed order. Numbers are plain
/// decimals; words are 白 蓝 红 其他 看不出, 是 否 看不出, 清楚 模糊 看不出, 正常 过暗 过亮. Absent: taken-on
/// without an EXIF date; head-* and cut-off unless there is one head.
Element to_element(const PhotoFacts& facts);

}  // namespace hefu
