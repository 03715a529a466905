// SPDX-License-Identifier: Apache-2.0
#include "density/outer_bases/finite_element_basis.h"

#include "density/interior_penalty.h"
#include "rhoflow/density/collocation_line.h"
#include "rhoflow/density/weights_parameters.h"

#include <algorithm>
#include <cmath>

namespace rhoflow {

namespace {

class FiniteElementBasis final : public OuterBasis {
public:
  FiniteElementBasis(unsigned int cells, unsigned int degree, double half_width, bool limited)
      : line_(degree), cells_(cells), half_width_(half_width), size_(2. * half_width / cells),
        limited_(limited) {
    for (unsigned int c = 0; c < cells; ++c)
      for (unsigned int a = 0; a <= degree; ++a) {
        nodes_.push_back(-half_width + (c + line_.nodes()[a]) * size_);
        weights_.push_back(line_.weights()[a] * size_);
      }
    build_transport(true);
    build_transport(false);
    build_modes();
  }

  std::vector<double> project_gaussian(double mean, double variance) const override {
    std::vector<double> values;
    for (const double u : nodes_)
      values.push_back(std::exp(-0.5 * (u - mean) * (u - mean) / variance) /
                       std::sqrt(2. * M_PI * variance));
    return values;
  }

  double reference(double) const override { return 1.; }

  std::vector<double> evaluation(double u) const override {
    std::vector<double> result(n_nodes(), 0.);
    const double place = (u + half_width_) / size_;
    if (place < 0. || place > cells_)
      return result;
    const unsigned int c = std::min(static_cast<unsigned int>(place), cells_ - 1);
    const std::vector<double> local = line_.lagrange(place - c);
    std::copy(local.begin(), local.end(), result.begin() + std::ptrdiff_t(c * line_.n_nodes()));
    return result;
  }

  const std::vector<double> &transport_matrix(bool phi_positive) const override {
    return phi_positive ? leftward_ : rightward_;
  }

  double transport_rate() const override {
    // Limited: the rate at which a forward Euler step empties an outermost node. Otherwise it
    // stands for the spectrum, which half as much again bounds for every degree.
    return (limited_ ? 1. : 1.5) / (size_ * line_.weights().front());
  }

  unsigned int limiter_cell_size() const override { return limited_ ? line_.n_nodes() : 0; }

  OuterNoise noise(double temperature, double confinement) const override {
    OuterNoise result{drift(confinement), confinement * half_width_ * transport_rate(), {}};
    std::vector<double> breakpoints;
    for (unsigned int c = 0; c <= cells_; ++c)
      breakpoints.push_back(-half_width_ + c * size_);
    if (temperature > 0.)
      result.laplacian = interior_penalty_laplacian(line_, breakpoints);
    return result;
  }

private:
  /// d_t r = confinement d_u(u r), upwind: weights move towards zero.
  std::vector<double> drift(double confinement) const {
    const unsigned int n = line_.n_nodes(), p = line_.degree();
    const std::size_t total = n_nodes();
    std::vector<double> matrix(total * total, 0.);
    for (unsigned int c = 0; c < cells_; ++c)
      for (unsigned int a = 0; a < n; ++a)
        for (unsigned int b = 0; b < n; ++b)
          matrix[(c * n + a) * total + c * n + b] -= confinement * nodes_[c * n + b] *
                                                     line_.weights()[b] * line_.derivative(b, a) /
                                                     (line_.weights()[a] * size_);
    for (unsigned int c = 0; c + 1 < cells_; ++c) {
      const std::size_t left = c * n + p, right = left + 1;
      const std::size_t donor = nodes_[left] > 0. ? right : left;
      const double flux = -confinement * nodes_[left] / (line_.weights()[p] * size_);
      matrix[left * total + donor] -= flux;
      matrix[right * total + donor] += flux;
    }
    return matrix;
  }

  /// d_t r = d_u(phi r): for phi > 0 the weights move to smaller u, so that the flux -phi r at a
  /// cell boundary takes its value from the right cell, otherwise from the left one. No flux
  /// leaves through the ends of the interval.
  void build_transport(bool phi_positive) {
    const unsigned int n = line_.n_nodes(), p = line_.degree();
    const std::size_t total = n_nodes();
    std::vector<double> &matrix = phi_positive ? leftward_ : rightward_;
    matrix.assign(total * total, 0.);
    for (unsigned int c = 0; c < cells_; ++c) {
      for (unsigned int a = 0; a < n; ++a)
        for (unsigned int b = 0; b < n; ++b)
          matrix[(c * n + a) * total + c * n + b] +=
              line_.weights()[b] * line_.derivative(b, a) / (line_.weights()[a] * size_);
      const auto add_flux = [&](unsigned int a, double sign, std::size_t donor) {
        matrix[(c * n + a) * total + donor] += sign / (line_.weights()[a] * size_);
      };
      if (c > 0)
        add_flux(0, 1., phi_positive ? c * n : c * n - 1);
      if (c + 1 < cells_)
        add_flux(p, -1., phi_positive ? (c + 1) * n : c * n + p);
    }
  }

  void build_modes() {
    const unsigned int n = line_.n_nodes();
    modes_.n_modes = n_nodes();
    modes_.functional.assign(n_nodes() * n_nodes(), 0.);
    for (unsigned int c = 0; c < cells_; ++c)
      for (unsigned int k = 0; k < n; ++k) {
        for (unsigned int a = 0; a < n; ++a)
          modes_.functional[(c * n + k) * n_nodes() + c * n + a] =
              std::sqrt(size_) * line_.modal(k, a);
        modes_.is_high.push_back(k == line_.degree());
      }
  }

  CollocationLine line_;
  unsigned int cells_;
  double half_width_, size_;
  bool limited_;
  std::vector<double> leftward_, rightward_;
};

} // namespace

std::unique_ptr<OuterBasis> make_finite_element_basis(unsigned int cells, unsigned int degree,
                                                      double half_width, bool limited) {
  return std::make_unique<FiniteElementBasis>(cells, degree, half_width, limited);
}

std::unique_ptr<OuterBasis> make_finite_element_basis(const WeightsParameters &parameters,
                                                      unsigned int cells) {
  return make_finite_element_basis(
      cells, parameters.outer_degree > 0 ? parameters.outer_degree : parameters.inner.degree,
      parameters.inner.half_width, parameters.limiter);
}

} // namespace rhoflow
