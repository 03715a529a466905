// SPDX-License-Identifier: Apache-2.0
#include "geometry/weighted_laplacian.h"

#include "base/mpi_session.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/base/precondition.h"

#include <deal.II/base/quadrature_lib.h>
#include <deal.II/distributed/tria.h>
#include <deal.II/dofs/dof_handler.h>
#include <deal.II/dofs/dof_tools.h>
#include <deal.II/fe/fe_q.h>
#include <deal.II/fe/fe_values.h>
#include <deal.II/grid/grid_generator.h>
#include <deal.II/lac/affine_constraints.h>
#include <deal.II/lac/parpack_solver.h>
#include <deal.II/lac/solver_cg.h>
#include <deal.II/lac/trilinos_precondition.h>
#include <deal.II/lac/trilinos_sparse_matrix.h>
#include <deal.II/lac/trilinos_sparsity_pattern.h>
#include <deal.II/lac/trilinos_vector.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <utility>

namespace rhoflow {

namespace {

using Vector = dealii::TrilinosWrappers::MPI::Vector;
using Matrix = dealii::TrilinosWrappers::SparseMatrix;

/// y = A x by Trilinos itself. The product of deal.II's class is a template whose name Clang writes
/// differently from GCC, with which the library may have been built.
struct MatrixProduct {
  const Matrix &matrix;

  void vmult(Vector &result, const Vector &vector) const {
    [[maybe_unused]] const int error = matrix.trilinos_matrix().Multiply(
        /*transposed*/ false, vector.trilinos_vector(), result.trilinos_vector());
    RHOFLOW_PRECONDITION(error == 0, "the vectors are divided as the matrix");
  }
};

/// Of the largest value of a density: below that it is rounding.
constexpr double smallest_density = 1e-10;
/// The Gaussian with the means and variances of a density at the quadrature points of @p box. Far
/// out, where a computed density is rounding or zero, it takes its place: a constant there would
/// add slow modes that the density does not have.
std::vector<double> gaussian_like(const WeightBox &box, const std::vector<double> &density) {
  const dealii::QGauss<1> gauss(box.points_per_cell());
  std::array<std::vector<double>, 3> points, weights, marginals;
  for (unsigned int d = 0; d < 3; ++d) {
    points[d] = box.points(d);
    const std::vector<double> &breaks = box.breakpoints[d];
    for (std::size_t c = 0; c + 1 < breaks.size(); ++c)
      for (unsigned int q = 0; q < gauss.size(); ++q)
        weights[d].push_back(gauss.weight(q) * (breaks[c + 1] - breaks[c]));
    marginals[d].assign(points[d].size(), 0.);
  }
  std::size_t i = 0;
  for (std::size_t z = 0; z < points[2].size(); ++z)
    for (std::size_t y = 0; y < points[1].size(); ++y)
      for (std::size_t x = 0; x < points[0].size(); ++x, ++i) {
        const double mass = density[i] * weights[0][x] * weights[1][y] * weights[2][z];
        marginals[0][x] += mass;
        marginals[1][y] += mass;
        marginals[2][z] += mass;
      }
  std::array<std::vector<double>, 3> lines;
  for (unsigned int d = 0; d < 3; ++d) {
    double mass = 0., mean = 0., square = 0.;
    for (std::size_t k = 0; k < points[d].size(); ++k) {
      mass += marginals[d][k];
      mean += marginals[d][k] * points[d][k];
      square += marginals[d][k] * points[d][k] * points[d][k];
    }
    mean /= mass;
    const double variance = square / mass - mean * mean;
    for (const double x : points[d])
      lines[d].push_back(std::exp(-0.5 * (x - mean) * (x - mean) / variance) /
                         std::sqrt(2. * M_PI * variance));
  }
  std::vector<double> result;
  result.reserve(density.size());
  for (const double z : lines[2])
    for (const double y : lines[1])
      for (const double x : lines[0])
        result.push_back(x * y * z);
  return result;
}

/// The density where it is known, and where it is not the smaller of @p gaussian and what is not
/// known. How far a density is negative anywhere is how far it is off everywhere: in the tails the
/// rest of it would be islands between which next to nothing flows.
std::vector<double> without_noise(const std::vector<double> &density,
                                  const std::vector<double> &gaussian) {
  const auto [least, most] = std::minmax_element(density.begin(), density.end());
  const double noise = 2. * std::max(-*least, 0.) + smallest_density * *most;
  std::vector<double> result;
  result.reserve(density.size());
  for (std::size_t i = 0; i < density.size(); ++i)
    result.push_back(density[i] > noise ? density[i] : std::min(gaussian[i], noise));
  return result;
}

/// A little of the density itself beside the Laplacian makes the equation solvable for constants;
/// the solution changes by this, relative to the Poincare constant.
constexpr double regularisation = 1e-9;
/// Shift of the eigenvalue iteration.
constexpr double shift = 0.3;
constexpr unsigned int most_iterations = 2000;
constexpr double relative_residual = 1e-11;

} // namespace

struct WeightedLaplacian::Elements {
  WeightBox box;
  MPI_Comm communicator;
  dealii::parallel::distributed::Triangulation<3> triangulation;
  dealii::FE_Q<3> element;
  dealii::DoFHandler<3> dofs;
  dealii::QGauss<3> quadrature;
  dealii::IndexSet owned;
  dealii::AffineConstraints<double> constraints; ///< none, but the assembly asks for them
  Matrix stiffness, mass, shifted;
  dealii::TrilinosWrappers::PreconditionAMG multigrid;

  Elements(WeightBox weight_box, MPI_Comm handle)
      : box(std::move(weight_box)), communicator(handle), triangulation(handle),
        element(box.degree), dofs(triangulation), quadrature(box.points_per_cell()) {
    std::vector<std::vector<double>> sizes;
    dealii::Point<3> lower, upper;
    for (unsigned int d = 0; d < 3; ++d) {
      const std::vector<double> &breaks = box.breakpoints[d];
      sizes.emplace_back();
      for (std::size_t c = 0; c + 1 < breaks.size(); ++c)
        sizes.back().push_back(breaks[c + 1] - breaks[c]);
      lower[d] = breaks.front();
      upper[d] = breaks.back();
    }
    dealii::GridGenerator::subdivided_hyper_rectangle(triangulation, sizes, lower, upper);
    dofs.distribute_dofs(element);
    owned = dofs.locally_owned_dofs();
    dealii::IndexSet relevant;
    dealii::DoFTools::extract_locally_relevant_dofs(dofs, relevant);
    constraints.reinit(relevant);
    constraints.close();
    dealii::TrilinosWrappers::SparsityPattern pattern(owned, owned, relevant, communicator);
    dealii::DoFTools::make_sparsity_pattern(dofs, pattern, constraints, false);
    pattern.compress();
    for (Matrix *matrix : {&stiffness, &mass, &shifted})
      matrix->reinit(pattern);
  }

  /// Place of quadrature point @p q of a cell among all of the box.
  std::size_t point_index(const dealii::Point<3> &center, unsigned int q) const {
    const unsigned int n = box.points_per_cell();
    std::size_t index = 0;
    std::array<unsigned int, 3> local{q % n, q / n % n, q / (n * n)};
    for (unsigned int d = 3; d-- > 0;) {
      const std::vector<double> &breaks = box.breakpoints[d];
      const auto cell = static_cast<std::size_t>(
          std::upper_bound(breaks.begin(), breaks.end(), center[d]) - breaks.begin() - 1);
      index = index * ((breaks.size() - 1) * n) + cell * n + local[d];
    }
    return index;
  }

  /// action(cell's values, global numbers, first index function) for all cells of this process.
  template <typename Action>
  void for_each_cell(dealii::UpdateFlags flags, const Action &action) {
    dealii::FEValues<3> values(element, quadrature, flags | dealii::update_JxW_values);
    std::vector<dealii::types::global_dof_index> numbers(element.n_dofs_per_cell());
    for (const auto &cell : dofs.active_cell_iterators())
      if (cell->is_locally_owned()) {
        values.reinit(cell);
        cell->get_dof_indices(numbers);
        action(values, numbers, cell->center());
      }
  }

  Vector make_vector() const { return Vector(owned, communicator); }
};

WeightedLaplacian::WeightedLaplacian(const WeightBox &box, const Communicator &communicator) {
  require_mpi();
  elements_ = std::make_unique<Elements>(box, communicator.size() > 1 ? communicator.handle()
                                                                      : MPI_COMM_SELF);
}

WeightedLaplacian::~WeightedLaplacian() = default;

void WeightedLaplacian::set_density(const std::vector<double> &density) {
  Elements &e = *elements_;
  RHOFLOW_PRECONDITION(density.size() == e.box.n_points(), "the density at every point");
  const std::vector<double> positive = without_noise(density, gaussian_like(e.box, density));
  e.stiffness = 0.;
  e.mass = 0.;
  const unsigned int n = e.element.n_dofs_per_cell();
  dealii::FullMatrix<double> local_stiffness(n, n), local_mass(n, n);
  std::vector<dealii::Tensor<1, 3>> gradients(n);
  std::vector<double> shapes(n);
  e.for_each_cell(
      dealii::update_values | dealii::update_gradients,
      [&](const dealii::FEValues<3> &values, const auto &numbers, const dealii::Point<3> &center) {
        local_stiffness = 0.;
        local_mass = 0.;
        for (unsigned int q = 0; q < e.quadrature.size(); ++q) {
          const std::size_t point = e.point_index(center, q);
          const double weight = positive[point] * values.JxW(q);
          for (unsigned int i = 0; i < n; ++i) {
            gradients[i] = values.shape_grad(i, q);
            shapes[i] = values.shape_value(i, q);
          }
          for (unsigned int i = 0; i < n; ++i)
            for (unsigned int j = 0; j <= i; ++j) {
              local_stiffness(i, j) += weight * (gradients[i] * gradients[j]);
              local_mass(i, j) += weight * shapes[i] * shapes[j];
            }
        }
        for (unsigned int i = 0; i < n; ++i)
          for (unsigned int j = 0; j < i; ++j) {
            local_stiffness(j, i) = local_stiffness(i, j);
            local_mass(j, i) = local_mass(i, j);
          }
        e.constraints.distribute_local_to_global(local_stiffness, numbers, e.stiffness);
        e.constraints.distribute_local_to_global(local_mass, numbers, e.mass);
      });
  e.stiffness.compress(dealii::VectorOperation::add);
  e.mass.compress(dealii::VectorOperation::add);
}

namespace {

/// Conjugate gradients for one matrix with its multigrid.
struct MultigridSolver {
  const Matrix &matrix;
  const dealii::TrilinosWrappers::PreconditionAMG &multigrid;
  mutable unsigned int iterations = 0;

  void vmult(Vector &solution, const Vector &right) const {
    dealii::SolverControl control(most_iterations, relative_residual * right.l2_norm(), false,
                                  false);
    dealii::SolverCG<Vector> solver(control);
    solution = 0.;
    try {
      solver.solve(MatrixProduct{matrix}, solution, right, multigrid);
    } catch (const dealii::SolverControl::NoConvergence &) {
      throw RunError("the elliptic equation of the transport is not solved after " +
                     std::to_string(most_iterations) +
                     " iterations; compare densities on a coarser mesh");
    }
    iterations = control.last_step();
  }
};

dealii::TrilinosWrappers::PreconditionAMG::AdditionalData multigrid_data(unsigned int degree) {
  dealii::TrilinosWrappers::PreconditionAMG::AdditionalData data;
  data.elliptic = true;
  data.higher_order_elements = degree > 1;
  data.smoother_sweeps = 2;
  data.aggregation_threshold = 0.02;
  return data;
}

} // namespace

WeightedLaplacian::Solution WeightedLaplacian::solve(const std::vector<double> &source) {
  Elements &e = *elements_;
  RHOFLOW_PRECONDITION(source.size() == e.box.n_points(), "the source at every point");
  Vector right = e.make_vector(), ones = e.make_vector(), density = e.make_vector();
  const unsigned int n = e.element.n_dofs_per_cell();
  dealii::Vector<double> local(n);
  e.for_each_cell(dealii::update_values, [&](const dealii::FEValues<3> &values, const auto &numbers,
                                             const dealii::Point<3> &center) {
    local = 0.;
    for (unsigned int q = 0; q < e.quadrature.size(); ++q)
      for (unsigned int i = 0; i < n; ++i)
        local(i) += source[e.point_index(center, q)] * values.shape_value(i, q) * values.JxW(q);
    e.constraints.distribute_local_to_global(local, numbers, right);
  });
  right.compress(dealii::VectorOperation::add);
  // What is left of the mass of the source, quadrature of tails, goes where the density is.
  ones = 1.;
  MatrixProduct{e.mass}.vmult(density, ones);
  right.add(-(right * ones) / (density * ones), density);
  e.shifted.copy_from(e.stiffness);
  e.shifted.add(regularisation, e.mass);
  e.multigrid.initialize(e.shifted, multigrid_data(e.box.degree));
  const MultigridSolver solver{e.shifted, e.multigrid};
  Vector solution = e.make_vector();
  solver.vmult(solution, right);
  return {solution * right, solver.iterations};
}

double WeightedLaplacian::poincare_constant() {
  Elements &e = *elements_;
  e.shifted.copy_from(e.stiffness);
  e.shifted.add(shift, e.mass);
  e.multigrid.initialize(e.shifted, multigrid_data(e.box.degree));
  const MultigridSolver inverse{e.shifted, e.multigrid};
  constexpr unsigned int n_values = 2, n_arnoldi = 10;
  dealii::SolverControl control(200, 1e-7, false, false);
  using Solver = dealii::PArpackSolver<Vector>;
  Solver solver(control, e.communicator,
                Solver::AdditionalData(n_arnoldi, Solver::largest_magnitude, true, 3));
  solver.reinit(e.owned);
  solver.set_shift(-shift);
  Vector start = e.make_vector();
  for (const auto i : e.owned)
    start(i) = 1. + std::sin(double(i)); // no eigenvector
  start.compress(dealii::VectorOperation::insert);
  solver.set_initial_vector(start);
  std::vector<std::complex<double>> eigenvalues(n_values);
  std::vector<Vector> eigenvectors(n_values, e.make_vector());
  try {
    solver.solve(MatrixProduct{e.stiffness}, MatrixProduct{e.mass}, inverse, eigenvalues,
                 eigenvectors, n_values);
  } catch (const dealii::ExceptionBase &) {
    throw RunError("the eigenvalues of the density are not found; take a coarser mesh");
  }
  return std::max(eigenvalues[0].real(), eigenvalues[1].real()); // the other one is 0
}

std::size_t WeightedLaplacian::n_degrees_of_freedom() const {
  return elements_->dofs.n_dofs();
}

} // namespace rhoflow
