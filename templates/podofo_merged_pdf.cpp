#include "schemas/error.h"
#include "schemas/messages.h"
#include "templates/deflate.h"
#include "templates/merged_pdf.h"
#include "templates/page_code.h"
#include "templates/podofo_growing_file.h"

namespace hefu {

using PoDoFo::PdfObject;
using PoDoFo::PdfReference;

namespace {

constexpr const char* preferences_of(Duplex duplex) {
  switch (duplex) {
    case Duplex::long_edge:
      return "/Duplex/DuplexFlipLongEdge/PickTrayByPDFSize true/PrintScaling/None";
    case Duplex::short_edge:
      return "/Duplex/DuplexFlipShortEdge/PickTrayByPDFSize true/PrintScaling/None";
    case Duplex::one_sided:
      break;
  }
  return "/Duplex/Simplex/PickTrayByPDFSize true/PrintScaling/None";
}

}  // namespace

struct MergedPdf::Impl {
  Impl(std::ostream& out, const Fonts& f, Duplex d, PdfMetadata m)
      : fonts(f), duplex(d), metadata(std::move(m)), file(out), tree(file), outline(file), faces(f) {
    font_names = file.reserve();
    empty_resources = add_plain(file.objects(), resources(""));
    empty_content = file.add_stream("", "\n");
  }

  std::string resources(const std::string& pictures) const {
    return fmt::format("<</Font {}{}/XObject<<{}>>>>", to_text(font_names), graphics_state, pictures);
  }

  void add_page(const Page& page, const PdfReference& content, const PdfReference& resource) {
    const bool back = tree.pages().size() % 2 == 1 && duplex != Duplex::one_sided;
    const bool turned = back && (page.width_mm > page.height_mm) != (duplex == Duplex::short_edge);
    const PdfReference parent = tree.parent();
    tree.add(add_plain(
        file.objects(),
        fmt::format("<</Type/Page/Parent {}/MediaBox[0 0 {:.4f} {:.4f}]/Contents {}/Resources {}{}>>",
                    to_text(parent), page.width_mm / mm_per_pt, page.height_mm / mm_per_pt, to_text(content),
                    to_text(resource), turned ? "/Rotate 180" : "")));
  }

  /// The Sheet's pictures, each once, and the resources that name them. `names`: by page.
  PdfReference add_pictures(const Sheet& sheet, std::vector<std::vector<std::size_t>>& names);
  void add(const Sheet& sheet, int copies, Sides sides);
  void finish();

  const Fonts& fonts;
  Duplex duplex;
  PdfMetadata metadata;
  GrowingFile file;
  PageTree tree;
  Outline outline;
  GrowingFaces faces;
  PdfReference font_names, empty_resources, empty_content;
  std::string shown;                        // hash of the pages so far
  std::map<Digest, PdfReference> pictures;  // by what they show
};

PdfReference MergedPdf::Impl::add_pictures(const Sheet& sheet, std::vector<std::vector<std::size_t>>& names) {
  std::vector<PdfReference> used;
  std::string text;
  for (const Page& page : sheet.pages) {
    names.emplace_back();
    for (const Picture& picture : page.pictures) {
      const Digest digest = sha256(fmt::format("{} {} ", picture.width, picture.pixels.size()) +
                                   picture.bytes + picture.pixels);
      auto known = pictures.find(digest);
      if (known == pictures.end()) known = pictures.emplace(digest, add_picture(file, picture)).first;
      const auto at = std::find(used.begin(), used.end(), known->second);
      names.back().push_back(static_cast<std::size_t>(at - used.begin()));
      if (at != used.end()) continue;
      text += fmt::format("/I{} {}", used.size(), to_text(known->second));
      used.push_back(known->second);
    }
  }
  return used.empty() ? empty_resources : add_plain(file.objects(), resources(text));
}

void MergedPdf::Impl::add(const Sheet& sheet, int copies, Sides sides) {
  if (sheet.pages.empty() || copies <= 0) return;
  faces.add(sheet);
  std::vector<std::vector<std::size_t>> names;
  const PdfReference resource = add_pictures(sheet, names);
  std::vector<PdfReference> contents;
  for (std::size_t i = 0; i < sheet.pages.size(); ++i) {
    contents.push_back(file.add_stream(
        "/Filter/FlateDecode",
        deflate(page_content(sheet.pages[i], faces.so_far(), names[i], Tagging::none), text_level)));
    shown.append(sheet.pages[i].digest.begin(), sheet.pages[i].digest.end());
    if (shown.size() > 4096) {
      const Digest hash = sha256(shown);
      shown.assign(hash.begin(), hash.end());
    }
  }
  const std::size_t first = tree.pages().size();
  for (int copy = 0; copy < copies; ++copy)
    for (std::size_t i = 0; i < sheet.pages.size(); ++i) {
      add_page(sheet.pages[i], contents[i], resource);
      const bool ends = sides == Sides::one || i + 1 == sheet.pages.size();
      if (duplex != Duplex::one_sided && ends && tree.pages().size() % 2 == 1)
        add_page(sheet.pages[i], empty_content, empty_resources);
    }
  outline.add(sheet.title, tree.pages()[first]);
  file.flush();
}

void MergedPdf::Impl::finish() {
  file.set(font_names, "<<" + add_fonts(file, std::move(faces).cut(), fonts) + ">>");
  const PdfReference pages = tree.finish();
  const std::optional<PdfReference> bookmarks = outline.finish();
  const DocumentParts parts = file.parts();
  parts.catalog.AddKey("Pages", pages);
  if (bookmarks) parts.catalog.AddKey("Outlines", *bookmarks);
  add_output_intent(parts);
  add_metadata(parts, metadata);
  describe_catalog(parts, metadata, preferences_of(duplex));
  const Digest hash = sha256(metadata.title + shown);
  file.finish(hex(hash.data(), 16));
}

namespace {

template <class Work>
void in_podofo(const PdfMetadata& metadata, const Work& work) {
  silence_podofo();
  try {
    work();
  } catch (const PoDoFo::PdfError& error) {  // no std::exception
    throw not_written(metadata.title, error);
  }
}

}  // namespace

MergedPdf::MergedPdf(std::ostream& out, const Fonts& fonts, Duplex duplex, const PdfMetadata& metadata) {
  in_podofo(metadata, [&] { impl_ = std::make_unique<Impl>(out, fonts, duplex, metadata); });
}
MergedPdf::~MergedPdf() = default;

void MergedPdf::begin_group(const std::string& bookmark) { impl_->outline.begin_group(bookmark); }

void MergedPdf::add(const Sheet& sheet, int copies, Sides sides) {
  in_podofo(impl_->metadata, [&] { impl_->add(sheet, copies, sides); });
}

std::size_t MergedPdf::page_count() const { return impl_->tree.pages().size(); }

void MergedPdf::finish() {
  if (page_count() == 0) throw Error(ErrorKind::bad_input, tr("没有可写入 PDF 的表格"));
  in_podofo(impl_->metadata, [&] { impl_->finish(); });
}

}  // namespace hefu
