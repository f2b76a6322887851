#include "pipeline/terminal.h"

#include "schemas/text.h"

namespace hefu {

Progress::Progress(std::string what, std::size_t total, bool on)
    : what_(std::move(what)), total_(total), on_(on && total > 1) {
  if (on_) draw();
}

Progress::~Progress() {
  if (on_) fmt::print(stderr, "\r\033[K");
}

void Progress::advance() {
  ++done_;
  if (on_) draw();
}

void Progress::draw() const {
  constexpr std::size_t width = 30;
  const std::size_t filled = total_ ? done_ * width / total_ : width;
  std::string bar;
  for (std::size_t i = 0; i < width; ++i) bar += i < filled ? "━" : "─";
  fmt::print(stderr, "\r\033[K{} {} {}/{}", what_, bar, done_, total_);
  std::fflush(stderr);
}

int display_width(const std::string& text) {
  int width = 0;
  for (const char32_t c : to_utf32(text)) {
    // Unicode 15 EastAsianWidth.txt, W and F, neighbouring blocks merged; the C library has no widths without
    // a locale.
    const bool wide =
        (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
        (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
        (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
    width += wide ? 2 : 1;
  }
  return width;
}

std::string aligned_table(const std::vector<std::vector<std::string>>& rows) {
  std::vector<int> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], display_width(row[c]));
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t c = 0; c < row.size(); ++c) {
      line += row[c];
      if (c + 1 < row.size())
        line.append(static_cast<std::size_t>(widths[c] - display_width(row[c]) + 2), ' ');
    }
    text += line + "\n";
  }
  return text;
}

}  // namespace hefu
