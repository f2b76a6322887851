#include <algorithm>

#include "schemas/messages.h"
#include "templates/layout_parts.h"

namespace hefu {

namespace {

// Between the parts of an area, and from the seal's circle to the print beside it.
constexpr double gap_mm = 2;

double lines_width(const Area& area, const RectMm& inner) {
  return area.seal_mm > 0 ? inner.w - area.seal_mm - gap_mm : inner.w;
}

// The foot's rows with the space between them, half of which stays free above and below: hands write there.
double foot_height(const Area& area) {
  const auto& pieces = area.foot_set.pieces;
  return pieces.empty() ? 0 : pieces.back().box.y + pieces.back().box.h;
}

}  // namespace

double area_height_mm(Area& area, const RectMm& inner) {
  area.top_set = arrange(area.top, inner.w, area.top.style.text.size_pt);
  area.foot_set = arrange(area.foot, lines_width(area, inner), area.foot.style.text.size_pt);
  const double foot = std::max(foot_height(area) + area.room_mm, area.seal_mm);
  return area.top_set.height_mm + (area.top.lines.empty() ? 0 : gap_mm) + foot;
}

void place_area(Setting& setting, PageWork& work, const Cell& cell, const RectMm& inner) {
  const Area& area = cell.area;
  CellText top = area.top;
  top.top = true;
  place_text(setting, work, top, area.top_set, inner);
  const double width = lines_width(area, inner);
  const double foot = foot_height(area);
  place_text(setting, work, area.foot, area.foot_set, {inner.x, inner.y + inner.h - foot, width, foot});
  if (area.seal_mm > 0) {
    const RectMm seal = {inner.x + inner.w - area.seal_mm, inner.y + inner.h - area.seal_mm, area.seal_mm,
                         area.seal_mm};
    place_text(setting, work, area.seal, arrange(area.seal, seal.w, area.seal.style.text.size_pt), seal);
    work.page.boxes.push_back({area.seal_id, area.seal_label, area.filler, BoxUse::seal, seal});
  }
  const double begin = inner.y + area.top_set.height_mm + (area.top.lines.empty() ? 0 : gap_mm);
  const double end = inner.y + inner.h - foot;
  if (!area.id.empty() && end > begin)
    work.page.boxes.push_back(
        {area.id, area.label, area.filler, area.use, {inner.x, begin, width, end - begin}});
}

namespace {

/// As a page draws it, without its place.
Picture picture_of(const Photo& photo) {
  Picture picture;
  if (photo.jpeg)
    picture.bytes = photo.bytes;
  else
    picture.pixels = photo.pixels;
  picture.width = photo.width;
  picture.height = photo.height;
  picture.channels = photo.channels;
  picture.grey = photo.grey;
  picture.grey_width = photo.grey_width;
  picture.grey_height = photo.grey_height;
  return picture;
}

}  // namespace

void place_photo(Setting& setting, PageWork& work, const Cell& cell, const RectMm& inner) {
  Field field;
  field.path = cell.path;
  field.label = cell.label;
  field.box = inner;
  if (!setting.photo || setting.photo->width <= 0 || setting.photo->height <= 0) {
    setting.report(
        cell.path,
        fmt::format(fmt::runtime(tr("{}：缺少照片（{}）")), setting.application.applicant.name, cell.path),
        tr("请上传近期二寸免冠白底照片"));
  } else {
    const Photo& photo = *setting.photo;
    const double scale = std::min(inner.w / photo.width, inner.h / photo.height);
    Picture picture = picture_of(photo);
    picture.box.w = photo.width * scale;
    picture.box.h = photo.height * scale;
    picture.box.x = inner.x + (inner.w - picture.box.w) / 2;
    picture.box.y = inner.y + (inner.h - picture.box.h) / 2;
    field.entered = true;
    field.box = picture.box;
    field.picture = static_cast<std::int32_t>(work.page.pictures.size());
    work.page.pictures.push_back(std::move(picture));
  }
  work.page.fields.push_back(std::move(field));
}

double picture_height_mm(Cell& cell, double width_mm) {
  cell.picture_box = {};
  if (!cell.picture || cell.picture->width <= 0 || cell.picture->height <= 0) return 0;
  const double width = cell.picture->width, height = cell.picture->height;
  const double mm_per_px =
      std::min({25.4 / cell.picture_dpi, width_mm / width, cell.picture_max_mm / height});
  cell.picture_box = {0, 0, width * mm_per_px, height * mm_per_px};
  return cell.picture_box.h + (cell.text.lines.empty() ? 0 : gap_mm);
}

void place_picture(Setting& setting, PageWork& work, const Cell& cell, const RectMm& inner) {
  const bool has_picture = cell.picture_box.h > 0, has_words = !cell.text.lines.empty();
  const double gap = has_picture && has_words ? gap_mm : 0;
  const double top = inner.y + (inner.h - cell.picture_box.h - gap - cell.set.height_mm) / 2;
  if (has_picture) {
    Picture picture = picture_of(*cell.picture);
    picture.box = cell.picture_box;
    picture.box.x = inner.x + (inner.w - picture.box.w) / 2;
    picture.box.y = top;
    work.page.pictures.push_back(std::move(picture));
  }
  if (has_words) {
    TextStyle style = cell.text.style.text;
    style.size_pt = cell.set.size_pt;
    const double slack = pitch_mm(style) - em_mm(style);  // lines reach half of it over their ems
    place_text(setting, work, cell.text, cell.set,
               {inner.x, top + cell.picture_box.h + gap - slack / 2, inner.w, cell.set.height_mm + slack});
  }
}

}  // namespace hefu
