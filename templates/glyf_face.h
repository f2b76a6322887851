#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hefu {

/// The tables of a TrueType face that a cut needs, as they lie in the file.
struct GlyfTables {
  std::string_view head, hhea, maxp, hmtx, loca, glyf;
};

/// One glyph of a cut face: its advance and side bearing come from `source`, its outline has this length and
/// this sum of big-endian words (0 bytes: no ink).
struct GlyfGlyph {
  std::uint32_t source = 0, bytes = 0, checksum = 0;
};

/// A TrueType face, read in place: outlines one by one, and the frame of a file of some of them. The tables
/// must outlive it. Fails: throws Error(missing) on damaged tables.
/// Source: OpenType 1.9, glyf, loca, hmtx; ISO 32000-1, table 126 for what a PDF needs.
class GlyfFace {
 public:
  explicit GlyfFace(const GlyfTables& tables);
  std::size_t glyph_count() const { return count_; }

  /// Without instructions, filled up to whole words.
  std::string outline(std::uint32_t glyph) const;
  /// The glyphs that a composite is made of; empty for a simple one.
  static std::vector<std::uint32_t> components(std::string_view outline);
  /// The same with other numbers for them, in their order.
  static std::string with_components(std::string outline, const std::vector<std::uint32_t>& numbers);

  /// A whole file of these glyphs, the first of them .notdef; what is left out at its end are the outlines
  /// themselves.
  std::string frame(const std::vector<GlyfGlyph>& glyphs) const;

 private:
  GlyfTables tables_;
  std::size_t count_ = 0, metrics_ = 0;
  bool long_offsets_ = false;
};

/// The sum of big-endian words, the last one filled up with zeros.
std::uint32_t word_sum(std::string_view bytes);

}  // namespace hefu
