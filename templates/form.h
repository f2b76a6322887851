#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "schemas/diagnostic.h"
#include "schemas/element.h"

namespace hefu {

/// A form as data (templates/forms/<id>.xml, valid against schemas/form.xsd). What its elements mean is said
/// there.
struct Form {
  std::string id;    // "evaluation-form-2025"
  std::string kind;  // KIND of the command line
  int code = 0;      // number of the form in page codes, 1..255; never used twice
  std::filesystem::path file;
  std::string hash;  // SHA-256 of the file, hex
  Element root;
};

struct ReadForm {
  Form form;
  Diagnostics diagnostics;
  bool ok = false;
};

ReadForm read_form(const std::filesystem::path& file);

/// The form that a notice uses for a kind of document, with those parts only that are for this notice
/// (attributes `for`, `not-for` and, on the form, `by-hand`); its hash stays that of the whole file. An
/// office's own form goes before the one that ships with the program. Forms are read once a process, at the
/// first call. Fails: ok == false when there is none, and when a form of an added folder cannot be read: what
/// an office changed is never passed over in silence.
ReadForm find_form(const std::string& notice, const std::string& kind);
/// A folder of an office's own forms (--forms); to be named before the first form is asked for. Fails: throws
/// Error(io) when it is no folder.
void add_form_folder(const std::filesystem::path& folder);

/// Kinds that can be rendered for a notice, in the order of its checklist.
std::vector<std::string> kinds_of(const std::string& notice);
/// Kinds beside these that a record gets only when they are asked for.
std::vector<std::string> kinds_on_request(const std::string& notice);

}  // namespace hefu
