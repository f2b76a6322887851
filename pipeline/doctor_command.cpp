#include <unistd.h>

#include <functional>

#include "ocr/sandbox.h"
#include "pipeline/commands.h"
#include "pipeline/output.h"
#include "pipeline/state.h"
#include "pipeline/terminal.h"
#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/messages.h"
#include "schemas/notice.h"
#include "schemas/write_file.h"
#include "templates/fonts.h"

namespace hefu {
namespace fs = std::filesystem;
namespace {

// A thousand rendered booklets with their register, and the reports of as many cases, take about this much.
constexpr std::uintmax_t wanted_free_bytes = 1'000'000'000;

struct Check {
  std::string what;
  bool ok = true;
  bool needed = true;
  std::string detail;  // what there is, or what is missing and how to mend it
};

/// Runs `probe`, which returns what there is; an Error becomes a line that says what is missing.
Check probe(const std::string& what, const std::function<std::string()>& run) {
  try {
    return {what, true, true, run()};
  } catch (const Error& error) {
    return {what, false, true,
            error.hint().empty() ? error.what() : fmt::format("{}；{}", error.what(), error.hint())};
  }
}

Check file_of_package(const std::string& what, const fs::path& file, const std::string& package) {
  if (fs::exists(file)) return {what, true, true, file.string()};
  return {what, false, true,
          fmt::format(fmt::runtime(tr("缺少 {}；请安装：apt-get install {}")), file.string(), package)};
}

std::string describe_fonts() {
  const std::shared_ptr<const Fonts> fonts = Fonts::load();
  std::vector<std::string> names;
  for (std::size_t i = 0; i < fonts->face_count(); ++i)
    names.push_back(fonts->face(static_cast<std::uint16_t>(i)).name);
  return fmt::format("{}", fmt::join(names, "、"));
}

std::string start_text_reader(Sandbox& sandbox) {
  Image blank{200, 48, 1, 0, std::vector<std::uint8_t>(200 * 48, 255)};
  if (!sandbox.new_text_reader()->read_line(blank).ok)
    throw Error(ErrorKind::missing, tr("文字识别引擎没有应答"),
                tr("apt-get install tesseract-ocr-chi-sim tesseract-ocr-eng"));
  return "Tesseract";
}

/// A picture of one white pixel, to see that a child starts, decodes and hands pixels out.
std::string decode_in(Sandbox& sandbox) {
  const Image pixel{8, 8, 1, 0, std::vector<std::uint8_t>(64, 255)};
  bool came_back = false;
  const DecodedFile decoded =
      sandbox.decode(encode_png(pixel), [&](int, Image image) { came_back = image.width == 8; });
  if (decoded.status != FileStatus::read || !came_back)
    throw Error(ErrorKind::missing, fmt::format(fmt::runtime(tr("解码子进程不能工作：{}")), decoded.reason));
  return tr("子进程可用");
}

/// Writing and renaming a file where the state is kept; a folder that is not there yet is made, as render
/// would.
std::string use_state_folder(const fs::path& folder) {
  State(folder).make();
  if ((fs::status(folder).permissions() & (fs::perms::group_all | fs::perms::others_all)) != fs::perms::none)
    throw Error(ErrorKind::io, fmt::format(fmt::runtime(tr("{}：别的用户也能进入")), folder.string()),
                fmt::format("chmod 700 {}", folder.string()));
  const fs::path probe_file = folder / fmt::format("doctor-{}", ::getpid());
  write_file(probe_file, "ok");
  std::error_code ignored;
  fs::remove(probe_file, ignored);
  return folder.string();
}

std::string free_space(const fs::path& folder) {
  std::error_code failed;
  const fs::space_info space = fs::space(folder, failed);
  if (failed || space.available < wanted_free_bytes)
    throw Error(ErrorKind::disk_full,
                fmt::format(fmt::runtime(tr("{} 只剩 {} MB")), folder.string(),
                            failed ? 0 : space.available / 1'000'000),
                tr("请腾出空间"));
  return fmt::format("{} GB", space.available / 1'000'000'000);
}

}  // namespace

int doctor(const Options& options) {
  std::vector<Check> checks;
  std::shared_ptr<Sandbox> sandbox;
  checks.push_back(probe(tr("解码沙箱"), [&] {
    sandbox = Sandbox::start();
    return decode_in(*sandbox);
  }));
  checks.push_back(probe(tr("程序自带的数据"),
                         [] { return data_file("schemas/application.xsd").parent_path().string(); }));
  checks.push_back(probe(tr("通知规则"), [] { return fmt::format("{}", fmt::join(notice_ids(), "、")); }));
  checks.push_back(probe(tr("字体"), describe_fonts));
  checks.push_back(file_of_package(tr("颜色特性文件"), "/usr/share/color/icc/sRGB.icc", "icc-profiles-free"));
  checks.push_back(file_of_package(tr("PDF 中文编码"), "/usr/share/poppler/cMap/Adobe-GB1", "poppler-data"));
  if (sandbox) checks.push_back(probe(tr("文字识别"), [&] { return start_text_reader(*sandbox); }));
  checks.push_back(probe(tr("状态文件夹"), [&] { return use_state_folder(options.state); }));
  Check space = probe(tr("磁盘空间"), [&] { return free_space(fs::current_path()); });
  space.needed = false;
  checks.push_back(space);

  std::vector<std::vector<std::string>> rows;
  bool complete = true;
  for (const Check& check : checks) {
    rows.push_back({check.ok ? "ok" : tr("缺"), check.what, check.detail});
    complete = complete && (check.ok || !check.needed);
  }
  print_data(aligned_table(rows));
  return complete ? 0 : static_cast<int>(ErrorKind::missing);
}

}  // namespace hefu
