#include "templates/flate_pieces.h"

#include <array>
#include <bit>
#include <cstring>
#include <queue>

namespace hefu {
namespace {

static_assert(std::endian::native == std::endian::little, "words are written as they lie in memory");

constexpr std::size_t end_of_block = 256, symbols = 257;
constexpr int longest_code_word = 15;
constexpr std::uint32_t adler_base = 65521;

void put(FlatePiece& piece, std::uint32_t value, int bits) {
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

/// Header of a last block: the lengths are themselves written with four bits each, 0..15, and there is one
/// distance code, which is never used. Source: RFC 1951, 3.2.7.
FlatePiece block_header(const std::vector<std::uint8_t>& lengths) {
  FlatePiece header;
  put(header, 1, 1);   // the last block
  put(header, 2, 2);   // of its own code
  put(header, 0, 5);   // 257 literals and end
  put(header, 0, 5);   // one distance
  put(header, 15, 4);  // all 19 lengths of the code for lengths follow, in their odd order
  constexpr std::array<int, 19> order = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
  for (const int symbol : order) put(header, symbol < 16 ? 4 : 0, 3);
  for (const std::uint8_t length : lengths) put(header, reversed(length, 4), 4);
  put(header, reversed(1, 4), 4);
  return header;
}

/// Appends bits to bytes, eight bytes at a time.
class BitAppender {
 public:
  explicit BitAppender(char* at) : at_(at) {}

  void add(const FlatePiece& piece) {
    std::uint32_t left = piece.bits;
    for (const std::uint64_t word : piece.words) {
      const int bits = static_cast<int>(std::min<std::uint32_t>(left, 64));
      left -= static_cast<std::uint32_t>(bits);
      pending_ |= word << filled_;
      if (filled_ + bits < 64) {
        filled_ += bits;
        continue;
      }
      std::memcpy(at_, &pending_, sizeof pending_);
      at_ += sizeof pending_;
      const int used = 64 - filled_;
      pending_ = used < 64 ? word >> used : 0;
      filled_ = bits - used;
    }
  }
  /// Where the bytes end, the last of them filled up.
  char* finish() {
    std::memcpy(at_, &pending_, sizeof pending_);
    return at_ + (filled_ + 7) / 8;
  }

 private:
  char* at_;
  std::uint64_t pending_ = 0;
  int filled_ = 0;
};

void add_stored(std::string& stream, std::string_view bytes) {
  constexpr std::size_t most = 0xFFFF;
  while (!bytes.empty()) {
    const std::size_t size = std::min(bytes.size(), most);
    const char low = static_cast<char>(size), high = static_cast<char>(size >> 8);
    stream += '\0';  // not the last block, stored; it begins and ends at a byte
    stream += low, stream += high, stream += static_cast<char>(~low), stream += static_cast<char>(~high);
    stream += bytes.substr(0, size);
    bytes.remove_prefix(size);
  }
}

}  // namespace

FlateCode::FlateCode(const std::vector<std::string>& sample) {
  std::vector<std::uint64_t> counts(symbols, 1);
  for (const std::string& bytes : sample)
    for (const char byte : bytes) ++counts[static_cast<std::uint8_t>(byte)];
  lengths_ = code_lengths(std::move(counts));
  words_ = code_words(lengths_);
  header_ = block_header(lengths_);
  put(end_, words_[end_of_block], lengths_[end_of_block]);
}

FlatePiece FlateCode::encode(std::string_view bytes) const {
  FlatePiece piece;
  for (const char c : bytes) {
    const auto byte = static_cast<std::uint8_t>(c);
    put(piece, words_[byte], lengths_[byte]);
  }
  piece.words.shrink_to_fit();
  piece.bytes = static_cast<std::uint32_t>(bytes.size());
  piece.adler = adler32(bytes);
  return piece;
}

std::string splice_flate(std::string_view head, const FlateCode& code,
                         const std::vector<const FlatePiece*>& pieces) {
  std::size_t words = code.header().words.size() + code.end().words.size() + 1;
  for (const FlatePiece* piece : pieces) words += piece->words.size();
  std::string stream = "\x78\x9C";
  stream.reserve(head.size() + head.size() / 1000 + 64 + 8 * words);
  add_stored(stream, head);
  const std::size_t begin = stream.size();
  stream.resize(begin + 8 * words);

  BitAppender bits(stream.data() + begin);
  bits.add(code.header());
  std::uint32_t adler = adler32(head);
  for (const FlatePiece* piece : pieces) {
    bits.add(*piece);
    adler = combined_adler32(adler, piece->adler, piece->bytes);
  }
  bits.add(code.end());
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
