// SPDX-License-Identifier: Apache-2.0
// Where preconditions are checked, calls against the contract of a stage are reported at its border
// instead of reading or writing beyond an array. In other builds this file is empty.

#ifdef RHOFLOW_CHECKS

#include "csv/csv_writer.h"
#include "depth/adjoint_solve.h"
#include "depth/forward_solve.h"
#include "particles/kernels/particle_sums.h"
#include "rhoflow/base/precondition.h"
#include "rhoflow/network/kernels/network_integrals.h"
#include "sampling/normal_points.h"
#include "time/time_samples.h"

#include "expect_error.h"
#include "temporary_folder.h"

#include <gtest/gtest.h>

namespace rhoflow {
namespace {

/// Expects @p action to break a precondition whose text contains @p text.
template <typename Action>
void expect_broken(const std::string &text, const Action &action) {
  test::expect_contains(test::message_of<PreconditionError>(action), text);
}

TEST(BrokenPreconditions, OfDepthSolves) {
  expect_broken("there is a node", [] { DepthGrid(DepthRule::gauss, 0, 1); });
  const DepthGrid grid(DepthRule::gauss, 3, 1);
  const VectorFieldFunction field = [](std::size_t, std::size_t, Trajectory &) {};
  Trajectory other_depth(2, 4, 1), trajectory(3, 4, 1);
  expect_broken("at the depth nodes",
                [&] { solve_forward(grid, std::vector<double>(4), field, other_depth); });
  expect_broken("inputs of every sample",
                [&] { solve_forward(grid, std::vector<double>(5), field, trajectory); });
  expect_broken("at the depth nodes",
                [&] { solve_adjoint(grid, other_depth, std::vector<double>(4)); });
  expect_broken("p(1) of every sample",
                [&] { solve_adjoint(grid, trajectory, std::vector<double>(8)); });
}

TEST(BrokenPreconditions, OfKernels) {
  NetworkIntegrals integrals(Activation::tanh, TensorGrid(2, {-1., 0., 1.}));
  const double z = 0.5;
  double field = 0., derivative = 0.;
  const double *moments = nullptr;
  expect_broken("the length scale is positive", [&] { integrals.set_features(&z, 1, 0.); });
  integrals.set_features(&z, 1, 1.);
  expect_broken("a sample of set_features()",
                [&] { integrals.vector_field(1, &moments, 1, &field, &derivative); });
  const EnsembleLayout layout{1, 1, 8};
  expect_broken("the range is one of the layout", [&] {
    particle_gradient(Activation::tanh, layout, {0, 16}, nullptr, {&z, 1}, nullptr, nullptr);
  });
}

TEST(BrokenPreconditions, OfPointsAndSamples) {
  expect_broken("an even number of points", [] { make_lattice_rule(65, 2); });
  TimeSamples samples(2);
  samples.add(1., {0., 0.});
  expect_broken("times increase", [&] { samples.add(1., {0., 0.}); });
  expect_broken("a value for each quantity", [&] { samples.add(2., {0.}); });
}

TEST(BrokenPreconditions, OfTables) {
  const test::TemporaryFolder folder;
  CsvWriter file(folder.path("table.csv"), {"t", "x"});
  expect_broken("an entry for each name", [&] { file.add_row({1.}); });
}

} // namespace
} // namespace rhoflow

#endif
