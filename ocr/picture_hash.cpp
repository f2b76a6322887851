#include "ocr/picture_hash.h"

#include <bit>
#include <charconv>

#include "ocr/photo_silhouette.h"

namespace hefu {
namespace {

constexpr int light_cells = 12, colour_cells = 8;  // a side
// Levels of luma by which neighbouring cells must differ: grain and JPEG stay under 2 at this size.
constexpr double least_step = 4;
// Steps of Cb and Cr around grey: skin and clothes of ID photos lie within 30.
constexpr int colour_steps[] = {-30, -18, -9, 9, 18, 30};
// Cells are averaged over a picture of this long side: 16 px a cell.
constexpr int hashed_long_side_px = 192;
// Half-way between nothing and the 3 % that may be cut off, and a little more for both sides at once.
constexpr double trim_share = 0.02;

static_assert(4 * light_cells * light_cells + 12 * colour_cells * colour_cells == 64 * 21);

/// Sums of Y, Cb and Cr over rectangles with fractional edges, in shares of the picture.
class SummedPicture {
 public:
  explicit SummedPicture(const Image& picture)
      : width_(picture.width), height_(picture.height), sums_(3ull * (width_ + 1) * (height_ + 1)) {
    for (int y = 0; y < height_; ++y) {
      double row[3] = {};
      for (int x = 0; x < width_; ++x) {
        const Rgb p = rgb_at(picture, x, y);
        row[0] += 0.299 * p.red + 0.587 * p.green + 0.114 * p.blue;
        row[1] += -0.168736 * p.red - 0.331264 * p.green + 0.5 * p.blue;
        row[2] += 0.5 * p.red - 0.418688 * p.green - 0.081312 * p.blue;
        for (int c = 0; c < 3; ++c) at(x + 1, y + 1, c) = at(x + 1, y, c) + row[c];
      }
    }
  }

  double mean(double left, double top, double right, double bottom, int c) const {
    const double sum = to(right, bottom, c) - to(left, bottom, c) - to(right, top, c) + to(left, top, c);
    return sum / ((right - left) * width_ * (bottom - top) * height_);
  }

 private:
  double& at(int x, int y, int c) { return sums_[3 * (static_cast<std::size_t>(y) * (width_ + 1) + x) + c]; }
  double at(int x, int y, int c) const {
    return sums_[3 * (static_cast<std::size_t>(y) * (width_ + 1) + x) + c];
  }
  double to(double x, double y, int c) const {
    x *= width_, y *= height_;
    const int left = std::clamp(static_cast<int>(x), 0, width_ - 1);
    const int top = std::clamp(static_cast<int>(y), 0, height_ - 1);
    const double u = x - left, v = y - top;
    return (1 - v) * ((1 - u) * at(left, top, c) + u * at(left + 1, top, c)) +
           v * ((1 - u) * at(left, top + 1, c) + u * at(left + 1, top + 1, c));
  }

  int width_, height_;
  std::vector<double> sums_;
};

struct Window {
  double left = 0, top = 0, right = 1, bottom = 1;
};

double cell_mean(const SummedPicture& sums, const Window& window, int columns, int rows, int x, int y,
                 int c) {
  const double width = window.right - window.left, height = window.bottom - window.top;
  return sums.mean(window.left + width * x / columns, window.top + height * y / rows,
                   window.left + width * (x + 1) / columns, window.top + height * (y + 1) / rows, c);
}

PictureHash hash_window(const SummedPicture& sums, const Window& window) {
  PictureHash hash;
  int next = 0;
  const auto append = [&](bool bit) {
    hash.words[next / 64] |= static_cast<std::uint64_t>(bit) << next % 64;
    ++next;
  };
  for (int y = 0; y < light_cells; ++y)
    for (int x = 0; x < light_cells; ++x) {
      const auto wide = [&](int dx) {
        return cell_mean(sums, window, light_cells + 1, light_cells, x + dx, y, 0);
      };
      const auto tall = [&](int dy) {
        return cell_mean(sums, window, light_cells, light_cells + 1, x, y + dy, 0);
      };
      for (const double step : {wide(1) - wide(0), tall(1) - tall(0)}) {
        append(step >= least_step);
        append(step <= -least_step);
      }
    }
  for (int y = 0; y < colour_cells; ++y)
    for (int x = 0; x < colour_cells; ++x)
      for (const int c : {1, 2}) {
        const double level = cell_mean(sums, window, colour_cells, colour_cells, x, y, c);
        for (const int step : colour_steps) append(level > step);
      }
  return hash;
}

int least_to(const PictureHash& plain, const TrimmedHashes& trimmed, int least) {
  for (std::size_t i = 1; i < trimmed.size(); ++i)
    least = std::min(least, hamming_distance(plain, trimmed[i]));
  return least;
}

}  // namespace

PictureHash hash_picture(const Image& picture) {
  if (picture.empty()) return {};
  return hash_window(SummedPicture(working_copy(picture, hashed_long_side_px)), {});
}

PictureLikeness likeness_of(const Image& picture) {
  PictureLikeness likeness;
  if (picture.empty()) return likeness;
  const SummedPicture sums(working_copy(picture, hashed_long_side_px));
  for (unsigned sides = 0; sides < likeness.hashes.size(); ++sides)
    likeness.hashes[sides] =
        hash_window(sums, {sides & 1 ? trim_share : 0, sides & 2 ? trim_share : 0,
                           sides & 4 ? 1 - trim_share : 1, sides & 8 ? 1 - trim_share : 1});
  std::uint8_t* next = likeness.thumbnail.data();
  for (int y = 0; y < likeness.rows; ++y)
    for (int x = 0; x < likeness.columns; ++x)
      for (int c = 0; c < 3; ++c) {
        const double level = cell_mean(sums, {}, likeness.columns, likeness.rows, x, y, c);
        *next++ = static_cast<std::uint8_t>(std::clamp(level + (c == 0 ? 0.5 : 128.5), 0.0, 255.0));
      }
  return likeness;
}

int hamming_distance(const PictureHash& a, const PictureHash& b) {
  int bits = 0;
  for (std::size_t i = 0; i < a.words.size(); ++i) bits += std::popcount(a.words[i] ^ b.words[i]);
  return bits;
}

int likeness_distance(const TrimmedHashes& a, const TrimmedHashes& b) {
  const int plain = hamming_distance(a[0], b[0]);
  if (plain > picture_far) return plain;
  return least_to(b[0], a, least_to(a[0], b, plain));
}

std::vector<AlikePair> find_alike(const std::vector<PictureLikeness>& pictures) {
  std::vector<AlikePair> pairs;
  for (std::size_t i = 0; i < pictures.size(); ++i)
    for (std::size_t j = i + 1; j < pictures.size(); ++j) {
      const int distance = likeness_distance(pictures[i].hashes, pictures[j].hashes);
      if (distance > same_photo_distance) continue;
      const double difference = aligned_difference(pictures[i], pictures[j]);
      if (difference <= same_photo_difference) pairs.push_back({i, j, distance, difference});
    }
  return pairs;
}

std::string to_text(const PictureHash& hash) {
  std::string text;
  for (const std::uint64_t word : hash.words) text += fmt::format("{:016x}", word);
  return text;
}

std::optional<PictureHash> picture_hash_from(std::string_view text) {
  PictureHash hash;
  if (text.size() != 16 * hash.words.size()) return std::nullopt;
  for (std::size_t i = 0; i < hash.words.size(); ++i) {
    const char* from = text.data() + 16 * i;
    const auto [end, error] = std::from_chars(from, from + 16, hash.words[i], 16);
    if (error != std::errc() || end != from + 16) return std::nullopt;
  }
  return hash;
}

}  // namespace hefu
