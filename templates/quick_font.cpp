#include "templates/quick_font.h"

#include <map>
#include <mutex>

namespace hefu {
namespace {

struct StoredGlyph {
  FlatePiece piece;
  std::string composite;  // TrueType: the outline, where it names other glyphs
  std::uint32_t checksum = 0;
  std::uint8_t dictionary = 0;
};

/// The glyphs of one face that were used so far.
class GlyphStore {
 public:
  explicit GlyphStore(std::size_t count) : places_(count) {}
  ~GlyphStore() {
    for (auto& place : places_) delete place.load();
  }
  GlyphStore(const GlyphStore&) = delete;

  /// The glyph, made by make() at its first use; null where it could not be made.
  template <class Make>
  const StoredGlyph* find(std::uint32_t glyph, const Make& make) const {
    if (glyph >= places_.size()) return nullptr;
    std::atomic<const StoredGlyph*>& place = places_[glyph];
    if (const StoredGlyph* const known = place.load(std::memory_order_acquire)) return known;
    std::unique_ptr<const StoredGlyph> made = make(glyph);
    const StoredGlyph* first = nullptr;
    if (!made || !place.compare_exchange_strong(first, made.get(), std::memory_order_acq_rel)) return first;
    return made.release();
  }

 private:
  mutable std::vector<std::atomic<const StoredGlyph*>> places_;
};

/// The two codes of a face.
struct Codes {
  FlateCode frame, outlines;
};

FontFile spliced(bool cff, const Codes& codes, const std::string& frame,
                 const std::vector<const FlatePiece*>& outlines) {
  const FlatePiece head = codes.frame.encode(frame);
  std::size_t bytes = frame.size();
  for (const FlatePiece* outline : outlines) bytes += outline->bytes;
  return {cff, splice_flate({{&codes.frame, {&head}}, {&codes.outlines, outlines}}), bytes};
}

class QuickCff : public QuickFont {
 public:
  QuickCff(CffFace face, const std::vector<CutGlyph>& sample)
      : face_(std::move(face)), codes_(codes_of(face_, sample)), store_(face_.glyph_count()) {}

  bool cff() const override { return true; }

  std::optional<FontFile> embed(const std::vector<CutGlyph>& glyphs) const override {
    std::vector<CffGlyph> cut;
    std::vector<const FlatePiece*> pieces;
    const auto add = [&](std::uint32_t glyph, std::uint16_t cid) {
      const StoredGlyph* const stored = store_.find(glyph, [&](std::uint32_t g) { return make(g); });
      if (stored == nullptr) return false;
      cut.push_back({cid, stored->dictionary, stored->piece.bytes});
      pieces.push_back(&stored->piece);
      return true;
    };
    if (!add(0, 0)) return std::nullopt;
    for (const CutGlyph& glyph : glyphs)
      if (!add(glyph.id, glyph.cid)) return std::nullopt;
    return spliced(true, codes_, face_.frame(cut), pieces);
  }

 private:
  static Codes codes_of(const CffFace& face, const std::vector<CutGlyph>& sample) {
    std::vector<std::string> outlines;
    std::vector<CffGlyph> cut = {{}};
    for (const CutGlyph& glyph : sample) {
      outlines.push_back(face.charstring(glyph.id).value_or(""));
      cut.push_back(
          {glyph.cid, face.dictionary_of(glyph.id), static_cast<std::uint32_t>(outlines.back().size())});
    }
    return {FlateCode({face.frame(cut)}, FlateCode::Repetitions::none),
            FlateCode(outlines, FlateCode::Repetitions::inside)};
  }

  std::unique_ptr<const StoredGlyph> make(std::uint32_t glyph) const {
    const std::optional<std::string> outline = face_.charstring(glyph);
    if (!outline) return nullptr;
    return std::make_unique<StoredGlyph>(
        StoredGlyph{codes_.outlines.encode(*outline), {}, 0, face_.dictionary_of(glyph)});
  }

  CffFace face_;
  Codes codes_;
  GlyphStore store_;
};

class QuickGlyf : public QuickFont {
 public:
  QuickGlyf(const GlyfTables& tables, const std::vector<CutGlyph>& sample)
      : face_(tables), codes_(codes_of(face_, sample)), store_(face_.glyph_count()) {}

  bool cff() const override { return false; }

  std::optional<FontFile> embed(const std::vector<CutGlyph>& glyphs) const override {
    Cut cut;
    cut.add(0);
    for (const CutGlyph& glyph : glyphs) cut.add(glyph.id);
    std::vector<GlyfGlyph> frame_glyphs;
    std::vector<const FlatePiece*> pieces;
    std::vector<std::unique_ptr<StoredGlyph>> composites;  // with the numbers of this document
    for (std::size_t i = 0; i < cut.order.size(); ++i) {   // grows by what composites are made of
      const StoredGlyph* stored =
          store_.find(cut.order[i], [&](std::uint32_t g) { return encoded(face_.outline(g)); });
      if (stored == nullptr) return std::nullopt;
      if (!stored->composite.empty()) {
        std::vector<std::uint32_t> numbers;
        for (const std::uint32_t part : GlyfFace::components(stored->composite))
          numbers.push_back(cut.add(part));
        composites.push_back(encoded(GlyfFace::with_components(stored->composite, numbers)));
        stored = composites.back().get();
      }
      frame_glyphs.push_back({cut.order[i], stored->piece.bytes, stored->checksum});
      pieces.push_back(&stored->piece);
    }
    return spliced(false, codes_, face_.frame(frame_glyphs), pieces);
  }

 private:
  static Codes codes_of(const GlyfFace& face, const std::vector<CutGlyph>& sample) {
    std::vector<std::string> outlines;
    std::vector<GlyfGlyph> cut = {{}};
    for (const CutGlyph& glyph : sample) {
      outlines.push_back(face.outline(glyph.id));
      cut.push_back(
          {glyph.id, static_cast<std::uint32_t>(outlines.back().size()), word_sum(outlines.back())});
    }
    return {FlateCode({face.frame(cut)}, FlateCode::Repetitions::none),
            FlateCode(outlines, FlateCode::Repetitions::inside)};
  }

  /// Which glyphs go in, in the order of their new numbers.
  struct Cut {
    std::vector<std::uint32_t> order;
    std::map<std::uint32_t, std::uint32_t> number_of;
    std::uint32_t add(std::uint32_t glyph) {
      const auto [known, is_new] = number_of.emplace(glyph, static_cast<std::uint32_t>(order.size()));
      if (is_new) order.push_back(glyph);
      return known->second;
    }
  };

  std::unique_ptr<StoredGlyph> encoded(const std::string& outline) const {
    StoredGlyph glyph{codes_.outlines.encode(outline), {}, word_sum(outline), 0};
    if (!GlyfFace::components(outline).empty()) glyph.composite = outline;
    return std::make_unique<StoredGlyph>(std::move(glyph));
  }

  GlyfFace face_;
  Codes codes_;
  GlyphStore store_;
};

}  // namespace

std::unique_ptr<QuickFont> QuickFont::of_cff(std::string_view table, const std::vector<CutGlyph>& sample) {
  std::optional<CffFace> face = CffFace::open(table);
  if (!face) return nullptr;
  return std::make_unique<QuickCff>(std::move(*face), sample);
}

std::unique_ptr<QuickFont> QuickFont::of_glyf(const GlyfTables& tables, const std::vector<CutGlyph>& sample) {
  return std::make_unique<QuickGlyf>(tables, sample);
}

}  // namespace hefu
