#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "ocr/image.h"
#include "schemas/element.h"
#include "templates/sheet.h"

namespace hefu::support {

/// A value of the record that a paper prints.
struct PaperClaim {
  std::string kind;           // name, id-number, title, date, paper ... (record_values.h)
  std::string path;           // XPath in the record, an index where an element repeats
  std::string recorded;       // as the record has it
  std::string expected;       // as the paper would print that
  std::string printed;        // as it does
  int page = 0;               // 0-based
  std::vector<RectMm> boxes;  // on the page, one a line
  bool whole = true;          // false: a part of a date alone, which proves nothing
  bool agrees() const { return expected == printed; }
};

struct PaperPage {
  Image picture;  // sRGB8, 300 dpi: the printed, signed and sealed sheet
  double width_mm = 0, height_mm = 0;
  std::string text;  // everything printed, in the layout's order, a line each
};

/// A made-up paper and the truth about it.
struct Paper {
  std::string kind, layout, fonts;
  int item = 0;                           // of the checklist of the 2025 notice that it belongs to; 0: none
  std::string year;                       // of an assessment
  std::string about;                      // the record's element that it proves, or empty
  bool of_applicant = true;               // false: another person's
  std::vector<std::string> missing_rows;  // of the record, left out on a form
  std::vector<PaperPage> pages;
  std::vector<PaperClaim> claims;
};

/// Which paper is wanted. Empty: drawn from the seed among what the role has.
struct PaperWish {
  std::uint64_t seed = 1;
  std::string role = "tuning";
  std::string kind, layout, fonts;
  int index = -1;             // which of the record's elements it is about, 0-based; -1: drawn
  std::string changed;        // a claim's path whose value is printed with one change, "any" for a drawn one
  bool other_person = false;  // issued to somebody else
  bool wrong_year = false;    // a yearly assessment of years before the last three
  // Of lists' rows, for forms: rows in another order, one left out, one that the record lacks.
  bool shuffled = false, row_missing = false, row_added = false;
};

/// The made-up person of a seed with everything that papers may speak of: publicity dates too.
Element paper_person(std::uint64_t seed);

/// The kinds of papers that prove something and that benches draw from. Evaluation-form and submission-form
/// are made when they are asked for; a kind that the samples have (role `samples`) is left out: one more
/// would give every seed another paper, and figures could not be compared.
std::vector<std::string> paper_kinds();
/// Whether the record has what the paper is about.
bool can_make(const PaperWish& wish, const Element& record);

/// Prints a paper that says what the record says. Deterministic: the same wish and record give the same
/// pixels. Fails: throws Error(usage) when no layout fits the wish, Error(bad_input) on a fault in a layout.
Paper make_paper(const PaperWish& wish, const Element& record);

/// The truth as XML, to stand beside the pictures.
std::string truth_xml(const Paper& paper);

}  // namespace hefu::support
