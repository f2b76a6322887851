#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "schemas/diagnostic.h"
#include "schemas/element.h"
#include "schemas/normalise.h"

namespace hefu {

/// What the checks and flows read of a record by name. What a form prints is bound by path to `root`, in
/// data.
struct Applicant {
  std::string name;
  std::string sex;         // 男 / 女
  std::string id_number;   // normalised; a resident's has a valid check digit
  Date birth;              // with the precision given
  std::string photo_file;  // relative to the record's folder
};

struct AppliedFor {
  std::string series, specialty, title, level;
  int talent_category = 0;  // 1..7 of G25 一; 0: none
  int talent_class = 0;     // 1..6, category 2 only; 0: none
};

/// One applicant's online record for one notice, valid against schemas/application.xsd and normalised.
struct Application {
  std::filesystem::path file;  // application.xml
  std::string bytes;           // as read
  std::string number;          // [A-Za-z0-9-]{4,32}
  std::string notice;          // id of the notice pack
  Applicant applicant;
  AppliedFor applied_for;
  Element root;  // <application>, values normalised
};

struct ReadApplication {
  Application application;
  Diagnostics diagnostics;
  bool ok = false;
};

/// Reads, validates and normalises one record. Bad data: ok == false and diagnostics with line, expected and
/// hint. Fails: throws Error(io) when the file cannot be read.
ReadApplication read_application(const std::filesystem::path& file);
/// The same from bytes; `file` is for messages and for finding the photo.
ReadApplication parse_application(const std::string& bytes, const std::filesystem::path& file);

/// Whether the schema lets this element occur more than once in its place: its XPath step carries an index
/// then.
bool can_repeat(const std::string& element_name);

/// XPath without namespaces of a child: `parent` + "/" + name + "[index]" where it can repeat; index is
/// 1-based.
std::string child_path(const std::string& parent, const std::string& name, int index);

}  // namespace hefu
