// SPDX-License-Identifier: Apache-2.0
#include "benchmarks.h"

#include "base/kernels/instruction_set.h"

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

void print_transport_line(const Rates &rates, const TransportCase &which, int size, int threads) {
  const double own = rate(rates, benchmark_name(transport_name(which), size, threads)),
               other = rate(rates, benchmark_name(matrix_free_name(which.degree), size, threads)),
               axpy = rate(rates, benchmark_name("axpy", threads)), bound = axpy / bytes_per_dof;
  std::printf("%-14s %6d %8d", which.name, size, threads);
  print("%.0f", own / 1e6, own > 0.);
  print("%.1f", other / 1e6, other > 0.);
  print("%.1f", own / other, own > 0. && other > 0.);
  print("%.1f", axpy / 1e9, axpy > 0.);
  print("%.0f", bound / 1e6, axpy > 0.);
  print("%.2f", own / bound, own > 0. && axpy > 0.);
  std::printf("\n");
}

void print_transport(const Rates &rates) {
  std::printf(
      "\nTransport, one right-hand side; d inputs, polynomial degree p, Hermite N per outer "
      "weight\n"
      "  Rhoflow: variable velocity, inverse mass, Runge-Kutta update, error estimate and "
      "moments\n           included; kernels for %s, %u bits a register\n"
      "  MatrixFree: deal.II FEEvaluation, 3-D FE_DGQ(p), Gauss-Lobatto collocation, "
      "constant velocity,\n           inverse mass, no Runge-Kutta update, %zu bits a "
      "register; on two threads two\n           independent halves\n"
      "  bound: in-place axpy bandwidth / 24 bytes\n",
      kernel_instruction_set(), kernel_vector_width_bits(),
      64 * dealii::VectorizedArray<double>::size());
  std::printf("%-14s %6s %8s %12s %12s %12s %12s %12s %12s\n", "", "MDoF", "threads", "Rhoflow",
              "MatrixFree", "ratio", "axpy", "bound", "of bound");
  std::printf("%-14s %6s %8s %12s %12s %12s %12s %12s %12s\n", "", "", "", "MDoF/s", "MDoF/s", "",
              "GB/s", "MDoF/s", "");
  for (const TransportCase &which : transport_cases)
    for (const int size : problem_sizes)
      for (const int threads : thread_counts)
        print_transport_line(rates, which, size, threads);
}

void print_steps(const Rates &rates) {
  std::printf(
      "\nOne step of training with the network, milliseconds; tanh, d inputs, Hermite N per "
      "outer weight,\n  cells x degree of the inner mesh, four depth nodes, 32 samples\n"
      "  half: what odd activations and symmetric starts need; whole: all cells\n");
  std::printf("%-14s %8s %12s %12s %12s\n", "", "threads", "half", "whole", "ratio");
  for (const StepCase &which : step_cases)
    for (const int threads : thread_counts) {
      const double half = rate(rates, step_name(which, true, threads)),
                   whole = rate(rates, step_name(which, false, threads));
      std::printf("%-14s %8d", which.name, threads);
      print("%.2f", 1e3 / half, half > 0.);
      print("%.2f", 1e3 / whole, whole > 0.);
      print("%.2f", half / whole, half > 0. && whole > 0.);
      std::printf("\n");
    }
}

void print_network_line(const Rates &rates, const std::string &own_name,
                        const std::string &plain_name) {
  const double own = rate(rates, own_name), plain = rate(rates, plain_name);
  std::printf("%-34s", own_name.c_str());
  print("%.3f", 1e9 / own, own > 0.);
  print("%.2f", 1e9 / plain, plain > 0.);
  print("%.1f", own / plain, own > 0. && plain > 0.);
  std::printf("\n");
}

void print_network(const Rates &rates) {
  std::printf("\nNetwork integrals, one thread, nanoseconds per sample and inner node (d = 2: two "
              "components)\n"
              "  plain: a loop that calls the standard library's function\n");
  std::printf("%-34s %12s %12s %12s\n", "", "Rhoflow", "plain", "ratio");
  for (const Activation activation : test::varying_activations())
    for (const char *what : {"potential", "vector_field"})
      for (const unsigned int d : {1u, 2u})
        print_network_line(rates, network_name(what, activation, d),
                           network_name(std::string(what) + "_plain", activation, d));
}

void print_particles(const Rates &rates) {
  std::printf(
      "\nParticles, one thread, nanoseconds per sample and particle\n"
      "  plain: the plain loop of the vector field above; laplacian: gradient and Laplacian\n");
  std::printf("%-34s %12s %12s %12s\n", "", "Rhoflow", "plain", "ratio");
  for (const Activation activation : test::varying_activations())
    for (const char *what : {"particle_sums", "particle_gradient", "particle_laplacian"})
      for (const unsigned int d : {1u, 2u})
        print_network_line(rates, network_name(what, activation, d),
                           network_name("vector_field_plain", activation, d));
}

} // namespace

void print_table(const Rates &rates) {
  print_transport(rates);
  print_steps(rates);
  print_network(rates);
  print_particles(rates);
}

} // namespace rhoflow
