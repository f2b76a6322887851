#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

namespace hefu {

/// Takes the piece that holds the pixel `start` out of a mask of `w` x `h`: what touches by a side or a
/// corner. `visit(x, y)` for each pixel of it, in an order that depends on the mask alone. `stack` is kept
/// from piece to piece, so that its memory is.
template <class Visit>
void take_piece(std::vector<std::uint8_t>& mask, int w, int h, int start, std::vector<int>& stack,
                const Visit& visit) {
  mask[start] = 0;
  stack.assign(1, start);
  while (!stack.empty()) {
    const int at = stack.back(), x = at % w, y = at / w;
    stack.pop_back();
    visit(x, y);
    for (int ny = std::max(0, y - 1); ny <= std::min(h - 1, y + 1); ++ny)
      for (int nx = std::max(0, x - 1); nx <= std::min(w - 1, x + 1); ++nx) {
        const int next = ny * w + nx;
        if (!mask[next]) continue;
        mask[next] = 0;
        stack.push_back(next);
      }
  }
}

}  // namespace hefu
