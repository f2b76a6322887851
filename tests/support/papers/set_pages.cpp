#include "tests/support/papers/set_pages.h"

#include <algorithm>
#include <cmath>

#include "schemas/error.h"
#include "schemas/text.h"
#include "tests/support/papers/layouts.h"
#include "tests/support/portrait.h"
#include "tests/support/scan_parts.h"

namespace hefu::support {
namespace {

RectMm box_of(const Element& element) {
  std::vector<double> at = numbers_of(element.attribute("at"));
  at.resize(4);
  return {at[0], at[1], at[2], at[3]};
}

/// A certificate's ornament: rings side by side, drawn as dots of a pale line.
void draw_ornament(Canvas& canvas, const RectMm& box, const PaperInk& ink) {
  constexpr double pitch = 4, radius = 1.5;
  const auto ring = [&](double x, double y) {
    for (int i = 0; i < 60; ++i)
      canvas.fill(
          {x + radius * std::cos(i * 0.1047) - 0.12, y + radius * std::sin(i * 0.1047) - 0.12, 0.24, 0.24},
          ink, 0.5);
    canvas.fill({x - 0.4, y - 0.4, 0.8, 0.8}, ink, 0.8);
  };
  for (double x = box.x; x <= box.x + box.w + 0.01; x += box.w / std::round(box.w / pitch))
    ring(x, box.y), ring(x, box.y + box.h);
  for (double y = box.y + pitch; y < box.y + box.h - pitch / 2;
       y += (box.h - pitch) / std::round((box.h - pitch) / pitch))
    ring(box.x, y), ring(box.x + box.w, y);
}

/// Waves under the print, as on certificates' paper.
void draw_waves(Canvas& canvas, const RectMm& box, const PaperInk& ink) {
  for (double base = box.y; base < box.y + box.h; base += 3.2)
    for (double x = box.x; x < box.x + box.w; x += 0.12)
      canvas.fill({x, base + 1.6 * std::sin(x / 4.5) + 0.8 * std::sin(base), 0.14, 0.14}, ink, 0.28);
}

void set_border(Canvas& canvas, const Element& border) {
  const RectMm box = box_of(border);
  const PaperInk ink = paper_ink(border.attribute("colour"));
  const std::string style = border.attribute("style");
  if (style == "waves") return draw_waves(canvas, box, ink);
  if (style == "ornament") {
    draw_ornament(canvas, box, ink);
    canvas.frame({box.x + 2.6, box.y + 2.6, box.w - 5.2, box.h - 5.2}, 0.35, ink);
    return;
  }
  canvas.frame(box, border.has("width") ? std::stod(border.attribute("width")) : 0.4, ink);
  if (style == "double") canvas.frame({box.x + 1.6, box.y + 1.6, box.w - 3.2, box.h - 3.2}, 0.25, ink);
}

/// Paragraphs one under the other; returns nothing: what follows has its own place.
void set_flow(PaperSetting& setting, Canvas& canvas, const Element& flow, const TextLook& around) {
  const TextLook look = setting.look_of(flow, around);
  RectMm box = box_of(flow);
  for (const Element& part : flow.children) {
    if (part.name == "p")
      box.y += setting.set(canvas, setting.expand(part.text), box, setting.look_of(part, look));
    else if (part.name == "grid")
      box.y += set_grid(setting, canvas, part, look, box.y);
    else if (part.name != "gap")
      throw Error(ErrorKind::bad_input, "a flow has no <" + part.name + ">");
    box.y += part.has("after") ? std::stod(part.attribute("after")) : 0;
  }
}

void set_photo(PaperSetting& setting, Canvas& canvas, const Element& photo) {
  PortraitWish wish;
  wish.background = setting.random.chance(0.4) ? photo_blue : photo_white;
  canvas.picture(draw_portrait(setting.random.next() % 100000, wish), box_of(photo));
  canvas.frame(box_of(photo), 0.15, {90, 90, 90});
}

void set_part(PaperSetting& setting, Canvas& canvas, const Element& part, const TextLook& look) {
  const RectMm box = box_of(part);
  if (part.name == "text") {
    const TextLook own = setting.look_of(part, look);
    if (own.vertical)
      setting.set_vertical(canvas, setting.expand(part.text), box, own);
    else
      setting.set(canvas, setting.expand(part.text), box, own);
  } else if (part.name == "flow") {
    set_flow(setting, canvas, part, look);
  } else if (part.name == "grid") {
    set_grid(setting, canvas, part, look, box.y);
  } else if (part.name == "border") {
    set_border(canvas, part);
  } else if (part.name == "rule") {
    canvas.rule(box.x, box.y, box.w, box.h, part.has("width") ? std::stod(part.attribute("width")) : 0.3,
                paper_ink(part.attribute("colour")));
  } else if (part.name == "fill") {
    canvas.fill(box, paper_ink(part.attribute("colour")));
  } else if (part.name == "photo") {
    set_photo(setting, canvas, part);
  } else if (part.name == "signature") {
    write_signature(canvas.image(), canvas.px_per_mm(), box, setting.random);
  } else if (part.name == "seal") {
    std::string words;
    for (const Piece& piece : setting.expand(part.text)) words += to_utf8(std::u32string(1, piece.c));
    press_seal(canvas, setting.faces, words, box.x + setting.random.uniform(-3, 3),
               box.y + setting.random.uniform(-3, 3), box.w > 0 ? box.w : 20, setting.random);
  } else {
    throw Error(ErrorKind::bad_input, "a page of a layout has no <" + part.name + ">");
  }
}

}  // namespace

void set_pages(PaperSetting& setting, const Element& layout, Paper& paper) {
  // Each paper has its own text faces, where the layout leaves them open.
  setting.drawn["body"] = setting.random.pick(std::vector<std::string>{"song", "song", "kai", "hei"});
  setting.drawn["title"] = setting.random.pick(std::vector<std::string>{"hei", "hei", "song", "kai"});
  setting.drawn["value"] = setting.random.pick(std::vector<std::string>{"song", "kai", "hei"});
  TextLook look;
  look = setting.look_of(layout, look);
  look.size_pt *= setting.random.uniform(0.97, 1.03);
  for (const Element* page : layout.all("page")) {
    const double width = std::stod(page->attribute("width")), height = std::stod(page->attribute("height"));
    const std::string colour = page->attribute("paper");
    Canvas canvas(width, height, paper_ink(colour.empty() ? "#ffffff" : colour));
    setting.page = static_cast<int>(paper.pages.size());
    setting.text.clear();
    for (const Element& part : page->children) set_part(setting, canvas, part, setting.look_of(*page, look));
    paper.pages.push_back({canvas.take(), width, height, setting.text});
  }
}

}  // namespace hefu::support
