#include "ocr/exif.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace hefu {
namespace {

/// A TIFF block read with every offset checked: it comes from a hostile file.
class TiffBlock {
 public:
  explicit TiffBlock(std::string_view bytes) : bytes_(bytes), big_endian_(bytes.substr(0, 2) == "MM") {}

  std::optional<std::uint32_t> number(std::size_t at, int count) const {
    if (at > bytes_.size() || bytes_.size() - at < static_cast<std::size_t>(count)) return std::nullopt;
    std::uint32_t value = 0;
    for (int i = 0; i < count; ++i) {
      const auto byte = static_cast<std::uint8_t>(bytes_[at + (big_endian_ ? i : count - 1 - i)]);
      value = value << 8 | byte;
    }
    return value;
  }
  double ratio(std::size_t at) const {
    const auto top = number(at, 4), bottom = number(at + 4, 4);
    return top && bottom && *bottom ? static_cast<double>(*top) / *bottom : 0;
  }

 private:
  std::string_view bytes_;
  bool big_endian_;
};

constexpr std::uint32_t tag_orientation = 0x0112, tag_x_resolution = 0x011A, tag_resolution_unit = 0x0128;
constexpr std::uint32_t unit_cm = 3;

}  // namespace

ExifTags read_exif(std::string_view block) {
  ExifTags tags;
  constexpr std::string_view head("Exif\0\0", 6);
  if (block.substr(0, head.size()) != head) return tags;
  const TiffBlock tiff(block.substr(head.size()));
  const auto folder = tiff.number(4, 4);
  const auto entries = folder ? tiff.number(*folder, 2) : std::nullopt;
  if (!entries) return tags;
  bool in_cm = false;
  for (std::uint32_t i = 0; i < *entries; ++i) {
    const std::size_t entry = static_cast<std::size_t>(*folder) + 2 + 12 * static_cast<std::size_t>(i);
    const auto tag = tiff.number(entry, 2), value = tiff.number(entry + 8, 2),
               offset = tiff.number(entry + 8, 4);
    if (!tag || !value || !offset) break;
    if (*tag == tag_orientation && *value >= 1 && *value <= 8) tags.orientation = static_cast<int>(*value);
    if (*tag == tag_x_resolution) tags.dpi = tiff.ratio(*offset);
    if (*tag == tag_resolution_unit) in_cm = *value == unit_cm;
  }
  if (in_cm) tags.dpi *= 2.54;
  return tags;
}

}  // namespace hefu
