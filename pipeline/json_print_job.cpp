#include <nlohmann/json.hpp>

#include "pipeline/print_job.h"
#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* schema = "hefu-print-job/1";

const char* to_word(Duplex duplex) {
  switch (duplex) {
    case Duplex::long_edge:
      return "long_edge";
    case Duplex::short_edge:
      return "short_edge";
    case Duplex::one_sided:
      break;
  }
  return "one_sided";
}

}  // namespace

std::string to_json(const PrintJob& job) {
  Json forms = Json::array(), people = Json::array(), failed = Json::array();
  for (const PrintedForm& form : job.forms)
    forms.push_back({{"kind", form.kind},
                     {"title", form.title},
                     {"paper", form.paper},
                     {"people", form.people},
                     {"copies", form.copies},
                     {"photocopies", form.photocopies},
                     {"pages", form.pages},
                     {"sheets", form.sheets}});
  for (const PrintedPerson& person : job.people) {
    Json one = {{"position", person.position},
                {"application", person.application},
                {"name", person.name},
                {"sheets", person.sheets}};
    if (person.first_page > 0) one["pages"] = Json::array({person.first_page, person.last_page});
    people.push_back(std::move(one));
  }
  for (const NotPrinted& one : job.failed)
    failed.push_back({{"position", one.position}, {"record", one.record}, {"reason", one.reason}});
  const Json all = {{"schema", schema},
                    {"file", job.file},
                    {"made", job.made},
                    {"order", job.by_form ? "form" : "person"},
                    {"duplex", to_word(job.duplex)},
                    {"people_asked", job.people_asked},
                    {"people_printed", job.people.size()},
                    {"pages", job.pages},
                    {"separators", job.separators},
                    {"sheets", job.sheets},
                    {"forms", forms},
                    {"people", people},
                    {"failed", failed}};
  return all.dump(1) + "\n";
}

std::vector<std::filesystem::path> failed_records(const std::string& json, const std::string& file) {
  const Json job = Json::parse(json, nullptr, false);
  if (!job.is_object() || job.value("schema", "") != schema || !job.contains("failed"))
    throw Error(ErrorKind::bad_input, fmt::format(fmt::runtime(tr("{} 不是打印清单")), file),
                tr("请重新打印全部，不用 --only-failed"));
  std::vector<std::filesystem::path> records;
  for (const Json& one : job["failed"]) records.emplace_back(one.value("record", ""));
  return records;
}

}  // namespace hefu
