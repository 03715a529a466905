#include "benchmarks.h"

#include "rhoflow/transport/kernels/cell_transport.h"

#include <deal.II/base/vectorization.h>

#include <cstdio>

namespace rhoflow {

namespace {

/// Bytes that one degree of freedom moves at least: read, read and written.
constexpr double bytes_per_dof = 24.;

double rate(const Rates &rates, const std::string &name) {
  const auto found = rates.find(name);
  return found == rates.end() ? 0. : found->second;
}

/// A number, or a dash for what a filtered run did not measure.
void print(const char *format, double value, bool known) {
  char text[32];
  std::snprintf(text, sizeof(text), format, value);
  std::printf(" %12s", known ? text : "-");
}

void print_transport(const Rates &rates) {
  std::printf(
      "\nTransport, one right-hand side, polynomial degree %u\n"
      "  Rhoflow: (u, w, b), Hermite N = 16, variable velocity, inverse mass, Runge-Kutta "
      "update,\n           error estimate and moments included, %u doubles a register\n"
      "  MatrixFree: deal.II FEEvaluation, 3-D FE_DGQ, Gauss-Lobatto collocation, constant "
      "velocity,\n           inverse mass, no Runge-Kutta update, %zu doubles a register; on two "
      "threads two\n           independent halves\n"
      "  bound: in-place axpy bandwidth / 24 bytes\n",
      benchmark_degree, kernel_vector_width(), dealii::VectorizedArray<double>::size());
  std::printf("%6s %8s %12s %12s %12s %12s %12s %12s\n", "MDoF", "threads", "Rhoflow", "MatrixFree",
              "ratio", "axpy", "bound", "of bound");
  std::printf("%6s %8s %12s %12s %12s %12s %12s %12s\n", "", "", "MDoF/s", "MDoF/s", "", "GB/s",
              "MDoF/s", "");
  for (const int size : problem_sizes)
    for (const int threads : thread_counts) {
      const double own = rate(rates, benchmark_name("transport", size, threads)),
                   other = rate(rates, benchmark_name("matrix_free", size, threads)),
                   axpy = rate(rates, benchmark_name("axpy", threads)),
                   bound = axpy / bytes_per_dof;
      std::printf("%6d %8d", size, threads);
      print("%.0f", own / 1e6, own > 0.);
      print("%.1f", other / 1e6, other > 0.);
      print("%.1f", own / other, own > 0. && other > 0.);
      print("%.1f", axpy / 1e9, axpy > 0.);
      print("%.0f", bound / 1e6, axpy > 0.);
      print("%.2f", own / bound, own > 0. && axpy > 0.);
      std::printf("\n");
    }
}

void print_network(const Rates &rates) {
  std::printf("\nNetwork integrals, tanh, one thread, per sample and inner node\n");
  std::printf("%-30s %12s %12s %12s\n", "", "Rhoflow, ns", "std::tanh, ns", "ratio");
  for (const char *what : {"potential", "vector_field"}) {
    const double own = rate(rates, what), plain = rate(rates, std::string(what) + "_plain");
    std::printf("%-30s", what);
    print("%.3f", 1e9 / own, own > 0.);
    print("%.2f", 1e9 / plain, plain > 0.);
    print("%.1f", own / plain, own > 0. && plain > 0.);
    std::printf("\n");
  }
}

} // namespace

void print_table(const Rates &rates) {
  print_transport(rates);
  print_network(rates);
}

} // namespace rhoflow
