// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hdf5/hdf5_writer.h"
#include "rhoflow/density/weights_parameters.h"
#include "rhoflow/depth/depth_parameters.h"
#include "rhoflow/mean_field/flow_state.h"

#include <string>

namespace rhoflow {

/// What a file of densities holds and what it says of them besides their state.
struct DensityFileMeaning {
  std::string generator;
  WeightsParameters weights;
  DepthParameters depth;
  bool full = true; ///< the densities themselves, or only their marginals
  NumberBits bits = NumberBits::full;
};

/// Writes the densities of @p state with everything it takes to integrate, to draw and to predict:
/// doc/output.md has the format. Values are those of the density at the nodes, without padding.
///
/// The file appears under its name @p path when it is complete; its folder has to exist.
/// Collective: of a full density every process writes its own cells, no value leaves its process;
/// marginals are gathered one density at a time.
/// @throws RunError naming the file
template <int dim>
void write_density_file(const std::string &path, const FlowState<dim> &state,
                        const DensityFileMeaning &meaning);

} // namespace rhoflow
