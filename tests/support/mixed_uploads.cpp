#include "tests/support/mixed_uploads.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <map>
#include <stdexcept>

#include "ocr/volume_parts.h"
#include "tests/support/people.h"
#include "tests/support/random.h"
#include "tests/support/scanned_pages.h"

namespace hefu::support {
namespace fs = std::filesystem;
namespace {

// The frame, as shares of the page; inside of it a grid: two corners of it say where the top is, two rows
// hold the number in bits.
constexpr double frame_inset = 0.06;
constexpr int columns = 8, rows = 10, bits = 10, bit_row = 2, bit_column = 1, bits_a_row = 5;

bool cell_is_dark(int column, int row, int mark) {
  if (row == 0 && column < 2) return true;
  const int bit = (row - bit_row) * bits_a_row + column - bit_column;
  const bool in_number =
      row >= bit_row && row < bit_row + 2 && column >= bit_column && column < bit_column + bits_a_row;
  return in_number && bit < bits && (mark >> bit & 1);
}

std::string number_le(std::uint32_t value, int count) {
  std::string bytes;
  for (int i = 0; i < count; ++i) bytes += static_cast<char>(value >> 8 * i & 255);
  return bytes;
}

Image black_and_white(Image image) {
  for (std::uint8_t& v : image.pixels) v = v < 128 ? 0 : 255;
  return image;
}

/// Writes files of the case and remembers what is in them.
class MixedCase {
 public:
  MixedCase(const fs::path& folder, double scale) : uploads_(folder / "uploads"), scale_(scale) {
    fs::create_directories(uploads_);
  }

  void add(int kind, int item) {
    switch (kind) {
      case 0:
        return file("scan.jpg", item, {{}}, jpeg(page(2480, 3508, false), 300));
      case 1: {  // a phone held upright stores its picture lying
        const Image upright = page(3000, 4000, true);
        return file("phone.jpg", item, {{}}, with_orientation(encode_jpeg(turned(upright, 3), 80), 6));
      }
      case 2: {
        const Image first = page(2480, 3508, false), second = page(2480, 3508, false);
        return file("fax.tif", item, {{}, {}},
                    g4_tiff({black_and_white(first), black_and_white(second)}, dpi(300)));
      }
      case 3:
        return file("lying.jpg", item, {{.lies = true}}, jpeg(page(2339, 1654, false), 200));
      case 4:
        return file("a3.pdf", item, {{.lies = true}}, pdf({page(3300, 2336, false)}, 420, 297));
      case 5:
        return file(
            "report.pdf", item, {{}, {}, {}},
            pdf({page(1654, 2339, false), page(1654, 2339, false), page(1654, 2339, false)}, 210, 297));
      case 6:
        return file("screen.png", item, {{}}, encode_png(page(1240, 1754, false)));
      case 7:
        return file("blank.png", item, {{}}, encode_png(blank(1240, 1754)));
    }
  }
  std::vector<MixedPage> take() { return std::move(pages_); }
  std::string materials() const {
    std::string xml = "<materials>";
    for (const auto& [item, names] : files_) {
      xml += fmt::format("<material item=\"{}\">", item);
      for (const std::string& name : names) xml += "<file>" + name + "</file>";
      xml += "</material>";
    }
    return xml + "</materials>";
  }
  std::size_t count() const { return pages_.size(); }

 private:
  int dpi(int of_full_size) const { return static_cast<int>(of_full_size * scale_); }
  Image page(int width, int height, bool camera) {
    marks_.push_back(++last_mark_);
    return marked_page(static_cast<int>(width * scale_), static_cast<int>(height * scale_), last_mark_,
                       camera);
  }
  Image blank(int width, int height) {
    marks_.push_back(0);
    return marked_page(static_cast<int>(width * scale_), static_cast<int>(height * scale_), 0, false);
  }
  std::string jpeg(Image image, int full_dpi) const {
    image.dpi = dpi(full_dpi);
    return encode_jpeg(image, 85);
  }
  std::string pdf(const std::vector<Image>& images, double width_mm, double height_mm) const {
    std::vector<JpegPage> made;
    for (const Image& image : images)
      made.push_back(
          {encode_jpeg(image, 80), image.width, image.height, image.channels, width_mm, height_mm});
    return pdf_of_jpegs(made);
  }
  void file(const std::string& name, int item, const std::vector<MixedPage>& of_file,
            const std::string& bytes) {
    const std::string full = fmt::format("{:03}-{}", ++file_count_, name);
    std::ofstream(uploads_ / full, std::ios::binary) << bytes;
    files_[item].push_back(full);
    for (std::size_t i = 0; i < of_file.size(); ++i)
      pages_.push_back({full, static_cast<int>(i) + 1, item, marks_.at(i), of_file[i].lies});
    marks_.clear();
  }

  fs::path uploads_;
  double scale_;
  int last_mark_ = 0, file_count_ = 0;
  std::vector<int> marks_;
  std::vector<MixedPage> pages_;
  std::map<int, std::vector<std::string>> files_;
};

}  // namespace

Image marked_page(int width, int height, int mark, bool camera) {
  Image image{width, height, camera ? 3 : 1, 0, {}};
  image.pixels.resize(static_cast<std::size_t>(width) * height * image.channels);
  Random random(static_cast<std::uint64_t>(mark) + 1);
  const double x0 = width * frame_inset, y0 = height * frame_inset;
  const double cell_w = (width - 2 * x0) / columns, cell_h = (height - 2 * y0) / rows;
  const double rule = std::max(2.0, width / 300.0);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const double u = x - x0, v = y - y0, w = width - 2 * x0, h = height - 2 * y0;
      const bool inside = u >= 0 && v >= 0 && u < w && v < h;
      const bool on_rule = inside && (u < rule || v < rule || u >= w - rule || v >= h - rule);
      const bool dark =
          mark > 0 && (on_rule || (inside && cell_is_dark(int(u / cell_w), int(v / cell_h), mark)));
      const int noise = static_cast<int>(random.below(7));
      for (int c = 0; c < image.channels; ++c) {
        // A camera's light falls off to one corner, and is warm.
        const int paper = camera ? 236 - 40 * (x + y) / (width + height) - 4 * c : 249;
        image.pixels[(static_cast<std::size_t>(y) * width + x) * image.channels + c] =
            static_cast<std::uint8_t>((dark ? 30 : paper) + noise);
      }
    }
  return image;
}

SeenMark read_mark(const Image& page) {
  const Image grey = grey_luma(page);
  constexpr int dark = 128;
  int x0 = grey.width, y0 = grey.height, x1 = -1, y1 = -1;
  const int end = static_cast<int>(grey.height * (1 - 13.5 / 297));  // below stands the page's number
  const auto at = [&](int x, int y) { return grey.pixels[static_cast<std::size_t>(y) * grey.width + x]; };
  for (int y = 0; y < end; ++y)
    for (int x = 0; x < grey.width; ++x)
      if (at(x, y) < dark)
        x0 = std::min(x0, x), x1 = std::max(x1, x), y0 = std::min(y0, y), y1 = std::max(y1, y);
  if (x1 - x0 < 20 || y1 - y0 < 20) return {};
  Image frame{x1 - x0 + 1, y1 - y0 + 1, 1, 0, {}};
  for (int y = y0; y <= y1; ++y)
    for (int x = x0; x <= x1; ++x) frame.pixels.push_back(at(x, y));
  for (int turns = 0; turns < 4; ++turns) {
    const Image stood = turned(frame, turns);
    const auto cell = [&](int column, int row) {
      const int x = static_cast<int>((column + 0.5) * stood.width / columns);
      const int y = static_cast<int>((row + 0.5) * stood.height / rows);
      return stood.pixels[static_cast<std::size_t>(y) * stood.width + x] < dark;
    };
    if (!cell(0, 0) || !cell(1, 0) || cell(columns - 1, 0) || cell(0, rows - 1) || cell(0, 1)) continue;
    int mark = 0;
    for (int bit = 0; bit < bits; ++bit)
      if (cell(bit_column + bit % bits_a_row, bit_row + bit / bits_a_row)) mark |= 1 << bit;
    return {mark, turns};
  }
  return {};
}

std::string g4_tiff(const std::vector<Image>& pages, int dpi) {
  std::string tiff("II*\0\0\0\0\0", 8);
  std::size_t link = 4;
  for (const Image& page : pages) {
    const std::string strip = only_strip(encode_g4_tiff(page));
    const auto data = static_cast<std::uint32_t>(tiff.size());
    tiff += strip;
    tiff.resize((tiff.size() + 1) / 2 * 2);
    const auto resolution = static_cast<std::uint32_t>(tiff.size());
    tiff += number_le(static_cast<std::uint32_t>(dpi), 4) + number_le(1, 4);
    tiff.replace(link, 4, number_le(static_cast<std::uint32_t>(tiff.size()), 4));
    const std::uint32_t entries[][3] = {{256, 4, std::uint32_t(page.width)},
                                        {257, 4, std::uint32_t(page.height)},
                                        {258, 3, 1},
                                        {259, 3, 4},
                                        {262, 3, 0},
                                        {273, 4, data},
                                        {277, 3, 1},
                                        {278, 4, std::uint32_t(page.height)},
                                        {279, 4, std::uint32_t(strip.size())},
                                        {282, 5, resolution},
                                        {283, 5, resolution},
                                        {296, 3, 2}};
    tiff += number_le(std::size(entries), 2);
    for (const auto& entry : entries)
      tiff += number_le(entry[0], 2) + number_le(entry[1], 2) + number_le(1, 4) + number_le(entry[2], 4);
    link = tiff.size();
    tiff += number_le(0, 4);
  }
  return tiff;
}

std::string with_orientation(const std::string& jpeg, int orientation) {
  std::string block("Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 25);
  block += static_cast<char>(orientation);
  block += std::string(6, '\0');
  const std::size_t length = block.size() + 2;
  std::string segment = "\xFF\xE1";
  segment += static_cast<char>(length >> 8);
  segment += static_cast<char>(length & 255);
  return jpeg.substr(0, 2) + segment + block + jpeg.substr(2);
}

std::vector<MixedPage> make_mixed_case(const fs::path& folder, int pages, double scale) {
  fs::create_directories(folder);
  write_person(77, folder);
  MixedCase mixed(folder, scale);
  // Kinds in turn, over the items 3 to 11 in their order; one blank page in some forty.
  constexpr int kinds[] = {0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 5, 0, 2, 1, 6, 3, 5, 1, 0};
  for (int i = 0; static_cast<int>(mixed.count()) < pages; ++i)
    mixed.add(kinds[i % std::size(kinds)], 3 + static_cast<int>(mixed.count()) * 9 / pages);
  std::ifstream in(folder / "application.xml", std::ios::binary);
  std::string record{std::istreambuf_iterator<char>(in), {}};
  // The materials replace those that the made-up person would have.
  const std::size_t old = record.find("<materials");
  const std::size_t end = record.find("</application>");
  if (end == std::string::npos) throw std::runtime_error("no record");
  if (old != std::string::npos) {
    const std::size_t close = record.find("</materials>");
    record.erase(old, (close == std::string::npos ? record.find("/>", old) + 2 : close + 12) - old);
  }
  record.insert(record.find("</application>"), mixed.materials());
  for (std::size_t at; (at = record.find("<evidence ")) != std::string::npos;)
    record.erase(at, record.find("/>", at) + 2 - at);
  std::ofstream(folder / "application.xml", std::ios::binary) << record;
  return mixed.take();
}

}  // namespace hefu::support
