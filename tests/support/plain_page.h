#pragma once
#include <string>
#include <vector>

#include "templates/fonts.h"
#include "templates/sheet.h"

namespace hefu::support {

/// How a page for unit tests is ruled.
struct PlainPage {
  double width_mm = 210, height_mm = 297;
  std::vector<double> columns_mm = {30, 62.6, 30, 62.6};  // label, value, label, value
  double row_mm = 11.9;
  int rows = 20;
  double left_mm = 12.4, top_mm = 30;
};

/// A ruled page of labels and values, made without a form: a title, and a value a pair of columns until
/// `values` end (an empty string is a field that was never entered). Row, column and label texts are the same
/// for the same ruling.
Page plain_page(const PlainPage& ruling, const std::vector<std::string>& values, const Fonts& fonts);

/// Values of a made-up person, enough for `plain_page`.
std::vector<std::string> plain_values();

/// The page of those values, and the fonts that it is set in: made once a process.
const Page& plain_sheet();
const std::shared_ptr<const Fonts>& shared_fonts();

}  // namespace hefu::support
