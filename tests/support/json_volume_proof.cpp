#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "ocr/sandbox.h"
#include "schemas/data_files.h"
#include "tests/support/mixed_uploads.h"
#include "tests/support/shell.h"

namespace hefu::support {
namespace fs = std::filesystem;
namespace {

using nlohmann::json;

std::vector<std::string> texts_of_pages(const fs::path& pdf) {
  std::vector<std::string> pages;
  std::istringstream all(run_command("pdftotext '" + pdf.string() + "' -").output);
  for (std::string page; std::getline(all, page, '\f');) pages.push_back(page);
  return pages;
}

std::string without_spaces(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
  return text;
}

/// "7. title" and the file's name, with the page that it leads to.
struct Bookmark {
  std::string title;
  int page = 0;
};
void collect(const json& items, std::vector<Bookmark>& out) {
  for (const json& item : items) {
    out.push_back({item["title"], item["destpageposfrom1"]});
    collect(item["kids"], out);
  }
}

int wrong_bookmarks(const fs::path& pdf, const std::vector<MixedPage>& expected) {
  const json all =
      json::parse(run_command("qpdf --json=1 --json-key=outlines '" + pdf.string() + "'").output);
  std::vector<Bookmark> seen;
  collect(all["outlines"], seen);
  std::vector<Bookmark> wanted;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const int page = static_cast<int>(i) + 1;
    if (i == 0 || expected[i].item != expected[i - 1].item)
      wanted.push_back({fmt::format("{}. ", expected[i].item), page});
    if (i == 0 || expected[i].file != expected[i - 1].file) wanted.push_back({expected[i].file, page});
  }
  if (seen.size() != wanted.size()) return static_cast<int>(wanted.size());
  int wrong = 0;
  for (std::size_t i = 0; i < seen.size(); ++i)
    wrong += !seen[i].title.starts_with(wanted[i].title) || seen[i].page != wanted[i].page;
  return wrong;
}

bool is_white_left_of(const Image& page, double mm) {
  const int columns = static_cast<int>(page.width * mm / 210);
  for (int y = 0; y < page.height; ++y)
    for (int x = 0; x < columns; ++x)
      for (int c = 0; c < page.channels; ++c)
        if (page.pixels[(static_cast<std::size_t>(y) * page.width + x) * page.channels + c] < 250)
          return false;
  return true;
}

}  // namespace

std::string VolumeProof::text() const {
  return fmt::format(
      "pages {}, in wrong order {}, not upright {}, wrong number {}, wrong bookmark {}, not A4 {}, ink in "
      "the "
      "binding margin {}, blank {} of {} flagged, size ratio {:.4f}, qpdf --check {}",
      pages, wrong_order, wrong_side_up, wrong_number, wrong_bookmark, not_a4, left_margin_faults,
      blank_flagged, blank_there, size_ratio, sound ? "sound" : "NOT SOUND");
}

VolumeProof prove_volume(const fs::path& result, const std::vector<MixedPage>& expected) {
  VolumeProof proof;
  const fs::path pdf = result / "evidence-volume.pdf";
  const json told = json::parse(read_file(result / "evidence-volume.json"));
  proof.sound = run_command("qpdf --check '" + pdf.string() + "' >/dev/null").exit_code == 0;
  proof.size_ratio =
      static_cast<double>(fs::file_size(pdf)) / static_cast<double>(told["upload_bytes"].get<std::size_t>());
  proof.wrong_bookmark = wrong_bookmarks(pdf, expected);
  const std::vector<std::string> texts = texts_of_pages(pdf);

  DecodeLimits limits;
  limits.max_pages = 2000;
  limits.render_dpi = 50;
  limits.file_seconds = 3600;
  const auto sandbox = Sandbox::start(limits);
  sandbox->decode(read_file(pdf), [&](int index, Image page) {
    ++proof.pages;
    const auto i = static_cast<std::size_t>(index);
    if (i >= expected.size() || i >= told["pages"].size() || i >= texts.size()) {
      ++proof.wrong_order;
      return;
    }
    const MixedPage& want = expected[i];
    const json& said = told["pages"][i];
    const SeenMark seen = read_mark(page);
    proof.wrong_order += seen.mark != want.mark || said["file"] != want.file || said["page"] != want.page ||
                         said["item"] != want.item || said["volume_page"] != index + 1;
    proof.wrong_side_up +=
        want.mark > 0 && (seen.turns != (want.lies ? 1 : 0) || said["rotation"] != (want.lies ? 270 : 0));
    proof.wrong_number += without_spaces(texts[i]).find(fmt::format("—{}—", index + 1)) == std::string::npos;
    proof.not_a4 += std::abs(page.width - 413) > 1 || std::abs(page.height - 585) > 1;
    proof.left_margin_faults += !is_white_left_of(page, 19);
    proof.blank_there += want.mark == 0;
    proof.blank_flagged += said["blank"].get<bool>() && want.mark == 0;
    proof.wrong_order += said["blank"].get<bool>() && want.mark != 0;
  });
  if (proof.pages != static_cast<int>(expected.size())) ++proof.wrong_order;
  return proof;
}

}  // namespace hefu::support
