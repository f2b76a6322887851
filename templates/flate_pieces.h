#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hefu {

/// Some bytes as code words of one FlateCode, ready to be put into a stream at any bit.
struct FlatePiece {
  std::vector<std::uint64_t> words;  // the first bit is the lowest of the first word
  std::uint32_t bits = 0;
  std::uint32_t bytes = 0;  // unpacked
  std::uint32_t adler = 1;  // Adler-32 of the unpacked bytes
};

/// One step of a Flate stream: a byte, or a repetition of what stood `distance` bytes before.
struct FlateStep {
  std::uint16_t length = 0;  // 0: a byte
  std::uint16_t value = 0;   // the byte, or the distance
};

/// One Huffman code for many streams. A code word does not depend on what stands around it, so a piece that
/// was encoded once fits into every stream that names this code in its block's header. Repetitions are looked
/// for inside a piece only: further back, another document has something else. Source: RFC 1951, 3.2.2, 3.2.5
/// and 3.2.7.
class FlateCode {
 public:
  /// Looking for repetitions takes long, but for what is encoded once.
  enum class Repetitions : std::uint8_t { none, inside };

  /// A code for pieces like those of the sample; every byte has a code word.
  FlateCode(const std::vector<std::string>& sample, Repetitions repetitions);
  FlatePiece encode(std::string_view bytes) const;

  const FlatePiece& header(bool last) const { return last ? last_header_ : header_; }  // of a block
  const FlatePiece& end() const { return end_; }                                       // of that block

 private:
  /// Code words by symbol; the first bit to be written is the lowest.
  struct Words {
    std::vector<std::uint8_t> lengths;
    std::vector<std::uint16_t> words;
    void set(const std::vector<std::uint64_t>& counts);
  };
  std::vector<FlateStep> cheapest_steps(std::string_view bytes) const;
  void count(const std::vector<std::string>& sample);
  void encode_literally(FlatePiece& piece, std::string_view bytes) const;  // byte for byte
  Repetitions repetitions_;
  Words literals_, distances_;  // literals: bytes, the end, lengths
  FlatePiece header_, last_header_, end_;
};

/// A block of a stream: pieces of one code.
struct FlateBlock {
  const FlateCode* code = nullptr;
  std::vector<const FlatePiece*> pieces;
};

/// A zlib stream of blocks, the pieces one after the other.
std::string splice_flate(const std::vector<FlateBlock>& blocks);

/// Adler-32 of bytes, and of two parts of which the second has `bytes` bytes. Source: RFC 1950, 8.2; zlib's
/// adler32_combine.
std::uint32_t adler32(std::string_view bytes);
std::uint32_t combined_adler32(std::uint32_t first, std::uint32_t second, std::uint32_t bytes);

}  // namespace hefu
