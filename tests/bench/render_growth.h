#pragma once
#include <string>

namespace hefu::bench {

/// Renders a hundred thousand people (`quick`: ten thousand) by the program itself, from files to files, in
/// one run, and prints its peak memory and its time a person at 1,000, 10,000 and 100,000; kills a second run
/// over a tenth of them in the middle, looks at every file that it left, and lets it go on; then one worker
/// against two, beside what two spinning loops gain. Needs 2.5 GB of disk for 10,000 people, 25 GB for
/// 100,000. Returns members for the JSON line, each followed by a comma. Fails: throws std::runtime_error
/// when a file is missing or not whole.
std::string growth(bool quick);

}  // namespace hefu::bench
