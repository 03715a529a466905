// SPDX-License-Identifier: Apache-2.0
// What deal.II offers for the same task: upwind discontinuous Galerkin advection in three
// dimensions with MatrixFree and FEEvaluation, Gauss-Lobatto collocation, inverse mass included.
//
// With a recent TBB, as on Debian 12, MatrixFree is compiled without threads of its own. On two
// threads it therefore runs as two independent problems of half the size, which is at least as fast
// as two MPI processes could be.

#include "benchmarks.h"

#include "base/parallel_loop.h"

#include <deal.II/base/multithread_info.h>
#include <deal.II/base/quadrature_lib.h>
#include <deal.II/dofs/dof_handler.h>
#include <deal.II/fe/fe_dgq.h>
#include <deal.II/fe/mapping_q1.h>
#include <deal.II/grid/grid_generator.h>
#include <deal.II/grid/tria.h>
#include <deal.II/lac/affine_constraints.h>
#include <deal.II/lac/vector.h>
#include <deal.II/matrix_free/fe_evaluation.h>
#include <deal.II/matrix_free/matrix_free.h>

#include <cmath>
#include <memory>
#include <vector>

namespace rhoflow {

namespace {

constexpr int dim = 3;

/// The normal of the face in quadrature point @p q, under the name that the version of deal.II has
/// for it: the first one where both compile.
template <typename Evaluation>
auto normal_of(const Evaluation &face, unsigned int q, int) -> decltype(face.normal_vector(q)) {
  return face.normal_vector(q);
}
template <typename Evaluation>
auto normal_of(const Evaluation &face, unsigned int q, long) {
  return face.get_normal_vector(q);
}

template <int degree>
class MatrixFreeAdvection {
  using Data = dealii::MatrixFree<dim, double>;
  using Vector = dealii::Vector<double>;
  using Range = std::pair<unsigned int, unsigned int>;
  using CellEvaluation = dealii::FEEvaluation<dim, degree, degree + 1, 1, double>;
  using FaceEvaluation = dealii::FEFaceEvaluation<dim, degree, degree + 1, 1, double>;
  using Number = dealii::VectorizedArray<double>;

public:
  explicit MatrixFreeAdvection(unsigned int cells) : element_(degree), dof_handler_(mesh_) {
    dealii::GridGenerator::subdivided_hyper_cube(mesh_, cells, -1., 1.);
    dof_handler_.distribute_dofs(element_);
    Data::AdditionalData options;
    options.tasks_parallel_scheme = Data::AdditionalData::none;
    options.mapping_update_flags = dealii::update_gradients | dealii::update_JxW_values;
    options.mapping_update_flags_inner_faces =
        dealii::update_JxW_values | dealii::update_normal_vectors;
    options.mapping_update_flags_boundary_faces = options.mapping_update_flags_inner_faces;
    constraints_.close();
    data_.reinit(dealii::MappingQ1<dim>(), dof_handler_, constraints_,
                 dealii::QGaussLobatto<1>(degree + 1), options);
    for (unsigned int d = 0; d < dim; ++d)
      velocity_[d] = 1. - 0.3 * d;

    inverse_mass_.reinit(dof_handler_.n_dofs());
    CellEvaluation evaluation(data_);
    for (unsigned int cell = 0; cell < data_.n_cell_batches(); ++cell) {
      evaluation.reinit(cell);
      for (unsigned int q = 0; q < evaluation.n_q_points; ++q)
        evaluation.begin_dof_values()[q] = 1. / evaluation.JxW(q);
      evaluation.set_dof_values(inverse_mass_);
    }
  }

  double n_degrees_of_freedom() const { return double(dof_handler_.n_dofs()); }

  void apply(Vector &result, const Vector &u) const {
    data_.loop(&MatrixFreeAdvection::cells, &MatrixFreeAdvection::faces,
               &MatrixFreeAdvection::boundary, this, result, u, true,
               Data::DataAccessOnFaces::values, Data::DataAccessOnFaces::values);
    result.scale(inverse_mass_);
  }

private:
  void cells(const Data &data, Vector &result, const Vector &u, const Range &range) const {
    CellEvaluation value(data);
    for (unsigned int cell = range.first; cell < range.second; ++cell) {
      value.reinit(cell);
      value.gather_evaluate(u, dealii::EvaluationFlags::values);
      for (unsigned int q = 0; q < value.n_q_points; ++q)
        value.submit_gradient(velocity_ * value.get_value(q), q);
      value.integrate_scatter(dealii::EvaluationFlags::gradients, result);
    }
  }

  void faces(const Data &data, Vector &result, const Vector &u, const Range &range) const {
    FaceEvaluation inner(data, true), outer(data, false);
    for (unsigned int face = range.first; face < range.second; ++face) {
      inner.reinit(face);
      inner.gather_evaluate(u, dealii::EvaluationFlags::values);
      outer.reinit(face);
      outer.gather_evaluate(u, dealii::EvaluationFlags::values);
      for (unsigned int q = 0; q < inner.n_q_points; ++q) {
        const Number speed = velocity_ * normal_of(inner, q, 0);
        const Number left = inner.get_value(q), right = outer.get_value(q);
        const Number flux = 0.5 * (speed * (left + right) + std::abs(speed) * (left - right));
        inner.submit_value(-flux, q);
        outer.submit_value(flux, q);
      }
      inner.integrate_scatter(dealii::EvaluationFlags::values, result);
      outer.integrate_scatter(dealii::EvaluationFlags::values, result);
    }
  }

  void boundary(const Data &data, Vector &result, const Vector &u, const Range &range) const {
    FaceEvaluation inner(data, true);
    for (unsigned int face = range.first; face < range.second; ++face) {
      inner.reinit(face);
      inner.gather_evaluate(u, dealii::EvaluationFlags::values);
      for (unsigned int q = 0; q < inner.n_q_points; ++q) {
        const Number speed = velocity_ * normal_of(inner, q, 0);
        inner.submit_value(-std::max(speed, Number(0.)) * inner.get_value(q), q);
      }
      inner.integrate_scatter(dealii::EvaluationFlags::values, result);
    }
  }

  dealii::Triangulation<dim> mesh_;
  dealii::FE_DGQ<dim> element_;
  dealii::DoFHandler<dim> dof_handler_;
  dealii::AffineConstraints<double> constraints_;
  Data data_;
  dealii::Tensor<1, dim, Number> velocity_;
  Vector inverse_mass_;
};

/// One problem per thread. Set-up takes much longer than what is measured: repetitions share it.
template <int degree>
class Problem {
public:
  Problem(int millions, unsigned int threads) {
    const double per_cell = std::pow(degree + 1, dim);
    const auto cells =
        static_cast<unsigned int>(std::lround(std::cbrt(1e6 * millions / threads / per_cell)));
    for (unsigned int k = 0; k < threads; ++k)
      parts_.push_back(std::make_unique<MatrixFreeAdvection<degree>>(cells));
  }

  void run(benchmark::State &state) const {
    const double size = parts_[0]->n_degrees_of_freedom();
    std::vector<dealii::Vector<double>> u, result;
    for (std::size_t k = 0; k < parts_.size(); ++k) {
      u.emplace_back(static_cast<unsigned int>(size));
      u.back() = 1.;
      result.push_back(u.back());
    }
    const auto apply = [&] {
      parallel_for(parts_.size(), [&](std::size_t k) { parts_[k]->apply(result[k], u[k]); });
    };
    apply();
    for (auto _ : state)
      apply();
    set_rate(state, double(parts_.size()) * size);
  }

private:
  std::vector<std::unique_ptr<MatrixFreeAdvection<degree>>> parts_;
};

template <int degree>
void register_degree(int millions, int threads) {
  const auto problem = std::make_shared<std::unique_ptr<Problem<degree>>>();
  register_rate(benchmark_name(matrix_free_name(degree), millions, threads),
                [millions, threads, problem](benchmark::State &state) {
                  const auto used = static_cast<unsigned int>(threads);
                  dealii::MultithreadInfo::set_thread_limit(used);
                  if (!*problem)
                    *problem = std::make_unique<Problem<degree>>(millions, used);
                  (*problem)->run(state);
                });
}

} // namespace

void register_matrix_free_benchmark(unsigned int degree, int millions, int threads) {
  if (degree == 3)
    register_degree<3>(millions, threads);
  else
    register_degree<4>(millions, threads);
}

} // namespace rhoflow
