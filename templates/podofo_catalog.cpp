#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/messages.h"
#include "templates/deflate.h"
#include "templates/podofo_objects.h"

namespace hefu {
namespace {

using PoDoFo::PdfDictionary;
using PoDoFo::PdfName;
using PoDoFo::PdfObject;
using PoDoFo::PdfString;

// A profile is mostly one smooth curve of 16-bit numbers: as differences, it packs to half the size.
constexpr int profile_columns = 2;

const std::string& packed_srgb_profile() {
  static const std::string packed = [] {
    const std::filesystem::path file = "/usr/share/color/icc/sRGB.icc";
    if (!std::filesystem::exists(file))
      throw Error(ErrorKind::missing, fmt::format(fmt::runtime(tr("缺少颜色配置文件 {}")), file.string()),
                  fmt::format(fmt::runtime(tr("请安装软件包 {}")), "icc-profiles-free"));
    return deflate(row_differences(read_file(file), profile_columns), smallest_level);
  }();
  return packed;
}

}  // namespace

std::string row_differences(const std::string& bytes, std::size_t columns) {
  std::string rows;
  rows.reserve(bytes.size() + bytes.size() / columns + 1);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i % columns == 0) rows += '\2';  // "up"
    rows += static_cast<char>(bytes[i] - (i < columns ? 0 : bytes[i - columns]));
  }
  rows.resize((rows.size() + columns) / (columns + 1) * (columns + 1));
  return rows;
}

void add_output_intent(const DocumentParts& document) {
  PdfObject* const profile = document.objects.CreateObject();
  profile->GetDictionary().AddKey("N", integer(3));
  profile->GetDictionary().AddKey("DecodeParms",
                                  plain(fmt::format("<</Predictor 12/Columns {}>>", profile_columns)));
  set_stream(*profile, packed_srgb_profile(), "FlateDecode");
  document.catalog.AddKey(
      "OutputIntents", plain(fmt::format("[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
                                         "/Info(sRGB)/DestOutputProfile {}>>]",
                                         to_text(profile->Reference()))));
}

void add_metadata(const DocumentParts& document, const PdfMetadata& metadata) {
  PdfDictionary& info = document.info;
  info.Clear();  // PoDoFo has put today's date there
  info.AddKey("Title", text_string(metadata.title));
  info.AddKey("Producer", PdfString(metadata.producer));
  info.AddKey("Keywords", PdfString(metadata.keywords));
  if (const std::string date = info_date(metadata); !date.empty()) {
    info.AddKey("CreationDate", PdfString(date));
    info.AddKey("ModDate", PdfString(date));
  }
  PdfObject* const xmp = document.objects.CreateObject("Metadata");
  xmp->GetDictionary().AddKey("Subtype", PdfName("XML"));
  set_stream(*xmp, xmp_packet(metadata), nullptr);  // never packed: it is read by programs that know no PDF
  document.catalog.AddKey("Metadata", xmp->Reference());
}

void describe_catalog(const DocumentParts& document, const PdfMetadata& metadata,
                      const std::string& preferences) {
  document.catalog.AddKey("Lang", PdfString(metadata.language));
  document.catalog.AddKey("ViewerPreferences", plain("<</DisplayDocTitle true" + preferences + ">>"));
  document.catalog.AddKey("PageLabels", plain("<</Nums[0<</S/D>>]>>"));
}

Error not_written(const std::string& what, const PoDoFo::PdfError& error) {
  return {ErrorKind::bad_input, fmt::format(fmt::runtime(tr("{} 无法写成 PDF（{}）")), what,
                                            PoDoFo::PdfError::ErrorName(error.GetError()))};
}

void silence_podofo() {
  static const bool silenced = [] {
    PoDoFo::PdfError::EnableLogging(false);
    PoDoFo::PdfError::EnableDebug(false);
    return true;
  }();
  static_cast<void>(silenced);
}

}  // namespace hefu
