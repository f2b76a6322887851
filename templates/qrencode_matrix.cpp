#include <qrencode.h>

#include "schemas/error.h"
#include "schemas/messages.h"
#include "templates/qr_code.h"

namespace hefu {

QrMatrix reference_qr_matrix(std::string_view text) {
  // One segment in alphanumeric mode: page codes have no other characters, and looking for a better mix costs
  // time.
  const std::unique_ptr<QRinput, decltype(&QRinput_free)> input(QRinput_new2(0, QR_ECLEVEL_M), QRinput_free);
  const bool taken = input && QRinput_append(input.get(), QR_MODE_AN, static_cast<int>(text.size()),
                                             reinterpret_cast<const unsigned char*>(text.data())) == 0;
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      taken ? QRcode_encodeInput(input.get()) : nullptr, QRcode_free);
  if (!code) throw Error(ErrorKind::bad_input, tr("内容无法做成二维码：只能是大写字母、数字和少数符号"));
  QrMatrix matrix;
  matrix.size = code->width;
  matrix.dark.resize(static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width));
  for (std::size_t i = 0; i < matrix.dark.size(); ++i) matrix.dark[i] = code->data[i] & 1;
  return matrix;
}

}  // namespace hefu
