#include "pipeline/commands.h"
#include "pipeline/output.h"
#include "pipeline/state.h"
#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {
namespace {

std::string describe(const SigningKey& key) {
  const KeyId id = key.id();
  return fmt::format(fmt::runtime(tr("密钥标识 {}\n{}")), hex(id.data(), id.size()), key.public_pem());
}

}  // namespace

int new_keys(const Options& options) {
  print_data(describe(State(options.state).make_key()));
  return 0;
}

int show_keys(const Options& options) {
  const State state(options.state);
  if (!state.has_key())
    throw Error(ErrorKind::bad_input, fmt::format(fmt::runtime(tr("{}：没有密钥")), state.folder().string()),
                tr("用 hefu keys new 生成，或用 --state 指明状态文件夹"));
  print_data(describe(state.load_key()));
  return 0;
}

}  // namespace hefu
