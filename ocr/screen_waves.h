#pragma once
#include "ocr/image.h"

namespace hefu {

/// Takes off the waves of a picture that was photographed from a screen, in place: paper becomes white, and
/// what is little darker. Nothing of another picture is changed. `px_per_paper`: as of even_light in
/// page_ink.h. Whether there were any.
bool take_waves_off(Image& grey, int px_per_paper);

}  // namespace hefu
