#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "schemas/code_names.h"
#include "schemas/date_format.h"
#include "schemas/diagnostic.h"
#include "schemas/record_path.h"

namespace hefu {

/// One column of an office's table, and where its values belong in the record.
struct ImportColumn {
  enum class Kind { text, identifier, id_number, date, code };
  enum class Precision { as_given, year, month, day };
  Kind kind = Kind::text;
  Precision precision = Precision::as_given;
  std::vector<std::string> headings;  // as written; the first one names the column in messages
  RecordPath path;
  Xsd::Declaration declaration;  // of the path
  std::vector<DateFormat> formats;
  std::set<std::string> blanks;                     // in this column only
  std::map<std::string, std::string> translations;  // from -> to
  std::optional<CodeList> codes;
  bool required = false;
};

/// A value that stands in no table.
struct ImportConstant {
  RecordPath path;
  std::string text;
  bool from_id_number = false;  // birth date or sex, as the ID number says
};

/// A column by which rows are known as a person's.
struct ImportKey {
  std::string name;  // in a list: of the people's key
  bool id_number = false;
  std::vector<std::string> headings;
};

/// A column of a list that must say the same as the person's record.
struct ImportSame {
  RecordPath path;
  Xsd::Declaration declaration;
  std::vector<std::string> headings;
};

/// One kind of table: the people, or one of their lists.
struct ImportPart {
  RecordPath list;  // of an entry, without its index; no steps: the people
  std::vector<std::string> sheets;
  std::vector<ImportKey> keys;  // a list has one
  std::vector<ImportSame> same;
  std::vector<ImportColumn> columns;
  std::vector<ImportConstant> constants;
  std::vector<std::string> ignored;
};

/// How an office's tables become online records: schemas/import-mapping.xsd.
struct ImportMapping {
  enum class PhotoName { id_number, application_number, name };
  std::string notice;
  std::vector<std::string> number_headings;  // empty: prefix and a running number
  std::string number_prefix;
  int number_digits = 4, first_number = 1;
  std::set<std::string> blanks;
  ImportPart people;
  std::vector<ImportPart> lists;
  std::vector<PhotoName> photo_names = {PhotoName::id_number, PhotoName::application_number, PhotoName::name};
  bool photos_required = true;
};

struct ReadImportMapping {
  ImportMapping mapping;
  Diagnostics diagnostics;
  bool ok = false;
};

/// Reads a mapping and holds its paths against application.xsd. Bad data: ok == false and diagnostics, each
/// with its line. Fails: throws Error(io) when the file cannot be read.
ReadImportMapping read_import_mapping(const std::filesystem::path& file);
/// The same from bytes; `file` is for messages.
ReadImportMapping parse_import_mapping(const std::string& bytes, const std::string& file);

}  // namespace hefu
