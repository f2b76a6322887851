#include <libdeflate.h>

#include "schemas/error.h"
#include "templates/deflate.h"

namespace hefu {
namespace {

using Compressor = std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)>;

/// A compressor is large and serves one thread at a time, so each thread keeps its own.
libdeflate_compressor* compressor(int level) {
  thread_local std::map<int, Compressor> kept;
  const auto found = kept.find(level);
  if (found != kept.end()) return found->second.get();
  Compressor made(libdeflate_alloc_compressor(level), libdeflate_free_compressor);
  if (!made) throw Error(ErrorKind::missing, fmt::format("libdeflate: level {}", level));
  return kept.emplace(level, std::move(made)).first->second.get();
}

}  // namespace

std::string deflate(std::string_view bytes, int level) {
  libdeflate_compressor* const with = compressor(level);
  const std::size_t room = libdeflate_zlib_compress_bound(with, bytes.size());
  const auto stream = std::make_unique_for_overwrite<char[]>(room);  // far more than is needed: not cleared
  return {stream.get(), libdeflate_zlib_compress(with, bytes.data(), bytes.size(), stream.get(), room)};
}

std::string inflate(std::string_view stream, std::size_t size) {
  using Decompressor = std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)>;
  const Decompressor with(libdeflate_alloc_decompressor(), libdeflate_free_decompressor);
  if (!with) throw Error(ErrorKind::missing, "libdeflate");
  std::string bytes(size, '\0');
  // Without a place for the true size, any other than the one given is an error.
  if (libdeflate_zlib_decompress(with.get(), stream.data(), stream.size(), bytes.data(), size, nullptr) !=
      LIBDEFLATE_SUCCESS)
    throw Error(ErrorKind::bad_input, "zlib");
  return bytes;
}

}  // namespace hefu
