// SPDX-License-Identifier: Apache-2.0
#include "points/point_start.h"

#include "base/parallel_loop.h"
#include "rhoflow/base/precondition.h"
#include "sampling/normal_points.h"

namespace rhoflow {

namespace {

/// The streams of random numbers of both kinds of densities.
constexpr std::uint32_t encoder_points = 0, head_points = 1;
/// Weights are corrected up to so many coordinates. With more, the correction is large enough to
/// bias what the shifts have in common: with seven, twice the standard error.
constexpr unsigned int most_corrected = 4;

/// The shifts of the lattice of one density.
class ShiftedLattice {
public:
  ShiftedLattice(const PointStartSetting &setting, bool head)
      : mixture_(setting.mixture(head)), seed_(setting.points.seed),
        stream_(head ? head_points : encoder_points),
        is_shifted_(setting.shifted != (head ? ShiftedDensity::encoder : ShiftedDensity::head)),
        n_outer_(head ? 1 : setting.dimension), n_features_(setting.dimension),
        rule_(make_lattice_rule(setting.points.n_per_component(head, mixture_.size()),
                                n_outer_ + n_features_ + 1)),
        weights_{setting.points.spread_of(n_outer_ + n_features_ + 1),
                 n_outer_ + n_features_ + 1 <= most_corrected} {}

  /// The points of shift @p number, with the logarithm of the density behind them.
  QuadraturePoints points(std::size_t number) const {
    QuadraturePoints points =
        mixture_points(lattice_points(rule_, {seed_, is_shifted_ ? number : 0, stream_}, weights_,
                                      n_outer_, n_features_),
                       mixture_);
    const EnsembleLayout &layout = points.ensemble.layout;
    points.values.resize(layout.n_values() + layout.stride(), 0.);
    for (std::size_t m = 0; m < layout.n_particles; ++m)
      points.values[layout.n_values() + m] =
          log_density(mixture_, points.values.data() + m, layout.stride());
    return points;
  }

private:
  GaussianMixture mixture_;
  std::uint32_t seed_, stream_;
  bool is_shifted_;
  unsigned int n_outer_, n_features_;
  LatticeRule rule_;
  LatticeWeights weights_;
};

} // namespace

PointCounts count_points(const PointStartSetting &setting) {
  const auto count = [&](bool head) {
    const std::size_t n = setting.mixture(head).size();
    return n * setting.points.n_per_component(head, n);
  };
  return {count(false), setting.trained_head ? count(true) : 0};
}

std::vector<Particles> make_points(const PointStartSetting &setting,
                                   const ShiftPartition &partition) {
  RHOFLOW_PRECONDITION(partition.n_shifts() == setting.points.shifts, "a partition of the shifts");
  std::vector<Particles> shifts(partition.end() - partition.begin());
  const ShiftedLattice encoder(setting, false);
  parallel_for(shifts.size(), [&](std::size_t r) {
    const QuadraturePoints points = encoder.points(partition.begin() + r);
    shifts[r].n_layers = setting.n_layers;
    shifts[r].layer = points.ensemble;
    shifts[r].values.assign(setting.n_layers, points.values);
    shifts[r].carries_density = true;
  });
  if (!setting.trained_head)
    return shifts;
  const ShiftedLattice head(setting, true);
  parallel_for(shifts.size(), [&](std::size_t r) {
    const QuadraturePoints points = head.points(partition.begin() + r);
    shifts[r].head = points.ensemble;
    shifts[r].values.push_back(points.values);
  });
  return shifts;
}

} // namespace rhoflow
