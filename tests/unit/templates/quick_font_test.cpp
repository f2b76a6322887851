#include "templates/quick_font.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include "schemas/error.h"
#include "templates/charstring.h"
#include "templates/fonts.h"
#include "templates/pdf.h"
#include "tests/support/set_sheet.h"
#include "tests/support/shell.h"
#include "tests/unit/templates/layout_sample.h"

namespace hefu {
namespace {

namespace fs = std::filesystem;
using support::run_command;

/// Every so many-th glyph of a face.
std::vector<std::uint32_t> some_glyphs(std::uint32_t count, std::uint32_t step) {
  std::vector<std::uint32_t> glyphs;
  for (std::uint32_t glyph = 1; glyph < count; glyph += step) glyphs.push_back(glyph);
  return glyphs;
}

std::vector<CutGlyph> numbered(const std::vector<std::uint32_t>& glyphs) {
  std::vector<CutGlyph> cut;
  for (const std::uint32_t glyph : glyphs) cut.push_back({glyph, static_cast<std::uint16_t>(cut.size() + 1)});
  return cut;
}

/// What a Flate stream unpacks to, by a program that is not ours: as the only stream of a small PDF.
std::string unpacked(const std::string& packed) {
  const support::ScratchFolder folder;
  const std::string pdf = fmt::format(
      "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count "
      "0>>\nendobj\n"
      "3 0 obj\n<</Filter/FlateDecode/Length {}>>stream\n{}\nendstream\nendobj\n"
      "trailer<</Root 1 0 R/Size 4>>\n%%EOF\n",
      packed.size(), packed);
  const std::string file = folder.write("stream.pdf", pdf).string();
  return run_command("qpdf --show-object=3 --filtered-stream-data " + file + " 2>/dev/null").output;
}

TEST(FlatePieces, AreOneStreamWhenPutTogether) {
  const FlateCode code({"aaaaabbbbc", "abcabc"}, FlateCode::Repetitions::inside);
  const FlateCode other({"head"}, FlateCode::Repetitions::none);
  const std::vector<std::string> parts = {"abba", "", "\x01\xFF and what the sample never had", "c",
                                          std::string(1500, 'a') + "bcdefghijklmnopqrstuvwxyz" +
                                              std::string(1500, 'a') + "bcdefghijklmnopqrstuvwxyz"};
  std::vector<FlatePiece> pieces;
  for (const std::string& part : parts) pieces.push_back(code.encode(part));
  EXPECT_LT(pieces.back().bits, 8u * 400);  // repetitions were found
  std::vector<const FlatePiece*> order;
  std::string expected = "head" + std::string(70000, '\0');
  const FlatePiece head = other.encode(expected);
  for (const std::size_t i : {0, 1, 2, 3, 4, 2, 0}) order.push_back(&pieces[i]), expected += parts[i];
  EXPECT_EQ(unpacked(splice_flate({{&other, {&head}}, {&code, order}})), expected);
}

TEST(FlatePieces, AdlerOfPartsIsAdlerOfTheWhole) {
  EXPECT_EQ(adler32("Wikipedia"), 0x11E60398u);
  const std::string a(100000, '\xFF'), b = "and the rest";
  EXPECT_EQ(combined_adler32(adler32(a), adler32(b), static_cast<std::uint32_t>(b.size())), adler32(a + b));
  EXPECT_EQ(combined_adler32(adler32(b), adler32(a), static_cast<std::uint32_t>(a.size())), adler32(b + a));
  EXPECT_EQ(combined_adler32(1, adler32(a), static_cast<std::uint32_t>(a.size())), adler32(a));
}

std::optional<std::string> flat(const std::string& charstring, const std::string& local = "",
                                const std::string& global = "") {
  return flat_charstring(
      charstring, [&](int n) { return n == -107 ? std::string_view(local) : std::string_view(); },
      [&](int n) { return n == 5 ? std::string_view(global) : std::string_view(); });
}

TEST(Charstring, TakesHintsOutAndSubroutinesIn) {
  const std::string one = "\x8C", two = "\x8D";  // the numbers 1 and 2
  const std::string call = "\x20\x0A";           // number -107, callsubr
  EXPECT_EQ(flat(one + two + "\x15\x0E").value(), one + two + "\x15\x0E");
  // A width before stems stays; their masks go, as many bytes as there are stems for.
  EXPECT_EQ(flat(two + one + one + "\x12" + one + two + "\x13\x80" + one + "\x16\x0E").value(),
            two + one + "\x16\x0E");
  EXPECT_EQ(flat(one + two + call + "\x0E", "\x15\x0B").value(), one + two + "\x15\x0E");
  EXPECT_EQ(flat(one + "\x90\x1D", "", two + "\x15\x0E").value(), one + two + "\x15\x0E");
}

TEST(Charstring, LeavesWhatItDoesNotUnderstandToHbSubset) {
  EXPECT_FALSE(flat("\x8C\x8C\x0C\x0A\x0E"));  // adds
  EXPECT_FALSE(flat("\x8C\x8C\x15"));          // never ends
  EXPECT_FALSE(flat("\x8C\x0A\x0E"));          // calls what is not there
  EXPECT_FALSE(flat("\x20\x0A", "\x20\x0A"));  // calls itself
  EXPECT_FALSE(flat("\x1C\x01"));              // breaks off in a number
}

/// A TrueType file's tables, by its directory.
GlyfFace open_file(std::string_view file) {
  const auto number = [&](std::size_t at, int size) {
    std::size_t value = 0;
    for (int i = 0; i < size; ++i) value = value << 8 | static_cast<std::uint8_t>(file.at(at++));
    return value;
  };
  const auto table = [&](std::string_view tag) {
    for (std::size_t i = 0; i < number(4, 2); ++i)
      if (const std::size_t at = 12 + 16 * i; file.substr(at, 4) == tag)
        return file.substr(number(at + 8, 4), number(at + 12, 4));
    return std::string_view();
  };
  return GlyfFace({table("head"), table("hhea"), table("maxp"), table("hmtx"), table("loca"), table("glyf")});
}

class QuickFontOf : public testing::TestWithParam<std::uint16_t> {};

TEST_P(QuickFontOf, HasTheOutlinesThatHbSubsetCuts) {
  const std::vector<std::uint32_t> glyphs = some_glyphs(20000, 97);
  const FontSubset expected = subset_face(test::fonts(), GetParam(), glyphs);
  const FontFile file = quick_font(test::fonts(), GetParam())->embed(numbered(glyphs)).value();
  const std::string bytes = unpacked(file.packed);
  ASSERT_EQ(bytes.size(), file.bytes);
  // One by one, in the same order: both sort by glyph id.
  if (file.cff) {
    const CffFace quick = CffFace::open(bytes).value(), plain = CffFace::open(expected.bytes).value();
    ASSERT_EQ(quick.glyph_count(), glyphs.size() + 1);
    ASSERT_EQ(plain.glyph_count(), glyphs.size() + 1);
    for (std::uint32_t i = 0; i <= glyphs.size(); ++i)
      ASSERT_EQ(quick.raw_charstring(i), plain.raw_charstring(i)) << glyphs[std::max(i, 1u) - 1];
  } else {
    const GlyfFace quick = open_file(bytes), plain = open_file(expected.bytes);
    for (std::uint32_t i = 0; i < glyphs.size(); ++i) {
      const std::string outline = quick.outline(i + 1), other = plain.outline(expected.new_ids[i]);
      ASSERT_EQ(outline.size(), other.size()) << glyphs[i];
      const auto parts = GlyfFace::components(outline);
      if (parts.empty())  // composites name their parts by numbers that differ
        ASSERT_EQ(outline, other) << glyphs[i];
      else
        ASSERT_EQ(parts.size(), GlyfFace::components(other).size()) << glyphs[i];
    }
    EXPECT_EQ(word_sum(bytes), 0xB1B0AFBAu);  // the check sum of a whole TrueType file
  }
}
INSTANTIATE_TEST_SUITE_P(EveryFace, QuickFontOf, testing::Values(0, 1, 2, 3));

TEST(QuickFont, IsTheSameWhateverWasPrintedBeforeAndInEveryThread) {
  const std::vector<CutGlyph> glyphs = numbered(some_glyphs(3000, 7)),
                              others = numbered(some_glyphs(9000, 11));
  const auto first = Fonts::load(), second = Fonts::load();
  const std::string expected = quick_font(*first, 0)->embed(glyphs).value().packed;
  std::vector<std::string> made(4);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < made.size(); ++i)
    threads.emplace_back([&, i] {
      if (i % 2 == 0) quick_font(*second, 0)->embed(others);
      made[i] = quick_font(*second, 0)->embed(glyphs).value().packed;
    });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& one : made) EXPECT_EQ(one, expected);
}

TEST(QuickFont, LeavesGlyphsThatAreNotThereToThePlainWay) {
  EXPECT_FALSE(quick_font(test::fonts(), 0)->embed({{70000, 1}}));
}

/// What pages look like and say.
struct Shown {
  std::vector<std::string> pages;  // raster, every byte
  std::string text;
};

Shown show(const std::string& pdf) {
  const support::ScratchFolder folder;
  const std::string file = folder.write("form.pdf", pdf).string();
  Shown shown;
  shown.text = run_command("pdftotext -raw " + file + " -").output;
  run_command("pdftoppm -r 40 -gray " + file + " " + (folder.path() / "page").string());
  std::vector<fs::path> rasters;
  for (const auto& entry : fs::directory_iterator(folder.path()))
    if (entry.path().extension() == ".pgm") rasters.push_back(entry.path());
  std::sort(rasters.begin(), rasters.end());
  for (const fs::path& raster : rasters) {
    std::ifstream in(raster, std::ios::binary);
    shown.pages.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return shown;
}

void expect_both_ways_alike(const Sheet& sheet, const std::string& whose) {
  const Shown quick = show(write_pdf(sheet, test::fonts(), Cutting::quick));
  const Shown plain = show(write_pdf(sheet, test::fonts(), Cutting::plain));
  EXPECT_EQ(quick.pages.size(), sheet.pages.size()) << whose;
  EXPECT_FALSE(quick.text.empty()) << whose;
  EXPECT_TRUE(quick.pages == plain.pages) << whose << " " << sheet.kind << " looks different";
  EXPECT_EQ(quick.text, plain.text) << whose << " " << sheet.kind;
}

TEST(BothWaysOfCutting, LookAndReadAlikeForAllSamples) {
  const Photo photo = test::plain_photo();
  int sheets = 0;
  for (const auto& entry : fs::directory_iterator(HEFU_SOURCE_DIR "/samples/cases"))
    for (const std::string& kind : test::kinds()) {
      const ReadApplication read = read_application(entry.path() / "application.xml");
      ASSERT_TRUE(read.ok) << entry.path();
      const LaidOut laid = lay_out(test::form(kind), read.application, test::notice(), test::fonts(), &photo);
      ASSERT_TRUE(laid.ok) << entry.path();
      expect_both_ways_alike(laid.sheet, entry.path().filename().string());
      ++sheets;
    }
  EXPECT_GE(sheets, 30);
}

TEST(BothWaysOfCutting, LookAndReadAlikeForRareCharactersInEveryFace) {
  for (const std::string& kind : test::kinds())
    expect_both_ways_alike(test::lay_out_sample(kind, test::with_rare_characters()).sheet, "rare");
  Sheet sheet;
  sheet.kind = "rare", sheet.application = "YB-2025-0001";
  Page page;
  float y_mm = 20;
  for (const Typeface typeface : {Typeface::song, Typeface::hei, Typeface::kai})
    for (const char* text : {"䶮㛃𬭎龘𬺈·喆堃昇〇", "𠀋𪛒𫝀𬎆", "①㈠㎡℃√─ÀéΩя",
                             "（，。！？）ＡＢ１２ﬁ", "Hefu 2025-07-15 x^2 <&>", "⺀⼀㐀一龥"})
      page.runs.push_back(
          support::set_line(test::fonts(), text, 20, y_mm += 10, support::LineStyle{typeface, 14}));
  sheet.pages = {page};
  expect_both_ways_alike(sheet, "every face");
}

}  // namespace
}  // namespace hefu
