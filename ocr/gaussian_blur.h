#pragma once
#include <vector>

namespace hefu {

/// How many px around a picture a blur of `sigma` px reaches.
int blur_reach(float sigma);

/// Blurs a picture in place; beyond its borders all is 0.
void blur(std::vector<float>& picture, int width, int height, float sigma);

}  // namespace hefu
