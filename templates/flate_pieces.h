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

/// One Huffman code for many streams. A byte's code word does not depend on what stands around it, so a piece
/// that was encoded once fits into every stream that names this code in its block's header.
/// Source: RFC 1951, 3.2.2 and 3.2.7.
class FlateCode {
 public:
  /// A code for bytes that are about as frequent as in the sample; every byte has a code word.
  explicit FlateCode(const std::vector<std::string>& sample);
  FlatePiece encode(std::string_view bytes) const;

  const FlatePiece& header() const { return header_; }  // of the stream's last block
  const FlatePiece& end() const { return end_; }        // of that block

 private:
  std::vector<std::uint8_t> lengths_;  // of each byte's code word, and of the end of the block's
  std::vector<std::uint16_t> words_;   // the first bit to be written is the lowest
  FlatePiece header_, end_;
};

/// A zlib stream of `head`, stored as it is, and the pieces one after the other.
std::string splice_flate(std::string_view head, const FlateCode& code,
                         const std::vector<const FlatePiece*>& pieces);

/// Adler-32 of bytes, and of two parts of which the second has `bytes` bytes. Source: RFC 1950, 8.2; zlib's
/// adler32_combine.
std::uint32_t adler32(std::string_view bytes);
std::uint32_t combined_adler32(std::uint32_t first, std::uint32_t second, std::uint32_t bytes);

}  // namespace hefu
