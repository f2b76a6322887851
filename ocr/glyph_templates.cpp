#include "ocr/glyph_templates.h"

#include <algorithm>
#include <cmath>

#include "ocr/gaussian_blur.h"
#include "ocr/vectorised.h"

namespace hefu {
namespace {

// From a sharp scan to a phone's picture out of focus, in working px; stroke growth from a worn drum to a
// photocopy.
constexpr float blurs_px[blur_count] = {0.45f, 0.75f, 1.05f, 1.4f, 1.9f};
constexpr float bolds_px[bold_count] = {-0.45f, 0.f, 0.45f, 0.9f};
// A hand's or a feeder's movement while the picture is taken, in working px.
constexpr float smears_px[smear_lengths] = {3.5f, 6.f, 9.f};
// Of each of two generations, of the 300 MB that a worker may have.
constexpr std::size_t most_bytes = 42'000'000, most_sharp_bytes = 4'000'000;

std::uint64_t key_of(std::uint16_t face, std::uint32_t id, float size_pt, const GlyphBox& box, Rendering r,
                     int right_px) {
  const auto quarter_pt = static_cast<std::uint64_t>(std::lround(size_pt * 4));
  return static_cast<std::uint64_t>(id & 0xffff) << 48 | static_cast<std::uint64_t>(face & 0xff) << 40 |
         (quarter_pt & 0xfff) << 28 | static_cast<std::uint64_t>(box.width & 0x3ff) << 18 |
         static_cast<std::uint64_t>((right_px + 32) & 0x3f) << 12 | static_cast<std::uint64_t>(r.smear) << 6 |
         static_cast<std::uint64_t>(r.blur) << 2 | static_cast<std::uint64_t>(r.bold);
}

/// The mean along a line through every pixel, between pixels.
void smear_along(std::vector<float>& picture, int w, int h, int smear) {
  const float length = smears_px[(smear - 1) / smear_directions];
  const float angle = 3.14159265f * static_cast<float>((smear - 1) % smear_directions) / smear_directions;
  const int taps = static_cast<int>(std::ceil(length)) + 1;
  std::vector<float> out(picture.size(), 0);
  for (int tap = 0; tap < taps; ++tap) {
    const float along = length * (static_cast<float>(tap) / static_cast<float>(taps - 1) - 0.5f);
    const float dx = along * std::cos(angle), dy = along * std::sin(angle);
    const int left = static_cast<int>(std::floor(dx)), top = static_cast<int>(std::floor(dy));
    const float fx = dx - static_cast<float>(left), fy = dy - static_cast<float>(top);
    const float weight[2][2] = {{(1 - fx) * (1 - fy), fx * (1 - fy)}, {(1 - fx) * fy, fx * fy}};
    for (int j = 0; j < 2; ++j)
      for (int i = 0; i < 2; ++i) {
        const int ox = left + i, oy = top + j;
        const float share = weight[j][i] / static_cast<float>(taps);
        for (int y = std::max(0, -oy); y < std::min(h, h - oy); ++y) {
          float* to = &out[static_cast<std::size_t>(y) * w];
          const float* from = &picture[static_cast<std::size_t>(y + oy) * w];
          for (int x = std::max(0, -ox); x < std::min(w, w - ox); ++x) to[x] += share * from[x + ox];
        }
      }
  }
  picture.swap(out);
}

HEFU_VECTORISED void to_bytes(const float* values, std::size_t count, std::uint8_t* bytes) {
  for (std::size_t i = 0; i < count; ++i) bytes[i] = static_cast<std::uint8_t>(values[i] * 255 + 0.5f);
}

/// Cuts the box out of what was drawn around it.
HEFU_VECTORISED void cut_box(const float* wide, const GlyphBox& box, GlyphTemplate& out) {
  constexpr int lanes = 16;
  const int wide_width = box.width + 2 * tail_px;
  out.width = box.width;
  out.height = box.height;
  out.stride = (box.width + lanes - 1) / lanes * lanes;
  out.ink.assign(static_cast<std::size_t>(out.stride) * out.height, 0);
  float sums[lanes] = {}, squares[lanes] = {};
  for (int y = 0; y < out.height; ++y) {
    float* row = &out.ink[static_cast<std::size_t>(y) * out.stride];
    std::copy_n(&wide[static_cast<std::size_t>(y + tail_px) * wide_width + tail_px], out.width, row);
    for (int x = 0; x < out.stride; x += lanes)
      for (int k = 0; k < lanes; ++k) {
        sums[k] += row[x + k];
        squares[k] += row[x + k] * row[x + k];
      }
  }
  for (int k = 0; k < lanes; ++k) {
    out.sum += sums[k];
    out.squares += squares[k];
  }
}

}  // namespace

GlyphBox glyph_box(const Glyph& glyph) {
  const double em = glyph.size_pt * mm_per_pt * working_px_per_mm;
  return {static_cast<int>(std::lround(glyph.advance_mm * working_px_per_mm)) + 2,
          static_cast<int>(std::lround(em * 1.04)) + 2, 1 + static_cast<int>(std::lround(em * 0.88))};
}

constexpr std::size_t node_bytes = 64;  // of a map, beside the value

std::size_t bytes_of(const GlyphTemplate& ink) {
  return node_bytes + sizeof ink + ink.ink.size() * sizeof(float) + ink.wide.size();
}

std::size_t bytes_of(const GlyphBitmap& sharp) { return node_bytes + sizeof sharp + sharp.coverage.size(); }

const GlyphTemplate& GlyphTemplates::get(std::uint16_t face, std::uint32_t id, float size_pt,
                                         const GlyphBox& box, Rendering rendering, int right_px) {
  GlyphTemplate& known = kept_[key_of(face, id, size_pt, box, rendering, right_px)];
  if (known.width > 0) return known;
  cut_box(draw(face, id, size_pt, box, rendering, right_px).data(), box, known);
  kept_.grew(bytes_of(known));
  return known;
}

const GlyphTemplate& GlyphTemplates::get(const Glyph& glyph, Rendering rendering) {
  const GlyphBox box = glyph_box(glyph);
  GlyphTemplate& known = kept_[key_of(glyph.face, glyph.id, glyph.size_pt, box, rendering, 0)];
  if (!known.wide.empty()) return known;
  const std::vector<float> wide = draw(glyph.face, glyph.id, glyph.size_pt, box, rendering, 0);
  const std::size_t before = known.width == 0 ? 0 : bytes_of(known);
  if (known.width == 0) cut_box(wide.data(), box, known);
  known.wide.resize(wide.size());
  to_bytes(wide.data(), wide.size(), known.wide.data());
  kept_.grew(bytes_of(known) - before);
  return known;
}

void GlyphTemplates::forget_if_full() {
  if (sharp_.young_bytes() > most_sharp_bytes) sharp_.age();
  if (kept_.young_bytes() < most_bytes) return;
  kept_.age();
  ++times_forgotten_;
}

std::vector<float> GlyphTemplates::draw(std::uint16_t face, std::uint32_t id, float size_pt,
                                        const GlyphBox& box, Rendering rendering, int right_px) {
  const int w = box.width + 2 * tail_px, h = box.height + 2 * tail_px;
  const float px_per_em = static_cast<float>(size_pt * mm_per_pt * working_px_per_mm);
  // Outlines are drawn once for all blurs and places.
  GlyphBitmap& sharp = sharp_[key_of(face, id, size_pt, {}, {0, rendering.bold, 0}, 0)];
  if (sharp.width == 0) {
    sharp = fonts_->rasterise(face, id, px_per_em, bolds_px[rendering.bold], 0, 0);
    sharp_.grew(bytes_of(sharp));
  }
  std::vector<float> wide(static_cast<std::size_t>(w) * h, 0);
  const int left = tail_px + 1 + right_px + sharp.left;
  const int first = std::max(0, -left), end = std::min(sharp.width, w - left);
  for (int row = 0; row < sharp.height; ++row) {
    const int y = tail_px + box.baseline - sharp.top + row;
    if (y < 0 || y >= h) continue;
    const std::uint8_t* from = &sharp.coverage[static_cast<std::size_t>(row) * sharp.width];
    float* to = &wide[static_cast<std::size_t>(y) * w];
    for (int column = first; column < end; ++column) to[left + column] = from[column] / 255.f;
  }
  blur(wide, w, h, blurs_px[rendering.blur]);
  if (rendering.smear > 0) smear_along(wide, w, h, rendering.smear);
  return wide;
}

}  // namespace hefu
