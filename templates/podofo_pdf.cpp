#include "schemas/error.h"
#include "schemas/messages.h"
#include "templates/deflate.h"
#include "templates/page_code.h"
#include "templates/pdf.h"
#include "templates/pdf_structure.h"
#include "templates/podofo_growing_file.h"

namespace hefu {
namespace {

using PoDoFo::PdfObject;
using PoDoFo::PdfReference;

/// Each different picture of a Sheet once, and which of them each page shows.
struct PictureList {
  std::vector<const Picture*> different;
  std::vector<std::vector<std::size_t>> of_page;
};

bool same_picture(const Picture& a, const Picture& b) {
  return a.width == b.width && a.bytes == b.bytes && a.pixels == b.pixels;
}

PictureList list_pictures(const Sheet& sheet) {
  PictureList list;
  for (const Page& page : sheet.pages) {
    auto& names = list.of_page.emplace_back();
    for (const Picture& picture : page.pictures) {
      const auto known = std::find_if(list.different.begin(), list.different.end(),
                                      [&](const Picture* p) { return same_picture(*p, picture); });
      names.push_back(static_cast<std::size_t>(known - list.different.begin()));
      if (known == list.different.end()) list.different.push_back(&picture);
    }
  }
  return list;
}

PdfReference add_resources(GrowingFile& file, const std::vector<UsedFace>& faces, const PictureList& pictures,
                           const Fonts& fonts) {
  const std::string font_names = add_fonts(file, faces, fonts);
  std::string picture_names;
  for (std::size_t i = 0; i < pictures.different.size(); ++i)
    picture_names += fmt::format("/I{} {}", i, to_text(add_picture(file, *pictures.different[i])));
  return add_plain(file.objects(),
                   fmt::format("<</Font<<{}>>{}/XObject<<{}>>>>", font_names, graphics_state, picture_names));
}

/// `tags`: the page's place in the tree of structure.
PdfReference add_page(GrowingFile& file, PageTree& tree, const Page& page, const std::string& packed_content,
                      const PdfReference& resources, std::size_t tags) {
  const PdfReference content = file.add_stream("/Filter/FlateDecode", packed_content);
  const PdfReference parent = tree.parent();
  const PdfReference self =
      add_plain(file.objects(),
                fmt::format("<</Type/Page/Parent {}/MediaBox[0 0 {:.4f} {:.4f}]/Contents {}/Resources {}{}>>",
                            to_text(parent), page.width_mm / mm_per_pt, page.height_mm / mm_per_pt,
                            to_text(content), to_text(resources),
                            page.groups.empty() ? "" : fmt::format("/StructParents {}/Tabs/S", tags)));
  tree.add(self);
  return self;
}

std::string write_document(const Sheet& sheet, const Fonts& fonts, Cutting cutting) {
  const std::vector<UsedFace> faces = used_faces(sheet, fonts, cutting);
  const PictureList pictures = list_pictures(sheet);
  std::vector<std::string> contents;  // packed
  std::string marks;                  // what tells this document's contents from others'
  for (const Page& page : sheet.pages) {
    const auto& names = pictures.of_page[contents.size()];
    contents.push_back(deflate(page_content(page, faces, names, Tagging::groups), text_level));
    marks.append(page.digest.begin(), page.digest.end());
    marks.append(contents.back(), contents.back().size() - 4);  // its Adler-32
  }
  const auto hash = sha256(marks);
  const PdfMetadata metadata = metadata_of(sheet, hex(hash.data(), 16));

  // Room for all of it at once: a buffer that grows copies what it has again and again.
  constexpr std::size_t other_objects = 32 << 10;
  std::size_t room = other_objects;
  for (const UsedFace& face : faces) room += face.file.packed.size();
  for (const Picture* picture : pictures.different) room += picture->bytes.size() + picture->pixels.size();
  for (const std::string& content : contents) room += content.size();
  std::string buffer;
  buffer.reserve(room);
  std::ostringstream out(std::move(buffer));
  GrowingFile file(out);
  PageTree tree(file);
  Outline outline(file);
  const PdfReference resources = add_resources(file, faces, pictures, fonts);
  std::vector<std::size_t> pages;
  for (std::size_t i = 0; i < contents.size(); ++i)
    pages.push_back(add_page(file, tree, sheet.pages[i], contents[i], resources, i).ObjectNumber());
  for (const Bookmark& bookmark : sheet.bookmarks)
    outline.add(bookmark.title, tree.pages().at(static_cast<std::size_t>(bookmark.page)));
  const DocumentParts parts = file.parts();
  parts.catalog.AddKey("Pages", tree.finish());
  if (const auto bookmarks = outline.finish()) parts.catalog.AddKey("Outlines", *bookmarks);
  add_output_intent(parts);
  add_metadata(parts, metadata);
  describe_catalog(parts, metadata, "");
  const PackedObjects structure = structure_objects(sheet, file.next_number(), pages);
  if (!structure.starts.empty()) {
    parts.catalog.AddKey("MarkInfo", plain("<</Marked true>>"));
    parts.catalog.AddKey("StructTreeRoot", plain(fmt::format(" {} 0 R", file.next_number())));
  }
  file.finish(hex(hash.data(), 16), structure);
  return std::move(out).str();
}

}  // namespace

std::string write_pdf(const Sheet& sheet, const Fonts& fonts, Cutting cutting) {
  silence_podofo();
  try {
    return write_document(sheet, fonts, cutting);
  } catch (const PoDoFo::PdfError& error) {  // no std::exception
    throw not_written(sheet.application + "：" + sheet.kind, error);
  }
}

}  // namespace hefu
