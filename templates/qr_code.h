#pragma once
#include <optional>
#include <string_view>

#include "templates/page_code.h"

namespace hefu {

/// The same matrix, to the module, that libqrencode makes of a text in one alphanumeric segment at level M,
/// at a tenth of its price. Nothing when the text is not alphanumeric or longer than version 9 holds (262
/// characters). Source: ISO/IEC 18004.
std::optional<QrMatrix> quick_qr_matrix(std::string_view text);

/// The reference: libqrencode. Fails: throws Error(bad_input) on a text that is not alphanumeric.
QrMatrix reference_qr_matrix(std::string_view text);

}  // namespace hefu
