#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace hefu {

/// A rectangle on paper. Units: mm; origin: the page's top left.
struct RectMm {
  double x = 0, y = 0, w = 0, h = 0;
};

using Digest = std::array<std::uint8_t, 32>;  // SHA-256

/// One glyph at its place. The origin is on the baseline, at the glyph's left.
struct Glyph {
  char32_t code_point = 0;
  std::uint16_t face = 0;  // index in Fonts
  std::uint32_t id = 0;    // the glyph's index in that face
  float x_mm = 0, y_mm = 0;
  float size_pt = 0;
  float advance_mm = 0;
};

enum class RunKind : std::uint8_t {
  label,  // the form's own print, the same for everyone; an altered one is a finding
  value,  // from the online record; verified against it
  late,   // known only after printing (编号, 佐证页码); outside the page's digest
  mark,   // ours: the print's serial number; outside the digest
};

/// Glyphs set together on one line (or down one column, for vertical labels).
struct TextRun {
  RunKind kind = RunKind::label;
  std::vector<Glyph> glyphs;
};

struct Line {
  float x0 = 0, y0 = 0, x1 = 0, y1 = 0, width_mm = 0;  // horizontal or vertical only
};

/// A picture of the record. `grey` is what the reader of scans expects to see there.
struct Picture {
  RectMm box;
  std::string bytes;               // JPEG as the applicant gave it, or empty when `pixels` stand for it
  std::string pixels;              // sRGB8, row 0 at the top, when the source was no JPEG
  int width = 0, height = 0;       // px
  int channels = 3;                // of the JPEG: 1 grey, 3 colour
  std::vector<std::uint8_t> grey;  // the picture shrunk to grey_width x grey_height, grey8
  int grey_width = 0, grey_height = 0;
};

/// Who fills a box of the form.
enum class Filler : std::uint8_t { record, applicant, unit, bureau, committee, office };

enum class Align : std::uint8_t { left, centre, right };

/// How a value is set in its cell; enough to set another text the same way (to test what else the paper may
/// show).
struct TextStyle {
  std::uint8_t typeface = 0;  // Typeface
  float size_pt = 10.5f;
  float leading = 1.35f;  // of the size
  Align align = Align::left;
  bool vertical = false;
};

/// One value of the record at one place on paper.
struct Field {
  std::string path;    // XPath in the record, without namespaces
  std::string label;   // what the form calls it
  std::string online;  // as printed (a date in the form's own format); empty when it was never entered
  std::string text;    // the part of `online` that stands here, when a value runs over pages; else the same
  bool entered = false;
  RectMm box;                       // inside of the cell (or of the value's share of it)
  std::vector<std::uint32_t> runs;  // indexes in Page::runs, in reading order
  TextStyle style;
  std::int32_t picture = -1;  // index in Page::pictures
};

enum class BoxUse : std::uint8_t { text, signature, seal, date, blank, late };

/// An area that is not the record's: filled by hand, signed, sealed, or to stay blank.
struct Box {
  std::string id, label;
  Filler filler = Filler::unit;
  BoxUse use = BoxUse::text;
  RectMm box;
};

/// What runs are to somebody who has the page read aloud: a document's tags.
enum class TextRole : std::uint8_t { heading, paragraph, header, cell, figure };

/// Runs that belong together, a cell's for instance. Neither kept in the register nor part of the digest.
struct TextGroup {
  TextRole role = TextRole::cell;
  std::uint16_t block = 0, row = 0;  // of a header or cell: which grid or table on the page, which row of it
  std::uint32_t first = 0, end = 0;  // indexes in Page::runs; of a figure, in Page::pictures
};

struct Page {
  double width_mm = 210, height_mm = 297;
  std::string heading;  // for bookmarks and reports
  std::vector<Line> lines;
  std::vector<TextRun> runs;
  std::vector<Picture> pictures;
  std::vector<Field> fields;
  std::vector<Box> boxes;
  RectMm frame;                   // outermost ruled rectangle, which the reader looks for first; w == 0: none
  std::vector<RectMm> codes;      // where the page code stands, quiet zone included
  std::string code;               // its payload, ASCII; empty before signing
  Digest digest{};                // of the content without late runs, marks and codes
  std::vector<TextGroup> groups;  // in reading order; runs in none of them are decoration (page numbers)
};

struct Bookmark {
  std::string title;
  int page = 0;  // 0-based
};

/// A document laid out: glyphs, lines, boxes and pictures at fixed places. The PDF writer draws it; the
/// reader of scans draws it again as what the scan should show.
struct Sheet {
  std::string kind;  // KIND of the command line
  std::string form;  // id of the form, for instance "evaluation-form-2025"
  std::uint8_t form_code = 0;
  std::string title;        // in the notice's words
  std::string application;  // application number
  std::string language = "zh-CN";
  std::string date;  // ISO date of filling, for the PDF's metadata; the clock is never asked
  int serial = 0;    // n-th distinct content of this form for this application; 0 before it is known
  std::vector<Page> pages;
  std::vector<Bookmark> bookmarks;
};

/// SHA-256 of what the page shows, without late runs, marks and codes.
Digest content_digest(const Sheet& sheet, const Page& page);
/// Sets every page's digest.
void seal_digests(Sheet& sheet);

/// One page's Sheet as bytes for the register of prints, and back. Stable within a major version.
/// Fails: parse_sheet throws Error(bad_input) on bytes that are not one.
std::string serialise_sheet(const Sheet& sheet);
Sheet parse_sheet(const std::string& bytes);

constexpr double mm_per_pt = 25.4 / 72.0;

/// Around the em squares of a run's glyphs. mm on the page.
RectMm em_box(const TextRun& run);

}  // namespace hefu
