// SPDX-License-Identifier: Apache-2.0
// The transport as the program runs it: all stages of the Runge-Kutta method on several densities,
// with update, error estimate and moments.

#include "benchmarks.h"
#include "density/outer_bases/hermite_basis.h"

#include "base/parallel_loop.h"
#include "operators/transport/transport_operator.h"
#include "rhoflow/time/runge_kutta.h"

#include <deal.II/base/multithread_info.h>

#include <cmath>

namespace rhoflow {

namespace {

template <int dim>
class TransportProblem {
public:
  TransportProblem(const TransportCase &which, unsigned int cells)
      : n_densities_(which.densities),
        mesh_(std::make_shared<InnerMesh<dim>>(mesh_parameters(which, cells))),
        space_(std::make_shared<DensitySpace<dim>>(mesh_, make_hermite_basis(which.outer_nodes),
                                                   dim - 1)),
        transport_(space_), phi_(dim - 1, AlignedVector(mesh_->grid().size(), 0.)) {
    const TensorGrid &grid = mesh_->grid();
    for (std::size_t row = 0; row < grid.n_rows; ++row)
      for (std::size_t x = 0; x < grid.axis.size(); ++x) {
        const double w = grid.axis[x], b = grid.axis[grid.row_index(row, dim - 1)],
                     other = dim == 3 ? grid.axis[grid.row_index(row, 1)] : 0.;
        phi_[0][row * grid.row_length + x] =
            std::tanh(0.7 * w + 0.4 * other + b) - 0.5 * std::tanh(b - 0.3 * w);
        if (dim == 3)
          phi_.back()[row * grid.row_length + x] = std::tanh(b - 0.6 * other + 0.2 * w);
      }
    transport_.prepare(phi_, 1., potential_);
    for (auto &densities : registers_)
      densities.assign(n_densities_, AlignedVector(space_->n_values(), 1.));
    moments_.assign(n_densities_,
                    std::vector<AlignedVector>(dim - 1, AlignedVector(mesh_->n_nodes())));
  }

  double n_degrees_of_freedom() const {
    return n_densities_ * double(space_->n_degrees_of_freedom());
  }

  void step() {
    const LocalCells cells = LocalCells::all(mesh_->n_cells());
    const std::size_t groups = transport_.groups().count(cells);
    sums_.resize(n_densities_ * groups);
    scheme_.step(0., 1e-9,
                 [&](std::size_t, double, unsigned int in, unsigned int kept, unsigned int out,
                     const StageUpdate &update) {
                   parallel_for(sums_.size(), [&](std::size_t task) {
                     const std::size_t k = task / groups;
                     sums_[task] = transport_.apply(
                         potential_, update, cells, transport_.groups().range(cells, task % groups),
                         registers_[in][k], registers_[kept][k], registers_[out][k], moments_[k]);
                   });
                 });
    benchmark::DoNotOptimize(sums_.data());
  }

  std::size_t n_stages() const { return scheme_.stages().size(); }

private:
  static InnerMeshParameters mesh_parameters(const TransportCase &which, unsigned int cells) {
    InnerMeshParameters parameters;
    parameters.cells = cells;
    parameters.degree = which.degree;
    return parameters;
  }

  unsigned int n_densities_;
  std::shared_ptr<InnerMesh<dim>> mesh_;
  std::shared_ptr<DensitySpace<dim>> space_;
  TransportOperator<dim> transport_;
  RungeKutta scheme_ = RungeKutta::order43();
  GridField phi_;
  TransportPotential potential_;
  std::vector<AlignedVector> registers_[4];
  std::vector<std::vector<AlignedVector>> moments_;
  std::vector<StageSums> sums_;
};

template <int dim>
void run(benchmark::State &state, const TransportCase &which, int millions, unsigned int threads) {
  dealii::MultithreadInfo::set_thread_limit(threads);
  const double per_cell = which.densities * std::pow(which.outer_nodes, which.inputs) *
                          std::pow(which.degree + 1., dim);
  TransportProblem<dim> problem(
      which, static_cast<unsigned int>(std::lround(std::pow(1e6 * millions / per_cell, 1. / dim))));
  problem.step();
  for (auto _ : state)
    problem.step();
  set_rate(state, double(problem.n_stages()) * problem.n_degrees_of_freedom());
}

} // namespace

void register_transport_benchmark(const TransportCase &which, int millions, int threads) {
  register_rate(benchmark_name(transport_name(which), millions, threads),
                [which, millions, threads](benchmark::State &state) {
                  const auto used = static_cast<unsigned int>(threads);
                  if (which.inputs == 1)
                    run<2>(state, which, millions, used);
                  else
                    run<3>(state, which, millions, used);
                });
}

} // namespace rhoflow
