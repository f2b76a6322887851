#pragma once
#include <cstdint>
#include <unordered_set>

namespace hefu {

/// Which characters an engine may take for one another.
class ShapePairs {
 public:
  /// Read once. Fails: throws Error(missing) without ocr/lookalikes.txt or ocr/nearest_shapes.txt.
  static const ShapePairs& known();
  /// Pairs known from the field: 3 and 8, but not 2 and 3.
  bool are_mistaken(char32_t a, char32_t b) const { return a == b || mistaken_.count(key(a, b)) > 0; }
  /// Those, and whatever has a near shape.
  bool are_alike(char32_t a, char32_t b) const { return are_mistaken(a, b) || near_.count(key(a, b)) > 0; }

 private:
  ShapePairs();
  static std::uint64_t key(char32_t a, char32_t b) { return static_cast<std::uint64_t>(a) << 32 | b; }
  std::unordered_set<std::uint64_t> mistaken_, near_;
};

}  // namespace hefu
