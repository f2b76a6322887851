// bench render: from a validated Application to bytes, with a signed code on every page (laid out, sealed,
// signed, written). The two-page bench form has 1,739 characters in two faces and a 295 x 413 photo.
#include <fmt/format.h>
#include <sys/resource.h>

#include <cstdio>
#include <ctime>
#include <functional>
#include <stdexcept>

#include "schemas/application.h"
#include "schemas/data_files.h"
#include "schemas/heap.h"
#include "schemas/notice.h"
#include "schemas/text.h"
#include "templates/deflate.h"
#include "templates/form.h"
#include "templates/layout.h"
#include "templates/merged_pdf.h"
#include "templates/page_code.h"
#include "templates/pdf.h"
#include "templates/pdf_content.h"
#include "tests/bench/peers/peers.h"
#include "tests/support/people.h"
#include "tests/support/people_words.h"
#include "tests/support/random.h"
#include "tests/support/shell.h"

namespace hefu {
namespace {

constexpr std::size_t characters_of_form = 1739;  // what the form of spec and peers has
constexpr int people = 40;
const std::string source_dir = HEFU_SOURCE_DIR;

double cpu_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

double timed(const std::function<void()>& work) {
  const double start = cpu_seconds();
  work();
  return cpu_seconds() - start;
}

std::size_t count_characters(const Sheet& sheet) {
  std::size_t count = 0;
  for (const Page& page : sheet.pages)
    for (const TextRun& run : page.runs) count += run.glyphs.size();
  return count;
}

Form bench_form() {
  ReadForm read = read_form(source_dir + "/tests/bench/data/bench-form.xml");
  if (!read.ok) throw std::runtime_error("bench-form.xml: " + to_text(read.diagnostics.at(0)));
  return read.form;
}

Element& find(Element& parent, const std::string& name) {
  for (Element& child : parent.children)
    if (child.name == name) return child;
  throw std::runtime_error("bench person: no <" + name + "> in <" + parent.name + ">");
}

/// A text of this length from all lines of work: as many different characters as people really write.
std::u32string filling(std::uint64_t seed, std::size_t length) {
  support::Random random(seed);
  const support::CommonWords& common = support::common_words();
  std::u32string text;
  while (text.size() < length) {
    const support::Trade& trade = random.pick(support::trades());
    text += to_utf32(random.pick(trade.works) + "，" + random.pick(trade.objects) + random.pick(trade.tasks) +
                     "，" + random.pick(common.studies) + random.pick(trade.topics) + "，" +
                     random.pick(common.results) + "。");
  }
  text.resize(length);
  return text;
}

void set_result(Element& root, const std::string& list, const std::u32string& text) {
  find(find(find(root, list), "achievement"), "result").text = to_utf8(text);
}

Application person_with(Element root, std::uint64_t seed, std::size_t before, std::size_t after) {
  const std::u32string all = filling(seed, before + after);
  set_result(root, "achievements-after", all.substr(0, after));
  set_result(root, "achievements-before", all.substr(after));
  ReadApplication read = parse_application(support::to_xml(root), "application.xml");
  if (!read.ok) throw std::runtime_error("bench person: " + to_text(read.diagnostics.at(0)));
  return read.application;
}

/// All that is ready before the clock starts.
struct Bench {
  std::shared_ptr<const Fonts> fonts = Fonts::load();
  SigningKey key = SigningKey::generate();
  Notice notice = find_notice("2025-green-channel").notice;
  Photo photo;
  std::vector<Application> applications;

  Bench() {
    photo.bytes = read_file(source_dir + "/tests/data/photo.jpg");
    photo.jpeg = true, photo.width = 295, photo.height = 413;
    photo.grey_width = photo.grey_height = 1, photo.grey = {128};
  }

  Sheet laid_out(const Form& form, const Application& application) const {
    LaidOut laid = lay_out(form, application, notice, *fonts, &photo);
    if (!laid.ok) throw std::runtime_error(form.id + ": " + to_text(laid.diagnostics.at(0)));
    return std::move(laid.sheet);
  }
  Sheet signed_sheet(const Form& form, const Application& application) const {
    Sheet sheet = laid_out(form, application);
    set_serial(sheet, 1, *fonts);
    sign_pages(sheet, key);
    return sheet;
  }
  /// People whose bench form has exactly the characters that it is defined by.
  void fill_to_size(const Form& form) {
    for (int i = 0; applications.size() < people; ++i) {
      support::PersonWish wish;
      wish.number = "BENCH-" + std::to_string(10000 + i);
      wish.achievements_before = wish.achievements_after = 3;
      const std::uint64_t seed = 900000 + static_cast<std::uint64_t>(i);
      const Element root = support::make_person(seed, wish);
      if (root.at("achievements-before/achievement") == nullptr) continue;  // has no title yet
      constexpr std::size_t guess = 300;
      Sheet sheet = laid_out(form, person_with(root, seed, guess, guess));
      set_serial(sheet, 1, *fonts);
      const std::size_t missing = characters_of_form - count_characters(sheet);
      applications.push_back(person_with(root, seed, guess + missing / 2, guess + missing - missing / 2));
      sheet = signed_sheet(form, applications.back());
      if (count_characters(sheet) != characters_of_form || sheet.pages.size() != 2)
        throw std::runtime_error("the bench form is not of the size that it is defined by");
    }
  }
};

struct Rate {
  double forms_per_s = 0, kb_per_form = 0, pages_per_form = 0;
};

Rate rate_of(const Bench& bench, const Form& form, int forms) {
  std::size_t bytes = 0, pages = 0;
  write_pdf(bench.signed_sheet(form, bench.applications[0]), *bench.fonts);  // opens what is opened once
  const double seconds = timed([&] {
    for (int i = 0; i < forms; ++i) {
      const Sheet sheet = bench.signed_sheet(form, bench.applications[static_cast<std::size_t>(i % people)]);
      bytes += write_pdf(sheet, *bench.fonts).size();
      pages += sheet.pages.size();
    }
  });
  return {forms / seconds, static_cast<double>(bytes) / forms / 1024, static_cast<double>(pages) / forms};
}

/// Each stage again, alone. What is left of write_pdf is PoDoFo's container and the streams' packing.
void print_stages(const Bench& bench, const Form& form, int forms) {
  double lay = 0, seal = 0, sign = 0, cut = 0, content = 0, qr = 0, to_text = 0, write = 0;
  std::size_t font_bytes = 0;
  for (int i = 0; i < forms; ++i) {
    Sheet sheet;
    std::vector<UsedFace> faces;
    const Application& application = bench.applications[static_cast<std::size_t>(i % people)];
    lay += timed([&] { sheet = bench.laid_out(form, application); });
    set_serial(sheet, 1, *bench.fonts);
    seal += timed([&] { seal_digests(sheet); });
    sign += timed([&] { sign_pages(sheet, bench.key); });
    write += timed([&] { write_pdf(sheet, *bench.fonts); });
    cut += timed([&] { faces = used_faces(sheet, *bench.fonts, Cutting::quick); });
    for (const Page& page : sheet.pages) {
      qr += timed([&] { qr_matrix(page.code); });
      content += timed([&] { page_content(page, faces, {0}, Tagging::groups); });
    }
    for (const UsedFace& face : faces) {
      to_text += timed([&] { packed_to_unicode(face); });
      font_bytes += face.file.packed.size();
    }
  }
  const auto row = [&](const char* name, double seconds) {
    std::printf("  %-44s %8.3f ms\n", name, 1000 * seconds / forms);
  };
  std::printf("stages of the bench form, each alone:\n");
  row("layout, digests included", lay);
  row("  of which digests", seal);
  row("signatures", sign);
  row("PDF", write);
  row("  of which cutting fonts", cut);
  row("  of which contents", content);
  row("    of which QR", qr);
  row("  of which ToUnicode", to_text);
  std::printf("  fonts packed: %.1f KB a form\n", static_cast<double>(font_bytes) / forms / 1024);
}

/// What a page of one merged file of all people takes beside photos and shared fonts. Photos are one here:
/// all people show the same.
double merged_kb_per_page(const Bench& bench, const Form& form) {
  std::ostringstream file;
  MergedPdf merged(file, *bench.fonts, Duplex::one_sided, {"bench", "Hefu", "bench", "zh-CN", ""});
  GrowingFaces faces(*bench.fonts);
  for (const Application& application : bench.applications) {
    const Sheet sheet = bench.signed_sheet(form, application);
    merged.add(sheet, 1, Sides::one);
    faces.add(sheet);
  }
  merged.finish();
  std::size_t bytes = file.str().size() - bench.photo.bytes.size();
  for (const UsedFace& face : std::move(faces).cut()) bytes -= face.file.packed.size();
  return static_cast<double>(bytes) / 1024 / static_cast<double>(merged.page_count());
}

/// Millions of instructions a form, counted by valgrind: the difference of two runs, so that start-up is out,
/// and so is what each glyph costs at its first use in the process: both runs go through all people.
double minstr_per_form() {
  const auto instructions = [](int forms) {
    const std::string self = std::filesystem::read_symlink("/proc/self/exe").string();
    const support::Ran ran =
        support::run_command("valgrind --tool=cachegrind --cache-sim=no --cachegrind-out-file=/dev/null '" +
                             self + "' --plain " + std::to_string(forms) + " 2>&1");
    const std::size_t at = ran.output.find("refs:");
    if (at == std::string::npos) throw std::runtime_error("valgrind: " + ran.output);
    std::string digits;
    for (const char c : ran.output.substr(at + 5, 40)) {
      if (c == '\n') break;
      if (c >= '0' && c <= '9') digits += c;
    }
    return std::stod(digits);
  };
  constexpr int few = people, many = 2 * people;
  return (instructions(many) - instructions(few)) / (many - few) / 1e6;
}

double peak_mb() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

/// The same forms by other means; the ratios for the last line.
std::string against_peers(const Bench& bench, const Form& form, const Rate& rate, bool quick) {
  std::vector<bench::OwnForm> forms;
  for (const Application& application : bench.applications) {
    const Sheet sheet = bench.signed_sheet(form, application);
    forms.push_back(bench::own_form(sheet, write_pdf(sheet, *bench.fonts)));
  }
  return bench::compare_with_peers(forms, source_dir + "/tests/data/photo.jpg", 1000 / rate.forms_per_s,
                                   quick);
}

int run(bool quick, int plain, bool count_instructions, bool peers) {
  keep_freed_memory();  // as render does
  Bench bench;
  const Form form = bench_form();
  bench.fill_to_size(form);
  if (plain > 0) {
    rate_of(bench, form, plain);
    return 0;
  }
  const int forms = quick ? 400 : 2000;
  const Rate rate = rate_of(bench, form, forms);
  const double photo_kb = static_cast<double>(bench.photo.bytes.size()) / 1024;
  std::printf("%-22s %10s %10s %12s\n", "form", "pages", "forms/s", "KB - photo");
  const auto row = [&](const char* name, const Rate& r) {
    std::printf("%-22s %10.1f %10.1f %12.1f\n", name, r.pages_per_form, r.forms_per_s,
                r.kb_per_form - photo_kb);
  };
  row("bench form", rate);
  for (const char* kind : {"evaluation-form", "submission-form"})
    if (const ReadForm read = find_form(bench.notice.id, kind); read.ok)
      row(kind, rate_of(bench, read.form, forms / 10));
  print_stages(bench, form, quick ? 80 : 400);
  const double merged_kb = merged_kb_per_page(bench, form);
  std::printf("one merged file of %d people: %.2f KB a page beside photo and shared fonts\n", people,
              merged_kb);
  const double peak = peak_mb();
  std::string ratios, instructions;
  if (peers) ratios = against_peers(bench, form, rate, quick);
  if (count_instructions) instructions = fmt::format("\"minstr_per_form\":{:.2f},", minstr_per_form());
  std::printf(
      "{\"bench\":\"render\",\"forms_per_s_core\":%.1f,%s%s\"kb_per_form_beyond_photo\":%.1f,\"merged_kb_per_"
      "page\":%.2f,\"peak_mb\":%.1f}"
      "\n",
      rate.forms_per_s, ratios.c_str(), instructions.c_str(), rate.kb_per_form - photo_kb, merged_kb, peak);
  return 0;
}

}  // namespace
}  // namespace hefu

/// --quick: a smaller sample. --peers: also what else could be used (tests/bench/peers). --instructions:
/// count them by valgrind (some minutes). --plain N: only render N forms.
int main(int argc, char** argv) try {
  bool quick = false, count = false, peers = false;
  int plain = 0;
  for (int i = 1; i < argc; ++i) {
    const std::string flag = argv[i];
    if (flag == "--quick")
      quick = true;
    else if (flag == "--peers")
      peers = true;
    else if (flag == "--instructions")
      count = true;
    else if (flag == "--plain" && i + 1 < argc)
      plain = std::stoi(argv[++i]);
    else
      return std::fprintf(stderr,
                          "bench_render [--quick] [--peers] [--instructions] [--plain N]; not known: %s\n",
                          argv[i]),
             2;
  }
  if (peers) hefu::bench::require_peers();
  return hefu::run(quick, plain, count, peers);
} catch (const std::exception& error) {
  std::fprintf(stderr, "bench_render: %s\n", error.what());
  return 1;
}
