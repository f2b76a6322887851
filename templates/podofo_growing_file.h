#pragma once
#include <cstdint>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "templates/pdf_structure.h"
#include "templates/podofo_objects.h"

namespace hefu {

/// A PDF file that goes out while it is being made: PoDoFo writes each object but the streams, and of what is
/// written only the place is kept, eight bytes. (PoDoFo's own PdfStreamedDocument reads memory that it never
/// set, in 0.9.8.) Source: ISO 32000-1, 7.5 (file structure).
class GrowingFile {
 public:
  explicit GrowingFile(std::ostream& out);

  PoDoFo::PdfVecObjects& objects() { return objects_; }
  /// An object that is known by its number before its contents are: kept until finish().
  PoDoFo::PdfReference reserve();
  /// Sets what a reserved object is.
  void set(const PoDoFo::PdfReference& reserved, const std::string& text);
  /// Writes an object that is a stream, at once: PoDoFo would copy its bytes into a buffer, which it clears
  /// first, and out again. `dictionary`: without its brackets and length.
  PoDoFo::PdfReference add_stream(const std::string& dictionary, std::string_view bytes);
  /// Writes all objects but the reserved ones and the catalog, and forgets them.
  void flush();
  /// Where the document's own entries go.
  DocumentParts parts();
  /// The number that the next object will have.
  std::size_t next_number() const { return objects_.GetObjectCount(); }
  /// Writes what is left, the table of places and the trailer. `id`: of the file, 32 hexadecimal digits.
  /// `packed`: further objects, which have the numbers from next_number() on: they go into one object stream,
  /// a tenth of their size, and the table of places becomes a stream too. Source: ISO 32000-1, 7.5.7, 7.5.8.
  void finish(const std::string& id, const PackedObjects& packed = {});

 private:
  void write(PoDoFo::PdfObject& object);
  void write_table(const std::string& id);
  void write_packed(const std::string& id, const PackedObjects& packed);
  void write_stream(std::size_t number, const std::string& dictionary, std::string_view bytes);
  PoDoFo::PdfOutputDevice device_;
  PoDoFo::PdfVecObjects objects_;
  std::vector<std::uint64_t> places_;  // by object number, bytes from the file's beginning
  std::set<PoDoFo::PdfReference> reserved_;
  PoDoFo::PdfReference catalog_, info_;
};

/// An image: the JPEG as it was given, or pixels. Source: ISO 32000-1, 8.9.5.
PoDoFo::PdfReference add_picture(GrowingFile& file, const Picture& picture);

/// The fonts of a document as the text of its resources: "/F0 12 0 R/F2 15 0 R". Faces whose codes are code
/// points share one ToUnicode. Source: ISO 32000-1, 9.7.
std::string add_fonts(GrowingFile& file, const std::vector<UsedFace>& faces, const Fonts& fonts);

/// The page tree from its leaves: a page names the node above it, so that node's number is known first; what
/// is in it is known once it is full. Source: ISO 32000-1, 7.7.3.
class PageTree {
 public:
  explicit PageTree(GrowingFile& file) : file_(file) {}
  /// The node that the next page belongs to.
  PoDoFo::PdfReference parent();
  void add(const PoDoFo::PdfReference& page) { pages_.push_back(page); }
  const std::vector<PoDoFo::PdfReference>& pages() const { return pages_; }
  /// Writes the nodes; says which is the root.
  PoDoFo::PdfReference finish();

 private:
  struct Node {
    PoDoFo::PdfReference self;
    std::vector<PoDoFo::PdfReference> kids;
    std::size_t count = 0;  // of the pages under it
  };
  void write(const Node& node, const std::string& parent);
  std::vector<Node> gathered(const std::vector<Node>& level);

  GrowingFile& file_;
  std::vector<PoDoFo::PdfReference> nodes_, pages_;
};

/// Bookmarks of two levels; the groups are closed when the file is opened. Source: ISO 32000-1, 12.3.3.
class Outline {
 public:
  explicit Outline(GrowingFile& file) : file_(file) {}
  void begin_group(const std::string& title) { groups_.push_back({title, {}}); }
  void add(const std::string& title, const PoDoFo::PdfReference& page);
  /// The outline's reference, or nothing when it is empty.
  std::optional<PoDoFo::PdfReference> finish();

 private:
  struct Item {
    std::string title;
    PoDoFo::PdfReference page;
    std::string below = "";                         // what it says of its children
    std::optional<PoDoFo::PdfReference> self = {};  // where its number had to be known before
  };
  struct Group {
    std::string title;
    std::vector<Item> items;
  };
  std::string chain(const std::vector<Item>& items, const PoDoFo::PdfReference& parent);

  GrowingFile& file_;
  std::vector<Group> groups_;
};

}  // namespace hefu
