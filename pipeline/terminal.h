#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace hefu {

/// A progress line on standard error, redrawn in place; nothing where it is off.
class Progress {
 public:
  Progress(std::string what, std::size_t total, bool on);
  ~Progress();
  Progress(const Progress&) = delete;
  void advance();

 private:
  void draw() const;
  std::string what_;
  std::size_t total_ = 0, done_ = 0;
  bool on_ = false;
};

/// Columns a text takes on a terminal: two for a Chinese character.
int display_width(const std::string& text);

/// Rows with their columns aligned by display width, two spaces between; the first row is the heading.
std::string aligned_table(const std::vector<std::vector<std::string>>& rows);

}  // namespace hefu
