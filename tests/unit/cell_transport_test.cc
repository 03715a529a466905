// SPDX-License-Identifier: Apache-2.0
// One Runge-Kutta stage of the transport agrees, up to rounding, with the scheme written down as it
// is defined: strong form, node by node, no tables. All dimensions, outer bases and degrees.

#include "density/outer_bases/finite_element_basis.h"
#include "density/outer_bases/hermite_basis.h"
#include "operators/transport/transport_operator.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

namespace rhoflow {
namespace {

struct Value {
  double sum = 0., size = 0.; ///< size: sum of absolute values, the scale of rounding errors
  void add(double x) {
    sum += x;
    size += std::abs(x);
  }
};

template <int dim>
class Reference {
public:
  Reference(const DensitySpace<dim> &space, const GridField &phi, double scale)
      : space_(space), mesh_(space.mesh()), phi_(phi), scale_(scale) {}

  /// L(r) at node @p a of @p cell and outer index @p j.
  Value right_hand_side(unsigned int cell, unsigned int a, std::size_t j,
                        const AlignedVector &r) const {
    const CollocationLine &line = mesh_.line();
    const unsigned int p = line.degree();
    Value result;
    for (unsigned int d = 0; d < dim; ++d) {
      const double h = mesh_.extent(cell, d);
      const unsigned int place = mesh_.local_index(a, d);
      for (unsigned int b = 0; b <= p; ++b) {
        const unsigned int node = moved(a, d, b);
        result.add(-line.derivative(place, b) / h * velocity(cell, node, d, j) *
                   value(r, cell, node, j));
      }
      for (unsigned int side = 0; side < 2; ++side) {
        if (place != side * p)
          continue;
        const double sign = side == 0 ? 1. : -1., lift = sign / (h * line.weights()[0]);
        result.add(-lift * velocity(cell, a, d, j) * value(r, cell, a, j));
        const unsigned int neighbor = mesh_.neighbor(cell, 2 * d + side);
        if (neighbor == InnerMesh<dim>::no_neighbor)
          continue;
        const double v = face_velocity(cell, a, d, side, j);
        result.add(lift * v *
                   (sign * v > 0. ? value(r, neighbor, moved(a, d, (1 - side) * p), j)
                                  : value(r, cell, a, j)));
      }
    }
    std::size_t step = 1;
    const std::size_t n = space_.basis().n_nodes();
    for (unsigned int k = 0; k < space_.n_components(); ++k, step *= n) {
      const double phi = scale_ * phi_[k][mesh_.grid_index(cell, a)];
      const std::vector<double> &matrix = space_.basis().transport_matrix(phi >= 0.);
      const std::size_t row = space_.outer_index(j, k);
      for (std::size_t m = 0; m < n; ++m)
        result.add(-phi * matrix[row * n + m] * value(r, cell, a, j - row * step + m * step));
    }
    return result;
  }

  double value(const AlignedVector &r, unsigned int cell, unsigned int a, std::size_t j) const {
    return r[(std::size_t(cell) * mesh_.nodes_per_cell() + a) * space_.stride() + j];
  }

private:
  /// The node @p a moved to index @p b along @p d.
  unsigned int moved(unsigned int a, unsigned int d, unsigned int b) const {
    unsigned int step = 1;
    for (unsigned int k = 0; k < d; ++k)
      step *= mesh_.line().n_nodes();
    return a + b * step - mesh_.local_index(a, d) * step;
  }

  double velocity(unsigned int cell, unsigned int a, unsigned int d, std::size_t j) const {
    double v = 0.;
    for (unsigned int k = 0; k < space_.n_components(); ++k)
      for (unsigned int b = 0; b < mesh_.line().n_nodes(); ++b)
        v -= scale_ * space_.coordinate(k)[j] *
             mesh_.line().derivative(mesh_.local_index(a, d), b) / mesh_.extent(cell, d) *
             phi_[k][mesh_.grid_index(cell, moved(a, d, b))];
    return v;
  }

  double face_velocity(unsigned int cell, unsigned int a, unsigned int d, unsigned int side,
                       std::size_t j) const {
    const unsigned int face = mesh_.position(cell)[d] + side, p = mesh_.line().degree();
    const unsigned int left = side == 0 ? mesh_.neighbor(cell, 2 * d) : cell,
                       right = side == 0 ? cell : mesh_.neighbor(cell, 2 * d + 1);
    double v = 0.;
    for (unsigned int b = 0; b <= 2 * p; ++b) {
      const std::size_t at = b <= p ? mesh_.grid_index(left, moved(a, d, b))
                                    : mesh_.grid_index(right, moved(a, d, b - p));
      for (unsigned int k = 0; k < space_.n_components(); ++k)
        v -= scale_ * space_.coordinate(k)[j] * mesh_.face_derivative(face)[b] * phi_[k][at];
    }
    return v;
  }

  const DensitySpace<dim> &space_;
  const InnerMesh<dim> &mesh_;
  const GridField &phi_;
  double scale_;
};

/// Arbitrary potentials and densities, and what a stage makes of them.
template <int dim>
struct Stage {
  std::shared_ptr<const DensitySpace<dim>> space;
  StageUpdate update;
  GridField phi;
  AlignedVector in, old, out;
  std::vector<AlignedVector> moments;
  StageSums sums;
  static constexpr double scale = 0.8;

  Stage(std::shared_ptr<const DensitySpace<dim>> space_, const StageUpdate &update_, unsigned seed)
      : space(std::move(space_)), update(update_),
        phi(space->n_components(), AlignedVector(space->mesh().grid().size(), 0.)),
        in(space->n_values(), 0.), old(in), out(in),
        moments(space->n_components(), AlignedVector(space->mesh().n_nodes())) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> uniform(-1., 1.);
    const TensorGrid &grid = space->mesh().grid();
    for (AlignedVector &component : phi)
      for (std::size_t row = 0; row < grid.n_rows; ++row)
        for (std::size_t x = 0; x < grid.axis.size(); ++x)
          component[row * grid.row_length + x] = uniform(random);
    for (std::size_t node = 0; node < space->mesh().n_nodes(); ++node)
      for (std::size_t j = 0; j < space->n_outer(); ++j) {
        in[node * space->stride() + j] = uniform(random);
        old[node * space->stride() + j] = uniform(random);
      }
    run();
  }

private:
  void run() {
    const TransportOperator<dim> transport(space);
    TransportPotential potential;
    transport.prepare(phi, scale, potential);
    const LocalCells all = LocalCells::all(space->mesh().n_cells());
    for (std::size_t group = 0; group < transport.groups().count(all); ++group) {
      const StageSums part = transport.apply(
          potential, update, all, transport.groups().range(all, group), in, old, out, moments);
      sums.error += part.error;
      sums.norm += part.norm;
    }
  }
};

/// Compares a stage with the plain loops of the reference.
template <int dim>
void expect_reference(const Stage<dim> &stage) {
  const DensitySpace<dim> &space = *stage.space;
  const InnerMesh<dim> &mesh = space.mesh();
  const StageUpdate &update = stage.update;
  const Reference<dim> reference(space, stage.phi, stage.scale);
  Value error, norm;
  double defect = 0., moment_defect = 0.;
  for (unsigned int cell = 0; cell < mesh.n_cells(); ++cell)
    for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a) {
      std::vector<Value> moment(space.n_components());
      for (std::size_t j = 0; j < space.n_outer(); ++j) {
        const Value rhs = reference.right_hand_side(cell, a, j, stage.in);
        const double before = reference.value(stage.old, cell, a, j),
                     here = reference.value(stage.in, cell, a, j),
                     after = reference.value(stage.out, cell, a, j);
        const double expected = update.a_old * before + update.a_in * here + update.a_rhs * rhs.sum;
        defect = std::max(defect, std::abs(after - expected) / (1. + update.a_rhs * rhs.size));
        double weight = mesh.weight(cell, a);
        for (unsigned int k = 0; k < space.n_components(); ++k) {
          weight *= space.basis().norm_weights()[space.outer_index(j, k)];
          moment[k].add(space.weight()[j] * space.coordinate(k)[j] * after);
        }
        const double e = update.e_old * before + update.e_in * here + update.e_out * after;
        error.add(weight * e * e);
        norm.add(weight * after * after);
      }
      const std::size_t node = std::size_t(cell) * mesh.nodes_per_cell() + a;
      for (unsigned int k = 0; k < space.n_components(); ++k)
        moment_defect = std::max(moment_defect,
                                 std::abs(stage.moments[k][node] - moment[k].sum) / moment[k].size);
      for (std::size_t j = space.n_outer(); j < space.stride(); ++j)
        EXPECT_EQ(reference.value(stage.out, cell, a, j), 0.) << "padding";
    }
  EXPECT_LT(defect, 1e-13);
  EXPECT_LT(moment_defect, 1e-13);
  EXPECT_NEAR(stage.sums.error, error.sum, 1e-13 * error.size);
  EXPECT_NEAR(stage.sums.norm, norm.sum, 1e-13 * norm.size);
}

template <int dim>
void check(unsigned int cells, unsigned int degree, std::shared_ptr<const OuterBasis> basis,
           unsigned int n_components, const StageUpdate &update) {
  SCOPED_TRACE("degree " + std::to_string(degree) + ", outer nodes " +
               std::to_string(basis->n_nodes()));
  InnerMeshParameters parameters;
  parameters.cells = cells;
  parameters.degree = degree;
  parameters.half_width = 2.;
  parameters.grading = 1.;
  const auto mesh = std::make_shared<const InnerMesh<dim>>(parameters);
  expect_reference(Stage<dim>(std::make_shared<const DensitySpace<dim>>(mesh, basis, n_components),
                              update, degree));
}

constexpr StageUpdate full{0.3, 0.6, 0.7, 0.5, -1.5, 1.25}, without_old{0., 1., 0.5, 0., 0., 0.};

TEST(CellTransport, OneInputMatchesDefinition) {
  for (unsigned int degree = 1; degree <= 5; ++degree) {
    for (const unsigned int n : {3, 7, 8, 16, 17, 20, 32})
      check<2>(3, degree, make_hermite_basis(n), 1, degree % 2 == 0 ? full : without_old);
    check<2>(3, degree, make_finite_element_basis(5, degree, 2.), 1, full);
  }
}

TEST(CellTransport, HighDegreesMatchDefinition) {
  for (unsigned int degree = 6; degree <= 16; ++degree)
    check<2>(2, degree, make_hermite_basis(16), 1, full);
  for (const unsigned int degree : {9, 12})
    check<3>(2, degree, make_hermite_basis(4), 1, full);
  check<3>(2, 10, make_hermite_basis(3), 2, full);
}

TEST(CellTransport, HeadOverTwoInputsMatchesDefinition) {
  for (unsigned int degree = 1; degree <= 5; ++degree) {
    for (const unsigned int n : {5, 16})
      check<3>(2, degree, make_hermite_basis(n), 1, full);
    check<3>(2, degree, make_finite_element_basis(3, degree, 2.), 1, without_old);
  }
}

TEST(CellTransport, TwoInputsMatchDefinition) {
  for (unsigned int degree = 1; degree <= 5; ++degree) {
    for (const unsigned int n : {3, 8})
      check<3>(2, degree, make_hermite_basis(n), 2, without_old);
    check<3>(2, degree, make_finite_element_basis(2, degree, 2.), 2, full);
  }
  for (const unsigned int n : {9, 10, 12, 14, 16, 18})
    check<3>(2, 2, make_hermite_basis(n), 2, full);
}

} // namespace
} // namespace rhoflow
