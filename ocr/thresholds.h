#pragma once

namespace hefu {

/// Where the verifier draws its lines; what each means and where it comes from stands in ocr/thresholds.txt.
struct Thresholds {
  float legible_ncc = 0;
  float match_score = 0;
  float match_ncc = 0;
  float match_ratio = 0;
  float match_residual = 0;
  float sharp_page_ncc = 0;
  float sharp_page_ratio = 0;
  float off_line_px = 0;
  float off_line_ratio = 0;
  float contested_ratio = 0;
  float match_likelihood = 0;
  float most_surprise = 0;
  float far_rival = 0;
  float mismatch_score = 0;
  float mismatch_ratio = 0;
  float mismatch_ncc = 0;
  float small_ratio = 0;
  float small_ncc = 0;
  float hypothesis_score = 0;
  float hypothesis_ncc = 0;
  float unexplained_ink = 0;
  float textured_ink = 0;
  float stamped_score = 0;
  float dimmed_ink = 0;
  float rescue_score = 0;
  float extra_ink = 0;
  float extra_ink_faint = 0;
  float bilevel_extra = 0;
  float extra_ink_dark = 0;
  float lost_labels = 0;
  float extra_evidence = 0;
  float extra_weight = 0;
  float most_texture = 0;
  float stray_ink = 0;
  float stray_usual = 0;
  float missing_ink = 0;
  float missing_ncc = 0;
  float missing_score = 0;
};

/// Read once. Fails: throws Error(missing | bad_input) on a file that lacks one or has one that is unknown.
const Thresholds& thresholds();

}  // namespace hefu
