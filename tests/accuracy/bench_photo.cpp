// Judges the photo check on drawn portraits, and finds its thresholds again: bench_photo [--seed N] [--count
// N]. Seeds under 1000 are for tuning, from 1000 on for judging.
#include <fmt/format.h>

#include <cstring>
#include <ctime>
#include <functional>
#include <map>

#include "ocr/photo_check.h"
#include "ocr/photo_sharpness.h"
#include "tests/support/people.h"
#include "tests/support/portrait.h"

namespace {

using namespace hefu;
using support::Hat;
using support::PortraitWish;

/// One kind of photo, and what should be told of it. A fact that is left out is not judged.
struct Kind {
  std::string name;
  PortraitWish wish;
  std::map<std::string, std::string> truth;
};

Kind kind(
    const char* name, std::map<std::string, std::string> truth,
    const std::function<void(PortraitWish&)>& change = [](PortraitWish&) {}) {
  Kind made{name, {}, std::move(truth)};
  change(made.wish);
  return made;
}

std::vector<Kind> kinds() {
  const std::map<std::string, std::string> good = {
      {"background", "白"},  {"heads", "1"},         {"bareheaded", "是"}, {"cut-off", "否"},
      {"sharpness", "清楚"}, {"uneven-light", "否"}, {"light", "正常"},    {"grey", "否"}};
  const auto with = [&](std::map<std::string, std::string> other) {
    for (const auto& [name, value] : good) other.emplace(name, value);
    return other;
  };
  std::vector<Kind> all;
  all.push_back(kind("good", good));
  all.push_back(kind("small", good, [](auto& w) { w.width_px = 150, w.height_px = 210; }));
  all.push_back(kind("large", good, [](auto& w) { w.width_px = 827, w.height_px = 1158; }));
  all.push_back(kind("square", good, [](auto& w) {
    w.height_px = 413;
    w.zoom = 0.8;
  }));
  all.push_back(kind("warm", good, [](auto& w) { w.background = {238, 230, 218}; }));
  all.push_back(kind("white-coat", good, [](auto& w) { w.white_coat = true; }));
  all.push_back(
      kind("red", with({{"background", "红"}}), [](auto& w) { w.background = support::photo_red; }));
  all.push_back(
      kind("blue", with({{"background", "蓝"}}), [](auto& w) { w.background = support::photo_blue; }));
  all.push_back(kind("grey-wall", with({{"background", "其他"}}), [](auto& w) {
    w.background = {160, 160, 158};
  }));
  all.push_back(kind("side-light", with({{"uneven-light", "是"}, {"background", "*"}}),
                     [](auto& w) { w.side_light = 0.3; }));
  all.push_back(kind("grey", with({{"grey", "是"}, {"bareheaded", "*"}}), [](auto& w) { w.grey = true; }));
  all.push_back(kind("dark", with({{"light", "过暗"}, {"background", "*"}, {"sharpness", "*"}}),
                     [](auto& w) { w.light = 0.25; }));
  all.push_back(
      kind("bright", with({{"light", "过亮"}, {"sharpness", "*"}}), [](auto& w) { w.light = 1.6; }));
  for (const double sigma : {1.0, 2.0, 3.0, 4.0})
    all.push_back(kind(fmt::format("blur-{:.0f}", sigma).c_str(),
                       with({{"sharpness", sigma < 1.5 ? "清楚" : "模糊"}}),
                       [&](auto& w) { w.blur_px = sigma; }));
  const std::pair<const char*, Hat> hats[] = {
      {"red-cap", Hat::red_cap},           {"navy-cap", Hat::navy_cap},       {"white-cap", Hat::white_cap},
      {"black-beanie", Hat::black_beanie}, {"green-scarf", Hat::green_scarf}, {"straw-hat", Hat::straw}};
  for (const auto& [name, hat] : hats)
    all.push_back(kind(name, with({{"bareheaded", "否"}}), [hat = hat](auto& w) { w.hat = hat; }));
  all.push_back(kind("two-heads", {{"heads", "2"}}, [](auto& w) { w.people = 2; }));
  all.push_back(kind("three-heads", {{"heads", "3"}}, [](auto& w) { w.people = 3; }));
  all.push_back(kind("no-head", {{"heads", "0"}}, [](auto& w) { w.people = 0; }));
  all.push_back(
      kind("crown-cut", with({{"cut-off", "是"}, {"bareheaded", "*"}}), [](auto& w) { w.shift_y = -0.42; }));
  all.push_back(
      kind("side-cut", with({{"cut-off", "是"}, {"bareheaded", "*"}}), [](auto& w) { w.shift_x = 0.42; }));
  return all;
}

struct Tally {
  int right = 0, unclear = 0, wrong = 0;
  std::map<std::string, int> instead;
};

std::string value_of(const Element& photo, const std::string& name) {
  const Element* child = photo.child(name);
  return child ? child->text : "看不出";
}

void judge_facts(std::uint64_t seed, int count) {
  fmt::print("facts: {} portraits a kind, seeds {}..{}; right/not told/wrong where not all are right\n",
             count, seed, seed + count - 1);
  double seconds = 0;
  int measured = 0;
  std::map<std::string, Tally> totals;
  for (const Kind& k : kinds()) {
    std::map<std::string, Tally> tallies;
    for (int i = 0; i < count; ++i) {
      const Image photo = support::recompressed(support::draw_portrait(seed + i, k.wish), 85);
      const std::clock_t start = std::clock();
      const Element element = to_element(measure_photo(photo));
      seconds += static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
      ++measured;
      for (const auto& [name, truth] : k.truth) {
        if (truth == "*") continue;
        const std::string value = value_of(element, name);
        for (Tally* tally : {&tallies[name], &totals[name]}) {
          ++(value == truth ? tally->right : value == "看不出" ? tally->unclear : tally->wrong);
          if (value != truth) ++tally->instead[value];
        }
      }
    }
    std::string line;
    for (const auto& [name, t] : tallies) {
      if (t.unclear + t.wrong == 0) continue;
      line += fmt::format("  {} {}/{}/{}", name, t.right, t.unclear, t.wrong);
      for (const auto& [value, times] : t.instead) line += fmt::format(" {}:{}", value, times);
    }
    fmt::print("{:14}{}\n", k.name, line.empty() ? "  all right" : line);
  }
  for (const auto& [name, t] : totals)
    fmt::print("{:14}  {} right, {} not told, {} wrong\n", name, t.right, t.unclear, t.wrong);
  fmt::print("{:.2f} ms of processor time a photo, decoding not included\n", 1000 * seconds / measured);
}

void show_edges(std::uint64_t seed, int count) {
  fmt::print("edge widths, px at 413: blur, then 1st, 50th and 99th percentile\n");
  for (const double sigma : {0.0, 0.7, 1.0, 1.4, 1.7, 2.0, 3.0}) {
    std::vector<double> widths;
    for (int i = 0; i < count; ++i) {
      PortraitWish wish;
      wish.blur_px = sigma;
      widths.push_back(edge_width_px(support::recompressed(support::draw_portrait(seed + i, wish), 85)));
    }
    std::sort(widths.begin(), widths.end());
    fmt::print("{:.1f}  {:.2f} {:.2f} {:.2f}\n", sigma, widths[count / 100], widths[count / 2],
               widths[count * 99 / 100]);
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::uint64_t seed = 1000;
  int count = 100;
  bool edges = false;
  for (int i = 1; i < argc; ++i) {
    if (!std::strcmp(argv[i], "--seed") && i + 1 < argc)
      seed = std::stoull(argv[++i]);
    else if (!std::strcmp(argv[i], "--count") && i + 1 < argc)
      count = std::stoi(argv[++i]);
    else if (!std::strcmp(argv[i], "--edges"))
      edges = true;
  }
  if (edges) show_edges(seed, count);
  judge_facts(seed, count);
}
