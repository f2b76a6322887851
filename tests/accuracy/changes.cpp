#include "tests/accuracy/changes.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "ocr/shape_index.h"
#include "schemas/text.h"
#include "tests/support/people.h"

namespace hefu::accuracy {
namespace {

using support::Change;
using support::Random;

/// Where a change goes: the first place, the last, or any.
std::size_t some_place(std::size_t size, Random& random) {
  const int third = random.below(3);
  return third == 0   ? 0
         : third == 1 ? size - 1
                      : static_cast<std::size_t>(random.below(static_cast<int>(size)));
}

const std::u32string* near_shapes_of(char32_t c) {
  static const auto known = [] {
    std::unordered_map<char32_t, std::u32string> map;
    for (const auto& [code_point, near] : nearest_shapes()) map[code_point] = near;
    return map;
  }();
  const auto found = known.find(c);
  return found == known.end() || found->second.empty() ? nullptr : &found->second;
}

std::optional<std::u32string> substituted(const std::u32string& from, Way way, Random& random) {
  const std::size_t place = some_place(from.size(), random);
  const auto in_place = [&](Change change) -> std::optional<std::u32string> {
    const auto other = support::one_character_change(to_utf8(from.substr(place, 1)), random, change);
    if (!other) return std::nullopt;
    std::u32string to = from;
    to[place] = to_utf32(*other)[0];
    return to;
  };
  if (way == Way::near_shape) {
    const std::u32string* near = near_shapes_of(from[place]);
    if (near == nullptr) return std::nullopt;
    std::u32string to = from;
    to[place] = (*near)[static_cast<std::size_t>(random.below(static_cast<int>(near->size())))];
    return to;
  }
  const Change change = way == Way::look_alike ? Change::look_alike
                        : way == Way::digit    ? Change::digit
                                               : Change::random;
  if (const auto changed = in_place(change)) return changed;
  if (const auto anywhere = support::one_character_change(to_utf8(from), random, change))
    return to_utf32(*anywhere);
  return std::nullopt;
}

std::optional<std::u32string> changed(const std::u32string& from, Way way, Random& random) {
  std::u32string to = from;
  const std::size_t place = some_place(from.size(), random);
  switch (way) {
    case Way::missing:
      if (from.size() < 2) return std::nullopt;
      return to.erase(place, 1);
    case Way::extra: {
      // One that stands in the value already, so that faces have it: a doubled one or one from elsewhere.
      const char32_t more = random.chance(0.5) ? from[place] : from[some_place(from.size(), random)];
      return to.insert(random.chance(0.5) ? place : place + 1, 1, more);
    }
    case Way::swapped: {
      const std::size_t first = std::min(place, from.size() - 2);
      if (from.size() < 2 || from[first] == from[first + 1]) return std::nullopt;
      std::swap(to[first], to[first + 1]);
      return to;
    }
    default:
      return substituted(from, way, random);
  }
}

/// What ink can't show is no change: spaces put in, taken away or swapped.
std::u32string without_spaces(const std::u32string& text) {
  std::u32string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out),
               [](char32_t c) { return c > U' ' && c != 0x3000; });
  return out;
}

}  // namespace

std::string some_short_text(Random& random) {
  static const auto characters = [] {
    // Strokes by themselves: what stands where tells them apart, and little else.
    std::array<std::u32string, 4> sorts = {U"", U"", U"", U"1Il|!iJjt7[]{}()/"};
    for (const auto& [c, near] : nearest_shapes())
      if (!near.empty() && c > U' ') sorts[c >= 0x80 ? 2 : c >= U'0' && c <= U'9' ? 0 : 1] += c;
    return sorts;
  }();
  const std::u32string& sort = characters[static_cast<std::size_t>(random.below(4))];
  std::u32string text;
  for (int length = random.chance(0.6) ? 1 : 2 + random.below(2); length > 0; --length)
    text += sort[static_cast<std::size_t>(random.below(static_cast<int>(sort.size())))];
  return to_utf8(text);
}

ChangedText change_to_near_shape(const std::string& text, Random& random) {
  const std::u32string from = to_utf32(text);
  for (int attempt = 0; attempt < 8; ++attempt) {
    if (random.chance(0.5)) {
      const auto to = substituted(from, Way::look_alike, random);
      if (to && *to != from) return {to_utf8(*to), Way::look_alike};
    }
    const std::size_t place = static_cast<std::size_t>(random.below(static_cast<int>(from.size())));
    const std::u32string* near = near_shapes_of(from[place]);
    if (near == nullptr) continue;
    constexpr int nearest = 4;  // in this order
    std::u32string to = from;
    to[place] =
        (*near)[static_cast<std::size_t>(random.below(std::min(nearest, static_cast<int>(near->size()))))];
    return {to_utf8(to), Way::near_shape};
  }
  return {text, Way::other};
}

ChangedText change_one_character(const std::string& text, Random& random) {
  const std::u32string from = to_utf32(text);
  if (from.empty()) return {text, Way::other};
  constexpr std::array shares = {Way::look_alike, Way::look_alike, Way::look_alike, Way::look_alike,
                                 Way::near_shape, Way::near_shape, Way::digit,      Way::other,
                                 Way::missing,    Way::missing,    Way::extra,      Way::swapped};
  for (int attempt = 0; attempt < 8; ++attempt) {
    const Way way = shares[static_cast<std::size_t>(random.below(shares.size()))];
    const auto to = changed(from, way, random);
    if (to && without_spaces(*to) != without_spaces(from)) return {to_utf8(*to), way};
  }
  return {text, Way::other};
}

}  // namespace hefu::accuracy
