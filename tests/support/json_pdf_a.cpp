#include <cstring>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "tests/support/pdf_a.h"
#include "tests/support/pdf_content_reader.h"
#include "tests/support/shell.h"

namespace hefu::support {
namespace {

using nlohmann::json;

std::string from_base64(const std::string& text) {
  std::string bytes;
  unsigned bits = 0, held = 0;
  for (const char c : text) {
    const char* const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char* const at = std::strchr(digits, c);
    if (c == '=' || at == nullptr) break;
    held = held << 6 | static_cast<unsigned>(at - digits);
    if ((bits += 6) >= 8) bytes += static_cast<char>(held >> (bits -= 8) & 0xFF);
  }
  return bytes;
}

/// qpdf's strings: "u:text" or "b:hex".
std::string text_of(const json& value) {
  const std::string text = value.is_string() ? value.get<std::string>() : "";
  return text.starts_with("u:") ? text.substr(2) : text;
}

class Checker {
 public:
  Checker(const std::string& bytes, int part) : bytes_(bytes), part_(part) {}
  std::vector<std::string> faults() {
    check_file();
    if (faults_.empty()) read();
    if (!objects_.is_object()) return faults_;
    check_metadata();
    check_output_intent();
    for (const auto& [name, object] : objects_.items()) check_object(name, object);
    check_pages();
    check_fonts();
    return faults_;
  }

 private:
  void want(bool so, const std::string& otherwise) {
    if (!so && !std::count(faults_.begin(), faults_.end(), otherwise)) faults_.push_back(otherwise);
  }
  json value(const json& reference) const {  // follows a reference
    if (!reference.is_string() || !objects_.contains("obj:" + reference.get<std::string>())) return reference;
    const json& object = objects_["obj:" + reference.get<std::string>()];
    return object.contains("stream") ? object["stream"]["dict"] : object["value"];
  }
  std::string stream(const json& reference) const {
    if (!reference.is_string()) return "";
    const json& object = objects_.value("obj:" + reference.get<std::string>(), json());
    return object.contains("stream") ? from_base64(object["stream"].value("data", "")) : "";
  }

  void check_file() {
    want(bytes_.starts_with("%PDF-1.7\n%"), "header");
    for (std::size_t i = 10; i < 14 && i < bytes_.size(); ++i)
      want(static_cast<unsigned char>(bytes_[i]) > 127, "no binary comment after the header");
    want(bytes_.ends_with("%%EOF\n"), "bytes after the end");
    file_ = folder_.write("file.pdf", bytes_).string();
    want(run_command("qpdf --check " + file_ + " >/dev/null 2>&1").exit_code == 0, "qpdf --check");
  }
  void read() {
    const json all = json::parse(
        run_command("qpdf --json=2 --json-stream-data=inline --decode-level=generalized " + file_).output,
        nullptr, false);
    if (!all.is_object()) return want(false, "qpdf reads no JSON");
    objects_ = all["qpdf"][1];
    pages_ = all["pages"];
    trailer_ = objects_["trailer"]["value"];
    catalog_ = value(trailer_["/Root"]);
    want(trailer_.contains("/ID") && trailer_["/ID"].size() == 2, "no /ID");
    want(!trailer_.contains("/Encrypt"), "encrypted");
    want(catalog_.contains("/Lang"), "no language");
  }

  void check_metadata() {
    const std::string reference = catalog_.value("/Metadata", "");
    const std::string xmp = stream(reference);
    if (xmp.empty()) return want(false, "no XMP");
    want(bytes_.find(xmp) != std::string::npos, "XMP is packed");
    const auto is = [&](const std::string& pattern) {
      std::smatch found;
      return std::regex_search(xmp, found, std::regex(pattern)) ? found[1].str() : std::string();
    };
    want(is("<pdfaid:part>(.*?)</pdfaid:part>") == std::to_string(part_), "XMP names another part");
    want(is("<pdfaid:conformance>(.*?)</pdfaid:conformance>") == "U", "XMP names another conformance");
    const json info = value(trailer_.value("/Info", json()));
    const auto plain = [](std::string text) {
      for (const auto& [from, to] : {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}})
        for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; ++at)
          text.replace(at, std::strlen(from), to);
      return text;
    };
    want(plain(is("<dc:title>.*?<rdf:li[^>]*>(.*?)</rdf:li>")) == text_of(info.value("/Title", json())),
         "title differs from Info");
    want(plain(is("<pdf:Producer>(.*?)</pdf:Producer>")) == text_of(info.value("/Producer", json())),
         "producer differs from Info");
    want(plain(is("<pdf:Keywords>(.*?)</pdf:Keywords>")) == text_of(info.value("/Keywords", json())),
         "keywords differ from Info");
    const auto digits = [](std::string text) {
      std::erase_if(text, [](char c) { return !std::isdigit(static_cast<unsigned char>(c)); });
      return text;
    };
    for (const auto& [key, name] : {std::pair{"/CreationDate", "CreateDate"}, {"/ModDate", "ModifyDate"}})
      want(digits(is(std::string("<xmp:") + name + ">(.*?)<")) == digits(text_of(info.value(key, json()))),
           std::string(name) + " differs from Info");
  }
  void check_output_intent() {
    const json intents = value(catalog_.value("/OutputIntents", json()));
    if (!intents.is_array() || intents.size() != 1) return want(false, "no single output intent");
    const json intent = value(intents[0]);
    want(intent.value("/S", "") == "/GTS_PDFA1", "output intent is none of PDF/A");
    const std::string profile = stream(intent.value("/DestOutputProfile", json()));
    want(profile.size() > 128 && profile.substr(36, 4) == "acsp" && profile.substr(16, 4) == "RGB ",
         "output profile is no RGB profile");
  }

  /// What no object may have, wherever it stands.
  void check_object(const std::string& name, const json& object) {
    const json& content = object.contains("stream") ? object["stream"]["dict"] : object["value"];
    check_value(name, content);
  }
  void check_value(const std::string& name, const json& value) {
    if (value.is_array())
      for (const json& part : value) check_value(name, part);
    if (!value.is_object()) return;
    static const std::set<std::string> forbidden = {
        "/JavaScript", "/JS", "/AA",  "/OpenAction", "/XFA", "/Launch",  "/Alternates",
        "/OPI",        "/TR", "/HTP", "/Ref",        "/PS",  "/Encrypt", "/RichMedia"};
    for (const auto& [key, part] : value.items()) {
      want(!forbidden.contains(key), name + " has " + key);
      if (key == "/EmbeddedFiles" || key == "/AF") want(part_ == 3, name + " carries a file");
      if (key == "/SMask") want(part == "/None", name + " is transparent");
      if (key == "/BM") want(part == "/Normal" || part == "/Compatible", name + " blends");
      if (key == "/CA" || key == "/ca") want(part == 1, name + " is transparent");
      if (key == "/Group") want(false, name + " is a transparency group");
      if (key == "/Interpolate") want(part == false, name + " is interpolated");
      if (key == "/Filter")
        for (const json& filter : part.is_array() ? part : json::array({part}))
          want(filter == "/FlateDecode" || filter == "/DCTDecode" || filter == "/CCITTFaxDecode",
               name + " has filter " + filter.dump());
      check_value(name, part);
    }
  }

  void check_pages() {
    const json tree = value(catalog_.value("/StructTreeRoot", json()));
    json parents;
    if (tree.is_object()) {
      want(value(catalog_.value("/MarkInfo", json())).value("/Marked", false), "tagged, but not marked so");
      parents = value(tree["/ParentTree"])["/Nums"];
    }
    for (const json& listed : pages_) {
      const std::string page_name = listed["object"];
      const json page = value(page_name);
      const json& media = page["/MediaBox"];
      for (const json& side : media)
        want(side.get<double>() >= 0 && side.get<double>() <= 14400, "page size");
      const json fonts = value(value(page["/Resources"])["/Font"]);
      const ReadContent content = read_content(stream(page["/Contents"]));
      for (const std::string& fault : content.faults) want(false, page_name + ": " + fault);
      for (const auto& [font, codes] : content.codes) {
        if (!fonts.contains("/" + font))
          return want(false, page_name + " uses a font that it lacks: " + font);
        used_[fonts["/" + font].get<std::string>()].insert(codes.begin(), codes.end());
      }
      if (parents.is_array()) check_tags(page_name, page, content, parents);
    }
  }
  void check_tags(const std::string& name, const json& page, const ReadContent& content,
                  const json& parents) {
    want(content.unmarked == 0, name + " shows what is neither tagged nor decoration");
    if (!page.contains("/StructParents")) return want(content.marked.empty(), name + " is not in the tree");
    const int key = page["/StructParents"];
    json elements;
    for (std::size_t i = 0; i + 1 < parents.size(); i += 2)
      if (parents[i] == key) elements = parents[i + 1];
    want(elements.is_array() && elements.size() == content.marked.size(),
         name + " has other tags than the tree");
    for (std::size_t i = 0; i < elements.size(); ++i) {
      const json element = value(elements[i]);
      want(element["/K"] == static_cast<int>(i) && element["/Pg"] == name,
           name + ": an element of the tree names other content");
      want(content.marked.contains(static_cast<int>(i)) &&
               "/" + content.marked.at(static_cast<int>(i)) == element["/S"],
           name + ": content and tree say different types");
      const json parent = value(element["/P"]);
      const json kids = parent["/K"].is_array() ? parent["/K"] : json::array({parent["/K"]});
      want(std::find(kids.begin(), kids.end(), elements[i]) != kids.end(),
           name + ": an element's parent does not know it");
    }
  }

  void check_fonts() {
    want(!used_.empty() || pages_.empty(), "no page shows text");
    for (const auto& [name, codes] : used_) {
      const json font = value(name);
      want(font["/Subtype"] == "/Type0" && font["/Encoding"] == "/Identity-H",
           name + " is no Identity-H font");
      const std::map<unsigned, std::string> meaning =
          read_to_unicode(stream(font.value("/ToUnicode", json())));
      const json cid_font = value(value(font["/DescendantFonts"])[0]);
      const json descriptor = value(cid_font["/FontDescriptor"]);
      want(cid_font["/BaseFont"] == font["/BaseFont"] && descriptor["/FontName"] == font["/BaseFont"],
           name + " has several names");
      want(std::regex_search(font["/BaseFont"].get<std::string>(), std::regex("^/[A-Z]{6}\\+")),
           name + " is not named as a subset");
      const bool cff = descriptor.contains("/FontFile3");
      want(cff ? cid_font["/Subtype"] == "/CIDFontType0"
               : cid_font["/Subtype"] == "/CIDFontType2" && cid_font["/CIDToGIDMap"] == "/Identity",
           name + ": kind of font");
      const std::string program = stream(descriptor.value(cff ? "/FontFile3" : "/FontFile2", json()));
      if (program.empty()) {
        want(false, name + " is not embedded");
        continue;
      }
      const std::map<unsigned, double> advances = advances_by_cid(program);
      const std::map<unsigned, double> widths = read_widths(cid_font["/W"]);
      const double otherwise = cid_font.value("/DW", 1000.0);
      for (const unsigned code : codes) {
        want(meaning.contains(code), name + ": a code without a meaning");
        const auto advance = advances.find(code);
        want(advance != advances.end(), name + ": a code without a glyph");
        const double width = widths.contains(code) ? widths.at(code) : otherwise;
        if (advance != advances.end())
          want(std::abs(advance->second - width) <= 1, name + ": a width differs from the font program");
      }
    }
  }
  static std::map<unsigned, double> read_widths(const json& list) {
    std::map<unsigned, double> widths;
    for (std::size_t i = 0; i + 1 < list.size(); i += 2) {
      auto code = list[i].get<unsigned>();
      for (const json& width : list[i + 1]) widths[code++] = width;
    }
    return widths;
  }

  const std::string& bytes_;
  int part_;
  ScratchFolder folder_;
  std::string file_;
  json objects_, pages_, trailer_, catalog_;
  std::map<std::string, std::set<unsigned>> used_;  // font object -> codes that pages show
  std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> pdf_a_faults(const std::string& bytes, int part) {
  return Checker(bytes, part).faults();
}

}  // namespace hefu::support
