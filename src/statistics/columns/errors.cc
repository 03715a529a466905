// SPDX-License-Identifier: Apache-2.0
#include "statistics/columns/errors.h"

namespace rhoflow {

void add_error_columns(ColumnList &columns) {
  columns.push_back(make_column("loss_error", [](const Measures &m) { return m.errors.loss; }));
  columns.push_back(make_column("second_moment_encoder_error",
                                [](const Measures &m) { return m.errors.second_moment_encoder; }));
  columns.push_back(make_column("second_moment_head_error",
                                [](const Measures &m) { return m.errors.second_moment_head; }));
  columns.push_back(
      make_column("dissipation_error", [](const Measures &m) { return m.errors.dissipation; }));
  columns.push_back(
      make_column("entropy_error", [](const Measures &m) { return m.errors.entropy; }));
}

} // namespace rhoflow
