#include "pipeline/form_wanted.h"

#include <algorithm>

#include "schemas/text.h"

namespace hefu {
namespace {

const std::vector<std::string> until_now = {"至今", "今", "现在"};

/// "educations/education[]/school" of the record's row.
std::string path_of_row(std::string path, int row) {
  if (const auto bracket = path.find("[]"); bracket != path.npos)
    path.replace(bracket, 2, "[" + std::to_string(row) + "]");
  return path;
}

const Element* element_at(const Element& record, const std::string& path, int row) {
  const auto bracket = path.find("[]");
  if (bracket == path.npos) return record.at(path);
  const std::vector<const Element*> rows = rows_at(path.substr(0, bracket), record);
  if (row < 1 || static_cast<std::size_t>(row) > rows.size()) return nullptr;
  return rows[static_cast<std::size_t>(row) - 1]->at(path.substr(bracket + 3));
}

/// 土壤肥料 is written 土壤肥料专业, and the level of a row 自治区级项目, too.
void allow_words_behind(const std::string& path, WantedPart& wanted) {
  const std::u32string word = U"专业";
  if (wanted.forms.empty()) return;
  const std::u32string value = wanted.forms.front();
  if (path == "level" && value.ends_with(U'级'))
    for (const char32_t* of : {U"项目", U"课题"}) wanted.forms.push_back(value + of);
  if (!path.ends_with("specialty") && !path.ends_with("major")) return;
  if (!value.ends_with(word))
    wanted.forms.push_back(value + word);
  else if (value.size() > word.size())
    wanted.forms.push_back(value.substr(0, value.size() - word.size()));
}

void add_part(const FormPart& part, const Element* element, const std::string& path, Wanted& wanted) {
  if (element == nullptr) return;
  if (!element->text.empty()) {
    wanted.parts.push_back(wanted_part(element->text, form_words().writing_of(part.path), part.optional));
    allow_words_behind(part.path, wanted.parts.back());
    wanted.paths.push_back(path);
  } else if (part.path == "end") {
    WantedPart open{{}, true, Writing::date};
    for (const std::string& word : until_now) open.forms.push_back(to_utf32(word));
    wanted.parts.push_back(open);
    wanted.paths.emplace_back();  // nothing is online that could be compared
  } else {
    return;
  }
  wanted.names.push_back(part.path);
  wanted.values.push_back(element->text);
}

}  // namespace

std::vector<const Element*> rows_at(const std::string& path, const Element& record) {
  const auto slash = path.rfind('/');
  const Element* const parent = record.at(path.substr(0, slash));
  return parent == nullptr ? std::vector<const Element*>() : parent->all(path.substr(slash + 1));
}

Wanted wanted_of(const FormLabel& label, const Element& record, int education) {
  Wanted wanted;
  for (const FormPart& part : label.parts)
    add_part(part, element_at(record, part.path, education),
             "/application/" + path_of_row(part.path, education), wanted);
  return wanted;
}

Wanted wanted_in_row(const FormLabel& column, const Element& row, const std::string& path) {
  Wanted wanted;
  for (const FormPart& part : column.parts) add_part(part, row.at(part.path), path + "/" + part.path, wanted);
  return wanted;
}

void allow_words_between(const std::u32string& text, PartsFit& fit) {
  const FormWords& words = form_words();
  const auto is_any = [](const std::u32string& said, const std::vector<std::u32string>& known) {
    return said.empty() || std::find(known.begin(), known.end(), said) != known.end();
  };
  const auto ends_at = [&](std::size_t at, bool begin) {
    return std::any_of(fit.parts.begin(), fit.parts.end(), [&](const PlacedPart& part) {
      return part.form >= 0 && (begin ? part.from : part.to) == at;
    });
  };
  for (std::size_t from = 0, to = 0; from < text.size(); from = to + 1) {
    for (to = from; to < text.size() && fit.stray[to];) ++to;
    if (to == from) continue;
    // After one value, and before the next: 2001年7月 毕业于 样本大学.
    const bool follows = from > 0 && ends_at(from, false), leads = ends_at(to, true);
    for (std::size_t cut = from; cut <= to; ++cut) {
      const std::u32string behind = text.substr(from, cut - from), ahead = text.substr(cut, to - cut);
      if ((!behind.empty() && !follows) || (!ahead.empty() && !leads) || !is_any(behind, words.after) ||
          !is_any(ahead, words.before))
        continue;
      std::fill(fit.stray.begin() + static_cast<std::ptrdiff_t>(from),
                fit.stray.begin() + static_cast<std::ptrdiff_t>(to), false);
      break;
    }
  }
}

}  // namespace hefu
