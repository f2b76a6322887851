#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/prepare_record.h"
#include "tests/accuracy/changes.h"

namespace hefu::accuracy {

/// A printed page, some of whose values are not those of the record.
struct PrintedPage {
  std::string name;                                 // form and page, for messages
  std::size_t sheet = 0, page = 0;                  // where it stands in the record's sheets
  Page expected;                                    // as the record says
  Page shown;                                       // as the paper shows
  std::vector<std::optional<ChangedText>> changed;  // parallel to expected.fields: what is printed instead
};

struct CorpusWish {
  std::uint64_t seed = 1000;
  int changes_a_page = 20;
  int fewest_values = 55;          // pages with fewer are left out, but for one
  std::vector<std::string> kinds;  // forms; empty: all of the notice
  // Instead of changing values of the record: one to three characters of any kind in the place of every short
  // value, in the record as on the paper, or there with one of them printed as a near shape.
  bool short_values = false;
};

/// A made-up person's record, set in all its forms and signed with the samples' key, and the pages that are
/// printed to be read.
struct PrintedPerson {
  PreparedRecord record;
  std::vector<PrintedPage> pages;
};

/// Fails: throws std::runtime_error when the record does not validate or a form cannot be set.
PrintedPerson print_person(const CorpusWish& wish, Machine& machine);

}  // namespace hefu::accuracy
