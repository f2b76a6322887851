#include "pipeline/photo_metadata.h"

namespace hefu {
namespace {

constexpr int end_of_image = 0xD9, start_of_scan = 0xDA, comment = 0xFE;

/// APP0 says the resolution, APP14 how the colours are coded; the other APPn are notes.
bool is_note(int marker) { return marker == comment || (marker > 0xE0 && marker <= 0xEF && marker != 0xEE); }

/// Where the next marker begins behind a scan's data, in which 0xFF is followed by 0 or a restart.
std::size_t end_of_scan(const std::string& jpeg, std::size_t at) {
  for (; at + 1 < jpeg.size(); ++at) {
    const int next = static_cast<std::uint8_t>(jpeg[at + 1]);
    if (static_cast<std::uint8_t>(jpeg[at]) == 0xFF && next != 0 && next != 0xFF &&
        (next < 0xD0 || next > 0xD7))
      return at;
  }
  return jpeg.size();
}

}  // namespace

std::string without_metadata(const std::string& jpeg) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(jpeg[i]); };
  std::string kept = jpeg.substr(0, 2);
  for (std::size_t at = 2; at + 4 <= jpeg.size() && byte(at) == 0xFF;) {
    const int marker = byte(at + 1);
    if (marker == end_of_image || marker == 0xFF) break;
    std::size_t end = std::min(jpeg.size(), at + 2 + byte(at + 2) * 256u + byte(at + 3));
    if (marker == start_of_scan) end = end_of_scan(jpeg, end);
    if (!is_note(marker)) kept.append(jpeg, at, end - at);
    at = end;
  }
  return kept + "\xFF\xD9";
}

}  // namespace hefu
