#pragma once
#include <optional>
#include <string>
#include <vector>

#include "pipeline/foreign_form.h"
#include "pipeline/report.h"

namespace hefu {

/// A line of text as far as it tells what a paper is; in a ruled table a whole cell.
struct PaperLine {
  std::string text;  // spaces left out
  double y = 0;      // its middle, share of the page's height from the top
  double size = 1;   // its height, in heights of the page's usual line
  bool in_table = false;
};

/// What a page says.
struct PaperWords {
  std::vector<PaperLine> lines;
  double width_to_height = 0;  // of the paper; 0: not known
  std::string all() const;     // a line a line
};

/// A claim as one page shows it, with its place and picture.
struct SeenClaim {
  std::size_t claim = 0;  // index in the case's claims
  ClaimVerdict verdict = ClaimVerdict::unreadable;
  float score = 0;               // how surely it is the claim (over 0) or another text
  double likeness = 0;           // share of the characters that were read there
  std::string read;              // what stands there, as far as is known
  RectMm box_px;                 // on the upright decoded page
  bool names_applicant = false;  // it is the claim of the name or of the ID number
  Image crop;                    // it, and what stands beside it
  RectMm mark;                   // its place in the crop, shares of width and height
};

/// A number or a word that the page's picture shows, and what the PDF's own letters say in its place.
struct SeenDifference {
  std::string shown, layer;
  RectMm box_px;  // on the upright decoded page
  Image crop;     // of the first one of a page
};

/// A place of a form on the upright decoded page, with its picture where a person may have to see it.
struct SeenPlace {
  RectMm box_px;
  Image crop;
};

/// A page that has labels as forms of others have them. Places are parallel to the page's values and rows.
struct SeenForm {
  FormPage page;
  std::vector<SeenPlace> values, rows;
  bool recognised = false;  // its upload is such a form: its values are the form's, and prove nothing
};

/// What a page that is none of our forms says, as far as its case needs it; its pixels are gone.
struct EvidencePage {
  bool blank = false, legible = false;
  PaperWords words;
  std::vector<SeenClaim> claims;
  std::optional<SeenForm> form = {};
  std::vector<SeenDifference> differing = {};
};

}  // namespace hefu
