// SPDX-License-Identifier: Apache-2.0
// Problem: one Runge-Kutta stage of the transport operator on random densities and potentials.
// Exact result: the scheme written down plainly in its strong form, node by node,
//   L(r) = -scale sum_k phi_k D_k r - sum_d ( D (v_d r) + boundary jumps ),
//   v_d = -scale sum_k u_k d_h phi_k,
// which equals the weak form of the kernels by summation by parts.

#include "density/outer_bases/finite_element_basis.h"
#include "density/outer_bases/hermite_basis.h"
#include "flow_fixture.h"
#include "transport_run.h"
#include <gtest/gtest.h>

namespace rhoflow {
namespace {

constexpr double scale = 0.7;
const StageUpdate update{0.3, 0.6, 0.05, 0.7, -1.1, 0.4};

template <int dim>
class Reference {
public:
  Reference(const DensitySpace<dim> &space, const GridField &phi)
      : space_(space), mesh_(space.mesh()), phi_(phi) {}

  double rate(const AlignedVector &r, unsigned int cell, unsigned int a, std::size_t j) const {
    double result = outer(r, cell, a, j);
    for (unsigned int d = 0; d < dim; ++d)
      result += inner(r, cell, a, j, d);
    return result;
  }

private:
  double value(const AlignedVector &r, unsigned int cell, unsigned int a, std::size_t j) const {
    return r[(std::size_t(cell) * mesh_.nodes_per_cell() + a) * space_.stride() + j];
  }

  double outer(const AlignedVector &r, unsigned int cell, unsigned int a, std::size_t j) const {
    const std::size_t n = space_.basis().n_nodes();
    double result = 0.;
    std::size_t step = 1;
    for (unsigned int k = 0; k < space_.n_components(); ++k, step *= n) {
      const double phi = phi_[k][mesh_.grid_index(cell, a)];
      const std::vector<double> &matrix = space_.basis().transport_matrix(phi >= 0.);
      const std::size_t row = space_.outer_index(j, k);
      for (std::size_t i = 0; i < n; ++i)
        result -= scale * phi * matrix[row * n + i] * value(r, cell, a, j + i * step - row * step);
    }
    return result;
  }

  unsigned int moved(unsigned int a, unsigned int d, unsigned int index) const {
    unsigned int step = 1;
    for (unsigned int k = 0; k < d; ++k)
      step *= mesh_.line().n_nodes();
    return a + (index - mesh_.local_index(a, d)) * step;
  }

  double velocity(unsigned int cell, unsigned int a, std::size_t j, unsigned int d) const {
    double result = 0.;
    for (unsigned int k = 0; k < space_.n_components(); ++k)
      for (unsigned int b = 0; b < mesh_.line().n_nodes(); ++b)
        result -= scale * space_.coordinate(k)[j] / mesh_.extent(cell, d) *
                  mesh_.line().derivative(mesh_.local_index(a, d), b) *
                  phi_[k][mesh_.grid_index(cell, moved(a, d, b))];
    return result;
  }

  /// Upwind flux through the face of @p cell on @p side that the line through @p a meets.
  double flux(const AlignedVector &r, unsigned int cell, unsigned int a, std::size_t j,
              unsigned int d, unsigned int side) const {
    const unsigned int other = mesh_.neighbor(cell, 2 * d + side), p = mesh_.line().degree();
    if (other == InnerMesh<dim>::no_neighbor)
      return 0.;
    const unsigned int lower = side == 0 ? other : cell, upper = side == 0 ? cell : other;
    const std::vector<double> &weights = mesh_.face_derivative(mesh_.position(upper)[d]);
    double speed = 0.;
    for (unsigned int k = 0; k < space_.n_components(); ++k)
      for (unsigned int b = 0; b <= 2 * p; ++b) {
        const std::size_t at = b < p ? mesh_.grid_index(lower, moved(a, d, b))
                                     : mesh_.grid_index(upper, moved(a, d, b - p));
        speed -= scale * space_.coordinate(k)[j] * weights[b] * phi_[k][at];
      }
    return speed *
           (speed > 0. ? value(r, lower, moved(a, d, p), j) : value(r, upper, moved(a, d, 0), j));
  }

  double inner(const AlignedVector &r, unsigned int cell, unsigned int a, std::size_t j,
               unsigned int d) const {
    const CollocationLine &line = mesh_.line();
    const unsigned int index = mesh_.local_index(a, d);
    double result = 0.;
    for (unsigned int b = 0; b < line.n_nodes(); ++b)
      result -= line.derivative(index, b) * velocity(cell, moved(a, d, b), j, d) *
                value(r, cell, moved(a, d, b), j);
    const double here = velocity(cell, a, j, d) * value(r, cell, a, j);
    if (index == 0)
      result -= (here - flux(r, cell, a, j, d, 0)) / line.weights()[0];
    if (index == line.degree())
      result += (here - flux(r, cell, a, j, d, 1)) / line.weights()[0];
    return result / mesh_.extent(cell, d);
  }

  const DensitySpace<dim> &space_;
  const InnerMesh<dim> &mesh_;
  const GridField &phi_;
};

template <int dim>
class Stage {
public:
  Stage(unsigned int degree, std::unique_ptr<OuterBasis> basis, unsigned int n_components) {
    InnerMeshParameters parameters;
    parameters.cells = 3;
    parameters.degree = degree;
    parameters.half_width = 2.;
    parameters.grading = 0.8;
    const auto mesh = std::make_shared<const InnerMesh<dim>>(parameters);
    space_ = std::make_shared<const DensitySpace<dim>>(mesh, std::move(basis), n_components);
    std::mt19937 generator(3);
    std::uniform_real_distribution<double> uniform(-1., 1.);
    for (unsigned int k = 0; k < n_components; ++k)
      phi_.push_back(
          test::grid_values<dim>(*mesh, [&](const auto &) { return uniform(generator); }));
    in_.assign(space_->n_values(), 0.);
    old_ = out_ = in_;
    for (std::size_t node = 0; node < mesh->n_nodes(); ++node)
      for (std::size_t j = 0; j < space_->n_outer(); ++j) {
        in_[node * space_->stride() + j] = uniform(generator);
        old_[node * space_->stride() + j] = uniform(generator);
      }
    const TransportOperator<dim> transport(space_);
    TransportPotential potential;
    transport.prepare(phi_, scale, potential);
    moments_.assign(n_components, AlignedVector(mesh->n_nodes(), 0.));
    const LocalCells cells = LocalCells::all(mesh->n_cells());
    for (std::size_t group = 0; group < transport.groups().count(cells); ++group) {
      const StageSums sums =
          transport.apply(potential, update, cells, transport.groups().range(cells, group), in_,
                          old_, out_, moments_);
      sums_.error += sums.error;
      sums_.norm += sums.norm;
    }
  }

  void expect_reference() const {
    const InnerMesh<dim> &mesh = space_->mesh();
    const Reference<dim> reference(*space_, phi_);
    AlignedVector expected(space_->n_values(), 0.), error = expected;
    double largest = 0., difference = 0.;
    for (unsigned int c = 0; c < mesh.n_cells(); ++c)
      for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a)
        for (std::size_t j = 0; j < space_->n_outer(); ++j) {
          const std::size_t i = (std::size_t(c) * mesh.nodes_per_cell() + a) * space_->stride() + j;
          expected[i] = update.a_old * old_[i] + update.a_in * in_[i] +
                        update.a_rhs * reference.rate(in_, c, a, j);
          error[i] = update.e_old * old_[i] + update.e_in * in_[i] + update.e_out * expected[i];
          largest = std::max(largest, std::abs(expected[i]));
        }
    for (std::size_t i = 0; i < expected.size(); ++i)
      difference = std::max(difference, std::abs(out_[i] - expected[i]));
    test::record("relative_error", difference / largest);
    EXPECT_LT(difference, 1e-13 * largest);
    expect_near(std::sqrt(sums_.error), test::natural_norm(*space_, error));
    expect_near(std::sqrt(sums_.norm), test::natural_norm(*space_, expected));
    expect_moments(expected);
  }

private:
  static void expect_near(double value, double reference) {
    EXPECT_NEAR(value, reference, 1e-12 * std::abs(reference));
  }

  void expect_moments(const AlignedVector &expected) const {
    for (unsigned int k = 0; k < space_->n_components(); ++k)
      for (std::size_t node = 0; node < space_->mesh().n_nodes(); ++node) {
        double moment = 0., size = 0.;
        for (std::size_t j = 0; j < space_->n_outer(); ++j) {
          const double term = space_->weight()[j] * space_->coordinate(k)[j] *
                              expected[node * space_->stride() + j];
          moment += term;
          size += std::abs(term);
        }
        ASSERT_NEAR(moments_[k][node], moment, 1e-11 * size);
      }
  }

  std::shared_ptr<const DensitySpace<dim>> space_;
  GridField phi_;
  AlignedVector in_, old_, out_;
  std::vector<AlignedVector> moments_;
  StageSums sums_;
};

class TransportStage : public ::testing::TestWithParam<unsigned int> {};

TEST_P(TransportStage, EqualsThePlainSchemeForTheHermiteBasis) {
  Stage<2>(GetParam(), make_hermite_basis(5), 1).expect_reference();
  Stage<2>(GetParam(), make_hermite_basis(16), 1).expect_reference();
}

TEST_P(TransportStage, EqualsThePlainSchemeForFiniteElements) {
  Stage<2>(GetParam(), make_finite_element_basis(4, 3, 2.), 1).expect_reference();
}

INSTANTIATE_TEST_SUITE_P(Degree, TransportStage, ::testing::Range(1u, 9u));

class TransportStageOfTwoInputs : public ::testing::TestWithParam<unsigned int> {};

TEST_P(TransportStageOfTwoInputs, EqualsThePlainSchemeForTheHeadWithHermiteBasis) {
  Stage<3>(GetParam(), make_hermite_basis(10), 1).expect_reference();
}

TEST_P(TransportStageOfTwoInputs, EqualsThePlainSchemeForTheHermiteBasis) {
  Stage<3>(GetParam(), make_hermite_basis(4), 2).expect_reference();
  Stage<3>(GetParam(), make_hermite_basis(3), 2).expect_reference();
}

TEST_P(TransportStageOfTwoInputs, EqualsThePlainSchemeForFiniteElements) {
  Stage<3>(GetParam(), make_finite_element_basis(2, 2, 2.), 2).expect_reference();
}

INSTANTIATE_TEST_SUITE_P(Degree, TransportStageOfTwoInputs, ::testing::Range(1u, 5u));

} // namespace
} // namespace rhoflow
