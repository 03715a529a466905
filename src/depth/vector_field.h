#pragma once

#include "density/grid_field.h"
#include "depth/trajectory.h"
#include "network/kernels/network_integrals.h"

#include <functional>
#include <vector>

namespace rhoflow {

/// Fills field and derivative of @p trajectory at the depth nodes [first, last) from its features.
using VectorFieldFunction =
    std::function<void(std::size_t first, std::size_t last, Trajectory &trajectory)>;

/// The mean-field vector field F_k(z, s_j) = alpha int sigma0(w.z + b) m_k(q, s_j) dq and its
/// derivative in z (CLLCC (5); model section 3), by the quadrature of the inner mesh.
class MeanFieldVectorField {
public:
  /// @param alpha scale of the residual blocks, dimensionless
  MeanFieldVectorField(Activation activation, const TensorGrid &grid, std::size_t n_depth_nodes,
                       double alpha);

  /// @param moments one weighted GridField per depth node, must outlive the calls of evaluate()
  /// @param length_scale l of the scaled weights theta = l xi; the moments are those of xi
  void set_moments(const std::vector<GridField> &moments, double length_scale);

  /// A VectorFieldFunction.
  void evaluate(std::size_t first, std::size_t last, Trajectory &trajectory);

  /// Fills the tables of the depth nodes [first, last) from the features there.
  void set_features(std::size_t first, std::size_t last, const Trajectory &trajectory);

  /// The network integrals of depth node @p j with the features of the last evaluate()
  /// or set_features(): the potential is assembled from the same tables.
  const NetworkIntegrals &integrals(std::size_t j) const { return integrals_[j]; }

private:
  std::vector<NetworkIntegrals> integrals_;
  double alpha_;
  const std::vector<GridField> *moments_ = nullptr;
  double length_scale_ = 1.;
};

/// Evaluates int sigma0(w.z_i + b) m_k dq for all samples of @p integrals, in parallel over them.
/// @param field [sample][component]  @param derivative [sample][component][direction]
void evaluate_moments(const NetworkIntegrals &integrals, const GridField &moments,
                      unsigned int dimension, double *field, double *derivative);

} // namespace rhoflow
