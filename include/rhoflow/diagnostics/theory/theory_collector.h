#pragma once

#include "rhoflow/characteristics/characteristics.h"
#include "rhoflow/diagnostics/theory/flow_rates.h"
#include "rhoflow/diagnostics/theory/gram_matrices.h"
#include "rhoflow/diagnostics/theory/relative_entropy.h"
#include "rhoflow/diagnostics/theory/sampled_integral.h"
#include "rhoflow/diagnostics/theory/theory_parameters.h"

#include <optional>
#include <string>
#include <vector>

namespace rhoflow {

/// What the theory says of one density at one time.
struct DensityTheory {
  double depth = 0.;           ///< s; 1 for the head
  double weight = 0.;          ///< of the depth node in integrals over s; 1 for the head
  double entropy = 0.;         ///< KL(rho_t | rho_0) from the density, along characteristics
  double entropy_error = 0.;   ///< see CharacteristicEntropy; 0 without characteristics
  double entropy_on_grid = 0.; ///< from the nodal values; without characteristics the same
  double entropy_by_rate = 0.; ///< the same by integrating its rate over time
  double path_length = 0.;     ///< >= W_2(rho_t, rho_0)
  double smallest_ratio = 0.;  ///< of rho_t / rho_0 on the ball of the start
  double negative_mass = 0.;   ///< see StartComparison
};

/// The quantities of the theory at one time; what is switched off stays zero.
struct TheoryRow {
  double time = 0., loss = 0.;
  std::vector<double> encoder_eigenvalues, head_eigenvalues, sum_eigenvalues; ///< increasing
  GramForm form;          ///< both parts of -dE/dt, without regulariser
  double decay_rate = 0.; ///< -d ln E / dt, with regulariser
  double head_bound = 0.; ///< 2 beta^2 lambda_min(G2) / n
  double sum_bound = 0.;  ///< 2 beta^2 lambda_min(alpha^2 G1 + G2) / n
  std::vector<DensityTheory> densities;
  /// Of the head, and of the encoder: means over depth; the largest way, the smallest ratio.
  DensityTheory head, encoder;
  double head_ingredient = 0.;    ///< beta sqrt(KL / n) of the head, KL by its rate
  double encoder_ingredient = 0.; ///< beta sqrt(KL / n) of the encoder, KL by its rate

  /// Columns of theory.csv.
  static const std::vector<std::string> &names();
  std::vector<double> values() const;
};

/// Which relative entropies along characteristics differ from the integrals of their rates by more
/// than 1e-3 of themselves, by how much, and what to do; empty if none does.
std::string find_entropy_gap(const TheoryRow &row);

/// The same of the relative entropies on the grid, which are the first to differ where the grid
/// does not resolve a density, mostly in tails.
std::string find_grid_entropy_gap(const TheoryRow &row);

/// Follows a flow from its start: step() after every step, collect() at output times.
template <int dim>
class TheoryCollector {
public:
  /// @param flow at its start
  /// @param encoder_start,head_start what it started from; the latter is not used if the head is
  ///        fixed
  TheoryCollector(const TheoryParameters &parameters, const GradientFlow<dim> &flow,
                  const GaussianMixture &encoder_start, const GaussianMixture &head_start);

  /// Takes note of the rates at flow.time(). Collective.
  void step(const GradientFlow<dim> &flow);

  /// Collective; all processes have the result. @pre step() has been called at this time
  TheoryRow collect(const GradientFlow<dim> &flow);

  /// What step() has gathered, and the way back, for runs that are resumed.
  std::vector<double> state() const;
  /// @throws InputError if @p state is of another run
  void restore(const std::vector<double> &state);

private:
  void add_gram(const GradientFlow<dim> &flow, TheoryRow &row) const;
  void add_comparison(const GradientFlow<dim> &flow, TheoryRow &row) const;
  void add_characteristics(TheoryRow &row);
  /// -dE/dt without the part of the objective that the regulariser is.
  double loss_rate(const GradientFlow<dim> &flow, const std::vector<NodeMoments> &moments,
                   const GramForm &form) const;

  TheoryParameters parameters_;
  std::vector<StartMeasure<dim>> starts_; ///< of the encoder and, if trained, of the head
  FlowRates<dim> rates_;
  SampledIntegral integrals_; ///< entropy and path length of every density
  std::optional<Characteristics> characteristics_;
  double start_residual_ = -1.; ///< root mean square of the residuals at the start
};

} // namespace rhoflow
