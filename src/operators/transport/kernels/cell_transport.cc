// SPDX-License-Identifier: Apache-2.0
#include "operators/transport/kernels/cell_transport.h"

#include "rhoflow/base/precondition.h"

namespace rhoflow {

template <int dim, int n_components>
StageSums transport_cells_dispatch(const TransportTables &tables, const StagePotential &potential,
                                   const StageUpdate &update, std::size_t begin, std::size_t end,
                                   const double *in, const double *old, double *out,
                                   const std::array<double *, 2> &moments);

StageSums transport_cells(const TransportTables &tables, const StagePotential &potential,
                          const StageUpdate &update, std::size_t begin, std::size_t end,
                          const double *in, const double *old, double *out,
                          const std::array<double *, 2> &moments) {
  RHOFLOW_PRECONDITION(begin <= end && end <= tables.n_cells, "there are such cells");
  RHOFLOW_PRECONDITION(in != out, "a stage reads its neighbours");
  if (tables.dimension == 2)
    return transport_cells_dispatch<2, 1>(tables, potential, update, begin, end, in, old, out,
                                          moments);
  if (tables.n_components == 1)
    return transport_cells_dispatch<3, 1>(tables, potential, update, begin, end, in, old, out,
                                          moments);
  return transport_cells_dispatch<3, 2>(tables, potential, update, begin, end, in, old, out,
                                        moments);
}

} // namespace rhoflow
