// Photo facts as the rules see them.
#include "ocr/photo_check.h"

namespace hefu {
namespace {

const char* word(PhotoBackground background) {
  switch (background) {
    case PhotoBackground::white:
      return "白";
    case PhotoBackground::blue:
      return "蓝";
    case PhotoBackground::red:
      return "红";
    case PhotoBackground::other:
      return "其他";
    case PhotoBackground::unclear:
      break;
  }
  return "看不出";
}

const char* word(PhotoAnswer answer, const char* yes, const char* no) {
  return answer == PhotoAnswer::yes ? yes : answer == PhotoAnswer::no ? no : "看不出";
}

const char* word(PhotoLight light) {
  switch (light) {
    case PhotoLight::normal:
      return "正常";
    case PhotoLight::dark:
      return "过暗";
    case PhotoLight::bright:
      return "过亮";
    case PhotoLight::unclear:
      break;
  }
  return "看不出";
}

}  // namespace

Element to_element(const PhotoFacts& facts) {
  Element photo{.name = "photo"};
  const auto add = [&](const char* name, std::string text) {
    photo.children.push_back({.name = name, .text = std::move(text)});
  };
  const auto yes_no = [](bool value) { return value ? "是" : "否"; };
  const auto share = [](double value) { return fmt::format("{:.2f}", value); };
  add("width-px", std::to_string(facts.width_px));
  add("height-px", std::to_string(facts.height_px));
  add("aspect", fmt::format("{:.3f}", facts.aspect));
  add("dpi-at-two-inch", fmt::format("{:.0f}", facts.dpi_at_two_inch));
  add("background", word(facts.background));
  add("background-white-share", share(facts.white_share));
  add("uneven-light", yes_no(facts.uneven_light));
  add("heads", facts.heads ? std::to_string(*facts.heads) : "看不出");
  if (facts.heads == 1) {
    add("head-width", share(facts.head.right - facts.head.left));
    add("head-height", share(facts.head.bottom - facts.head.top));
    add("head-off-centre", fmt::format("{:.2f}", facts.head.off_centre));
    add("cut-off", yes_no(facts.head.cut_off));
  }
  add("bareheaded", word(facts.bareheaded, "是", "否"));
  add("sharpness", word(facts.sharp, "清楚", "模糊"));
  add("light", word(facts.light));
  add("grey", yes_no(facts.grey));
  if (!facts.taken_on.empty()) add("taken-on", facts.taken_on);
  add("hash", to_text(facts.hash));
  return photo;
}

}  // namespace hefu
