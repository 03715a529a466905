// SPDX-License-Identifier: Apache-2.0
#include "accuracy/depth_refinement.h"

#include "rhoflow/base/precondition.h"

namespace rhoflow {

namespace {

/// The Lagrange polynomials of the points @p x at @p at.
std::vector<double> lagrange(const std::vector<double> &x, double at) {
  std::vector<double> values(x.size(), 1.);
  for (std::size_t k = 0; k < x.size(); ++k)
    for (std::size_t m = 0; m < x.size(); ++m)
      if (m != k)
        values[k] *= (at - x[m]) / (x[k] - x[m]);
  return values;
}

} // namespace

DepthRefinement refine_depth(const MeanFieldProblem &problem, const NetworkMoments &moments) {
  const DepthGrid &coarse = problem.depth;
  const auto n_intervals = static_cast<unsigned int>(coarse.blocks().size());
  const unsigned int n = coarse.blocks().front().size, n_fine = n + 2;
  DepthRefinement fine{problem, {{}, moments.length_scale}};
  fine.problem.depth = DepthGrid(DepthRule::gauss, n_fine, n_intervals);
  for (unsigned int block = 0; block < n_intervals; ++block) {
    const auto first = coarse.nodes().begin() + std::ptrdiff_t(block * n);
    const std::vector<double> nodes(first, first + std::ptrdiff_t(n));
    for (unsigned int j = 0; j < n_fine; ++j) {
      const std::vector<double> shares =
          lagrange(nodes, fine.problem.depth.nodes()[block * n_fine + j]);
      GridField field = moments.fields[block * n];
      for (std::size_t c = 0; c < field.size(); ++c)
        for (std::size_t i = 0; i < field[c].size(); ++i) {
          double value = 0.;
          for (unsigned int k = 0; k < n; ++k)
            value += shares[k] * moments.fields[block * n + k][c][i];
          field[c][i] = value;
        }
      fine.moments.fields.push_back(std::move(field));
    }
  }
  if (problem.has_trained_head())
    fine.moments.fields.push_back(moments.fields.back());
  return fine;
}

} // namespace rhoflow
