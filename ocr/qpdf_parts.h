#pragma once
#include <qpdf/Pipeline.hh>
#include <qpdf/QPDF.hh>
#include <string>

#include "ocr/volume_parts.h"

namespace hefu {

constexpr double pt_per_mm = 72 / 25.4;

/// Opens bytes that outlive it, in silence. Fails: QPDFExc.
void open_quietly(QPDF& document, std::string_view bytes);

/// What PDF calls a real number, without an exponent.
std::string real(double value);

/// Takes from a page's contents and all that they name whatever acts or reaches outside of the file.
void remove_what_acts(QPDFObjectHandle page);

/// Takes the text that is not drawn (an OCR layer) out of a page's contents.
void drop_unseen_text(QPDF& document, QPDFObjectHandle page);

/// The operator that puts the unit square, a picture's place, upright on w x h; `orientation` as EXIF counts.
std::string upright_matrix(int orientation, double w, double h);
/// Adds a page of the picture's shape, in its own size where it knows that.
void add_picture(QPDF& part, const PicturePage& picture, PartPage& size);

/// What makes a document PDF/A-3: metadata, output intent, attached files as associated files.
void describe_archive(QPDF& document, const VolumePlan& plan);

/// Writes the document into the room. `packed`: objects packed together, for the last document.
void write_document(QPDF& document, ByteRoom& room, bool packed);

}  // namespace hefu
