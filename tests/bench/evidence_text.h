#pragma once
#include <cstdint>
#include <string>

namespace hefu::evidence {

struct TextErrors {
  std::int64_t characters = 0, errors = 0;
};

/// How many characters of the true lines the text that was read lacks or has otherwise: each line is sought
/// in all of it, because readers put columns and cells in different orders. Spaces are left out, and full
/// width and half width signs are the same. Source: Sellers, The theory and computation of evolutionary
/// distances (1980).
TextErrors text_errors(const std::string& true_lines, const std::string& read);

}  // namespace hefu::evidence
