// SPDX-License-Identifier: Apache-2.0
#include "accuracy/accuracy_watch.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>

namespace rhoflow {

namespace {

/// An estimate that is worth a warning.
constexpr double noticeable = 0.01;

template <typename Number>
std::string text_of(Number value) {
  std::ostringstream text;
  text.precision(3);
  text << value;
  return text.str();
}

unsigned int larger(unsigned int number, double factor) {
  return static_cast<unsigned int>(std::ceil(factor * number));
}

} // namespace

ErrorEstimates estimate_errors(const Indicators &indicators, unsigned int degree,
                               double resolution_outer, double step_errors) {
  // Training on a mesh of low degree makes up for most of what the quadrature is off; where few
  // cells have a high degree more is lost in transport.
  constexpr std::array<double, 8> shares{0.1, 0.25, 0.6, 1.2, 1.2, 1.2, 3., 3.};
  const double share = shares[std::min<std::size_t>(degree, shares.size()) - 1];
  ErrorEstimates estimates;
  estimates.outer = resolution_outer / 12.;
  estimates.inner = share * (indicators.quadrature + indicators.potential * indicators.potential);
  estimates.box = indicators.box;
  estimates.depth = indicators.depth;
  estimates.time = step_errors;
  return estimates;
}

std::string AccuracyWatch::remedy_outer() const {
  std::string remedy;
  const auto add = [&](const char *key, unsigned int nodes) {
    constexpr unsigned int most = WeightsParameters::most_outer_nodes;
    if (nodes > 0 && nodes < most)
      remedy += (remedy.empty() ? "" : ", ") + (key + (" = " + text_of(std::min(nodes + 8, most))));
  };
  add("Weights/Outer nodes", weights_.outer_nodes);
  add("Weights/Head outer nodes", weights_.head_outer_nodes);
  return remedy;
}

std::string AccuracyWatch::remedy_inner(double estimate) const {
  // The error falls with at least the degree plus one; aim at a third of a percent.
  const InnerMeshParameters &inner = weights_.inner;
  const double factor = std::clamp(std::pow(estimate / 0.003, 1. / (inner.degree + 1.)), 1.25, 2.);
  constexpr unsigned int most = InnerMeshParameters::most_cells;
  if (inner.cells >= most)
    return {};
  return "Weights/Inner cells = " + std::to_string(std::min(most, larger(inner.cells, factor)));
}

std::string AccuracyWatch::remedy_box() const {
  const InnerMeshParameters &inner = weights_.inner;
  return "Weights/Half width = " + text_of(1.25 * inner.half_width) +
         ", Weights/Inner cells = " + std::to_string(larger(inner.cells, 1.25));
}

std::string AccuracyWatch::remedy_depth() const {
  const auto with = [](unsigned int nodes) { return "Depth/Nodes = " + std::to_string(nodes); };
  return accepts_(with(depth_.nodes + 2)) ? with(depth_.nodes + 2) : with(depth_.nodes + 1);
}

std::string AccuracyWatch::remedy_time() const {
  return "Time/Tolerance = " + text_of(0.1 * tolerance_);
}

void AccuracyWatch::look(double time, const ErrorEstimates &estimates) {
  // Walls also look like a mesh that is too coarse and like too few outer modes.
  check(time, 0, estimates.box, "the walls of the box of inner weights are too near", remedy_box());
  if (estimates.box > noticeable)
    return;
  check(time, 1, estimates.depth, "the depth has too few nodes", remedy_depth());
  check(time, 2, estimates.inner, "the mesh of inner weights is too coarse",
        remedy_inner(estimates.inner));
  if (estimates.box < 0.1 * noticeable)
    check(time, 3, estimates.outer, "the outer weights have too few nodes", remedy_outer());
  check(time, 4, estimates.time, "the steps are too long", remedy_time());
}

void AccuracyWatch::check(double time, std::size_t cause, double estimate, const std::string &what,
                          const std::string &remedy) {
  if (!(estimate > noticeable) || !(estimate > 10. * said_[cause]))
    return;
  const std::string size =
      estimate < 0.5 ? "by about " + text_of(100. * estimate) + " %" : std::string("entirely");
  const bool helps = !remedy.empty() && accepts_(remedy);
  log_.warn(time, "loss or predictions may be off " + size + ": " + what +
                      (helps ? "; try " + remedy : ""));
  said_[cause] = estimate;
}

std::vector<double> AccuracyWatch::state() const {
  return said_;
}

void AccuracyWatch::restore(const std::vector<double> &state) {
  if (state.size() == said_.size())
    said_ = state;
}

} // namespace rhoflow
