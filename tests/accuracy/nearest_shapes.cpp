// Makes ocr/nearest_shapes.txt: for each usual character the 16 that look most like it in song, at 10.5 pt
// and a scan's usual blur. Run again when the face changes: build/release/nearest_shapes >
// ocr/nearest_shapes.txt
#include <iconv.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "ocr/glyph_templates.h"
#include "schemas/text.h"

namespace {

using namespace hefu;

constexpr float size_pt = 10.5f;
constexpr std::size_t usual_count = 12, any_count = 10;

// Beyond GB 2312: of the 通用规范汉字表 and of names that offices met.
const char32_t* const beyond_gb2312 =
    U"喆堃昇龘〇䶮㛃𬭎𬺈珺玥琸祎赟婧翀璟瑄垚甯堉嫄琤彧晞暠曈昉昳";

std::vector<char32_t> usual_characters() {
  std::vector<char32_t> out;
  for (char32_t c = 0x21; c < 0x7f; ++c) out.push_back(c);
  const iconv_t converter = iconv_open("UTF-32LE", "GB2312");
  if (converter == reinterpret_cast<iconv_t>(-1)) return {};
  for (int lead = 0xA1; lead <= 0xF7; ++lead)
    for (int trail = 0xA1; trail <= 0xFE; ++trail) {
      char in[2] = {static_cast<char>(lead), static_cast<char>(trail)};
      char32_t code_point = 0;
      char *from = in, *to = reinterpret_cast<char*>(&code_point);
      std::size_t in_left = 2, out_left = 4;
      if (iconv(converter, &from, &in_left, &to, &out_left) == static_cast<std::size_t>(-1)) {
        iconv(converter, nullptr, nullptr, nullptr, nullptr);
        continue;
      }
      const bool common = code_point >= 0x4e00 || (code_point >= 0x2010 && code_point < 0x2030) ||
                          (code_point >= 0x2160 && code_point < 0x2170) ||
                          (code_point > 0x3000 && code_point < 0x3020) || code_point == 0xb7;
      if (common) out.push_back(code_point);
    }
  iconv_close(converter);
  for (const char32_t* c = beyond_gb2312; *c != 0; ++c) out.push_back(*c);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

struct Entry {
  char32_t code_point;
  int width;
  std::vector<float> ink;  // zero mean, unit length
};

Entry entry_of(GlyphTemplates& templates, char32_t code_point, const GlyphRef& glyph) {
  Glyph place;
  place.size_pt = size_pt;
  place.advance_mm = static_cast<float>(glyph.advance_em * size_pt * mm_per_pt);
  const GlyphTemplate& drawn = templates.get(glyph.face, glyph.id, size_pt, glyph_box(place), {2, 1});
  Entry entry{code_point, drawn.width, drawn.ink};
  const float mean = static_cast<float>(drawn.sum / (drawn.width * drawn.height));
  float squares = 0;
  for (int y = 0; y < drawn.height; ++y)
    for (int x = 0; x < drawn.width; ++x) {
      float& v = entry.ink[static_cast<std::size_t>(y) * drawn.stride + x];
      v -= mean;
      squares += v * v;
    }
  for (float& v : entry.ink) v /= std::sqrt(squares + 1e-9f);
  return entry;
}

float product_of(const std::vector<float>& a, const std::vector<float>& b) {
  float lanes[16] = {};
  for (std::size_t i = 0; i + 16 <= a.size(); i += 16)
    for (std::size_t k = 0; k < 16; ++k) lanes[k] += a[i + k] * b[i + k];
  float sum = 0;
  for (const float lane : lanes) sum += lane;
  return sum;
}

/// Adds the nearest of `others` to a line, if it does not have them yet.
void add_nearest(const Entry& entry, const std::vector<Entry>& others, std::size_t count,
                 std::u32string& line) {
  std::vector<std::pair<float, char32_t>> scored;
  for (const Entry& other : others) {
    if (other.code_point == entry.code_point || std::abs(other.width - entry.width) > 2) continue;
    if (other.ink.size() == entry.ink.size())
      scored.emplace_back(-product_of(entry.ink, other.ink), other.code_point);
  }
  count = std::min(count, scored.size());
  std::partial_sort(scored.begin(), scored.begin() + static_cast<std::ptrdiff_t>(count), scored.end());
  for (std::size_t i = 0; i < count; ++i)
    if (line.find(scored[i].second) == line.npos) line += scored[i].second;
}

}  // namespace

int main() {
  const std::shared_ptr<const Fonts> fonts = Fonts::load();
  GlyphTemplates templates(fonts);
  std::vector<Entry> usual, any;
  for (const char32_t c : usual_characters())
    if (const auto glyph = fonts->find(Typeface::song, c)) usual.push_back(entry_of(templates, c, *glyph));
  for (char32_t c = 0x4E00; c <= 0x9FFF; ++c)
    if (const auto glyph = fonts->find(Typeface::song, c)) any.push_back(entry_of(templates, c, *glyph));
  std::puts(
      "// A character and those that look most like it, nearest first. Made by "
      "tests/accuracy/nearest_shapes.cpp.");
  for (const Entry& entry : usual) {
    std::u32string line(1, entry.code_point);
    add_nearest(entry, usual, usual_count, line);
    add_nearest(entry, any, any_count, line);
    std::puts(to_utf8(line).c_str());
  }
}
