// bench photo_match: whether the photo on paper is the record's. Drawn portraits printed in colour or grey,
// or glued on by hand, another person's, none, or one with a seal over its corner; scanned in eight ways.
// --photos N (600), --seed S: tuning below 1000, validation 1000-4999, judging from 20000. --quick: 160 of
// the validation seeds. --measures: of every photo, for tuning.
#include <fmt/format.h>

#include <cmath>
#include <iostream>
#include <map>

#include "ocr/code_reader.h"
#include "ocr/photo_match.h"
#include "ocr/sandbox.h"
#include "schemas/application.h"
#include "schemas/notice.h"
#include "templates/form.h"
#include "templates/layout.h"
#include "templates/pdf.h"
#include "tests/support/hand_marks.h"
#include "tests/support/people.h"
#include "tests/support/portrait.h"
#include "tests/support/scan.h"

namespace hefu {
namespace {

using support::Random;

const std::vector<std::string> damages = {"clean", "rotated", "150dpi", "200dpi-jpeg30",
                                          "phone", "light",   "noise",  "shadow"};
enum class Paper { printed, glued, other, none, sealed };
const std::vector<std::pair<Paper, const char*>> papers = {{Paper::printed, "printed"},
                                                           {Paper::glued, "glued on"},
                                                           {Paper::other, "another's"},
                                                           {Paper::none, "none"},
                                                           {Paper::sealed, "under a seal"}};

struct Options {
  int photos = 600;
  std::uint64_t seed = 20000;
  bool measures = false;
};

struct Form {
  Page page;
  Image print;  // with a white place for the photo, sRGB8, 200 dpi
};

Form print_form(const Fonts& fonts) {
  const ReadApplication read = parse_application(support::to_xml(support::make_person(1)), "application.xml");
  const ReadNotice notice = find_notice("2025-green-channel");
  const ReadForm form = find_form("2025-green-channel", "evaluation-form");
  Photo photo;
  photo.width = photo.grey_width = 60, photo.height = photo.grey_height = 84;
  photo.grey.assign(60 * 84, 255);
  photo.pixels.assign(60 * 84 * 3, static_cast<char>(255));
  Sheet sheet = lay_out(form.form, read.application, notice.notice, fonts, &photo).sheet;
  std::erase_if(sheet.pages, [](const Page& page) { return page.pictures.empty(); });
  if (sheet.pages.empty()) throw std::runtime_error("no page with a photo");
  sheet.pages.resize(1);
  sheet.bookmarks.clear();
  sheet.pages[0].code = "HF1:" + std::string(115, 'A');
  DecodeLimits limits;
  limits.render_dpi = 200;
  Form made{sheet.pages[0], {}};
  Sandbox::start(limits)->decode(write_pdf(sheet, fonts),
                                 [&](int, Image image) { made.print = std::move(image); });
  if (made.print.channels == 1) {
    Image colour{made.print.width, made.print.height, 3, made.print.dpi, {}};
    for (const std::uint8_t grey : made.print.pixels) colour.pixels.insert(colour.pixels.end(), 3, grey);
    made.print = std::move(colour);
  }
  return made;
}

/// What the reader is told of the record's photo.
void expect(Picture& picture, const Image& portrait) {
  const Image small = grey_luma(support::rescaled(portrait, picture.grey_width, picture.grey_height));
  picture.grey = small.pixels;
}

struct Placing {
  double dx_mm = 0, dy_mm = 0, scale = 1, turn = 0;
};

/// Puts a portrait on paper as a printer of some tone does.
void put(Image& sheet, double px_per_mm, const RectMm& box, const Image& portrait, const Placing& at,
         Random& random) {
  const bool grey = random.chance(0.5);
  const double gamma = random.uniform(0.75, 1.3), white = random.uniform(0.92, 1),
               black = random.uniform(0.03, 0.2);
  const double screen = random.uniform(0, 18);
  const double w = box.w * at.scale, h = box.h * at.scale, cx = box.x + box.w / 2 + at.dx_mm,
               cy = box.y + box.h / 2 + at.dy_mm;
  const double c = std::cos(at.turn), s = std::sin(at.turn);
  for (int y = static_cast<int>((cy - h) * px_per_mm); y < (cy + h) * px_per_mm; ++y)
    for (int x = static_cast<int>((cx - w) * px_per_mm); x < (cx + w) * px_per_mm; ++x) {
      const double u = x / px_per_mm - cx, v = y / px_per_mm - cy;
      const double across = (u * c + v * s) / w + 0.5, down = (v * c - u * s) / h + 0.5;
      if (across < 0 || down < 0 || across >= 1 || down >= 1) continue;
      const std::size_t from = (static_cast<std::size_t>(down * portrait.height) * portrait.width +
                                static_cast<std::size_t>(across * portrait.width)) *
                               3;
      std::uint8_t* to = &sheet.pixels[(static_cast<std::size_t>(y) * sheet.width + x) * 3];
      const double luma = 0.299 * portrait.pixels[from] + 0.587 * portrait.pixels[from + 1] +
                          0.114 * portrait.pixels[from + 2];
      const double dots = screen * ((x + y) % 3 == 0 ? 1 : -0.5);
      for (std::size_t k = 0; k < 3; ++k) {
        const double level = std::pow((grey ? luma : portrait.pixels[from + k]) / 255.0, gamma);
        to[k] =
            static_cast<std::uint8_t>(std::clamp(255 * (black + (white - black) * level) + dots, 0.0, 255.0));
      }
    }
}

struct Tally {
  int photos = 0, wrong = 0, unclear = 0;
};

const char* word(PhotoState state) {
  constexpr const char* words[] = {"none", "same", "other", "missing", "covered", "unclear"};
  return words[static_cast<int>(state)];
}

void run(const Options& options) {
  const auto fonts = Fonts::load();
  const Form form = print_form(*fonts);
  std::map<std::string, Tally> by_paper, by_damage;
  Tally all;
  for (std::uint64_t seed = options.seed; all.photos < options.photos; ++seed) {
    Random random(seed * 6151 + 7);
    const auto& [paper, name] = papers[seed % papers.size()];
    const std::string& damage = damages[seed / papers.size() % damages.size()];
    Page page = form.page;
    Picture& picture = page.pictures[0];
    const Image portrait = support::draw_portrait(seed);
    expect(picture, portrait);
    Image sheet = form.print;
    const double px_per_mm = sheet.width / page.width_mm;
    Placing at;
    if (paper == Paper::glued)
      at = {random.uniform(-1.2, 1.2), random.uniform(-1.2, 1.2), random.uniform(0.95, 1.05),
            random.uniform(-0.03, 0.03)};
    if (paper != Paper::none)
      put(sheet, px_per_mm, picture.box,
          paper == Paper::other ? support::draw_portrait(seed + 500000) : portrait, at, random);
    if (paper == Paper::sealed)
      support::PaperSheet(sheet, page.width_mm)
          .stamp(picture.box.x + random.uniform(-2, 12),
                 picture.box.y + picture.box.h + random.uniform(-12, 4), 20, 1, random);
    const Image scan = support::simulate_scan(sheet, page.width_mm, page.height_mm,
                                              support::damage_kind(damage), seed, page.codes);
    const Image grey = grey_without_seal(scan);
    const Registration registration = register_page(grey, page, read_codes(grey));
    PhotoMatch match;
    if (registration.status == RegistrationStatus::ok) match = match_photo(scan, registration.map, picture);
    const PhotoState right = paper == Paper::other  ? PhotoState::other
                             : paper == Paper::none ? PhotoState::missing
                                                    : PhotoState::same;
    const bool unclear = match.state == PhotoState::unclear || match.state == PhotoState::covered;
    for (Tally* tally : {&all, &by_paper[name], &by_damage[damage]})
      ++tally->photos, tally->wrong += !unclear && match.state != right, tally->unclear += unclear;
    if (options.measures)
      std::cout << fmt::format("measure {} {} {} {:.3f} {:.3f} {:.3f} {:.3f} {}\n", name, damage,
                               word(match.state), match.likeness, match.agreeing, match.covered,
                               match.contrast, seed);
  }
  std::cout << fmt::format("{:<16} {:>6} {:>6} {:>8}\n", "", "photos", "wrong", "unclear");
  const auto print = [](const std::string& name, const Tally& t) {
    std::cout << fmt::format("{:<16} {:>6} {:>6} {:>8}\n", name, t.photos, t.wrong, t.unclear);
  };
  for (const auto& [name, tally] : by_paper) print(name, tally);
  for (const auto& [name, tally] : by_damage) print("~ " + name, tally);
  std::cout << fmt::format(
      "{{\"bench\":\"photo_match\",\"photos\":{},\"wrong_pct\":{:.2f},\"unclear_pct\":{:.2f}}}\n", all.photos,
      100.0 * all.wrong / all.photos, 100.0 * all.unclear / all.photos);
}

}  // namespace
}  // namespace hefu

int main(int argc, char** argv) {
  hefu::Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string flag = argv[i];
    if (flag == "--quick")
      options.photos = 160, options.seed = 1000;
    else if (flag == "--measures")
      options.measures = true;
    else if (flag == "--photos" && i + 1 < argc)
      options.photos = std::atoi(argv[++i]);
    else if (flag == "--seed" && i + 1 < argc)
      options.seed = std::strtoull(argv[++i], nullptr, 10);
    else {
      std::cerr << "usage: bench_photo_match [--quick] [--photos N] [--seed S] [--measures]\n";
      return 2;
    }
  }
  try {
    hefu::run(options);
    return 0;
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
