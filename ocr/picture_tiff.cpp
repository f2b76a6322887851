#include <array>

#include "ocr/image.h"
#include "ocr/volume_parts.h"

namespace hefu {
namespace {

/// One directory of a TIFF. Source: TIFF 6.0, section 2.
class Directory {
 public:
  Directory(std::string_view bytes, std::size_t at) : bytes_(bytes), at_(at) {
    valid_ = at + 2 <= bytes.size();
    if (valid_) entries_ = number(at, 2);
    valid_ = valid_ && at + 2 + 12 * entries_ + 4 <= bytes.size();
  }
  bool valid() const { return valid_; }
  std::size_t next() const { return number(at_ + 2 + 12 * entries_, 4); }

  /// The numbers of a tag; none where it is not there or lies outside of the file.
  std::vector<std::uint32_t> all(int tag) const {
    std::vector<std::uint32_t> values;
    const Entry entry = find(tag);
    const int size = entry.type == 1 || entry.type == 7 ? 1 : entry.type == 3 ? 2 : 4;
    if (entry.count == 0 || entry.count > bytes_.size() / static_cast<std::size_t>(size)) return values;
    const std::size_t from = entry.count * size <= 4 ? entry.value : number(entry.value, 4);
    if (from > bytes_.size() || entry.count * size > bytes_.size() - from) return values;
    for (std::size_t i = 0; i < entry.count; ++i) values.push_back(number(from + i * size, size));
    return values;
  }
  std::uint32_t one(int tag, std::uint32_t otherwise) const {
    const std::vector<std::uint32_t> values = all(tag);
    return values.empty() ? otherwise : values.front();
  }
  double ratio(int tag) const {
    const Entry entry = find(tag);
    if (entry.type != 5) return 0;
    const std::size_t from = number(entry.value, 4);
    if (from + 8 > bytes_.size()) return 0;
    const double below = number(from + 4, 4);
    return below > 0 ? number(from, 4) / below : 0;
  }
  std::string_view raw(int tag) const {
    const Entry entry = find(tag);
    if (entry.count <= 4) return {};
    const std::size_t from = number(entry.value, 4);
    return from > bytes_.size() || entry.count > bytes_.size() - from ? std::string_view()
                                                                      : bytes_.substr(from, entry.count);
  }

 private:
  struct Entry {
    int type = 0;
    std::size_t count = 0, value = 0;  // value: where it, or its offset, stands
  };
  Entry find(int tag) const {
    for (std::size_t i = 0; i < entries_; ++i) {
      const std::size_t entry = at_ + 2 + 12 * i;
      if (number(entry, 2) == static_cast<std::uint32_t>(tag))
        return {static_cast<int>(number(entry + 2, 2)), number(entry + 4, 4), entry + 8};
    }
    return {};
  }
  std::uint32_t number(std::size_t at, int count) const {
    if (at + static_cast<std::size_t>(count) > bytes_.size()) return 0;
    std::uint32_t value = 0;
    for (int i = 0; i < count; ++i)
      value = value << 8 | static_cast<std::uint8_t>(bytes_[at + (bytes_[0] == 'M' ? i : count - 1 - i)]);
    return value;
  }

  std::string_view bytes_;
  std::size_t at_, entries_ = 0;
  bool valid_ = false;
};

enum Tag {
  tag_width = 256,
  tag_height = 257,
  tag_bits = 258,
  tag_compression = 259,
  tag_photometric = 262,
  tag_fill_order = 266,
  tag_offsets = 273,
  tag_orientation = 274,
  tag_samples = 277,
  tag_rows = 278,
  tag_counts = 279,
  tag_x_resolution = 282,
  tag_unit = 296,
  tag_jpeg_tables = 347,
};
constexpr std::uint32_t g4 = 4, jpeg = 7;  // compressions: TIFF 6.0, and technical note 2

/// Where the first directory lies. `bytes`: at least the 8 of the header.
std::size_t first_directory(std::string_view bytes) {
  std::size_t at = 0;
  const bool big_endian = bytes[0] == 'M';
  for (int i = 0; i < 4; ++i)
    at = at << 8 | static_cast<std::uint8_t>(bytes[4 + static_cast<std::size_t>(big_endian ? i : 3 - i)]);
  return at;
}

std::vector<std::string_view> strips_of(const Directory& directory, std::string_view bytes) {
  const auto offsets = directory.all(tag_offsets), counts = directory.all(tag_counts);
  std::vector<std::string_view> strips;
  if (offsets.size() != counts.size()) return strips;
  for (std::size_t i = 0; i < offsets.size(); ++i) {
    if (offsets[i] > bytes.size() || counts[i] > bytes.size() - offsets[i]) return {};
    strips.push_back(bytes.substr(offsets[i], counts[i]));
  }
  return strips;
}

double dpi_of(const Directory& directory) {
  const double ratio = directory.ratio(tag_x_resolution);
  return directory.one(tag_unit, 2) == 3 ? ratio * 2.54 : ratio;
}

/// A page whose one strip is a G4 stream already.
bool take_g4(const Directory& directory, std::string_view bytes, PicturePage& page) {
  const auto strips = strips_of(directory, bytes);
  if (directory.one(tag_compression, 1) != g4 || strips.size() != 1 ||
      directory.one(tag_fill_order, 1) != 1 || directory.one(tag_samples, 1) != 1 ||
      directory.one(tag_bits, 1) != 1)
    return false;
  PictureStream picture{static_cast<int>(directory.one(tag_width, 0)),
                        static_cast<int>(directory.one(tag_height, 0))};
  if (picture.width < 1 || picture.height < 1) return false;
  picture.stored = strips.front();
  picture.dpi = dpi_of(directory);
  picture.orientation = static_cast<int>(directory.one(tag_orientation, 1));
  // Photometric 0 is the fax's own sense, white is 0.
  picture.dictionary = fmt::format(
      "/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/CCITTFaxDecode"
      "/DecodeParms<</K -1/Columns {}/Rows {}{}>>",
      picture.width, picture.height, directory.one(tag_photometric, 0) == 0 ? "" : "/BlackIs1 true");
  page.strips.push_back(std::move(picture));
  return true;
}

/// A page of JPEG strips. Source: TIFF technical note 2: the tables stand apart, each strip leaves them out.
bool take_jpeg(const Directory& directory, std::string_view bytes, PicturePage& page) {
  if (directory.one(tag_compression, 1) != jpeg) return false;
  const std::uint32_t photometric = directory.one(tag_photometric, 0);
  if (photometric != 1 && photometric != 6) return false;  // grey and YCbCr: what DCTDecode takes for granted
  std::string_view tables = directory.raw(tag_jpeg_tables);
  if (tables.size() >= 4 && tables.substr(tables.size() - 2) == "\xFF\xD9") tables.remove_suffix(2);
  int rows_left = static_cast<int>(directory.one(tag_height, 0));
  for (const std::string_view strip : strips_of(directory, bytes)) {
    PictureStream picture;
    std::string whole(tables);
    whole += tables.empty() ? strip : strip.substr(std::min<std::size_t>(2, strip.size()));
    if (!describe_jpeg(whole, picture)) return false;
    picture.made = std::move(whole);
    picture.stored = {};
    picture.dpi = dpi_of(directory);
    picture.orientation = static_cast<int>(directory.one(tag_orientation, 1));
    rows_left -= picture.height;
    page.strips.push_back(std::move(picture));
  }
  return !page.strips.empty() && rows_left == 0;
}

}  // namespace

std::string only_strip(const std::string& tiff) {
  const auto strips = strips_of(Directory(tiff, first_directory(tiff)), tiff);
  return strips.size() == 1 ? std::string(strips.front()) : std::string();
}

DecodeOutcome tiff_pages(std::string_view bytes, const DecodeLimits& limits,
                         std::vector<PicturePage>& pages) {
  DecodeOutcome outcome;
  if (bytes.size() < 8) return {Trouble::damaged};
  std::size_t at = first_directory(bytes);
  while (at != 0) {
    const Directory directory(bytes, at);
    if (!directory.valid()) return {Trouble::damaged, outcome.pages, outcome.pages + 1};
    if (++outcome.pages > limits.max_pages) return {Trouble::too_many_pages, -1, outcome.pages};
    PicturePage page;
    if (!take_g4(directory, bytes, page)) {
      if (!take_jpeg(directory, bytes, page)) {
        OneImage sink;
        DecodeOutcome of_page = decode_tiff_page(bytes, outcome.pages - 1, limits, sink);
        if (of_page.trouble != Trouble::none) return of_page;
        page.strips.assign(1, packed_pixels(sink.image));
      }
    }
    pages.push_back(std::move(page));
    at = directory.next();
  }
  if (pages.empty()) outcome.trouble = Trouble::no_pages;
  return outcome;
}

}  // namespace hefu
