// SPDX-License-Identifier: Apache-2.0
// Problem: arrays that are cut into several messages. Exact answer: what the processes hold is
// known in closed form, whatever the length of a message is.
#include "../across_processes.h"

#include "density/outer_bases/hermite_basis.h"
#include "rhoflow/base/communicator.h"
#include "rhoflow/density/ghost_exchange.h"

#include <gtest/gtest.h>

namespace rhoflow {
namespace {

void check_share(const Communicator &communicator) {
  const std::vector<std::size_t> offsets{0, 23, 23, 40}; // one process has nothing
  std::vector<double> expected;
  for (std::size_t i = 0; i < offsets.back(); ++i)
    expected.push_back(1. + 0.5 * double(i));
  std::vector<double> values(expected.size(), -1.);
  for (std::size_t i = offsets[communicator.rank()]; i < offsets[communicator.rank() + 1]; ++i)
    values[i] = expected[i];
  communicator.share(values, offsets);
  EXPECT_EQ(values, expected);
}

void check_sum(const Communicator &communicator) {
  std::vector<double> values, expected;
  for (unsigned int i = 0; i < 30; ++i) {
    values.push_back(double(i) * (communicator.rank() + 1.));
    expected.push_back(6. * double(i));
  }
  communicator.sum(values.data(), values.size());
  EXPECT_EQ(values, expected);
}

void check_move(const Communicator &communicator) {
  const std::vector<double> before(3 + 20 * communicator.rank(), 1. + communicator.rank());
  std::vector<double> part = before;
  communicator.move(part, 2, 0);
  EXPECT_EQ(part, communicator.rank() == 0 ? std::vector<double>(43, 3.) : before);
}

// Ghosts: two densities on one mesh, in which every value is its own number. The faces beyond a
// process' cells have to hold the numbers of their places.
constexpr unsigned int n_densities = 2;

/// The row of node @p a of @p cell among the stored values of @p density, or of all values.
template <int dim>
std::size_t row_of(const DensitySpace<dim> &space, const LocalCells &cells, unsigned int cell,
                   unsigned int a) {
  return (cells.stored_index(cell) * space.mesh().nodes_per_cell() + a) * space.stride();
}

template <int dim>
double number_of(const DensitySpace<dim> &space, std::size_t density, unsigned int cell,
                 unsigned int a, std::size_t outer) {
  return double(density * space.n_values() +
                row_of(space, LocalCells::all(space.mesh().n_cells()), cell, a) + outer);
}

/// Counts the values beyond the faces of the own cells, all of which have to be right.
template <int dim>
std::size_t check_faces(const DensitySpace<dim> &space, const LocalCells &cells,
                        std::size_t density, const AlignedVector &values) {
  const InnerMesh<dim> &mesh = space.mesh();
  std::size_t count = 0;
  for (unsigned int c = cells.first; c < cells.last; ++c)
    for (unsigned int face = 0; face < 2 * dim; ++face) {
      const unsigned int beyond = mesh.neighbor(c, face);
      if (beyond == InnerMesh<dim>::no_neighbor || (beyond >= cells.first && beyond < cells.last))
        continue;
      const unsigned int near = face % 2 == 0 ? mesh.line().n_nodes() - 1 : 0;
      for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a)
        for (std::size_t j = 0; mesh.local_index(a, face / 2) == near && j < space.n_outer(); ++j) {
          EXPECT_EQ(values[row_of(space, cells, beyond, a) + j],
                    number_of(space, density, beyond, a, j));
          ++count;
        }
    }
  return count;
}

template <int dim>
void check_exchange(const Communicator &communicator) {
  InnerMeshParameters parameters;
  parameters.cells = 4;
  parameters.degree = 2;
  const DensitySpace<dim> space(std::make_shared<const InnerMesh<dim>>(parameters),
                                make_hermite_basis(3), dim - 1);
  const InnerMesh<dim> &mesh = space.mesh();
  const DensityPartition partition(
      communicator.size(),
      std::vector<DividedDensity>(n_densities,
                                  {1., mesh.n_cells(), mesh.n_cells() / mesh.cells_per_side()}));
  std::vector<AlignedVector> densities;
  for (std::size_t k = 0; k < n_densities; ++k) {
    const LocalCells &cells = partition.cells(communicator.rank(), k);
    AlignedVector values(cells.n_stored() * mesh.nodes_per_cell() * space.stride(), -1.);
    for (unsigned int c = cells.first; c < cells.last; ++c)
      for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a)
        for (std::size_t j = 0; j < space.n_outer(); ++j)
          values[row_of(space, cells, c, a) + j] = number_of(space, k, c, a, j);
    densities.push_back(std::move(values));
  }
  GhostExchange<dim> ghosts(communicator, partition, {&space, &space});
  std::vector<AlignedVector *> values;
  for (AlignedVector &density : densities)
    values.push_back(&density);
  ghosts.exchange(values);
  std::size_t count = 0;
  for (std::size_t k = 0; k < n_densities; ++k)
    count += check_faces(space, partition.cells(communicator.rank(), k), k, densities[k]);
  EXPECT_GT(count, 0u);
}

TEST(LongMessages, BringWhatASingleMessageBrings) {
  const test::AcrossProcesses processes(3);
  if (!processes.inside())
    return;
  // Messages that cut nothing, that cut the arrays evenly, that leave a rest, and single values.
  for (const std::size_t length : {100000, 10, 7, 1}) {
    SCOPED_TRACE("messages of " + std::to_string(length));
    const Communicator communicator = Communicator::world().with_largest_message(length);
    check_share(communicator);
    check_sum(communicator);
    check_move(communicator);
    check_exchange<2>(communicator);
    check_exchange<3>(communicator);
  }
}

} // namespace
} // namespace rhoflow
