#include "pipeline/bind_case.h"

#include "ocr/blank_page.h"
#include "ocr/volume.h"
#include "pipeline/evidence_files.h"
#include "pipeline/interrupt.h"
#include "pipeline/output.h"
#include "pipeline/paths.h"
#include "pipeline/volume_layout.h"
#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/messages.h"
#include "schemas/text.h"
#include "schemas/write_file.h"
#include "templates/pdf.h"

namespace hefu {
namespace fs = std::filesystem;
namespace {

// A notice with this clause wants the checklist bound in front: G20 and R20, note 2.
constexpr const char* checklist_clause = "checklist-bound";
constexpr std::size_t longest_bookmark = 40;  // characters; what a viewer's side bar shows

std::string shortened(const std::string& text) {
  const std::u32string characters = to_utf32(text);
  return characters.size() <= longest_bookmark ? text
                                               : to_utf8(characters.substr(0, longest_bookmark - 1)) + "…";
}

std::string item_title(int item, const Notice& notice) {
  for (const Material& material : notice.materials)
    if (material.item == item) return shortened(fmt::format("{}. {}", item, material.name));
  return std::to_string(item);
}

class Binder {
 public:
  Binder(const Case& given, const PreparedRecord& record, BindRun& run)
      : given_(given),
        record_(record),
        run_(run),
        notice_(record.forms->notice),
        list_(list_evidence(record.application, notice_)),
        maker_(run.machine.sandbox().new_volume()) {
    volume_.number = record.application.number;
    volume_.notice = notice_.id;
    for (const Material& material : notice_.materials)
      volume_.back_sides = volume_.back_sides || (material.evidence && material.duplex);
  }

  RecordFailure bind() {
    if (list_.files.empty())
      return {tr("记录没有列出要装订的佐证材料（<materials> 与各行的 <evidence>），没有可装订的内容"),
              static_cast<int>(ErrorKind::bad_input)};
    for (const EvidenceFile& file : list_.files) {
      stop_if_interrupted();
      add_file(file);
    }
    if (volume_.pages.empty())
      return {tr("佐证材料没有一个文件可用，没有装订"), static_cast<int>(ErrorKind::bad_input)};
    find_unlisted();
    number_claims();
    write();
    return {};
  }

  BoundVolume take() { return std::move(volume_); }

 private:
  fs::path uploads() const { return given_.folder / "uploads"; }

  void fail(const EvidenceFile& file, const std::string& reason) {
    volume_.failed.push_back({file.name, file.item, reason});
  }

  /// Reads a file twice, by the decoder that checks use and by the binder, each in a child: a page that only
  /// one of them sees is no page to rely on.
  void add_file(const EvidenceFile& file) {
    const fs::path path = uploads() / file.name;
    std::error_code failed;
    if (!lies_within(path, uploads()))
      return fail(file, tr("不在案卷的 uploads 文件夹内，请把文件放进 uploads"));
    if (!fs::is_regular_file(path, failed))
      return fail(file, tr("uploads 中没有这个文件，请补上文件，或更正记录中的文件名"));
    const std::string bytes = read_file(path);
    std::vector<bool> blank;
    const DecodedFile decoded = run_.machine.sandbox().decode(bytes, [&](int page, Image image) {
      blank.resize(static_cast<std::size_t>(page) + 1);
      blank.back() = is_blank(image);
    });
    if (decoded.status != FileStatus::read) return fail(file, decoded.reason);
    const VolumePart part = maker_->add(bytes, PartUse::bind);
    if (part.status != FileStatus::read) return fail(file, part.reason);
    if (part.pages.size() != blank.size())
      return fail(file, tr("文件的页数前后不一，内容异常，请重新导出或扫描后上传"));
    volume_.upload_bytes += bytes.size();
    add_pages(file, part, blank);
  }

  void add_pages(const EvidenceFile& file, const VolumePart& part, const std::vector<bool>& blank) {
    const int first_sheet = static_cast<int>(plan_.pages.size());
    if (volume_.pages.empty() || volume_.pages.back().item != file.item)
      plan_.bookmarks.push_back({item_title(file.item, notice_), first_sheet, 0});
    plan_.bookmarks.push_back(
        {shortened(file.title.empty() ? file.name : file.title + "（" + file.name + "）"), first_sheet, 1});
    for (std::size_t i = 0; i < part.pages.size(); ++i) {
      const int number = static_cast<int>(volume_.pages.size()) + 1;
      PlacedPage placed = place_on_a4(part.pages[i], volume_.back_sides && number % 2 == 0);
      placed.part = part.id;
      placed.page = static_cast<int>(i);
      plan_.pages.push_back(placed);
      volume_.pages.push_back({file.name, placed.page + 1, file.item, number,
                               (360 - 90 * placed.quarter_turns) % 360, placed.scale, blank[i]});
    }
  }

  void find_unlisted() {
    for (const fs::path& upload : given_.uploads) {
      const std::string name = fs::relative(upload, uploads()).string();
      const bool listed = std::any_of(list_.files.begin(), list_.files.end(),
                                      [&](const EvidenceFile& file) { return file.name == name; });
      if (!listed) volume_.not_listed.push_back(name);
    }
  }

  /// The pages of the volume that prove each row of the record: "12", "12-15", "12、20".
  void number_claims() {
    for (const EvidenceClaim& claim : list_.claims) {
      int first = 0, last = 0;
      for (const BoundPage& page : volume_.pages) {
        if (page.file != claim.file) continue;
        if (claim.from > 0 && (page.page < claim.from || page.page > claim.to)) continue;
        if (first == 0) first = page.volume_page;
        last = page.volume_page;
      }
      if (first == 0) continue;
      std::string& text = volume_.page_numbers[claim.path];
      const std::string range = first == last ? std::to_string(first) : fmt::format("{}-{}", first, last);
      text = text.empty() ? range : text + "、" + range;
    }
  }

  /// The checklist's pages, as render prints them, before all others.
  void put_checklist_in_front() {
    if (notice_.clause(checklist_clause).number.empty()) return;
    PreparedRecord checklist = prepare_record(given_.record, {"checklist"}, run_.machine);
    if (!checklist.ok || checklist.sheets.empty()) return;
    run_.issuer.issue(checklist.sheets.front(), *checklist.form_of.front(), checklist.application);
    const VolumePart part =
        maker_->add(write_pdf(checklist.sheets.front(), *run_.machine.fonts()), PartUse::bind);
    std::vector<PlacedPage> front;
    for (std::size_t i = 0; i < part.pages.size(); ++i)
      front.push_back({part.id, static_cast<int>(i), part.pages[i].width_mm, part.pages[i].height_mm});
    plan_.pages.insert(plan_.pages.begin(), front.begin(), front.end());
    plan_.front_pages = volume_.checklist_pages = static_cast<int>(front.size());
    for (VolumeBookmark& bookmark : plan_.bookmarks) bookmark.page += plan_.front_pages;
    plan_.bookmarks.insert(plan_.bookmarks.begin(), {checklist.sheets.front().title, 0, 0});
  }

  void put_numbers_on() {
    const Sheet numbers =
        number_pages(static_cast<int>(volume_.pages.size()), volume_.back_sides, *run_.machine.fonts());
    const VolumePart part = maker_->add(write_pdf(numbers, *run_.machine.fonts()), PartUse::bind);
    if (part.pages.size() != volume_.pages.size())
      throw Error(ErrorKind::bad_input, fmt::format(fmt::runtime(tr("无法编页码：{}")), part.reason));
    for (std::size_t i = 0; i < volume_.pages.size(); ++i) {
      PlacedPage& page = plan_.pages[i + static_cast<std::size_t>(plan_.front_pages)];
      page.over_part = part.id;
      page.over_page = static_cast<int>(i);
    }
  }

  void write() {
    put_checklist_in_front();
    put_numbers_on();
    plan_.title = fmt::format("佐证材料 {}", volume_.number);
    plan_.keywords = volume_.notice;
    run_.issuer.settle();
    const fs::path folder = run_.output / volume_.number;
    volume_.file = folder / "evidence-volume.pdf";
    maker_->join(plan_, [&](std::string_view bytes) {
      volume_.bytes = bytes.size();
      make_folder(folder);
      write_file(volume_.file, bytes);
    });
    write_output(folder / "evidence-volume.json", to_json(volume_));
    if (!volume_.complete()) return;
    run_.issuer.keep_evidence_pages(volume_.number, volume_.page_numbers);
    run_.issuer.settle();
  }

  const Case& given_;
  const PreparedRecord& record_;
  BindRun& run_;
  const Notice& notice_;
  EvidenceList list_;
  std::unique_ptr<VolumeMaker> maker_;
  VolumePlan plan_;
  BoundVolume volume_;
};

}  // namespace

BoundCase bind_case(const Case& given, BindRun& run) {
  BoundCase bound;
  PreparedRecord record;
  ReadApplication read = read_application(given.record);
  bound.diagnostics = std::move(read.diagnostics);
  bound.volume.number = read.application.number;
  if (read.ok) record.forms = run.machine.forms_of(read.application.notice, bound.diagnostics);
  if (!record.forms) {
    bound.failure = {tr("记录有误，没有装订"), static_cast<int>(ErrorKind::bad_input)};
    return bound;
  }
  record.application = std::move(read.application);
  Binder binder(given, record, run);
  bound.failure = binder.bind();
  bound.volume = binder.take();
  return bound;
}

}  // namespace hefu
