#include "ocr/verify.h"

#include <algorithm>

#include "ocr/box_judge.h"
#include "ocr/calibration.h"
#include "ocr/displaced_line.h"
#include "ocr/hypotheses.h"
#include "ocr/ink_map.h"
#include "ocr/lost_band.h"
#include "ocr/median.h"
#include "ocr/page_marks.h"
#include "ocr/photo_match.h"
#include "ocr/ruling_lines.h"
#include "ocr/stopwatch.h"
#include "ocr/stray_ink.h"
#include "ocr/thresholds.h"
#include "ocr/zone_text.h"

namespace hefu {
namespace {

constexpr double box_inset_mm = 0.85;  // the cell's rules, blurred

RectMm inner(const RectMm& box) {
  return {box.x + box_inset_mm, box.y + box_inset_mm, std::max(0.0, box.w - 2 * box_inset_mm),
          std::max(0.0, box.h - 2 * box_inset_mm)};
}

/// Verifies the fields and labels of one page.
class PageVerification {
 public:
  PageVerification(Judges& judges, const Image& colour, const Image& grey, const Page& page,
                   const PageMap& map, const Calibration& calibration, TextReader* reader)
      : judges_(judges),
        colour_(colour),
        page_(page),
        reader_(reader),
        calibration_(calibration),
        bilevel_(fit_bilevel(judges.glyphs, judges.evidence, {grey, map, calibration.quality}, page)),
        scan_{grey, map, calibration.quality, bilevel_.get(), &page.lines},
        straight_(straighten(colour, map, page)),
        ink_(straight_, page) {
    ink_ms_ = watch_.lap_ms();
  }

  void run(PageReading& out) {
    texture_ = usual_texture();
    for (const Field& field : page_.fields) out.fields.push_back(read_field(field));
    watch_.lap_ms();
    out.boxes = read_boxes(ink_, page_, judge_boxes(straight_, page_));
    out.foreign_ink = find_foreign_ink(ink_, page_);
    out.parts_ms.ink = ink_ms_ + watch_.lap_ms();
    for (std::size_t i = 0; i < page_.runs.size(); ++i)
      if (page_.runs[i].kind == RunKind::label) check_label(i, out.labels);
    doubt_where_map_is_wrong(out);
    out.parts_ms.labels = watch_.lap_ms();
    out.ocr_ms = ocr_ms_;
    out.straight = std::move(straight_);
  }

 private:
  FieldReading read_field(const Field& field) {
    if (field.picture >= 0) {
      FieldReading reading = read_picture(colour_, scan_.map, page_.pictures.at(field.picture));
      if (!field.entered) reading.verdict = Verdict::not_online;
      return reading;
    }
    if (!field.entered || field.runs.empty()) return read_blank(field);
    return read_value(field);
  }

  /// Where labels do not stand at their places the map is wrong: a digit beside its own differs from itself.
  void doubt_where_map_is_wrong(PageReading& out) const {
    out.misplaced = labels_lost_ > thresholds().lost_labels * labels_seen_;
    for (FieldReading& field : out.fields)
      if (out.misplaced && field.verdict == Verdict::mismatch)
        field.verdict = Verdict::unreadable, field.paper.reset();
  }

  /// What shows between the characters of most cells: a screen's waves, a copier's grey, no ink.
  float usual_texture() const {
    std::vector<float> cells;
    for (const Field& field : page_.fields)
      if (field.entered && field.picture < 0) cells.push_back(ink_.unprinted_ink(inner(field.box)));
    return std::min(median(cells), thresholds().most_texture);
  }

  FieldReading read_blank(const Field& field) {
    FieldReading reading;
    reading.verdict = Verdict::not_online;
    const RectMm box = inner(field.box);
    if (!ink_.is_inside(box)) return reading;
    reading.method = Method::expected_print;
    reading.extra_ink = ink_.unprinted_ink(box) - texture_ > thresholds().extra_ink_dark;
    if (!reading.extra_ink || reader_ == nullptr) return reading;
    const ReadText read = ocr(field, {});
    constexpr double believable = 60;  // under this the engine makes text out of strokes
    if (!read.ok || read.text.empty() || read.confidence < believable) return reading;
    reading.paper = read.text;
    reading.method = Method::ocr;
    reading.confidence = read.confidence / 100;
    return reading;
  }

  FieldReading read_value(const Field& field) {
    FieldReading reading;
    std::vector<std::vector<Glyph>> lines;
    for (const std::uint32_t run : field.runs) lines.push_back(page_.runs.at(run).glyphs);
    const ValueReading value = judge_value(judges_, scan_, std::move(lines));
    if (!value.inside()) return reading;
    // Copies of copies are bolder than their templates, but no ink is much darker than black.
    float extra = (ink_.unprinted_ink(inner(field.box)) - texture_) / std::clamp(value.ink(), 0.1f, 1.2f);
    if (bilevel_) extra *= thresholds().bilevel_extra;
    // Thin strokes are little ink over a square, and all of it where they lie.
    if (extra + texture_ > thresholds().extra_ink_faint && value.passes() &&
        left_over(judges_, scan_, field, value, value) * std::max(1.f, value.ink()) >
            std::min(thresholds().unexplained_ink + 2 * texture_, thresholds().textured_ink))
      extra = std::max(extra, 2 * thresholds().extra_ink);
    reading.extra_ink = extra > thresholds().extra_ink;
    if (!reading.extra_ink && value.beats_others())
      if (const float stray = stray_among(value); stray > 0) {
        reading.extra_ink = true;
        extra = stray;
      }
    // Ink beside the characters speaks against it as much as a character that is not certain.
    reading.evidence =
        std::min(value.weakest(), thresholds().extra_evidence - thresholds().extra_weight * extra);
    reading.same = judges_.confidence.of(*reading.evidence);
    if (value.passes() && !reading.extra_ink) {
      reading.verdict = Verdict::match;
      reading.method = Method::expected_print;
      reading.confidence = reading.same;
      return reading;
    }
    if (is_blank(field, value)) {
      reading.verdict = Verdict::mismatch;
      reading.method = Method::expected_print;
      reading.paper = "";
      reading.confidence = 1 - *reading.same;
      return reading;
    }
    if (!value.passes())
      if (auto paper = substitute_glyphs(judges_, scan_, value)) {
        // Ink beyond the expected text: a character more may have pushed the others along.
        if (reading.extra_ink && paper->text) {
          const auto whole = verify_text(judges_, scan_, field, *paper->text, value);
          paper->text = whole ? whole->text : std::nullopt;
        }
        // A stroke over a character makes another of it, which nobody can name.
        if (paper->text || !reading.extra_ink) set_mismatch(*paper, Method::expected_print, reading);
        if (paper->text) return reading;
      }
    read_with_ocr(field, value, reading);
    return reading;
  }

  /// The most ink among the characters that they did not draw, when it is more than this page's labels have.
  float stray_among(const ValueReading& value) {
    const float usual = std::min(calibration_.stray, thresholds().most_texture);
    const float allowed = thresholds().stray_ink + thresholds().stray_usual * usual;
    float most = 0;
    for (std::size_t l = 0; l < value.lines.size(); ++l) {
      const auto largest = [&](const std::vector<float>& inks) {
        return *std::max_element(inks.begin(), inks.end());
      };
      if (value.lines[l].empty() ||
          largest(stray_ink(judges_.glyphs, value.lines[l], value.readings[l])) <= allowed)
        continue;
      if (!streaks_) streaks_.emplace(scan_.grey);
      most = std::max(
          most, largest(stray_ink(judges_.glyphs, value.lines[l], value.readings[l], scan_.map, *streaks_)));
    }
    return most > allowed ? most : 0;
  }

  /// What the comparison left open: OCR proposes another text, or confirms where only a little is missing.
  void read_with_ocr(const Field& field, const ValueReading& value, FieldReading& reading) {
    if (reader_ != nullptr) {
      const ReadText read = ocr(field, value.lines);
      if (read.ok && !read.text.empty()) {
        if (!reads_alike(read.text, field.text)) {
          const auto paper = verify_text(judges_, scan_, field, in_spelling_of(read.text, field.text), value);
          if (paper) return set_mismatch(*paper, Method::ocr, reading);
        } else if (reading.verdict != Verdict::mismatch && !reading.extra_ink &&
                   value.weakest() > thresholds().rescue_score && value.beats_others() &&
                   left_over(judges_, scan_, field, value, value) <= thresholds().unexplained_ink) {
          // A pen's line through a figure is ink that the figure does not explain.
          reading.verdict = Verdict::match;
          reading.method = Method::ocr;
          reading.confidence = reading.same;
          return;
        }
      }
    }
    if (value.weakest() > thresholds().mismatch_score && !reading.extra_ink) return;
    if (const auto paper = try_near_texts(judges_, scan_, field, value))
      set_mismatch(*paper, Method::expected_print, reading);
  }

  static void set_mismatch(const PaperText& paper, Method method, FieldReading& reading) {
    reading.verdict = Verdict::mismatch;
    reading.method = method;
    reading.paper = paper.text;
    reading.confidence = 1 - reading.same.value_or(0.5);
  }

  /// Nothing stands where the value should, neither its ink nor any other, and the place is the right one.
  bool is_blank(const Field& field, const ValueReading& value) const {
    if (value.ink() > thresholds().missing_ink * calibration_.ink) return false;
    for (const LineReading& line : value.readings)
      for (std::size_t i = 0; i < line.glyphs.size(); ++i)
        if (line.glyphs[i].printed &&
            (line.glyphs[i].stats.ncc > 0.4f || darkest(line.patches[i]) > 0.35f * calibration_.ink))
          return false;
    // Of a single narrow character a fold may leave nothing.
    if (value.text().size() == 1 && lacks_a_band(judges_.glyphs, scan_, value.lines[0], value.readings[0], 0))
      return false;
    return ink_.red_share(field.box) < 0.02 &&
           !stands_nearby(judges_.glyphs, judges_.evidence, scan_, page_, value.lines[0]);
  }

  static float darkest(const GlyphPatch& patch) {
    std::vector<float> values(patch.value.begin(), patch.value.begin() + patch.width * patch.height);
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(values.size() * 95 / 100);
    std::nth_element(values.begin(), place, values.end());
    return *place;
  }

  /// Only what is certain: a label is known, and a smudge over it is no finding.
  void check_label(std::size_t index, std::vector<AlteredLabel>& out) {
    const std::vector<Glyph>& glyphs = page_.runs[index].glyphs;
    if (glyphs.empty()) return;
    const LineReading quick = judge_line(judges_.glyphs, judges_.evidence, scan_, glyphs, false);
    if (!quick.inside) return;
    const auto suspicious = [&](const GlyphReading& glyph) {
      return glyph.printed && (glyph.stats.ncc < calibration_.quality.ncc - 0.25f ||
                               glyph.stats.residual > std::max(0.3f, 3 * calibration_.quality.residual));
    };
    const auto amiss = std::count_if(quick.glyphs.begin(), quick.glyphs.end(), suspicious);
    ++labels_seen_;
    labels_lost_ += 2 * static_cast<std::size_t>(amiss) > quick.glyphs.size() ? 1.f : 0.f;
    if (amiss == 0) return;
    const ValueReading value = judge_value(judges_, scan_, {glyphs});
    const auto paper = substitute_glyphs(judges_, scan_, value);
    if (!paper || !paper->text || paper->score < -2 * thresholds().mismatch_score) return;
    out.push_back({index, paper->text, em_box(page_.runs[index])});
  }

  ReadText ocr(const Field& field, const std::vector<std::vector<Glyph>>& lines) {
    Stopwatch watch;
    ReadText read = read_zone(*reader_, scan_.grey, scan_.map, field.box, lines);
    ocr_ms_ += watch.lap_ms();
    return read;
  }

  Stopwatch watch_;  // first: it times the making of the others
  Judges& judges_;
  const Image& colour_;
  const Page& page_;
  TextReader* reader_;
  const Calibration& calibration_;
  const std::unique_ptr<BilevelPrint> bilevel_;
  const ScanContext scan_;
  StraightPage straight_;
  const InkMap ink_;
  std::optional<FeederStreaks> streaks_;  // found when a value asks for them
  double ocr_ms_ = 0, ink_ms_ = 0;
  float texture_ = 0;
  float labels_seen_ = 0, labels_lost_ = 0;
};

}  // namespace

struct Verifier::Impl : Judges {
  using Judges::Judges;
};

Verifier::Verifier(std::shared_ptr<const Fonts> fonts) : impl_(std::make_unique<Impl>(std::move(fonts))) {}
Verifier::~Verifier() = default;

PageReading Verifier::verify(const Image& colour, const Image& grey, const Page& page, const PageMap& map,
                             TextReader* reader) {
  Stopwatch whole, watch;
  impl_->templates.forget_if_full();
  PageReading out;
  const Calibration calibration = calibrate(impl_->glyphs, impl_->evidence, grey, page, map);
  out.parts_ms.calibration = watch.lap_ms();
  out.legible = calibration.legible;
  out.sharpness = calibration.quality.ncc;
  if (!out.legible) {
    for (const Field& field : page.fields) {
      out.fields.emplace_back();
      if (!field.entered) out.fields.back().verdict = Verdict::not_online;
    }
    out.boxes.resize(page.boxes.size());
  } else {
    PageVerification(*impl_, colour, grey, page, map, calibration, reader).run(out);
  }
  out.verify_ms = whole.lap_ms() - out.ocr_ms;
  return out;
}

double Verifier::label_score(const Image& grey, const Page& page, const PageMap& map) {
  impl_->templates.forget_if_full();
  const Calibration calibration = calibrate(impl_->glyphs, impl_->evidence, grey, page, map);
  const LineFit fit = measure_fit(grey, sample_lines(page), 0.7, 0.08, map);
  const double lines = page.lines.empty() ? 1 : fit.hit;
  return std::clamp(0.7 * std::max(0.f, calibration.quality.ncc) + 0.3 * lines, 0.0, 1.0);
}

}  // namespace hefu
