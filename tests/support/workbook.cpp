#include "tests/support/workbook.h"

#include <array>
#include <cstdint>

#include "schemas/table.h"
#include "templates/deflate.h"

namespace hefu::support {
namespace {

std::uint32_t crc32(const std::string& bytes) {
  static const auto table = [] {
    std::array<std::uint32_t, 256> values{};
    for (std::uint32_t i = 0; i < 256; ++i) {
      std::uint32_t value = i;
      for (int bit = 0; bit < 8; ++bit) value = value & 1 ? 0xEDB88320u ^ (value >> 1) : value >> 1;
      values[i] = value;
    }
    return values;
  }();
  std::uint32_t crc = ~0u;
  for (const char c : bytes) crc = table[(crc ^ static_cast<std::uint8_t>(c)) & 0xFF] ^ (crc >> 8);
  return ~crc;
}

std::string little(std::uint64_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i));
  return out;
}

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : std::string(1, c);
  return out;
}

std::string cell_xml(const SheetCell& cell, const std::string& place, std::vector<std::string>& shared) {
  switch (cell.kind) {
    case SheetCell::Kind::empty:
      return {};
    case SheetCell::Kind::shared:
      shared.push_back(cell.value);
      return "<c r=\"" + place + "\" t=\"s\"><v>" + std::to_string(shared.size() - 1) + "</v></c>";
    case SheetCell::Kind::inlined:
      return "<c r=\"" + place + "\" t=\"inlineStr\"><is><t>" + escaped(cell.value) + "</t></is></c>";
    case SheetCell::Kind::number:
      return "<c r=\"" + place + "\"><v>" + cell.value + "</v></c>";
    case SheetCell::Kind::date:
      return "<c r=\"" + place + "\" s=\"1\"><v>" + cell.value + "</v></c>";
    case SheetCell::Kind::formula:
      return "<c r=\"" + place + "\"><f>1+1</f><v>" + cell.value + "</v></c>";
  }
  return {};
}

constexpr const char* head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr const char* main_namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr const char* relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr const char* packages = "http://schemas.openxmlformats.org/package/2006";

std::string relation(int id, const std::string& type, const std::string& target) {
  return "<Relationship Id=\"rId" + std::to_string(id) + "\" Type=\"" + relations + "/" + type +
         "\" Target=\"" + target + "\"/>";
}

}  // namespace

SheetCell text(std::string value) { return {SheetCell::Kind::shared, std::move(value)}; }
SheetCell number(std::string value) { return {SheetCell::Kind::number, std::move(value)}; }
SheetCell date(std::string serial) { return {SheetCell::Kind::date, std::move(serial)}; }

std::string make_zip(const ZipFiles& files) {
  std::string out, directory;
  for (const auto& [name, bytes] : files) {
    const std::string zlib = deflate(bytes, 6);
    const std::string packed = zlib.substr(2, zlib.size() - 6);  // without zlib's head and checksum
    const std::string facts = little(20, 2) + little(0, 2) + little(8, 2) + little(0, 4) +
                              little(crc32(bytes), 4) + little(packed.size(), 4) + little(bytes.size(), 4) +
                              little(name.size(), 2) + little(0, 2);
    directory += "PK\x01\x02" + little(20, 2) + facts + little(0, 2) + little(0, 2) + little(0, 2) +
                 little(0, 4) + little(out.size(), 4) + name;
    out += "PK\x03\x04" + facts + name + packed;
  }
  const std::size_t place = out.size();
  return out + directory + "PK\x05\x06" + little(0, 4) + little(files.size(), 2) + little(files.size(), 2) +
         little(directory.size(), 4) + little(place, 4) + little(0, 2);
}

ZipFiles workbook_files(const std::vector<WorkbookSheet>& sheets) {
  ZipFiles files;
  std::vector<std::string> shared;
  std::string list, links, types;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const std::string number = std::to_string(i + 1), part = "worksheets/sheet" + number + ".xml";
    std::string data = head + ("<worksheet xmlns=\"" + std::string(main_namespace) + "\"><sheetData>");
    for (std::size_t row = 0; row < sheets[i].rows.size(); ++row) {
      data += "<row r=\"" + std::to_string(row + 1) + "\">";
      for (std::size_t column = 0; column < sheets[i].rows[row].size(); ++column)
        data += cell_xml(sheets[i].rows[row][column], cell_name(static_cast<int>(row) + 1, column), shared);
      data += "</row>";
    }
    files.emplace_back("xl/" + part, data + "</sheetData></worksheet>");
    list += "<sheet name=\"" + escaped(sheets[i].name) + "\" sheetId=\"" + number + "\" r:id=\"rId" + number +
            "\"/>";
    links += relation(static_cast<int>(i) + 1, "worksheet", part);
    types += "<Override PartName=\"/xl/" + part +
             "\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>";
  }
  std::string strings;
  for (const std::string& value : shared) strings += "<si><t>" + escaped(value) + "</t></si>";
  files.emplace_back("xl/sharedStrings.xml",
                     head + ("<sst xmlns=\"" + std::string(main_namespace) + "\">" + strings + "</sst>"));
  files.emplace_back("xl/styles.xml",
                     head + ("<styleSheet xmlns=\"" + std::string(main_namespace) +
                             "\"><numFmts count=\"1\"><numFmt numFmtId=\"176\" "
                             "formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/></numFmts>"
                             "<cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"176\"/></cellXfs>"
                             "</styleSheet>"));
  const int next = static_cast<int>(sheets.size()) + 1;
  files.emplace_back("xl/workbook.xml",
                     head + ("<workbook xmlns=\"" + std::string(main_namespace) + "\" xmlns:r=\"" +
                             relations + "\"><sheets>" + list + "</sheets></workbook>"));
  files.emplace_back("xl/_rels/workbook.xml.rels",
                     head + ("<Relationships xmlns=\"" + std::string(packages) + "/relationships\">" + links +
                             relation(next, "sharedStrings", "sharedStrings.xml") +
                             relation(next + 1, "styles", "styles.xml") + "</Relationships>"));
  files.emplace_back("_rels/.rels",
                     head + ("<Relationships xmlns=\"" + std::string(packages) + "/relationships\">" +
                             relation(1, "officeDocument", "xl/workbook.xml") + "</Relationships>"));
  constexpr const char* sheet_types = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
  files.emplace(
      files.begin(), "[Content_Types].xml",
      head + ("<Types xmlns=\"" + std::string(packages) +
              "/content-types\"><Default Extension=\"rels\" "
              "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default "
              "Extension=\"xml\" ContentType=\"application/xml\"/>" +
              types + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" + sheet_types +
              "sheet.main+xml\"/><Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"" + sheet_types +
              "sharedStrings+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"" + sheet_types +
              "styles+xml\"/></Types>"));
  return files;
}

std::string make_workbook(const std::vector<WorkbookSheet>& sheets) {
  return make_zip(workbook_files(sheets));
}

std::string make_plain_workbook(const std::vector<std::vector<std::string>>& rows) {
  WorkbookSheet sheet{"Sheet1", {}};
  for (const std::vector<std::string>& row : rows) {
    sheet.rows.emplace_back();
    for (const std::string& value : row)
      sheet.rows.back().push_back(value.empty() ? SheetCell{} : text(value));
  }
  return make_workbook(std::vector<WorkbookSheet>{std::move(sheet)});
}

}  // namespace hefu::support
