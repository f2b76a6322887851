#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "templates/layout.h"
#include "templates/layout_text.h"

/// What the files of layout share: cells, rows and blocks on their way from a form's XML to a Sheet.
/// Units: mm unless a name says otherwise; origin: the page's top left.
namespace hefu {

/// How text is set where an element of the form says nothing of its own.
struct CellStyle {
  TextStyle text;
  float min_size_pt = 9;      // text in rows of a fixed height is shrunk down to here before the row grows
  double padding_x_mm = 1.4;  // from the rule to the text
  double padding_y_mm = 1.1;
};

/// One piece of a cell's line.
struct Segment {
  enum class Kind { text, value, late, slot, gap };
  Kind kind = Kind::text;
  RunKind run = RunKind::label;
  Shaped shaped;
  std::string path, label, online;  // of a value; `path` is the id of a late place or a slot
  bool entered = false;
  bool glued = false;  // stays on the line of the piece before it
  BoxUse use = BoxUse::text;
  Filler filler = Filler::record;
  double width_mm = 0;  // of gaps, slots and values that are blank
};

struct CellLine {
  Align align = Align::left;
  double indent_em = 0;
  std::uint8_t typeface = 0;
  std::vector<Segment> segments;
};

struct CellText {
  CellStyle style;
  bool top = false;  // at the cell's top instead of centred in its height
  std::vector<CellLine> lines;
};

/// A piece at its place in the cell; the box is relative to the cell's inner area.
struct PlacedSegment {
  std::size_t line = 0, segment = 0;
  RectMm box;
  std::vector<LineSpan> spans;
  Align align = Align::left;
  double indent_em = 0;
  bool one_row = false;  // shares its row with others
};

struct Arranged {
  float size_pt = 0;
  std::vector<PlacedSegment> pieces;
  double height_mm = 0;
  bool fits_width = true;
  bool broken_late = false;  // a late value goes over several rows
};

/// An area that somebody fills by hand: what is printed at its top and its foot, and where the seal goes.
struct Area {
  CellText top, foot;
  Arranged top_set, foot_set;
  std::string id, label;
  Filler filler = Filler::unit;
  BoxUse use = BoxUse::text;
  double room_mm = 0;  // free height wanted
  double seal_mm = 0;
  CellText seal;
  std::string seal_id, seal_label;
};

struct Cell {
  enum class Kind { text, photo, picture, area, blank };
  Kind kind = Kind::text;
  int column = 0, colspan = 1, rowspan = 1;
  bool ruled = true;
  std::string label;
  CellText text;
  Arranged set;
  Area area;                       // Kind::area
  std::string path;                // of a photo or a picture; id of a blank cell's box
  const Photo* picture = nullptr;  // Kind::picture; null: it has none
  double picture_dpi = 0, picture_max_mm = 0;
  RectMm picture_box = {};  // width and height as printed
  bool missing_photo = false;
};

struct Row {
  std::vector<Cell> cells;
  double height_mm = 0;   // as the form wants it
  double need_mm = 0;     // what its content needs
  double set_mm = 0;      // as it is printed
  double stretch = 0;     // share of what is left over on the page
  std::string id, label;  // of a padding row's box
  bool padding = false;
  bool by_hand = false;  // a padding row of a part that is not online: a blank box that the applicant fills
};

/// A grid, or a table with rows for each element of the record. Rows of a table's head are printed on every
/// page.
struct Block {
  bool table = false;
  std::vector<double> shares;  // relative widths of its columns
  std::vector<Row> head, body;
  int rows = 0;      // of a table: rows that a page shows at least, padded with blank ones
  int max_rows = 0;  // 0: as many as fit
  double row_mm = 0, min_row_mm = 0;
  bool more = false;       // has rows that did not fit and go on elsewhere
  double measured_mm = 0;  // the width that its rows were measured for
  bool later = false;      // what does not fit waits for the continuation sheet, not for the next page
  bool by_hand = false;    // no part of it is online, so that it is filled in by hand
  std::string id, label;
  CellText caption_again;  // the caption on a page where the table goes on
};

/// Where the values of a place come from.
struct Scope {
  const Element* element = nullptr;  // null: the record has none
  std::string path;
  const Material* material = nullptr;
  std::string id;  // of the row, for the boxes in it
  int index = 0;   // of the row, 1-based
};

/// What one run of the layout reads and reports.
struct Setting {
  const Form& form;
  const Application& application;
  const Notice& notice;
  const Fonts& fonts;
  const Photo* photo = nullptr;
  const std::map<std::string, std::string>& late;
  const Pictures& pictures;
  Diagnostics& diagnostics;
  int page = 0, pages = 0;  // 1-based
  std::string heading, sub_heading;
  std::set<std::string> told;  // what was reported once is not reported again

  Scope record() const { return {&application.root, "/" + application.root.name, nullptr, {}, 0}; }
  void report(const std::string& path, const std::string& message, const std::string& hint);
};

/// The page under work.
struct PageWork {
  Page page;
  std::vector<Line> rules;   // as drawn, to be merged
  std::uint16_t blocks = 0;  // drawn so far
};

// --- layout_values.cpp
/// The element at a relative path "educations/education[2]/school" and its XPath, also when there is none.
Scope resolve(const Scope& scope, const std::string& path);
/// A date in a form's own words, "YYYY年M月D日"; stops where the date's precision ends. Other text is
/// unchanged.
std::string format_date(const std::string& text, const std::string& format);

// --- layout_content.cpp
CellStyle read_style(const Element& element, const CellStyle& inherited);
CellText read_cell_text(Setting& setting, const Element& element, const Scope& scope,
                        const CellStyle& inherited, const std::string& label);
Filler read_filler(const std::string& name);
BoxUse read_use(const std::string& name);
double number(const Element& element, const char* attribute, double otherwise);

// --- layout_cell.cpp
Arranged arrange(const CellText& text, double width_mm, float size_pt);
/// The largest size between the style's own and its smallest at which the text fits; the smallest when none
/// does.
Arranged arrange_to_fit(const CellText& text, double width_mm, double height_mm);
void place_text(Setting& setting, PageWork& work, const CellText& text, const Arranged& set,
                const RectMm& inner);
/// Says which value of whom does not fit; null: the page as a whole.
void report_overflow(Setting& setting, const Segment* segment);
/// Cuts a text in two: what fits into `height_mm`, and the rest.
void split_text(const CellText& text, double width_mm, double height_mm, CellText& first, CellText& rest);

// --- layout_area.cpp
double area_height_mm(Area& area, const RectMm& inner);
void place_area(Setting& setting, PageWork& work, const Cell& cell, const RectMm& inner);
void place_photo(Setting& setting, PageWork& work, const Cell& cell, const RectMm& inner);
/// Sets the size of a cell's picture; returns the height that it takes of the cell, distance to the words
/// included.
double picture_height_mm(Cell& cell, double width_mm);
void place_picture(Setting& setting, PageWork& work, const Cell& cell, const RectMm& inner);

// --- layout_block.cpp
std::vector<Block> read_blocks(Setting& setting, const Element& parent, const CellStyle& style);
/// Column edges of a block of this width, from its left.
std::vector<double> column_edges(const Block& block, double width_mm);
/// Sets Row::need_mm and the sizes of the texts.
void measure(Block& block, double width_mm);
/// A blank row with the block's columns.
Row padding_row(const Block& block, int index);

// --- layout_column.cpp
/// How blocks share a column. first: tables share it by the rows that they are meant to show. onward: these
/// are the rest of an earlier column, each table is finished before the next begins. flow: likewise, and
/// nothing is padded or stretched.
enum class Filling { first, onward, flow };
/// Fills a column with blocks from the top; returns what did not fit.
std::vector<Block> fill_column(Setting& setting, PageWork& work, std::vector<Block> blocks,
                               const RectMm& column, Filling filling);

// --- layout_draw.cpp
void draw_block(Setting& setting, PageWork& work, const Block& block, const RectMm& column, double top_mm);
void draw_rectangle(PageWork& work, const RectMm& box, double width_mm);
/// Puts rules that lie on one line together, the wider on top.
void merge_rules(PageWork& work);

}  // namespace hefu
