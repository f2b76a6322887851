#include <fmt/format.h>

#include <algorithm>

#include "schemas/error.h"
#include "schemas/text.h"
#include "tests/support/papers/layouts.h"
#include "tests/support/papers/record_values.h"
#include "tests/support/papers/set_paper.h"
#include "tests/support/people_words.h"

namespace hefu::support {
namespace {

double number_or(const Element& element, const char* name, double otherwise) {
  return element.has(name) ? std::stod(element.attribute(name)) : otherwise;
}

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts(1);
  for (const char c : text)
    if (c == at)
      parts.emplace_back();
    else
      parts.back() += c;
  return parts;
}

}  // namespace

TextLook PaperSetting::look_of(const Element& element, TextLook look) const {
  const std::string face = element.attribute("face");
  if (!face.empty()) look.typeface = drawn.contains(face) ? drawn.at(face) : face;
  if (element.has("align")) look.align = element.attribute("align");
  if (element.has("colour")) look.ink = paper_ink(element.attribute("colour"));
  look.size_pt = number_or(element, "size", look.size_pt);
  look.leading = number_or(element, "leading", look.leading);
  look.spacing_em = number_or(element, "spacing", look.spacing_em);
  look.indent_em = number_or(element, "indent", look.indent_em);
  look.bold_em = number_or(element, "bold", look.bold_em);
  if (element.has("underlined")) look.underlined = element.attribute("underlined") == "yes";
  if (element.has("vertical")) look.vertical = element.attribute("vertical") == "yes";
  return look;
}

std::string PaperSetting::drawn_value(const std::string& name) {
  if (name == "row") {
    const auto bracket = about.rfind('[');
    if (bracket == about.npos) throw Error(ErrorKind::bad_input, "{=row} stands in no row of a list");
    return about.substr(bracket + 1, about.size() - bracket - 2);
  }
  if (const auto known = drawn.find(name); known != drawn.end()) return known->second;
  std::string value;
  const CommonWords& words = common_words();
  if (name.starts_with("person"))
    value = random.pick(words.surnames) + random.pick(words.given);
  else if (name == "serial")
    value = fmt::format("YB{:08}", random.below(100000000));
  else if (name == "short-serial")
    value = fmt::format("{:04}", random.below(10000));
  else if (name == "phone")
    value = fmt::format("1380000{:04}", random.below(10000));
  else if (name == "day")
    value = fmt::format("{}", random.between(1, 28));
  else if (name == "next-year")
    value = std::to_string(std::stoi(record_element(printed, about + "/year")->text) + 1);
  else if (name == "end-year")
    value = std::to_string(
        std::stoi(record_element(recorded, "titles/current/appointed-on")->text.substr(0, 4)) + 3);
  else if (name == "topic")
    value = random.pick(words.studies) + random.pick(random.pick(trades()).topics);
  else
    throw Error(ErrorKind::bad_input, "a layout asks for {=" + name + "}, which is not drawn");
  return drawn[name] = value;
}

std::string PaperSetting::path_in_record(const std::string& path) const {
  const auto bracket = path.find('['), end = path.find(']');
  if (bracket == path.npos) return path;
  const Element* row = record_element(printed, path.substr(0, end + 1));
  if (row == nullptr || !row->has(row_of_record)) return path;
  return path.substr(0, bracket + 1) + row->attribute(row_of_record) + path.substr(end);
}

void PaperSetting::expand_one(const std::string& inside, Pieces& pieces) {
  const auto add = [&](const std::string& text, int claim) {
    for (const char32_t c : to_utf32(text)) pieces.push_back({c, claim});
  };
  if (inside[0] == '=') return add(drawn_value(inside.substr(1)), -1);
  if (inside[0] == '?') return add(random.pick(split(inside.substr(1), '|')), -1);
  const std::vector<std::string> parts = split(inside, '|');
  std::string path = parts[0];
  const std::string format = parts.size() > 1 ? parts[1] : "", otherwise = parts.size() > 2 ? parts[2] : "";
  if (path.starts_with("./")) path = about + path.substr(1);
  const Element* shown = record_element(printed, path);
  if (shown == nullptr || shown->text.empty()) return add(otherwise, -1);
  const int day = std::stoi(drawn_value("day"));
  const std::string online_path = path_in_record(path);
  const Element* online = record_element(recorded, online_path);
  PaperClaim claim{claim_kind(path),
                   "/application/" + online_path,
                   online ? online->text : "",
                   "",
                   printed_value(shown->text, format, day),
                   page,
                   {}};
  claim.whole = format != "y" && format != "m" && format != "d";
  claim.expected = printed_value(claim.recorded, format, day);
  claims.push_back(claim);
  add(claim.printed, static_cast<int>(claims.size()) - 1);
}

Pieces PaperSetting::expand(const std::string& layout_text) {
  Pieces pieces;
  std::string plain;
  const auto flush = [&] {
    for (const char32_t c : to_utf32(plain)) pieces.push_back({c, -1});
    plain.clear();
  };
  for (std::size_t i = 0; i < layout_text.size(); ++i) {
    if (layout_text[i] != '{') {
      plain += layout_text[i];
      continue;
    }
    const std::size_t end = layout_text.find('}', i);
    if (end == layout_text.npos) throw Error(ErrorKind::bad_input, "a layout's { has no }: " + layout_text);
    flush();
    expand_one(layout_text.substr(i + 1, end - i - 1), pieces);
    i = end;
  }
  flush();
  return pieces;
}

double PaperSetting::advance(const Piece& piece, const TextLook& look) const {
  return (faces.find(look.typeface, piece.c).advance_em + look.spacing_em) * look.size_pt * mm_per_pt;
}

std::vector<PaperSetting::SetLine> PaperSetting::lines_of(const Pieces& pieces, double w,
                                                          const TextLook& look) const {
  std::u32string text;
  for (const Piece& piece : pieces) text += piece.c;
  const LineBreaks breaks(text);
  const double em = look.size_pt * mm_per_pt;
  std::vector<SetLine> lines;
  for (std::size_t first = 0; first < pieces.size() || lines.empty();) {
    const double room = w - (lines.empty() ? look.indent_em * em : 0) + look.spacing_em * em + 1e-6;
    std::size_t end = first;
    for (double width = 0; end < pieces.size(); ++end)
      if ((width += advance(pieces[end], look)) > room && end > first) break;
    if (end < pieces.size())
      if (const std::size_t place = breaks.last_up_to(end); place > first) end = place;
    double width = 0;
    for (std::size_t i = first; i < end; ++i) width += advance(pieces[i], look);
    lines.push_back({first, end, width});
    first = end;
  }
  return lines;
}

double PaperSetting::height_of(const Pieces& pieces, double w, const TextLook& look) const {
  return static_cast<double>(lines_of(pieces, w, look).size()) * look.size_pt * mm_per_pt * look.leading;
}

void PaperSetting::mark(const Piece& piece, const RectMm& box, bool new_line) {
  if (piece.claim < 0) return;
  std::vector<RectMm>& boxes = claims[static_cast<std::size_t>(piece.claim)].boxes;
  if (boxes.empty() || new_line)
    boxes.push_back(box);
  else
    boxes.back().w = box.x + box.w - boxes.back().x;
}

double PaperSetting::set(Canvas& canvas, const Pieces& pieces, const RectMm& box, const TextLook& look) {
  const double em = look.size_pt * mm_per_pt, step = em * look.leading;
  double y = box.y;
  const std::vector<SetLine> lines = lines_of(pieces, box.w, look);
  for (std::size_t row = 0; row < lines.size(); ++row, y += step) {
    const SetLine& line = lines[row];
    const double width = line.width - (line.end > line.first ? look.spacing_em * em : 0);
    double x = box.x + (row == 0 ? look.indent_em * em : 0);
    if (look.align == "centre") x = box.x + (box.w - width) / 2;
    if (look.align == "right") x = box.x + box.w - width;
    const double baseline = y + step / 2 + 0.37 * em;
    int last_claim = -1;
    for (std::size_t i = line.first; i < line.end; ++i) {
      const Piece& piece = pieces[i];
      const double wide = advance(piece, look);
      if (piece.c != U' ' && piece.c != U'　')
        canvas.glyph(faces, faces.find(look.typeface, piece.c), x, baseline, em, look.ink, look.bold_em);
      mark(piece, {x, baseline - 0.87 * em, wide - look.spacing_em * em, em}, piece.claim != last_claim);
      last_claim = piece.claim;
      x += wide;
      text += to_utf8(std::u32string(1, piece.c));
    }
    text += '\n';
    if (look.underlined)
      canvas.rule(box.x, baseline + 0.3 * em, box.x + box.w, baseline + 0.3 * em, 0.2, look.ink);
  }
  return y - box.y;
}

void PaperSetting::set_vertical(Canvas& canvas, const Pieces& pieces, const RectMm& box,
                                const TextLook& look) {
  const double em = look.size_pt * mm_per_pt, step = em * std::max(1.15, look.leading * 0.85);
  double y = box.y + (box.h - step * static_cast<double>(pieces.size())) / 2;
  for (const Piece& piece : pieces) {
    const double x = box.x + (box.w - advance(piece, look)) / 2;
    if (piece.c != U' ' && piece.c != U'　')
      canvas.glyph(faces, faces.find(look.typeface, piece.c), x, y + step / 2 + 0.37 * em, em, look.ink,
                   look.bold_em);
    mark(piece, {x, y, em, step}, true);
    text += to_utf8(std::u32string(1, piece.c));
    y += step;
  }
  text += '\n';
}

}  // namespace hefu::support
