#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ocr/image.h"
#include "ocr/registration.h"
#include "ocr/sandbox.h"
#include "ocr/straight_page.h"
#include "templates/fonts.h"
#include "templates/sheet.h"

namespace hefu {

enum class Verdict { match, mismatch, unreadable, missing, not_online };
enum class Method { none, expected_print, ocr, evidence };

/// What a photo's place shows; none: the field is no photo.
enum class PhotoState { none, same, other, missing, covered, unclear };

/// What one field of a page shows.
struct FieldReading {
  Verdict verdict = Verdict::unreadable;
  Method method = Method::none;
  std::optional<double> confidence;  // 0..1; nullopt where there is none
  std::optional<std::string> paper;  // what the paper shows, when it differs or was read
  bool extra_ink = false;            // ink in the cell that nobody printed
  // Of a value, whatever the verdict: how much the ink speaks for what is online, as a log-likelihood ratio,
  // and the probability that it is so (ocr/confidence.h).
  std::optional<float> evidence;
  std::optional<double> same;
  PhotoState photo = PhotoState::none;
};

/// A label whose print is not what the form says.
struct AlteredLabel {
  std::size_t run = 0;  // index in Page::runs
  std::optional<std::string> paper;
  RectMm box;
};

/// Whether what a box is for stands in it.
enum class BoxState { unclear, absent, present };

struct BoxReading {
  BoxState state = BoxState::unclear;
  bool ink = false;                  // something was written, stamped or signed
  bool red = false;                  // red ink: a seal
  double coverage = 0;               // share of the box that is ink
  double pen_mm2 = 0, seal_mm2 = 0;  // of the box's own marks, in mm2 of full ink
  RectMm marks = {};                 // around its own marks; w == 0: none
};

/// Ink outside everything that was printed or may be filled.
struct ForeignInk {
  RectMm box;
};

/// What of verify_ms went where; the rest is the fields.
struct VerifyParts {
  double calibration = 0;
  double ink = 0;  // the map of ink, boxes and foreign ink
  double labels = 0;
};

struct PageReading {
  bool legible = false;              // false: calibration on the labels failed; every field is unreadable
  bool misplaced = false;            // labels do not stand at their places: no difference can be told
  double sharpness = 0;              // median correlation of the labels, 0..1
  std::vector<FieldReading> fields;  // parallel to Page::fields
  std::vector<BoxReading> boxes;     // parallel to Page::boxes
  std::vector<AlteredLabel> labels;
  std::vector<ForeignInk> foreign_ink;
  StraightPage straight;  // of a legible page: the whole of it, for showing
  double verify_ms = 0, ocr_ms = 0;
  VerifyParts parts_ms;
};

/// Compares a registered scan with what it should show, glyph by glyph (known-answer verification).
/// A match needs evidence in the picture against every look-alike; in doubt the field is unreadable, never a
/// match. One a thread: it keeps rendered templates.
class Verifier {
 public:
  explicit Verifier(std::shared_ptr<const Fonts> fonts);
  ~Verifier();
  /// `colour`: the decoded page, 1 or 3 channels; `grey`: the same without seal ink (grey_without_seal).
  /// `reader` may be null: what the comparison leaves open stays unreadable.
  PageReading verify(const Image& colour, const Image& grey, const Page& page, const PageMap& map,
                     TextReader* reader);

  /// How well the page's labels and ruling lines fit this scan, 0..1, without looking at the fields: for
  /// telling which page of which form a scan without a readable code is.
  double label_score(const Image& grey, const Page& page, const PageMap& map);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace hefu
