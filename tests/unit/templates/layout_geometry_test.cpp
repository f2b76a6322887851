#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "tests/unit/pipeline/return_sample.h"
#include "tests/unit/templates/layout_sample.h"

namespace hefu {
namespace {

struct Ink {
  double x0, y0, x1, y1;
};

// A glyph's ink on the page, in mm; found once a glyph at 64 px an em.
bool ink_of(const Glyph& glyph, Ink& ink) {
  constexpr float px_per_em = 64;
  static std::map<std::pair<int, std::uint32_t>, GlyphBitmap> drawn;
  const auto key = std::make_pair(static_cast<int>(glyph.face), glyph.id);
  auto found = drawn.find(key);
  if (found == drawn.end())
    found = drawn.emplace(key, test::fonts().rasterise(glyph.face, glyph.id, px_per_em, 0, 0, 0)).first;
  const GlyphBitmap& bitmap = found->second;
  if (bitmap.width == 0) return false;
  const double mm = glyph.size_pt * mm_per_pt / px_per_em;
  ink = {glyph.x_mm + bitmap.left * mm, glyph.y_mm - bitmap.top * mm,
         glyph.x_mm + (bitmap.left + bitmap.width) * mm, glyph.y_mm + (bitmap.height - bitmap.top) * mm};
  return true;
}

double gap(double a0, double a1, double b0, double b1) { return std::max({0.0, b0 - a1, a0 - b1}); }

double distance(const Ink& ink, const Line& line) {
  const double half = line.width_mm / 2;
  const double dx = gap(ink.x0, ink.x1, std::min(line.x0, line.x1) - half, std::max(line.x0, line.x1) + half);
  const double dy = gap(ink.y0, ink.y1, std::min(line.y0, line.y1) - half, std::max(line.y0, line.y1) + half);
  return std::max(dx, dy);
}

bool inside(const Ink& ink, const RectMm& box, double slack) {
  return ink.x0 >= box.x - slack && ink.y0 >= box.y - slack && ink.x1 <= box.x + box.w + slack &&
         ink.y1 <= box.y + box.h + slack;
}

bool overlap(const RectMm& a, const RectMm& b) {
  constexpr double touch = 0.01;  // edges that meet don't overlap
  return a.x < b.x + b.w - touch && b.x < a.x + a.w - touch && a.y < b.y + b.h - touch &&
         b.y < a.y + a.h - touch;
}

template <typename Check>
void on_every_page(Check check) {
  for (const Application& person : test::all_people())
    for (const std::string& kind : test::kinds()) {
      const Sheet sheet = test::lay_out_sample(kind, person).sheet;
      for (std::size_t i = 0; i < sheet.pages.size(); ++i)
        check(sheet.pages[i], kind + " of " + person.number + ", page " + std::to_string(i + 1));
    }
  // The other notices' words, for the usual record, the longest and the shortest.
  for (const std::string& notice : test::other_notices())
    for (const Application& person :
         {test::sample_person(), test::with_everything_long(), test::with_basic_information()})
      for (const std::string& kind : kinds_of(notice)) {
        const Sheet sheet = test::lay_out_under_own_notice(kind, test::under(notice, person)).sheet;
        for (std::size_t i = 0; i < sheet.pages.size(); ++i)
          check(sheet.pages[i], kind + " under " + notice + ", page " + std::to_string(i + 1));
      }
}

/// Letters too, which have no frame and no code, and whose values no scan is compared with.
template <typename Check>
void on_every_text(Check check) {
  on_every_page(check);
  const Sheet returned = test::lay_out_return(test::long_report(), true).sheet;
  for (std::size_t i = 0; i < returned.pages.size(); ++i)
    check(returned.pages[i], "return notice, page " + std::to_string(i + 1));
}

TEST(LayoutGeometry, TextKeepsAwayFromRules) {
  on_every_text([](const Page& page, const std::string& where) {
    for (const TextRun& run : page.runs)
      for (const Glyph& glyph : run.glyphs) {
        Ink ink;
        if (!ink_of(glyph, ink)) continue;
        for (const Line& line : page.lines)
          ASSERT_GE(distance(ink, line), 0.8)
              << where << ": " << test::text_of(run) << " at " << glyph.x_mm << ", " << glyph.y_mm;
      }
  });
}

TEST(LayoutGeometry, ValuesStayInTheirBoxes) {
  on_every_page([](const Page& page, const std::string& where) {
    for (const Field& field : page.fields)
      for (const std::uint32_t run : field.runs)
        for (const Glyph& glyph : page.runs[run].glyphs) {
          Ink ink;
          // Brackets and dashes of some faces reach a little over their em.
          if (ink_of(glyph, ink)) ASSERT_TRUE(inside(ink, field.box, 0.25)) << where << ": " << field.path;
        }
  });
}

TEST(LayoutGeometry, TextNeverLiesOnText) {
  on_every_text([](const Page& page, const std::string& where) {
    std::vector<std::pair<Ink, std::size_t>> inks;
    for (std::size_t r = 0; r < page.runs.size(); ++r)
      for (const Glyph& glyph : page.runs[r].glyphs) {
        Ink ink;
        if (ink_of(glyph, ink)) inks.push_back({ink, r});
      }
    std::sort(inks.begin(), inks.end(), [](const auto& a, const auto& b) { return a.first.y0 < b.first.y0; });
    for (std::size_t i = 0; i < inks.size(); ++i)
      for (std::size_t j = i + 1; j < inks.size() && inks[j].first.y0 < inks[i].first.y1; ++j) {
        const Ink &a = inks[i].first, &b = inks[j].first;
        if (inks[i].second == inks[j].second) continue;
        const bool touching = a.x0 < b.x1 - 0.1 && b.x0 < a.x1 - 0.1 && b.y0 < a.y1 - 0.1;
        ASSERT_FALSE(touching) << where << ": " << test::text_of(page.runs[inks[i].second]) << " and "
                               << test::text_of(page.runs[inks[j].second]);
      }
  });
}

TEST(LayoutGeometry, CodesAndHandsStayApart) {
  on_every_page([](const Page& page, const std::string& where) {
    ASSERT_EQ(page.codes.size(), 2u);
    for (const RectMm& code : page.codes) {
      EXPECT_GE(code.w, 22) << where;
      EXPECT_GE(code.x, 5) << where;
      EXPECT_LE(code.y + code.h, page.height_mm - 4.5) << where;
      EXPECT_FALSE(overlap(code, page.frame)) << where;
      for (const Box& box : page.boxes) EXPECT_FALSE(overlap(code, box.box)) << where << ": " << box.id;
      for (const TextRun& run : page.runs)
        for (const Glyph& glyph : run.glyphs) {
          Ink ink;
          if (ink_of(glyph, ink))
            EXPECT_FALSE(overlap(code, {ink.x0, ink.y0, ink.x1 - ink.x0, ink.y1 - ink.y0})) << where;
        }
    }
  });
}

TEST(LayoutGeometry, SealsHaveAClearPlace) {
  int seals = 0;
  on_every_text([&](const Page& page, const std::string& where) {
    for (const Box& box : page.boxes) {
      if (box.use != BoxUse::seal) continue;
      ++seals;
      // Official round seals are 42 mm wide (State Council rules of 1999 for bodies of this level).
      EXPECT_GE(box.box.w, 42) << where << ": " << box.id;
      EXPECT_GE(box.box.h, 42) << where << ": " << box.id;
      for (const TextRun& run : page.runs) {
        if (test::text_of(run).find("公章") != std::string::npos) continue;
        for (const Glyph& glyph : run.glyphs) {
          Ink ink;
          if (ink_of(glyph, ink))
            ASSERT_FALSE(overlap(box.box, {ink.x0, ink.y0, ink.x1 - ink.x0, ink.y1 - ink.y0}))
                << where << ": " << box.id << " " << test::text_of(run);
        }
      }
    }
  });
  EXPECT_GT(seals, 20);
}

TEST(LayoutGeometry, HandsDoNotShareAPlace) {
  on_every_text([](const Page& page, const std::string& where) {
    for (std::size_t i = 0; i < page.boxes.size(); ++i)
      for (std::size_t j = i + 1; j < page.boxes.size(); ++j)
        EXPECT_FALSE(overlap(page.boxes[i].box, page.boxes[j].box))
            << where << ": " << page.boxes[i].id << " and " << page.boxes[j].id;
  });
}

TEST(LayoutGeometry, FrameIsRuledOnEveryPage) {
  on_every_page([](const Page& page, const std::string& where) {
    ASSERT_GT(page.frame.w, 100) << where;
    int sides = 0;
    for (const Line& line : page.lines) {
      const bool across =
          line.y0 == line.y1 && std::abs(line.x0 - page.frame.x) < 0.01 &&
          std::abs(line.x1 - page.frame.x - page.frame.w) < 0.01 &&
          (std::abs(line.y0 - page.frame.y) < 0.01 || std::abs(line.y0 - page.frame.y - page.frame.h) < 0.01);
      const bool down =
          line.x0 == line.x1 && std::abs(line.y0 - page.frame.y) < 0.01 &&
          std::abs(line.y1 - page.frame.y - page.frame.h) < 0.01 &&
          (std::abs(line.x0 - page.frame.x) < 0.01 || std::abs(line.x0 - page.frame.x - page.frame.w) < 0.01);
      sides += across || down;
      // Nothing is ruled outside of the frame.
      EXPECT_GE(std::min(line.y0, line.y1), page.frame.y - 0.01) << where;
      EXPECT_LE(std::max(line.y0, line.y1), page.frame.y + page.frame.h + 0.01) << where;
    }
    EXPECT_GE(sides, 4) << where;
  });
}

}  // namespace
}  // namespace hefu
