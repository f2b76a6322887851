#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hefu {

/// Private to the orcus_ files: an .xlsx as the zip archive of XML parts that it is. liborcus 0.17 reads the
/// archive and the XML; its own reading of sheets loses inline strings, which portals write.

/// The parts of a workbook by their names. Fails: throws liborcus's own exceptions, std::bad_alloc.
class WorkbookArchive {
 public:
  explicit WorkbookArchive(std::string_view bytes);
  ~WorkbookArchive();
  WorkbookArchive(const WorkbookArchive&) = delete;
  /// Empty when there is none of that name.
  std::string part(const std::string& name) const;

 private:
  struct Archive;
  Archive* archive_;
};

/// An element's attributes by local name, without those of other namespaces of the same name.
class XmlAttributes {
 public:
  void add(std::string_view name, std::string_view value) { all_.emplace_back(name, value); }
  void clear() { all_.clear(); }
  std::string_view operator[](std::string_view name) const;

 private:
  std::vector<std::pair<std::string, std::string>> all_;
};

/// What happens in an XML part, in its order; names are local.
class XmlListener {
 public:
  virtual ~XmlListener() = default;
  virtual void open(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual void close(std::string_view name) = 0;
  virtual void text(std::string_view text) = 0;
};

/// Fails: throws on what is not well-formed, and on any DTD.
void walk_xml(std::string_view xml, XmlListener& listener);

}  // namespace hefu
