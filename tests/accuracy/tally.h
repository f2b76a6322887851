#pragma once
#include <array>
#include <cstdint>
#include <iosfwd>
#include <map>
#include <string>

namespace hefu::accuracy {

/// What is counted of one kind of damage.
enum class Count {
  pages,
  lost,  // pages that could not be registered
  true_fields,
  matched,
  rescued,  // matches that OCR confirmed
  false_mismatches,
  changes,
  mismatched,
  named,  // mismatches that say what stands there
  false_matches,
  altered,  // by hand after printing
  altered_mismatched,
  altered_matched,  // a false match, too
  blanks,
  blanks_with_ink,
  altered_labels,  // labels called altered; none is
  identities,      // pages shown to their own record and to another person's
  wrong_identities,
  draw_ms,
  scan_ms,
  register_ms,
  verify_ms,
  ocr_ms,
  size
};

struct Counts {
  std::array<std::int64_t, static_cast<std::size_t>(Count::size)> values{};
  std::int64_t& operator[](Count count) { return values[static_cast<std::size_t>(count)]; }
  std::int64_t operator[](Count count) const { return values[static_cast<std::size_t>(count)]; }
  void operator+=(const Counts& other);

  std::int64_t to_person() const;
  double to_person_pct() const;
  double mismatch_pct() const;  // of the changes
  double named_pct() const;     // of the mismatches
};

/// How many true and how many changed fields lie in each part of a scale.
struct Histogram {
  static constexpr int bins = 240;
  double low = 0, step = 1;
  std::array<std::int64_t, bins> same{}, changed{};
  int bin_of(double value) const;  // the first and the last take what lies beyond
  double middle_of(int bin) const { return low + (bin + 0.5) * step; }
  void operator+=(const Histogram& other);
};

/// The counts of a run, or of a part of one.
struct Tally {
  std::map<std::string, Counts> kinds;  // of damage
  std::map<std::string, Counts> ways;   // of changing a character
  Histogram evidence{-40, 0.5};         // FieldReading::evidence
  Histogram log_odds{-12, 0.1};         // of FieldReading::same
  void operator+=(const Tally& other);
  Counts all() const;
};

/// As lines of text, and back. Fails: read_tally gives false on text that is not whole.
void write_tally(const Tally& tally, std::ostream& out);
bool read_tally(std::istream& in, Tally& tally);

}  // namespace hefu::accuracy
