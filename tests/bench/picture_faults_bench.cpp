// bench picture_faults: pages that were cut off, scanned too small, in the dark, out of focus or under a
// lamp, in rising strength, and pages without a fault: which faults are found where something is unreadable,
// and the measures that they are told by. Seeds from 1 are for drawing the lines, others judge them.
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <iostream>
#include <map>

#include "ocr/picture_faults.h"
#include "tests/support/draw_sheet.h"
#include "tests/support/plain_page.h"
#include "tests/support/scan.h"

namespace hefu {
namespace {

using support::Damage;

/// Taken with too little light: the sensor's noise stays what it was.
Image darkened(Image image, double share) {
  for (std::uint8_t& level : image.pixels) level = static_cast<std::uint8_t>(std::lround(level * share));
  return image;
}

struct Trial {
  const char* name;
  std::optional<PictureFault> fault;
  std::string kind;
  std::vector<double> strengths;
  void (*apply)(Damage&, double);
};

const std::vector<Trial>& trials() {
  static const auto nothing = [](Damage&, double) {};
  static const std::vector<Trial> all = {
      {"none, scan", {}, "clean", {0}, nothing},
      {"none, seal", {}, "seal", {0}, nothing},
      {"none, 150 dpi", {}, "150dpi", {0}, nothing},
      {"none, phone", {}, "phone", {0}, nothing},
      {"none, copy", {}, "photocopy-twice", {0}, nothing},
      {"none, noise", {}, "noise", {0}, nothing},
      {"none, 1 bit", {}, "bilevel-hard", {0}, nothing},
      {"none, ticks", {}, "ticks", {0}, nothing},
      {"cut off",
       PictureFault::cut_off,
       "cropped",
       {0.06, 0.12, 0.2},
       [](Damage& d, double s) { d.cropped = s; }},
      {"too small",
       PictureFault::too_small,
       "clean",
       {120, 100, 90, 80, 70},
       [](Damage& d, double s) { d.out_dpi = s; }},
      {"too dark", PictureFault::too_dark, "phone", {0.6, 0.4, 0.25, 0.15}, nothing},
      {"blurred",
       PictureFault::blurred,
       "phone",
       {1.5, 2, 2.5, 3, 3.5},
       [](Damage& d, double s) { d.blur_px = s; }},
      {"moved", PictureFault::blurred, "phone", {6, 9, 12, 15}, [](Damage& d, double s) { d.motion_px = s; }},
      {"glare", PictureFault::glare, "glare", {0.85, 0.95, 1}, [](Damage& d, double s) { d.glare = s; }},
  };
  return all;
}

const char* name_of(PictureFault fault) {
  static const char* const names[] = {"cut", "small", "dark", "blur", "glare"};
  return names[static_cast<int>(fault)];
}

struct Tally {
  int pages = 0, registered = 0, hard = 0;  // hard: something on it is unreadable
  int told = 0, otherwise = 0;              // of the hard ones: this fault, and others
  int mismatched = 0;                       // pages with a mismatch, of which there should be none
  std::vector<PictureMeasures> measures;
  std::map<std::string, int> found;
};

Tally try_pages(const Trial& trial, double strength, std::uint64_t seed, int count, Verifier& verifier) {
  const Page& page = support::plain_sheet();
  static const Image print = support::draw_page(page, *support::shared_fonts(), 300);
  Tally tally;
  for (int i = 0; i < count; ++i) {
    Damage damage = support::damage_kind(trial.kind);
    trial.apply(damage, strength);
    Image scan = support::simulate_scan(print, page.width_mm, page.height_mm, damage, seed + i, page.codes);
    if (trial.fault == PictureFault::too_dark) scan = darkened(std::move(scan), strength);
    const Image grey = grey_without_seal(scan);
    ++tally.pages;
    const Registration registration = register_page(grey, page, {});
    if (!trial.fault)  // what would be told if the page had not been found
      for (const PictureFault fault : find_picture_faults(grey))
        ++tally.otherwise, ++tally.found[std::string("!") + name_of(fault)];
    if (registration.status != RegistrationStatus::ok) {
      const auto faults = find_picture_faults(grey);
      for (const PictureFault fault : faults) ++tally.found[std::string("!") + name_of(fault)];
      continue;
    }
    ++tally.registered;
    const PageReading reading = verifier.verify(scan, grey, page, registration.map, nullptr);
    tally.mismatched += std::any_of(reading.fields.begin(), reading.fields.end(),
                                    [](const FieldReading& f) { return f.verdict == Verdict::mismatch; });
    tally.measures.push_back(measure_picture(grey, registration.map, page));
    const auto unreadable = [&](const Field& field) {
      return field.entered && reading.fields[&field - page.fields.data()].verdict == Verdict::unreadable;
    };
    if (std::none_of(page.fields.begin(), page.fields.end(), unreadable)) continue;
    ++tally.hard;
    bool told = false, otherwise = false;
    for (const FoundFault& fault : find_picture_faults(grey, registration.map, page, reading)) {
      (fault.fault == trial.fault ? told : otherwise) = true;
      ++tally.found[name_of(fault.fault)];
    }
    tally.told += told, tally.otherwise += otherwise;
  }
  return tally;
}

std::string range_of(const Tally& tally, double PictureMeasures::*measure) {
  double least = 1e9, most = -1e9;
  for (const PictureMeasures& m : tally.measures)
    least = std::min(least, m.*measure), most = std::max(most, m.*measure);
  return tally.measures.empty() ? "-" : fmt::format("{:.1f}..{:.1f}", least, most);
}

void run(std::uint64_t seed, int count) {
  Verifier verifier(support::shared_fonts());
  std::cout << fmt::format("{:<20} {:>5} {:>5} {:>5} {:>5} {:>5} | {:>13} {:>13} {:>11} {:>13} | {}\n",
                           "fault", "pages", "regis", "hard", "told", "other", "dpi", "paper", "edge px",
                           "cut mm2", "found (! where no page was)");
  int hard = 0, told = 0, otherwise = 0, sound = 0, mismatched = 0;
  for (const Trial& trial : trials())
    for (const double strength : trial.strengths) {
      const Tally t = try_pages(trial, strength, seed, count, verifier);
      std::string found;
      for (const auto& [name, times] : t.found) found += fmt::format(" {} {}", name, times);
      std::cout << fmt::format("{:<20} {:>5} {:>5} {:>5} {:>5} {:>5} | {:>13} {:>13} {:>11} {:>13} |{}\n",
                               strength > 0 ? fmt::format("{} {:g}", trial.name, strength) : trial.name,
                               t.pages, t.registered, t.hard, t.told, t.otherwise,
                               range_of(t, &PictureMeasures::dpi), range_of(t, &PictureMeasures::paper_level),
                               range_of(t, &PictureMeasures::edge_px), range_of(t, &PictureMeasures::cut_mm2),
                               found);
      if (trial.fault) hard += t.hard, told += t.told;
      if (!trial.fault) sound += t.pages;
      otherwise += t.otherwise;
      mismatched += t.mismatched;
    }
  std::cout << fmt::format(
      "{{\"bench\":\"picture_faults\",\"hard_pages\":{},\"told_pct\":{:.1f},\"wrongly_told\":{},"
      "\"sound_pages\":{},\"mismatched_pages\":{}}}\n",
      hard, 100.0 * told / std::max(1, hard), otherwise, sound, mismatched);
}

}  // namespace
}  // namespace hefu

int main(int argc, char** argv) {
  std::uint64_t seed = 1000;
  int count = 6;
  for (int i = 1; i < argc; ++i) {
    if (!std::strcmp(argv[i], "--quick")) count = 2;
    if (!std::strcmp(argv[i], "--seed") && i + 1 < argc) seed = std::stoull(argv[++i]);
    if (!std::strcmp(argv[i], "--count") && i + 1 < argc) count = std::stoi(argv[++i]);
  }
  hefu::run(seed, count);
}
