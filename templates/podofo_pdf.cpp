#include "schemas/error.h"
#include "schemas/messages.h"
#include "templates/deflate.h"
#include "templates/page_code.h"
#include "templates/pdf.h"
#include "templates/podofo_objects.h"

namespace hefu {
namespace {

using PoDoFo::PdfArray;
using PoDoFo::PdfDictionary;
using PoDoFo::PdfMemDocument;
using PoDoFo::PdfName;
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

PdfReference add_resources(PoDoFo::PdfVecObjects& objects, const std::vector<UsedFace>& faces,
                           const PictureList& pictures, const Fonts& fonts) {
  const std::string font_names = add_fonts(objects, faces, fonts);
  std::string picture_names;
  for (std::size_t i = 0; i < pictures.different.size(); ++i)
    picture_names += fmt::format("/I{} {}", i, to_text(add_picture(objects, *pictures.different[i])));
  return add_plain(objects,
                   fmt::format("<</Font<<{}>>{}/XObject<<{}>>>>", font_names, graphics_state, picture_names));
}

void add_page(PdfMemDocument& document, const Page& page, const std::string& packed_content,
              const PdfReference& resources) {
  const PoDoFo::PdfRect paper(0, 0, page.width_mm / mm_per_pt, page.height_mm / mm_per_pt);
  PdfObject* const stream = document.GetObjects().CreateObject();
  set_stream(*stream, packed_content, "FlateDecode");
  PdfDictionary& d = document.CreatePage(paper)->GetObject()->GetDictionary();
  d.AddKey("Contents", stream->Reference());
  d.AddKey("Resources", resources);
}

void add_bookmarks(PdfMemDocument& document, const std::vector<Bookmark>& bookmarks) {
  if (bookmarks.empty()) return;
  auto& objects = document.GetObjects();
  PdfObject* const root = objects.CreateObject("Outlines");
  std::vector<PdfObject*> items;
  for (const Bookmark& bookmark : bookmarks) {
    PdfArray target;
    target.push_back(document.GetPage(bookmark.page)->GetObject()->Reference());
    target.push_back(PdfName("Fit"));
    items.push_back(objects.CreateObject());
    PdfDictionary& d = items.back()->GetDictionary();
    d.AddKey("Title", text_string(bookmark.title));
    d.AddKey("Parent", root->Reference());
    d.AddKey("Dest", target);
  }
  for (std::size_t i = 1; i < items.size(); ++i) {
    items[i]->GetDictionary().AddKey("Prev", items[i - 1]->Reference());
    items[i - 1]->GetDictionary().AddKey("Next", items[i]->Reference());
  }
  root->GetDictionary().AddKey("First", items.front()->Reference());
  root->GetDictionary().AddKey("Last", items.back()->Reference());
  root->GetDictionary().AddKey("Count", integer(static_cast<long long>(items.size())));
  document.GetCatalog()->GetDictionary().AddKey("Outlines", root->Reference());
}

/// `expected`: about how large it will be, so that the buffer need not grow.
std::string bytes_of(PdfMemDocument& document, std::size_t expected) {
  PoDoFo::PdfRefCountedBuffer buffer(expected);
  PoDoFo::PdfOutputDevice device(&buffer);
  document.Write(&device);
  return {buffer.GetBuffer(), static_cast<std::size_t>(device.GetLength())};
}

std::string write_document(const Sheet& sheet, const Fonts& fonts, Cutting cutting) {
  const std::vector<UsedFace> faces = used_faces(sheet, fonts, cutting);
  const PictureList pictures = list_pictures(sheet);
  std::vector<std::string> contents;  // packed
  std::string marks;                  // what tells this document's contents from others'
  std::size_t bytes = 1 << 15;
  for (const Page& page : sheet.pages) {
    const auto& names = pictures.of_page[contents.size()];
    contents.push_back(deflate(page_content(page, faces, names), text_level));
    marks.append(page.digest.begin(), page.digest.end());
    marks.append(contents.back(), contents.back().size() - 4);  // its Adler-32
    bytes += contents.back().size() + 512;
  }
  for (const UsedFace& face : faces) bytes += face.file.packed.size();
  for (const Picture* picture : pictures.different) bytes += picture->bytes.size();
  const auto hash = sha256(marks);
  const PdfMetadata metadata = metadata_of(sheet, hex(hash.data(), 16));

  PdfMemDocument document;
  document.SetPdfVersion(PoDoFo::ePdfVersion_1_7);
  const DocumentParts parts{document.GetObjects(), document.GetCatalog()->GetDictionary(),
                            document.GetInfo()->GetObject()->GetDictionary()};
  const PdfReference resources = add_resources(parts.objects, faces, pictures, fonts);
  for (std::size_t i = 0; i < contents.size(); ++i)
    add_page(document, sheet.pages[i], contents[i], resources);
  add_bookmarks(document, sheet.bookmarks);
  add_output_intent(parts);
  add_metadata(parts, metadata);
  describe_catalog(parts, metadata, "");
  return bytes_of(document, bytes);
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
