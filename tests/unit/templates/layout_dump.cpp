#include "tests/unit/templates/layout_dump.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/unit/templates/layout_sample.h"

namespace hefu::test {
namespace {

namespace fs = std::filesystem;

std::string rectangle(const RectMm& box) {
  return fmt::format("{:.2f} {:.2f} {:.2f} {:.2f}", box.x, box.y, box.w, box.h);
}

std::string difference(const std::string& expected, const std::string& actual) {
  std::istringstream a(expected), b(actual);
  std::string left, right, out;
  for (int line = 1, shown = 0; shown < 40; ++line) {
    const bool more_left = static_cast<bool>(std::getline(a, left)),
               more_right = static_cast<bool>(std::getline(b, right));
    if (!more_left && !more_right) break;
    if (!more_left) left.clear();
    if (!more_right) right.clear();
    if (left == right) continue;
    out += fmt::format("@{}\n-{}\n+{}\n", line, left, right);
    ++shown;
  }
  return out;
}

}  // namespace

std::string dump(const Sheet& sheet) {
  static const char* kind_names[] = {"label", "value", "late", "mark"};
  static const char* use_names[] = {"text", "signature", "seal", "date", "blank", "late"};
  static const char* filler_names[] = {"record", "applicant", "unit", "bureau", "committee", "office"};
  std::string out = fmt::format("{} {} {} {}\n", sheet.form, sheet.form_code, sheet.title, sheet.application);
  for (std::size_t p = 0; p < sheet.pages.size(); ++p) {
    const Page& page = sheet.pages[p];
    out += fmt::format("page {} {} x {} {} frame {}\n", p + 1, page.width_mm, page.height_mm, page.heading,
                       rectangle(page.frame));
    for (const Line& line : page.lines)
      out += fmt::format("  rule {:.2f} {:.2f} {:.2f} {:.2f} {:.3f}\n", line.x0, line.y0, line.x1, line.y1,
                         line.width_mm);
    for (const TextRun& run : page.runs) {
      if (run.glyphs.empty()) continue;
      const Glyph& first = run.glyphs.front();
      out += fmt::format("  {} {:.2f} {:.2f} {}pt face{} {}\n", kind_names[static_cast<int>(run.kind)],
                         first.x_mm, first.y_mm, first.size_pt, first.face, text_of(run));
    }
    for (const Field& field : page.fields)
      out += fmt::format("  field {} [{}] {} {} {}\n", field.path, field.label, rectangle(field.box),
                         field.entered ? "=" : "absent", field.text);
    for (const Box& box : page.boxes)
      out += fmt::format("  box {} [{}] {} {} {}\n", box.id, box.label,
                         filler_names[static_cast<int>(box.filler)], use_names[static_cast<int>(box.use)],
                         rectangle(box.box));
  }
  return out;
}

std::string dump_difference(const Sheet& from, const Sheet& to) {
  const auto pages_of = [](const Sheet& sheet) {
    std::vector<std::vector<std::string>> pages(1);
    std::istringstream in(dump(sheet));
    for (std::string line; std::getline(in, line); pages.back().push_back(line))
      if (line.rfind("page ", 0) == 0) pages.emplace_back();
    return pages;
  };
  auto a = pages_of(from), b = pages_of(to);
  a.resize(std::max(a.size(), b.size()));
  b.resize(a.size());
  std::string out;
  const auto add_missing = [&](char sign, const auto& lines, const auto& others) {
    for (const std::string& line : lines)
      if (std::find(others.begin(), others.end(), line) == others.end())
        out += fmt::format("{} {}\n", sign, line);
  };
  for (std::size_t p = 0; p < a.size(); ++p) {
    if (p > 0) out += fmt::format("page {}\n", p);
    add_missing('-', a[p], b[p]);
    add_missing('+', b[p], a[p]);
  }
  return out;
}

void expect_golden(const std::string& name, const Sheet& sheet) { expect_golden(name, dump(sheet)); }

void expect_golden(const std::string& name, const std::string& actual) {
  const fs::path file = fs::path(HEFU_SOURCE_DIR) / "tests/golden" / (name + ".txt");
  if (const char* update = std::getenv("HEFU_UPDATE_GOLDEN"); update && std::string(update) == "1") {
    std::ofstream(file, std::ios::binary) << actual;
    GTEST_SKIP() << "wrote " << file;
  }
  std::ifstream in(file, std::ios::binary);
  const std::string expected{std::istreambuf_iterator<char>(in), {}};
  if (actual == expected) return;
  const fs::path folder = fs::read_symlink("/proc/self/exe").parent_path() / "golden";
  fs::create_directories(folder);
  std::ofstream(folder / (name + ".actual.txt"), std::ios::binary) << actual;
  std::ofstream(folder / (name + ".diff"), std::ios::binary) << difference(expected, actual);
  FAIL() << name << " is set otherwise than before; see " << folder << "\n" << difference(expected, actual);
}

}  // namespace hefu::test
