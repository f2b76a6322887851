#pragma once
#include <map>
#include <string>

#include "schemas/application.h"
#include "schemas/notice.h"
#include "templates/fonts.h"
#include "templates/form.h"
#include "templates/sheet.h"

namespace hefu {

/// The record's photo, decoded in the sandbox before layout sees it.
struct Photo {
  std::string bytes;  // as given; embedded as it is when it is a JPEG
  bool jpeg = false;
  int width = 0, height = 0, channels = 3;
  std::string pixels;              // sRGB8 when it is no JPEG
  std::vector<std::uint8_t> grey;  // shrunk, grey8
  int grey_width = 0, grey_height = 0;
};

/// Pictures that a document brings along, by the names that its root gives them.
using Pictures = std::map<std::string, Photo>;

struct LaidOut {
  Sheet sheet;
  Diagnostics diagnostics;  // missing glyph, overflow, missing photo: person, field and code point named
  bool ok = false;
};

/// Sets one record in one form. Pure: the same inputs give the same Sheet to the bit.
/// `photo` may be null: an error where the form has a place for one.
/// A document of many people (a roster) is an Application too, whose root is called otherwise and whose
/// number is the document's own. The pages' digests are sealed. `late` are values known only now (path of the
/// late box -> text), usually empty. `pictures`: of the form's picture cells.
LaidOut lay_out(const Form& form, const Application& application, const Notice& notice, const Fonts& fonts,
                const Photo* photo, const std::map<std::string, std::string>& late = {},
                const Pictures& pictures = {});

/// Prints the serial number into the sheet's marks ("版次 2"), once it is known.
void set_serial(Sheet& sheet, int serial, const Fonts& fonts);

/// Sets `text` where the field's value stands, in the field's own style: what the paper would show had it
/// another value. Returns one run a line; empty when it does not fit or a glyph is missing.
std::vector<TextRun> set_text(const Field& field, const std::string& text, const Fonts& fonts);

}  // namespace hefu
