#pragma once
// Private to the leptonica_*.cpp files.
#include <leptonica/allheaders.h>

#include <memory>

namespace hefu {

struct DestroyPix {
  void operator()(PIX* pix) const { pixDestroy(&pix); }
};
using PixPtr = std::unique_ptr<PIX, DestroyPix>;

}  // namespace hefu
