#include <qpdf/Constants.h>

#include <qpdf/QPDFAcroFormDocumentHelper.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <set>

#include "ocr/qpdf_parts.h"

namespace hefu {
namespace {

// The longest side that a PDF page may have by its own standard, 200 inch: ISO 32000-1, annex C.
constexpr double longest_side_pt = 14'400;

/// What a page shows of its sheet, ISO 32000-1, 14.11.2: the crop box within the media box.
QPDFObjectHandle::Rectangle visible_box(QPDFPageObjectHelper& page) {
  const auto ordered = [](QPDFObjectHandle box) {
    if (!box.isRectangle()) return QPDFObjectHandle::Rectangle(0, 0, 612, 792);  // as Poppler takes it
    const auto r = box.getArrayAsRectangle();
    return QPDFObjectHandle::Rectangle(std::min(r.llx, r.urx), std::min(r.lly, r.ury), std::max(r.llx, r.urx),
                                       std::max(r.lly, r.ury));
  };
  const auto media = ordered(page.getAttribute("/MediaBox", false));
  if (!page.getAttribute("/CropBox", false).isRectangle()) return media;
  const auto crop = ordered(page.getAttribute("/CropBox", false));
  const QPDFObjectHandle::Rectangle both(std::max(media.llx, crop.llx), std::max(media.lly, crop.lly),
                                         std::min(media.urx, crop.urx), std::min(media.ury, crop.ury));
  return both.urx > both.llx && both.ury > both.lly ? both : media;
}

int quarter_turns(QPDFPageObjectHelper& page) {
  QPDFObjectHandle rotate = page.getAttribute("/Rotate", false);
  const long long degrees = rotate.isNumber() ? static_cast<long long>(rotate.getNumericValue()) : 0;
  return degrees % 90 == 0 ? static_cast<int>((degrees / 90 % 4 + 4) % 4) : 0;
}

/// Layers that their file does not show. Without their being named they would all be seen.
QPDFObjectHandle hidden_layers(QPDF& document) {
  QPDFObjectHandle hidden = QPDFObjectHandle::newArray();
  QPDFObjectHandle layers = document.getRoot().getKey("/OCProperties");
  if (!layers.isDictionary()) return hidden;
  QPDFObjectHandle usual = layers.getKey("/D");
  const auto each = [](QPDFObjectHandle list, auto visit) {
    if (list.isArray())
      for (int i = 0; i < list.getArrayNItems(); ++i)
        if (list.getArrayItem(i).isIndirect() && list.getArrayItem(i).isDictionary())
          visit(list.getArrayItem(i));
  };
  std::set<QPDFObjGen> on;
  if (!usual.isDictionary()) return hidden;
  each(usual.getKey("/ON"), [&](QPDFObjectHandle layer) { on.insert(layer.getObjGen()); });
  const bool off_unless_on = usual.getKey("/BaseState").isNameAndEquals("/OFF");
  if (off_unless_on)
    each(layers.getKey("/OCGs"), [&](QPDFObjectHandle layer) {
      if (!on.count(layer.getObjGen())) hidden.appendItem(layer);
    });
  else
    each(usual.getKey("/OFF"), [&](QPDFObjectHandle layer) { hidden.appendItem(layer); });
  return hidden;
}

/// What annotations and form fields show becomes part of their pages. What is hidden stays out.
void draw_annotations(QPDF& document) {
  QPDFObjectHandle form = document.getRoot().getKey("/AcroForm");
  // With this word qpdf leaves fields alone; and what it would set instead knows no Chinese.
  if (form.isDictionary()) form.removeKey("/NeedAppearances");
  QPDFPageDocumentHelper(document).flattenAnnotations(0, an_invisible | an_hidden | an_no_view);
}

/// The page as its own dictionary of what is shown, and nothing else.
QPDFObjectHandle clean_page(QPDFPageObjectHelper& page, PartPage& size, DecodeOutcome& outcome) {
  const auto box = visible_box(page);
  QPDFObjectHandle unit = page.getObjectHandle().getKey("/UserUnit");
  const double pt = unit.isNumber() && unit.getNumericValue() > 0 ? unit.getNumericValue() : 1;
  const int turns = quarter_turns(page);
  double width = (box.urx - box.llx) * pt, height = (box.ury - box.lly) * pt;
  if (!(std::max(width, height) <= longest_side_pt) || !(std::min(width, height) > 0)) {
    outcome = {Trouble::paper_too_large, -1, 0, width, height};
    return QPDFObjectHandle::newNull();
  }
  if (turns % 2) std::swap(width, height);
  size = {width / pt_per_mm, height / pt_per_mm, true};

  page.coalesceContentStreams();
  QPDFObjectHandle clean = QPDFObjectHandle::newDictionary();
  clean.replaceKey("/Type", QPDFObjectHandle::newName("/Page"));
  clean.replaceKey("/MediaBox", QPDFObjectHandle::newFromRectangle(box));
  clean.replaceKey("/Rotate", QPDFObjectHandle::newInteger(turns * 90));
  clean.replaceKey("/UserUnit", QPDFObjectHandle::newReal(pt));
  QPDFObjectHandle old = page.getObjectHandle();
  QPDFObjectHandle resources = page.getAttribute("/Resources", false);
  clean.replaceKey("/Resources", resources.isDictionary() ? resources : QPDFObjectHandle::newDictionary());
  if (old.getKey("/Group").isDictionary()) clean.replaceKey("/Group", old.getKey("/Group"));
  if (old.getKey("/Contents").isStream()) clean.replaceKey("/Contents", old.getKey("/Contents"));
  remove_what_acts(clean);
  return clean;
}

}  // namespace

DecodeOutcome make_pdf_part(std::string_view bytes, const DecodeLimits& limits, PartUse use,
                            std::vector<PartPage>& pages, ByteRoom& room) {
  DecodeOutcome outcome;
  QPDF source, part;
  try {
    open_quietly(source, bytes);
  } catch (const QPDFExc& error) {
    return {error.getErrorCode() == qpdf_e_password ? Trouble::encrypted : Trouble::damaged};
  }
  draw_annotations(source);
  std::vector<QPDFPageObjectHelper> sheets = QPDFPageDocumentHelper(source).getAllPages();
  outcome.pages = static_cast<int>(std::min<std::size_t>(sheets.size(), 1 << 20));
  if (sheets.empty()) outcome.trouble = Trouble::no_pages;
  if (outcome.pages > limits.max_pages) outcome.trouble = Trouble::too_many_pages;
  if (outcome.trouble != Trouble::none) return outcome;

  part.emptyPDF();
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    PartPage size;
    QPDFObjectHandle page = clean_page(sheets[i], size, outcome);
    if (outcome.trouble != Trouble::none) {
      outcome.page = static_cast<int>(i);
      outcome.pages = static_cast<int>(sheets.size());
      return outcome;
    }
    if (use == PartUse::search) drop_unseen_text(source, page);
    part.addPage(part.copyForeignObject(source.makeIndirectObject(page)), false);
    pages.push_back(size);
  }
  QPDFObjectHandle hidden = hidden_layers(source);
  if (hidden.getArrayNItems() > 0) {
    remove_what_acts(hidden);
    part.getRoot().replaceKey("/HefuHidden", part.copyForeignObject(source.makeIndirectObject(hidden)));
  }
  write_document(part, room, false);
  return outcome;
}

}  // namespace hefu
