#include "ocr/thresholds.h"

#include <fmt/format.h>

#include <map>
#include <sstream>

#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {
namespace {

Thresholds read_thresholds() {
  Thresholds t;
  std::map<std::string, float*> wanted = {
      {"legible_ncc", &t.legible_ncc},
      {"match_score", &t.match_score},
      {"match_ncc", &t.match_ncc},
      {"match_ratio", &t.match_ratio},
      {"match_residual", &t.match_residual},
      {"sharp_page_ncc", &t.sharp_page_ncc},
      {"sharp_page_ratio", &t.sharp_page_ratio},
      {"off_line_px", &t.off_line_px},
      {"off_line_ratio", &t.off_line_ratio},
      {"contested_ratio", &t.contested_ratio},
      {"match_likelihood", &t.match_likelihood},
      {"most_surprise", &t.most_surprise},
      {"far_rival", &t.far_rival},
      {"mismatch_score", &t.mismatch_score},
      {"mismatch_ratio", &t.mismatch_ratio},
      {"mismatch_ncc", &t.mismatch_ncc},
      {"small_ratio", &t.small_ratio},
      {"small_ncc", &t.small_ncc},
      {"hypothesis_score", &t.hypothesis_score},
      {"hypothesis_ncc", &t.hypothesis_ncc},
      {"unexplained_ink", &t.unexplained_ink},
      {"textured_ink", &t.textured_ink},
      {"stamped_score", &t.stamped_score},
      {"dimmed_ink", &t.dimmed_ink},
      {"rescue_score", &t.rescue_score},
      {"extra_ink", &t.extra_ink},
      {"extra_ink_faint", &t.extra_ink_faint},
      {"bilevel_extra", &t.bilevel_extra},
      {"extra_ink_dark", &t.extra_ink_dark},
      {"lost_labels", &t.lost_labels},
      {"extra_evidence", &t.extra_evidence},
      {"extra_weight", &t.extra_weight},
      {"most_texture", &t.most_texture},
      {"stray_ink", &t.stray_ink},
      {"stray_usual", &t.stray_usual},
      {"missing_ink", &t.missing_ink},
      {"missing_ncc", &t.missing_ncc},
      {"missing_score", &t.missing_score},
  };
  std::istringstream lines(read_file(data_file("ocr/thresholds.txt")));
  const auto refuse = [](const std::string& name) {
    throw Error(ErrorKind::bad_input,
                fmt::format(fmt::runtime(tr("ocr/thresholds.txt：“{}”缺失、重复或不认识")), name));
  };
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    std::string name;
    float value = 0;
    if (!(words >> name >> value) || !wanted.contains(name)) refuse(name);
    *wanted.at(name) = value;
    wanted.erase(name);
  }
  if (!wanted.empty()) refuse(wanted.begin()->first);
  return t;
}

}  // namespace

const Thresholds& thresholds() {
  static const Thresholds read = read_thresholds();
  return read;
}

}  // namespace hefu
