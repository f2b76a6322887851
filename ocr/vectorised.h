#pragma once

/// Marks a function whose loops gain from wide vectors: it is compiled for AVX2, too, and the machine chooses
/// when the program starts. No fused multiply-add: results are the same to the bit on every machine.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define HEFU_VECTORISED __attribute__((target_clones("avx2", "default")))
#else
#define HEFU_VECTORISED
#endif
