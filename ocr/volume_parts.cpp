#include "ocr/volume_parts.h"

#include <new>
#include <stdexcept>

namespace hefu {

void ByteRoom::put(const void* bytes, std::size_t size) {
  if (size > room_ - used_) throw std::bad_alloc();
  if (size > 0) std::memcpy(memory_ + used_, bytes, size);
  used_ += size;
}

std::string_view PlanUnpacker::take(std::size_t size) {
  if (size > bytes_.size()) throw std::out_of_range("plan");
  const std::string_view taken = bytes_.substr(0, size);
  bytes_.remove_prefix(size);
  return taken;
}

std::string pack_plan(const VolumePlan& plan, const std::vector<std::size_t>& part_sizes) {
  PlanPacker packer;
  for (const std::string* text : {&plan.title, &plan.keywords, &plan.language, &plan.date})
    packer.text(*text);
  packer.number(plan.front_pages);
  packer.number(static_cast<double>(plan.pages.size()));
  for (const PlacedPage& page : plan.pages) {
    for (const double value : {double(page.part), double(page.page), page.width_mm, page.height_mm, page.x_mm,
                               page.y_mm, page.scale, double(page.quarter_turns), double(page.over_part),
                               double(page.over_page), double(page.words.size())})
      packer.number(value);
    for (const LaidWord& word : page.words) {
      packer.text(word.text);
      for (const double value :
           {word.x_mm, word.y_mm, word.along_x_mm, word.along_y_mm, word.up_x_mm, word.up_y_mm})
        packer.number(value);
    }
  }
  packer.number(static_cast<double>(plan.bookmarks.size()));
  for (const VolumeBookmark& bookmark : plan.bookmarks) {
    packer.text(bookmark.title);
    packer.number(bookmark.page);
    packer.number(bookmark.level);
  }
  packer.text(plan.xmp);
  packer.text(plan.srgb_profile);
  packer.number(static_cast<double>(plan.attached.size()));
  for (const AttachedFile& file : plan.attached)
    for (const std::string* text : {&file.name, &file.mime, &file.description, &file.bytes, &file.date})
      packer.text(*text);
  packer.number(static_cast<double>(part_sizes.size()));
  for (const std::size_t size : part_sizes) packer.number(static_cast<double>(size));
  return packer.bytes();
}

VolumePlan unpack_plan(std::string_view packed, std::vector<std::size_t>& part_sizes) {
  PlanUnpacker unpacker(packed);
  VolumePlan plan;
  for (std::string* text : {&plan.title, &plan.keywords, &plan.language, &plan.date}) *text = unpacker.text();
  plan.front_pages = unpacker.integer();
  plan.pages.resize(static_cast<std::size_t>(unpacker.number()));
  for (PlacedPage& page : plan.pages) {
    page.part = unpacker.integer();
    page.page = unpacker.integer();
    for (double* value : {&page.width_mm, &page.height_mm, &page.x_mm, &page.y_mm, &page.scale})
      *value = unpacker.number();
    page.quarter_turns = unpacker.integer();
    page.over_part = unpacker.integer();
    page.over_page = unpacker.integer();
    page.words.resize(static_cast<std::size_t>(unpacker.number()));
    for (LaidWord& word : page.words) {
      word.text = unpacker.text();
      for (double* value :
           {&word.x_mm, &word.y_mm, &word.along_x_mm, &word.along_y_mm, &word.up_x_mm, &word.up_y_mm})
        *value = unpacker.number();
    }
  }
  plan.bookmarks.resize(static_cast<std::size_t>(unpacker.number()));
  for (VolumeBookmark& bookmark : plan.bookmarks) {
    bookmark.title = unpacker.text();
    bookmark.page = unpacker.integer();
    bookmark.level = unpacker.integer();
  }
  plan.xmp = unpacker.text();
  plan.srgb_profile = unpacker.text();
  plan.attached.resize(static_cast<std::size_t>(unpacker.number()));
  for (AttachedFile& file : plan.attached)
    for (std::string* text : {&file.name, &file.mime, &file.description, &file.bytes, &file.date})
      *text = unpacker.text();
  part_sizes.resize(static_cast<std::size_t>(unpacker.number()));
  for (std::size_t& size : part_sizes) size = static_cast<std::size_t>(unpacker.number());
  return plan;
}

}  // namespace hefu
