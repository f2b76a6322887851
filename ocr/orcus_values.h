#pragma once
#include <orcus/spreadsheet/import_interface.hpp>
#include <string>
#include <vector>

namespace hefu {

/// Private to the orcus_ files: the parts of a workbook that its cells refer to.

/// A number as a spreadsheet shows it: whole numbers without a point, at most 15 digits.
std::string number_text(double value);

/// The workbook's table of texts.
class WorkbookStrings : public orcus::spreadsheet::iface::import_shared_strings {
 public:
  std::size_t append(std::string_view s) override;
  std::size_t add(std::string_view s) override { return append(s); }
  void set_segment_font(std::size_t) override {}
  void set_segment_bold(bool) override {}
  void set_segment_italic(bool) override {}
  void set_segment_font_name(std::string_view) override {}
  void set_segment_font_size(double) override {}
  void set_segment_font_color(orcus::spreadsheet::color_elem_t, orcus::spreadsheet::color_elem_t,
                              orcus::spreadsheet::color_elem_t, orcus::spreadsheet::color_elem_t) override {}
  void append_segment(std::string_view s) override { segments_ += s; }
  std::size_t commit_segments() override;
  /// Empty for an index that the workbook does not have.
  std::string at(std::size_t index) const { return index < texts_.size() ? texts_[index] : std::string(); }

 private:
  std::vector<std::string> texts_;
  std::string segments_;
};

/// Which formats show a number as a date, and from which day numbers count.
class WorkbookStyles : public orcus::spreadsheet::iface::import_styles {
 public:
  class Settings : public orcus::spreadsheet::iface::import_global_settings {
   public:
    void set_origin_date(int year, int month, int day) override;
    void set_default_formula_grammar(orcus::spreadsheet::formula_grammar_t) override {}
    orcus::spreadsheet::formula_grammar_t get_default_formula_grammar() const override {
      return orcus::spreadsheet::formula_grammar_t::xlsx;
    }
    void set_character_set(orcus::character_set_t) override {}
    int origin_year = 1899, origin_month = 12, origin_day = 30;
  };

  Settings& settings() { return settings_; }
  /// Whether cells of this format show dates.
  bool is_date(std::size_t format) const;
  /// The day of a serial number, ISO; empty where it is none.
  std::string day_of(double serial) const;

  void set_number_format_identifier(std::size_t id) override { number_format_id_ = id; }
  void set_number_format_code(std::string_view code) override { number_format_code_ = code; }
  std::size_t commit_number_format() override;
  void set_xf_number_format(std::size_t id) override { xf_number_format_ = id; }
  std::size_t commit_cell_xf() override;
  std::size_t commit_cell_style_xf() override;
  std::size_t commit_dxf() override;

  // What a cell looks like says nothing about its value.
  using Colour = orcus::spreadsheet::color_elem_t;
  void set_font_count(std::size_t) override {}
  void set_font_bold(bool) override {}
  void set_font_italic(bool) override {}
  void set_font_name(std::string_view) override {}
  void set_font_size(double) override {}
  void set_font_underline(orcus::spreadsheet::underline_t) override {}
  void set_font_underline_width(orcus::spreadsheet::underline_width_t) override {}
  void set_font_underline_mode(orcus::spreadsheet::underline_mode_t) override {}
  void set_font_underline_type(orcus::spreadsheet::underline_type_t) override {}
  void set_font_underline_color(Colour, Colour, Colour, Colour) override {}
  void set_font_color(Colour, Colour, Colour, Colour) override {}
  void set_strikethrough_style(orcus::spreadsheet::strikethrough_style_t) override {}
  void set_strikethrough_type(orcus::spreadsheet::strikethrough_type_t) override {}
  void set_strikethrough_width(orcus::spreadsheet::strikethrough_width_t) override {}
  void set_strikethrough_text(orcus::spreadsheet::strikethrough_text_t) override {}
  std::size_t commit_font() override { return fonts_++; }
  void set_fill_count(std::size_t) override {}
  void set_fill_pattern_type(orcus::spreadsheet::fill_pattern_t) override {}
  void set_fill_fg_color(Colour, Colour, Colour, Colour) override {}
  void set_fill_bg_color(Colour, Colour, Colour, Colour) override {}
  std::size_t commit_fill() override { return fills_++; }
  void set_border_count(std::size_t) override {}
  void set_border_style(orcus::spreadsheet::border_direction_t, orcus::spreadsheet::border_style_t) override {}
  void set_border_color(orcus::spreadsheet::border_direction_t, Colour, Colour, Colour, Colour) override {}
  void set_border_width(orcus::spreadsheet::border_direction_t, double, orcus::length_unit_t) override {}
  std::size_t commit_border() override { return borders_++; }
  void set_cell_hidden(bool) override {}
  void set_cell_locked(bool) override {}
  void set_cell_print_content(bool) override {}
  void set_cell_formula_hidden(bool) override {}
  std::size_t commit_cell_protection() override { return protections_++; }
  void set_number_format_count(std::size_t) override {}
  void set_cell_xf_count(std::size_t) override {}
  void set_cell_style_xf_count(std::size_t) override {}
  void set_dxf_count(std::size_t) override {}
  void set_xf_font(std::size_t) override {}
  void set_xf_fill(std::size_t) override {}
  void set_xf_border(std::size_t) override {}
  void set_xf_protection(std::size_t) override {}
  void set_xf_style_xf(std::size_t) override {}
  void set_xf_apply_alignment(bool) override {}
  void set_xf_horizontal_alignment(orcus::spreadsheet::hor_alignment_t) override {}
  void set_xf_vertical_alignment(orcus::spreadsheet::ver_alignment_t) override {}
  void set_cell_style_count(std::size_t) override {}
  void set_cell_style_name(std::string_view) override {}
  void set_cell_style_xf(std::size_t) override {}
  void set_cell_style_builtin(std::size_t) override {}
  void set_cell_style_parent_name(std::string_view) override {}
  std::size_t commit_cell_style() override { return cell_styles_++; }

 private:
  Settings settings_;
  std::size_t number_format_id_ = 0, xf_number_format_ = 0;
  std::string number_format_code_;
  std::vector<std::size_t> date_formats_;  // ids of the workbook's own formats that show dates
  std::vector<std::size_t> formats_;       // number format of each cell format
  std::size_t style_formats_ = 0, other_formats_ = 0, number_formats_ = 0;
  std::size_t fonts_ = 0, fills_ = 0, borders_ = 0, protections_ = 0, cell_styles_ = 0;
};

/// "B7" and "A1:C9".
class CellReferences : public orcus::spreadsheet::iface::import_reference_resolver {
 public:
  orcus::spreadsheet::src_address_t resolve_address(std::string_view address) override;
  orcus::spreadsheet::src_range_t resolve_range(std::string_view range) override;
};

}  // namespace hefu
