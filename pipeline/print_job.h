#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "templates/merged_pdf.h"

namespace hefu {

/// One kind of document in a print job, over all people.
struct PrintedForm {
  std::string kind, title, paper;
  int people = 0;
  int copies = 0;       // of all people together
  int photocopies = 0;  // to be made after signing and sealing, of all people together
  int pages = 0;        // of one copy of each person
  int sheets = 0;       // of paper
};

/// One person in a print job.
struct PrintedPerson {
  int position = 0;  // in the job, 1-based; the same inputs give the same positions
  std::string application, name;
  int first_page = 0, last_page = 0;  // in the file, 1-based; 0 when the order is by form
  std::map<std::string, int> sheets;  // paper -> sheets
};

struct NotPrinted {
  int position = 0;
  std::string record, reason;
};

/// What a print job printed for whom: with it a clerk knows that 5,000 people gave 5,000 sets.
struct PrintJob {
  std::string file, made;  // name of the PDF; moment in UTC+8
  bool by_form = false;
  Duplex duplex = Duplex::one_sided;
  int people_asked = 0;
  int pages = 0;                      // of the file, empty backs and separators included
  int separators = 0;                 // sheets
  std::map<std::string, int> sheets;  // paper -> sheets to load, separators included
  std::vector<PrintedForm> forms;
  std::vector<PrintedPerson> people;
  std::vector<NotPrinted> failed;
};

/// For a person to read: paper to load, the printer's settings, what is still to be copied, counts, who is
/// on which pages.
std::string to_text(const PrintJob& job);
/// For programs: print-job.json ("hefu-print-job/1").
std::string to_json(const PrintJob& job);
/// The records that a job could not print. Fails: throws Error(bad_input) on a text that is no job.
std::vector<std::filesystem::path> failed_records(const std::string& json, const std::string& file);

}  // namespace hefu
