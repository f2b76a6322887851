#include <libheif/heif.h>

#include <cstring>
#include <memory>

#include "ocr/decoder.h"
#include "ocr/exif.h"

namespace hefu {
namespace {

struct Free {
  void operator()(heif_context* context) const { heif_context_free(context); }
  void operator()(heif_image_handle* handle) const { heif_image_handle_release(handle); }
  void operator()(heif_image* image) const { heif_image_release(image); }
};
using Context = std::unique_ptr<heif_context, Free>;
using Handle = std::unique_ptr<heif_image_handle, Free>;
using Picture = std::unique_ptr<heif_image, Free>;

Trouble trouble_of(const heif_error& error) {
  if (error.subcode == heif_suberror_End_of_data) return Trouble::truncated;
  if (error.code == heif_error_Memory_allocation_error) return Trouble::memory;
  return Trouble::damaged;
}

/// How the picture stands is said by the container, whose turns the library has applied; EXIF repeats it.
ExifTags exif_of(const heif_image_handle* handle) {
  heif_item_id id = 0;
  if (heif_image_handle_get_list_of_metadata_block_IDs(handle, "Exif", &id, 1) != 1) return {};
  // A camera's block has a few KB, its thumbnail included; the format's length would allow 4 GB.
  constexpr std::size_t most_bytes = 1 << 20;
  const std::size_t size = heif_image_handle_get_metadata_size(handle, id);
  if (size < 4 || size > most_bytes) return {};
  std::string block(size, '\0');
  if (heif_image_handle_get_metadata(handle, id, block.data()).code != heif_error_Ok) return {};
  return read_exif(std::string_view(block).substr(4));  // after the place of the TIFF header
}

DecodeOutcome decode_picture(heif_context* context, heif_item_id id, int page, const DecodeLimits& limits,
                             PageSink& sink) {
  heif_image_handle* found = nullptr;
  heif_error error = heif_context_get_image_handle(context, id, &found);
  const Handle handle(found);
  if (error.code != heif_error_Ok) return {trouble_of(error), page};
  const int width = heif_image_handle_get_width(handle.get());
  const int height = heif_image_handle_get_height(handle.get());
  if (exceeds(limits, width, height))
    return {Trouble::too_many_pixels, page, 0, double(width), double(height)};
  const bool alpha = heif_image_handle_has_alpha_channel(handle.get());
  heif_image* decoded = nullptr;
  error = heif_decode_image(handle.get(), &decoded, heif_colorspace_RGB,
                            alpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB, nullptr);
  const Picture picture(decoded);
  if (error.code != heif_error_Ok) return {trouble_of(error), page};
  int stride = 0;
  const std::uint8_t* rows = heif_image_get_plane_readonly(picture.get(), heif_channel_interleaved, &stride);
  const int w = heif_image_get_width(picture.get(), heif_channel_interleaved);
  const int h = heif_image_get_height(picture.get(), heif_channel_interleaved);
  if (!rows || exceeds(limits, w, h)) return {Trouble::damaged, page};
  std::uint8_t* canvas = sink.canvas(w, h, 3);
  for (int y = 0; y < h; ++y, rows += stride, canvas += static_cast<std::ptrdiff_t>(w) * 3) {
    if (!alpha) {
      std::memcpy(canvas, rows, static_cast<std::size_t>(w) * 3);
      continue;
    }
    for (int x = 0; x < w; ++x)
      for (int c = 0; c < 3; ++c) {
        const int cover = rows[4 * x + 3];
        canvas[3 * x + c] =
            static_cast<std::uint8_t>((rows[4 * x + c] * cover + 255 * (255 - cover) + 127) / 255);
      }
  }
  const ExifTags exif = exif_of(handle.get());
  sink.publish(page, {exif.dpi, exif.taken_on, 1});
  return {};
}

}  // namespace

DecodeOutcome decode_heif(std::string_view bytes, const DecodeLimits& limits, PageSink& sink) {
  const Context context(heif_context_alloc());
  if (!context) return {Trouble::memory};
  heif_context_set_max_decoding_threads(context.get(), 0);
  const heif_error error =
      heif_context_read_from_memory_without_copy(context.get(), bytes.data(), bytes.size(), nullptr);
  if (error.code != heif_error_Ok) return {trouble_of(error)};
  DecodeOutcome outcome;
  outcome.pages = heif_context_get_number_of_top_level_images(context.get());
  if (outcome.pages < 1) outcome.trouble = Trouble::no_pages;
  if (outcome.pages > limits.max_pages) outcome.trouble = Trouble::too_many_pages;
  if (outcome.trouble != Trouble::none) return outcome;
  std::vector<heif_item_id> ids(static_cast<std::size_t>(outcome.pages));
  heif_context_get_list_of_top_level_image_IDs(context.get(), ids.data(), outcome.pages);
  for (int page = limits.first_page; page < end_of_window(limits, outcome.pages); ++page) {
    DecodeOutcome of_page =
        decode_picture(context.get(), ids[static_cast<std::size_t>(page)], page, limits, sink);
    of_page.pages = outcome.pages;
    if (outcome.trouble == Trouble::none) outcome = of_page;
  }
  return outcome;
}

}  // namespace hefu
