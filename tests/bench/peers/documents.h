#pragma once
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/bench/peers/peers.h"

namespace hefu::bench {

/// Writes into `folder` what the peers read: person-N.json for form.typ, person-N.html, person-N.fodt, our
/// own hefu-N.pdf, and photo.jpg. Fails: throws when a template asks for a value that the form does not have.
void write_documents(const std::vector<OwnForm>& forms, const std::filesystem::path& photo,
                     const std::filesystem::path& templates, const std::filesystem::path& folder);

/// What differs between a peer's PDF and ours, or "" when it is the same form: two A4 pages, the same
/// characters on each as pdftotext reads them (spaces and order aside), both faces embedded (as far as
/// fonts have names), the photo of 295 x 413.
std::string difference(const std::filesystem::path& ours, const std::filesystem::path& theirs);

}  // namespace hefu::bench
