#include "pipeline/case_facts.h"

#include <set>

#include "pipeline/registers.h"
#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/normalise.h"
#include "schemas/text.h"
#include "templates/page_code.h"

namespace hefu {
namespace fs = std::filesystem;
namespace {

// Shorter titles ("总结") and numbers are no sign of one work.
constexpr std::size_t least_title = 6, least_number = 5;  // characters

// Of 300 drawn portraits saved again (JPEG 85 to 40, half the size) 99 in 100 differ from themselves in up to
// 20 of 512 bits and by up to 7 levels in a mean colour; of 124,750 pairs of different ones none is as near
// as 20 bits, and pictures drawn to one pattern, near in bits, mostly differ by more than 10 levels. Found
// by comparing tests/support/portrait.h's drawings; real portraits were not at hand.
constexpr int most_bits = 20, most_levels = 10;

std::string digits_of(const std::string& phone) {
  std::string digits;
  for (const char c : phone)
    if (c >= '0' && c <= '9') digits += c;
  if (digits.size() == 13 && digits.starts_with("86")) digits.erase(0, 2);
  return digits.size() >= 7 ? digits : std::string();
}

bool mentions(const std::string& text, const char* words) { return text.find(words) != std::string::npos; }

std::vector<std::string> evidence_of(const Element& work) {
  std::vector<std::string> files;
  for (const Element* evidence : work.all("evidence")) files.push_back(evidence->attribute("file"));
  return files;
}

ClaimedWork publication(const Element& entry, const std::string& path) {
  ClaimedWork work;
  const std::string title = comparable_text(entry.text_at("title"));
  if (to_utf32(title).size() < least_title) return work;
  work.key = digest64("publication|" + title + "|" + comparable_text(entry.text_at("venue")));
  work.path = path + "/title";
  work.shown = entry.text_at("title");
  work.rank = entry.text_at("rank");
  work.alone = mentions(entry.text_at("authorship"), "独");
  if (work.rank.empty() && work.alone) work.rank = "1";
  return work;
}

ClaimedWork award(const Element& entry, const std::string& path) {
  ClaimedWork work;
  const std::string number = comparable_text(entry.text_at("number"));
  if (to_utf32(number).size() < least_number) return work;
  work.key = digest64("award|" + number);
  work.path = path + "/number";
  work.shown = entry.text_at("number");
  work.rank = entry.text_at("rank");
  return work;
}

std::vector<ClaimedWork> works_of(const Element& root) {
  std::vector<ClaimedWork> works;
  const auto collect = [&](const char* list, const char* name,
                           ClaimedWork (*read)(const Element&, const std::string&)) {
    const Element* entries = root.child(list);
    if (!entries) return;
    int index = 0;
    for (const Element* entry : entries->all(name)) {
      const std::string path = child_path(std::string("/application/") + list, name, ++index);
      ClaimedWork work = read(*entry, path);
      work.evidence = evidence_of(*entry);
      if (work.key != 0) works.push_back(std::move(work));
    }
  };
  collect("publications", "publication", publication);
  collect("awards", "award", award);
  return works;
}

/// The checklist's item of each file that the record binds.
void collect_items(const Element& element, std::map<std::string, int>& items) {
  if (element.name == "evidence")
    items.emplace(element.attribute("file"), std::atoi(element.attribute("item").c_str()));
  for (const Element& child : element.children) collect_items(child, items);
}

/// 0 for a file that cannot be read: that is told when its case's turn comes, and fails that case alone.
std::uint64_t content_of(const fs::path& file) {
  try {
    return digest64(read_file(file));
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::io) throw;
    return 0;
  }
}

}  // namespace

PhotoLook look_of(const Image& photo) {
  constexpr int side = 8;
  PhotoLook look{hash_picture(photo), {}};
  if (photo.width < side || photo.height < side) return look;
  for (int cell = 0; cell < side * side; ++cell) {
    const int x0 = cell % side * photo.width / side, x1 = (cell % side + 1) * photo.width / side;
    const int y0 = cell / side * photo.height / side, y1 = (cell / side + 1) * photo.height / side;
    for (int c = 0; c < 3; ++c) {
      std::uint64_t sum = 0;
      for (int y = y0; y < y1; ++y)
        for (int x = x0; x < x1; ++x)
          sum += photo.pixels[(static_cast<std::size_t>(y) * photo.width + x) * photo.channels +
                              (photo.channels == 3 ? c : 0)];
      look.colours[static_cast<std::size_t>(cell * 3 + c)] =
          static_cast<std::uint8_t>(sum / (static_cast<std::uint64_t>(x1 - x0) * (y1 - y0)));
    }
  }
  return look;
}

bool same_photo(const PhotoLook& a, const PhotoLook& b) {
  // From the middle on, where the face is: most pairs of many are told apart there at once.
  const std::size_t count = a.colours.size();
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = (i + count / 2) % count;
    if (std::abs(a.colours[at] - b.colours[at]) > most_levels) return false;
  }
  return hamming_distance(a.hash, b.hash) <= most_bits;
}

std::uint64_t digest64(std::string_view text) {
  if (text.empty()) return 0;
  const auto digest = sha256(text);
  std::uint64_t value = 0;
  for (int i = 0; i < 8; ++i) value = value << 8 | digest[static_cast<std::size_t>(i)];
  return value == 0 ? 1 : value;
}

std::string comparable_text(const std::string& text) {
  std::string key;
  for (char32_t c : to_utf32(normalise_text(text))) {
    if (c >= U'A' && c <= U'Z') c += U'a' - U'A';
    const bool ascii = (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z');
    const bool punctuation = (c >= 0x3000 && c <= 0x3004) || (c >= 0x3008 && c <= 0x3030) ||
                             (c >= 0xFF00 && c <= 0xFF65) || (c >= 0x2000 && c <= 0x206F);
    if (ascii || (c > 0xBF && !punctuation)) key += to_utf8(std::u32string(1, c));
  }
  return key;
}

CaseFacts read_case_facts(const Case& given, const Application& application) {
  CaseFacts facts;
  facts.number = application.number;
  facts.notice = application.notice;
  facts.series = application.applied_for.series;
  facts.level = application.applied_for.level;
  facts.id = digest64(id_key(application.applicant.id_number));
  facts.name = digest64(application.applicant.name);
  facts.phone = digest64(digits_of(application.root.text_at("applicant/phone")));
  facts.unit = digest64(unit_key(application.root.text_at("employment/unit")));
  facts.works = works_of(application.root);
  std::map<std::string, int> items;
  collect_items(application.root, items);
  for (const fs::path& upload : given.uploads) {
    std::error_code failed;
    CaseFile file;
    file.name =
        given.folder.empty() ? upload.filename().string() : fs::relative(upload, given.folder).string();
    file.bytes = fs::file_size(upload, failed);
    if (failed) file.bytes = 0;
    if (const auto item = items.find(upload.filename().string()); item != items.end())
      file.item = item->second;
    facts.files.push_back(std::move(file));
  }
  return facts;
}

void note_photo(const Application& application, Sandbox& sandbox, CaseFacts& facts) {
  if (application.applicant.photo_file.empty()) return;
  const fs::path file = application.file.parent_path() / application.applicant.photo_file;
  std::error_code failed;
  if (!fs::is_regular_file(file, failed)) return;
  const std::string bytes = read_file(file);
  facts.photo_content = digest64(bytes);
  sandbox.decode(bytes, [&](int page, Image image) {
    if (page == 0) facts.photo = look_of(image);
  });
}

void note_contents(const std::vector<Case>& cases, std::vector<std::optional<CaseFacts>>& facts) {
  std::map<std::uintmax_t, std::set<std::size_t>> cases_with_size;
  for (std::size_t i = 0; i < facts.size(); ++i)
    if (facts[i])
      for (const CaseFile& file : facts[i]->files) cases_with_size[file.bytes].insert(i);
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (!facts[i]) continue;
    for (std::size_t k = 0; k < facts[i]->files.size(); ++k) {
      CaseFile& file = facts[i]->files[k];
      if (file.bytes > 0 && cases_with_size[file.bytes].size() > 1)
        file.content = content_of(cases[i].uploads[k]);
    }
  }
}

}  // namespace hefu
