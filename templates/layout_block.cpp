#include <algorithm>
#include <cstdlib>
#include <sstream>

#include "schemas/error.h"
#include "schemas/messages.h"
#include "schemas/text.h"
#include "templates/form_use.h"
#include "templates/layout_parts.h"

namespace hefu {

namespace {

// What a label says, without the spaces that spread it over its cell.
std::string label_text(const CellText& text) {
  std::u32string label;
  for (const CellLine& line : text.lines)
    for (const Segment& segment : line.segments)
      for (const char32_t c : segment.shaped.text)
        if (c != U' ' && c != U'\u3000') label += c;
  return to_utf8(label);
}

std::vector<double> read_shares(const std::string& columns) {
  std::istringstream in(columns);
  std::vector<double> shares;
  for (double share = 0; in >> share;) shares.push_back(share);
  return shares;
}

class BlockReader {
 public:
  BlockReader(Setting& setting, const Element& element, const CellStyle& style)
      : setting_(setting), element_(element), style_(read_style(element, style)) {
    block_.shares = read_shares(element.attribute("columns"));
    block_.id = element.attribute("id");
  }

  Block grid() {
    int index = 0;
    for (const Element& child : element_.children) {
      if (child.name == "materials") {
        const int from = static_cast<int>(number(child, "from", 1)),
                  to = static_cast<int>(number(child, "to", 999));
        for (const Material& material : setting_.notice.materials) {
          if (material.item < from || material.item > to) continue;
          Scope scope = setting_.record();
          scope.material = &material;
          scope.id = fmt::format("material[{}]", material.item);
          for (const Element* row : child.all("row")) block_.body.push_back(read_row(*row, scope, ++index));
        }
      } else if (child.name == "row" && of_this_notice(child)) {
        block_.body.push_back(read_row(child, setting_.record(), ++index));
      }
    }
    return std::move(block_);
  }

  Block table() {
    block_.table = true;
    block_.rows = static_cast<int>(number(element_, "rows", 1));
    block_.max_rows = static_cast<int>(number(element_, "max-rows", 0));
    block_.row_mm = number(element_, "row-height", 11.9);
    block_.min_row_mm = number(element_, "min-row-height", block_.row_mm);
    block_.later = element_.attribute("overflow") == "continuation";
    block_.label = element_.attribute("label");
    if (const Element* caption = element_.child("caption")) read_caption(*caption);
    if (const Element* head = element_.child("head")) {
      occupied_.clear();
      block_.head.push_back(read_row(*head, setting_.record(), 0));
      for (const Cell& cell : block_.head.back().cells)
        for (int c = cell.column; c < cell.column + cell.colspan; ++c) head_labels_[c] = cell.label;
    }
    int index = 0;
    block_.by_hand = left_to_hand(setting_.form);
    for (const Element* rows : element_.all("rows")) read_rows(*rows, index);
    return std::move(block_);
  }

 private:
  bool of_this_notice(const Element& row) const {
    return !row.has("if-notice") || setting_.notice.root.at("materials/" + row.attribute("if-notice"));
  }

  void read_caption(const Element& caption) {
    Row row;
    row.height_mm = number(caption, "height", 9);
    Cell cell;
    cell.colspan = static_cast<int>(block_.shares.size());
    cell.text = read_cell_text(setting_, caption, setting_.record(), label_style(caption), {});
    cell.label = label_text(cell.text);
    block_.caption_again = cell.text;
    if (block_.label.empty()) block_.label = cell.label;
    const Shaped more =
        shape(setting_.fonts, static_cast<Typeface>(cell.text.style.text.typeface), U"（续）");
    Segment segment;
    segment.shaped = more;
    segment.glued = true;
    if (!block_.caption_again.lines.empty()) block_.caption_again.lines.back().segments.push_back(segment);
    row.cells.push_back(std::move(cell));
    block_.head.push_back(std::move(row));
  }

  void read_rows(const Element& rows, int& index) {
    const std::string path = rows.attribute("each");
    const std::size_t slash = path.rfind('/');
    const Scope parent =
        slash == std::string::npos ? setting_.record() : resolve(setting_.record(), path.substr(0, slash));
    const std::string name = path.substr(slash == std::string::npos ? 0 : slash + 1);
    const std::size_t count = parent.element ? parent.element->all(name).size() : 0;
    if (parent.element) block_.by_hand = false;
    const Element* pattern = rows.child("row");
    if (!pattern) return;
    for (std::size_t i = 1; i <= count; ++i) {
      Scope scope = resolve(parent, fmt::format("{}[{}]", name, i));
      scope.id = scope.path;
      scope.index = ++index;
      occupied_.clear();
      block_.body.push_back(read_row(*pattern, scope, index));
    }
  }

  // Labels stand in the middle of their cell, and may come nearer to its rules.
  CellStyle label_style(const Element& element) const {
    CellStyle style = style_;
    style.text.align = Align::centre;
    style.padding_x_mm = std::min(style.padding_x_mm, 1.0);
    return read_style(element, style);
  }

  Row read_row(const Element& element, const Scope& scope, int index) {
    Row row;
    row.height_mm = number(element, "height", element.name == "head" ? 10 : block_.table ? 0 : 11.9);
    row.stretch = number(element, "stretch", 0);
    row.id = scope.id.empty() ? fmt::format("{}-{}", block_.id, index) : scope.id;
    int column = 0;
    std::string label;
    for (const Element& child : element.children) {
      while (occupied_.count(column)) ++column;
      Cell cell = read_cell(child, scope, label, column);
      cell.column = column;
      if (column + cell.colspan > static_cast<int>(block_.shares.size()))
        throw Error(ErrorKind::bad_input,
                    fmt::format(fmt::runtime(tr("{}:{}：这一行的格子比栏数（{}）多")),
                                setting_.form.file.string(), child.line, block_.shares.size()));
      if (child.name == "label") label = cell.label;
      column += cell.colspan;
      row.cells.push_back(std::move(cell));
    }
    for (auto it = occupied_.begin(); it != occupied_.end();)
      it = --it->second <= 0 ? occupied_.erase(it) : std::next(it);
    for (const Cell& cell : row.cells)
      if (cell.rowspan > 1)
        for (int c = cell.column; c < cell.column + cell.colspan; ++c) occupied_[c] = cell.rowspan - 1;
    return row;
  }

  Cell read_cell(const Element& element, const Scope& scope, const std::string& label_before, int column) {
    Cell cell;
    cell.colspan = static_cast<int>(number(element, "colspan", 1));
    cell.rowspan = static_cast<int>(number(element, "rowspan", 1));
    cell.ruled = element.attribute("rules") != "none";
    cell.label = element.attribute("label");
    if (element.name == "label") {
      cell.text = read_cell_text(setting_, element, scope, label_style(element), {});
      if (cell.label.empty()) cell.label = label_text(cell.text);
      return cell;
    }
    // A table's cells are called by the head above them, a grid's by the label before them.
    if (cell.label.empty())
      cell.label = block_.table && head_labels_.count(column) ? head_labels_[column] : label_before;
    if (element.name == "photo") {
      cell.kind = Cell::Kind::photo;
      cell.path = resolve(scope, element.attribute("path")).path;
      if (element.attribute("label").empty()) cell.label = "照片";
    } else if (element.name == "picture") {
      read_picture(element, scope, cell);
    } else if (element.name == "area") {
      read_area(element, scope, cell);
    } else {
      cell.text = read_cell_text(setting_, element, scope, style_, cell.label);
      if (cell.text.lines.empty() && element.has("id")) {
        cell.kind = Cell::Kind::blank;
        cell.path = scope.id.empty() ? element.attribute("id") : scope.id + "/" + element.attribute("id");
        cell.area.filler = read_filler(element.attribute("filler"));
        cell.area.use = element.has("use") ? read_use(element.attribute("use")) : BoxUse::text;
      } else if (cell.text.lines.empty() &&
                 element.child("value")) {  // the value stands under another alternative
        cell.kind = Cell::Kind::blank;
        cell.path = fmt::format("{}/blank[{}]", scope.id, column + 1);
        cell.area.use = BoxUse::blank;
        cell.area.filler = Filler::record;
      }
    }
    return cell;
  }

  void read_picture(const Element& element, const Scope& scope, Cell& cell) {
    cell.kind = Cell::Kind::picture;
    const Scope found = resolve(scope, element.attribute("path"));
    cell.path = found.path;
    const auto picture = setting_.pictures.find(found.element ? found.element->text : std::string());
    if (picture != setting_.pictures.end()) cell.picture = &picture->second;
    cell.picture_dpi = number(element, "dpi", 200);
    cell.picture_max_mm = number(element, "max-height", 20);
    cell.text = read_cell_text(setting_, element, scope, style_, cell.label);
  }

  void read_area(const Element& element, const Scope& scope, Cell& cell) {
    cell.kind = Cell::Kind::area;
    Area& area = cell.area;
    area.id = element.attribute("id");
    area.label = cell.label;
    area.filler = read_filler(element.attribute("filler"));
    area.use = element.has("use") ? read_use(element.attribute("use")) : BoxUse::text;
    area.room_mm = number(element, "room", 0);
    // A hand needs more room at the rules than print does.
    CellStyle roomy = style_;
    roomy.padding_x_mm = std::max(roomy.padding_x_mm, 4.0);
    roomy.padding_y_mm = std::max(roomy.padding_y_mm, 2.0);
    area.top = read_cell_text(setting_, element, scope, roomy, cell.label);
    cell.text.style = area.top.style;
    area.foot.style = area.seal.style = style_;
    if (const Element* foot = element.child("foot"))
      area.foot = read_cell_text(setting_, *foot, scope, style_, cell.label);
    if (const Element* seal = element.child("seal")) {
      area.seal_mm = number(*seal, "diameter", 42);
      area.seal = read_cell_text(setting_, *seal, scope, label_style(*seal), cell.label);
      area.seal_id = seal->attribute("id");
      area.seal_label = cell.label + label_text(area.seal);
    }
  }

  Setting& setting_;
  const Element& element_;
  CellStyle style_;
  Block block_;
  std::map<int, int> occupied_;  // column -> rows that a cell from above still takes
  std::map<int, std::string> head_labels_;
};

RectMm inner_area(const Cell& cell, const CellStyle& style, const std::vector<double>& edges,
                  double height_mm) {
  const double width = edges[static_cast<std::size_t>(cell.column + cell.colspan)] -
                       edges[static_cast<std::size_t>(cell.column)];
  return {0, 0, width - 2 * style.padding_x_mm, height_mm - 2 * style.padding_y_mm};
}

double needed_height(Cell& cell, const std::vector<double>& edges, double nominal_mm, bool may_shrink) {
  const CellStyle& style = cell.text.style;
  const RectMm inner = inner_area(cell, style, edges, nominal_mm);
  if (cell.kind == Cell::Kind::area) return area_height_mm(cell.area, inner) + 2 * style.padding_y_mm;
  if (cell.kind == Cell::Kind::picture) {
    const double picture = picture_height_mm(cell, inner.w);
    cell.set = arrange(cell.text, inner.w, cell.text.style.text.size_pt);
    return picture + cell.set.height_mm + 2 * style.padding_y_mm;
  }
  if (cell.text.lines.empty()) return 0;
  cell.set = may_shrink ? arrange_to_fit(cell.text, inner.w, inner.h)
                        : arrange(cell.text, inner.w, cell.text.style.text.size_pt);
  return cell.set.height_mm + 2 * style.padding_y_mm;
}

void measure_rows(std::vector<Row>& rows, const std::vector<double>& edges, bool may_shrink) {
  for (Row& row : rows) row.need_mm = row.height_mm;
  // Cells of one row first: what they need is there for the cells that reach over several.
  for (const bool spanning : {false, true}) {
    for (std::size_t r = 0; r < rows.size(); ++r) {
      for (Cell& cell : rows[r].cells) {
        if ((cell.rowspan > 1) != spanning) continue;
        const std::size_t end = std::min(rows.size(), r + static_cast<std::size_t>(cell.rowspan));
        double height = 0;
        for (std::size_t i = r; i < end; ++i) height += spanning ? rows[i].need_mm : rows[i].height_mm;
        const double need = needed_height(cell, edges, height, may_shrink);
        if (!spanning)
          rows[r].need_mm = std::max(rows[r].need_mm, need);
        else if (need > height)
          rows[end - 1].need_mm += need - height;
      }
    }
  }
}

}  // namespace

std::vector<Block> read_blocks(Setting& setting, const Element& parent, const CellStyle& style) {
  std::vector<Block> blocks;
  for (const Element& child : parent.children) {
    if (child.name == "grid") blocks.push_back(BlockReader(setting, child, style).grid());
    if (child.name == "table") blocks.push_back(BlockReader(setting, child, style).table());
  }
  return blocks;
}

std::vector<double> column_edges(const Block& block, double width_mm) {
  double total = 0;
  for (const double share : block.shares) total += share;
  std::vector<double> edges = {0};
  double sum = 0;
  for (const double share : block.shares) edges.push_back(width_mm * ((sum += share) / total));
  return edges;
}

void measure(Block& block, double width_mm) {
  const std::vector<double> edges = column_edges(block, width_mm);
  measure_rows(block.head, edges, true);
  if (block.measured_mm != width_mm) measure_rows(block.body, edges, !block.table);
  block.measured_mm = width_mm;
}

Row padding_row(const Block& block, int index) {
  Row row;
  row.padding = true;
  row.by_hand = block.by_hand;
  row.id = fmt::format("{}/blank[{}]", block.id, index);
  row.label = block.label;
  for (std::size_t column = 0; column < block.shares.size(); ++column) {
    Cell cell;
    cell.kind = Cell::Kind::blank;
    cell.column = static_cast<int>(column);
    row.cells.push_back(std::move(cell));
  }
  return row;
}

}  // namespace hefu
