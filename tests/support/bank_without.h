#pragma once
#include <memory>
#include <string>

#include "templates/fonts.h"

namespace hefu::support {

/// The bank of fonts without those faces whose names begin with one of `names`, parted by commas; all of it
/// where there is none. Fails: as load_font_bank and Fonts::open.
std::shared_ptr<const Fonts> bank_without(const std::string& names);

}  // namespace hefu::support
