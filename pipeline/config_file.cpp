#include "pipeline/config_file.h"

#include <cstdlib>

#include "pipeline/paths.h"
#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/messages.h"
#include "schemas/xml.h"

namespace hefu {
namespace fs = std::filesystem;

std::string environment_name(const std::string& flag) {
  std::string name = "HEFU_";
  for (const char c : flag)
    name += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return name;
}

fs::path config_in_working_folder(const std::vector<std::string>& arguments) {
  const fs::path file = "hefu.xml";
  std::error_code failed;
  if (!fs::exists(file, failed) || fs::exists("application.xml", failed)) return {};
  const fs::path here = fs::current_path(failed);
  for (const std::string& argument : arguments) {
    if (argument.empty() || argument.starts_with('-') || !fs::exists(argument, failed)) continue;
    const fs::path input =
        fs::is_directory(argument, failed) ? fs::path(argument) : fs::absolute(argument).parent_path();
    if (!fs::is_directory(argument, failed) && fs::equivalent(input, here, failed)) continue;
    if (lies_within(here, input)) return {};
  }
  return file;
}

void apply_config_file(const fs::path& file, const std::vector<std::string>& flags) {
  const ParsedXml parsed = parse_xml(read_file(file), file.string(), "");
  if (!parsed.ok || parsed.root.name != "hefu") {
    std::string text = fmt::format(fmt::runtime(tr("{}：不是合符的设置文件")), file.string());
    for (const Diagnostic& diagnostic : parsed.diagnostics) text.append("\n").append(to_text(diagnostic));
    throw Error(ErrorKind::usage, text, tr("写法：<hefu><state>文件夹</state><lang>zh</lang></hefu>"));
  }
  std::map<std::string, std::string> values;
  for (const Element& setting : parsed.root.children) {
    if (std::find(flags.begin(), flags.end(), setting.name) == flags.end())
      throw Error(ErrorKind::usage,
                  fmt::format(fmt::runtime(tr("{}:{}：没有名为 {} 的设置")), file.string(), setting.line,
                              setting.name),
                  tr("设置的名称与命令行的长参数相同，见 hefu --help"));
    std::string& value = values[setting.name];
    value += (value.empty() ? "" : ":") + setting.text;  // a flag that may be given more than once
  }
  // The environment stands above the file.
  for (const auto& [name, value] : values) setenv(environment_name(name).c_str(), value.c_str(), 0);
}

}  // namespace hefu
