#include "ocr/orcus_archive.h"

#include <orcus/sax_parser.hpp>
#include <orcus/zip_archive.hpp>
#include <orcus/zip_archive_stream.hpp>
#include <stdexcept>

namespace hefu {
namespace {

/// liborcus tells attributes before the element that they belong to.
class Handler : public orcus::sax_handler {
 public:
  explicit Handler(XmlListener& listener) : listener_(listener) {}
  void doctype(const orcus::sax::doctype_declaration&) { throw std::invalid_argument("a DTD"); }
  void attribute(const orcus::sax::parser_attribute& attribute) {
    attributes_.add(attribute.name, attribute.value);
  }
  void start_declaration(std::string_view) { attributes_.clear(); }
  void end_declaration(std::string_view) { attributes_.clear(); }
  void start_element(const orcus::sax::parser_element& element) {
    listener_.open(element.name, attributes_);
    attributes_.clear();
  }
  void end_element(const orcus::sax::parser_element& element) { listener_.close(element.name); }
  void characters(std::string_view text, bool) { listener_.text(text); }

 private:
  XmlListener& listener_;
  XmlAttributes attributes_;
};

}  // namespace

struct WorkbookArchive::Archive {
  explicit Archive(std::string_view bytes)
      : stream(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()), archive(&stream) {
    archive.load();
  }
  orcus::zip_archive_stream_blob stream;
  orcus::zip_archive archive;
};

WorkbookArchive::WorkbookArchive(std::string_view bytes) : archive_(new Archive(bytes)) {}
WorkbookArchive::~WorkbookArchive() { delete archive_; }

std::string WorkbookArchive::part(const std::string& name) const {
  std::vector<unsigned char> bytes;
  if (!archive_->archive.read_file_entry(name, bytes)) return {};
  // liborcus ends what it inflates with a zero byte.
  while (!bytes.empty() && bytes.back() == 0) bytes.pop_back();
  return {bytes.begin(), bytes.end()};
}

std::string_view XmlAttributes::operator[](std::string_view name) const {
  for (const auto& [known, value] : all_)
    if (known == name) return value;
  return {};
}

void walk_xml(std::string_view xml, XmlListener& listener) {
  Handler handler(listener);
  orcus::sax_parser<Handler>(xml.data(), xml.size(), handler).parse();
}

}  // namespace hefu
