// SPDX-License-Identifier: Apache-2.0
#include "operators/kernels/update_rows.h"

#include "base/simd.h"
#include "rhoflow/base/precondition.h"

namespace rhoflow {

StageSums update_rows(const RowTables &tables, const StageUpdate &update, std::size_t n_rows,
                      const double *row_weight, const double *in, const double *old,
                      const double *rhs, double *out, const std::array<double *, 2> &moments) {
  RHOFLOW_PRECONDITION(tables.stride % lane_count == 0, "rows are whole SIMD vectors");
  StageSums sums;
  for (std::size_t row = 0; row < n_rows; ++row) {
    const std::size_t first = row * tables.stride;
    Lanes error{}, norm{}, moment[2] = {};
    for (std::size_t j = 0; j < tables.stride; j += lane_count) {
      const Lanes here = load(in + first + j), before = load(old + first + j);
      const Lanes after =
          update.a_in * here + update.a_rhs * load(rhs + first + j) + update.a_old * before;
      store(out + first + j, after);
      const Lanes weight = load(tables.norm_weight + j);
      const Lanes e = update.e_old * before + update.e_in * here + update.e_out * after;
      error += weight * e * e;
      norm += weight * after * after;
      for (int k = 0; k < 2; ++k)
        if (tables.moment_weight[k] != nullptr)
          moment[k] += load(tables.moment_weight[k] + j) * after;
    }
    sums.error += row_weight[row] * sum(error);
    sums.norm += row_weight[row] * sum(norm);
    for (int k = 0; k < 2; ++k)
      if (tables.moment_weight[k] != nullptr)
        moments[k][row] = sum(moment[k]);
  }
  return sums;
}

} // namespace rhoflow
