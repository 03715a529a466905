// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/run/parameters.h"

#include <array>
#include <string>
#include <vector>

namespace rhoflow {

/// What makes an error of the discretization, each with a ladder of resolutions.
enum class Cause { outer_encoder, outer_head, inner_encoder, inner_head, box, depth, time };

inline constexpr std::array all_causes{
    Cause::outer_encoder, Cause::outer_head, Cause::inner_encoder, Cause::inner_head,
    Cause::box,           Cause::depth,      Cause::time};
inline constexpr std::size_t n_causes = all_causes.size();

/// A number per cause.
template <typename Number>
class PerCause {
public:
  Number &operator[](Cause cause) { return numbers_[static_cast<std::size_t>(cause)]; }
  const Number &operator[](Cause cause) const { return numbers_[static_cast<std::size_t>(cause)]; }

private:
  std::array<Number, n_causes> numbers_{};
};

/// The name of a cause, as in the columns of errors.csv.
std::string name_of(Cause cause);
/// What is finer for a cause, in words: "a finer inner mesh".
std::string finer_one_of(Cause cause);

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

/// "Section/Key = value" of everything that a resolution sets, as @p parameters have it.
std::vector<std::string> resolution_settings(const Parameters &parameters);

} // namespace rhoflow
