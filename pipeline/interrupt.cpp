#include "pipeline/interrupt.h"

#include <signal.h>
#include <unistd.h>

#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {
namespace {

volatile sig_atomic_t caught = 0;

void on_signal(int signal) {
  if (caught == SIGINT && signal == SIGINT) _exit(130);
  caught = signal;
}

}  // namespace

void catch_signals() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  signal(SIGPIPE, SIG_IGN);
}

bool interrupted() { return caught != 0; }

int interrupt_exit_code() { return caught == SIGINT ? 130 : caught == SIGTERM ? 75 : 0; }

void stop_if_interrupted() {
  if (caught != 0) throw Error(ErrorKind::interrupted, tr("已中断"), tr("再运行一次即可重新处理"));
}

}  // namespace hefu
