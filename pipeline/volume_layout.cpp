#include "pipeline/volume_layout.h"

#include "schemas/error.h"
#include "schemas/text.h"

namespace hefu {
namespace {

constexpr double a4_width = 210, a4_height = 297;
constexpr double least_upright_scale = 0.7071;  // 1/√2
constexpr float number_size_pt = 10.5f;
constexpr double number_above_edge_mm = 6;

}  // namespace

PlacedPage place_on_a4(const PartPage& page, bool binding_right, const VolumeMargins& margins) {
  const double room_w = a4_width - margins.binding - margins.outer;
  const double room_h = a4_height - margins.top - margins.bottom;
  const auto scale_of = [&](double w, double h) {
    const double fits = std::min(room_w / w, room_h / h);
    return page.sized ? std::min(1.0, fits) : fits;
  };
  double w = page.width_mm, h = page.height_mm;
  PlacedPage placed;
  placed.width_mm = a4_width;
  placed.height_mm = a4_height;
  if (page.sized && w > h && scale_of(w, h) < least_upright_scale) {
    placed.quarter_turns = 1;
    std::swap(w, h);
  }
  placed.scale = scale_of(w, h);
  placed.x_mm = (binding_right ? margins.outer : margins.binding) + (room_w - w * placed.scale) / 2;
  placed.y_mm = margins.top + (room_h - h * placed.scale) / 2;
  return placed;
}

Sheet number_pages(int pages, bool back_sides, const Fonts& fonts, const VolumeMargins& margins) {
  Sheet sheet;
  sheet.kind = "evidence-volume";
  sheet.title = "页码";
  for (int number = 1; number <= pages; ++number) {
    const bool right = back_sides && number % 2 == 0;
    Page page;
    TextRun run;
    float width = 0;
    for (const char32_t c : to_utf32(fmt::format("— {} —", number))) {
      const auto glyph = fonts.find(Typeface::song, c);
      if (!glyph) throw Error(ErrorKind::missing, "no glyph for a page number");
      const float advance = glyph->advance_em * number_size_pt * static_cast<float>(mm_per_pt);
      run.glyphs.push_back({c, glyph->face, glyph->id, width, 0, number_size_pt, advance});
      width += advance;
    }
    const double left = right ? margins.outer : margins.binding;
    const double middle = left + (a4_width - margins.binding - margins.outer) / 2;
    for (Glyph& glyph : run.glyphs) {
      glyph.x_mm += static_cast<float>(middle) - width / 2;
      glyph.y_mm = static_cast<float>(a4_height - number_above_edge_mm);
    }
    page.runs.push_back(std::move(run));
    sheet.pages.push_back(std::move(page));
  }
  return sheet;
}

}  // namespace hefu
