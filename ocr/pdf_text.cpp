#include "ocr/pdf_text.h"

#include <cmath>
#include <cstring>

#include "ocr/document_job.h"
#include "ocr/volume_parts.h"
#include "schemas/text.h"

namespace hefu {
namespace {

// 24 bytes a character: a thousand pages of print.
constexpr std::size_t room_for_text = 32u << 20;
constexpr int cpu_seconds = 20;  // 200 pages of print take less than one

struct PackedPage {
  PageShare picture;
  std::uint64_t count = 0;
};
static_assert(sizeof(PdfCharacter) == 24);

template <class Plain>
bool take(std::string_view& packed, Plain& value) {
  if (packed.size() < sizeof value) return false;
  std::memcpy(&value, packed.data(), sizeof value);
  packed.remove_prefix(sizeof value);
  return true;
}

/// Pages may let letters stand beside them; what is far off is no place.
bool is_sound(const PageShare& box) {
  constexpr float far = 10;
  for (const float value : {box.x, box.y, box.width, box.height})
    if (!(std::abs(value) <= far)) return false;
  return box.width >= 0 && box.height >= 0;
}

bool is_character(std::uint32_t code) {
  return code > ' ' && code < 0x110000 && !(code >= 0xD800 && code < 0xE000);
}

}  // namespace

void pack_page_text(const PdfPageText& page, ByteRoom& room) {
  const PackedPage head{page.picture, page.characters.size()};
  room.put(&head, sizeof head);
  room.put(page.characters.data(), page.characters.size() * sizeof(PdfCharacter));
}

bool unpack_page_texts(std::string_view packed, int most_pages, std::vector<PdfPageText>& pages) {
  while (!packed.empty()) {
    PackedPage head;
    if (static_cast<int>(pages.size()) >= most_pages || !take(packed, head)) return false;
    if (!is_sound(head.picture) || head.count > packed.size() / sizeof(PdfCharacter)) return false;
    PdfPageText page{head.picture, {}};
    for (std::uint64_t i = 0; i < head.count; ++i) {
      PdfCharacter character;
      if (!take(packed, character)) return false;
      if (is_sound(character.box) && is_character(character.code_point)) page.characters.push_back(character);
    }
    pages.push_back(std::move(page));
  }
  return true;
}

PdfText read_pdf_text_in_child(int control, std::string_view bytes, const DecodeLimits& limits) {
  PdfText text;
  JobRequest request;
  request.kind = JobKind::read_pdf_text;
  request.type = FileType::pdf;
  request.limits = limits;
  request.limits.cpu_seconds = request.limits.file_seconds = cpu_seconds;
  ChildJob job(control, request, bytes, SharedMemory(room_for_text));
  VolumePacket packet;
  DecodeOutcome outcome = packet.outcome;
  outcome.trouble = follow_document_job(job, std::chrono::seconds(2 * cpu_seconds), limits, packet);
  text.status = explain(outcome, limits, bytes).status;
  if (text.status != FileStatus::read || packet.bytes > room_for_text) return text;
  const std::string_view packed(reinterpret_cast<const char*>(job.pixels()), packet.bytes);
  if (!unpack_page_texts(packed, limits.max_pages, text.pages)) return {};
  return text;
}

}  // namespace hefu
