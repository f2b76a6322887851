#include <cstdlib>
#include <string>

#include "schemas/application.h"

/// Any bytes give either a record with what every record has, or diagnostics.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const hefu::ReadApplication read = hefu::parse_application(bytes, "fuzz.xml");
  if (read.ok == hefu::has_errors(read.diagnostics)) std::abort();
  if (!read.ok) return 0;
  const hefu::Application& a = read.application;
  if (a.number.size() < 4 || a.applicant.name.empty() || a.applicant.birth.year == 0) std::abort();
  // A record that was read once reads the same again.
  const hefu::ReadApplication again = hefu::parse_application(a.bytes, "fuzz.xml");
  if (!again.ok || again.application.applicant.name != a.applicant.name) std::abort();
  return 0;
}
