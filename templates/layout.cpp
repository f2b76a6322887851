#include "templates/layout.h"

#include <algorithm>

#include "schemas/error.h"
#include "schemas/messages.h"
#include "templates/layout_parts.h"

namespace hefu {

namespace {

constexpr double frame_rule_mm = 1.0 * mm_per_pt;  // the outer frame is a little heavier than the rules in it
constexpr double column_rule_mm = 0.75 * mm_per_pt;

/// Sets the pages of a form one after the other, then what every page shows (titles, numbers, codes).
class Layout {
 public:
  explicit Layout(Setting& setting) : setting_(setting) {
    style_.text.leading = 1.3f;
    style_ = read_style(setting.form.root, style_);
  }

  Sheet run() {
    const Form& form = setting_.form;
    Sheet sheet;
    sheet.kind = form.kind;
    sheet.form = form.id;
    sheet.form_code = static_cast<std::uint8_t>(form.code);
    sheet.title = setting_.notice.title_of(form.kind);
    sheet.application = setting_.application.number;
    sheet.date = setting_.application.root.text_at("filled-on");
    for (const Element& child : form.root.children) {
      if (child.name == "style") styles_[child.attribute("id")] = &child;
      if (child.name == "page") set_page(child, sheet);
      if (child.name == "blank" && pages_.size() % 2 == 1) blank_page(child);
      if (child.name == "continuation") set_continuation(child);
    }
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      setting_.page = static_cast<int>(i) + 1;
      setting_.pages = static_cast<int>(pages_.size());
      finish(pages_[i]);
      sheet.pages.push_back(std::move(pages_[i].work.page));
    }
    // A document that the notice does not name is called as it calls itself.
    if (sheet.title.empty() && !sheet.pages.empty()) sheet.title = sheet.pages.front().heading;
    return sheet;
  }

 private:
  struct Started {
    PageWork work;
    const Element* style = nullptr;
    RectMm content;  // where blocks stand
    std::string heading, sub_heading;
  };

  const Element& style_of(const Element& page) const {
    const auto found = styles_.find(page.attribute("style"));
    if (found == styles_.end())
      throw Error(ErrorKind::bad_input,
                  fmt::format(fmt::runtime(tr("{}:{}：没有名为 {} 的版式")), setting_.form.file.string(),
                              page.line, page.attribute("style")));
    return *found->second;
  }

  static RectMm rectangle(const Element& element) {
    return {number(element, "x", 0), number(element, "y", 0), number(element, "w", 0),
            number(element, "h", 0)};
  }

  Started& start(const Element& page, bool again) {
    const Element& style = style_of(page);
    pages_.emplace_back();
    Started& started = pages_.back();
    started.style = &style;
    started.heading = page.attribute("heading") + (again && page.has("heading") ? "（续）" : "");
    started.sub_heading = page.attribute("sub-heading");
    setting_.heading = page.attribute("heading");
    const bool a3 = style.attribute("paper") == "A3",
               landscape = style.attribute("orientation") == "landscape";
    const double narrow = a3 ? 297 : 210, wide = a3 ? 420 : 297;
    Page& out = started.work.page;
    out.width_mm = landscape ? wide : narrow;
    out.height_mm = landscape ? narrow : wide;
    out.heading = started.heading;
    if (const Element* frame = style.child("frame")) {
      started.content = rectangle(*frame);
      if (frame->attribute("rules") != "none") out.frame = started.content;
    }
    for (const Element* code : style.all("code")) {
      const double size = number(*code, "size", 25);
      out.codes.push_back({number(*code, "x", 0), number(*code, "y", 0), size, size});
    }
    return started;
  }

  std::vector<RectMm> columns_of(const Started& page) const {
    std::vector<RectMm> columns;
    for (const Element* column : page.style->all("column"))
      columns.push_back({number(*column, "x", 0), page.content.y, number(*column, "w", 0), page.content.h});
    if (columns.empty()) columns.push_back(page.content);
    return columns;
  }

  static bool is_flow(const Element& page) { return page.attribute("flow") == "true"; }

  void set_page(const Element& element, Sheet& sheet) {
    if (element.attribute("bookmark") != "false" && element.has("heading"))
      sheet.bookmarks.push_back({element.attribute("heading"), static_cast<int>(pages_.size())});
    Started& page = start(element, false);
    const std::vector<RectMm> columns = columns_of(page);
    std::vector<Block> onward;
    std::size_t at = 0;
    auto fill = [&](const Element& parent) {
      const RectMm column = columns[std::min(at++, columns.size() - 1)];
      for (Block& rest : fill_column(setting_, page.work, read_blocks(setting_, parent, style_), column,
                                     is_flow(element) ? Filling::flow : Filling::first))
        (rest.later || columns.size() > 1 ? later_ : onward).push_back(std::move(rest));
    };
    const std::vector<const Element*> parts = element.all("column");
    for (const Element* part : parts) fill(*part);
    if (parts.empty()) fill(element);
    set_onward(element, std::move(onward));
  }

  // The rest of a page goes on to pages of the same kind, column after column.
  void set_onward(const Element& element, std::vector<Block> rest) {
    while (!rest.empty()) {
      Started& page = start(element, true);
      for (const RectMm& column : columns_of(page)) {
        if (rest.empty()) {
          page.work.page.boxes.push_back({"continuation/blank",
                                          page.heading,
                                          Filler::record,
                                          BoxUse::blank,
                                          {column.x + 1, column.y + 1, column.w - 2, column.h - 2}});
          continue;
        }
        rest = fill_column(setting_, page.work, std::move(rest), column,
                           is_flow(element) ? Filling::flow : Filling::onward);
      }
    }
  }

  void set_continuation(const Element& element) {
    setting_.heading = element.attribute("heading");
    set_onward(element, std::move(later_));
    later_.clear();
  }

  // Keeps the order of fronts and backs.
  void blank_page(const Element& element) {
    Started& page = start(element, false);
    const CellText text = read_cell_text(setting_, element, setting_.record(), style_, {});
    place_text(setting_, page.work, text, arrange(text, page.content.w, text.style.text.size_pt),
               page.content);
    Page& out = page.work.page;
    out.groups.push_back({TextRole::paragraph, 0, 0, 0, static_cast<std::uint32_t>(out.runs.size())});
  }

  /// What a text of every page is: titles are headings, what else stands above the content is read before it,
  /// what stands below it (page numbers) is decoration.
  static std::optional<TextRole> role_of(const Element& text, const RectMm& content) {
    for (const Element& piece : text.children)
      if (piece.name == "title" || piece.name == "heading" || piece.name == "sub-heading")
        return TextRole::heading;
    if (number(text, "y", 0) < content.y) return TextRole::paragraph;
    return std::nullopt;
  }

  void finish(Started& page) {
    setting_.heading = page.heading;
    setting_.sub_heading = page.sub_heading;
    Page& out = page.work.page;
    std::vector<TextGroup> above;
    for (const Element* element : page.style->all("text")) {
      const RectMm box = rectangle(*element);
      const CellText text = read_cell_text(setting_, *element, setting_.record(), style_, {});
      if (text.lines.empty()) continue;
      const auto first = static_cast<std::uint32_t>(out.runs.size());
      place_text(setting_, page.work, text, arrange_to_fit(text, box.w, box.h), box);
      const auto end = static_cast<std::uint32_t>(out.runs.size());
      if (const auto role = role_of(*element, page.content); role && end > first)
        above.push_back({*role, 0, 0, first, end});
    }
    out.groups.insert(out.groups.begin(), above.begin(), above.end());
    const RectMm& frame = page.work.page.frame;
    if (frame.w > 0) draw_rectangle(page.work, frame, frame_rule_mm);
    const std::vector<RectMm> columns = columns_of(page);
    if (columns.size() > 1)
      for (const RectMm& column : columns) draw_rectangle(page.work, column, column_rule_mm);
    merge_rules(page.work);
  }

  Setting& setting_;
  CellStyle style_;
  std::map<std::string, const Element*> styles_;
  std::vector<Started> pages_;
  std::vector<Block> later_;  // waits for the continuation sheet
};

}  // namespace

LaidOut lay_out(const Form& form, const Application& application, const Notice& notice, const Fonts& fonts,
                const Photo* photo, const std::map<std::string, std::string>& late,
                const Pictures& pictures) {
  LaidOut result;
  Setting setting{form, application, notice, fonts, photo, late, pictures, result.diagnostics,
                  0,    0,           {},     {},    {}};
  result.sheet = Layout(setting).run();
  seal_digests(result.sheet);
  result.ok = !has_errors(result.diagnostics);
  return result;
}

void set_serial(Sheet& sheet, int serial, const Fonts& fonts) {
  sheet.serial = serial;
  for (Page& page : sheet.pages) {
    for (TextRun& run : page.runs) {
      if (run.kind != RunKind::mark || run.glyphs.size() < 2) continue;
      run.glyphs.resize(2);  // 版次
      Glyph last = run.glyphs.back();
      float x = last.x_mm + last.advance_mm + 0.25f * last.advance_mm;
      for (const char digit : std::to_string(serial)) {
        const auto glyph = fonts.find_in_face(last.face, static_cast<char32_t>(digit));
        if (!glyph) continue;
        Glyph next = last;
        next.code_point = static_cast<char32_t>(digit);
        next.id = glyph->id;
        next.x_mm = x;
        next.advance_mm = glyph->advance_em * last.size_pt * static_cast<float>(mm_per_pt);
        x += next.advance_mm;
        run.glyphs.push_back(next);
      }
    }
  }
}

}  // namespace hefu
