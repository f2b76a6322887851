#pragma once
#include <map>
#include <qpdf/QPDF.hh>
#include <string>

#include "ocr/volume.h"

namespace hefu {

/// The words that lie unseen over a document's pages (render mode 3, ISO 32000-1, 9.3.6), in one font.
class TextLayer {
 public:
  explicit TextLayer(const VolumePlan& plan);
  bool empty() const { return codes_.empty(); }
  /// The operators that lay a page's words over it; /L names the font.
  std::string content(const PlacedPage& page) const;
  /// The font; every call adds one to the document.
  QPDFObjectHandle add_font(QPDF& document) const;

 private:
  std::string hex(const std::u32string& text) const;
  std::map<char32_t, int> codes_;  // from 1, in the order of the characters
};

}  // namespace hefu
