#include <sys/mman.h>
#include <unistd.h>

#include <new>
#include <stdexcept>

#include "ocr/channel.h"
#include "ocr/confinement.h"
#include "ocr/pdf_text.h"
#include "ocr/volume_parts.h"
#include "ocr/zygote.h"

namespace hefu {
namespace {

std::string_view map_bytes(const JobRequest& request, int bytes) {
  void* file = ::mmap(nullptr, request.byte_count, PROT_READ, MAP_PRIVATE, bytes, 0);
  if (file == MAP_FAILED) ::_exit(1);
  return {static_cast<const char*>(file), request.byte_count};
}

/// Runs a child's work; what a library throws about hostile bytes is a trouble with a name.
template <class Work>
[[noreturn]] void live(const JobRequest& request, int document, int reply, Work work) {
  VolumePacket last;
  last.outcome.trouble = Trouble::damaged;
  try {
    SharedMemory memory(document, request.pixel_bytes);
    ByteRoom room(memory.data(), memory.size());
    confine({request.limits.memory_bytes, request.limits.cpu_seconds, request.limits.file_seconds,
             request.type == FileType::heif});
    work(room, last);
  } catch (const std::bad_alloc&) {
    last.outcome.trouble = Trouble::memory;
  } catch (const std::length_error&) {  // a size that no memory could hold
    last.outcome.trouble = Trouble::memory;
  } catch (...) {  // the library's own exception: damaged, as set above
  }
  send_packet(reply, &last, sizeof last);
  ::_exit(0);
}

}  // namespace

void live_as_part_maker(const JobRequest& request, int bytes, int document, int reply) {
  const std::string_view file = map_bytes(request, bytes);
  live(request, document, reply, [&](ByteRoom& room, VolumePacket& last) {
    std::vector<PartPage> pages;
    last.outcome = make_part(request.type, file, request.limits, request.use, pages, room);
    last.bytes = room.size();
    last.pages = pages.size();
    room.put(pages.data(), pages.size() * sizeof(PartPage));
  });
}

void live_as_pdf_text_reader(const JobRequest& request, int bytes, int text, int reply) {
  const std::string_view file = map_bytes(request, bytes);
  live(request, text, reply, [&](ByteRoom& room, VolumePacket& last) {
    last.outcome = extract_pdf_text(file, request.limits, room);
    last.bytes = room.size();
  });
}

void live_as_volume_maker(const JobRequest& request, int bytes, int document, int reply) {
  const std::string_view file = map_bytes(request, bytes);
  live(request, document, reply, [&](ByteRoom& room, VolumePacket& last) {
    double plan_size = 0;
    const std::size_t end = file.size() - sizeof plan_size;
    std::memcpy(&plan_size, file.data() + end, sizeof plan_size);
    const std::size_t begin = end - static_cast<std::size_t>(plan_size);
    std::vector<std::size_t> sizes;
    const VolumePlan plan = unpack_plan(file.substr(begin, end - begin), sizes);
    std::vector<std::string_view> parts;
    std::size_t at = 0;
    for (const std::size_t size : sizes) {
      parts.push_back(file.substr(at, size));
      at += size;
    }
    last.outcome = join_parts(plan, parts, room);
    last.bytes = room.size();
  });
}

DecodeOutcome make_part(FileType type, std::string_view bytes, const DecodeLimits& limits, PartUse use,
                        std::vector<PartPage>& pages, ByteRoom& room) {
  const bool archive = use == PartUse::archive;
  if (type == FileType::pdf)
    return archive ? make_archive_pdf_part(bytes, limits, pages, room)
                   : make_pdf_part(bytes, limits, use, pages, room);
  std::vector<PicturePage> pictures;
  DecodeOutcome outcome;
  if (type == FileType::jpeg) outcome = jpeg_page(bytes, pictures);
  if (archive && !pictures.empty() && pictures[0].strips[0].dictionary.find("CMYK") != std::string::npos) {
    OneImage sink;  // ink's colours mean nothing in an archive of sRGB
    outcome = decode_jpeg(bytes, {}, limits, sink);
    pictures[0].strips[0] = packed_pixels(sink.image);
  }
  if (type == FileType::png) outcome = png_page(bytes, limits, pictures);
  if (type == FileType::tiff) outcome = tiff_pages(bytes, limits, pictures);
  if (type == FileType::webp || type == FileType::heif) {  // a PDF knows neither: their pixels, without loss
    AllImages sink;
    outcome = decode_file(type, bytes, limits, sink);
    for (const Image& image : sink.images) pictures.push_back({{packed_pixels(image)}});
  }
  if (outcome.trouble != Trouble::none) return outcome;
  return make_picture_part(pictures, pages, room);
}

}  // namespace hefu
