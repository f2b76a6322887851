#include "ocr/registration.h"

#include <algorithm>
#include <cmath>

#include "ocr/frame_quads.h"
#include "ocr/homography.h"
#include "ocr/ink_agreement.h"
#include "ocr/ruling_lines.h"
#include "ocr/start_maps.h"

namespace hefu {
namespace {

// First values: no page of bench_accuracy is lost with them (its column 'lost'; --verbose says how far off
// one was), and the pages of another ruling in tests/unit/ocr/registration_test.cpp are turned away.
constexpr double least_hit = 0.55, good_hit = 0.85;
constexpr double least_agreement = 0.68, good_agreement = 0.9;
constexpr double largest_residual_mm = 0.22;
// Places along the rules that are looked at to fit the map exactly: thirty for each of its parameters.
constexpr std::size_t enough_samples = 1000;
constexpr double exact_px = 1;  // the lines are where a narrow look expects them

/// Thresholds from usual to faint: how dark a line must be to count.
struct Attempt {
  InkThreshold ink;
  double contrast;
  double enough_hit;  // of the attempts before, so that this one is left out
};
constexpr Attempt attempts[3] = {{{92, 1}, 0.10, 2}, {{97, 1}, 0.04, 0.6}, {{98, 2}, 0.04, 0.5}};

struct Candidate {
  PageMap map;
  double hit = 0, residual_px = 0, agreement = 0, contrast = 0.1;
  double score() const { return hit + agreement; }
};

class Search {
 public:
  Search(const Image& grey, const Page& page, const std::vector<FoundCode>& codes, ScanFrames& frames)
      : grey_(grey), page_(page), codes_(codes), frames_(frames), all_(sample_lines(page)) {
    few_ = every(std::clamp<std::size_t>(all_.size() / 150, 1, 3), all_);
    all_ = every(all_.size() / enough_samples + 1, all_);
  }

  Registration run(Effort effort) {
    if (effort != Effort::rest) try_usual();
    if (effort != Effort::usual) try_rest();
    return finish();
  }

 private:
  static std::vector<LineSample> every(std::size_t step, const std::vector<LineSample>& samples) {
    std::vector<LineSample> kept;
    for (std::size_t i = 0; i < samples.size(); i += step) kept.push_back(samples[i]);
    return kept;
  }

  void try_usual() {
    try_start(start_from_both_codes(page_, codes_), {4.0, 2.4, 1.4, 0.9}, attempts[0].contrast);
    if (!is_found()) try_frames(attempts[0]);
  }

  void try_rest() {
    for (std::size_t i = 1; i < std::size(attempts); ++i) {
      if (is_found() || best_.hit > attempts[i].enough_hit) break;
      try_frames(attempts[i]);
    }
    if (!is_found())
      for (const PageMap& start : starts_from_one_code(page_, codes_)) grow_from_code(start);
    if (!is_found())
      for (const PageMap& start : starts_from_picture(page_, grey_.width, grey_.height))
        if (agrees_with_codes(page_, codes_, start)) try_start(start, {9.0, 6.0, 3.2, 2.1, 1.4, 0.9}, 0.1);
  }

  bool is_found() const {
    return best_.hit > good_hit &&
           (best_.agreement > good_agreement || (!codes_.empty() && best_.agreement > least_agreement));
  }

  void keep(const PageMap& map, const LineFit& fit, double contrast) {
    Candidate candidate{map, fit.hit * std::min(1.0, fit.inside / 0.6), fit.residual_px, 0, contrast};
    if (candidate.hit + 1 <= best_.score()) return;  // could not win with the best agreement
    candidate.agreement = ink_agreement(grey_, page_, map);
    if (candidate.score() > best_.score()) best_ = candidate;
  }

  void try_start(const std::optional<PageMap>& start, std::initializer_list<double> reaches_mm,
                 double contrast) {
    if (!start) return;
    PageMap map = *start;
    LineFit fit;
    for (const double reach : reaches_mm) fit = step_homography(grey_, few_, reach, contrast, map);
    keep(map, fit, contrast);
  }

  void try_frames(const Attempt& attempt) {
    // About 3 px a mm when the page fills the picture: a ruling line is one pixel wide.
    const double long_mm = std::max(page_.width_mm, page_.height_mm);
    const int factor =
        std::max(1, static_cast<int>(std::lround(std::max(grey_.width, grey_.height) / long_mm / 3.05)));
    for (const Quad& quad : frames_.find(factor, attempt.ink))
      for (const PageMap& start : starts_from_quad(page_, quad, factor)) {
        if (!agrees_with_codes(page_, codes_, start)) continue;
        try_start(start, {3.2, 2.1, 1.4, 0.9}, attempt.contrast);
        if (is_found()) return;
      }
  }

  /// From one code outwards: the lines near it first, then wider and wider rings.
  void grow_from_code(const PageMap& start) {
    PageMap map = start;
    const PointMm centre = {map.centre_x, map.centre_y};
    LineFit fit;
    for (const double radius : {60., 80., 105., 135., 170., 210., 270., 350., 450.}) {
      std::vector<LineSample> near;
      for (const LineSample& s : all_)
        if (std::hypot(s.x - centre.x, s.y - centre.y) < radius) near.push_back(s);
      for (const double reach : {2.8, 1.8, 1.1}) fit = step_homography(grey_, near, reach, 0.1, map);
    }
    fit = step_homography(grey_, few_, 0.9, 0.1, map);
    set_warp_frame(page_, map);
    keep(map, fit, 0.1);
  }

  Registration finish() {
    Registration out;
    if (best_.hit <= 0) return out;
    if (best_.residual_px > exact_px) step_homography(grey_, all_, 0.7, best_.contrast, best_.map);
    const LineFit fit = step_homography(grey_, all_, 0.53, best_.contrast, best_.map);
    if (best_.hit >= least_hit) fit_warp(grey_, all_, fit.residual_px, best_.contrast, best_.map);
    const LineFit last = measure_fit(grey_, all_, 0.7, best_.contrast, best_.map);
    out.map = best_.map;
    out.hit = last.hit;
    out.residual_px = last.residual_px;
    out.agreement = ink_agreement(grey_, page_, out.map);
    out.quarter_turns = upright_turns(page_, out.map);
    const double px_per_mm = out.map.px_per_mm(page_.width_mm / 2, page_.height_mm / 2);
    if (last.hit * std::min(1.0, last.inside / 0.5) < least_hit || out.agreement < least_agreement)
      out.status = RegistrationStatus::no_frame;
    else if (!(last.residual_px <= largest_residual_mm * px_per_mm))
      out.status = RegistrationStatus::high_residual;
    else
      out.status = RegistrationStatus::ok;
    return out;
  }

  const Image& grey_;
  const Page& page_;
  const std::vector<FoundCode>& codes_;
  ScanFrames& frames_;
  std::vector<LineSample> all_, few_;
  Candidate best_;
};

}  // namespace

Registration register_page(const Image& grey, const Page& page, const std::vector<FoundCode>& codes) {
  ScanFrames frames(grey);
  return register_page(grey, page, codes, frames);
}

Registration register_page(const Image& grey, const Page& page, const std::vector<FoundCode>& codes,
                           ScanFrames& frames, Effort effort) {
  if (grey.channels != 1 || grey.width < 200 || grey.height < 200) return {};
  return Search(grey, page, codes, frames).run(effort);
}

bool is_certain(const Registration& registration) {
  return registration.status == RegistrationStatus::ok && registration.hit > good_hit &&
         registration.agreement > good_agreement;
}

}  // namespace hefu
