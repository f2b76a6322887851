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

/// Writes the document into the room. `packed`: objects packed together, for the last document.
void write_document(QPDF& document, ByteRoom& room, bool packed);

}  // namespace hefu
