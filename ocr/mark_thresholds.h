#pragma once

/// Where the judge of hand-filled boxes draws its lines. Found on the tuning seeds of the boxes bench
/// (build/release/bench_boxes --tune prints, for each kind of mark, what the measures below are of boxes that
/// are filled and of boxes that are not); judged by tests/bench/run boxes on other seeds.
/// Units: mm; mm2 of full ink; levels are shares of the light, 0..255.
namespace hefu::mark_thresholds {

// The form's own print, and how far registration and blur spread it.
constexpr double line_margin_mm = 0.45, glyph_margin_mm = 0.35;

// Of the light that red ink takes from green, it takes this much from red too: a seal's own share is 0.2,
// and a phone's smear adds to it.
constexpr float red_light_taken = 0.3f;

// A pixel is red ink: levels beyond show-through and the colour noise of JPEG, and so many deviations.
constexpr int red_level = 30;
constexpr float red_deviations = 5;

// A stroke begins where a pixel is certain and goes on where it is likely.
constexpr int certain_pen = 44, likely_pen = 24;
constexpr float certain_deviations = 5, likely_deviations = 3;
// On paper noisier than this the map is smoothed first.
constexpr float noisy_paper = 6;

// Smaller marks are specks; a hair leaves less ink along its way (mm2 a mm) than the palest pen.
constexpr double speck_mm = 1.3, hair_ink_mm = 0.075;
// A straight mark from this long may be part of a streak, which has ink on so much of a line over the page.
constexpr double streak_part_mm = 6, streak_mm = 45;
constexpr float streak_share = 0.5f;
// Of a mark beside print, the share of pixels that touch the print's own margin: a remnant of that print.
constexpr float remnant_share = 0.6f;
// Of a mark beside red ink, the share that touches it: the smear of a seal.
constexpr float smear_share = 0.7f;

// Ink of a box's own marks.
constexpr double pen_present_mm2 = 1.6, pen_absent_mm2 = 0.8;
// The same in a box for a number of one or two digits.
constexpr double number_box_mm = 20, number_present_mm2 = 0.7, number_absent_mm2 = 0.35;
// A neighbour's writing hangs over into a box: up to this share of the box's height, and so near to its own.
constexpr double overhang_share = 0.5, overhang_unclear_share = 0.62, overhang_gap_mm = 2.5;
// Of seal ink.
constexpr double seal_present_mm2 = 12, seal_absent_mm2 = 4;

// A ring: share of directions that meet ink at its radius, beyond those just inside and outside of it.
constexpr float ring_share = 0.45f, ring_contrast = 0.3f;

}  // namespace hefu::mark_thresholds
