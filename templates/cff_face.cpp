#include "templates/cff_face.h"

#include <algorithm>

#include "schemas/error.h"
#include "schemas/messages.h"
#include "templates/charstring.h"

namespace hefu {
namespace {

[[noreturn]] void damaged() {
  throw Error(ErrorKind::missing, tr("字体文件已损坏（CFF）"), tr("请重新安装字体软件包"));
}

std::uint32_t number(std::string_view table, std::size_t at, std::size_t size) {
  if (at + size > table.size()) damaged();
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i) value = value << 8 | static_cast<std::uint8_t>(table[at + i]);
  return value;
}

void put(std::string& out, std::size_t value, std::size_t size) {
  for (std::size_t i = size; i-- > 0;) out += static_cast<char>(value >> (8 * i));
}

// Operators of dictionaries; two-byte ones as 12 << 8 | second.
enum Operator : int {
  charset = 15,
  charstrings = 17,
  private_ = 18,
  subroutines = 19,
  default_width = 20,
  nominal_width = 21,
  font_matrix = 12 << 8 | 7,
  font_box = 5,
  ros = 12 << 8 | 30,
  cid_count = 12 << 8 | 34,
  font_array = 12 << 8 | 36,
  font_select = 12 << 8 | 37,
  font_name = 12 << 8 | 38
};

struct Entry {
  int op = 0;
  std::vector<int> values;
  std::string_view operands;  // as they stand in the table
};

std::vector<Entry> entries(std::string_view dictionary) {
  std::vector<Entry> found;
  Entry entry;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < dictionary.size();) {
    const int byte = static_cast<int>(number(dictionary, i, 1));
    if (byte <= 21) {
      entry.operands = dictionary.substr(begin, i - begin);
      entry.op = byte == 12 ? static_cast<int>(number(dictionary, i, 2)) : byte;
      i += byte == 12 ? 2 : 1;
      begin = i;
      found.push_back(std::move(entry));
      entry = {};
    } else if (byte == 28) {
      entry.values.push_back(static_cast<std::int16_t>(number(dictionary, i + 1, 2)));
      i += 3;
    } else if (byte == 29) {
      entry.values.push_back(static_cast<std::int32_t>(number(dictionary, i + 1, 4)));
      i += 5;
    } else if (byte == 30) {  // a real number: half bytes up to an 0xF; never one that is read here
      for (++i; (number(dictionary, i, 1) & 15) != 15; ++i) {
      }
      ++i;
      entry.values.push_back(0);
    } else if (byte <= 246) {
      entry.values.push_back(byte - 139);
      ++i;
    } else {
      const int low = static_cast<int>(number(dictionary, i + 1, 1));
      entry.values.push_back(byte <= 250 ? (byte - 247) * 256 + low + 108 : (251 - byte) * 256 - low - 108);
      i += 2;
    }
  }
  return found;
}

/// An operand that is there, of an operator that must be.
std::size_t operand(const std::vector<Entry>& dictionary, int op, std::size_t at = 0) {
  for (const Entry& entry : dictionary)
    if (entry.op == op && at < entry.values.size() && entry.values[at] >= 0)
      return static_cast<std::size_t>(entry.values[at]);
  damaged();
}

bool has(const std::vector<Entry>& dictionary, int op) {
  return std::any_of(dictionary.begin(), dictionary.end(), [&](const Entry& e) { return e.op == op; });
}

void put_integer(std::string& out, std::size_t value) { out += '\x1D', put(out, value, 4); }

void put_operator(std::string& out, int op) {
  if (op > 255) out += static_cast<char>(op >> 8);
  out += static_cast<char>(op);
}

void put_offset(std::string& bytes, std::size_t at, std::size_t value) {
  for (std::size_t i = 0; i < 4; ++i) bytes[at + 1 + i] = static_cast<char>(value >> (24 - 8 * i));
}

void put_index(std::string& out, const std::vector<std::string>& parts) {
  put(out, parts.size(), 2);
  if (parts.empty()) return;
  constexpr std::size_t offset_size = 4;
  put(out, offset_size, 1);
  std::size_t offset = 1;
  put(out, offset, offset_size);
  for (const std::string& part : parts) put(out, offset += part.size(), offset_size);
  for (const std::string& part : parts) out += part;
}

/// The strings that a cut table still names; the first 391 numbers are the format's own strings.
class Strings {
 public:
  explicit Strings(const CffIndex& all) : all_(all) {}
  std::size_t renumbered(std::size_t number) {
    if (number < standard) return number;
    kept.emplace_back(all_[number - standard]);
    return standard + kept.size() - 1;
  }
  std::vector<std::string> kept;

 private:
  static constexpr std::size_t standard = 391;
  const CffIndex& all_;
};

std::string_view subroutine(const CffIndex& index, int number) {
  const int bias = index.count() < 1240 ? 107 : index.count() < 33900 ? 1131 : 32768;
  const auto at = static_cast<std::size_t>(number + bias);
  return number + bias >= 0 && at < index.count() ? index[at] : std::string_view();
}

}  // namespace

CffIndex::CffIndex(std::string_view table, std::size_t at) : table_(table), offsets_(at + 3) {
  count_ = number(table, at, 2);
  if (count_ == 0) {
    data_ = at + 1;  // so that the end, one past what is there, is right
    return;
  }
  offset_size_ = number(table, at + 2, 1);
  if (offset_size_ < 1 || offset_size_ > 4) damaged();
  data_ = offsets_ + (count_ + 1) * offset_size_ - 1;
  if (end() > table.size()) damaged();
}

std::size_t CffIndex::offset(std::size_t i) const {
  return number(table_, offsets_ + i * offset_size_, offset_size_);
}

std::size_t CffIndex::end() const { return count_ == 0 ? data_ + 1 : data_ + offset(count_); }

std::string_view CffIndex::operator[](std::size_t i) const {
  if (i >= count_) damaged();
  const std::size_t begin = offset(i), end = offset(i + 1);
  if (begin > end || data_ + end > table_.size()) damaged();
  return table_.substr(data_ + begin, end - begin);
}

std::optional<CffFace> CffFace::open(std::string_view table) {
  CffFace face;
  face.table_ = table;
  const CffIndex names(table, number(table, 2, 1));
  const CffIndex tops(table, names.end());
  const CffIndex strings(table, tops.end());
  face.global_subroutines_ = CffIndex(table, strings.end());
  face.top_dictionary_ = tops[0];
  const std::vector<Entry> top = entries(face.top_dictionary_);
  if (!has(top, ros)) return std::nullopt;
  face.charstrings_ = CffIndex(table, operand(top, charstrings));
  face.select_ = operand(top, font_select);
  const CffIndex dictionaries(table, operand(top, font_array));
  for (std::size_t i = 0; i < dictionaries.count(); ++i) face.font_dictionaries_.push_back(dictionaries[i]);
  face.read_dictionaries();
  face.make_frame_start(names, strings);
  return face;
}

void CffFace::read_dictionaries() {
  for (const std::string_view dictionary : font_dictionaries_) {
    const std::vector<Entry> font = entries(dictionary);
    const std::size_t size = operand(font, private_), at = operand(font, private_, 1);
    if (at + size > table_.size()) damaged();
    const std::vector<Entry> own = entries(table_.substr(at, size));
    local_subroutines_.push_back(has(own, subroutines) ? CffIndex(table_, at + operand(own, subroutines))
                                                       : CffIndex());
  }
}

// Everything before the charset is the same in every cut. Places that are not known yet are written with five
// bytes each, so that they can be filled in without moving anything.
void CffFace::make_frame_start(const CffIndex& names, const CffIndex& all_strings) {
  Strings strings(all_strings);
  std::string top;
  std::size_t charset_in = 0, select_in = 0, charstrings_in = 0, array_in = 0;
  for (const Entry& entry : entries(top_dictionary_)) {
    if (entry.op == ros) {
      for (const std::size_t i : {0, 1})
        put_integer(top, strings.renumbered(static_cast<std::size_t>(entry.values.at(i))));
      put_integer(top, 0);
      put_operator(top, ros);
    } else if (entry.op == font_matrix || entry.op == font_box) {
      top += entry.operands;
      put_operator(top, entry.op);
    }
  }
  put_integer(top, 0x10000), put_operator(top, cid_count);
  for (const auto& [op, at] : {std::pair{static_cast<int>(charset), &charset_in},
                               {font_select, &select_in},
                               {charstrings, &charstrings_in},
                               {font_array, &array_in}}) {
    *at = top.size();
    put_integer(top, 0);
    put_operator(top, op);
  }

  std::vector<std::string> dictionaries, privates;
  std::size_t name = 0;
  for (const std::string_view dictionary : font_dictionaries_) {
    const std::vector<Entry> font = entries(dictionary);
    std::string own, copy;
    for (const Entry& entry : entries(table_.substr(operand(font, private_, 1), operand(font, private_))))
      if (entry.op == default_width || entry.op == nominal_width)
        own += entry.operands, put_operator(own, entry.op);
    for (const Entry& entry : font) {
      if (entry.op == private_) continue;
      if (entry.op == font_name)  // nobody asks for these; one name serves all
        put_integer(copy, name != 0 ? name : name = strings.renumbered(operand(font, font_name)));
      else
        copy += entry.operands;
      put_operator(copy, entry.op);
    }
    put_integer(copy, own.size());
    put_integer(copy, 0);  // where it stands: the last operand before the operator
    put_operator(copy, private_);
    dictionaries.push_back(std::move(copy));
    privates.push_back(std::move(own));
  }

  frame_start_.assign({1, 0, 4, 4});
  put_index(frame_start_, {std::string(names[0])});
  constexpr std::size_t index_head = 2 + 1 + 2 * 4;  // of an index of one part
  const std::size_t top_at = frame_start_.size() + index_head;
  put_index(frame_start_, {top});
  put_index(frame_start_, strings.kept);
  put_index(frame_start_, {});  // no global subroutines
  const std::size_t array_at = frame_start_.size();
  std::string array;
  put_index(array, dictionaries);
  std::size_t private_at = array_at + array.size();
  for (std::size_t i = 0; i < dictionaries.size(); ++i) {
    put_offset(dictionaries[i], dictionaries[i].size() - 6, private_at);
    private_at += privates[i].size();
  }
  put_index(frame_start_, dictionaries);
  for (const std::string& own : privates) frame_start_ += own;
  put_offset(frame_start_, top_at + array_in, array_at);
  charset_at_ = top_at + charset_in, select_at_ = top_at + select_in;
  charstrings_at_ = top_at + charstrings_in;
}

std::uint8_t CffFace::dictionary_of(std::uint32_t glyph) const {
  const std::uint32_t format = number(table_, select_, 1);
  if (format == 0) return static_cast<std::uint8_t>(number(table_, select_ + 1 + glyph, 1));
  if (format != 3) damaged();
  // Ranges of {first glyph, dictionary}: the last one that begins at or before the glyph.
  std::size_t low = 0, high = number(table_, select_ + 1, 2);
  while (high - low > 1) {
    const std::size_t middle = (low + high) / 2;
    (number(table_, select_ + 3 + 3 * middle, 2) <= glyph ? low : high) = middle;
  }
  return static_cast<std::uint8_t>(number(table_, select_ + 3 + 3 * low + 2, 1));
}

std::optional<std::string> CffFace::charstring(std::uint32_t glyph) const {
  const CffIndex& local = local_subroutines_.at(dictionary_of(glyph));
  return flat_charstring(
      charstrings_[glyph], [&](int n) { return subroutine(local, n); },
      [&](int n) { return subroutine(global_subroutines_, n); });
}

std::string CffFace::frame(const std::vector<CffGlyph>& glyphs) const {
  std::string table;
  table.reserve(frame_start_.size() + 64 + 8 * glyphs.size());
  table = frame_start_;
  put_offset(table, charset_at_, table.size());
  put(table, 0, 1);  // format 0: one CID a glyph, .notdef left out
  std::size_t bytes = 0;
  for (const CffGlyph& glyph : glyphs) {
    if (&glyph != &glyphs.front()) put(table, glyph.cid, 2);
    bytes += glyph.bytes;
  }
  put_offset(table, select_at_, table.size());
  put(table, 3, 1);  // format 3: ranges of one dictionary
  const std::size_t count_at = table.size();
  put(table, 0, 2);
  std::size_t ranges = 0;
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    if (i > 0 && glyphs[i].dictionary == glyphs[i - 1].dictionary) continue;
    put(table, i, 2), put(table, glyphs[i].dictionary, 1);
    ++ranges;
  }
  put(table, glyphs.size(), 2);
  table[count_at] = static_cast<char>(ranges >> 8), table[count_at + 1] = static_cast<char>(ranges);
  put_offset(table, charstrings_at_, table.size());
  const std::size_t offset_size = bytes < 0xFFFF ? 2 : bytes < 0xFFFFFF ? 3 : 4;
  put(table, glyphs.size(), 2);
  put(table, offset_size, 1);
  std::size_t offset = 1;
  put(table, offset, offset_size);
  for (const CffGlyph& glyph : glyphs) put(table, offset += glyph.bytes, offset_size);
  return table;
}

}  // namespace hefu
