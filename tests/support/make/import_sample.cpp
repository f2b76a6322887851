#include "tests/support/make/import_sample.h"

#include <fmt/format.h>

#include "schemas/diagnostic.h"
#include "schemas/error.h"
#include "schemas/write_file.h"
#include "tests/support/import_tables.h"
#include "tests/support/people.h"

namespace hefu::support {
namespace {

constexpr int people = 6;

std::vector<Element> make_people() {
  std::vector<Element> records;
  for (int i = 1; i <= people; ++i) {
    PersonWish wish;
    wish.number = fmt::format("YB-2025-03{:02}", i);
    wish.dotted_name = i == 3;
    wish.sparse = i == 4;
    wish.rare_characters = i == 5;
    records.push_back(make_person(7310 + static_cast<std::uint64_t>(i), wish));
  }
  return records;
}

/// Where a value stands in a sheet's rows, every one of them.
void round_id_number(WorkbookSheet& sheet, const std::string& id) {
  for (auto& row : sheet.rows)
    for (SheetCell& cell : row)
      if (cell.value == id) cell = number(id.substr(0, 15) + "000");
}

}  // namespace

void write_import_sample(const std::filesystem::path& folder) {
  const ReadImportMapping read = read_import_mapping(folder / "mapping.xml");
  if (!read.ok) throw Error(ErrorKind::bad_input, to_text(read.diagnostics.front()));
  const std::vector<Element> records = make_people();
  std::vector<WorkbookSheet> sheets = tables_of(read.mapping, records);
  // As offices have them: a title above the headings, a remark beside them, one number typed as a number.
  sheets.front().rows.insert(sheets.front().rows.begin(), {text("样本单位 2025 年申报人员（均为虚构）")});
  sheets.front().rows[1].push_back(text("备注"));
  sheets.front().rows[1].push_back(text("科室"));
  round_id_number(sheets.front(), records.back().text_at("applicant/id-number"));
  write_file(folder / "applicants.xlsx", make_workbook(sheets));

  std::filesystem::remove_all(folder / "photos");
  std::filesystem::create_directories(folder / "photos");
  for (int i = 0; i < people; ++i) {
    const Element& record = records[static_cast<std::size_t>(i)];
    const std::string name = i % 3 == 0   ? record.attribute("number")
                             : i % 3 == 1 ? record.text_at("applicant/id-number")
                                          : record.text_at("applicant/name");
    write_file(folder / "photos" / (name + ".jpg"), draw_photo(7310 + static_cast<std::uint64_t>(i)));
  }
}

}  // namespace hefu::support
