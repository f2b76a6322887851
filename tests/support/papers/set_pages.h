#pragma once
#include "tests/support/papers/set_paper.h"

namespace hefu::support {

/// Sets all pages of a layout into the paper: print, photo, signatures and seals.
void set_pages(PaperSetting& setting, const Element& layout, Paper& paper);

}  // namespace hefu::support
