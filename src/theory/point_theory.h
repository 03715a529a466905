// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "points/point_training.h"
#include "rhoflow/density/gaussian_mixture.h"
#include "rhoflow/theory/theory_parameters.h"
#include "theory/theory_row.h"
#include "theory/theory_tables.h"
#include "time/sampled_integral.h"

#include <vector>

namespace rhoflow {

/// What all densities of a run on points started from.
struct PointStarts {
  GaussianMixture encoder, head; ///< the latter for a trained head
};

/// The quantities of the convergence theory of a run on points, with the errors of the shifts. They
/// are sums over the points with their weights q_m: KL(rho_t | rho_0) is that of
/// ln( rho_t / rho_0 ), and the path length the integral over time of the root of that of |v|^2.
class PointTheory {
public:
  /// Collective.
  /// @param parameters as TheoryParameters::for_samples() gives them  @param training at its start
  PointTheory(const TheoryParameters &parameters, const PointTraining &training,
              PointStarts starts);

  /// Takes note of the speeds after a step, before collect(). Collective.
  void step();

  /// The lines of the tables at the time of the training: means, with the errors behind them, on
  /// all processes. Collective. Of the numbers of the Gram matrices, which are far from linear,
  /// errors know the bias: see with_bias().
  TheoryTables::Lines collect() const;
  /// The columns that collect() fills: those of TheoryTables with others behind them. Where a
  /// column has one for its error already, that is used.
  static TheoryTables::Columns columns(const TheoryParameters &parameters);

  /// What step() has gathered, and the way back, for runs that are resumed.
  std::vector<double> state() const { return paths_.state(); }
  /// @throws InputError if @p state is of another run
  void restore(const std::vector<double> &state);

private:
  /// The quantities of one shift. @param paths lengths of its densities
  TheoryRow measure(const ParticleTraining &shift, const double *paths) const;
  /// The lines with the columns that the Gram matrices of all shifts together determine; the others
  /// mean nothing.
  TheoryTables::Lines pooled_lines() const;
  /// Relative entropies and the smallest ratios to the start.
  void compare_with_start(const ParticleTraining &shift, TheoryRow &row) const;

  TheoryParameters parameters_;
  const PointTraining &training_;
  PointStarts starts_;
  SampledIntegral paths_; ///< [shift][density], of all processes
};

} // namespace rhoflow
