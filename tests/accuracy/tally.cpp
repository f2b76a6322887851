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

void write_histogram(const char* what, const Histogram& histogram, std::ostream& out) {
  for (int i = 0; i < Histogram::bins; ++i)
    if (histogram.same[i] != 0 || histogram.changed[i] != 0)
      out << what << ' ' << i << ' ' << histogram.same[i] << ' ' << histogram.changed[i] << '\n';
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

int Histogram::bin_of(double value) const {
  return static_cast<int>(std::clamp(std::floor((value - low) / step), 0.0, bins - 1.0));
}

void Histogram::operator+=(const Histogram& other) {
  for (int i = 0; i < bins; ++i) {
    same[i] += other.same[i];
    changed[i] += other.changed[i];
  }
}

void Tally::operator+=(const Tally& other) {
  for (const auto& [name, counts] : other.kinds) kinds[name] += counts;
  for (const auto& [name, counts] : other.ways) ways[name] += counts;
  evidence += other.evidence;
  log_odds += other.log_odds;
}

Counts Tally::all() const {
  Counts sum;
  for (const auto& [name, counts] : kinds) sum += counts;
  return sum;
}

void write_tally(const Tally& tally, std::ostream& out) {
  write_counts("kind", tally.kinds, out);
  write_counts("way", tally.ways, out);
  write_histogram("evidence", tally.evidence, out);
  write_histogram("log-odds", tally.log_odds, out);
  out << "whole\n";
}

bool read_tally(std::istream& in, Tally& tally) {
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string what, name;
    words >> what;
    if (what == "whole") return true;
    if (what == "evidence" || what == "log-odds") {
      Histogram& histogram = what == "evidence" ? tally.evidence : tally.log_odds;
      int bin = 0;
      words >> bin;
      if (bin < 0 || bin >= Histogram::bins) return false;
      words >> histogram.same[bin] >> histogram.changed[bin];
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
