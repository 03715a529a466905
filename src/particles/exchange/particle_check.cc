// SPDX-License-Identifier: Apache-2.0
#include "particles/exchange/particle_check.h"

#include "particles/exchange/particle_import.h"
#include "rhoflow/base/errors.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <sstream>

namespace rhoflow {

namespace {

constexpr double same = 1e-5, doubtful = 1e-3; ///< see check_state()

/// Predictions of the weights of @p state; not a number if they cannot be computed.
std::vector<double> evaluate(const ParticleReader &reader, const ParticleState &state) {
  try {
    return import_network(reader, state).predict(reader.inputs());
  } catch (const RunError &) { // the layers of one interval did not converge
    return std::vector<double>(reader.labels().size(), std::numeric_limits<double>::quiet_NaN());
  }
}

double largest(const std::vector<double> &values) {
  double result = 0.;
  for (const double value : values)
    result = std::max(result, std::abs(value));
  return result;
}

/// max_i |a_i - b_i|; infinite if one is not a number.
double distance(const std::vector<double> &a, const std::vector<double> &b) {
  double result = 0.;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double difference = std::abs(a[i] - b[i]);
    result = std::isnan(difference) ? HUGE_VAL : std::max(result, difference);
  }
  return result;
}

/// The size S of check_state().
double size_of_predictions(const ParticleReader &reader, const ParticleState &state) {
  const ParticleHeader &header = reader.header();
  const std::size_t d = header.n_inputs;
  double terms = 0.;
  if (header.trained_head)
    for (std::size_t k = 0; k < header.n_head(); ++k)
      terms += std::abs(header.beta * header.omega_weights[k] * state.omega[k * (d + 2)]);
  else
    for (std::size_t j = 0; j < d; ++j) {
      double input = 0.;
      for (std::size_t i = j; i < reader.inputs().size(); i += d)
        input = std::max(input, std::abs(reader.inputs()[i]));
      terms += std::abs(header.head_vector[j]) * input;
    }
  return largest(state.predictions) + terms;
}

/// The parts of a neuron, outer weights, w and b, in an order in which a file may hold them.
struct PartOrder {
  std::array<int, 3> parts{0, 1, 2}; ///< 0 outer, 1 w, 2 b

  bool is_right() const { return parts == std::array<int, 3>{0, 1, 2}; }

  /// "w, b, u"
  std::string names(const char *outer) const {
    std::string list;
    for (const int part : parts)
      list += (list.empty() ? "" : ", ") + std::string(part == 0 ? outer : part == 1 ? "w" : "b");
    return list;
  }

  /// Place in this order of every component in the right order. @param n_outer outer weights
  std::vector<std::size_t> places(std::size_t n_outer, std::size_t n_inputs) const {
    const std::array<std::size_t, 3> widths{n_outer, n_inputs, 1};
    std::vector<std::size_t> result;
    for (int wanted = 0; wanted < 3; ++wanted) {
      std::size_t place = 0;
      for (int k = 0; parts[k] != wanted; ++k)
        place += widths[parts[k]];
      for (std::size_t c = 0; c < widths[wanted]; ++c)
        result.push_back(place + c);
    }
    return result;
  }

  static std::vector<PartOrder> all() {
    std::vector<PartOrder> orders;
    PartOrder order;
    do
      orders.push_back(order);
    while (std::next_permutation(order.parts.begin(), order.parts.end()));
    return orders;
  }
};

/// @p values, neuron by neuron, with the components at @p places.
std::vector<double> reordered(const std::vector<double> &values,
                              const std::vector<std::size_t> &places) {
  std::vector<double> result(values.size());
  for (std::size_t first = 0; first < values.size(); first += places.size())
    for (std::size_t c = 0; c < places.size(); ++c)
      result[first + c] = values[first + places[c]];
  return result;
}

/// "'theta' has the order w, b, u: write theta[..., [2, 0, 1]]"
std::string describe(const PartOrder &order, const char *name, const char *outer,
                     const std::vector<std::size_t> &places) {
  std::string list;
  for (const std::size_t place : places)
    list += (list.empty() ? "" : ", ") + std::to_string(place);
  return "'" + std::string(name) + "' has the order " + order.names(outer) + " instead of " +
         PartOrder().names(outer) + ": write, in Python, " + name + "[..., [" + list + "]]";
}

/// The order of components under which the weights give the predictions, within @p tolerance.
std::string explain_by_order(const ParticleReader &reader, const ParticleState &state,
                             double tolerance) {
  const ParticleHeader &header = reader.header();
  const std::size_t d = header.n_inputs;
  double best = tolerance;
  std::string explanation;
  for (const PartOrder &theta : PartOrder::all())
    for (const PartOrder &omega : PartOrder::all()) {
      if ((!header.trained_head && !omega.is_right()) || (theta.is_right() && omega.is_right()))
        continue;
      ParticleState other = state;
      const auto theta_places = theta.places(d, d), omega_places = omega.places(1, d);
      other.theta = reordered(state.theta, theta_places);
      if (header.trained_head)
        other.omega = reordered(state.omega, omega_places);
      const double found = distance(evaluate(reader, other), state.predictions);
      if (!(found < best))
        continue;
      best = found;
      explanation = theta.is_right() ? "" : describe(theta, "theta", "u", theta_places);
      if (!omega.is_right())
        explanation +=
            (explanation.empty() ? "" : ", and ") + describe(omega, "omega", "a", omega_places);
    }
  return explanation;
}

/// Whether the predictions are those of the weights one time before or behind.
std::string explain_by_time(const ParticleReader &reader, std::size_t time_index,
                            const ParticleState &state, const std::vector<double> &evaluated,
                            double tolerance) {
  std::vector<std::size_t> neighbours;
  if (time_index > 0)
    neighbours.push_back(time_index - 1);
  if (time_index + 1 < reader.n_times())
    neighbours.push_back(time_index + 1);
  for (const std::size_t k : neighbours) {
    const ParticleState other = reader.read(k);
    std::ostringstream text;
    if (distance(evaluate(reader, other), state.predictions) <= tolerance)
      text << "they are those of the weights at t = " << other.time;
    else if (distance(evaluated, other.predictions) <= tolerance)
      text << "the weights are those of the predictions at t = " << other.time;
    else
      continue;
    text << ": write weights and predictions of the same step";
    return text.str();
  }
  return {};
}

/// The factor between the predictions and those of the weights, if there is one.
std::optional<double> common_factor(const std::vector<double> &evaluated,
                                    const std::vector<double> &predictions, double tolerance) {
  double product = 0., square = 0.;
  for (std::size_t i = 0; i < evaluated.size(); ++i) {
    product += evaluated[i] * predictions[i];
    square += evaluated[i] * evaluated[i];
  }
  // One sample has a factor whatever is wrong.
  if (evaluated.size() < 2 || !(square > 0.))
    return {};
  std::vector<double> scaled = evaluated;
  for (double &value : scaled)
    value *= product / square;
  if (distance(scaled, predictions) <= tolerance)
    return product / square;
  return {};
}

ParticleVerdict check_predictions(const ParticleReader &reader, std::size_t time_index,
                                  const ParticleState &state) {
  const std::vector<double> evaluated = evaluate(reader, state);
  const double size = size_of_predictions(reader, state),
               found = distance(evaluated, state.predictions);
  if (found <= same * size)
    return {};
  std::ostringstream text;
  text << "at t = " << state.time << " the predictions are not those of the weights, which differ "
       << "by up to " << found << "; ";
  if (found <= doubtful * size) {
    text
        << "if that is not the rounding of your program, evaluate the network again after its last "
           "step, in double precision";
    return {{}, text.str()};
  }
  const double tolerance = std::min(doubtful * size, 0.1 * found);
  if (const std::string why = explain_by_order(reader, state, tolerance); !why.empty())
    text << "they are if " << why;
  else if (const std::string when =
               explain_by_time(reader, time_index, state, evaluated, tolerance);
           !when.empty())
    text << when;
  else if (const auto factor = common_factor(evaluated, state.predictions, tolerance))
    text << "they are " << *factor
         << " times as large: check 'beta' and 'omega_weights', whose sum "
         << "is 1";
  else
    text << "evaluate the network again after its last step, and check 'activation', 'alpha' and "
            "'beta'";
  return {text.str(), {}};
}

std::string loss_fault(const ParticleReader &reader, const ParticleState &state) {
  const std::vector<double> &labels = reader.labels();
  const auto n = double(labels.size());
  double squares = 0.;
  for (std::size_t i = 0; i < labels.size(); ++i)
    squares += (state.predictions[i] - labels[i]) * (state.predictions[i] - labels[i]);
  const double loss = squares / (2. * n);
  std::ostringstream text;
  text << "at t = " << state.time << " 'loss' is " << state.loss
       << ", but E = sum_i (f_i - y_i)^2 / "
       << "(2 n) of the predictions is " << loss << "; ";
  const auto is = [&](double factor) {
    return loss > 0. && factor > 1. && std::abs(state.loss / loss - factor) <= same * factor;
  };
  if (is(2.))
    text << "the factor 1/2 is missing: halve it";
  else if (is(2. * n))
    text << "this is the sum of the squares: divide it by 2 n";
  else if (is(n))
    text << "this is the sum, not the mean: divide it by n";
  else if (std::abs(std::sqrt(2. * state.loss) - std::sqrt(2. * loss)) <=
           same * (size_of_predictions(reader, state) + largest(labels)))
    return {};
  else
    text << "write that, without a regulariser and of all samples";
  return text.str();
}

} // namespace

ParticleVerdict check_state(const ParticleReader &reader, std::size_t time_index,
                            const ParticleState &state) {
  ParticleVerdict verdict;
  if (can_be_evaluated(reader.header()))
    verdict = check_predictions(reader, time_index, state);
  else
    verdict.warning =
        "the predictions were not held against the weights, because the layers differ "
        "in depth; networks of equal layers are evaluated";
  if (verdict.fault.empty())
    verdict.fault = loss_fault(reader, state);
  return verdict;
}

} // namespace rhoflow
