// SPDX-License-Identifier: Apache-2.0
#include "operators/transport/kernels/cell_transport.templates.h"

namespace rhoflow {

template StageSums transport_cells_dispatch<3, 1>(const TransportTables &, const StagePotential &,
                                                  const StageUpdate &, std::size_t, std::size_t,
                                                  const double *, const double *, double *,
                                                  const std::array<double *, 2> &);
template StageSums transport_cells_dispatch<3, 2>(const TransportTables &, const StagePotential &,
                                                  const StageUpdate &, std::size_t, std::size_t,
                                                  const double *, const double *, double *,
                                                  const std::array<double *, 2> &);

} // namespace rhoflow
