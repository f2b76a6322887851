#pragma once
#include "templates/sheet.h"

namespace hefu {

/// The order in which a Sheet's parts are written and read: one description serves both ways, so that they
/// cannot drift apart. `Archive` takes numbers, enums, strings, vectors of bytes, and lists of described
/// parts. Stable within a major version: add new parts only at the end of a Sheet, with a new version byte.
template <class Archive>
void describe(Archive& a, RectMm& r) {
  a(r.x), a(r.y), a(r.w), a(r.h);
}

template <class Archive>
void describe(Archive& a, Glyph& g) {
  a(g.code_point), a(g.face), a(g.id), a(g.x_mm), a(g.y_mm), a(g.size_pt), a(g.advance_mm);
}

template <class Archive>
void describe(Archive& a, TextRun& r) {
  a.choice(r.kind, RunKind::mark), a.list(r.glyphs);
}

template <class Archive>
void describe(Archive& a, Line& l) {
  a(l.x0), a(l.y0), a(l.x1), a(l.y1), a(l.width_mm);
}

template <class Archive>
void describe(Archive& a, Picture& p) {
  describe(a, p.box), a(p.bytes), a(p.pixels), a(p.width), a(p.height), a(p.channels);
  a(p.grey), a(p.grey_width), a(p.grey_height);
}

template <class Archive>
void describe(Archive& a, TextStyle& s) {
  a(s.typeface), a(s.size_pt), a(s.leading), a.choice(s.align, Align::right), a(s.vertical);
}

template <class Archive>
void describe(Archive& a, Field& f) {
  a(f.path), a(f.label), a(f.online), a(f.text), a(f.entered);
  describe(a, f.box), a.numbers(f.runs), describe(a, f.style), a(f.picture);
}

template <class Archive>
void describe(Archive& a, Box& b) {
  a(b.id), a(b.label), a.choice(b.filler, Filler::office), a.choice(b.use, BoxUse::late), describe(a, b.box);
}

/// What the page shows and what it is expected to hold; not the code and the digest, which are made from it.
template <class Archive>
void describe_content(Archive& a, Page& p) {
  a(p.width_mm), a(p.height_mm), a(p.heading), a.list(p.lines), a.list(p.runs), a.list(p.pictures);
  a.list(p.fields), a.list(p.boxes), describe(a, p.frame);
}

template <class Archive>
void describe(Archive& a, Page& p) {
  describe_content(a, p), a.list(p.codes), a(p.code), a.raw(p.digest);
}

template <class Archive>
void describe(Archive& a, Bookmark& b) {
  a(b.title), a(b.page);
}

template <class Archive>
void describe(Archive& a, Sheet& s) {
  a(s.kind), a(s.form), a(s.form_code), a(s.title), a(s.application), a(s.language), a(s.date), a(s.serial);
  a.list(s.pages), a.list(s.bookmarks);
}

}  // namespace hefu
