#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "templates/sheet.h"

namespace hefu::bench {

/// One person's bench form as we made it: the values, by their paths in the record ("serial" beside them),
/// and the PDF, whose text and pages every peer's must have.
struct OwnForm {
  std::map<std::string, std::string> values;
  std::string pdf;
};
OwnForm own_form(const Sheet& sheet, std::string pdf);

/// Names what a peer needs and this machine lacks, with the command that installs it, on standard error, and
/// ends the program with 3. Otherwise installs Typst's compiler into the build folder.
void require_peers();

/// Renders the same forms with Typst, LibreOffice, WeasyPrint and Chromium and prints a table: CPU
/// milliseconds and KB a form, against `own_ms` of the same run. The peers draw no page codes and sign
/// nothing. Documents and PDFs stay in build/peers to look at. A peer whose PDF has other text, pages, faces
/// or photo gets no ratio. Returns the ratios as members of a JSON object, each followed by a comma.
std::string compare_with_peers(const std::vector<OwnForm>& forms, const std::filesystem::path& photo,
                               double own_ms, bool quick);

}  // namespace hefu::bench
