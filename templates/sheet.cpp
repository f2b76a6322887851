#include "templates/sheet.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "schemas/error.h"
#include "schemas/messages.h"
#include "templates/page_code.h"
#include "templates/sheet_archive.h"

namespace hefu {
namespace {

constexpr std::string_view magic = "HFS1";

static_assert(std::endian::native == std::endian::little, "sheets are stored little-endian");

class Writer {
 public:
  template <class T>
  requires std::is_arithmetic_v<T>
  void operator()(const T& value) { std::memcpy(extend(sizeof value), &value, sizeof value); }
  void operator()(std::string_view text) { count(text.size()), raw(text); }
  void operator()(const std::vector<std::uint8_t>& data) {
    (*this)(std::string_view(reinterpret_cast<const char*>(data.data()), data.size()));
  }
  template <class E>
  void choice(E value, E /*last*/) {
    (*this)(static_cast<std::uint8_t>(value));
  }
  void raw(const Digest& digest) {
    raw(std::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()));
  }
  void raw(std::string_view data) { std::copy(data.begin(), data.end(), extend(data.size())); }
  void numbers(const std::vector<std::uint32_t>& values) {
    count(values.size());
    for (const std::uint32_t value : values) (*this)(value);
  }
  template <class T>
  void list(std::vector<T>& parts) {
    count(parts.size());
    for (T& part : parts) describe(*this, part);
  }
  std::string_view bytes() const { return {buffer_.get(), used_}; }

 protected:
  void count(std::size_t n) { (*this)(static_cast<std::uint32_t>(n)); }

 private:
  /// Room for some more bytes. A page is made of thousands of numbers: it grows in large steps.
  char* extend(std::size_t bytes) {
    if (used_ + bytes > room_) {
      room_ = std::max(2 * room_, used_ + bytes);
      auto larger = std::make_unique_for_overwrite<char[]>(room_);
      std::copy_n(buffer_.get(), used_, larger.get());
      buffer_ = std::move(larger);
    }
    used_ += bytes;
    return buffer_.get() + used_ - bytes;
  }
  std::size_t room_ = 1 << 16, used_ = 0;
  std::unique_ptr<char[]> buffer_ = std::make_unique_for_overwrite<char[]>(room_);
};

bool is_content(RunKind kind) { return kind == RunKind::label || kind == RunKind::value; }

/// Writes a page as if what is known only after printing had never been there: fields point at the runs that
/// are left, and those without are left out.
class ContentWriter : public Writer {
 public:
  using Writer::list;
  void list(std::vector<TextRun>& runs) {
    new_index_.assign(runs.size(), late);
    std::uint32_t left = 0;
    for (std::size_t i = 0; i < runs.size(); ++i)
      if (is_content(runs[i].kind)) new_index_[i] = left++;
    count(left);
    for (TextRun& run : runs)
      if (is_content(run.kind)) describe(*this, run);
  }
  void list(std::vector<Field>& fields) {
    const auto stays = [&](const Field& field) {
      return std::none_of(field.runs.begin(), field.runs.end(),
                          [&](std::uint32_t run) { return new_index_.at(run) == late; });
    };
    count(static_cast<std::size_t>(std::count_if(fields.begin(), fields.end(), stays)));
    for (Field& field : fields)
      if (stays(field)) describe(*this, field);
  }
  void list(std::vector<Box>& boxes) {
    const auto stays = [](const Box& box) { return box.use != BoxUse::late; };
    count(static_cast<std::size_t>(std::count_if(boxes.begin(), boxes.end(), stays)));
    for (Box& box : boxes)
      if (stays(box)) describe(*this, box);
  }
  void numbers(const std::vector<std::uint32_t>& runs) {  // only fields have some
    count(runs.size());
    for (const std::uint32_t run : runs) (*this)(new_index_[run]);
  }

 private:
  static constexpr std::uint32_t late = 0xFFFFFFFF;
  std::vector<std::uint32_t> new_index_;
};

[[noreturn]] void not_a_sheet() {
  throw Error(ErrorKind::bad_input, tr("登记簿中的页面数据已损坏"),
              tr("请从备份恢复登记簿，或重新打印该申报表"));
}

/// Reads what Writer wrote; whatever the bytes are, it reads inside of them or throws.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : left_(bytes) {}

  template <class T>
  requires std::is_arithmetic_v<T>
  void operator()(T& value) {
    if constexpr (std::is_same_v<T, bool>) {
      const char byte = take(1)[0];
      if (byte != 0 && byte != 1) not_a_sheet();
      value = byte == 1;
    } else {
      std::memcpy(&value, take(sizeof value).data(), sizeof value);
      if constexpr (std::is_floating_point_v<T>)
        if (!std::isfinite(value)) not_a_sheet();
    }
  }
  void operator()(std::string& text) { text = take(count(1)); }
  void operator()(std::vector<std::uint8_t>& data) {
    const std::string_view bytes = take(count(1));
    data.assign(bytes.begin(), bytes.end());
  }
  template <class E>
  void choice(E& value, E last) {
    const auto byte = static_cast<std::uint8_t>(take(1)[0]);
    if (byte > static_cast<std::uint8_t>(last)) not_a_sheet();
    value = static_cast<E>(byte);
  }
  void raw(Digest& digest) { std::memcpy(digest.data(), take(digest.size()).data(), digest.size()); }
  void numbers(std::vector<std::uint32_t>& values) {
    values.resize(count(sizeof(std::uint32_t)));
    for (std::uint32_t& value : values) (*this)(value);
  }
  template <class T>
  void list(std::vector<T>& parts) {
    // Grown one by one: a made-up count costs no more memory than the bytes that are there.
    const std::size_t n = count(1);
    for (std::size_t i = 0; i < n; ++i) describe(*this, parts.emplace_back());
  }
  bool at_end() const { return left_.empty(); }
  std::string_view take(std::size_t n) {
    if (n > left_.size()) not_a_sheet();
    const std::string_view taken = left_.substr(0, n);
    left_.remove_prefix(n);
    return taken;
  }

 private:
  std::size_t count(std::size_t bytes_each) {
    std::uint32_t n = 0;
    (*this)(n);
    if (n > left_.size() / bytes_each) not_a_sheet();
    return n;
  }
  std::string_view left_;
};

bool is_sound(const Picture& p) {
  const auto area = [](int w, int h) {
    return static_cast<std::uint64_t>(w) * static_cast<std::uint64_t>(h);
  };
  return p.width >= 0 && p.height >= 0 && p.grey_width >= 0 && p.grey_height >= 0 &&
         (p.channels == 1 || p.channels == 3) &&
         (p.pixels.empty() || p.pixels.size() == 3 * area(p.width, p.height)) &&
         p.grey.size() == area(p.grey_width, p.grey_height);
}

/// What the readers of a Sheet rely on: indexes that point at something, pictures as large as they say.
bool is_sound(const Page& page) {
  for (const Field& field : page.fields) {
    for (const std::uint32_t run : field.runs)
      if (run >= page.runs.size()) return false;
    if (field.picture < -1 || field.picture >= static_cast<std::int64_t>(page.pictures.size())) return false;
  }
  for (const TextRun& run : page.runs)
    for (const Glyph& glyph : run.glyphs)
      if (glyph.code_point > 0x10FFFF) return false;
  return std::all_of(page.pictures.begin(), page.pictures.end(),
                     [](const Picture& p) { return is_sound(p); });
}

bool is_sound(const Sheet& sheet) {
  return std::all_of(sheet.pages.begin(), sheet.pages.end(), [](const Page& p) { return is_sound(p); }) &&
         std::all_of(sheet.bookmarks.begin(), sheet.bookmarks.end(), [&](const Bookmark& b) {
           return b.page >= 0 && static_cast<std::size_t>(b.page) < sheet.pages.size();
         });
}

}  // namespace

Digest content_digest(const Sheet& sheet, const Page& page) {
  ContentWriter writer;
  writer(magic), writer(sheet.form), writer(sheet.form_code), writer(sheet.application);
  // The description is shared with the reader, which writes into a page's parts; a writer does not.
  describe_content(writer, const_cast<Page&>(page));
  return sha256(writer.bytes());
}

void seal_digests(Sheet& sheet) {
  for (Page& page : sheet.pages) page.digest = content_digest(sheet, page);
}

std::string serialise_sheet(const Sheet& sheet) {
  Writer writer;
  writer.raw(magic);
  describe(writer, const_cast<Sheet&>(sheet));  // as above
  return std::string(writer.bytes());
}

Sheet parse_sheet(const std::string& bytes) {
  Reader reader(bytes);
  if (bytes.size() < magic.size() || reader.take(magic.size()) != magic) not_a_sheet();
  Sheet sheet;
  describe(reader, sheet);
  if (!reader.at_end() || !is_sound(sheet)) not_a_sheet();
  return sheet;
}

RectMm em_box(const TextRun& run) {
  constexpr double above = 0.88, below = 0.12;  // the baseline, of the em square
  double x0 = 1e9, y0 = 1e9, x1 = -1e9, y1 = -1e9;
  for (const Glyph& glyph : run.glyphs) {
    const double em = glyph.size_pt * mm_per_pt;
    x0 = std::min<double>(x0, glyph.x_mm);
    x1 = std::max<double>(x1, glyph.x_mm + glyph.advance_mm);
    y0 = std::min(y0, glyph.y_mm - above * em);
    y1 = std::max(y1, glyph.y_mm + below * em);
  }
  return {x0, y0, x1 - x0, y1 - y0};
}

}  // namespace hefu
