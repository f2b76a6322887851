#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hefu {

/// A CFF INDEX, read in place.
class CffIndex {
 public:
  CffIndex() = default;
  /// The one that begins at `at`. Fails: throws Error(missing) on a damaged one, like all here.
  CffIndex(std::string_view table, std::size_t at);
  std::size_t count() const { return count_; }
  std::size_t end() const;  // where what follows it begins
  std::string_view operator[](std::size_t i) const;

 private:
  std::size_t offset(std::size_t i) const;
  std::string_view table_;
  std::size_t count_ = 0, offset_size_ = 1, offsets_ = 0, data_ = 0;
};

/// One glyph of a cut face: under which CID it stands, which font dictionary it belongs to, how long its
/// charstring is.
struct CffGlyph {
  std::uint16_t cid = 0;
  std::uint8_t dictionary = 0;
  std::uint32_t bytes = 0;
};

/// A CID-keyed CFF table, read in place: charstrings one by one, and the frame of a table of some of them.
/// Source: Adobe Technical Note 5176, The Compact Font Format Specification.
class CffFace {
 public:
  /// Nothing where the table is not CID-keyed. The table must outlive the face.
  /// Fails: throws Error(missing) on a damaged table.
  static std::optional<CffFace> open(std::string_view table);

  std::size_t glyph_count() const { return charstrings_.count(); }
  /// As it stands in the table.
  std::string_view raw_charstring(std::uint32_t glyph) const { return charstrings_[glyph]; }
  std::uint8_t dictionary_of(std::uint32_t glyph) const;
  /// Without calls and hints; nothing where it computes.
  std::optional<std::string> charstring(std::uint32_t glyph) const;

  /// A whole table of these glyphs, the first of them .notdef, in ascending order of CID; what is left out at
  /// its end are the charstrings themselves.
  std::string frame(const std::vector<CffGlyph>& glyphs) const;

 private:
  CffFace() = default;
  void read_dictionaries();
  void make_frame_start(const CffIndex& names, const CffIndex& strings);

  std::string_view table_;
  CffIndex charstrings_, global_subroutines_;
  std::vector<std::string_view> font_dictionaries_;
  std::vector<CffIndex> local_subroutines_;  // of each font dictionary
  std::string_view top_dictionary_;
  std::size_t select_ = 0;

  std::string frame_start_;                                          // header to private dictionaries
  std::size_t charset_at_ = 0, select_at_ = 0, charstrings_at_ = 0;  // operands in it that name places
};

}  // namespace hefu
