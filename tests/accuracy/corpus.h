#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ocr/image.h"
#include "templates/fonts.h"
#include "templates/sheet.h"
#include "tests/support/random.h"

namespace hefu::accuracy {

/// A printed page, some of whose values are not those of the record.
struct PrintedPage {
  std::string name;                                 // form and page, for messages
  Page expected;                                    // as the record says
  Page shown;                                       // as the paper shows
  std::vector<std::optional<std::string>> changed;  // parallel to expected.fields: what is printed instead
};

struct CorpusWish {
  std::uint64_t seed = 1000;
  double changed_share = 0.25;  // of the values of a page
  std::vector<std::string> kinds = {"checklist", "evaluation-form", "submission-form"};
};

/// The pages of one made-up person's forms; forms that the notice does not have yet are left out. A page
/// without values is left out, too. Fails: throws std::runtime_error when the record does not validate or no
/// form can be set.
std::vector<PrintedPage> print_person(const CorpusWish& wish, const Fonts& fonts);

/// A value with one character changed, taken away or put in.
std::string change_one_character(const std::string& text, support::Random& random);

}  // namespace hefu::accuracy
