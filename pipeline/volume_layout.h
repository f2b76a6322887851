#pragma once
#include "ocr/volume.h"
#include "templates/fonts.h"
#include "templates/sheet.h"

namespace hefu {

/// Room that a page of the volume leaves free. Units: mm.
struct VolumeMargins {
  double binding = 20, outer = 7, top = 7, bottom = 14;  // the page number stands in the lower one
};

/// Where a page of an upload lies on A4 portrait: in the middle of what the margins leave, never enlarged
/// beyond its own size. A picture that knows no size fills the room. Paper that lies would shrink below 1/√2,
/// the step from A3 to A4, where it to stay upright: it is turned, its head to the left, on every page, as
/// GB/T 9704-2012, 11 has tables across a page (单页码表头在订口一边，双页码表头在切口一边). `binding_right`:
/// the back of a sheet.
PlacedPage place_on_a4(const PartPage& page, bool binding_right, const VolumeMargins& margins = {});

/// A4 pages that show nothing but the numbers 1 to `pages`, in the middle of what the binding leaves.
/// `back_sides`: every second page is bound at its right.
Sheet number_pages(int pages, bool back_sides, const Fonts& fonts, const VolumeMargins& margins = {});

}  // namespace hefu
