#include "plots/color.h"

#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace rhoflow {

namespace {

/// Equidistant control points; lightness grows almost linearly from one to the next.
constexpr std::array<Color, 11> sequential_points = {{{68, 1, 84},
                                                      {72, 36, 117},
                                                      {65, 68, 135},
                                                      {53, 95, 141},
                                                      {42, 120, 142},
                                                      {33, 145, 140},
                                                      {34, 168, 132},
                                                      {68, 191, 112},
                                                      {122, 209, 81},
                                                      {189, 223, 38},
                                                      {253, 231, 37}}};

/// Equidistant as well; both halves lose lightness alike.
constexpr std::array<Color, 7> diverging_points = {{{18, 62, 128},
                                                    {70, 128, 192},
                                                    {168, 203, 228},
                                                    {246, 246, 244},
                                                    {242, 186, 158},
                                                    {208, 96, 76},
                                                    {132, 18, 42}}};

constexpr std::array<Color, 8> curve_colors = {{{0, 114, 178},
                                                {213, 94, 0},
                                                {0, 158, 115},
                                                {204, 121, 167},
                                                {230, 159, 0},
                                                {86, 180, 233},
                                                {90, 90, 90},
                                                {139, 90, 43}}};

template <std::size_t n>
Color interpolate(const std::array<Color, n> &points, double fraction) {
  const double position = std::clamp(fraction, 0.0, 1.0) * static_cast<double>(n - 1);
  const auto left = std::min(static_cast<std::size_t>(position), n - 2);
  return mix(points[left], points[left + 1], position - static_cast<double>(left));
}

} // namespace

Color curve_color(int index) {
  RHOFLOW_PRECONDITION(index >= 0, "colours are counted from 0");
  return curve_colors[static_cast<std::size_t>(index) % curve_colors.size()];
}

Color map_color(double fraction, ColorMap map) {
  return map == ColorMap::sequential ? interpolate(sequential_points, fraction)
                                     : interpolate(diverging_points, fraction);
}

Color mix(Color a, Color b, double weight) {
  RHOFLOW_PRECONDITION(weight >= 0. && weight <= 1., "the weight is a share");
  const auto channel = [weight](unsigned char from, unsigned char to) {
    return static_cast<unsigned char>(std::lround((1 - weight) * from + weight * to));
  };
  return {channel(a.red, b.red), channel(a.green, b.green), channel(a.blue, b.blue)};
}

} // namespace rhoflow
