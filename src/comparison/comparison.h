// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "comparison/chance_distance.h"
#include "comparison/trained_network.h"
#include "geometry/density_geometry.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rhoflow {

/// A number of the run and what the others have in its place.
struct ComparedQuantity {
  std::string part; ///< "loss", "prediction", or the name of a WeightPart
  std::string name; ///< "E", "f(x_3)", "E[u]", "E[u w]"
  double run = 0.;
  std::vector<double> others; ///< [other]
};

/// Wasserstein distances between the run and the others for one coordinate of one part, or the
/// sliced distance (name "sliced", no W_1).
struct ComparedDistance {
  std::string part, name;
  std::vector<double> w1, w2; ///< [other]
};

/// Scatter of several finite networks of one kind around the run.
struct ScatterRow {
  std::size_t quantity = 0; ///< index in Comparison::quantities()
  double mean = 0., standard_error = 0.;
  double p_value = 1.; ///< of Student's distribution for (run - mean) / standard_error
  bool within = false; ///< p_value is at least @ref significance
};
struct Scatter {
  std::string kind;
  std::size_t n_networks = 0;
  std::vector<ScatterRow> rows; ///< one a quantity

  std::size_t degrees() const { return n_networks - 1; } ///< of freedom
  std::size_t n_within() const;
};

/// The distances to finite networks of one kind beside those that chance alone makes.
struct ChanceRow {
  std::size_t distance = 0;      ///< index in Comparison::distances()
  unsigned int power = 1;        ///< p of W_p
  double measured = 0.;          ///< mean over the networks
  double expected = 0.;          ///< W_p(rho^M, rho), mean; sliced: root of the mean square
  double two_networks = 0.;      ///< W_p(rho^M, rho'^M), the same
  std::optional<double> p_value; ///< that chance alone gives the measured one or more; not sliced
  bool beyond() const;           ///< there is a p_value below significance / 2
};
struct Chance {
  std::string kind;
  std::vector<ChanceRow> rows; ///< in the order of the distances

  std::size_t n_tested() const;
  std::size_t n_beyond() const;
};

/// Compares a run of the density solver with other trained networks, at the depths of the run.
class Comparison {
public:
  /// @param n_directions of the sliced distance, at least one
  Comparison(TrainedNetwork run, unsigned int n_directions);

  /// @throws InputError naming @p other if it solves another problem: other samples, activation,
  ///         scales or kind of head
  void add(const TrainedNetwork &other);

  const TrainedNetwork &run() const { return run_; }
  /// Measures the linearised distance of whole densities to the @p other (see measure_geometry()),
  /// which takes longer than all the rest; there is none where @p other has no mesh.
  void measure_transport(std::size_t other);
  /// What measure_transport() found; empty where it was not called or @p other has no mesh.
  const std::vector<DensityGeometry> &transport(std::size_t other) const {
    return transport_.at(other);
  }

  /// The others without their weights.
  const std::vector<TrainedNetwork> &others() const { return others_; }
  const std::vector<ComparedQuantity> &quantities() const { return quantities_; }
  const std::vector<ComparedDistance> &distances() const { return distances_; }

  /// The kinds of the others, in their order, each with its members.
  struct Kind {
    std::string name;
    bool is_finite = false;
    std::vector<std::size_t> members;
  };
  std::vector<Kind> kinds() const;

  /// The loss of an other at a time of the run's curve, interpolated linearly in time; none outside
  /// its own times.
  std::optional<double> loss_at(std::size_t other, double time) const;

  /// One entry for every kind of which there are at least two finite networks.
  std::vector<Scatter> scatter() const;

  /// One entry for every kind of finite networks, see draw_distances(); networks of one kind are
  /// taken as alike in the shares of their neurons.
  std::vector<Chance> chance() const;

private:
  void draw_chance(const TrainedNetwork &other);
  void check(const TrainedNetwork &other) const;

  TrainedNetwork run_;
  unsigned int n_directions_;
  std::vector<WeightPart> parts_;
  std::vector<TrainedNetwork> others_;
  std::vector<ComparedQuantity> quantities_;
  std::vector<ComparedDistance> distances_;
  std::vector<std::vector<DensityGeometry>> transport_; ///< [other]
  /// Kind of finite networks -> [distance]: what chance makes, for the sliced distance per
  /// direction.
  std::map<std::string, std::vector<std::vector<ChanceDistances>>> draws_;
};

} // namespace rhoflow
