#include "ocr/qpdf_parts.h"

namespace hefu {
namespace {

QPDFObjectHandle attached_file(QPDF& document, const AttachedFile& file) {
  QPDFObjectHandle stream = QPDFObjectHandle::newStream(&document, file.bytes);
  QPDFObjectHandle dictionary = stream.getDict();
  dictionary.replaceKey("/Type", QPDFObjectHandle::newName("/EmbeddedFile"));
  dictionary.replaceKey("/Subtype", QPDFObjectHandle::newName("/" + file.mime));
  QPDFObjectHandle parameters = QPDFObjectHandle::newDictionary();
  parameters.replaceKey("/Size", QPDFObjectHandle::newInteger(static_cast<long long>(file.bytes.size())));
  if (!file.date.empty()) parameters.replaceKey("/ModDate", QPDFObjectHandle::newString(file.date));
  dictionary.replaceKey("/Params", parameters);

  QPDFObjectHandle specification = QPDFObjectHandle::parse("<</Type/Filespec/AFRelationship/Data/EF<<>>>>");
  specification.replaceKey("/F", QPDFObjectHandle::newUnicodeString(file.name));
  specification.replaceKey("/UF", QPDFObjectHandle::newUnicodeString(file.name));
  specification.replaceKey("/Desc", QPDFObjectHandle::newUnicodeString(file.description));
  QPDFObjectHandle embedded = document.makeIndirectObject(stream);
  specification.getKey("/EF").replaceKey("/F", embedded);
  specification.getKey("/EF").replaceKey("/UF", embedded);
  return document.makeIndirectObject(specification);
}

}  // namespace

void describe_archive(QPDF& document, const VolumePlan& plan) {
  QPDFObjectHandle catalog = document.getRoot();
  QPDFObjectHandle metadata = QPDFObjectHandle::newStream(&document, plan.xmp);
  metadata.getDict().replaceKey("/Type", QPDFObjectHandle::newName("/Metadata"));
  metadata.getDict().replaceKey("/Subtype", QPDFObjectHandle::newName("/XML"));
  catalog.replaceKey("/Metadata", document.makeIndirectObject(metadata));

  QPDFObjectHandle profile = QPDFObjectHandle::newStream(&document, plan.srgb_profile);
  profile.getDict().replaceKey("/N", QPDFObjectHandle::newInteger(3));
  QPDFObjectHandle intent = QPDFObjectHandle::parse(
      "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)>>");
  intent.replaceKey("/DestOutputProfile", document.makeIndirectObject(profile));
  catalog.replaceKey("/OutputIntents", QPDFObjectHandle::newArray({intent}));

  QPDFObjectHandle files = QPDFObjectHandle::newArray(), names = QPDFObjectHandle::newArray();
  for (const AttachedFile& file : plan.attached) {
    QPDFObjectHandle specification = attached_file(document, file);
    files.appendItem(specification);
    names.appendItem(QPDFObjectHandle::newUnicodeString(file.name));
    names.appendItem(specification);
  }
  if (plan.attached.empty()) return;
  catalog.replaceKey("/AF", files);
  catalog.replaceKey("/Names", QPDFObjectHandle::parse("<</EmbeddedFiles<<>>>>"));
  catalog.getKey("/Names").getKey("/EmbeddedFiles").replaceKey("/Names", names);
}

}  // namespace hefu
