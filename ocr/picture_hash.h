#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ocr/image.h"

namespace hefu {

/// What a picture looks like, in bits: pictures that look alike differ in few. 576 bits say where luma rises
/// and falls between the cells of a 12 x 12 grid, each with a dead zone so that an even background has none;
/// 768 say how high Cb and Cr stand in 8 x 8 cells. Neither size nor encoder nor a little more light changes
/// many. Source: Krawetz, Kind of like that (dHash); the dead zone, colours and trimming are ours.
struct PictureHash {
  std::array<std::uint64_t, 21> words{};
  bool operator==(const PictureHash&) const = default;
};

/// Never throws; an empty picture has the hash of zeros.
PictureHash hash_picture(const Image& picture);
int hamming_distance(const PictureHash& a, const PictureHash& b);
/// Hexadecimal, 16 digits a word.
std::string to_text(const PictureHash& hash);
std::optional<PictureHash> picture_hash_from(std::string_view text);

/// The hash of a picture, first, and those of the same picture with 2 % trimmed off each choice of its sides,
/// so that a copy with up to 3 % cut off is still met.
using TrimmedHashes = std::array<PictureHash, 16>;

/// What finds a picture again among thousands: hashes to find candidates, and a thumbnail to compare them by.
struct PictureLikeness {
  static constexpr int columns = 48, rows = 64;
  TrimmedHashes hashes;
  std::array<std::uint8_t, 3 * columns * rows>
      thumbnail{};  // Y, Cb, Cr; the whole picture, whatever its shape
};
PictureLikeness likeness_of(const Image& picture);

/// The least distance of either picture's hash to the other with any trimming. No metric: only small values
/// mean something; pictures far apart as they are (over picture_far) keep that distance.
int likeness_distance(const TrimmedHashes& a, const TrimmedHashes& b);

/// What is left between two thumbnails when one is laid over the other as well as a shift, a scale and other
/// light allow (each side within 6 %), root mean square of levels against what half a pixel of play would
/// explain. 99 where they can't be laid over each other.
/// Source: Baker and Matthews, Lucas-Kanade 20 years on (2004): Gauss-Newton over the window's four edges.
double aligned_difference(const PictureLikeness& a, const PictureLikeness& b);

/// At most this far apart in both, two photos are the same one, scaled, encoded, lightened or trimmed anew.
/// It decides what a person is shown, never a verdict. Found on the seeds 1-999, judged from 1000 on by
/// `build/release/bench_photo --hash PEOPLE`; the figures stand in ocr/README.md.
constexpr int same_photo_distance = 45;
constexpr double same_photo_difference = 1.3;
/// Same photos are never so far apart before trimming, whatever up to 3 % is cut off: the same bench.
constexpr int picture_far = 160;

struct AlikePair {
  std::size_t first = 0, second = 0;  // first < second
  int distance = 0;
  double difference = 0;
};
/// All pairs that are the same photo by both thresholds, in order of their indices.
std::vector<AlikePair> find_alike(const std::vector<PictureLikeness>& pictures);

}  // namespace hefu
