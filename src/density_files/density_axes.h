// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hdf5/hdf5_writer.h"
#include "rhoflow/mean_field/flow_state.h"

#include <string>
#include <vector>

namespace rhoflow {

/// Describes the nodes of all densities of @p state in an HDF5 file: for each part, `encoder` and
/// `head`, the coordinates (PART/axes/NAME) and quadrature weights (PART/weights/NAME) along every
/// weight, and the cells and the distinct nodes that all inner weights have in common.
///
/// Outer weights come with the Gaussian factor divided out: the sum over values of the density
/// times the weights of all directions is its mass.
/// @param group in which all this lies, with a slash at its end; empty: the root
/// @throws RunError naming the file
template <int dim>
void write_density_axes(Hdf5Writer &file, const FlowState<dim> &state,
                        const std::string &group = {});

/// "encoder" or "head".
template <int dim>
const char *part_of(const Density<dim> &density) {
  return density.is_head ? "head" : "encoder";
}

/// A field on the inner grid without the padding of its rows, appended to @p values.
void append_unpadded(const TensorGrid &grid, const AlignedVector &field,
                     std::vector<double> &values);

} // namespace rhoflow
