#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>

#include "ocr/qpdf_parts.h"
#include "ocr/qpdf_text_layer.h"

namespace hefu {
namespace {

struct Matrix {
  double a = 1, b = 0, c = 0, d = 1, e = 0, f = 0;
};

/// First `first`, then `then`.
Matrix after(const Matrix& first, const Matrix& then) {
  return {first.a * then.a + first.b * then.c,          first.a * then.b + first.b * then.d,
          first.c * then.a + first.d * then.c,          first.c * then.b + first.d * then.d,
          first.e * then.a + first.f * then.c + then.e, first.e * then.b + first.f * then.d + then.f};
}

/// What turns a box w x h at the origin clockwise by quarter turns, and puts it back to the origin.
Matrix clockwise(int turns, double w, double h) {
  switch ((turns % 4 + 4) % 4) {
    case 1:
      return {0, -1, 1, 0, 0, w};
    case 2:
      return {-1, 0, 0, -1, w, h};
    case 3:
      return {0, 1, -1, 0, h, 0};
    default:
      return {};
  }
}

std::string to_text(const Matrix& m) {
  return fmt::format("{} {} {} {} {} {}", real(m.a), real(m.b), real(m.c), real(m.d), real(m.e), real(m.f));
}

class Joiner {
 public:
  Joiner(const VolumePlan& plan, const std::vector<std::string_view>& parts)
      : plan_(plan), parts_(parts), layer_(plan) {
    volume_.emptyPDF();
    if (!layer_.empty()) layer_font_ = layer_.add_font(volume_);
  }

  void join(ByteRoom& room) {
    open_parts();
    for (std::size_t i = 0; i < plan_.pages.size(); ++i) add_page(plan_.pages[i]);
    add_bookmarks();
    describe();
    write_document(volume_, room, true);
  }

 private:
  struct Part {
    std::unique_ptr<QPDF> document = std::make_unique<QPDF>();
    std::vector<QPDFPageObjectHelper> pages;
    std::map<int, QPDFObjectHandle> forms;  // of pages, in the volume
  };

  void open_parts() {
    for (const std::string_view bytes : parts_) {
      Part part;
      open_quietly(*part.document, bytes);
      part.pages = QPDFPageDocumentHelper(*part.document).getAllPages();
      QPDFObjectHandle hidden = part.document->getRoot().getKey("/HefuHidden");
      if (hidden.isArray()) {
        QPDFObjectHandle copied = volume_.copyForeignObject(hidden);
        for (int i = 0; i < copied.getArrayNItems(); ++i) hidden_.push_back(copied.getArrayItem(i));
      }
      opened_.push_back(std::move(part));
    }
  }

  /// A page as a form XObject whose own space is the page's.
  QPDFObjectHandle form_of(int part_index, int page_index) {
    Part& part = opened_.at(static_cast<std::size_t>(part_index));
    if (const auto known = part.forms.find(page_index); known != part.forms.end()) return known->second;
    QPDFObjectHandle page = part.pages.at(static_cast<std::size_t>(page_index)).getObjectHandle();
    QPDFObjectHandle contents = page.getKey("/Contents");
    // A copy: pages may share one stream of contents, but not what the form says around it.
    QPDFObjectHandle form = contents.isStream()
                                ? contents.copyStream()
                                : QPDFObjectHandle::newStream(part.document.get(), std::string());
    QPDFObjectHandle dictionary = form.getDict();
    dictionary.replaceKey("/Type", QPDFObjectHandle::newName("/XObject"));
    dictionary.replaceKey("/Subtype", QPDFObjectHandle::newName("/Form"));
    dictionary.replaceKey("/BBox", page.getKey("/MediaBox"));
    dictionary.replaceKey("/Resources", page.getKey("/Resources"));
    if (page.getKey("/Group").isDictionary()) dictionary.replaceKey("/Group", page.getKey("/Group"));
    if (!form.isIndirect()) form = part.document->makeIndirectObject(form);
    return part.forms[page_index] = volume_.copyForeignObject(form);
  }

  /// What brings a part's page onto the sheet.
  Matrix placed(const PlacedPage& at, double sheet_height) {
    QPDFPageObjectHelper& page =
        opened_.at(static_cast<std::size_t>(at.part)).pages.at(static_cast<std::size_t>(at.page));
    const auto box = page.getObjectHandle().getKey("/MediaBox").getArrayAsRectangle();
    QPDFObjectHandle unit = page.getObjectHandle().getKey("/UserUnit");
    QPDFObjectHandle rotate = page.getObjectHandle().getKey("/Rotate");
    const double scale = at.scale * (unit.isNumber() ? unit.getNumericValue() : 1);
    const int turns = (rotate.isInteger() ? rotate.getIntValueAsInt() / 90 : 0) - at.quarter_turns;
    const double w = box.urx - box.llx, h = box.ury - box.lly;
    Matrix m{1, 0, 0, 1, -box.llx, -box.lly};
    m = after(m, clockwise(turns, w, h));
    m = after(m, {scale, 0, 0, scale, 0, 0});
    const double placed_height = (turns % 2 ? w : h) * scale;
    return after(m, {1, 0, 0, 1, at.x_mm * pt_per_mm, sheet_height - at.y_mm * pt_per_mm - placed_height});
  }

  void add_page(const PlacedPage& at) {
    const double width = at.width_mm * pt_per_mm, height = at.height_mm * pt_per_mm;
    std::string content = fmt::format("q {} cm /P Do Q", to_text(placed(at, height)));
    QPDFObjectHandle drawn = QPDFObjectHandle::newDictionary();
    drawn.replaceKey("/P", form_of(at.part, at.page));
    if (at.over_part >= 0) {
      PlacedPage over{at.over_part, at.over_page, at.width_mm, at.height_mm};
      content += fmt::format(" q {} cm /N Do Q", to_text(placed(over, height)));
      drawn.replaceKey("/N", form_of(at.over_part, at.over_page));
    }
    QPDFObjectHandle page = QPDFObjectHandle::parse(
        fmt::format("<</Type/Page/MediaBox[0 0 {} {}]/Resources<<>>>>", real(width), real(height)));
    page.getKey("/Resources").replaceKey("/XObject", drawn);
    if (!at.words.empty()) {
      content += layer_.content(at);
      QPDFObjectHandle fonts = QPDFObjectHandle::newDictionary();
      fonts.replaceKey("/L", layer_font_);
      page.getKey("/Resources").replaceKey("/Font", fonts);
    }
    page.replaceKey("/Contents", QPDFObjectHandle::newStream(&volume_, content));
    page = volume_.makeIndirectObject(page);
    volume_.addPage(page, false);
    pages_.push_back(page);
  }

  /// Bookmarks of any depth. Source: ISO 32000-1, 12.3.3.
  void add_bookmarks() {
    if (plan_.bookmarks.empty()) return;
    struct Open {
      QPDFObjectHandle item, last;
      int count = 0;
    };
    QPDFObjectHandle root = volume_.makeIndirectObject(QPDFObjectHandle::parse("<</Type/Outlines>>"));
    std::vector<Open> open = {{root, QPDFObjectHandle(), 0}};
    const auto close = [&] {
      const Open done = open.back();
      open.pop_back();
      // Closed at first but for the outermost: a volume of many documents would fill the screen.
      if (done.count > 0)
        QPDFObjectHandle(done.item).replaceKey("/Count", QPDFObjectHandle::newInteger(-done.count));
    };
    for (const VolumeBookmark& bookmark : plan_.bookmarks) {
      while (static_cast<int>(open.size()) > bookmark.level + 1) close();
      QPDFObjectHandle item = volume_.makeIndirectObject(QPDFObjectHandle::newDictionary());
      item.replaceKey("/Title", QPDFObjectHandle::newUnicodeString(bookmark.title));
      QPDFObjectHandle place = QPDFObjectHandle::newArray();
      place.appendItem(pages_.at(static_cast<std::size_t>(bookmark.page)));
      place.appendItem(QPDFObjectHandle::newName("/Fit"));
      item.replaceKey("/Dest", place);
      Open& parent = open.back();
      item.replaceKey("/Parent", parent.item);
      if (parent.count++ == 0)
        parent.item.replaceKey("/First", item);
      else {
        parent.last.replaceKey("/Next", item);
        item.replaceKey("/Prev", parent.last);
      }
      parent.item.replaceKey("/Last", item);
      parent.last = item;
      open.push_back({item, QPDFObjectHandle(), 0});
    }
    while (open.size() > 1) close();
    root.replaceKey("/Count", QPDFObjectHandle::newInteger(open.front().count));
    volume_.getRoot().replaceKey("/Outlines", root);
    volume_.getRoot().replaceKey("/PageMode", QPDFObjectHandle::newName("/UseOutlines"));
  }

  void describe() {
    QPDFObjectHandle catalog = volume_.getRoot();
    catalog.replaceKey("/Lang", QPDFObjectHandle::newUnicodeString(plan_.language));
    catalog.replaceKey("/ViewerPreferences",
                       QPDFObjectHandle::parse("<</DisplayDocTitle true/PrintScaling/None>>"));
    catalog.replaceKey(
        "/PageLabels",
        QPDFObjectHandle::parse(plan_.front_pages > 0
                                    ? fmt::format("<</Nums[0<</S/r>>{}<</S/D>>]>>", plan_.front_pages)
                                    : std::string("<</Nums[0<</S/D>>]>>")));
    QPDFObjectHandle info = volume_.makeIndirectObject(QPDFObjectHandle::newDictionary());
    const auto set_text = [&](const char* key, const std::string& value) {
      if (!value.empty()) info.replaceKey(key, QPDFObjectHandle::newUnicodeString(value));
    };
    set_text("/Title", plan_.title);
    set_text("/Keywords", plan_.keywords);
    set_text("/Producer", "Hefu");
    set_text("/CreationDate", plan_.date);
    set_text("/ModDate", plan_.date);
    volume_.getTrailer().replaceKey("/Info", info);
    hide_layers(catalog);
    if (!plan_.xmp.empty()) describe_archive(volume_, plan_);
  }

  void hide_layers(QPDFObjectHandle catalog) {
    if (hidden_.empty()) return;
    QPDFObjectHandle list = QPDFObjectHandle::newArray(hidden_);
    QPDFObjectHandle layers = QPDFObjectHandle::parse("<</D<<>>>>");
    layers.replaceKey("/OCGs", list);
    layers.getKey("/D").replaceKey("/OFF", QPDFObjectHandle::newArray(hidden_));
    catalog.replaceKey("/OCProperties", layers);
  }

  const VolumePlan& plan_;
  const std::vector<std::string_view>& parts_;
  const TextLayer layer_;
  QPDF volume_;
  QPDFObjectHandle layer_font_;
  std::vector<Part> opened_;
  std::vector<QPDFObjectHandle> pages_, hidden_;
};

}  // namespace

DecodeOutcome join_parts(const VolumePlan& plan, const std::vector<std::string_view>& parts, ByteRoom& room) {
  Joiner(plan, parts).join(room);
  return {};
}

}  // namespace hefu
