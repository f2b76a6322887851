#include <cmath>
#include <nlohmann/json.hpp>

#include "pipeline/bind_case.h"

namespace hefu {

std::string to_json(const BoundVolume& volume) {
  using Json = nlohmann::ordered_json;
  Json pages = Json::array(), blank = Json::array(), failed = Json::array(), rows = Json::array();
  for (const BoundPage& page : volume.pages) {
    pages.push_back({{"file", page.file},
                     {"page", page.page},
                     {"item", page.item},
                     {"volume_page", page.volume_page},
                     {"rotation", page.rotation},
                     {"scale", std::round(page.scale * 1e4) / 1e4},
                     {"blank", page.blank}});
    if (page.blank) blank.push_back(page.volume_page);
  }
  for (const UnboundFile& file : volume.failed)
    failed.push_back({{"file", file.file}, {"item", file.item}, {"reason", file.reason}});
  for (const auto& [path, numbers] : volume.page_numbers)
    rows.push_back({{"path", path}, {"volume_pages", numbers}});
  const Json all = {{"schema", "hefu-volume/1"},
                    {"application", {{"number", volume.number}, {"notice", volume.notice}}},
                    {"complete", volume.complete()},
                    {"binding", volume.back_sides ? "left and right in turn" : "left"},
                    {"checklist_pages", volume.checklist_pages},
                    {"pages", pages},
                    {"blank_pages", blank},
                    {"evidence_pages", rows},
                    {"failed", failed},
                    {"not_listed", volume.not_listed},
                    {"upload_bytes", volume.upload_bytes},
                    {"bytes", volume.bytes}};
  return all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace hefu
