#include "rhoflow/flow/gradient_flow.h"

#include "rhoflow/base/exit_status.h"
#include "rhoflow/base/parallel_loop.h"
#include "rhoflow/flow/stability.h"

#include <deal.II/base/timer.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <sstream>

namespace rhoflow {

namespace {

/// Distance kept from the limit of linear stability.
constexpr double safety = 0.9;
/// The nilpotent outer transport of the Hermite basis enters the step bound as if its norm,
/// |phi| sqrt(N), had to lie within this radius.
constexpr double outer_radius = 3.;
/// The bound for the Hermite basis takes the largest velocity of any node for that of the whole
/// mesh. Growth was measured from twice that bound on; the error control sees it (doc/numerics.md).
constexpr double frozen_velocity_margin = 5. / 3.;
constexpr unsigned int max_rejections = 60;

DensityList like(const DensityList &densities) {
  DensityList result;
  for (const AlignedVector &density : densities)
    result.emplace_back(density.size(), 0.);
  return result;
}

} // namespace

template <int dim>
GradientFlow<dim>::GradientFlow(std::shared_ptr<MeanFieldNetwork> network,
                                const Regularization &regularization, const Spaces &spaces,
                                DensityList start, const StepControl &control)
    : network_(std::move(network)), regularization_(regularization), spaces_(spaces),
      n_slices_(network_->depth().size()),
      encoder_transport_(std::make_unique<TransportOperator<dim>>(spaces.encoder)),
      scheme_(time_scheme(spaces.encoder->basis())), control_(control) {
  const bool limited = spaces.encoder->basis().limiter_cell_size() > 0;
  if (limited)
    encoder_limiter_ = std::make_unique<PositivityLimiter<dim>>(*spaces.encoder);
  if (spaces.head) {
    head_transport_ = std::make_unique<TransportOperator<dim>>(spaces.head);
    if (limited)
      head_limiter_ = std::make_unique<PositivityLimiter<dim>>(*spaces.head);
  }
  courant_number_ = largest_courant_number(scheme_, spaces.encoder->mesh().line());
  for (unsigned int index = 1; index < scheme_.n_registers(); ++index)
    registers_[index] = like(start);
  registers_[0] = std::move(start);
  potentials_.resize(registers_[0].size());
  node_moments_.resize(registers_[0].size());
  for (NetworkMoments &moments : moments_) {
    moments.encoder.resize(n_slices_);
    moments.head.resize(spaces.head ? 1 : 0);
  }
  for (std::size_t k = 0; k < registers_[0].size(); ++k) {
    node_moments_[k].assign(space(k).n_components(), AlignedVector(space(k).mesh().n_nodes(), 0.));
    transport(k).compute_moments(registers_[0][k], moments_of(moments_[0], k));
  }
  state_ = network_->initial_state();
  evaluate(0, 0.);
}

template <int dim>
std::string GradientFlow<dim>::density_name(std::size_t index) const {
  if (index >= n_slices_)
    return "head";
  std::ostringstream name;
  name << "slice " << index << " (s = " << network_->depth().nodes()[index] << ")";
  return name.str();
}

template <int dim>
void GradientFlow<dim>::evaluate(unsigned int which, double time) {
  dealii::Timer timer;
  moments_[which].length_scale = regularization_.length_scale(time);
  try {
    network_->evaluate(moments_[which], state_);
  } catch (const RunError &error) {
    std::ostringstream message;
    message << "t = " << time << ": " << error.what();
    throw RunError(message.str());
  }
  if (!std::isfinite(state_.loss)) {
    std::ostringstream message;
    message << "t = " << time << ": the loss is not finite (prediction of the network)";
    throw RunError(message.str());
  }
  prepare_potentials(time);
  timings_.network += timer.wall_time();
}

template <int dim>
void GradientFlow<dim>::prepare_potentials(double time) {
  const double encoder_scale = 1. / regularization_.length_scale(time);
  parallel_for(potentials_.size(), [&](std::size_t k) {
    transport(k).prepare(potential(k), k < n_slices_ ? encoder_scale : 1., potentials_[k]);
  });
}

template <int dim>
double GradientFlow<dim>::stable_step() const {
  std::vector<double> rate(potentials_.size());
  parallel_for(rate.size(), [&](std::size_t k) {
    const auto rates = transport(k).rates(potentials_[k]);
    const OuterBasis &basis = space(k).basis();
    if (basis.limiter_cell_size() > 0)
      rate[k] = (rates.inner / space(k).mesh().line().weights().front() +
                 rates.outer * basis.transport_rate()) /
                scheme_.ssp_coefficient();
    else
      rate[k] =
          (rates.inner / courant_number_ + rates.outer * basis.transport_rate() / outer_radius) /
          (basis.is_upwind() ? 1. : frozen_velocity_margin);
  });
  const double largest = *std::max_element(rate.begin(), rate.end());
  return largest > 0. ? safety / largest : std::numeric_limits<double>::infinity();
}

template <int dim>
typename GradientFlow<dim>::StageResult
GradientFlow<dim>::run_stage(unsigned int in, unsigned int kept, unsigned int out,
                             const StageUpdate &update, double time, bool limited) {
  dealii::Timer timer;
  std::vector<std::size_t> first{0};
  for (std::size_t k = 0; k < potentials_.size(); ++k)
    first.push_back(first.back() + transport(k).n_groups());
  std::vector<StageSums> sums(first.back());
  parallel_for(first.back(), [&](std::size_t task) {
    const auto next = std::upper_bound(first.begin(), first.end(), task);
    const auto k = static_cast<std::size_t>(next - first.begin()) - 1;
    sums[task] = transport(k).apply(potentials_[k], update, task - first[k], registers_[in][k],
                                    registers_[kept][k], registers_[out][k], node_moments_[k]);
  });

  StageResult result;
  for (std::size_t k = 0; k < potentials_.size(); ++k) {
    StageSums total;
    for (std::size_t task = first[k]; task < first[k + 1]; ++task) {
      total.error += sums[task].error;
      total.norm += sums[task].norm;
    }
    if (!std::isfinite(total.norm)) {
      std::ostringstream message;
      message << "t = " << time << ": the density of the " << density_name(k) << " is not finite";
      throw RunError(message.str());
    }
    result.error = std::max(result.error, std::sqrt(total.error / total.norm));
  }
  if (limited)
    limit(registers_[out], moments_[out], result);
  else
    parallel_for(potentials_.size(), [&](std::size_t k) {
      transport(k).collect_moments(node_moments_[k], moments_of(moments_[out], k));
    });
  timings_.transport += timer.wall_time();
  return result;
}

template <int dim>
void GradientFlow<dim>::limit(DensityList &densities, NetworkMoments &moments,
                              StageResult &result) {
  const unsigned int n_cells = spaces_.encoder->mesh().n_cells();
  std::vector<double> smallest(densities.size() * n_cells);
  parallel_for(smallest.size(), [&](std::size_t task) {
    const std::size_t k = task / n_cells;
    const auto cell = static_cast<unsigned int>(task % n_cells);
    const PositivityLimiter<dim> &limiter = k < n_slices_ ? *encoder_limiter_ : *head_limiter_;
    smallest[task] = limiter.apply(cell, cell + 1, densities[k]);
  });
  result.mean_negative = *std::min_element(smallest.begin(), smallest.end()) < 0.;
  parallel_for(densities.size(), [&](std::size_t k) {
    transport(k).compute_moments(densities[k], moments_of(moments, k));
  });
}

template <int dim>
void GradientFlow<dim>::step(double target) {
  try {
    // Limiting once a step disturbs the integration least. Limiting every stage guarantees
    // non-negative means and is kept for the step that needs it.
    bool limit_stages = false;
    for (unsigned int trial = 0; trial < max_rejections; ++trial) {
      const double dt = control_.propose(time_, target, stable_step());
      StageResult last;
      bool mean_negative = false;
      scheme_.step(time_, dt,
                   [&](std::size_t stage, double time, unsigned int in, unsigned int kept,
                       unsigned int out, const StageUpdate &update) {
                     if (stage > 0)
                       evaluate(in, time);
                     const bool limited =
                         encoder_limiter_ && (limit_stages || stage + 1 == scheme_.stages().size());
                     last = run_stage(in, kept, out, update, time, limited);
                     mean_negative = mean_negative || last.mean_negative;
                   });
      if (!mean_negative && control_.accept(last.error, dt)) {
        std::swap(registers_[0], registers_[scheme_.result_register()]);
        std::swap(moments_[0], moments_[scheme_.result_register()]);
        // Output times are met exactly, not up to the rounding of a sum.
        const double previous = time_;
        time_ = dt == target - time_ ? target : time_ + dt;
        try {
          evaluate(0, time_);
        } catch (const RunError &) {
          std::swap(registers_[0], registers_[scheme_.result_register()]);
          std::swap(moments_[0], moments_[scheme_.result_register()]);
          time_ = previous;
          throw;
        }
        last_step_ = dt;
        ++n_steps_;
        return;
      }
      if (mean_negative && limit_stages)
        control_.shrink(dt);
      limit_stages = mean_negative;
      ++n_rejected_;
      evaluate(0, time_);
    }
  } catch (const RunError &) {
    state_ = network_->initial_state();
    evaluate(0, time_);
    throw;
  }
  std::ostringstream message;
  message << "t = " << time_ << ": no step size satisfies Time/Tolerance; raise the tolerance";
  throw RunError(message.str());
}

template <int dim>
DensityList GradientFlow<dim>::right_hand_side() {
  DensityList result = like(registers_[0]);
  const StageUpdate only_right_hand_side{0., 0., 1., 0., 0., 0.};
  auto node_moments = node_moments_;
  for (std::size_t k = 0; k < result.size(); ++k)
    parallel_for(transport(k).n_groups(), [&](std::size_t group) {
      transport(k).apply(potentials_[k], only_right_hand_side, group, registers_[0][k],
                         registers_[0][k], result[k], node_moments[k]);
    });
  return result;
}

template <int dim>
std::size_t GradientFlow<dim>::memory() const {
  std::size_t bytes = 0;
  for (const DensityList &list : registers_)
    for (const AlignedVector &density : list)
      bytes += density.size() * sizeof(double);
  return bytes;
}

template class GradientFlow<2>;
template class GradientFlow<3>;

} // namespace rhoflow
