// SPDX-License-Identifier: Apache-2.0
#include "theory/theory_row.h"

#include "diagnostics/theory/spectrum.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>
#include <utility>

namespace rhoflow {

const std::vector<std::string> &TheoryRow::names() {
  static const std::vector<std::string> list{"time",
                                             "loss",
                                             "lambda_min_g1",
                                             "lambda_max_g1",
                                             "lambda_min_g2",
                                             "lambda_max_g2",
                                             "lambda_min_sum",
                                             "gram_form_encoder",
                                             "gram_form_head",
                                             "decay_rate",
                                             "rate_bound_head",
                                             "rate_bound_sum",
                                             "kl_head",
                                             "kl_head_by_rate",
                                             "kl_encoder",
                                             "kl_encoder_by_rate",
                                             "path_head",
                                             "path_encoder",
                                             "support_head",
                                             "support_encoder",
                                             "negative_mass_head",
                                             "negative_mass_encoder",
                                             "ingredient_head",
                                             "ingredient_encoder",
                                             "kl_head_error",
                                             "kl_encoder_error",
                                             "kl_head_on_grid",
                                             "kl_encoder_on_grid",
                                             "lambda_min_g1_error",
                                             "lambda_min_g2_error",
                                             "lambda_min_sum_error",
                                             "kl_head_by_rate_error",
                                             "kl_encoder_by_rate_error"};
  return list;
}

std::vector<double> TheoryRow::values() const {
  const double missing = std::numeric_limits<double>::quiet_NaN();
  const auto least = [&](const std::vector<double> &list) {
    return list.empty() ? missing : list.front();
  };
  const auto most = [&](const std::vector<double> &list) {
    return list.empty() ? missing : list.back();
  };
  return {time,
          loss,
          least(encoder_eigenvalues),
          most(encoder_eigenvalues),
          least(head_eigenvalues),
          most(head_eigenvalues),
          least(sum_eigenvalues),
          form.encoder,
          form.head,
          decay_rate,
          head_bound,
          sum_bound,
          head.entropy,
          head.entropy_by_rate,
          encoder.entropy,
          encoder.entropy_by_rate,
          head.path_length,
          encoder.path_length,
          head.smallest_ratio,
          encoder.smallest_ratio,
          head.negative_mass,
          encoder.negative_mass,
          head_ingredient,
          encoder_ingredient,
          head.entropy_error,
          encoder.entropy_error,
          head.entropy_on_grid,
          encoder.entropy_on_grid,
          errors[Quantity::lambda_min_g1],
          errors[Quantity::lambda_min_g2],
          errors[Quantity::lambda_min_sum],
          errors[Quantity::kl_head],
          errors[Quantity::kl_encoder]};
}

void TheoryRow::set_gram(const GramMatrices &gram, const NetworkParameters &network,
                         const std::vector<double> &residuals) {
  const double beta = network.head == HeadType::trained ? network.beta : 1.;
  form = gram_form(gram, network, residuals);
  encoder_eigenvalues = symmetric_eigenvalues(gram.encoder, gram.n);
  head_eigenvalues = symmetric_eigenvalues(gram.head, gram.n);
  sum_eigenvalues = symmetric_eigenvalues(gram.sum(network.alpha), gram.n);
  const double factor = 2. * beta * beta / double(gram.n);
  // What is not trained guarantees nothing.
  head_bound = network.trains_head() ? factor * head_eigenvalues.front() : 0.;
  sum_bound = network.trains_encoder()
                  ? factor * (network.trains_head()
                                  ? sum_eigenvalues.front()
                                  : network.alpha * network.alpha * encoder_eigenvalues.front())
                  : head_bound;
}

void TheoryRow::combine_densities(std::size_t n_slices) {
  RHOFLOW_PRECONDITION(n_slices <= densities.size(), "the slices are densities");
  encoder.depth = encoder.weight = 1.;
  encoder.smallest_ratio = std::numeric_limits<double>::infinity();
  for (std::size_t k = 0; k < n_slices; ++k) {
    const DensityTheory &slice = densities[k];
    encoder.entropy += slice.weight * slice.entropy;
    encoder.entropy_by_rate += slice.weight * slice.entropy_by_rate;
    encoder.entropy_on_grid += slice.weight * slice.entropy_on_grid;
    // The shifts of the points are independent from slice to slice.
    encoder.entropy_error = std::hypot(encoder.entropy_error, slice.weight * slice.entropy_error);
    encoder.path_length = std::max(encoder.path_length, slice.path_length);
    encoder.smallest_ratio = std::min(encoder.smallest_ratio, slice.smallest_ratio);
    encoder.negative_mass = std::max(encoder.negative_mass, slice.negative_mass);
  }
  if (densities.size() > n_slices)
    head = densities.back();
}

namespace {

/// What counts as a difference, relative to the integral of the rate, and the least of those that
/// is looked at.
constexpr double entropy_tolerance = 1e-3, least_entropy = 1e-6;

/// "kl_head is off kl_head_by_rate by 2 %", for head and encoder.
std::string list_gaps(const TheoryRow &row, const std::string &suffix,
                      double DensityTheory::*entropy) {
  std::ostringstream text;
  text.precision(2);
  for (const auto &[name, density] :
       {std::pair("kl_head", &row.head), std::pair("kl_encoder", &row.encoder)}) {
    const double reference = density->entropy_by_rate, gap = density->*entropy - reference;
    if (reference > least_entropy && std::abs(gap) > entropy_tolerance * reference)
      text << (text.tellp() > 0 ? ", " : "") << name << suffix << " is off " << name
           << "_by_rate by " << 100. * gap / reference << " %";
  }
  return text.str();
}

} // namespace

std::string find_entropy_gap(const TheoryRow &row) {
  std::string gaps = list_gaps(row, "", &DensityTheory::entropy);
  if (gaps.empty())
    return gaps;
  const auto uncertain = [](const DensityTheory &density) {
    return density.entropy_error > entropy_tolerance * density.entropy_by_rate;
  };
  return gaps + (uncertain(row.head) || uncertain(row.encoder)
                     ? "; raise Theory/Characteristics, or refine Weights"
                     : "; refine Weights, or lower Time/Tolerance");
}

std::string find_grid_entropy_gap(const TheoryRow &row) {
  const std::string gaps = list_gaps(row, "_on_grid", &DensityTheory::entropy_on_grid);
  return gaps.empty() ? gaps : gaps + ": the grid does not resolve the tails of the density";
}

} // namespace rhoflow
