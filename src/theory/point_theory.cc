// SPDX-License-Identifier: Apache-2.0
#include "theory/point_theory.h"

#include "base/parallel_loop.h"
#include "rhoflow/base/errors.h"
#include "theory/point_gram.h"
#include "theory/pooled_state.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rhoflow {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// Columns of the three tables that are functions of the Gram matrices and the residuals alone.
const std::vector<std::string> gram_columns{"lambda_min_g1",
                                            "lambda_max_g1",
                                            "lambda_min_g2",
                                            "lambda_max_g2",
                                            "lambda_min_sum",
                                            "gram_form_head",
                                            "rate_bound_sum",
                                            "rate_bound_head",
                                            "gram_form_encoder",
                                            "g1",
                                            "g2",
                                            "sum"};
/// Those that are made of speeds, squares of what scatters.
const std::vector<std::string> path_columns{"path_head", "path_encoder", "path"};
/// The others that depend on the shift; the error of `kl` is `kl_error`.
const std::vector<std::string> other_columns{
    "loss",      "decay_rate",   "kl_head",         "kl_encoder",
    "path_head", "path_encoder", "ingredient_head", "ingredient_encoder",
    "kl",        "path",         "kl_head_by_rate", "kl_encoder_by_rate",
    "kl_by_rate"};

/// Columns of which the smallest over the shifts is told: they are upper bounds, of which the
/// lowest is the best one, and their scatter says nothing of how far below them the truth is.
const std::vector<std::string> bounds_from_above{"support_head", "support_encoder", "support"};

std::size_t place_of(const std::vector<std::string> &names, const std::string &name) {
  return std::size_t(std::find(names.begin(), names.end(), name) - names.begin());
}

bool contains(const std::vector<std::string> &names, const std::string &name) {
  return place_of(names, name) < names.size();
}

/// What the points say of rho_t / rho_0.
struct StartRatio {
  double entropy = 0.; ///< KL: the sum over the points of q_m ln( rho_t / rho_0 )
  double smallest =
      std::numeric_limits<double>::infinity(); ///< at a point in the ball of the start

  void add(const StartRatio &other) {
    entropy += other.entropy;
    smallest = std::min(smallest, other.smallest);
  }
};

StartRatio ratio_to_start(const Particles &points, std::size_t k, const GaussianMixture &start) {
  constexpr std::size_t block = 1024;
  const EnsembleLayout &layout = points.ensemble(k).layout;
  const StartBall ball = ball_of(start);
  std::vector<StartRatio> parts((layout.n_particles + block - 1) / block);
  parallel_for(parts.size(), [&](std::size_t task) {
    const std::size_t end = std::min((task + 1) * block, layout.n_particles);
    for (std::size_t m = task * block; m < end; ++m) {
      const double *point = points.values[k].data() + m;
      const double logarithm =
          points.log_density(k)[m] - log_density(start, point, layout.stride());
      parts[task].entropy += points.ensemble(k).weights[m] * logarithm;
      if (ball.contains(point, layout.stride()))
        parts[task].smallest = std::min(parts[task].smallest, std::exp(logarithm));
    }
  });
  StartRatio whole;
  for (const StartRatio &part : parts)
    whole.add(part);
  return whole;
}

/// -dE/dt: the sum over the densities of int grad Phi . (grad Phi + k theta) rho
/// = (D_k + D_0 - k^2 M) / 2, where D_k is int |grad Phi + k theta|^2 rho, D_0 the Gram form and k
/// the regulariser's or the confinement's coefficient.
double loss_rate_of(const ParticleTraining &shift, const GramForm &form) {
  const std::vector<ParticleMoments> moments = shift.moments();
  const std::vector<double> &depth_weights = shift.network().depth().weights();
  double rate = 0.5 * (form.encoder + form.head);
  for (std::size_t k = 0; k < moments.size(); ++k) {
    if (!shift.trains(k))
      continue;
    const bool is_head = k >= depth_weights.size();
    const double decay = shift.noise(k).confinement +
                         (is_head ? 0. : 2. * shift.regularization().strength(shift.time()));
    rate += 0.5 * (is_head ? 1. : depth_weights[k]) *
            (moments[k].gradient_square - decay * decay * moments[k].second_moment);
  }
  return rate;
}

/// All numbers of @p lines, one after the other.
std::vector<double> numbers_in(const TheoryTables::Lines &lines) {
  std::vector<double> numbers;
  for (const auto &[file, rows] : lines)
    for (const std::vector<double> &row : rows)
      numbers.insert(numbers.end(), row.begin(), row.end());
  return numbers;
}

/// The values of @p means, and their errors in the columns that @p names have for them.
std::vector<double> row_of(const std::vector<std::string> &names,
                           const std::vector<ShiftMean> &means) {
  std::vector<double> row(names.size(), missing);
  for (std::size_t c = 0; c < means.size(); ++c)
    row[c] = means[c].value;
  for (std::size_t c = 0; c < means.size(); ++c)
    if (const std::size_t place = place_of(names, names[c] + "_error"); place < names.size())
      row[place] = means[c].error;
  return row;
}

} // namespace

PointTheory::PointTheory(const TheoryParameters &parameters, const PointTraining &training,
                         PointStarts starts)
    : parameters_(parameters), training_(training), starts_(std::move(starts)),
      integrals_((2 * training.n_shifts() + 1) *
                 training.shifts().front().particles().n_ensembles()) {
  step();
}

void PointTheory::step() {
  if (!parameters_.needs_rates())
    return;
  std::vector<double> values;
  for (
      const std::vector<double> &own :
      gather_from_shifts(training_, [&](const ParticleTraining &shift) {
        std::vector<double> list;
        for (const DensityRates &rate : point_rates(shift, starts_))
          list.insert(list.end(), {rate.entropy_rate, std::sqrt(std::max(rate.squared_speed, 0.))});
        return list;
      }))
    values.insert(values.end(), own.begin(), own.end());
  for (const double square : pooled_squares())
    values.push_back(std::sqrt(std::max(square, 0.)));
  // Without regulariser and confinement all velocities fall with the residuals.
  const double residual = std::sqrt(2. * training_.loss());
  integrals_.add(training_.time(), values, training_.loss_falls() ? std::max(residual, 1e-10) : 1.);
}

void PointTheory::compare_with_start(const ParticleTraining &shift, TheoryRow &row) const {
  const Particles &points = shift.particles();
  for (std::size_t k = 0; k < points.n_ensembles(); ++k) {
    const StartRatio ratio = ratio_to_start(points, k, starts_.of(k >= points.n_layers));
    if (parameters_.relative_entropy)
      row.densities[k].entropy = ratio.entropy;
    if (parameters_.support)
      row.densities[k].smallest_ratio = ratio.smallest;
  }
}

std::vector<double> PointTheory::pooled_squares() const {
  if (!parameters_.path_length)
    return std::vector<double>(training_.shifts().front().particles().n_ensembles(), 0.);
  const SampleState state = mean_state(training_);
  return mean_arrays(
             training_,
             [&](const ParticleTraining &shift) { return ArrayList{squared_speeds(shift, state)}; })
      .front();
}

TheoryRow PointTheory::measure(const ParticleTraining &shift, const double *integrals) const {
  const Particles &points = shift.particles();
  const DepthGrid &depth = shift.network().depth();
  TheoryRow row;
  row.time = shift.time();
  row.loss = shift.loss();
  row.decay_rate = missing;
  row.densities.resize(points.n_ensembles());
  for (std::size_t k = 0; k < row.densities.size(); ++k) {
    const bool is_head = k >= points.n_layers;
    DensityTheory &density = row.densities[k];
    density.depth = is_head ? 1. : depth.nodes()[k];
    density.weight = is_head ? 1. : depth.weights()[k];
    density.entropy_by_rate = parameters_.relative_entropy ? integrals[2 * k] : missing;
    density.path_length = parameters_.path_length ? integrals[2 * k + 1] : missing;
    density.entropy = density.smallest_ratio = missing;
    density.entropy_on_grid = density.negative_mass = missing; // what only a grid has
  }
  if (parameters_.relative_entropy || parameters_.support)
    compare_with_start(shift, row);
  if (parameters_.gram_matrices) {
    row.set_gram(particle_gram_matrices(shift), shift.network().parameters(),
                 shift.state().residuals);
    if (row.loss > 0.)
      row.decay_rate = loss_rate_of(shift, row.form) / row.loss;
  } else {
    row.form.encoder = row.form.head = row.head_bound = row.sum_bound = missing;
  }
  if (shift.noise(0).confinement > 0. || shift.noise(points.n_layers).confinement > 0.)
    row.head_bound = row.sum_bound = missing; // they are those of the transport alone
  row.combine_densities(points.n_layers);
  for (DensityTheory *density : {&row.encoder, &row.head}) {
    density->negative_mass = missing;
    if (!parameters_.support)
      density->smallest_ratio = missing;
  }
  const auto ingredient = [&](const DensityTheory &density) {
    const NetworkParameters &network = shift.network().parameters();
    const double beta = network.head == HeadType::trained ? network.beta : 1.;
    return parameters_.relative_entropy
               ? beta * std::sqrt(std::max(density.entropy, 0.) / double(shift.data().size()))
               : missing;
  };
  row.head_ingredient = ingredient(row.head);
  row.encoder_ingredient = ingredient(row.encoder);
  return row;
}

TheoryTables::Columns PointTheory::columns(const TheoryParameters &parameters) {
  TheoryTables::Columns columns = TheoryTables::columns(parameters);
  for (auto &[file, names] : columns)
    for (const std::string &name : std::vector<std::string>(names))
      if ((contains(gram_columns, name) || contains(other_columns, name)) &&
          !contains(names, name + "_error"))
        names.push_back(name + "_error");
  return columns;
}

TheoryTables::Lines PointTheory::pooled_lines(const double *paths) const {
  const ParticleTraining &shift = training_.shifts().front();
  TheoryRow row;
  row.densities.resize(shift.particles().n_ensembles());
  for (std::size_t k = 0; k < row.densities.size(); ++k)
    row.densities[k].path_length = paths[k];
  row.combine_densities(shift.particles().n_layers);
  if (parameters_.gram_matrices) {
    const PooledGram pooled = pooled_gram(training_);
    row.set_gram(pooled.gram, shift.network().parameters(), pooled.residuals);
  }
  return TheoryTables::lines(parameters_, row);
}

bool PointTheory::is_pooled(const std::string &name) const {
  return (parameters_.gram_matrices && contains(gram_columns, name)) ||
         (parameters_.path_length && contains(path_columns, name));
}

TheoryTables::Lines PointTheory::collect() const {
  const std::vector<double> integrals = integrals_.integrals();
  const std::size_t n_shifts = training_.n_shifts(),
                    per_shift = 2 * training_.shifts().front().particles().n_ensembles();
  const double *own_integrals = integrals.data() + training_.partition().begin() * per_shift;
  TheoryTables::Lines layout;
  const auto of_shifts = gather_from_shifts(training_, [&](const ParticleTraining &shift) {
    layout = TheoryTables::lines(parameters_, measure(shift, own_integrals));
    own_integrals += per_shift;
    return numbers_in(layout);
  });
  const std::vector<ShiftMean> all_means = means_over_shifts(of_shifts);
  TheoryTables::Lines pooled = pooled_lines(integrals.data() + n_shifts * per_shift), result;
  const TheoryTables::Columns files = columns(parameters_);
  std::size_t first = 0; // number of the row among all
  for (const auto &[file, rows] : layout) {
    const std::vector<std::string> &names = files.at(file);
    for (std::size_t line = 0; line < rows.size(); ++line) {
      const std::size_t n = rows[line].size();
      std::vector<ShiftMean> means(all_means.begin() + std::ptrdiff_t(first),
                                   all_means.begin() + std::ptrdiff_t(first + n));
      for (std::size_t c = 0; c < n; ++c)
        if (is_pooled(names[c]))
          means[c] = with_bias(means[c], pooled[file][line][c], n_shifts);
      std::vector<double> row = row_of(names, means);
      for (const std::string &name : bounds_from_above)
        if (const std::size_t c = place_of(names, name); c < n)
          for (const std::vector<double> &list : of_shifts)
            row[c] = std::min(row[c], list[first + c]);
      result[file].push_back(std::move(row));
      first += n;
    }
  }
  return result;
}

void PointTheory::restore(const std::vector<double> &state) {
  std::size_t place = 0;
  if (!integrals_.restore(state, place) || place != state.size())
    throw InputError("the checkpoint's quantities of the section Theory do not fit the run; start "
                     "the run anew without --resume");
}

} // namespace rhoflow
