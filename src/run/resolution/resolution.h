// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accuracy/cause.h"
#include "rhoflow/run/parameters.h"

#include <string>
#include <vector>

namespace rhoflow {

/// A rung of the ladder of an inner mesh.
struct MeshRung {
  unsigned int cells, degree;
};

/// The ladders of a problem: which resolutions there are, from coarse to fine, and which causes
/// there are at all.
class ResolutionLadders {
public:
  /// @param dimension of the inputs, 1 or 2
  ResolutionLadders(const Parameters &parameters, unsigned int dimension);

  /// Whether there is something to choose; a fixed head has no density, and the number of Euler
  /// layers belongs to the network.
  bool has(Cause cause) const { return n_rungs(cause) > 1; }
  std::size_t n_rungs(Cause cause) const {
    return is_mesh(cause) ? meshes_[cause].size() : numbers_[cause].size();
  }
  /// @pre the cause is none of the inner meshes
  double number(Cause cause, std::size_t rung) const { return numbers_[cause].at(rung); }
  /// @pre the cause is an inner mesh
  MeshRung mesh(Cause cause, std::size_t rung) const { return meshes_[cause].at(rung); }

private:
  static bool is_mesh(Cause cause) {
    return cause == Cause::inner_encoder || cause == Cause::inner_head;
  }

  PerCause<std::vector<double>> numbers_;
  PerCause<std::vector<MeshRung>> meshes_;
};

/// Where on every ladder a resolution stands.
using Rungs = PerCause<std::size_t>;

/// @p parameters with a resolution.
Parameters with_resolution(const Parameters &parameters, const ResolutionLadders &ladders,
                           const Rungs &resolution);

/// The mesh with one more cell on every side whose other cells are those of @p mesh: boundaries at
/// A sinh(h k) keep A and h.
InnerMeshParameters one_cell_wider(InnerMeshParameters mesh);

/// "Section/Key = value", as settings are written. @param digits of the value
std::string setting_of(const std::string &key, double value, int digits);

/// "Section/Key = value" of everything that a resolution sets, as @p parameters have it.
/// @param digits of every value; with those of the default nothing is lost
std::vector<std::string> resolution_settings(const Parameters &parameters, int digits = 17);

} // namespace rhoflow
