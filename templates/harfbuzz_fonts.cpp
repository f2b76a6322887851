#include "templates/harfbuzz_fonts.h"

#include <hb-ot.h>

#include "schemas/error.h"
#include "schemas/messages.h"
#include "schemas/text.h"
#include "templates/page_code.h"

namespace hefu {
namespace fs = std::filesystem;
namespace {

// Sheets in the register name a face by its place here: append only. A FangSong of the user's would be the
// fifth. Noto has all of URO and Extension A; GB2312 fonts lack the characters of names (measured:
// 龘喆堃昇〇).
const std::vector<FaceFile>& system_faces() {
  static const std::vector<FaceFile> faces = {
      {"NotoSerifCJKsc-Regular", "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 2,
       "fonts-noto-cjk"},
      {"NotoSansCJKsc-Regular", "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2,
       "fonts-noto-cjk"},
      {"LXGWWenKai-Regular", "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", 0,
       "fonts-lxgw-wenkai"},
      {"BabelStoneHan", "/usr/share/fonts/truetype/babelstone/BabelStoneHan.ttf", 0, "fonts-babelstone-han"},
  };
  return faces;
}

// Where a typeface looks for a glyph, in this order: its own face, then song, then the face for rare
// characters.
const std::vector<std::uint16_t>& faces_of(Typeface typeface) {
  static const std::vector<std::uint16_t> song = {0, 3}, hei = {1, 0, 3}, kai = {2, 0, 3};
  switch (typeface) {
    case Typeface::hei:
      return hei;
    case Typeface::kai:
      return kai;
    case Typeface::song:
      break;
  }
  return song;
}

[[noreturn]] void face_missing(const FaceFile& file) {
  throw Error(ErrorKind::missing,
              fmt::format(fmt::runtime(tr("缺少字体 {}（{}）")), file.name, file.file.string()),
              fmt::format(fmt::runtime(tr("请安装软件包 {}")), file.package));
}

bool has_table(hb_face_t* face, hb_tag_t tag) {
  hb_blob_t* table = hb_face_reference_table(face, tag);
  const bool found = hb_blob_get_length(table) > 0;
  hb_blob_destroy(table);
  return found;
}

std::unique_ptr<OpenFace> open_face(const FaceFile& file) {
  auto open = std::make_unique<OpenFace>();
  open->file = file;
  hb_blob_t* blob = hb_blob_create_from_file_or_fail(file.file.c_str());
  if (blob == nullptr) face_missing(file);
  open->face = hb_face_create(blob, static_cast<unsigned>(file.index));
  hb_blob_destroy(blob);
  if (hb_face_get_glyph_count(open->face) == 0) face_missing(file);
  hb_face_make_immutable(open->face);
  open->font = hb_font_create(open->face);
  hb_font_make_immutable(open->font);
  open->units_per_em = hb_face_get_upem(open->face);
  open->advances = std::make_unique<KnownAdvances>(hb_face_get_glyph_count(open->face));
  open->cff = has_table(open->face, HB_TAG('C', 'F', 'F', ' '));
  return open;
}

/// A private-use code point means another character in every font (BabelStone Han fills that area with its
/// own), so no glyph of it can be trusted to be the one that was meant.
bool is_private_use(char32_t c) { return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000; }

void add_table(std::string& bytes, hb_face_t* face, hb_tag_t tag) {
  hb_blob_t* table = hb_face_reference_table(face, tag);
  unsigned length = 0;
  const char* data = hb_blob_get_data(table, &length);
  bytes.append(data, length);
  hb_blob_destroy(table);
}

/// Every 64th ideograph: 300 glyphs bring a stream to within 1 % of what the document's own code would make
/// of it (Noto Serif CJK SC, 512 glyphs of a booklet), and cost some milliseconds.
std::vector<CutGlyph> sample_of(hb_font_t* font) {
  std::vector<CutGlyph> sample;
  for (hb_codepoint_t c = 0x4E00; c < 0x9A00; c += 64)
    if (hb_codepoint_t glyph = 0; hb_font_get_nominal_glyph(font, c, &glyph) && glyph != 0)
      sample.push_back({glyph, static_cast<std::uint16_t>(c)});
  return sample;
}

}  // namespace

std::string_view OpenFace::table(const char* tag) const {
  hb_blob_t* const bytes = hb_face_reference_table(face, hb_tag_from_string(tag, -1));
  {
    const std::lock_guard lock(tables_mutex_);
    tables_.push_back(bytes);
  }
  unsigned length = 0;
  const char* const data = hb_blob_get_data(bytes, &length);
  return {data, length};
}

const QuickFont* OpenFace::quick() const {
  std::call_once(quick_once_, [this] {
    const std::vector<CutGlyph> sample = sample_of(font);
    quick_ = cff ? QuickFont::of_cff(table("CFF "), sample)
                 : QuickFont::of_glyf({table("head"), table("hhea"), table("maxp"), table("hmtx"),
                                       table("loca"), table("glyf")},
                                      sample);
  });
  return quick_.get();
}

OpenFace::~OpenFace() {
  for (hb_blob_t* bytes : tables_) hb_blob_destroy(bytes);
  hb_font_destroy(font);
  hb_face_destroy(face);
}

const OpenFace& Fonts::Impl::at(std::uint16_t face) const {
  if (face >= faces.size())
    throw Error(ErrorKind::bad_input, fmt::format(fmt::runtime(tr("没有编号为 {} 的字体")), face));
  return *faces[face];
}

Fonts::Fonts(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Fonts::~Fonts() = default;

std::shared_ptr<const Fonts> Fonts::load() {
  auto impl = std::make_unique<Impl>();
  for (const FaceFile& file : system_faces()) impl->faces.push_back(open_face(file));
  return std::shared_ptr<const Fonts>(new Fonts(std::move(impl)));
}

std::shared_ptr<const Fonts> Fonts::open(const std::vector<FaceFile>& files) {
  auto impl = std::make_unique<Impl>();
  for (const FaceFile& file : files) {
    try {
      impl->faces.push_back(open_face(file));
    } catch (const Error&) {  // not installed, or no font: the others stand
    }
  }
  return std::shared_ptr<const Fonts>(new Fonts(std::move(impl)));
}

bool FoundGlyphs::known(Typeface typeface, char32_t code_point, std::optional<GlyphRef>& glyph) const {
  if (code_point >= code_points) return false;
  const Entry& entry = entries_[place(typeface, code_point)];
  const std::uint32_t found = entry.glyph.load(std::memory_order_acquire);
  if (found == 0) return false;
  if (found != none)
    glyph = GlyphRef{static_cast<std::uint16_t>((found >> 16) - 1), found & 0xFFFF,
                     entry.advance_em.load(std::memory_order_relaxed)};
  return true;
}

void FoundGlyphs::keep(Typeface typeface, char32_t code_point, const std::optional<GlyphRef>& glyph) {
  if (code_point >= code_points || (glyph && glyph->id > 0xFFFF)) return;
  Entry& entry = entries_[place(typeface, code_point)];
  if (glyph) entry.advance_em.store(glyph->advance_em, std::memory_order_relaxed);
  entry.glyph.store(glyph ? (glyph->face + 1u) << 16 | glyph->id : none, std::memory_order_release);
}

std::optional<GlyphRef> Fonts::find(Typeface typeface, char32_t code_point) const {
  std::optional<GlyphRef> glyph;
  if (impl_->found.known(typeface, code_point, glyph)) return glyph;
  for (const std::uint16_t face : faces_of(typeface))
    if (!glyph) glyph = find_in_face(face, code_point);
  impl_->found.keep(typeface, code_point, glyph);
  return glyph;
}

std::optional<GlyphRef> Fonts::find_in_face(std::uint16_t face, char32_t code_point) const {
  const OpenFace& open = impl_->at(face);
  if (is_private_use(code_point)) return std::nullopt;
  hb_codepoint_t glyph = 0;
  if (!hb_font_get_nominal_glyph(open.font, code_point, &glyph) || glyph == 0) return std::nullopt;
  const float advance = static_cast<float>(hb_font_get_glyph_h_advance(open.font, glyph));
  return GlyphRef{face, glyph, advance / static_cast<float>(open.units_per_em)};
}

int Fonts::advance(std::uint16_t face, std::uint32_t glyph) const {
  const OpenFace& open = impl_->at(face);
  return open.advances->find(glyph, [&] {
    return static_cast<int>(
        std::lround(1000.0 * hb_font_get_glyph_h_advance(open.font, glyph) / open.units_per_em));
  });
}

std::size_t Fonts::face_count() const { return impl_->faces.size(); }

const FaceFile& Fonts::face(std::uint16_t face) const { return impl_->at(face).file; }

const QuickFont* quick_font(const Fonts& fonts, std::uint16_t face) { return fonts.impl().at(face).quick(); }

std::string Fonts::fingerprint() const {
  std::call_once(impl_->fingerprint_once, [this] {
    std::string bytes;
    for (const auto& open : impl_->faces) {
      bytes += fmt::format("{}:{}:{};", open->file.name, open->file.index, fs::file_size(open->file.file));
      for (const hb_tag_t tag : {HB_TAG('h', 'e', 'a', 'd'), HB_TAG('m', 'a', 'x', 'p'),
                                 HB_TAG('h', 'm', 't', 'x'), HB_TAG('n', 'a', 'm', 'e')})
        add_table(bytes, open->face, tag);
    }
    const auto digest = sha256(bytes);
    impl_->fingerprint = hex(digest.data(), digest.size());
  });
  return impl_->fingerprint;
}

}  // namespace hefu
