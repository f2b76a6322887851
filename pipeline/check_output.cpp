#include "pipeline/check_output.h"

#include "pipeline/output.h"

namespace hefu {
namespace fs = std::filesystem;

fs::path report_place(const fs::path& output, const std::string& number) {
  return output / number / "report.html";
}

void write_report(const Report& report, const fs::path& output) {
  const fs::path folder = output / report.number;
  make_folder(folder);
  for (const auto& [name, picture] : report.crops) write_output(folder / name, encode_png(picture));
  write_output(folder / "report.html", report_html(report));
  // Scripts wait for report.json: when it is there, all that it names is there.
  write_output(folder / "report.json", report_json(report));

  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder / "crops", ignored))
    if (!report.crops.count("crops/" + entry.path().filename().string())) fs::remove(entry.path(), ignored);
}

}  // namespace hefu
