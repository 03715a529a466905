// The transport as the program runs it: all stages of the Runge-Kutta method on five densities
// (four depth nodes and the head), with update, error estimate and moments.

#include "benchmarks.h"

#include "rhoflow/base/parallel_loop.h"
#include "rhoflow/flow/runge_kutta.h"
#include "rhoflow/transport/transport_operator.h"

#include <deal.II/base/multithread_info.h>

#include <cmath>

namespace rhoflow {

namespace {

constexpr unsigned int n_densities = 5, n_outer = 16;

class TransportProblem {
public:
  explicit TransportProblem(unsigned int cells)
      : mesh_(std::make_shared<InnerMesh<2>>(mesh_parameters(cells))),
        space_(std::make_shared<DensitySpace<2>>(mesh_, make_hermite_basis(n_outer), 1)),
        transport_(space_), phi_(1, AlignedVector(mesh_->grid().size(), 0.)) {
    const TensorGrid &grid = mesh_->grid();
    for (std::size_t b = 0; b < grid.axis.size(); ++b)
      for (std::size_t w = 0; w < grid.axis.size(); ++w)
        phi_[0][b * grid.row_length + w] = std::tanh(0.7 * grid.axis[w] + grid.axis[b]) -
                                           0.5 * std::tanh(grid.axis[b] - 0.3 * grid.axis[w]);
    transport_.prepare(phi_, 1., potential_);
    for (auto &densities : registers_)
      densities.assign(n_densities, AlignedVector(space_->n_values(), 1.));
    moments_.assign(n_densities, std::vector<AlignedVector>(1, AlignedVector(mesh_->n_nodes())));
  }

  double n_degrees_of_freedom() const {
    return n_densities * double(space_->n_degrees_of_freedom());
  }

  void step() {
    const std::size_t groups = transport_.n_groups();
    sums_.resize(n_densities * groups);
    scheme_.step(0., 1e-9,
                 [&](std::size_t, double, unsigned int in, unsigned int kept, unsigned int out,
                     const StageUpdate &update) {
                   parallel_for(sums_.size(), [&](std::size_t task) {
                     const std::size_t k = task / groups;
                     sums_[task] =
                         transport_.apply(potential_, update, task % groups, registers_[in][k],
                                          registers_[kept][k], registers_[out][k], moments_[k]);
                   });
                 });
    benchmark::DoNotOptimize(sums_.data());
  }

  std::size_t n_stages() const { return scheme_.stages().size(); }

private:
  static InnerMeshParameters mesh_parameters(unsigned int cells) {
    InnerMeshParameters parameters;
    parameters.cells = cells;
    parameters.degree = benchmark_degree;
    return parameters;
  }

  std::shared_ptr<InnerMesh<2>> mesh_;
  std::shared_ptr<DensitySpace<2>> space_;
  TransportOperator<2> transport_;
  RungeKutta scheme_ = RungeKutta::order43();
  GridField phi_;
  TransportPotential potential_;
  std::vector<AlignedVector> registers_[4];
  std::vector<std::vector<AlignedVector>> moments_;
  std::vector<StageSums> sums_;
};

void run(benchmark::State &state, int millions, unsigned int threads) {
  dealii::MultithreadInfo::set_thread_limit(threads);
  constexpr unsigned int n = benchmark_degree + 1;
  const double per_cell = double(n_densities) * n_outer * n * n;
  TransportProblem problem(
      static_cast<unsigned int>(std::lround(std::sqrt(1e6 * millions / per_cell))));
  problem.step();
  for (auto _ : state)
    problem.step();
  set_rate(state, double(problem.n_stages()) * problem.n_degrees_of_freedom());
}

} // namespace

void register_transport_benchmark(int millions, int threads) {
  register_rate(benchmark_name("transport", millions, threads),
                [millions, threads](benchmark::State &state) {
                  run(state, millions, static_cast<unsigned int>(threads));
                });
}

} // namespace rhoflow
