#include "templates/flate_pieces.h"

#include <array>
#include <bit>
#include <cstring>
#include <queue>

namespace hefu {
namespace {

static_assert(std::endian::native == std::endian::little, "words are written as they lie in memory");

constexpr std::size_t end_of_block = 256;
constexpr int longest_code_word = 15;
constexpr std::uint32_t adler_base = 65521;

/// Symbols of lengths and of distances: where each begins, and how many bits follow it. Outlines are short,
/// so the tables stop at 34 and 1,024. Source: RFC 1951, 3.2.5.
struct Symbol {
  int first, extra_bits;
};
constexpr std::array<Symbol, 16> lengths = {{{3, 0},
                                             {4, 0},
                                             {5, 0},
                                             {6, 0},
                                             {7, 0},
                                             {8, 0},
                                             {9, 0},
                                             {10, 0},
                                             {11, 1},
                                             {13, 1},
                                             {15, 1},
                                             {17, 1},
                                             {19, 2},
                                             {23, 2},
                                             {27, 2},
                                             {31, 2}}};
constexpr std::array<Symbol, 20> distances = {
    {{1, 0},  {2, 0},  {3, 0},  {4, 0},  {5, 1},   {7, 1},   {9, 2},   {13, 2},  {17, 3},  {25, 3},
     {33, 4}, {49, 4}, {65, 5}, {97, 5}, {129, 6}, {193, 6}, {257, 7}, {385, 7}, {513, 8}, {769, 8}}};
constexpr std::size_t shortest_match = 3, longest_match = 34, farthest_match = 1024;
constexpr std::size_t first_length = end_of_block + 1, literal_symbols = first_length + lengths.size();

template <class Table>
std::size_t symbol_of(const Table& table, int value) {
  std::size_t symbol = table.size() - 1;
  while (table[symbol].first > value) --symbol;
  return symbol;
}

void put(FlatePiece& piece, std::uint32_t value, int bits) {
  if (bits == 0) return;
  const int at = static_cast<int>(piece.bits % 64);
  if (at == 0) piece.words.push_back(0);
  piece.words.back() |= static_cast<std::uint64_t>(value) << at;
  if (at + bits > 64) piece.words.push_back(static_cast<std::uint64_t>(value) >> (64 - at));
  piece.bits += static_cast<std::uint32_t>(bits);
}

/// Depths in Huffman's tree.
std::vector<std::uint8_t> tree_depths(const std::vector<std::uint64_t>& counts) {
  struct Node {
    std::uint64_t count;
    std::size_t number;  // leaves first; the order of equals is fixed, so that the tree is
    bool operator>(const Node& other) const {
      return std::pair(count, number) > std::pair(other.count, other.number);
    }
  };
  std::priority_queue<Node, std::vector<Node>, std::greater<>> open;
  for (std::size_t i = 0; i < counts.size(); ++i) open.push({counts[i], i});
  std::vector<std::size_t> parent(2 * counts.size() - 1, 0);
  for (std::size_t next = counts.size(); open.size() > 1; ++next) {
    const Node a = open.top();
    open.pop();
    const Node b = open.top();
    open.pop();
    parent[a.number] = parent[b.number] = next;
    open.push({a.count + b.count, next});
  }
  std::vector<std::uint8_t> depths(parent.size(), 0);
  for (std::size_t i = parent.size() - 1; i-- > 0;)
    depths[i] = static_cast<std::uint8_t>(depths[parent[i]] + 1);
  depths.resize(counts.size());
  return depths;
}

/// Lengths of code words of at most 15 bits: counts are flattened until the tree is low enough.
std::vector<std::uint8_t> code_lengths(std::vector<std::uint64_t> counts) {
  for (;;) {
    std::vector<std::uint8_t> lengths = tree_depths(counts);
    if (*std::max_element(lengths.begin(), lengths.end()) <= longest_code_word) return lengths;
    for (std::uint64_t& count : counts) count = count / 2 + 1;
  }
}

std::uint16_t reversed(unsigned word, int bits) {
  unsigned turned = 0;
  for (int i = 0; i < bits; ++i) turned |= (word >> i & 1) << (bits - 1 - i);
  return static_cast<std::uint16_t>(turned);
}

/// The canonical code of these lengths, each word's first bit lowest. Source: RFC 1951, 3.2.2.
std::vector<std::uint16_t> code_words(const std::vector<std::uint8_t>& lengths) {
  std::vector<std::uint16_t> words(lengths.size());
  unsigned word = 0;
  for (int bits = 1; bits <= longest_code_word; ++bits, word <<= 1)
    for (std::size_t i = 0; i < lengths.size(); ++i)
      if (lengths[i] == bits) words[i] = reversed(word++, bits);
  return words;
}

/// Header of a block: the lengths of code words are themselves written with four bits each, 0..15.
/// Source: RFC 1951, 3.2.7.
FlatePiece block_header(const std::vector<std::uint8_t>& literal_lengths,
                        const std::vector<std::uint8_t>& distance_lengths, bool last) {
  FlatePiece header;
  put(header, last ? 1 : 0, 1);
  put(header, 2, 2);  // of its own code
  put(header, static_cast<std::uint32_t>(literal_lengths.size() - 257), 5);
  put(header, static_cast<std::uint32_t>(distance_lengths.size() - 1), 5);
  put(header, 15, 4);  // all 19 lengths of the code for lengths follow, in their odd order
  constexpr std::array<int, 19> order = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
  for (const int symbol : order) put(header, symbol < 16 ? 4 : 0, 3);
  for (const std::uint8_t length : literal_lengths) put(header, reversed(length, 4), 4);
  for (const std::uint8_t length : distance_lengths) put(header, reversed(length, 4), 4);
  return header;
}

/// How many bytes from `at` on stand `distance` before, too.
std::size_t match_length(std::string_view bytes, std::size_t at, std::size_t distance) {
  const std::size_t most = std::min(bytes.size() - at, longest_match);
  std::size_t length = 0;
  while (length < most && bytes[at + length] == bytes[at + length - distance]) ++length;
  return length;
}

/// Appends bits to bytes, eight bytes at a time.
class BitAppender {
 public:
  explicit BitAppender(char* at) : at_(at) {}

  void add(const FlatePiece& piece) {
    const std::size_t whole = piece.bits / 64;
    std::uint64_t pending = pending_;
    for (std::size_t i = 0; i < whole; ++i) {
      const std::uint64_t word = piece.words[i];
      store(pending | word << filled_);
      pending = above(word);
    }
    if (const int rest = static_cast<int>(piece.bits % 64); rest != 0) {
      const std::uint64_t word = piece.words[whole];
      pending |= word << filled_;
      filled_ += rest;
      if (filled_ >= 64) {
        store(pending);
        filled_ -= 64;
        pending = word >> (rest - filled_);
      }
    }
    pending_ = pending;
  }
  /// Where the bytes end, the last of them filled up.
  char* finish() {
    std::memcpy(at_, &pending_, sizeof pending_);
    return at_ + (filled_ + 7) / 8;
  }

 private:
  void store(std::uint64_t bits) {
    std::memcpy(at_, &bits, sizeof bits);
    at_ += sizeof bits;
  }
  /// What of a word is left when it was put behind `filled_` bits (a shift by 64 would be undefined).
  std::uint64_t above(std::uint64_t word) const { return word >> 1 >> (63 - filled_); }

  char* at_;
  std::uint64_t pending_ = 0;
  int filled_ = 0;
};

}  // namespace

void FlateCode::Words::set(const std::vector<std::uint64_t>& counts) {
  lengths = code_lengths(counts);
  words = code_words(lengths);
}

FlateCode::FlateCode(const std::vector<std::string>& sample, Repetitions repetitions)
    : repetitions_(repetitions) {
  // Which repetitions pay depends on the code, and the code on them: two rounds from an even code settle it.
  literals_.lengths.assign(literal_symbols, 8);
  distances_.lengths.assign(distances.size(), 5);
  for (int round = 0; round < 2; ++round) count(sample);
  header_ = block_header(literals_.lengths, distances_.lengths, false);
  last_header_ = block_header(literals_.lengths, distances_.lengths, true);
  put(end_, literals_.words[end_of_block], literals_.lengths[end_of_block]);
}

void FlateCode::count(const std::vector<std::string>& sample) {
  std::vector<std::uint64_t> literal_counts(literal_symbols, 1), distance_counts(distances.size(), 1);
  for (const std::string& bytes : sample)
    for (const FlateStep& step : cheapest_steps(bytes)) {
      if (step.length == 0) {
        ++literal_counts[step.value];
        continue;
      }
      ++literal_counts[first_length + symbol_of(lengths, step.length)];
      ++distance_counts[symbol_of(distances, step.value)];
    }
  literals_.set(literal_counts);
  distances_.set(distance_counts);
}

/// The steps that take the fewest bits, found from the end backwards. All distances are tried: outlines have
/// a few hundred bytes, and each is encoded once a process.
std::vector<FlateStep> FlateCode::cheapest_steps(std::string_view bytes) const {
  std::vector<int> bits(bytes.size() + 1, 0);  // from each byte to the end
  std::vector<FlateStep> best(bytes.size());
  for (std::size_t at = bytes.size(); at-- > 0;) {
    const auto byte = static_cast<std::uint8_t>(bytes[at]);
    bits[at] = literals_.lengths[byte] + bits[at + 1];
    best[at] = {0, byte};
    if (repetitions_ == Repetitions::none) continue;
    for (std::size_t distance = 1; distance <= std::min(at, farthest_match); ++distance) {
      if (bytes[at] != bytes[at - distance]) continue;
      const std::size_t length = match_length(bytes, at, distance);
      if (length < shortest_match) continue;
      const std::size_t l = symbol_of(lengths, static_cast<int>(length)),
                        d = symbol_of(distances, static_cast<int>(distance));
      const int cost = literals_.lengths[first_length + l] + lengths[l].extra_bits + distances_.lengths[d] +
                       distances[d].extra_bits + bits[at + length];
      if (cost >= bits[at]) continue;
      bits[at] = cost;
      best[at] = {static_cast<std::uint16_t>(length), static_cast<std::uint16_t>(distance)};
    }
  }
  std::vector<FlateStep> steps;
  for (std::size_t at = 0; at < bytes.size(); at += std::max<std::size_t>(steps.back().length, 1))
    steps.push_back(best[at]);
  return steps;
}

void FlateCode::encode_literally(FlatePiece& piece, std::string_view bytes) const {
  piece.words.reserve(bytes.size() * longest_code_word / 64 + 1);
  std::uint64_t pending = 0;
  int filled = 0;
  for (const char byte : bytes) {
    const auto literal = static_cast<std::uint8_t>(byte);
    const std::uint64_t word = literals_.words[literal];
    const int length = literals_.lengths[literal];
    pending |= word << filled;
    filled += length;
    if (filled < 64) continue;
    piece.words.push_back(pending);
    filled -= 64;
    pending = word >> (length - filled);
  }
  piece.bits = static_cast<std::uint32_t>(64 * piece.words.size()) + static_cast<std::uint32_t>(filled);
  if (filled > 0) piece.words.push_back(pending);
}

FlatePiece FlateCode::encode(std::string_view bytes) const {
  FlatePiece piece;
  piece.bytes = static_cast<std::uint32_t>(bytes.size());
  piece.adler = adler32(bytes);
  if (repetitions_ == Repetitions::none) {
    encode_literally(piece, bytes);
    return piece;
  }
  for (const FlateStep& step : cheapest_steps(bytes)) {
    if (step.length == 0) {
      put(piece, literals_.words[step.value], literals_.lengths[step.value]);
      continue;
    }
    const std::size_t l = symbol_of(lengths, step.length), d = symbol_of(distances, step.value);
    put(piece, literals_.words[first_length + l], literals_.lengths[first_length + l]);
    put(piece, static_cast<std::uint32_t>(step.length - lengths[l].first), lengths[l].extra_bits);
    put(piece, distances_.words[d], distances_.lengths[d]);
    put(piece, static_cast<std::uint32_t>(step.value - distances[d].first), distances[d].extra_bits);
  }
  piece.words.shrink_to_fit();
  return piece;
}

std::string splice_flate(const std::vector<FlateBlock>& blocks) {
  std::size_t words = 1;
  for (const FlateBlock& block : blocks) {
    words += block.code->header(false).words.size() + block.code->end().words.size();
    for (const FlatePiece* piece : block.pieces) words += piece->words.size();
  }
  std::string stream = "\x78\x9C";
  stream.resize(stream.size() + 8 * words);

  BitAppender bits(stream.data() + 2);
  std::uint32_t adler = 1;
  for (const FlateBlock& block : blocks) {
    bits.add(block.code->header(&block == &blocks.back()));
    for (const FlatePiece* piece : block.pieces) {
      bits.add(*piece);
      adler = combined_adler32(adler, piece->adler, piece->bytes);
    }
    bits.add(block.code->end());
  }
  stream.resize(static_cast<std::size_t>(bits.finish() - stream.data()));
  for (int shift = 24; shift >= 0; shift -= 8) stream += static_cast<char>(adler >> shift);
  return stream;
}

std::uint32_t adler32(std::string_view bytes) {
  std::uint32_t sum = 1, sums = 0;
  while (!bytes.empty()) {
    const std::string_view part = bytes.substr(0, 5552);  // as many as 32 bits hold; zlib's NMAX
    for (const char c : part) sums += sum += static_cast<std::uint8_t>(c);
    sum %= adler_base, sums %= adler_base;
    bytes.remove_prefix(part.size());
  }
  return sums << 16 | sum;
}

std::uint32_t combined_adler32(std::uint32_t first, std::uint32_t second, std::uint32_t bytes) {
  const std::uint64_t sum = first & 0xFFFF, more = (second & 0xFFFF) + adler_base - 1;
  // Each of the second part's running sums is higher by what the first part's sum was, less the one it
  // starts from.
  const std::uint64_t sums = (first >> 16) + (second >> 16) + bytes % adler_base * (sum + adler_base - 1);
  return static_cast<std::uint32_t>(sums % adler_base << 16 | (sum + more) % adler_base);
}

}  // namespace hefu
