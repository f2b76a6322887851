#pragma once

namespace hefu {

/// Lets Ctrl-C and SIGTERM end the program between two files: they set a flag; a second Ctrl-C ends it at
/// once. Also keeps a closed pipe from killing the program. Call it once, in main.
void catch_signals();

/// Whether a signal asked the program to end.
bool interrupted();

/// 130 after Ctrl-C, 75 after SIGTERM, 0 without.
int interrupt_exit_code();

/// Fails: throws Error(interrupted) when a signal asked the program to end.
void stop_if_interrupted();

}  // namespace hefu
