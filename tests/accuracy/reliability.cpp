#include "tests/accuracy/reliability.h"

#include <fmt/format.h>

#include <cmath>
#include <fstream>
#include <vector>

#include "schemas/error.h"
#include "tests/accuracy/binomial.h"

namespace hefu::accuracy {
namespace {

constexpr double size_px = 420, margin_px = 60, most = 10;  // log-odds at the edges

double log_odds_of(double p) { return std::log(p / (1 - p)); }
double x_of(double log_odds) {
  return margin_px + (std::min(most, std::max(-most, log_odds)) + most) / (2 * most) * size_px;
}
double y_of(double log_odds) { return margin_px + size_px - (x_of(log_odds) - margin_px); }

/// Fields of nearly one score.
struct Group {
  double same = 0, changed = 0, predicted = 0;  // predicted: sum over weights
  double weight = 0;
};

std::vector<Group> group(const Histogram& h, double same_weight, double changed_weight) {
  constexpr double fewest = 100;  // fields; fewer say nothing
  std::vector<Group> groups(1);
  for (int i = 0; i < Histogram::bins; ++i) {
    const auto same = static_cast<double>(h.same[i]), changed = static_cast<double>(h.changed[i]);
    if (same + changed == 0) continue;
    const double weight = same * same_weight + changed * changed_weight;
    Group& last = groups.back();
    last.same += same;
    last.changed += changed;
    last.weight += weight;
    last.predicted += weight / (1 + std::exp(-h.middle_of(i)));
    if (last.same + last.changed >= fewest && (last.same > 5 || last.changed > 5)) groups.emplace_back();
  }
  if (groups.back().weight == 0) groups.pop_back();
  return groups;
}

std::string axes() {
  std::string svg;
  for (const double p : {0.0001, 0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 0.9999}) {
    const double at = log_odds_of(p);
    svg += fmt::format(
        "<path d='M{0:.1f} {1}V{2}M{1} {3:.1f}H{2}' stroke='#ddd'/>"
        "<text x='{0:.1f}' y='{4}' text-anchor='middle'>{5}</text>"
        "<text x='{6}' y='{7:.1f}' text-anchor='end'>{5}</text>\n",
        x_of(at), margin_px, margin_px + size_px, y_of(at), margin_px + size_px + 16, p, margin_px - 5,
        y_of(at) + 4);
  }
  return svg + fmt::format("<path d='M{} {}L{} {}' stroke='#888' stroke-dasharray='4'/>\n", x_of(-most),
                           y_of(-most), x_of(most), y_of(most));
}

}  // namespace

void write_reliability_plot(const Histogram& h, double changed_share, const std::string& file) {
  double same = 0, changed = 0;
  for (int i = 0; i < Histogram::bins; ++i) {
    same += static_cast<double>(h.same[i]);
    changed += static_cast<double>(h.changed[i]);
  }
  if (same == 0 || changed == 0) throw Error(ErrorKind::io, "no scores to draw");
  const double same_weight = (1 - changed_share) / same, changed_weight = changed_share / changed;
  std::string svg = fmt::format(
      "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {0} {0}' font-family='sans-serif' "
      "font-size='10'>\n"
      "<rect width='{0}' height='{0}' fill='white'/>\n",
      size_px + 2 * margin_px);
  svg += axes();
  for (const Group& g : group(h, same_weight, changed_weight)) {
    // As many fields of this score as were seen, in the mix: the interval of the changed among them.
    const double predicted = log_odds_of(std::min(0.99995, std::max(0.00005, g.predicted / g.weight)));
    const auto odds_at = [&](double same_rate, double changed_rate) {
      return std::log(same_rate * (1 - changed_share) / (changed_rate * changed_share));
    };
    const auto n = static_cast<std::int64_t>(changed), m = static_cast<std::int64_t>(same);
    const auto c = static_cast<std::int64_t>(g.changed), s = static_cast<std::int64_t>(g.same);
    const double low = odds_at(std::max(1e-9, 1 - upper_bound(m - s, m)), upper_bound(c, n)),
                 high = odds_at(upper_bound(s, m), std::max(1e-9, 1 - upper_bound(n - c, n)));
    svg += fmt::format("<path d='M{0:.1f} {1:.1f}V{2:.1f}' stroke='#36c' stroke-width='1.5'/>\n",
                       x_of(predicted), y_of(low), y_of(high));
    const double seen = odds_at((g.same + 0.5) / (same + 1), (g.changed + 0.5) / (changed + 1));
    svg += fmt::format("<circle cx='{:.1f}' cy='{:.1f}' r='{:.1f}' fill='#36c' fill-opacity='0.7'/>\n",
                       x_of(predicted), y_of(seen), 2 + std::log10(g.same + g.changed));
  }
  svg += fmt::format(
      "<text x='{0}' y='{1}' text-anchor='middle'>score of the field</text>"
      "<text x='14' y='{0}' text-anchor='middle' transform='rotate(-90 14 {0})'>share as entered "
      "online</text>"
      "<text x='{0}' y='30' text-anchor='middle'>{2:.0f} true and {3:.0f} changed fields, weighed to {4:.1f} "
      "% changed"
      "</text></svg>\n",
      margin_px + size_px / 2, margin_px + size_px + 36, same, changed, 100 * changed_share);
  std::ofstream out(file);
  out << svg;
  if (!out) throw Error(ErrorKind::io, "cannot write " + file);
}

}  // namespace hefu::accuracy
