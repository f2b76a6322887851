#pragma once
#include <string>
#include <vector>

namespace hefu::support {

/// A face that the bank has not, as papers for tuning are printed in (fonts.xml), with one for figures and
/// letters beside it.
struct ForeignFace {
  std::string name, file, latin;  // paths
  std::string outlines;           // faces of the bank that were drawn from the same outlines; empty: none
  std::string style;              // faces of the bank of its style
};

/// Those that are installed; what is not is told on standard error.
std::vector<ForeignFace> foreign_faces();

}  // namespace hefu::support
