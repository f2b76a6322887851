#pragma once
#include "pipeline/check_parts.h"

namespace hefu {

/// How large a page was printed, 1 for actual size; nullopt where the picture does not tell: only a flat scan
/// of known resolution, or one that is exactly its paper, has a scale. `picture`: px and dpi of the decoded
/// page.
std::optional<double> print_scale(const Image& picture, const Page& page, const PageMap& map);

/// Whether hardly a value has the outlines that it should have, although the ruling fits and the scan is
/// sharp: the PDF was printed by a program that had not our fonts. Then nothing of it can be compared.
bool has_other_fonts(const Page& page, const PageReading& reading);

/// Says how a page was printed otherwise than it should be, and how to print it right. `beside`: papers in
/// the same picture, this one included.
void tell_print(const PreparedRecord& record, const Page& page, std::optional<double> scale, bool other_fonts,
                std::size_t beside, ReadPage& read);

}  // namespace hefu
