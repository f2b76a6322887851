// bench render: from a validated Application to bytes, with a signed code on every page (laid out, sealed,
// signed, written). The two-page bench form has 1,739 characters in two faces and a 295 x 413 photo.
#include <fmt/format.h>
#include <sys/resource.h>

#include <cstdio>
#include <ctime>
#include <functional>
#include <sstream>
#include <stdexcept>

#include "schemas/heap.h"
#include "schemas/write_file.h"
#include "templates/merged_pdf.h"
#include "templates/pdf.h"
#include "templates/pdf_content.h"
#include "templates/qr_code.h"
#include "tests/bench/peers/peers.h"
#include "tests/bench/render_growth.h"
#include "tests/bench/render_people.h"
#include "tests/support/shell.h"

namespace hefu {
namespace {

using bench::people;
using Bench = bench::RenderBench;

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

struct Rate {
  double forms_per_s = 0, kb_per_form = 0, pages_per_form = 0;
};

Rate rate_of(const Bench& bench, const Form& form, const std::vector<Application>& applications, int forms) {
  std::size_t bytes = 0, pages = 0;
  write_pdf(bench.signed_sheet(form, applications[0]), *bench.fonts);  // opens what is opened once
  const double seconds = timed([&] {
    for (int i = 0; i < forms; ++i) {
      const Sheet sheet = bench.signed_sheet(form, applications[static_cast<std::size_t>(i) % people]);
      bytes += write_pdf(sheet, *bench.fonts).size();
      pages += sheet.pages.size();
    }
  });
  return {forms / seconds, static_cast<double>(bytes) / forms / 1024, static_cast<double>(pages) / forms};
}

/// Forms a CPU second with a file of its own for each, 32 of them to the disk together as render does it; the
/// kernel's time counts, waiting for the disk does not.
double rate_to_disk(const Bench& bench, const Form& form, int forms) {
  constexpr int together = 32;
  const support::ScratchFolder scratch;
  const double seconds = timed([&] {
    for (int i = 0; i < forms;) {
      FileBatch files;
      for (const int end = std::min(i + together, forms); i < end; ++i) {
        const Sheet sheet =
            bench.signed_sheet(form, bench.applications[static_cast<std::size_t>(i % people)]);
        files.add(scratch.path() / fmt::format("{}.pdf", i), write_pdf(sheet, *bench.fonts));
      }
      files.publish();
    }
  });
  return forms / seconds;
}

/// Each stage again, alone, and its share. What is left of the PDF is its structure, the container and the
/// streams' packing.
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
  const double all = lay + sign + write;
  const auto row = [&](const char* name, double seconds) {
    std::printf("  %-34s %8.3f ms %6.1f %%\n", name, 1000 * seconds / forms, 100 * seconds / all);
  };
  std::printf("stages of the bench form, each alone:\n");
  row("layout without digests", lay - seal);
  row("digests", seal);
  row("signatures", sign);
  row("fonts", cut);
  row("page codes", qr);
  row("other contents", content - qr);
  row("ToUnicode", to_text);
  row("structure, container, packing", write - cut - content - to_text);
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
  return bench::compare_with_peers(forms, std::string(HEFU_SOURCE_DIR) + "/tests/data/photo.jpg",
                                   1000 / rate.forms_per_s, quick);
}

struct Wish {
  bool quick = false, instructions = false, peers = false, growth = false;
  int plain = 0;
  std::string form;  // of the notice; empty: the bench form
};

int run(const Wish& wish) {
  keep_freed_memory();  // as render does
  const Bench bench;
  const Form form = bench::bench_form();
  if (wish.plain > 0) {
    if (wish.form.empty())
      rate_of(bench, form, bench.applications, wish.plain);
    else
      rate_of(bench, find_form(bench.notice.id, wish.form).form, bench.ordinary, wish.plain);
    return 0;
  }
  const int forms = wish.quick ? 400 : 2000;
  const Rate rate = rate_of(bench, form, bench.applications, forms);
  const double photo_kb = static_cast<double>(bench.photo.bytes.size()) / 1024;
  std::printf("%-22s %10s %10s %12s\n", "form", "pages", "forms/s", "KB - photo");
  const auto row = [&](const char* name, const Rate& r) {
    std::printf("%-22s %10.1f %10.1f %12.1f\n", name, r.pages_per_form, r.forms_per_s,
                r.kb_per_form - photo_kb);
  };
  row("bench form", rate);
  const double to_disk = rate_to_disk(bench, form, forms);
  std::printf("%-22s %10.1f %10.1f\n", "bench form, to disk", rate.pages_per_form, to_disk);
  for (const char* kind : {"evaluation-form", "submission-form"})
    if (const ReadForm read = find_form(bench.notice.id, kind); read.ok)
      row(kind, rate_of(bench, read.form, bench.ordinary, forms));
  print_stages(bench, form, wish.quick ? 80 : 400);
  const double merged_kb = merged_kb_per_page(bench, form);
  std::printf("one merged file of %d people: %.2f KB a page beside photo and shared fonts\n", people,
              merged_kb);
  const double peak = peak_mb();
  std::string more;
  if (wish.peers) more += against_peers(bench, form, rate, wish.quick);
  if (wish.instructions) more += fmt::format("\"minstr_per_form\":{:.2f},", minstr_per_form());
  if (wish.growth) more += bench::growth(wish.quick);
  std::printf(
      "{\"bench\":\"render\",\"forms_per_s_core\":%.1f,\"to_disk_per_s_core\":%.1f,%s\"kb_per_form_beyond_"
      "photo\":%.1f,\"merged_kb_per_page\":%.2f,\"peak_mb\":%.1f}\n",
      rate.forms_per_s, to_disk, more.c_str(), rate.kb_per_form - photo_kb, merged_kb, peak);
  return 0;
}

}  // namespace
}  // namespace hefu

/// --quick: a smaller sample. --peers: also what else could be used (tests/bench/peers). --growth: a hundred
/// thousand people (render_growth.h). --instructions: count them by valgrind (some minutes). --plain N
/// [--form KIND]: only render N forms, for a profiler.
int main(int argc, char** argv) try {
  hefu::Wish wish;
  for (int i = 1; i < argc; ++i) {
    const std::string flag = argv[i];
    if (flag == "--quick")
      wish.quick = true;
    else if (flag == "--peers")
      wish.peers = true;
    else if (flag == "--growth")
      wish.growth = true;
    else if (flag == "--instructions")
      wish.instructions = true;
    else if (flag == "--plain" && i + 1 < argc)
      wish.plain = std::stoi(argv[++i]);
    else if (flag == "--form" && i + 1 < argc)
      wish.form = argv[++i];
    else
      return std::fprintf(stderr,
                          "bench_render [--quick] [--peers] [--growth] [--instructions] [--plain N [--form "
                          "KIND]]; not "
                          "known: %s\n",
                          argv[i]),
             2;
  }
  if (wish.peers) hefu::bench::require_peers();
  return hefu::run(wish);
} catch (const std::exception& error) {
  std::fprintf(stderr, "bench_render: %s\n", error.what());
  return 1;
}
