// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/data_set.h"
#include "rhoflow/density/initial_density.h"
#include "rhoflow/flow/gradient_flow.h"
#include "rhoflow/run/parameters.h"

#include <cstdint>
#include <string>

namespace rhoflow {

/// Sizes of a run, known before anything large is allocated.
struct RunSize {
  std::uint64_t densities = 0;          ///< depth nodes and, if trained, the head
  std::uint64_t inner_nodes = 0;        ///< of one density
  std::uint64_t degrees_of_freedom = 0; ///< of all densities
  std::uint64_t memory = 0;             ///< bytes of the whole run, estimated
};

/// Whether the flow works on half of the inner mesh (Weights/Use symmetry): what can_be_halved()
/// asks for, and starts that the reflection leaves as they are.
bool works_on_half(const Parameters &parameters, unsigned int dimension);

/// The size of a run with @p parameters on @p data.
RunSize estimate_size(const Parameters &parameters, const DataSet &data);

/// The size as lines for people.
std::string describe_size(const RunSize &size);

/// Checks the starts against the box of the weights without building anything.
/// @throws InputError as check_truncation() and WeightsParameters::start() do.
void check_start(const Parameters &parameters, unsigned int dimension);

/// Checks that the mesh resolves the starts, for which it builds one density after the other.
/// @pre check_start() has passed. @throws InputError if it does not
void check_mesh(const Parameters &parameters, unsigned int dimension);

/// Mesh, bases and network; the densities have no values yet.
template <int dim>
FlowState<dim> make_state(const Parameters &parameters, const DataSet &data,
                          const Communicator &communicator = {});

/// Fills the densities of @p state with the starts that the parameters describe.
template <int dim>
void fill_starts(const Parameters &parameters, FlowState<dim> &state,
                 CoarseStart coarse_start = CoarseStart::refused);

/// The flow from densities that have their values. Collective.
template <int dim>
std::unique_ptr<GradientFlow<dim>> make_flow(const Parameters &parameters, FlowState<dim> state);

/// Builds mesh, bases, start and network from parameters and data; dim = d + 1.
/// @pre check_start() has passed. Collective over @p communicator. @throws InputError if the mesh
/// does not resolve the start and @p coarse_start refuses that.
template <int dim>
std::unique_ptr<GradientFlow<dim>> make_flow(const Parameters &parameters, const DataSet &data,
                                             const Communicator &communicator = {},
                                             CoarseStart coarse_start = CoarseStart::refused);

} // namespace rhoflow
