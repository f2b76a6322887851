#include <fmt/format.h>

#include "tests/support/papers/paper.h"
#include "tests/support/people.h"

namespace hefu::support {

std::string truth_xml(const Paper& paper) {
  Element root{.name = "paper"};
  root.attributes = {{"kind", paper.kind}, {"layout", paper.layout}, {"fonts", paper.fonts}};
  if (paper.item) root.attributes.emplace_back("item", std::to_string(paper.item));
  if (!paper.year.empty()) root.attributes.emplace_back("year", paper.year);
  if (!paper.about.empty()) root.attributes.emplace_back("about", "/application/" + paper.about);
  root.attributes.emplace_back("of-applicant", paper.of_applicant ? "yes" : "no");
  for (const std::string& row : paper.missing_rows)
    root.children.push_back({.name = "missing-row", .attributes = {{"path", row}}});
  for (const PaperClaim& claim : paper.claims) {
    Element e{.name = "claim"};
    e.attributes = {{"kind", claim.kind},
                    {"path", claim.path},
                    {"agrees", claim.agrees() ? "yes" : "no"},
                    {"page", std::to_string(claim.page + 1)}};
    e.children = {{.name = "recorded", .text = claim.recorded},
                  {.name = "expected", .text = claim.expected},
                  {.name = "printed", .text = claim.printed}};
    for (const RectMm& box : claim.boxes) {
      Element place{.name = "box-mm"};
      place.attributes = {{"x", fmt::format("{:.2f}", box.x)},
                          {"y", fmt::format("{:.2f}", box.y)},
                          {"width", fmt::format("{:.2f}", box.w)},
                          {"height", fmt::format("{:.2f}", box.h)}};
      e.children.push_back(place);
    }
    root.children.push_back(e);
  }
  return to_xml(root);
}

}  // namespace hefu::support
