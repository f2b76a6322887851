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
    Picture picture;
    picture.box.w = photo.width * scale;
    picture.box.h = photo.height * scale;
    picture.box.x = inner.x + (inner.w - picture.box.w) / 2;
    picture.box.y = inner.y + (inner.h - picture.box.h) / 2;
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
    field.entered = true;
    field.box = picture.box;
    field.picture = static_cast<std::int32_t>(work.page.pictures.size());
    work.page.pictures.push_back(std::move(picture));
  }
  work.page.fields.push_back(std::move(field));
}

}  // namespace hefu
