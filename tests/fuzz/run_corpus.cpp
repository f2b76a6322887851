#include <chrono>
#include <cstdio>
#include <filesystem>

#include "schemas/data_files.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size);

/// Runs a fuzz target over the files of folders, so that the corpus is a regression test without libFuzzer.
/// A file that takes longer than this is a bomb that went off; the slowest of the corpus needs 11 ms, schema included.
constexpr double kMostSeconds = 2.0;

int main(int count, char** arguments) {
  int files = 0;
  for (int i = 1; i < count; ++i)
    for (const auto& entry : std::filesystem::directory_iterator(arguments[i])) {
      const std::string bytes = hefu::read_file(entry.path());
      const auto start = std::chrono::steady_clock::now();
      LLVMFuzzerTestOneInput(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
      const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
      std::printf("%-40s %8zu bytes %8.1f ms\n", entry.path().filename().c_str(), bytes.size(),
                  seconds * 1000);
      if (seconds > kMostSeconds) return std::printf("took too long\n"), 1;
      ++files;
    }
  return files > 0 ? 0 : (std::printf("no file was run\n"), 1);
}
