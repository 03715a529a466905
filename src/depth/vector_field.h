// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/density/grid_field.h"
#include "rhoflow/depth/trajectory.h"
#include "rhoflow/network/kernels/network_integrals.h"

#include <functional>
#include <vector>

namespace rhoflow {

/// Fills field and derivative of @p trajectory at the depth nodes [first, last) from its features.
using VectorFieldFunction =
    std::function<void(std::size_t first, std::size_t last, Trajectory &trajectory)>;

/// Fills the tables of the depth nodes [first, last) with the features of @p trajectory there.
/// @param tables one per depth node, perhaps more
/// @param length_scale l of the scaled weights theta = l xi
void set_features(std::size_t first, std::size_t last, const Trajectory &trajectory,
                  double length_scale, std::vector<NetworkIntegrals> &tables);

/// The mean-field vector field F_k(z, s_j) = alpha int sigma0(w.z + b) m_k(q, s_j) dq and its
/// derivative in z (CLLCC (5); model section 3), by the quadrature of the inner mesh. It is made
/// for one solve, refers to what it is made from, and is a VectorFieldFunction.
class MeanFieldVectorField {
public:
  /// @param moments one weighted GridField per depth node, perhaps more behind them
  /// @param length_scale l of the scaled weights theta = l xi; the moments are those of xi
  /// @param alpha scale of the residual blocks, dimensionless
  /// @param tables one per depth node; hold the features of the last evaluation afterwards
  MeanFieldVectorField(const std::vector<GridField> &moments, double length_scale, double alpha,
                       std::vector<NetworkIntegrals> &tables)
      : moments_(moments), length_scale_(length_scale), alpha_(alpha), tables_(tables) {}

  void operator()(std::size_t first, std::size_t last, Trajectory &trajectory) const;

private:
  const std::vector<GridField> &moments_;
  double length_scale_, alpha_;
  std::vector<NetworkIntegrals> &tables_;
};

/// Evaluates int sigma0(w.z_i + b) m_k dq for all samples of @p integrals, in parallel over them.
/// @param field [sample][component]  @param derivative [sample][component][direction]
void evaluate_moments(const NetworkIntegrals &integrals, const GridField &moments,
                      unsigned int dimension, double *field, double *derivative);

} // namespace rhoflow
