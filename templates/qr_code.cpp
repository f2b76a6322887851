#include "templates/qr_code.h"

#include "schemas/error.h"
#include "templates/qr_mask.h"

namespace hefu {
namespace {

/// One version at level M. Source: ISO/IEC 18004, tables 1, 9 and E.1.
struct Version {
  int number, check_bytes;               // check_bytes: of each block
  int short_blocks, short_data;          // blocks, and data bytes of each
  int long_blocks;                       // with one data byte more
  std::array<int, 3> alignment_centres;  // 0: none
  int size() const { return 17 + 4 * number; }
  int data_bytes() const { return short_blocks * short_data + long_blocks * (short_data + 1); }
};
constexpr std::array<Version, 9> versions = {{{1, 10, 1, 16, 0, {0, 0, 0}},
                                              {2, 16, 1, 28, 0, {6, 18, 0}},
                                              {3, 26, 1, 44, 0, {6, 22, 0}},
                                              {4, 18, 2, 32, 0, {6, 26, 0}},
                                              {5, 24, 2, 43, 0, {6, 30, 0}},
                                              {6, 16, 4, 27, 0, {6, 34, 0}},
                                              {7, 18, 4, 31, 0, {6, 22, 38}},
                                              {8, 22, 2, 38, 2, {6, 24, 42}},
                                              {9, 22, 3, 36, 2, {6, 26, 46}}}};
constexpr std::string_view alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
using Bytes = std::vector<std::uint8_t>;

void set(QrRows& rows, int x, int y, bool dark) {
  const std::uint64_t bit = 1ULL << x;
  std::uint64_t& row = rows[static_cast<std::size_t>(y)];
  row = dark ? row | bit : row & ~bit;
}

/// The message in one alphanumeric segment, filled up to the version's data bytes.
Bytes data_bytes(std::string_view text, const Version& version) {
  Bytes bytes;
  std::uint32_t pending = 0;
  int bits = 0;
  const auto add = [&](std::size_t value, int count) {
    pending = pending << count | static_cast<std::uint32_t>(value);
    for (bits += count; bits >= 8; bits -= 8)
      bytes.push_back(static_cast<std::uint8_t>(pending >> (bits - 8)));
  };
  add(2, 4);  // alphanumeric
  add(text.size(), 9);
  std::size_t i = 0;
  for (; i + 1 < text.size(); i += 2) add(alphabet.find(text[i]) * 45 + alphabet.find(text[i + 1]), 11);
  if (i < text.size()) add(alphabet.find(text[i]), 6);
  const auto capacity = static_cast<std::size_t>(version.data_bytes());
  add(0, std::min(4, static_cast<int>(8 * (capacity - bytes.size())) - bits));  // terminator
  if (bits > 0) add(0, 8 - bits);
  for (std::uint8_t filler = 0xEC; bytes.size() < capacity; filler ^= 0xEC ^ 0x11) bytes.push_back(filler);
  return bytes;
}

/// GF(256) by logarithms, modulo x^8 + x^4 + x^3 + x^2 + 1.
struct Field {
  std::array<std::uint8_t, 512> power{};
  std::array<std::uint8_t, 256> log{};
  Field() {
    unsigned value = 1;
    for (std::size_t i = 0; i < 255; ++i) {
      power[i] = power[i + 255] = static_cast<std::uint8_t>(value);
      log[value] = static_cast<std::uint8_t>(i);
      value = value << 1 ^ (value & 128 ? 0x11D : 0);
    }
  }
};

/// Logarithms of the Reed-Solomon generator's coefficients, highest power left out.
Bytes generator(const Field& field, int check_bytes) {
  Bytes coefficients = {1};  // highest first
  for (int i = 0; i < check_bytes; ++i) {
    coefficients.push_back(0);
    for (std::size_t k = coefficients.size() - 1; k > 0; --k)
      if (const std::uint8_t c = coefficients[k - 1]; c != 0)
        coefficients[k] ^= field.power[static_cast<std::size_t>(field.log[c] + i)];
  }
  Bytes logs;
  for (std::size_t k = 1; k < coefficients.size(); ++k) logs.push_back(field.log[coefficients[k]]);
  return logs;
}

/// Everything about a version that does not depend on the message.
struct Plan {
  Version version;
  Bytes generator_logs;
  QrRows dark{}, reserved{};                               // function patterns, and where they are
  std::vector<std::pair<std::uint8_t, std::uint8_t>> way;  // x, y of each data bit, in the order of reading
  std::array<QrRows, 8> masks{}, masks_transposed{};
};

void add_square(Plan& plan, int x0, int y0, int radius, bool finder) {
  const int size = plan.version.size();
  for (int y = y0 - radius; y <= y0 + radius; ++y)
    for (int x = x0 - radius; x <= x0 + radius; ++x) {
      if (x < 0 || y < 0 || x >= size || y >= size) continue;
      const int ring = std::max(std::abs(x - x0), std::abs(y - y0));
      set(plan.dark, x, y, finder ? ring != 2 && ring != 4 : ring != 1);
      set(plan.reserved, x, y, true);
    }
}

void add_function_patterns(Plan& plan) {
  const int size = plan.version.size(), last = size - 1;
  for (int i = 0; i < size; ++i) {
    set(plan.dark, i, 6, i % 2 == 0), set(plan.dark, 6, i, i % 2 == 0);
    set(plan.reserved, i, 6, true), set(plan.reserved, 6, i, true);
  }
  for (const auto& [x, y] : {std::pair{3, 3}, {last - 3, 3}, {3, last - 3}}) add_square(plan, x, y, 4, true);
  for (const int x : plan.version.alignment_centres)
    for (const int y : plan.version.alignment_centres) {
      const bool on_finder = (x < 9 && y < 9) || (x < 9 && y > size - 9) || (x > size - 9 && y < 9);
      if (x != 0 && y != 0 && !on_finder) add_square(plan, x, y, 2, false);
    }
  for (int i = 0; i < 9; ++i) set(plan.reserved, i, 8, true), set(plan.reserved, 8, i, true);  // format
  for (int i = 0; i < 8; ++i) set(plan.reserved, last - i, 8, true), set(plan.reserved, 8, last - i, true);
  set(plan.dark, 8, size - 8, true);
  if (plan.version.number < 7) return;
  int bits = plan.version.number << 12;  // version information: a Golay code of 12 check bits
  for (int i = 17; i >= 12; --i)
    if (bits >> i & 1) bits ^= 0x1F25 << (i - 12);
  bits |= plan.version.number << 12;
  for (int i = 0; i < 18; ++i)
    for (const bool across : {false, true}) {
      const int a = i / 3, b = size - 11 + i % 3, x = across ? b : a, y = across ? a : b;
      set(plan.dark, x, y, bits >> i & 1), set(plan.reserved, x, y, true);
    }
}

/// Two columns at a time from the right, up and down in turn, past what is reserved.
void add_way(Plan& plan) {
  const int size = plan.version.size();
  bool up = true;
  for (int right = size - 1; right > 0; right -= 2, up = !up) {
    if (right == 6) --right;
    for (int i = 0; i < size; ++i)
      for (const int x : {right, right - 1}) {
        const int y = up ? size - 1 - i : i;
        if (plan.reserved[static_cast<std::size_t>(y)] >> x & 1) continue;
        plan.way.emplace_back(static_cast<std::uint8_t>(x), static_cast<std::uint8_t>(y));
      }
  }
}

bool masked(int mask, int x, int y) {
  switch (mask) {
    case 0:
      return (x + y) % 2 == 0;
    case 1:
      return y % 2 == 0;
    case 2:
      return x % 3 == 0;
    case 3:
      return (x + y) % 3 == 0;
    case 4:
      return (y / 2 + x / 3) % 2 == 0;
    case 5:
      return x * y % 2 + x * y % 3 == 0;
    case 6:
      return (x * y % 2 + x * y % 3) % 2 == 0;
    default:
      return (x * y % 3 + (x + y) % 2) % 2 == 0;
  }
}

/// The mask's pattern over the data, and the format information that names it.
QrRows mask_rows(const Plan& plan, int mask) {
  QrRows rows{};
  const int size = plan.version.size();
  for (const auto& [x, y] : plan.way) set(rows, x, y, masked(mask, x, y));
  int format = mask << 10;  // level M is 00; a BCH code of 10 check bits
  for (int i = 14; i >= 10; --i)
    if (format >> i & 1) format ^= 0x537 << (i - 10);
  format = (format | mask << 10) ^ 0x5412;
  for (int i = 0; i < 15; ++i) {
    const bool dark = format >> i & 1;
    set(rows, 8, i < 6 ? i : i < 8 ? i + 1 : size - 15 + i, dark);
    set(rows, i < 8 ? size - 1 - i : i < 9 ? 7 : 14 - i, 8, dark);
  }
  return rows;
}

const Plan& plan_of(const Version& version) {
  static const std::vector<Plan> plans = [] {
    const Field field;
    std::vector<Plan> made;
    for (const Version& each : versions) {
      Plan& plan = made.emplace_back(Plan{each, generator(field, each.check_bytes)});
      add_function_patterns(plan);
      add_way(plan);
      for (int mask = 0; mask < 8; ++mask) {
        const auto at = static_cast<std::size_t>(mask);
        plan.masks[at] = mask_rows(plan, mask);
        plan.masks_transposed[at] = transposed(plan.masks[at]);
      }
    }
    return made;
  }();
  return plans[static_cast<std::size_t>(version.number - 1)];
}

/// Data and check bytes of all blocks in the order in which they stand in the symbol.
Bytes interleaved(const Bytes& data, const Plan& plan) {
  static const Field field;
  const Version& v = plan.version;
  const auto blocks = static_cast<std::size_t>(v.short_blocks + v.long_blocks);
  const auto checks = static_cast<std::size_t>(v.check_bytes), least = static_cast<std::size_t>(v.short_data);
  const std::size_t shorts = static_cast<std::size_t>(v.short_blocks), total = data.size();
  Bytes out(total + blocks * checks);
  std::size_t begin = 0;
  for (std::size_t b = 0; b < blocks; ++b) {
    const std::size_t length = least + (b >= shorts ? 1 : 0);
    std::array<std::uint8_t, 32> rest{};
    for (std::size_t i = 0; i < length; ++i) {
      const std::uint8_t byte = data[begin + i], lead = byte ^ rest[0];
      out[i < least ? i * blocks + b : least * blocks + b - shorts] = byte;
      std::copy(rest.begin() + 1, rest.begin() + v.check_bytes, rest.begin());
      rest[checks - 1] = 0;
      if (lead == 0) continue;
      const std::uint8_t* const powers = field.power.data() + field.log[lead];
      for (std::size_t k = 0; k < checks; ++k) rest[k] ^= powers[plan.generator_logs[k]];
    }
    for (std::size_t k = 0; k < checks; ++k) out[total + k * blocks + b] = rest[k];
    begin += length;
  }
  return out;
}

QrRows with_best_mask(const QrRows& rows, const Plan& plan) {
  const QrRows columns = transposed(rows);
  const int size = plan.version.size();
  QrRows best{};
  int least = 0;
  for (std::size_t mask = 0; mask < plan.masks.size(); ++mask) {
    QrRows masked_rows{}, masked_columns{};
    for (std::size_t i = 0; i < static_cast<std::size_t>(size); ++i) {
      masked_rows[i] = rows[i] ^ plan.masks[mask][i];
      masked_columns[i] = columns[i] ^ plan.masks_transposed[mask][i];
    }
    const int penalty = qr_penalty(masked_rows, masked_columns, size);
    if (mask == 0 || penalty < least) least = penalty, best = masked_rows;
  }
  return best;
}

}  // namespace

std::optional<QrMatrix> quick_qr_matrix(std::string_view text) {
  if (text.empty() || text.find_first_not_of(alphabet) != std::string_view::npos) return std::nullopt;
  const std::size_t bits = 4 + 9 + text.size() / 2 * 11 + text.size() % 2 * 6;
  const auto fitting = std::find_if(versions.begin(), versions.end(), [&](const Version& version) {
    return bits <= 8 * static_cast<std::size_t>(version.data_bytes());
  });
  if (fitting == versions.end()) return std::nullopt;
  const Plan& plan = plan_of(*fitting);
  QrRows rows = plan.dark;
  const Bytes bytes = interleaved(data_bytes(text, *fitting), plan);
  for (std::size_t i = 0; i < 8 * bytes.size(); ++i)
    rows[plan.way[i].second] |= static_cast<std::uint64_t>(bytes[i / 8] >> (7 - i % 8) & 1)
                                << plan.way[i].first;
  rows = with_best_mask(rows, plan);

  QrMatrix matrix;
  matrix.size = fitting->size();
  matrix.dark.reserve(static_cast<std::size_t>(matrix.size * matrix.size));
  for (int y = 0; y < matrix.size; ++y)
    for (int x = 0; x < matrix.size; ++x)
      matrix.dark.push_back(static_cast<std::uint8_t>(rows[static_cast<std::size_t>(y)] >> x & 1));
  return matrix;
}

QrMatrix qr_matrix(const std::string& text) {
  if (std::optional<QrMatrix> quick = quick_qr_matrix(text)) return std::move(*quick);
  return reference_qr_matrix(text);
}

}  // namespace hefu
