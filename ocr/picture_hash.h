#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ocr/image.h"

namespace hefu {

/// What a picture looks like, in bits: pictures that look alike differ in few.
struct PictureHash {
  std::array<std::uint64_t, 8> words{};
  bool operator==(const PictureHash&) const = default;
};

/// Never throws; an empty picture has the hash of zeros.
PictureHash hash_picture(const Image& picture);
int hamming_distance(const PictureHash& a, const PictureHash& b);
/// Hexadecimal, 16 digits a word.
std::string to_text(const PictureHash& hash);
std::optional<PictureHash> picture_hash_from(std::string_view text);

}  // namespace hefu
