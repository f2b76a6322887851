#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "schemas/data_files.h"
#include "schemas/text.h"
#include "tests/bench/peers/documents.h"
#include "tests/support/shell.h"

namespace hefu::bench {
namespace {

namespace fs = std::filesystem;

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else
      out += c;
  }
  return out;
}

/// The template with each {{path}} replaced by the person's value. {{…}} in a comment stays.
std::string filled(const std::string& text, const std::map<std::string, std::string>& values) {
  std::string out;
  std::size_t at = 0;
  for (std::size_t open; (open = text.find("{{", at)) != std::string::npos;) {
    const std::size_t close = text.find("}}", open);
    if (close == std::string::npos) break;
    const std::string path = text.substr(open + 2, close - open - 2);
    out += text.substr(at, open - at);
    if (path == "…")
      out += path;
    else if (const auto value = values.find(path); value != values.end())
      out += escaped(value->second);
    else
      throw std::runtime_error("peers: the bench form has no " + path);
    at = close + 2;
  }
  return out + text.substr(at);
}

void write(const fs::path& file, const std::string& bytes) {
  if (!(std::ofstream(file, std::ios::binary) << bytes))
    throw std::runtime_error("cannot write " + file.string());
}

std::string output_of(const std::string& tool, const fs::path& pdf, const std::string& end = "") {
  const support::Ran ran =
      support::run_command(fmt::format("{} '{}' {} 2>/dev/null", tool, pdf.string(), end));
  if (ran.exit_code != 0) throw std::runtime_error("peers: " + tool + " fails on " + pdf.string());
  return ran.output;
}

/// The characters of each page, sorted, without spaces.
std::vector<std::u32string> page_texts(const fs::path& pdf) {
  std::vector<std::u32string> pages(1);
  for (const char32_t c : to_utf32(output_of("pdftotext -enc UTF-8", pdf, "-")))
    if (c == U'\f')
      pages.emplace_back();
    else if (c > U' ' && c != U'\u00a0' && c != U'\u3000')
      pages.back().push_back(c);
  pages.pop_back();  // a form feed ends each page
  for (std::u32string& page : pages) std::sort(page.begin(), page.end());
  return pages;
}

std::string missing_from(const std::u32string& all, const std::u32string& some) {
  std::u32string rest;
  std::set_difference(all.begin(), all.end(), some.begin(), some.end(), std::back_inserter(rest));
  return to_utf8(rest.substr(0, 20));
}

/// A face that pdffonts does not list. Type 3 fonts (Chromium's way) have no names: nothing to be told there.
std::string missing_face(std::string fonts) {
  if (fonts.find("Type 3") != std::string::npos) return "";
  std::erase(fonts, '-');
  for (const char* face : {"NotoSerifCJK", "NotoSansCJK"})
    if (fonts.find(face) == std::string::npos) return face;
  return "";
}

}  // namespace

OwnForm own_form(const Sheet& sheet, std::string pdf) {
  const std::string_view root = "/application/";
  OwnForm form;
  for (const Page& page : sheet.pages)
    for (const Field& field : page.fields) form.values[field.path.substr(root.size())] = field.online;
  form.values["serial"] = fmt::format("版次 {}", sheet.serial);
  form.pdf = std::move(pdf);
  return form;
}

void write_documents(const std::vector<OwnForm>& forms, const fs::path& photo, const fs::path& templates,
                     const fs::path& folder) {
  fs::remove_all(folder);
  fs::create_directories(folder);
  fs::copy_file(photo, folder / "photo.jpg");
  fs::copy_file(templates / "form.typ", folder / "form.typ");
  const std::string html = read_file(templates / "form.html"), fodt = read_file(templates / "form.fodt");
  for (std::size_t i = 0; i < forms.size(); ++i) {
    const std::string name = fmt::format("person-{}", i);
    write(folder / (name + ".json"), nlohmann::json(forms[i].values).dump());
    write(folder / (name + ".html"), filled(html, forms[i].values));
    write(folder / (name + ".fodt"), filled(fodt, forms[i].values));
    write(folder / fmt::format("hefu-{}.pdf", i), forms[i].pdf);
  }
}

std::string difference(const fs::path& ours, const fs::path& theirs) {
  if (!fs::exists(theirs)) return "no PDF";
  const std::vector<std::u32string> own_pages = page_texts(ours), pages = page_texts(theirs);
  if (pages.size() != own_pages.size()) return fmt::format("{} pages", pages.size());
  for (std::size_t i = 0; i < pages.size(); ++i)
    if (pages[i] != own_pages[i])
      return fmt::format("page {}: lacks “{}”, has beside it “{}”", i + 1,
                         missing_from(own_pages[i], pages[i]), missing_from(pages[i], own_pages[i]));
  if (output_of("pdfinfo", theirs).find("(A4)") == std::string::npos) return "the paper is not A4";
  if (const std::string face = missing_face(output_of("pdffonts", theirs)); !face.empty())
    return face + " is not embedded";
  if (output_of("pdfimages -list", theirs).find(" 295   413 ") == std::string::npos)
    return "no photo of 295 x 413";
  return "";
}

}  // namespace hefu::bench
