// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "points/point_training.h"
#include "rhoflow/theory/theory_parameters.h"
#include "theory/point_rates.h"
#include "theory/theory_row.h"
#include "theory/theory_tables.h"
#include "time/sampled_integral.h"

#include <vector>

namespace rhoflow {

/// The quantities of the convergence theory of a run on points, with the errors of the shifts. They
/// are sums over the points with their weights q_m: KL(rho_t | rho_0) is that of
/// ln( rho_t / rho_0 ), and also the integral over time of its rate, the path length that of the
/// root of that of |v|^2 (see point_rates()). Both relative entropies are of the same points: they
/// differ by what the steps make of them, not by the number of points.
class PointTheory {
public:
  /// Collective.
  /// @param parameters as TheoryParameters::for_samples() gives them  @param training at its start
  PointTheory(const TheoryParameters &parameters, const PointTraining &training,
              PointStarts starts);

  /// Takes note of the rates after a step, before collect(). Collective.
  void step();

  /// The lines of the tables at the time of the training: means, with the errors behind them, on
  /// all processes. Collective. Of the path lengths, whose squares the scatter of the points adds
  /// to, and of the numbers of the Gram matrices, which are far from linear,
  /// errors know the bias: see with_bias().
  TheoryTables::Lines collect() const;
  /// The columns that collect() fills: those of TheoryTables with others behind them. Where a
  /// column has one for its error already, that is used.
  static TheoryTables::Columns columns(const TheoryParameters &parameters);

  /// What step() has gathered, and the way back, for runs that are resumed.
  std::vector<double> state() const { return integrals_.state(); }
  /// @throws InputError if @p state is of another run
  void restore(const std::vector<double> &state);

private:
  /// The quantities of one shift. @param integrals of its densities, as integrals_ has them
  TheoryRow measure(const ParticleTraining &shift, const double *integrals) const;
  /// int |v|^2 rho of every density, v with the potentials of all shifts together, as means over
  /// the shifts; zeros if no paths are asked for. Collective.
  std::vector<double> pooled_squares() const;
  /// The lines with the columns that Gram matrices and potentials of all shifts together determine;
  /// the others mean nothing. @param paths lengths of the densities with those potentials
  TheoryTables::Lines pooled_lines(const double *paths) const;
  /// Whether pooled_lines() says something of the column @p name.
  bool is_pooled(const std::string &name) const;
  /// Relative entropies and the smallest ratios to the start.
  void compare_with_start(const ParticleTraining &shift, TheoryRow &row) const;

  TheoryParameters parameters_;
  const PointTraining &training_;
  PointStarts starts_;
  /// [shift][density][relative entropy, path length], of the shifts of all processes, and behind
  /// them, [density], the path lengths with the potentials that all shifts make together.
  SampledIntegral integrals_;
};

} // namespace rhoflow
