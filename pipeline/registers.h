#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "ocr/sandbox.h"
#include "schemas/application.h"
#include "schemas/register_kinds.h"
#include "schemas/table.h"

namespace hefu {

/// The lists that the office keeps beside the applications (schemas/registers.xml), and what they say of one
/// person. Filled before the cases are checked, then only read: from any thread.
class Registers {
 public:
  Registers();

  /// Takes a table in; its headings say what it is. Bad rows are left out and told as warnings that name
  /// sheet and cell. Fails: an error among the diagnostics, when no kind of list has these headings.
  Diagnostics add(const Table& table);

  /// Counts an application of this run that needs a post of its unit: exceptional routes do not.
  void count_application(const Application& application);

  /// The <registers> of schemas/case.xsd for one application: each list that was given, with the rows of this
  /// person, of this unit, or of the committee applied to. A list that was not given is absent. Rows without
  /// an ID number that bear the person's name are <namesake>, never <entry>.
  Element registers_for(const Application& application) const;

  /// For people: `以往申报 120 行`, one a list.
  std::vector<std::string> summary() const;
  bool empty() const;

 private:
  struct Entry {
    std::vector<std::string> values;  // by column of the kind
  };
  struct List {
    std::string files;  // empty: not given
    std::vector<Entry> entries;
    std::unordered_multimap<std::string, std::size_t> by_id, by_name, by_unit;
  };
  /// Posts are weighed together over a banner or a department.
  struct PostGroup {
    long senior_posts = 0, vacancies = 0, applications = 0;
    bool vacancies_known = true;
  };

  void index(std::size_t kind, Entry entry);
  std::string group_of(const Entry& entry) const;
  Element posts_for(const std::string& unit) const;
  bool is_committee_of(std::size_t kind, const Entry& entry, const Application& application) const;
  Element list_for(std::size_t kind, const Application& application) const;
  Element entry_element(std::size_t kind, const Entry& entry, const char* name) const;

  std::vector<List> lists_;  // parallel to register_kinds()
  std::map<std::string, PostGroup> groups_;
  std::size_t posts_ = 0;  // index of that kind
};

/// Reads every list that the command line names. Fails: throws Error(bad_input) when one cannot be read or is
/// none that schemas/registers.xml describes: a list that was given must not be ignored in silence.
Registers read_registers(const std::vector<std::filesystem::path>& files, Sandbox& sandbox);

/// One form of an ID number for looking people up: upper case, 15 digits made 18. Empty when it is none.
/// Source: GB 11643-1999, 5.
std::string id_key(const std::string& id_number);
/// One form of a unit's name for looking it up.
std::string unit_key(const std::string& unit);

}  // namespace hefu
