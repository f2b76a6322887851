#pragma once
#include <string>
#include <vector>

/// The word banks of the made-up people: our own phrases, in the tone of real records.
namespace hefu::support {

using Words = std::vector<std::string>;

/// One line of work: what its people are called, what they do and what they write about.
struct Trade {
  std::string series;
  std::string chief, senior, middle;  // 正高级, 副高级, 中级 titles
  Words specialties, majors, units, posts, works;
  Words objects;  // what a piece of work is about
  Words tasks;    // what was done to it
  Words topics;   // what papers are about
  Words journals;
};

const std::vector<Trade>& trades();

struct CommonWords {
  Words surnames, given, rare_names, dotted_names, long_units, schools, places, ethnicities, parties,
      party_posts;
  Words society_posts, languages, administrative_posts, lead_roles, part_roles, results, authorities, methods,
      studies, awards, grades;
  Words project_sources, project_levels, contents, summaries;
};
const CommonWords& common_words();

}  // namespace hefu::support
