#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/messages.h"
#include "templates/deflate.h"
#include "templates/page_code.h"
#include "templates/pdf.h"
#include "templates/pdf_metadata.h"
#include "templates/podofo_objects.h"

namespace hefu {
namespace {

using PoDoFo::PdfArray;
using PoDoFo::PdfDictionary;
using PoDoFo::PdfMemDocument;
using PoDoFo::PdfName;
using PoDoFo::PdfObject;
using PoDoFo::PdfReference;
using PoDoFo::PdfString;

constexpr int profile_columns = 2;  // bytes a row, of the colour profile's predictor

/// Each different picture once, and which of them each page shows.
struct PictureList {
  std::vector<const Picture*> different;
  std::vector<std::vector<std::size_t>> of_page;
};

bool same_picture(const Picture& a, const Picture& b) {
  return a.width == b.width && a.bytes == b.bytes && a.pixels == b.pixels;
}

PictureList list_pictures(const std::vector<const Sheet*>& sheets) {
  PictureList list;
  std::multimap<std::size_t, std::size_t> known;  // hash of a picture's bytes -> its place in `different`
  const std::hash<std::string> hash;
  for (const Sheet* sheet : sheets)
    for (const Page& page : sheet->pages) {
      auto& names = list.of_page.emplace_back();
      for (const Picture& picture : page.pictures) {
        const std::size_t key = hash(picture.bytes) ^ hash(picture.pixels);
        auto [at, end] = known.equal_range(key);
        while (at != end && !same_picture(*list.different[at->second], picture)) ++at;
        if (at == end) {
          at = known.emplace(key, list.different.size());
          list.different.push_back(&picture);
        }
        names.push_back(at->second);
      }
    }
  return list;
}

/// A Sheet's own bookmarks; of many Sheets, one each.
std::vector<Bookmark> bookmarks_of(const std::vector<const Sheet*>& sheets) {
  if (sheets.size() == 1) return sheets.front()->bookmarks;
  std::vector<Bookmark> bookmarks;
  int page = 0;
  for (const Sheet* sheet : sheets) {
    bookmarks.push_back({sheet->application + " " + sheet->title, page});
    page += static_cast<int>(sheet->pages.size());
  }
  return bookmarks;
}

PdfReference add_resources(PdfMemDocument& document, const std::vector<UsedFace>& faces,
                           const PictureList& pictures, const Fonts& fonts) {
  auto& objects = document.GetObjects();
  std::string font_names, picture_names;
  std::optional<PdfReference> common;  // ToUnicode of all faces whose codes are code points
  for (const UsedFace& face : faces) {
    const bool shares = has_common_to_unicode(face);
    const PdfReference to_unicode = shares && common ? *common : add_to_unicode(objects, face);
    if (shares) common = to_unicode;
    font_names += fmt::format("/F{} {}", face.face, to_text(add_font(objects, face, fonts, to_unicode)));
  }
  for (std::size_t i = 0; i < pictures.different.size(); ++i)
    picture_names += fmt::format("/I{} {}", i, to_text(add_picture(objects, *pictures.different[i])));
  // SA: rules of one width look alike on every screen.
  return add_plain(objects, fmt::format("<</Font<<{}>>/ExtGState<</G0<</SA true>>>>/XObject<<{}>>>>",
                                        font_names, picture_names));
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

/// Pairs of bytes as differences to the pair before, the way that PNG calls "up": a profile is mostly one
/// smooth curve of 16-bit numbers, and packs to half the size so. Source: ISO 32000-1, 7.4.4.4.
std::string differences(const std::string& bytes) {
  constexpr std::size_t columns = profile_columns;
  std::string rows;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i % columns == 0) rows += '\2';  // "up"
    rows += static_cast<char>(bytes[i] - (i < columns ? 0 : bytes[i - columns]));
  }
  rows.resize((rows.size() + columns) / (columns + 1) * (columns + 1));
  return rows;
}

const std::string& packed_srgb_profile() {
  static const std::string packed = [] {
    const std::filesystem::path file = "/usr/share/color/icc/sRGB.icc";
    if (!std::filesystem::exists(file))
      throw Error(ErrorKind::missing, fmt::format(fmt::runtime(tr("缺少颜色配置文件 {}")), file.string()),
                  fmt::format(fmt::runtime(tr("请安装软件包 {}")), "icc-profiles-free"));
    return deflate(differences(read_file(file)), smallest_level);
  }();
  return packed;
}

/// What makes colours mean the same everywhere: DeviceRGB is sRGB. Source: ISO 19005-2, 6.2.3.
void add_output_intent(PdfMemDocument& document) {
  PdfObject* const profile = document.GetObjects().CreateObject();
  profile->GetDictionary().AddKey("N", integer(3));
  profile->GetDictionary().AddKey("DecodeParms",
                                  plain(fmt::format("<</Predictor 12/Columns {}>>", profile_columns)));
  set_stream(*profile, packed_srgb_profile(), "FlateDecode");
  document.GetCatalog()->GetDictionary().AddKey(
      "OutputIntents", plain(fmt::format("[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
                                         "/Info(sRGB)/DestOutputProfile {}>>]",
                                         to_text(profile->Reference()))));
}

void add_metadata(PdfMemDocument& document, const PdfMetadata& metadata) {
  PdfDictionary& info = document.GetInfo()->GetObject()->GetDictionary();
  info.Clear();  // PoDoFo has put today's date there
  info.AddKey("Title", text_string(metadata.title));
  info.AddKey("Producer", PdfString(metadata.producer));
  info.AddKey("Keywords", PdfString(metadata.keywords));
  if (const std::string date = info_date(metadata); !date.empty()) {
    info.AddKey("CreationDate", PdfString(date));
    info.AddKey("ModDate", PdfString(date));
  }
  PdfObject* const xmp = document.GetObjects().CreateObject("Metadata");
  xmp->GetDictionary().AddKey("Subtype", PdfName("XML"));
  set_stream(*xmp, xmp_packet(metadata), nullptr);  // never packed: it is read by programs that know no PDF
  document.GetCatalog()->GetDictionary().AddKey("Metadata", xmp->Reference());
}

void describe_catalog(PdfMemDocument& document, const PdfMetadata& metadata) {
  PdfDictionary& catalog = document.GetCatalog()->GetDictionary();
  catalog.AddKey("Lang", PdfString(metadata.language));
  catalog.AddKey("ViewerPreferences", plain("<</DisplayDocTitle true>>"));
  catalog.AddKey("PageLabels", plain("<</Nums[0<</S/D>>]>>"));
}

/// `expected`: about how large it will be, so that the buffer need not grow.
std::string bytes_of(PdfMemDocument& document, std::size_t expected) {
  PoDoFo::PdfRefCountedBuffer buffer(expected);
  PoDoFo::PdfOutputDevice device(&buffer);
  document.Write(&device);
  return {buffer.GetBuffer(), static_cast<std::size_t>(device.GetLength())};
}

using Sheets = std::vector<const Sheet*>;

/// One document of one Sheet or of many: what several show, faces and pictures, is there once.
std::string write_document(const Sheets& sheets, const Fonts& fonts, Cutting cutting) {
  const std::vector<UsedFace> faces = used_faces(sheets, fonts, cutting);
  const PictureList pictures = list_pictures(sheets);
  std::vector<std::string> contents;  // packed
  std::string marks;                  // what tells this document's contents from others'
  std::size_t bytes = 1 << 15;
  for (const Sheet* sheet : sheets)
    for (const Page& page : sheet->pages) {
      const auto& names = pictures.of_page[contents.size()];
      contents.push_back(deflate(page_content(page, faces, names), text_level));
      marks.append(page.digest.begin(), page.digest.end());
      marks.append(contents.back(), contents.back().size() - 4);  // its Adler-32
      bytes += contents.back().size() + 512;
    }
  for (const UsedFace& face : faces) bytes += face.file.packed.size();
  for (const Picture* picture : pictures.different) bytes += picture->bytes.size();
  const auto hash = sha256(marks);
  PdfMetadata metadata = metadata_of(*sheets.front(), hex(hash.data(), 16));
  if (sheets.size() > 1) metadata.title += " — " + sheets.back()->application;

  PdfMemDocument document;
  document.SetPdfVersion(PoDoFo::ePdfVersion_1_7);
  const PdfReference resources = add_resources(document, faces, pictures, fonts);
  std::size_t page_number = 0;
  for (const Sheet* sheet : sheets)
    for (const Page& page : sheet->pages) add_page(document, page, contents[page_number++], resources);
  add_bookmarks(document, bookmarks_of(sheets));
  add_output_intent(document);
  add_metadata(document, metadata);
  describe_catalog(document, metadata);
  return bytes_of(document, bytes);
}

void silence_podofo() {
  static const bool silenced = [] {
    PoDoFo::PdfError::EnableLogging(false);
    PoDoFo::PdfError::EnableDebug(false);
    return true;
  }();
  static_cast<void>(silenced);
}

}  // namespace

std::string write_pdf(const Sheet& sheet, const Fonts& fonts, Cutting cutting) {
  return write_merged_pdf({&sheet}, fonts, cutting);
}

std::string write_merged_pdf(const std::vector<const Sheet*>& sheets, const Fonts& fonts, Cutting cutting) {
  if (sheets.empty()) throw Error(ErrorKind::bad_input, tr("没有可写入 PDF 的表格"));
  silence_podofo();
  try {
    return write_document(sheets, fonts, cutting);
  } catch (const PoDoFo::PdfError& error) {  // no std::exception
    throw Error(ErrorKind::bad_input,
                fmt::format(fmt::runtime(tr("{}：{} 无法写成 PDF（{}）")), sheets.front()->application,
                            sheets.front()->kind, PoDoFo::PdfError::ErrorName(error.GetError())));
  }
}

}  // namespace hefu
