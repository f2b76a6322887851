#include "templates/pdf_content.h"

#include "templates/page_code.h"

namespace hefu {
namespace {

constexpr double pt_per_mm = 1 / mm_per_pt;
// A glyph is moved when it is off by more than this: 0.005 mm, a tenth of a dot at 600 dpi, cannot be seen.
constexpr double moved_pt = 0.015;
constexpr std::string_view hex_digits = "0123456789ABCDEF";

/// Content stream operators. Numbers have two decimals: 0.01 pt is 0.0035 mm.
class Operators {
 public:
  std::string bytes;

  Operators& number(double value) {
    auto hundredths = std::llround(value * 100);
    if (hundredths < 0) bytes += '-', hundredths = -hundredths;
    digits(hundredths / 100);
    if (const auto rest = static_cast<int>(hundredths % 100); rest != 0) {
      bytes += '.', bytes += static_cast<char>('0' + rest / 10);
      if (rest % 10 != 0) bytes += static_cast<char>('0' + rest % 10);
    }
    bytes += ' ';
    return *this;
  }
  Operators& op(std::string_view name) {
    bytes += name, bytes += '\n';
    return *this;
  }
  /// Two bytes of a string in parentheses.
  void code(std::uint16_t code) { byte(static_cast<char>(code >> 8)), byte(static_cast<char>(code & 0xFF)); }

 private:
  void digits(long long value) {
    if (value >= 0 && value < 10) {
      bytes += static_cast<char>('0' + value);
      return;
    }
    const fmt::format_int text(value);
    bytes.append(text.data(), text.size());
  }
  void byte(char c) {
    if (c == '(' || c == ')' || c == '\\') bytes += '\\';
    if (c == '\r')
      bytes += "\\r";  // a bare one would be read as a line feed
    else
      bytes += c;
  }
};

double rounded(double value) { return static_cast<double>(std::llround(value * 100)) / 100; }

/// A page's text; keeps in mind what the reader's text state is, so that only changes are written.
class TextWriter {
 public:
  TextWriter(Operators& out, double height_pt, const std::vector<UsedFace>& faces)
      : out_(out), height_pt_(height_pt), faces_(faces) {}

  void write(const TextRun& run) {
    std::size_t first = 0;
    for (std::size_t i = 1; i <= run.glyphs.size(); ++i)
      if (i == run.glyphs.size() || !same_line(run.glyphs[first], run.glyphs[i])) {
        write_line(run.glyphs.data() + first, i - first);
        first = i;
      }
  }

 private:
  static bool same_line(const Glyph& a, const Glyph& b) {
    return a.face == b.face && a.size_pt == b.size_pt && a.y_mm == b.y_mm;
  }

  void set_font(const Glyph& glyph) {
    if (used_ != nullptr && used_->face == glyph.face && size_pt_ == glyph.size_pt) return;
    const auto found =
        std::find_if(faces_.begin(), faces_.end(), [&](const UsedFace& f) { return f.face == glyph.face; });
    used_ = &*found;  // used_faces has counted every glyph of the sheet
    size_pt_ = glyph.size_pt;
    fmt::format_to(std::back_inserter(out_.bytes), "/F{} ", glyph.face);
    out_.number(size_pt_).op("Tf");
  }

  void write_line(const Glyph* glyphs, std::size_t count) {
    set_font(glyphs[0]);
    double pen_pt = rounded(glyphs[0].x_mm * pt_per_mm);
    out_.bytes += "1 0 0 1 ";
    out_.number(pen_pt).number(height_pt_ - glyphs[0].y_mm * pt_per_mm).op("Tm");
    bool moved = false;
    std::size_t start = out_.bytes.size();  // of the string that is being written
    out_.bytes += '(';
    for (std::size_t i = 0; i < count; ++i) {
      const UsedGlyph& used = used_->find(glyphs[i].id);
      const double gap_pt = glyphs[i].x_mm * pt_per_mm - pen_pt;
      if (std::abs(gap_pt) > moved_pt) {
        const double thousandths = rounded(-gap_pt * 1000 / size_pt_);
        out_.bytes += ')';
        out_.number(thousandths);
        out_.bytes += '(';
        pen_pt -= thousandths * size_pt_ / 1000;
        moved = true;
      }
      if (used.code_point == glyphs[i].code_point) {
        out_.code(used.code);
      } else {
        close(start, moved);
        write_as(used.code, glyphs[i].code_point);
        start = out_.bytes.size(), moved = false;
        out_.bytes += '(';
      }
      pen_pt += used.advance * size_pt_ / 1000.0;
    }
    close(start, moved);
  }

  void close(std::size_t start, bool moved) {
    if (moved) out_.bytes.insert(start, 1, '[');
    out_.op(moved ? ")]TJ" : ")Tj");
  }

  /// One glyph that stands for another character here than where ToUnicode got its meaning from: the
  /// character is named in place.
  void write_as(std::uint16_t code, char32_t code_point);

  Operators& out_;
  double height_pt_;
  const std::vector<UsedFace>& faces_;
  const UsedFace* used_ = nullptr;
  float size_pt_ = 0;
};

void TextWriter::write_as(std::uint16_t code, char32_t code_point) {
  out_.bytes += "/Span<</ActualText<FEFF";
  add_utf16(out_.bytes, code_point);
  out_.bytes += ">>>BDC\n(";
  out_.code(code);
  out_.bytes += ")Tj\nEMC\n";
}

void draw_lines(Operators& out, const Page& page, double height_pt) {
  // Square ends close the corners of the ruling.
  out.bytes += "2 J\n";
  float width_mm = -1;
  for (const Line& line : page.lines) {
    if (line.width_mm != width_mm) {
      if (width_mm >= 0) out.op("S");
      width_mm = line.width_mm;
      out.number(width_mm * pt_per_mm).op("w");
    }
    out.number(line.x0 * pt_per_mm).number(height_pt - line.y0 * pt_per_mm).op("m");
    out.number(line.x1 * pt_per_mm).number(height_pt - line.y1 * pt_per_mm).op("l");
  }
  if (width_mm >= 0) out.op("S");
}

void draw_picture(Operators& out, const RectMm& box, double height_pt, std::size_t name) {
  out.bytes += "q ";
  out.number(box.w * pt_per_mm).bytes += "0 0 ";
  out.number(box.h * pt_per_mm).number(box.x * pt_per_mm).number(height_pt - (box.y + box.h) * pt_per_mm);
  fmt::format_to(std::back_inserter(out.bytes), "cm /I{} Do Q\n", name);
}

/// Says what the things between its begin and its end are; says nothing where a page is not tagged.
/// Source: ISO 32000-1, 14.7.4 (marked content), 14.8.2.2 (artifacts: what is no part of the text).
class Marks {
 public:
  Marks(Operators& out, Tagging tagging) : out_(out), on_(tagging == Tagging::groups) {}
  /// The n-th group of the page.
  void begin(TextRole role, std::size_t n) {
    if (!on_) return;
    const fmt::format_int number(n);
    out_.bytes += '/', out_.bytes += structure_type(role), out_.bytes += "<</MCID ";
    out_.bytes.append(number.data(), number.size());
    out_.bytes += ">>BDC\n";
  }
  void begin_decoration() {
    if (on_) out_.op("/Artifact BMC");
  }
  void end() {
    if (on_) out_.op("EMC");
  }

 private:
  Operators& out_;
  bool on_;
};

/// Pictures and text in reading order, then what belongs to no group.
void draw_contents(Operators& out, Marks& marks, const Page& page, double height_pt,
                   const std::vector<UsedFace>& faces, const std::vector<std::size_t>& picture_names) {
  std::vector<bool> shown(page.pictures.size()), written(page.runs.size());
  const auto show = [&](std::size_t i) {
    draw_picture(out, page.pictures[i].box, height_pt, picture_names.at(i));
    shown[i] = true;
  };
  for (std::size_t n = 0; n < page.groups.size(); ++n) {
    const TextGroup& group = page.groups[n];
    if (group.role != TextRole::figure) continue;
    marks.begin(group.role, n);
    for (std::size_t i = group.first; i < group.end; ++i) show(i);
    marks.end();
  }
  marks.begin_decoration();
  for (std::size_t i = 0; i < page.pictures.size(); ++i)
    if (!shown[i]) show(i);
  marks.end();

  out.op("BT");
  TextWriter text(out, height_pt, faces);
  const auto write = [&](std::size_t i) {
    if (!page.runs[i].glyphs.empty()) text.write(page.runs[i]);
    written[i] = true;
  };
  for (std::size_t n = 0; n < page.groups.size(); ++n) {
    const TextGroup& group = page.groups[n];
    if (group.role == TextRole::figure) continue;
    marks.begin(group.role, n);
    for (std::size_t i = group.first; i < group.end; ++i) write(i);
    marks.end();
  }
  marks.begin_decoration();
  for (std::size_t i = 0; i < page.runs.size(); ++i)
    if (!written[i]) write(i);
  marks.end();
  out.op("ET");
}

/// A page code as a stencil of one bit a module, in hexadecimal digits: Flate brings these back to half a
/// byte each, and to nothing where the second place of the page shows the same. As rectangles, a code would
/// be four times as large. Source: ISO 32000-1, 8.9.6.2 (stencil masks), 8.9.7 (inline images).
std::string code_stencil(const QrMatrix& matrix) {
  std::string stencil = fmt::format("BI/W {0}/H {0}/IM true/D[1 0]/F/AHx ID\n", matrix.size);
  const auto size = static_cast<std::size_t>(matrix.size);
  for (std::size_t y = 0; y < size; ++y) {
    const std::uint8_t* const row = matrix.dark.data() + y * size;
    // Rows begin on bytes: two digits of four modules each.
    for (std::size_t x = 0; x < (size + 7) / 8 * 8; x += 4) {
      unsigned digit = 0;
      for (std::size_t bit = 0; bit < 4; ++bit)
        digit = digit << 1 | (x + bit < size && row[x + bit] != 0 ? 1u : 0u);
      stencil += hex_digits[digit];
    }
  }
  return stencil += ">\nEI\n";
}

void draw_codes(Operators& out, const Page& page, double height_pt) {
  if (page.code.empty() || page.codes.empty()) return;
  const QrMatrix matrix = qr_matrix(page.code);
  const std::string stencil = code_stencil(matrix);
  for (const RectMm& box : page.codes) {
    const double module_pt = std::min(box.w, box.h) * pt_per_mm / (matrix.size + 2 * qr_quiet_modules);
    const double side_pt = matrix.size * module_pt;
    const double left_pt = box.x * pt_per_mm + qr_quiet_modules * module_pt;
    const double bottom_pt = height_pt - box.y * pt_per_mm - qr_quiet_modules * module_pt - side_pt;
    fmt::format_to(std::back_inserter(out.bytes), "q {0:.3f} 0 0 {0:.3f} {1:.3f} {2:.3f} cm\n", side_pt,
                   left_pt, bottom_pt);
    out.bytes += stencil;
    out.op("Q");
  }
}

}  // namespace

void add_utf16(std::string& text, char32_t code_point) {
  const auto unit = [&](unsigned value) {
    for (int shift = 12; shift >= 0; shift -= 4) text += hex_digits[value >> shift & 15];
  };
  if (code_point < 0x10000) return unit(code_point);
  unit(0xD800 + ((code_point - 0x10000) >> 10));
  unit(0xDC00 + ((code_point - 0x10000) & 0x3FF));
}

const char* structure_type(TextRole role) {
  switch (role) {
    case TextRole::heading:
      return "H1";
    case TextRole::paragraph:
      return "P";
    case TextRole::header:
      return "TH";
    case TextRole::cell:
      return "TD";
    case TextRole::figure:
      break;
  }
  return "Figure";
}

std::string page_content(const Page& page, const std::vector<UsedFace>& faces,
                         const std::vector<std::size_t>& picture_names, Tagging tagging) {
  const double height_pt = page.height_mm * pt_per_mm;
  Operators out;
  out.bytes.reserve(32768);
  out.bytes += "/G0 gs 0 0 0 rg 0 0 0 RG\n";
  Marks marks(out, page.groups.empty() ? Tagging::none : tagging);
  marks.begin_decoration();
  draw_lines(out, page, height_pt);
  marks.end();
  draw_contents(out, marks, page, height_pt, faces, picture_names);
  marks.begin_decoration();
  draw_codes(out, page, height_pt);
  marks.end();
  return std::move(out.bytes);
}

}  // namespace hefu
