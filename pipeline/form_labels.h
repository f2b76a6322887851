#pragma once
#include <string>
#include <vector>

namespace hefu {

/// One element of the record in a cell of a form. `path`: relative to the record, or to a list's row.
struct FormPart {
  std::string path;
  bool optional = false;  // often left out where the cell says another
};

enum class Writing { text, date, figure };

/// What a label stands for: the parts of one cell, in their order.
struct FormLabel {
  std::vector<FormPart> parts;
  bool open = false;                  // the cell may say more
  bool by_content = false;            // known by what stands there and by no word
  std::vector<std::u32string> words;  // plain, as plain_label makes them
  std::string name;                   // the first word, for reports
};

/// A list of the record as a table with a heading.
struct FormList {
  std::string path;  // jobs/job
  std::string name;
  bool partial = false;  // forms may have room for some of its rows only
  std::vector<std::u32string> headings;
  std::vector<FormLabel> columns;
};

/// The data of pipeline/form-labels.txt.
struct FormWords {
  struct Title {
    std::string kind;
    std::vector<std::u32string> words;
  };
  std::vector<Title> titles;
  std::vector<FormLabel> labels;
  std::vector<std::u32string> known, excluded;
  std::vector<std::u32string> signatures;     // words under which the applicant signs
  std::vector<std::u32string> before, after;  // words of sentences that stand before a value, and after one
  std::vector<FormList> lists;
  std::vector<std::string> dates, figures;  // names of elements

  Writing writing_of(const std::string& path) const;
};

/// Read once. Fails: throws Error(missing | bad_input) without a sound pipeline/form-labels.txt.
const FormWords& form_words();

/// A label's characters and figures alone; `brackets`: with what stands in brackets.
std::u32string plain_label(const std::string& text, bool brackets);

/// How well a cell's text is a label's word: 1 the same, less for one misread or longer, 0 for another.
double label_likeness(const std::string& text, const std::vector<std::u32string>& words);

/// Whether a text is the label of anything that forms know.
bool is_label(const std::string& text);

/// The same of what stands before a text's first colon: 填报日期：2025.06.26.
bool begins_with_label(const std::u32string& text);

}  // namespace hefu
