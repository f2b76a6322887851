#include "templates/podofo_growing_file.h"

#include "schemas/text.h"
#include "templates/deflate.h"

namespace hefu {

using PoDoFo::PdfObject;
using PoDoFo::PdfReference;

namespace {

/// Children of one node of the page tree: a viewer finds page 400,000 in three steps.
constexpr std::size_t node_width = 128;

std::string list(const std::vector<PdfReference>& references) {
  std::string text;
  for (const PdfReference& reference : references) text += to_text(reference) + " ";
  return text;
}

}  // namespace

GrowingFile::GrowingFile(std::ostream& out) : device_(&out) {
  objects_.SetAutoDelete(true);
  // The comment's bytes say to programs that move files that this one is binary.
  device_.Print("%%PDF-1.7\n%%\xE2\xE3\xCF\xD3\n");
  catalog_ = reserve(), info_ = reserve();
  objects_.GetObject(catalog_)->GetDictionary().AddKey("Type", PoDoFo::PdfName("Catalog"));
  objects_.GetObject(info_)->GetDictionary();
}

PdfReference GrowingFile::reserve() {
  const PdfReference reference = objects_.CreateObject()->Reference();
  reserved_.insert(reference);
  return reference;
}

void GrowingFile::set(const PdfReference& reserved, const std::string& text) {
  *objects_.GetObject(reserved) = PdfObject(reserved, plain(text));
}

void GrowingFile::write(PdfObject& object) {
  const std::size_t number = object.Reference().ObjectNumber();
  if (places_.size() <= number) places_.resize(number + 1);
  places_[number] = device_.Tell();
  object.WriteObject(&device_, PoDoFo::ePdfWriteMode_Default, nullptr);
}

void GrowingFile::flush() {
  std::vector<PdfReference> done;
  for (const PdfObject* object : objects_)
    if (!reserved_.contains(object->Reference())) done.push_back(object->Reference());
  for (const PdfReference& reference : done) write(*objects_.GetObject(reference));
  // The newest first: each is then at the vector's end.
  for (auto at = done.rbegin(); at != done.rend(); ++at) delete objects_.RemoveObject(*at, false);
}

DocumentParts GrowingFile::parts() {
  return {objects_, objects_.GetObject(catalog_)->GetDictionary(),
          objects_.GetObject(info_)->GetDictionary()};
}

void GrowingFile::finish(const std::string& id, const PackedObjects& packed) {
  reserved_.clear();
  flush();
  packed.starts.empty() ? write_table(id) : write_packed(id, packed);
}

void GrowingFile::write_table(const std::string& id) {
  const auto table = static_cast<std::uint64_t>(device_.Tell());
  std::string text = fmt::format("xref\n0 {}\n0000000000 65535 f \n", places_.size());
  for (std::size_t number = 1; number < places_.size(); ++number)
    fmt::format_to(std::back_inserter(text), "{:010} 00000 n \n", places_[number]);
  fmt::format_to(std::back_inserter(text),
                 "trailer\n<</Size {}/Root {}/Info {}/ID[<{}><{}>]>>\nstartxref\n{}\n%%EOF\n", places_.size(),
                 to_text(catalog_), to_text(info_), id, id, table);
  device_.Write(text.data(), text.size());
}

PdfReference GrowingFile::add_stream(const std::string& dictionary, std::string_view bytes) {
  PdfObject* const object = objects_.CreateObject();  // for its number
  const PdfReference reference = object->Reference();
  delete objects_.RemoveObject(reference, false);
  write_stream(reference.ObjectNumber(), dictionary, bytes);
  return reference;
}

void GrowingFile::write_stream(std::size_t number, const std::string& dictionary, std::string_view bytes) {
  if (places_.size() <= number) places_.resize(number + 1);
  places_[number] = device_.Tell();
  const std::string head =
      fmt::format("{} 0 obj\n<<{}/Length {}>>\nstream\n", number, dictionary, bytes.size());
  device_.Write(head.data(), head.size());
  device_.Write(bytes.data(), bytes.size());
  const std::string_view end = "\nendstream\nendobj\n";
  device_.Write(end.data(), end.size());
}

void GrowingFile::write_packed(const std::string& id, const PackedObjects& packed) {
  const std::size_t first = places_.size(), stream = first + packed.starts.size(), table = stream + 1;
  std::string objects;  // the numbers and places of all, then their bodies
  objects.reserve(12 * packed.starts.size() + packed.bodies.size());
  for (std::size_t i = 0; i < packed.starts.size(); ++i)
    for (const std::size_t value : {first + i, packed.starts[i]}) {
      const fmt::format_int digits(value);
      objects.append(digits.data(), digits.size()), objects += ' ';
    }
  const std::size_t heads = objects.size();
  objects += packed.bodies;
  places_.resize(table + 1);
  write_stream(stream,
               fmt::format("/Type/ObjStm/N {}/First {}/Filter/FlateDecode", packed.starts.size(), heads),
               deflate(objects, text_level));
  places_[table] = device_.Tell();  // it is in the table itself
  // Kind, place (or object stream), index in the object stream: 1 + 4 + 2 bytes.
  constexpr std::size_t columns = 7;
  std::string rows(columns * places_.size(), '\0');
  for (std::size_t number = 1; number < places_.size(); ++number) {
    const bool inside = number >= first && number < stream;
    const std::uint64_t place = inside ? stream : places_[number], index = inside ? number - first : 0;
    char* const row = rows.data() + number * columns;
    row[0] = inside ? 2 : 1;
    for (int byte = 0; byte < 4; ++byte) row[1 + byte] = static_cast<char>(place >> (24 - 8 * byte));
    row[5] = static_cast<char>(index >> 8), row[6] = static_cast<char>(index);
  }
  write_stream(table,
               fmt::format("/Type/XRef/Size {}/W[1 4 2]/Root {}/Info {}/ID[<{}><{}>]/DecodeParms<</Predictor "
                           "12/Columns {}>>/Filter/FlateDecode",
                           places_.size(), to_text(catalog_), to_text(info_), id, id, columns),
               deflate(row_differences(rows, columns), text_level));
  const std::string end = fmt::format("startxref\n{}\n%%EOF\n", places_[table]);
  device_.Write(end.data(), end.size());
}

PdfReference PageTree::parent() {
  if (pages_.size() % node_width == 0) nodes_.push_back(file_.reserve());
  return nodes_.back();
}

void PageTree::write(const Node& node, const std::string& parent) {
  file_.set(node.self,
            fmt::format("<</Type/Pages{}/Count {}/Kids[{}]>>", parent, node.count, list(node.kids)));
}

std::vector<PageTree::Node> PageTree::gathered(const std::vector<Node>& level) {
  std::vector<Node> above;
  for (const Node& node : level) {
    if (above.empty() || above.back().kids.size() == node_width) above.push_back({file_.reserve(), {}, 0});
    write(node, "/Parent " + to_text(above.back().self));
    above.back().kids.push_back(node.self);
    above.back().count += node.count;
  }
  return above;
}

PdfReference PageTree::finish() {
  std::vector<Node> level;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const std::size_t from = i * node_width, to = std::min(from + node_width, pages_.size());
    const auto first = pages_.begin();
    level.push_back({nodes_[i],
                     {first + static_cast<std::ptrdiff_t>(from), first + static_cast<std::ptrdiff_t>(to)},
                     to - from});
  }
  while (level.size() > 1) level = gathered(level);
  write(level.front(), "");
  return level.front().self;
}

void Outline::add(const std::string& title, const PdfReference& page) {
  if (groups_.empty()) begin_group("");
  groups_.back().items.push_back({title, page});
}

/// Writes brothers and sisters; returns what their parent is to say of them.
std::string Outline::chain(const std::vector<Item>& items, const PdfReference& parent) {
  std::vector<PdfReference> own;
  for (const Item& item : items) own.push_back(item.self ? *item.self : file_.reserve());
  for (std::size_t i = 0; i < items.size(); ++i) {
    std::string title = "FEFF";
    for (const char32_t c : to_utf32(items[i].title)) add_utf16(title, c);
    std::string text = fmt::format("<</Title<{}>/Parent {}/Dest[{}/Fit]{}", title, to_text(parent),
                                   to_text(items[i].page), items[i].below);
    if (i > 0) text += "/Prev " + to_text(own[i - 1]);
    if (i + 1 < own.size()) text += "/Next " + to_text(own[i + 1]);
    file_.set(own[i], text + ">>");
  }
  return fmt::format("/First {}/Last {}", to_text(own.front()), to_text(own.back()));
}

std::optional<PdfReference> Outline::finish() {
  std::vector<Item> top;
  for (const Group& group : groups_) {
    if (group.items.empty()) continue;
    if (group.title.empty()) {
      top.insert(top.end(), group.items.begin(), group.items.end());
      continue;
    }
    const PdfReference self = file_.reserve();
    const std::string below = chain(group.items, self) + fmt::format("/Count -{}", group.items.size());
    top.push_back({group.title, group.items.front().page, below, self});
  }
  if (top.empty()) return std::nullopt;
  const PdfReference root = file_.reserve();
  file_.set(root, fmt::format("<</Type/Outlines{}/Count {}>>", chain(top, root), top.size()));
  return root;
}

}  // namespace hefu
