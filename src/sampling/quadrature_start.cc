// SPDX-License-Identifier: Apache-2.0
#include "density/outer_bases/hermite_basis.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/base/precondition.h"
#include "sampling/normal_points.h"

#include <cmath>
#include <sstream>

namespace rhoflow {

namespace {

constexpr double most_products = 1e9;

/// Calls @p action(indices, weight) for all products of one-dimensional points whose weight is at
/// least @p smallest. Branches that can only fall below it are cut: no weight exceeds one.
class ProductVisitor {
public:
  ProductVisitor(std::vector<const std::vector<double> *> weights, double smallest)
      : weights_(std::move(weights)), smallest_(smallest), indices_(weights_.size()) {}

  template <typename Action>
  void visit(const Action &action) {
    descend(0, 1., action);
  }

private:
  template <typename Action>
  void descend(std::size_t depth, double weight, const Action &action) {
    if (weight < smallest_)
      return;
    if (depth == weights_.size()) {
      action(indices_, weight);
      return;
    }
    for (std::size_t j = 0; j < weights_[depth]->size(); ++j) {
      indices_[depth] = j;
      descend(depth + 1, weight * (*weights_[depth])[j], action);
    }
  }

  std::vector<const std::vector<double> *> weights_;
  double smallest_;
  std::vector<std::size_t> indices_;
};

} // namespace

QuadraturePoints quadrature_points(unsigned int outer_points, unsigned int inner_points,
                                   double smallest_weight, unsigned int n_outer,
                                   unsigned int n_features) {
  RHOFLOW_PRECONDITION(outer_points >= 1 && inner_points >= 1, "there is a point");
  const double products =
      std::pow(double(outer_points), n_outer) * std::pow(double(inner_points), n_features + 1);
  if (products > most_products) {
    std::ostringstream message;
    message << "Particles/Quadrature points: " << products << " products of points with "
            << n_features << " input(s) are too many (at most 1e9); give fewer points or another "
            << "Particles/Start";
    throw InputError(message.str());
  }
  const auto outer = make_hermite_basis(outer_points), inner = make_hermite_basis(inner_points);
  std::vector<const std::vector<double> *> nodes, weights;
  for (unsigned int k = 0; k < n_outer + n_features + 1; ++k) {
    const OuterBasis &rule = k < n_outer ? *outer : *inner;
    nodes.push_back(&rule.nodes());
    weights.push_back(&rule.weights());
  }
  QuadraturePoints result;
  EnsembleLayout &layout = result.ensemble.layout;
  layout = {n_outer, n_features, 0};
  ProductVisitor visitor(weights, smallest_weight);
  double total = 0.;
  visitor.visit([&](const std::vector<std::size_t> &, double weight) {
    ++layout.n_particles;
    total += weight;
  });
  result.values.assign(layout.n_values(), 0.);
  result.ensemble.weights.assign(layout.stride(), 0.);
  std::size_t m = 0;
  visitor.visit([&](const std::vector<std::size_t> &indices, double weight) {
    for (std::size_t k = 0; k < indices.size(); ++k)
      result.values[k * layout.stride() + m] = (*nodes[k])[indices[k]];
    result.ensemble.weights[m++] = weight / total;
  });
  return result;
}

} // namespace rhoflow
