#include "ocr/exif.h"

#include <chrono>
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
  /// Empty unless all of it lies inside.
  std::string_view text(std::size_t at, std::size_t size) const {
    return at <= bytes_.size() && bytes_.size() - at >= size ? bytes_.substr(at, size) : std::string_view();
  }

  /// Calls on_entry(tag, value as 2 bytes, value or offset as 4 bytes) for each entry of a directory that
  /// lies inside.
  template <class OnEntry>
  void each_entry(std::size_t directory, OnEntry on_entry) const {
    const std::uint32_t entries = number(directory, 2).value_or(0);
    for (std::uint32_t i = 0; i < entries; ++i) {
      const std::size_t entry = directory + 2 + 12 * static_cast<std::size_t>(i);
      const auto tag = number(entry, 2), value = number(entry + 8, 2), offset = number(entry + 8, 4);
      if (!tag || !value || !offset) break;
      on_entry(*tag, *value, *offset);
    }
  }

 private:
  std::string_view bytes_;
  bool big_endian_;
};

constexpr std::uint32_t tag_orientation = 0x0112, tag_x_resolution = 0x011A, tag_resolution_unit = 0x0128,
                        tag_exif_directory = 0x8769, tag_taken = 0x9003;
constexpr std::uint32_t unit_cm = 3;

/// "2025:06:20 10:15:00" as 20250620; 0 for anything else, blanks and zeros of an unset clock included.
std::int32_t day_of(std::string_view text) {
  if (text.size() < 10 || text[4] != ':' || text[7] != ':') return 0;
  std::int32_t day = 0;
  for (const std::size_t i : {0, 1, 2, 3, 5, 6, 8, 9}) {
    if (text[i] < '0' || text[i] > '9') return 0;
    day = day * 10 + (text[i] - '0');
  }
  return is_photo_day(day) ? day : 0;
}

}  // namespace

bool is_photo_day(std::int32_t yyyymmdd) {
  if (yyyymmdd < 19900101 || yyyymmdd > 20991231) return false;
  const std::chrono::year_month_day day{std::chrono::year(yyyymmdd / 10000),
                                        std::chrono::month(static_cast<unsigned>(yyyymmdd / 100 % 100)),
                                        std::chrono::day(static_cast<unsigned>(yyyymmdd % 100))};
  return day.ok();
}

ExifTags read_exif(std::string_view block) {
  ExifTags tags;
  constexpr std::string_view head("Exif\0\0", 6);
  const bool bare = block.starts_with("II*") || block.starts_with(std::string_view("MM\0", 3));
  if (!bare && block.substr(0, head.size()) != head) return tags;
  const TiffBlock tiff(bare ? block : block.substr(head.size()));
  const auto folder = tiff.number(4, 4);
  if (!folder) return tags;
  bool in_cm = false;
  std::uint32_t exif_directory = 0;
  tiff.each_entry(*folder, [&](std::uint32_t tag, std::uint32_t value, std::uint32_t offset) {
    if (tag == tag_orientation && value >= 1 && value <= 8) tags.orientation = static_cast<int>(value);
    if (tag == tag_x_resolution) tags.dpi = tiff.ratio(offset);
    if (tag == tag_resolution_unit) in_cm = value == unit_cm;
    if (tag == tag_exif_directory) exif_directory = offset;
  });
  if (in_cm) tags.dpi *= 2.54;
  if (exif_directory == 0) return tags;
  tiff.each_entry(exif_directory, [&](std::uint32_t tag, std::uint32_t, std::uint32_t offset) {
    if (tag == tag_taken) tags.taken_on = day_of(tiff.text(offset, 10));
  });
  return tags;
}

}  // namespace hefu
