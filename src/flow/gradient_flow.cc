#include "flow/gradient_flow.h"

#include "base/errors.h"
#include "base/parallel_loop.h"
#include "flow/stability.h"

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

/// Rows of the inner grid with the nodes of the cells and of the layers next to them, which the
/// derivatives at cell boundaries need.
template <int dim>
GridRows rows_around(const InnerMesh<dim> &mesh, const LocalCells &cells) {
  if (cells.empty())
    return {};
  const std::size_t p = mesh.line().degree(), layers = mesh.cells_per_side();
  const std::size_t rows_per_node = mesh.grid().n_rows / mesh.grid().axis.size();
  const std::size_t first = mesh.position(cells.first)[dim - 1];
  const std::size_t last = mesh.position(cells.last - 1)[dim - 1];
  return {(first > 0 ? first - 1 : 0) * p * rows_per_node,
          (std::min(last + 2, layers) * p + 1) * rows_per_node};
}

} // namespace

template <int dim>
DensityPartition GradientFlow<dim>::make_partition(const Spaces &spaces, std::size_t n_slices,
                                                   unsigned int n_processes) {
  const InnerMesh<dim> &mesh = spaces.encoder->mesh();
  std::vector<double> cost(n_slices, double(spaces.encoder->stride()));
  if (spaces.head)
    cost.push_back(double(spaces.head->stride()));
  return DensityPartition(n_processes, cost, mesh.n_cells(),
                          mesh.n_cells() / mesh.cells_per_side());
}

template <int dim>
GradientFlow<dim>::GradientFlow(std::shared_ptr<MeanFieldNetwork> network,
                                const Regularization &regularization, const Spaces &spaces,
                                DensityList start, const StepControl &control,
                                const Communicator &communicator)
    : network_(std::move(network)), regularization_(regularization), spaces_(spaces),
      n_slices_(network_->depth().size()), communicator_(communicator),
      partition_(make_partition(spaces, n_slices_, communicator.size())),
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
  for (std::size_t k = 0; k < registers_[0].size(); ++k) // no stage will write these
    for (unsigned int index = 1; index < scheme_.n_registers() && !trains(k); ++index)
      registers_[index][k] = registers_[0][k];
  potentials_.resize(registers_[0].size());
  node_moments_.resize(registers_[0].size());
  for (NetworkMoments &moments : moments_) {
    moments.encoder.resize(n_slices_);
    moments.head.resize(spaces.head ? 1 : 0);
  }
  const InnerMesh<dim> &mesh = spaces.encoder->mesh();
  std::vector<const DensitySpace<dim> *> all_spaces;
  std::vector<GridRows> rows;
  for (std::size_t k = 0; k < registers_[0].size(); ++k) {
    const std::size_t n_nodes = std::size_t(cells(k).size()) * mesh.nodes_per_cell();
    node_moments_[k].assign(space(k).n_components(), AlignedVector(n_nodes, 0.));
    transport(k).compute_moments(cells(k), registers_[0][k], moments_of(moments_[0], k));
    all_spaces.push_back(&space(k));
    rows.push_back(rows_around(mesh, cells(k)));
  }
  if (!spaces.head)
    rows.push_back({});
  network_->set_potential_rows(std::move(rows));
  ghosts_ = std::make_unique<GhostExchange<dim>>(communicator_, partition_, all_spaces);
  complete_moments(moments_[0]);
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
  first_features_ = state_.trajectory.features;
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
    if (!cells(k).empty())
      transport(k).prepare(potential(k), k < n_slices_ ? encoder_scale : 1., potentials_[k]);
  });
}

template <int dim>
double GradientFlow<dim>::stable_step() const {
  std::vector<double> rate(potentials_.size());
  parallel_for(rate.size(), [&](std::size_t k) {
    if (cells(k).empty() || !trains(k))
      return;
    const auto rates = transport(k).rates(potentials_[k], cells(k));
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
  const double largest = communicator_.maximum(*std::max_element(rate.begin(), rate.end()));
  return largest > 0. ? safety / largest : std::numeric_limits<double>::infinity();
}

template <int dim>
typename GradientFlow<dim>::StageResult
GradientFlow<dim>::run_stage(unsigned int in, unsigned int kept, unsigned int out,
                             const StageUpdate &update, double time, bool limited) {
  dealii::Timer timer;
  ghosts_->exchange(registers_[in]);
  std::vector<std::size_t> first{0};
  for (std::size_t k = 0; k < potentials_.size(); ++k)
    first.push_back(first.back() + (trains(k) ? transport(k).n_groups(cells(k)) : 0));
  std::vector<StageSums> sums(first.back());
  parallel_for(first.back(), [&](std::size_t task) {
    const auto next = std::upper_bound(first.begin(), first.end(), task);
    const auto k = static_cast<std::size_t>(next - first.begin()) - 1;
    sums[task] =
        transport(k).apply(potentials_[k], update, cells(k), task - first[k], registers_[in][k],
                           registers_[kept][k], registers_[out][k], node_moments_[k]);
  });

  std::vector<double> totals; // error and norm of every density
  for (std::size_t k = 0; k < potentials_.size(); ++k) {
    StageSums total;
    for (std::size_t task = first[k]; task < first[k + 1]; ++task) {
      total.error += sums[task].error;
      total.norm += sums[task].norm;
    }
    totals.push_back(total.error);
    totals.push_back(total.norm);
  }
  communicator_.sum(totals.data(), totals.size());
  StageResult result;
  for (std::size_t k = 0; k < potentials_.size(); ++k) {
    if (!trains(k))
      continue;
    if (!std::isfinite(totals[2 * k + 1])) {
      std::ostringstream message;
      message << "t = " << time << ": the density of the " << density_name(k) << " is not finite";
      throw RunError(message.str());
    }
    result.error = std::max(result.error, std::sqrt(totals[2 * k] / totals[2 * k + 1]));
  }
  if (limited)
    limit(registers_[out], result);
  parallel_for(potentials_.size(), [&](std::size_t k) {
    GridField &moments = moments_of(moments_[out], k);
    if (limited || !trains(k))
      transport(k).compute_moments(cells(k), registers_[out][k], moments);
    else
      transport(k).collect_moments(cells(k), node_moments_[k], moments);
  });
  complete_moments(moments_[out]);
  timings_.transport += timer.wall_time();
  return result;
}

template <int dim>
void GradientFlow<dim>::complete_moments(NetworkMoments &moments) const {
  if (communicator_.size() == 1)
    return;
  std::vector<AlignedVector *> fields;
  for (GridField &slice : moments.encoder)
    for (AlignedVector &component : slice)
      fields.push_back(&component);
  for (AlignedVector &component : moments.head)
    fields.push_back(&component);
  // One message for all.
  const std::size_t size = fields.front()->size();
  AlignedVector buffer(fields.size() * size);
  for (std::size_t i = 0; i < fields.size(); ++i)
    std::copy(fields[i]->begin(), fields[i]->end(), buffer.begin() + std::ptrdiff_t(i * size));
  communicator_.sum(buffer.data(), buffer.size());
  for (std::size_t i = 0; i < fields.size(); ++i)
    std::copy_n(buffer.begin() + std::ptrdiff_t(i * size), size, fields[i]->begin());
}

template <int dim>
void GradientFlow<dim>::limit(DensityList &densities, StageResult &result) {
  std::vector<std::array<std::size_t, 2>> tasks; // density, cell
  for (std::size_t k = 0; k < densities.size(); ++k)
    for (unsigned int c = cells(k).first; c < cells(k).last && trains(k); ++c)
      tasks.push_back({k, c});
  std::vector<double> smallest(tasks.size() + 1, 0.); // also where there is no cell
  parallel_for(tasks.size(), [&](std::size_t task) {
    const auto [k, c] = tasks[task];
    const auto cell = static_cast<unsigned int>(c);
    const PositivityLimiter<dim> &limiter = k < n_slices_ ? *encoder_limiter_ : *head_limiter_;
    smallest[task] = limiter.apply(cells(k), cell, cell + 1, densities[k]);
  });
  result.mean_negative =
      communicator_.minimum(*std::min_element(smallest.begin(), smallest.end())) < 0.;
}

template <int dim>
AlignedVector GradientFlow<dim>::gather_density(std::size_t index, unsigned int target) const {
  if (communicator_.size() == 1)
    return registers_[0][index];
  const std::size_t per_cell = space(index).mesh().nodes_per_cell() * space(index).stride();
  const bool here = communicator_.rank() == target;
  AlignedVector whole(here ? space(index).n_values() : 0);
  for (unsigned int r = 0; r < communicator_.size(); ++r) {
    const LocalCells &range = partition_.cells(r, index);
    if (range.empty() || (!here && communicator_.rank() != r))
      continue;
    std::vector<double> part;
    if (communicator_.rank() == r) {
      const auto begin =
          registers_[0][index].begin() + std::ptrdiff_t(range.stored_index(range.first) * per_cell);
      part.assign(begin, begin + std::ptrdiff_t(range.size() * per_cell));
    }
    communicator_.move(part, r, target);
    if (here)
      std::copy(part.begin(), part.end(), whole.begin() + std::ptrdiff_t(range.first * per_cell));
  }
  return whole;
}

template <int dim>
void GradientFlow<dim>::visit_density(
    std::size_t index, const std::function<void(const AlignedVector &)> &action) const {
  if (communicator_.size() == 1) {
    action(registers_[0][index]);
    return;
  }
  const AlignedVector whole = gather_density(index, 0);
  communicator_.on_root([&] { action(whole); });
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
  ghosts_->exchange(registers_[0]);
  for (std::size_t k = 0; k < result.size(); ++k)
    parallel_for(trains(k) ? transport(k).n_groups(cells(k)) : 0, [&](std::size_t group) {
      transport(k).apply(potentials_[k], only_right_hand_side, cells(k), group, registers_[0][k],
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
