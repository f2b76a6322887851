#pragma once
#include <string>
#include <vector>

#include "ocr/homography.h"
#include "ocr/image.h"
#include "ocr/sandbox.h"

namespace hefu {

/// A box on the straightened page. px, origin top left.
struct BoxPx {
  double x = 0, y = 0, width = 0, height = 0;
  double right() const { return x + width; }
  double bottom() const { return y + height; }
};

/// A paper as one would lay it on the table: upright, its lines level, its light even, seals' ink gone.
struct StraightPaper {
  Image grey;                 // grey8, paper near 255, red and blue seal ink taken off; what is read
  int quarter_turns = 0;      // clockwise, by which the decoded picture was turned
  double skew_degrees = 0;    // clockwise, by which it was turned beside that
  bool photographed = false;  // the paper's outline was found inside the picture, and its perspective undone
  double px_per_mm = 0;       // 0: not known
  Homography to_scan{1, 0, 0, 0, 1, 0, 0, 0, 1};  // straightened px -> px of the decoded picture
};

/// One character as the engine put it. `box`: as wide as the engine says, as high as its line.
struct ReadCharacter {
  char32_t code_point = 0;
  BoxPx box;
  double confidence = 0;  // 0..100, the engine's own
};

/// One line of text. Of a table it is a line within one cell.
struct ReadLine {
  std::string text;  // UTF-8
  BoxPx box;
  double confidence = 0;  // 0..100, mean of its characters; lines that make no sense have 70 to 93
  std::vector<ReadCharacter> characters;  // spaces are left out
  int cell = -1;                          // index in PaperReading::cells; -1: outside of tables
  bool vertical = false;                  // characters one below the other
};

/// One cell of a ruled table, which may span several rows and columns.
struct ReadCell {
  int table = 0;            // 0-based, from the top
  int row = 0, column = 0;  // 0-based, of its first row and column
  int row_span = 1, column_span = 1;
  BoxPx box;         // within the rulings
  std::string text;  // its lines joined, without line ends between them
};

/// What a paper says. Evidence of nothing by itself: an engine corrects what it reads (no line of it ever
/// decides a value; ocr/README.md).
struct PaperReading {
  StraightPaper page;
  std::vector<ReadLine> lines;  // in reading order
  std::vector<ReadCell> cells;  // in rows from the top, tables after each other
  bool blank = false;           // nothing to read
  bool legible = false;         // most of what looks like text could be read
};

/// Lays a picture straight: the paper's outline, where it was photographed; lines of text and rulings level.
/// `quarter_turns` is only as sure as the ink is: text upside down looks like text; read_paper decides it.
/// Shapes: any decoded page, sRGB8 or grey8. Never fails: without an outline the whole picture is the paper.
StraightPaper straighten_paper(const Image& decoded);

/// Reads a whole paper that is not one of our forms: straightens it, cuts ruled tables into cells, finds the
/// lines of text and reads each of them in the worker.
/// Fails: never throws on a bad picture; a worker that dies leaves `legible` false.
PaperReading read_paper(const Image& decoded, TextReader& reader);

/// A part of the straightened page as it was taken, in its colours: for pictures in a report. `scale`: px of
/// the result a px of the straightened page.
Image cut_straight(const Image& decoded, const StraightPaper& page, const BoxPx& box, double scale);

/// The straightened box on the decoded picture: the upright box around its four corners.
BoxPx on_scan(const StraightPaper& page, const BoxPx& box);
PointPx on_scan(const StraightPaper& page, double x, double y);

}  // namespace hefu
