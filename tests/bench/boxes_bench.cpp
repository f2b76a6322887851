// bench boxes: whether the boxes that people fill by hand are filled. Forms of two notices, signed, dated,
// written on and sealed at random by drawn hands, soiled, scanned in nine ways, registered and judged; each
// box that is called filled when it is not, or the other way round, is wrong.
// --boxes N (5000), --seed S: of the first page; tuning below 1000, validation 1000-4999, judging from 20000.
// --damage A,B: other kinds of the scan simulator. --quick: 600 boxes of the validation seeds. --list: names
// each box that is wrong or can't be told, with what was measured there. --save DIR: keeps those boxes'
// pictures. --measures: of every box, for tuning.
#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include "ocr/box_judge.h"
#include "ocr/code_reader.h"
#include "ocr/sandbox.h"
#include "schemas/application.h"
#include "schemas/notice.h"
#include "templates/form.h"
#include "templates/layout.h"
#include "templates/pdf.h"
#include "tests/support/hand_marks.h"
#include "tests/support/people.h"
#include "tests/support/scan_parts.h"

namespace hefu {
namespace {

using support::PaperSheet;
using support::Random;

constexpr std::uint64_t judging_seed = 20000, validation_seed = 1000;

struct Options {
  int boxes = 5000;
  std::uint64_t seed = judging_seed;
  bool list = false, measures = false;
  std::string save;
  std::vector<std::string> damages = {"clean", "rotated", "150dpi",    "grey", "200dpi-jpeg30",
                                      "phone", "faint",   "photocopy", "noise"};
};

/// A page with boxes for hands, as it leaves the printer.
struct Form {
  Page page;
  Image print;
};

std::vector<Form> print_forms(const Fonts& fonts) {
  const ReadApplication read = parse_application(support::to_xml(support::make_person(1)), "application.xml");
  DecodeLimits limits;
  limits.render_dpi = 200;
  const auto sandbox = Sandbox::start(limits);
  Photo photo;
  photo.width = photo.grey_width = 295, photo.height = photo.grey_height = 413;
  photo.grey.assign(static_cast<std::size_t>(photo.width) * photo.height, 200);
  photo.pixels.assign(photo.grey.size() * 3, static_cast<char>(200));
  std::vector<Form> forms;
  for (const char* id : {"2025-green-channel", "2020-region"})
    for (const char* kind : {"evaluation-form", "submission-form", "recognition-form", "pledge"}) {
      const ReadNotice notice = find_notice(id);
      const ReadForm form = find_form(id, kind);
      if (!notice.ok || !form.ok) continue;
      const LaidOut laid = lay_out(form.form, read.application, notice.notice, fonts, &photo);
      if (!laid.ok) throw std::runtime_error(fmt::format("{} of {} cannot be set", kind, id));
      Sheet sheet = laid.sheet;
      for (std::size_t i = 0; i < sheet.pages.size(); ++i)
        sheet.pages[i].code = "HF1:" + std::string(115, static_cast<char>('A' + i));
      std::size_t at = 0;
      const DecodedFile file = sandbox->decode(write_pdf(sheet, fonts), [&](int, Image print) {
        const Page& page = sheet.pages.at(at++);
        if (std::any_of(page.boxes.begin(), page.boxes.end(), is_filled_by_hand))
          forms.push_back({page, std::move(print)});
      });
      if (file.status != FileStatus::read) throw std::runtime_error(file.reason);
    }
  return forms;
}

/// What was done to a box: whether what it is for was put there, and in words.
struct Done {
  bool filled = false;
  std::string what = "blank";
};

// The parts of a date's box beside its printed 年 月 日.
std::vector<RectMm> free_parts(const Page& page, const RectMm& box) {
  std::vector<std::pair<double, double>> printed = {{box.x + box.w, box.x + box.w}};
  for (const TextRun& run : page.runs)
    for (const Glyph& glyph : run.glyphs)
      if (glyph.y_mm > box.y && glyph.y_mm - glyph.size_pt * mm_per_pt < box.y + box.h)
        printed.emplace_back(glyph.x_mm, glyph.x_mm + glyph.advance_mm);
  std::sort(printed.begin(), printed.end());
  std::vector<RectMm> parts;
  double from = box.x;
  for (const auto& [left, right] : printed) {
    const double to = std::min(left, box.x + box.w);
    if (to - from >= 4) parts.push_back({from + 0.4, box.y, to - from - 0.8, box.h});
    from = std::max(from, right);
  }
  return parts;
}

Done fill(PaperSheet& paper, const Page& page, const Box& box, Random& random) {
  const RectMm& b = box.box;
  if (box.use == BoxUse::signature) {
    paper.sign(b, random);
    return {true, "signature"};
  }
  if (box.use == BoxUse::date) {
    const std::vector<RectMm> parts = free_parts(page, b);
    for (std::size_t i = 0; i < parts.size(); ++i)
      paper.write_digits(parts[i], i == 0 ? (random.chance(0.8) ? 4 : 2) : random.between(1, 2), random);
    return {true, "date"};
  }
  if (b.h < 14) {
    if (b.w < 20 || random.chance(0.5))
      paper.write_digits(b, b.w < 20 ? random.between(1, 2) : 11, random);
    else
      paper.write_lines(b, 1, random);
    return {true, "words"};
  }
  const int lines = random.between(1, 5);
  if (random.chance(0.3)) {
    paper.type_lines(b, lines, random);
    return {true, "typed"};
  }
  paper.write_lines(b, lines, random);
  return {true, "opinion"};
}

/// A seal of its own box; near its edge it reaches into the neighbours.
Done seal(PaperSheet& paper, const RectMm& b, Random& random) {
  const double radius = random.uniform(18.5, 22), off = random.chance(0.5) ? 9 : 3;
  const double seen = random.chance(0.25) ? random.uniform(0.45, 0.9) : 1;
  paper.stamp(b.x + b.w / 2 + random.uniform(-off, off), b.y + b.h / 2 + random.uniform(-off, off), radius,
              seen, random);
  return {true, off > 3 ? "seal, off its middle" : seen < 1 ? "seal, in part" : "seal"};
}

/// Writes on a page; each box is filled or not by the toss of a coin.
std::vector<Done> write_on(const Form& form, const Image& other, Image& sheet, Random& random) {
  PaperSheet paper(sheet, form.page.width_mm);
  if (random.chance(0.2)) paper.show_through(other, random.uniform(0.04, 0.13));
  std::vector<Done> done(form.page.boxes.size());
  for (std::size_t i = 0; i < done.size(); ++i) {
    const Box& box = form.page.boxes[i];
    if (!is_filled_by_hand(box)) continue;
    if (random.chance(0.3)) paper.soil(box.box, random), done[i].what = "blank, soiled";
    if (box.use != BoxUse::seal && random.chance(0.5)) done[i] = fill(paper, form.page, box, random);
  }
  for (std::size_t i = 0; i < done.size(); ++i)
    if (form.page.boxes[i].use == BoxUse::seal && random.chance(0.5))
      done[i] = seal(paper, form.page.boxes[i].box, random);
  if (random.chance(0.06))  // one half of a seal over the edges of all sheets
    paper.stamp(form.page.width_mm, random.uniform(40, 250), 20, 1, random);
  return done;
}

/// A copier: no colour, more contrast, its own dust.
void photocopy(Image& sheet, double width_mm, Random& random) {
  for (std::size_t i = 0; i < sheet.pixels.size(); i += 3) {
    const double grey = 0.3 * sheet.pixels[i] + 0.59 * sheet.pixels[i + 1] + 0.11 * sheet.pixels[i + 2];
    const auto copied = static_cast<std::uint8_t>(std::clamp((grey - 50) * 255 / 190, 0.0, 255.0));
    sheet.pixels[i] = sheet.pixels[i + 1] = sheet.pixels[i + 2] = copied;
  }
  PaperSheet paper(sheet, width_mm);
  for (int i = 0; i < 6; ++i)
    paper.soil({0, 0, width_mm, static_cast<double>(sheet.height) / sheet.width * width_mm}, random);
}

Image in_colour(const Image& print) {
  if (print.channels == 3) return print;
  Image sheet{print.width, print.height, 3, print.dpi, {}};
  sheet.pixels.resize(print.pixels.size() * 3);
  for (std::size_t i = 0; i < print.pixels.size(); ++i)
    std::fill_n(sheet.pixels.begin() + static_cast<std::ptrdiff_t>(3 * i), 3, print.pixels[i]);
  return sheet;
}

Image scan(Image sheet, const Page& page, const std::string& damage, std::uint64_t seed, Random& random) {
  const bool own = damage == "grey" || damage == "photocopy" || damage == "faint";
  if (damage == "photocopy") photocopy(sheet, page.width_mm, random);
  if (damage != "phone" && random.chance(0.12))
    PaperSheet(sheet, page.width_mm)
        .streak(random.uniform(20, page.width_mm - 20), random.uniform(-0.02, 0.02), random);
  if (own && damage != "faint") sheet = grey_luma(sheet);
  return support::with_half_colour(support::simulate_scan(
      sheet, page.width_mm, page.height_mm, support::damage_kind(own ? "clean" : damage), seed, page.codes));
}

struct Tally {
  int boxes = 0, wrong = 0, unclear = 0;
};

/// 95 % upper bound of a rate, exact. Source: Clopper and Pearson (1934).
double upper_bound(int found, int of) {
  if (of == 0 || found >= of) return 1;
  double low = 0, high = 1;
  for (int step = 0; step < 60; ++step) {
    const double p = (low + high) / 2;
    double sum = 0;
    for (int k = 0; k <= found; ++k)
      sum += std::exp(std::lgamma(of + 1.0) - std::lgamma(k + 1.0) - std::lgamma(of - k + 1.0) +
                      k * std::log(p) + (of - k) * std::log1p(-p));
    (sum > 0.05 ? low : high) = p;
  }
  return high;
}

const char* word(BoxState state) {
  return state == BoxState::present ? "present" : state == BoxState::absent ? "absent" : "unclear";
}

/// Judges page after page until enough boxes were seen.
class Bench {
 public:
  explicit Bench(const Options& options)
      : options_(options), fonts_(Fonts::load()), forms_(print_forms(*fonts_)) {}

  void run() {
    for (std::uint64_t seed = options_.seed; all_.boxes < options_.boxes; ++seed) judge_page(seed);
    std::cout << fmt::format("{:<24} {:>6} {:>6} {:>8} {:>10} {:>8}\n", "", "boxes", "wrong", "unclear",
                             "wrong %<=", "unclear %");
    for (const auto& [name, tally] : by_mark_) print(name, tally);
    for (const auto& [name, tally] : by_damage_) print("~ " + name, tally);
    print("~ all", all_);
    std::cout << fmt::format("registered {} of {} pages; judging {:.1f} ms a page\n", registered_, pages_,
                             judge_ms_ / std::max(1, registered_));
    std::cout << fmt::format(
        "{{\"bench\":\"boxes\",\"boxes\":{},\"wrong_pct\":{:.2f},\"wrong_pct_at_most\":{:.2f},\"unclear_"
        "pct\":{:.2f}}}\n",
        all_.boxes, 100.0 * all_.wrong / all_.boxes, 100 * upper_bound(all_.wrong, all_.boxes),
        100.0 * all_.unclear / all_.boxes);
  }

 private:
  void judge_page(std::uint64_t seed) {
    Random random(seed * 104729 + 31);
    const Form& form = random.pick(forms_);
    const Image& other = random.pick(forms_).print;
    const std::string& damage = options_.damages[seed % options_.damages.size()];
    Image sheet = in_colour(form.print);
    if (damage == "faint") support::fade_toner(sheet, 0.6, random);  // the printer's, not the pen's
    const std::vector<Done> done = write_on(form, other, sheet, random);
    const Image scanned = scan(std::move(sheet), form.page, damage, seed, random);
    const Image grey = grey_without_seal(scanned);
    const Registration registration = register_page(grey, form.page, read_codes(grey));
    std::vector<BoxReading> readings(form.page.boxes.size());
    ++pages_;
    if (registration.status == RegistrationStatus::ok) {
      ++registered_;
      const std::clock_t start = std::clock();
      readings = judge_boxes(straighten(scanned, registration.map, form.page), form.page);
      judge_ms_ += 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    }
    for (std::size_t i = 0; i < done.size(); ++i)
      if (is_filled_by_hand(form.page.boxes[i]))
        count(seed, damage, form.page.boxes[i], done[i], readings[i], scanned, registration.map);
  }

  void count(std::uint64_t seed, const std::string& damage, const Box& box, const Done& done,
             const BoxReading& reading, const Image& scanned, const PageMap& map) {
    const bool unclear = reading.state == BoxState::unclear;
    const bool wrong = !unclear && (reading.state == BoxState::present) != done.filled;
    const std::string name = (done.filled || box.use != BoxUse::seal ? "" : "seal ") + done.what;
    for (Tally* tally : {&all_, &by_mark_[name], &by_damage_[damage]})
      ++tally->boxes, tally->wrong += wrong, tally->unclear += unclear;
    if (options_.measures)
      std::cout << fmt::format("measure {} {} {} {:.2f} {:.2f} {}\n", done.filled ? 1 : 0, damage,
                               box.use == BoxUse::seal ? "seal" : "pen", reading.pen_mm2, reading.seal_mm2,
                               seed);
    if (!wrong && !unclear) return;
    if (options_.list)
      std::cout << fmt::format(
          "{} {:<10} {:<14} {:<22} {:<28} pen {:.2f} seal {:.2f} marks {:.0f} x {:.0f}{}\n", seed,
          word(reading.state), damage, done.what, box.id, reading.pen_mm2, reading.seal_mm2, reading.marks.w,
          reading.marks.h, reading.red ? " red" : "");
    if (options_.save.empty()) return;
    const RectMm around{box.box.x - 8, box.box.y - 8, box.box.w + 16, box.box.h + 16};
    std::ofstream(fmt::format("{}/{}-{}-{}-{}.png", options_.save, seed, damage, box.id, word(reading.state)),
                  std::ios::binary)
        << encode_png(crop(scanned, map, around, 100));
  }

  static void print(const std::string& name, const Tally& tally) {
    std::cout << fmt::format("{:<24} {:>6} {:>6} {:>8} {:>10.2f} {:>8.2f}\n", name, tally.boxes, tally.wrong,
                             tally.unclear, 100 * upper_bound(tally.wrong, tally.boxes),
                             100.0 * tally.unclear / std::max(1, tally.boxes));
  }

  const Options options_;
  const std::shared_ptr<const Fonts> fonts_;
  const std::vector<Form> forms_;
  std::map<std::string, Tally> by_mark_, by_damage_;
  Tally all_;
  int pages_ = 0, registered_ = 0;
  double judge_ms_ = 0;
};

}  // namespace
}  // namespace hefu

int main(int argc, char** argv) {
  hefu::Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string flag = argv[i];
    const bool has_value = i + 1 < argc;
    if (flag == "--quick") {
      options.boxes = 600, options.seed = hefu::validation_seed;
    } else if (flag == "--list") {
      options.list = true;
    } else if (flag == "--measures") {
      options.measures = true;
    } else if (flag == "--boxes" && has_value) {
      options.boxes = std::atoi(argv[++i]);
    } else if (flag == "--seed" && has_value) {
      options.seed = std::strtoull(argv[++i], nullptr, 10);
    } else if (flag == "--damage" && has_value) {
      std::istringstream names(argv[++i]);
      options.damages.clear();
      for (std::string name; std::getline(names, name, ',');) options.damages.push_back(name);
    } else if (flag == "--save" && has_value) {
      options.save = argv[++i];
      std::filesystem::create_directories(options.save);
    } else {
      std::cerr << "usage: bench_boxes [--quick] [--boxes N] [--seed S] [--damage A,B...] [--list] "
                   "[--measures] [--save DIR]\n";
      return 2;
    }
  }
  try {
    hefu::Bench(options).run();
    return 0;
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
