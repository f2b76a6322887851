#include <qpdf/Pl_Flate.hh>
#include <qpdf/QPDFWriter.hh>
#include <set>

#include "ocr/qpdf_parts.h"

namespace hefu {
namespace {

class RoomPipeline : public Pipeline {
 public:
  explicit RoomPipeline(ByteRoom& room) : Pipeline("room", nullptr), room_(room) {}
  void write(unsigned char const* data, size_t size) override { room_.put(data, size); }
  void finish() override {}

 private:
  ByteRoom& room_;
};

// What acts, or reaches outside of the file, or would carry more than the page shows: ISO 32000-1, 12.6
// (actions), 7.11 (files), 8.10.4 (reference XObjects), 8.8.2 (PostScript XObjects), 14.5 (page-piece).
constexpr const char* unwanted[] = {
    "/A",          "/AA", "/AF",        "/Alternates", "/EF",           "/JS",  "/Metadata",     "/OPI",
    "/OpenAction", "/PS", "/PieceInfo", "/Ref",        "/StructParent", "/URI", "/StructParents"};
// A stream whose bytes lie in another file: ISO 32000-1, table 5.
constexpr const char* outside[] = {"/F", "/FFilter", "/FDecodeParms"};
// Dictionaries whose keys are names that the file chose, not words of the standard.
const std::set<std::string> name_maps = {"/Font",       "/XObject",   "/ExtGState", "/ColorSpace", "/Pattern",
                                         "/Properties", "/CharProcs", "/Shading",   "/Colorants"};

/// Walks once through everything that can be reached.
class Cleaner {
 public:
  void clean(QPDFObjectHandle start) {
    push(start, false);
    while (!waiting_.empty()) {
      auto [object, is_name_map] = waiting_.back();
      waiting_.pop_back();
      visit(object, is_name_map);
    }
  }

 private:
  void push(QPDFObjectHandle object, bool is_name_map) {
    if (!object.isDictionary() && !object.isArray() && !object.isStream()) return;
    if (object.isIndirect() && !seen_.insert(object.getObjGen()).second) return;
    waiting_.emplace_back(object, is_name_map);
  }

  void visit(QPDFObjectHandle object, bool is_name_map) {
    if (object.isArray()) {
      for (int i = 0; i < object.getArrayNItems(); ++i) push(object.getArrayItem(i), false);
      return;
    }
    QPDFObjectHandle dictionary = object.isStream() ? object.getDict() : object;
    if (!is_name_map)
      for (const char* key : unwanted) dictionary.removeKey(key);
    if (object.isStream()) {
      for (const char* key : outside) dictionary.removeKey(key);
      const auto is = [&](const char* key, const char* name) {
        return dictionary.getKey(key).isNameAndEquals(name);
      };
      if (is("/Subtype", "/PS") || is("/Subtype2", "/PS")) return replace_by_nothing(object);
    }
    for (const std::string& key : dictionary.getKeys())
      push(dictionary.getKey(key), !is_name_map && name_maps.count(key) > 0);
  }

  static void replace_by_nothing(QPDFObjectHandle stream) {
    stream.replaceDict(QPDFObjectHandle::parse("<</Type/XObject/Subtype/Form/BBox[0 0 1 1]>>"));
    stream.replaceStreamData("", QPDFObjectHandle::newNull(), QPDFObjectHandle::newNull());
  }

  std::set<QPDFObjGen> seen_;
  std::vector<std::pair<QPDFObjectHandle, bool>> waiting_;
};

}  // namespace

void open_quietly(QPDF& document, std::string_view bytes) {
  document.setSuppressWarnings(true);
  document.processMemoryFile("upload", bytes.data(), bytes.size());
}

std::string real(double value) { return fmt::format("{:.4f}", value); }

void remove_what_acts(QPDFObjectHandle page) { Cleaner().clean(page); }

void write_document(QPDF& document, ByteRoom& room, bool packed) {
  RoomPipeline pipeline(room);
  QPDFWriter writer(document);
  writer.setOutputPipeline(&pipeline);
  writer.setDeterministicID(true);
  writer.setMinimumPDFVersion("1.7");
  writer.setPreserveEncryption(false);
  writer.setDecodeLevel(qpdf_dl_none);  // a stream that is packed stays as it is
  writer.setCompressStreams(true);
  writer.setObjectStreamMode(packed ? qpdf_o_generate : qpdf_o_disable);
  writer.setPreserveUnreferencedObjects(false);
  writer.write();
}

}  // namespace hefu
