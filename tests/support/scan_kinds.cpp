#include <functional>
#include <utility>

#include "schemas/error.h"
#include "tests/support/scan.h"

namespace hefu::support {
namespace {

// An office scanner that is in order: a little softness and noise.
Damage scanner() {
  Damage damage;
  damage.blur_px = 0.5;
  damage.noise = 2;
  damage.jpeg_quality = 85;
  return damage;
}

// A telephone held by hand over a sheet on a table.
Damage phone() {
  Damage damage;
  damage.out_dpi = 220;
  damage.rotate_deg = 1.5;
  damage.perspective = 0.02;
  damage.curl = 0.6;
  damage.table = true;
  damage.blur_px = 0.7;
  damage.light = 0.15;
  damage.noise = 4;
  damage.jpeg_quality = 80;
  return damage;
}

template <class Change>
Damage with(Damage damage, Change change) {
  change(damage);
  return damage;
}

// The strengths are those of the experiments that the reader's method comes from: noise of 25 levels, 7 px of
// motion, blur of 2 px, JPEG at 30. They are about what the worst usable uploads look like, not what is
// usual.
const std::vector<std::pair<std::string, Damage>>& kinds() {
  static const std::vector<std::pair<std::string, Damage>> all = {
      {"clean", scanner()},
      {"rotated", with(scanner(), [](Damage& d) { d.rotate_deg = 3; })},
      {"upside-down", with(scanner(), [](Damage& d) { d.quarter_turns = 2; })},
      {"sideways", with(scanner(), [](Damage& d) { d.quarter_turns = 1; })},
      {"150dpi", with(scanner(), [](Damage& d) { d.out_dpi = 150; })},
      {"300dpi", with(scanner(), [](Damage& d) { d.out_dpi = 300; })},
      {"200dpi-jpeg30", with(scanner(), [](Damage& d) { d.jpeg_quality = 30; })},
      {"blur", with(scanner(), [](Damage& d) { d.blur_px = 2; })},
      {"motion", with(scanner(), [](Damage& d) { d.motion_px = 7; })},
      {"noise", with(scanner(), [](Damage& d) { d.noise = 25; })},
      {"light", with(scanner(), [](Damage& d) { d.light = 0.5; })},
      {"shadow", with(scanner(), [](Damage& d) { d.shadow = 0.5; })},
      {"phone", phone()},
      {"phone-180dpi", with(phone(), [](Damage& d) { d.out_dpi = 180, d.blur_px = 1.2; })},
      {"phone-shadow", with(phone(), [](Damage& d) { d.shadow = 0.5; })},
      {"phone-seal", with(phone(), [](Damage& d) { d.seals = 2; })},
      {"seal", with(scanner(), [](Damage& d) { d.seals = 2; })},
      {"grey-seal", with(scanner(), [](Damage& d) { d.seals = 2, d.grey_seals = true; })},
      {"faint", with(scanner(), [](Damage& d) { d.faint = 0.6; })},
      {"curl", with(phone(), [](Damage& d) { d.curl = 4; })},
      {"bilevel",
       with(scanner(), [](Damage& d) { d.bilevel = true, d.bilevel_threshold = 0.68, d.jpeg_quality = 0; })},
      {"bilevel-hard",
       with(scanner(), [](Damage& d) { d.bilevel = true, d.bilevel_threshold = 0.45, d.jpeg_quality = 0; })},
      {"covered-code", with(scanner(), [](Damage& d) { d.cover_codes = true; })},
      {"curl-150dpi", with(phone(), [](Damage& d) { d.curl = 4, d.out_dpi = 150; })},
      {"feeder", with(scanner(), [](Damage& d) { d.rotate_deg = 1.2, d.stretch = 0.012, d.streaks = 6; })},
      {"photocopy", with(scanner(), [](Damage& d) { d.copies = 1; })},
      {"photocopy-twice", with(scanner(), [](Damage& d) { d.copies = 2; })},
      {"fold", with(scanner(), [](Damage& d) { d.folds = 2; })},
      {"holes", with(scanner(), [](Damage& d) { d.holes = 2; })},
      {"cropped", with(scanner(), [](Damage& d) { d.cropped = 0.12; })},
      {"glare", with(phone(), [](Damage& d) { d.glare = 0.85; })},
      {"screen", with(phone(), [](Damage& d) { d.moire = 0.10, d.curl = 0; })},
      {"phone-motion", with(phone(), [](Damage& d) { d.motion_px = 4; })},
      {"ticks", with(scanner(), [](Damage& d) { d.hand = Damage::Hand::ticks, d.hand_marks = 8; })},
      {"rewritten", with(scanner(), [](Damage& d) { d.hand = Damage::Hand::rewriting, d.hand_marks = 4; })},
      {"fluid", with(scanner(), [](Damage& d) { d.hand = Damage::Hand::fluid, d.hand_marks = 4; })},
  };
  return all;
}

const std::vector<std::pair<std::string, Damage>>& stresses() {
  const auto creased = [](Damage& d) { d.creases = 30; };
  const auto retouched = [](Damage& d) { d.hand = Damage::Hand::retouching, d.hand_marks = 30; };
  const auto bilevel = [](Damage& d) { d.bilevel = true, d.bilevel_threshold = 0.6, d.jpeg_quality = 0; };
  static const std::vector<std::pair<std::string, Damage>> all = {
      {"creased", with(scanner(), creased)},
      {"creased-150dpi", with(with(scanner(), creased), [](Damage& d) { d.out_dpi = 150; })},
      {"creased-phone", with(phone(), creased)},
      {"creased-bilevel", with(with(scanner(), creased), bilevel)},
      {"retouched", with(scanner(), retouched)},
      {"retouched-150dpi", with(with(scanner(), retouched), [](Damage& d) { d.out_dpi = 150; })},
      {"retouched-phone", with(phone(), retouched)},
      {"retouched-bilevel", with(with(scanner(), retouched), bilevel)},
  };
  return all;
}

std::vector<std::string> names_of(const std::vector<std::pair<std::string, Damage>>& kinds) {
  std::vector<std::string> names;
  for (const auto& kind : kinds) names.push_back(kind.first);
  return names;
}

}  // namespace

Damage damage_kind(const std::string& name) {
  for (const auto* list : {&kinds(), &stresses()})
    for (const auto& [kind, damage] : *list)
      if (kind == name) return damage;
  throw Error(ErrorKind::usage, "no kind of damage is called " + name);
}

std::vector<std::string> damage_kinds() { return names_of(kinds()); }
std::vector<std::string> stress_kinds() { return names_of(stresses()); }

}  // namespace hefu::support
