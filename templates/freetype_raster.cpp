#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include "schemas/error.h"
#include "schemas/messages.h"
#include "templates/fonts.h"

namespace hefu {
namespace {

constexpr float units_per_px = 64;  // FreeType's 26.6 fixed point

FT_Pos to_fixed(float px) { return std::lround(px * units_per_px); }

/// FreeType's faces carry state and belong to one thread; each thread opens what it needs (the files are
/// mapped).
class ThreadFaces {
 public:
  ThreadFaces() {
    if (FT_Init_FreeType(&library_) != 0)
      throw Error(ErrorKind::missing, tr("FreeType 无法启动"), tr("请安装软件包 libfreetype6"));
  }
  ~ThreadFaces() { FT_Done_FreeType(library_); }  // its faces with it
  ThreadFaces(const ThreadFaces&) = delete;

  /// The face at a size, in 64ths of a px an em; null when it has none such. Setting a size anew costs more
  /// than drawing a small glyph.
  FT_Face open(const FaceFile& file, FT_F26Dot6 size) {
    Opened& opened = find(file);
    if (opened.size == size) return opened.face;
    if (FT_Set_Char_Size(opened.face, 0, size, 72, 72) != 0) return nullptr;
    opened.size = size;
    return opened.face;
  }

 private:
  struct Opened {
    std::string path;
    int index;
    FT_Face face;
    FT_F26Dot6 size = 0;
  };

  Opened& find(const FaceFile& file) {
    for (Opened& known : opened_)
      if (known.index == file.index && known.path == file.file.native()) return known;
    FT_Face face = nullptr;
    if (FT_New_Face(library_, file.file.c_str(), file.index, &face) != 0)
      throw Error(ErrorKind::missing, fmt::format(fmt::runtime(tr("无法打开字体 {}")), file.file.string()),
                  fmt::format(fmt::runtime(tr("请安装软件包 {}")), file.package));
    return opened_.emplace_back(Opened{file.file.native(), file.index, face});
  }

  FT_Library library_ = nullptr;
  std::vector<Opened> opened_;
};

GlyphBitmap to_bitmap(const FT_GlyphSlot slot) {
  const FT_Bitmap& source = slot->bitmap;
  GlyphBitmap ink;
  ink.width = static_cast<int>(source.width);
  ink.height = static_cast<int>(source.rows);
  ink.left = slot->bitmap_left;
  ink.top = slot->bitmap_top;
  ink.coverage.resize(static_cast<std::size_t>(ink.width) * static_cast<std::size_t>(ink.height));
  for (int y = 0; y < ink.height; ++y)
    std::copy_n(source.buffer + static_cast<std::ptrdiff_t>(y) * source.pitch, ink.width,
                ink.coverage.begin() + static_cast<std::ptrdiff_t>(y) * ink.width);
  return ink;
}

}  // namespace

GlyphBitmap Fonts::rasterise(std::uint16_t face, std::uint32_t glyph, float px_per_em, float embolden_px,
                             float dx, float dy) const {
  thread_local ThreadFaces faces;
  const FT_Face ft_face = faces.open(this->face(face), to_fixed(px_per_em));
  // Unhinted: printers place outlines as they are, and the scan shows them so.
  const bool drawn =
      ft_face != nullptr && FT_Load_Glyph(ft_face, glyph, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) == 0;
  if (!drawn)
    throw Error(ErrorKind::bad_input,
                fmt::format(fmt::runtime(tr("字体 {} 中没有第 {} 号字形")), this->face(face).name, glyph));
  FT_Outline* outline = &ft_face->glyph->outline;
  const FT_Pos growth = to_fixed(embolden_px);
  if (growth != 0) FT_Outline_Embolden(outline, growth);
  // Embolden grows to the right and upwards; moved back by half, so that strokes grow about their middle.
  FT_Outline_Translate(outline, to_fixed(dx) - growth / 2, -to_fixed(dy) - growth / 2);
  if (FT_Render_Glyph(ft_face->glyph, FT_RENDER_MODE_NORMAL) != 0)
    throw Error(ErrorKind::bad_input, fmt::format(fmt::runtime(tr("字体 {} 的第 {} 号字形无法绘制")),
                                                  this->face(face).name, glyph));
  return to_bitmap(ft_face->glyph);
}

}  // namespace hefu
