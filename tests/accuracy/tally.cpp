#include "tests/accuracy/tally.h"

#include <algorithm>
#include <cmath>
#include <istream>
#include <ostream>
#include <sstream>

namespace hefu::accuracy {
namespace {

double pct(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

void write_counts(const char* what, const std::map<std::string, Counts>& all, std::ostream& out) {
  for (const auto& [name, counts] : all) {
    out << what << ' ' << name;
    for (const std::int64_t value : counts.values) out << ' ' << value;
    out << '\n';
  }
}

}  // namespace

void Counts::operator+=(const Counts& other) {
  for (std::size_t i = 0; i < values.size(); ++i) values[i] += other.values[i];
}

std::int64_t Counts::to_person() const {
  const Counts& c = *this;
  return c[Count::true_fields] - c[Count::matched] - c[Count::rescued] - c[Count::false_mismatches];
}
double Counts::to_person_pct() const { return pct(to_person(), (*this)[Count::true_fields]); }
double Counts::mismatch_pct() const { return pct((*this)[Count::mismatched], (*this)[Count::changes]); }
double Counts::named_pct() const { return pct((*this)[Count::named], (*this)[Count::mismatched]); }

int ScoreCounts::bin_of(double log_odds) {
  return std::clamp(static_cast<int>(std::floor((log_odds + 12) * 10)), 0, bins - 1);
}
double ScoreCounts::middle_of(int bin) { return (bin + 0.5) / 10 - 12; }

void Tally::operator+=(const Tally& other) {
  for (const auto& [name, counts] : other.kinds) kinds[name] += counts;
  for (const auto& [name, counts] : other.ways) ways[name] += counts;
  for (int i = 0; i < ScoreCounts::bins; ++i) {
    scores.same[i] += other.scores.same[i];
    scores.changed[i] += other.scores.changed[i];
  }
}

Counts Tally::all() const {
  Counts sum;
  for (const auto& [name, counts] : kinds) sum += counts;
  return sum;
}

void write_tally(const Tally& tally, std::ostream& out) {
  write_counts("kind", tally.kinds, out);
  write_counts("way", tally.ways, out);
  for (int i = 0; i < ScoreCounts::bins; ++i)
    if (tally.scores.same[i] != 0 || tally.scores.changed[i] != 0)
      out << "score " << i << ' ' << tally.scores.same[i] << ' ' << tally.scores.changed[i] << '\n';
  out << "whole\n";
}

bool read_tally(std::istream& in, Tally& tally) {
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string what, name;
    words >> what;
    if (what == "whole") return true;
    if (what == "score") {
      int bin = 0;
      words >> bin;
      if (bin < 0 || bin >= ScoreCounts::bins) return false;
      words >> tally.scores.same[bin] >> tally.scores.changed[bin];
    } else if (what == "kind" || what == "way") {
      words >> name;
      Counts& counts = (what == "kind" ? tally.kinds : tally.ways)[name];
      for (std::int64_t& value : counts.values) words >> value;
    } else {
      return false;
    }
    if (!words) return false;
  }
  return false;
}

}  // namespace hefu::accuracy
