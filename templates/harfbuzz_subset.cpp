#include <hb-ot.h>
#include <hb-subset.h>

#include "schemas/error.h"
#include "schemas/messages.h"
#include "templates/harfbuzz_fonts.h"

namespace hefu {
namespace {

using Input = std::unique_ptr<hb_subset_input_t, decltype(&hb_subset_input_destroy)>;
using Plan = std::unique_ptr<hb_subset_plan_t, decltype(&hb_subset_plan_destroy)>;
using Face = std::unique_ptr<hb_face_t, decltype(&hb_face_destroy)>;
using Blob = std::unique_ptr<hb_blob_t, decltype(&hb_blob_destroy)>;

// What a CID font inside a PDF has no use for: shaping, names, vertical metrics, cmap (codes are glyph ids).
constexpr std::array<const char*, 18> dropped_tables = {"GSUB", "GPOS", "GDEF", "BASE", "OS/2", "post",
                                                        "name", "cmap", "VORG", "vhea", "vmtx", "gasp",
                                                        "DSIG", "FFTM", "kern", "hdmx", "VDMX", "LTSH"};

Input cut_of(const std::vector<std::uint32_t>& glyphs) {
  Input input(hb_subset_input_create_or_fail(), hb_subset_input_destroy);
  if (!input) throw std::bad_alloc();
  hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE |
                                             HB_SUBSET_FLAGS_DESUBROUTINIZE);
  hb_set_t* const dropped = hb_subset_input_set(input.get(), HB_SUBSET_SETS_DROP_TABLE_TAG);
  for (const char* table : dropped_tables) hb_set_add(dropped, hb_tag_from_string(table, 4));
  hb_set_t* const kept = hb_subset_input_glyph_set(input.get());
  hb_set_add(kept, 0);
  for (const std::uint32_t glyph : glyphs) hb_set_add(kept, glyph);
  return input;
}

[[noreturn]] void not_cut(const FaceFile& file) {
  throw Error(ErrorKind::missing, fmt::format(fmt::runtime(tr("字体 {} 无法取子集")), file.name),
              fmt::format(fmt::runtime(tr("请重新安装软件包 {}")), file.package));
}

std::string bytes_of(hb_blob_t* blob) {
  const Blob owned(blob, hb_blob_destroy);
  unsigned length = 0;
  const char* data = hb_blob_get_data(blob, &length);
  return {data, length};
}

int per_mille(hb_position_t units, const OpenFace& face) {
  return static_cast<int>(std::lround(1000.0 * units / face.units_per_em));
}

/// A signed 16-bit number of the head table, big-endian.
int head_number(std::string_view head, std::size_t at) {
  if (at + 2 > head.size()) return 0;
  const auto high = static_cast<std::uint8_t>(head[at]), low = static_cast<std::uint8_t>(head[at + 1]);
  return static_cast<std::int16_t>(high << 8 | low);
}

}  // namespace

FontSubset subset_face(const Fonts& fonts, std::uint16_t face, const std::vector<std::uint32_t>& glyphs) {
  const OpenFace& open = fonts.impl().at(face);
  const Input input = cut_of(glyphs);
  const Plan plan(hb_subset_plan_create_or_fail(open.face, input.get()), hb_subset_plan_destroy);
  if (!plan) not_cut(open.file);
  const Face cut(hb_subset_plan_execute_or_fail(plan.get()), hb_face_destroy);
  if (!cut) not_cut(open.file);

  FontSubset subset;
  subset.cff = open.cff;
  subset.bytes = bytes_of(open.cff ? hb_face_reference_table(cut.get(), HB_TAG('C', 'F', 'F', ' '))
                                   : hb_face_reference_blob(cut.get()));
  if (subset.bytes.empty()) not_cut(open.file);
  const hb_map_t* const renumbered = hb_subset_plan_old_to_new_glyph_mapping(plan.get());
  for (const std::uint32_t glyph : glyphs) {
    const hb_codepoint_t renamed = hb_map_get(renumbered, glyph);
    if (renamed == HB_MAP_VALUE_INVALID) not_cut(open.file);
    subset.new_ids.push_back(open.cff ? glyph : renamed);
  }
  return subset;
}

FaceMetrics face_metrics(const Fonts& fonts, std::uint16_t face) {
  const OpenFace& open = fonts.impl().at(face);
  const std::string head = bytes_of(hb_face_reference_table(open.face, HB_TAG('h', 'e', 'a', 'd')));
  FaceMetrics metrics;
  for (std::size_t i = 0; i < metrics.box.size(); ++i)
    metrics.box[i] = per_mille(head_number(head, 36 + 2 * i), open);  // xMin, yMin, xMax, yMax
  hb_font_extents_t extents{};
  hb_font_get_h_extents(open.font, &extents);
  metrics.ascent = per_mille(extents.ascender, open);
  metrics.descent = per_mille(extents.descender, open);
  hb_position_t cap_height = 0;
  hb_ot_metrics_get_position_with_fallback(open.font, HB_OT_METRICS_TAG_CAP_HEIGHT, &cap_height);
  metrics.cap_height = per_mille(cap_height, open);
  return metrics;
}

}  // namespace hefu
