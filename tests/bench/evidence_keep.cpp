#include "tests/bench/evidence_keep.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "schemas/data_files.h"
#include "schemas/write_file.h"

namespace hefu::evidence {
namespace {
namespace fs = std::filesystem;

std::string to_pixmap(const Image& image) {
  std::string bytes = fmt::format("P{}\n# {}\n{} {} 255\n", image.channels == 3 ? 6 : 5, image.dpi,
                                  image.width, image.height);
  bytes.append(image.pixels.begin(), image.pixels.end());
  return bytes;
}

Image from_pixmap(const std::string& bytes) {
  Image image;
  std::string kind, sign;
  int most = 0;
  std::istringstream head(bytes.substr(0, 100));
  head >> kind >> sign >> image.dpi >> image.width >> image.height >> most;
  image.channels = kind == "P6" ? 3 : 1;
  image.pixels.assign(bytes.begin() + static_cast<std::ptrdiff_t>(head.tellg()) + 1, bytes.end());
  return image;
}

/// A frame around a line, apart from it: the line itself can be read again.
void frame(Image& page, const BoxPx& box) {
  const double apart = 4 + 0.15 * box.height;
  const auto within = [](double at, int size) { return std::clamp(static_cast<int>(at), 0, size - 1); };
  const int x0 = within(box.x - apart, page.width), x1 = within(box.right() + apart, page.width),
            y0 = within(box.y - apart, page.height), y1 = within(box.bottom() + apart, page.height);
  const auto at = [&](int x, int y) -> std::uint8_t& {
    return page.pixels[static_cast<std::size_t>(y) * page.width + x];
  };
  for (int x = x0; x <= x1; ++x) at(x, y0) = at(x, y1) = 100;
  for (int y = y0; y <= y1; ++y) at(x0, y) = at(x1, y) = 100;
}

}  // namespace

std::string kept_text(const fs::path& folder, const std::string& name,
                      const std::function<std::string()>& make) {
  if (folder.empty()) return make();
  const fs::path file = folder / name;
  if (fs::exists(file)) return read_file(file);
  const std::string text = make();
  write_file(file, text);
  return text;
}

Image kept_scan(const fs::path& folder, const std::string& name, const std::function<Image()>& make) {
  if (folder.empty()) return make();
  return from_pixmap(kept_text(folder, name + ".pnm", [&] { return to_pixmap(make()); }));
}

void show_reading(const fs::path& folder, const std::string& name, const PaperReading& reading) {
  if (folder.empty()) return;
  std::string text;
  Image page = reading.page.grey;
  for (const ReadLine& line : reading.lines) {
    frame(page, line.box);
    text += fmt::format("{:.0f} {:.0f} {:.0f}x{:.0f} {:.0f} {}\n", line.box.x, line.box.y, line.box.width,
                        line.box.height, line.confidence, line.text);
  }
  write_file(folder / (name + ".txt"), text);
  write_file(folder / (name + ".pgm"), to_pixmap(page));
}

}  // namespace hefu::evidence
