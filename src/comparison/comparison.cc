// SPDX-License-Identifier: Apache-2.0
#include "comparison/comparison.h"

#include "comparison/significance.h"
#include "network/weight_names.h"
#include "rhoflow/base/errors.h"
#include "sampling/student.h"

#include <algorithm>
#include <cmath>

namespace rhoflow {

namespace {

std::vector<std::string> coordinate_names(const WeightPart &part, const TrainedNetwork &network) {
  return weight_names(part.head, network.n_inputs, NameStyle::indexed);
}

/// All quantities of a network in the order in which Comparison lists them.
std::vector<ComparedQuantity> list_quantities(const TrainedNetwork &network,
                                              const std::vector<WeightPart> &parts) {
  std::vector<ComparedQuantity> list{{"loss", "E", network.loss, {}}};
  for (std::size_t i = 0; i < network.predictions.size(); ++i)
    list.push_back({"prediction", "f(x_" + std::to_string(i) + ")", network.predictions[i], {}});
  for (const WeightPart &part : parts) {
    const WeightMoments moments = network.weights->moments(part);
    const std::vector<std::string> names = coordinate_names(part, network);
    for (std::size_t i = 0; i < names.size(); ++i)
      list.push_back({part.name(), "E[" + names[i] + "]", moments.first[i], {}});
    for (std::size_t i = 0; i < names.size(); ++i)
      for (std::size_t j = i; j < names.size(); ++j)
        list.push_back({part.name(),
                        "E[" + names[i] + " " + names[j] + "]",
                        moments.second[i * names.size() + j],
                        {}});
  }
  return list;
}

} // namespace

Comparison::Comparison(TrainedNetwork run, unsigned int n_directions)
    : run_(std::move(run)), n_directions_(n_directions) {
  for (const double s : run_.depths)
    parts_.push_back({false, s});
  if (run_.trained_head)
    parts_.push_back({true, 1.});
  quantities_ = list_quantities(run_, parts_);
  for (const WeightPart &part : parts_) {
    for (const std::string &name : coordinate_names(part, run_))
      distances_.push_back({part.name(), name, {}, {}});
    distances_.push_back({part.name(), "sliced", {}, {}});
  }
}

void Comparison::check(const TrainedNetwork &other) const {
  const auto require = [&](bool good, const std::string &what) {
    if (!good)
      throw InputError(other.name + ": differs from " + run_.name + " in " + what +
                       "; compare networks that solve the same problem");
  };
  require(other.n_inputs == run_.n_inputs && other.labels.size() == run_.labels.size(),
          "the number of samples or inputs");
  // Other programs may hold them in single precision.
  const auto near = [](const std::vector<double> &a, const std::vector<double> &b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double x, double y) {
      return std::abs(x - y) <= 1e-6 * (1. + std::abs(x));
    });
  };
  require(near(other.inputs, run_.inputs) && near(other.labels, run_.labels), "the samples");
  require(other.activation == run_.activation, "the activation");
  require(near({other.alpha, other.trained_head ? other.beta : 1.},
               {run_.alpha, run_.trained_head ? run_.beta : 1.}),
          "alpha or beta");
  require(other.trained_head == run_.trained_head, "the kind of head");
}

void Comparison::add(const TrainedNetwork &other) {
  check(other);
  const std::vector<ComparedQuantity> found = list_quantities(other, parts_);
  for (std::size_t k = 0; k < found.size(); ++k)
    quantities_[k].others.push_back(found[k].run);

  std::size_t next = 0;
  for (const WeightPart &part : parts_) {
    const auto n = static_cast<unsigned int>(coordinate_names(part, run_).size());
    for (unsigned int c = 0; c < n; ++c, ++next) {
      const QuantileFunction a = run_.weights->marginal(part, c);
      const QuantileFunction b = other.weights->marginal(part, c);
      distances_[next].w1.push_back(wasserstein(a, b, 1));
      distances_[next].w2.push_back(wasserstein(a, b, 2));
    }
    double square = 0.;
    for (unsigned int e = 0; e < n_directions_; ++e) {
      const double distance =
          wasserstein(run_.weights->projection(part, e), other.weights->projection(part, e), 2);
      square += distance * distance / n_directions_;
    }
    distances_[next++].w2.push_back(std::sqrt(square));
  }

  if (other.is_finite && draws_.count(other.kind) == 0)
    draw_chance(other);
  others_.push_back(other);
  others_.back().weights.reset(); // large
  transport_.emplace_back();
}

void Comparison::measure_transport(std::size_t other) {
  const TrainedNetwork &network = others_.at(other);
  if (network.run_folder.empty())
    return;
  GeometryRequest request{run_.run_folder, network.run_folder};
  request.poincare = request.marginals = request.estimated = false; // it has the marginals already
  transport_[other] = measure_geometry(request, {});
}

std::optional<double> Comparison::loss_at(std::size_t other, double time) const {
  const TrainedNetwork &network = others_[other];
  const std::vector<double> &times = network.times;
  // Times that differ by rounding are the same.
  const double slack = 1e-9 * (1. + std::abs(time));
  if (times.empty() || time < times.front() - slack || time > times.back() + slack)
    return {};
  const DepthPlace place = find_depth(times, time);
  return (1. - place.share) * network.losses[place.lower] +
         place.share * network.losses[place.upper];
}

std::vector<Comparison::Kind> Comparison::kinds() const {
  std::vector<Kind> list;
  for (std::size_t k = 0; k < others_.size(); ++k) {
    const auto known = std::find_if(list.begin(), list.end(), [&](const Kind &kind) {
      return kind.name == others_[k].kind && kind.is_finite == others_[k].is_finite;
    });
    if (known == list.end())
      list.push_back({others_[k].kind, others_[k].is_finite, {k}});
    else
      known->members.push_back(k);
  }
  return list;
}

std::vector<Scatter> Comparison::scatter() const {
  std::vector<Scatter> result;
  for (const Kind &kind : kinds()) {
    const std::vector<std::size_t> &members = kind.members;
    const auto n = double(members.size());
    if (!kind.is_finite || members.size() < 2)
      continue;
    Scatter scatter{kind.name, members.size(), {}};
    for (std::size_t q = 0; q < quantities_.size(); ++q) {
      const ComparedQuantity &quantity = quantities_[q];
      ScatterRow row;
      row.quantity = q;
      for (const std::size_t k : members)
        row.mean += quantity.others[k] / n;
      double square = 0.;
      for (const std::size_t k : members)
        square += (quantity.others[k] - row.mean) * (quantity.others[k] - row.mean);
      row.standard_error = std::sqrt(square / (n - 1.) / n);
      // Some quantities do not scatter at all, e.g. by symmetry of the start.
      const double rounding = 1e-12 * (1. + std::abs(row.mean)),
                   difference = std::max(std::abs(quantity.run - row.mean) - rounding, 0.);
      if (difference > 0.)
        row.p_value = student_p_value(difference / row.standard_error, double(scatter.degrees()));
      row.within = row.p_value >= significance;
      scatter.rows.push_back(row);
    }
    result.push_back(std::move(scatter));
  }
  return result;
}

std::size_t Scatter::n_within() const {
  return static_cast<std::size_t>(
      std::count_if(rows.begin(), rows.end(), [](const ScatterRow &row) { return row.within; }));
}

} // namespace rhoflow
