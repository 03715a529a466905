// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "characteristics/source_history.h"
#include "rhoflow/base/communicator.h"
#include "rhoflow/density/gaussian_mixture.h"
#include "rhoflow/network/regularization.h"
#include "sampling/ensemble_layout.h"
#include "sampling/normal_points.h"

#include <string>
#include <vector>

namespace rhoflow {

/// KL(rho_t | rho_0) of one density as a sum over characteristics.
struct CharacteristicEntropy {
  double value = 0.;
  /// Half the difference of what the two halves of the points make of it, each a lattice of its
  /// own. The error of the whole sum is mostly smaller.
  double error = 0.;
};

/// Points of the start that are carried with a flow, each with the logarithm of its density. Along
/// the characteristics theta(t; xi) of the continuity equation
///   d/dt theta = v(theta, t),   d/dt ln rho_t(theta) = -div v(theta, t),   theta(0) = xi,
/// the density is known without a grid: the network makes the velocity v = -grad Phi - 2 r theta
/// (r = lambda e^{-t}, 0 for the head) from features and coefficients, at any weights. Hence
///   KL(rho_t | rho_0) = int ln( rho_t(theta(t; xi)) / rho_0(theta(t; xi)) ) rho_0(xi) d xi,
/// a sum over the points with the weights of a quadrature of rho_0 (derived from the continuity
/// equation of DCLW2 and CLLCC; times and entropies are dimensionless). The densities on the grid
/// enter by the features and coefficients only; what their tails are does not matter.
///
/// Every process holds all points and carries its share. Results do not depend on the number of
/// processes or threads beyond what the features do.
class Characteristics {
public:
  /// What the densities of a flow have in common.
  struct Setting {
    NetworkParameters network;
    Regularization regularization;
    std::size_t n_slices = 0, n_samples = 0;
    unsigned int dimension = 1;                ///< d
    GaussianMixture encoder_start, head_start; ///< the latter for a trained head
  };

  /// @param n_points per density and component of its start, rounded up to a multiple of eight
  Characteristics(const Setting &setting, std::size_t n_points, Communicator communicator);

  /// Takes note of the network after a step, at first at the start; carries the points when enough
  /// steps have come together. Collective.
  /// @param scale what the residuals fall with, positive, see SourceHistory::add()
  /// @throws RunError as advance() does
  void add(double time, const SampleState &state, double scale);

  /// Carries the points to the time of the last add(). Collective.
  /// @throws RunError naming density and times if that is impossible
  void advance();

  /// At the time up to which the points have been carried: after advance() that of the last add().
  /// One entry per density, slices first, then the head; zero for what is not trained.
  std::vector<CharacteristicEntropy> entropies() const;

  /// All that the above depends on, as numbers, for restore().
  std::vector<double> state() const;
  /// Reads what state() gave, from @p place on, which moves behind it.
  /// @return whether it was of as many points and densities
  bool restore(const std::vector<double> &state, std::size_t &place);

private:
  /// Points of one density that are carried together.
  struct Chunk {
    std::size_t density = 0, first = 0; ///< number of its first point in the density
    EnsembleLayout layout;
    std::size_t offset = 0; ///< in points_
    std::size_t size() const { return (layout.n_components() + 1) * layout.stride(); }
  };
  const GaussianMixture &start(std::size_t density) const {
    return density < setting_.n_slices ? setting_.encoder_start : setting_.head_start;
  }
  void add_points(std::size_t density, const LatticeRule &rule, unsigned int n_outer);
  void carry_to(double time);
  void carry(const Chunk &chunk, double time);

  Setting setting_;
  Communicator communicator_;
  SourceHistory history_;
  std::size_t n_densities_;
  std::vector<Chunk> chunks_;
  std::vector<double> points_;               ///< chunks as carry_points() has them
  std::vector<std::vector<double>> weights_; ///< [density][point]
  double time_ = 0.;                         ///< where the points are
};

} // namespace rhoflow
