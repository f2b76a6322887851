#include "templates/charstring.h"

#include <cstdint>
#include <vector>

namespace hefu {
namespace {

constexpr int deepest_call = 10;           // the format's own limit
constexpr std::size_t most_operands = 48;  // likewise

// Operators that need more than being copied.
enum Operator : int {
  hstem = 1,
  vstem = 3,
  callsubr = 10,
  return_ = 11,
  escape = 12,
  endchar = 14,
  hstemhm = 18,
  hintmask = 19,
  cntrmask = 20,
  vstemhm = 23,
  callgsubr = 29
};
// Of the operators after an escape, these four draw curves; the others compute.
bool draws(int escaped) { return escaped >= 34 && escaped <= 37; }

class Flattener {
 public:
  Flattener(const FindSubroutine& local, const FindSubroutine& global) : local_(local), global_(global) {}

  /// False: not one that this understands.
  bool run(std::string_view code, int depth = 0) {
    if (code.data() == nullptr || depth > deepest_call) return false;
    for (std::size_t i = 0; i < code.size() && !ended_;) {
      const int byte = static_cast<std::uint8_t>(code[i]);
      if (byte == 28 || byte >= 32) {
        const std::size_t size = byte == 28 ? 3 : byte < 247 ? 1 : byte < 255 ? 2 : 5;
        if (i + size > code.size() || operands_.size() == most_operands) return false;
        operands_.push_back({out.size(), value(code.substr(i, size))});
        out += code.substr(i, size);
        i += size;
        continue;
      }
      ++i;
      if (byte == return_) return true;
      if (byte == callsubr || byte == callgsubr) {
        if (operands_.empty()) return false;
        const Operand called = operands_.back();
        operands_.pop_back();
        out.resize(called.begin);
        if (!run((byte == callsubr ? local_ : global_)(called.value), depth + 1)) return false;
      } else if (byte == hstem || byte == vstem || byte == hstemhm || byte == vstemhm) {
        drop_stems();
      } else if (byte == hintmask || byte == cntrmask) {
        drop_stems();  // of vertical stems, whose operator may be left out here
        i += static_cast<std::size_t>((stems_ + 7) / 8);
      } else if (!copy(code, i, byte)) {
        return false;
      }
    }
    return depth > 0 || ended_;
  }
  std::string out;

 private:
  struct Operand {
    std::size_t begin;  // in out
    int value;
  };

  static int value(std::string_view code) {
    const auto byte = [&](std::size_t at) { return static_cast<int>(static_cast<std::uint8_t>(code[at])); };
    switch (code.size()) {
      case 1:
        return byte(0) - 139;
      case 2:
        return byte(0) < 251 ? (byte(0) - 247) * 256 + byte(1) + 108 : (251 - byte(0)) * 256 - byte(1) - 108;
      default:  // a fraction's integer part: no subroutine is called by it
        return static_cast<std::int16_t>(byte(1) << 8 | byte(2));
    }
  }

  // Stems come in pairs of operands; an odd one before the first of them is the glyph's width, which stays.
  void drop_stems() {
    stems_ += static_cast<int>(operands_.size() / 2);
    const bool width = operands_.size() % 2 == 1;
    if (operands_.size() > (width ? 1 : 0)) out.resize(operands_[width ? 1 : 0].begin);
    operands_.clear();
  }

  bool copy(std::string_view code, std::size_t& i, int byte) {
    out += static_cast<char>(byte);
    if (byte == escape) {
      if (i == code.size() || !draws(static_cast<std::uint8_t>(code[i]))) return false;
      out += code[i++];
    }
    if (byte == endchar) ended_ = true;
    operands_.clear();
    return true;
  }

  const FindSubroutine& local_;
  const FindSubroutine& global_;
  std::vector<Operand> operands_;
  int stems_ = 0;
  bool ended_ = false;
};

}  // namespace

std::optional<std::string> flat_charstring(std::string_view charstring, const FindSubroutine& local,
                                           const FindSubroutine& global) {
  Flattener flattener(local, global);
  if (!flattener.run(charstring)) return std::nullopt;
  return std::move(flattener.out);
}

}  // namespace hefu
