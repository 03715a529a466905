// SPDX-License-Identifier: Apache-2.0
// The positivity limiter: means stay, negative values go, positive cells are left alone.

#include "density/outer_bases/finite_element_basis.h"
#include "rhoflow/flow/positivity_limiter.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace rhoflow {
namespace {

template <typename Shape>
class PositivityLimiterTest : public ::testing::Test {
protected:
  static constexpr int dim = Shape::value;
  static constexpr std::size_t per_cell = 3; ///< outer nodes of a cell along one direction

  PositivityLimiterTest() : space_(make_space()), limiter_(*space_) {
    std::mt19937 generator(5);
    std::uniform_real_distribution<double> uniform(-0.3, 1.);
    values_.assign(space_->n_values(), 0.);
    for (std::size_t node = 0; node < space_->mesh().n_nodes(); ++node)
      for (std::size_t j = 0; j < space_->n_outer(); ++j)
        values_[node * space_->stride() + j] = uniform(generator);
  }

  std::size_t index(unsigned int cell, unsigned int a, std::size_t j) const {
    return (std::size_t(cell) * space_->mesh().nodes_per_cell() + a) * space_->stride() + j;
  }

  /// Calls @p action(c, a, j, weight, outer cell) for all nodes.
  template <typename Action>
  void for_all(const Action &action) const {
    for (unsigned int c = 0; c < space_->mesh().n_cells(); ++c)
      for (unsigned int a = 0; a < space_->mesh().nodes_per_cell(); ++a)
        for (std::size_t j = 0; j < space_->n_outer(); ++j) {
          std::size_t outer = 0;
          for (unsigned int k = 0; k < space_->n_components(); ++k)
            outer = outer * 2 + space_->outer_index(j, k) / per_cell;
          action(c, a, j, space_->mesh().weight(c, a) * space_->weight()[j], c * 4 + outer);
        }
  }

  /// Masses of all product cells.
  std::vector<double> masses(const AlignedVector &values) const {
    std::vector<double> result(space_->mesh().n_cells() * 4, 0.);
    for_all([&](unsigned int c, unsigned int a, std::size_t j, double weight, std::size_t cell) {
      result[cell] += weight * values[index(c, a, j)];
    });
    return result;
  }

  double apply() { return limiter_.apply(0, space_->mesh().n_cells(), values_).smallest_mean; }

  std::shared_ptr<const DensitySpace<dim>> space_;
  PositivityLimiter<dim> limiter_;
  AlignedVector values_;

private:
  static std::shared_ptr<const DensitySpace<dim>> make_space() {
    InnerMeshParameters parameters;
    parameters.cells = 3;
    parameters.degree = 2;
    parameters.grading = 1.;
    return std::make_shared<const DensitySpace<dim>>(
        std::make_shared<const InnerMesh<dim>>(parameters),
        make_finite_element_basis(2, per_cell - 1, 3.), dim - 1);
  }
};

using Dimensions = ::testing::Types<std::integral_constant<int, 2>, std::integral_constant<int, 3>>;
TYPED_TEST_SUITE(PositivityLimiterTest, Dimensions);

TYPED_TEST(PositivityLimiterTest, KeepsTheMeansOfAllCells) {
  const std::vector<double> before = this->masses(this->values_);
  this->apply();
  const std::vector<double> after = this->masses(this->values_);
  for (std::size_t k = 0; k < before.size(); ++k)
    EXPECT_NEAR(after[k], before[k], 1e-13 * (1. + std::abs(before[k])));
}

TYPED_TEST(PositivityLimiterTest, KeepsTheMeansOfCellsThatFewNodesCarry) {
  // Fewer positive values than moments: the systems for the moments are singular but for rounding.
  std::mt19937 generator(7);
  std::uniform_real_distribution<double> uniform(0., 1.);
  for (const double share : {0.05, 0.1, 0.2, 0.3}) {
    for (double &value : this->values_) {
      const double draw = uniform(generator);
      value = draw < share ? 0.5 + uniform(generator) : draw < 0.5 ? 0. : -1e-5;
    }
    const std::vector<double> before = this->masses(this->values_);
    this->apply();
    const std::vector<double> after = this->masses(this->values_);
    for (std::size_t k = 0; k < before.size(); ++k)
      EXPECT_NEAR(after[k], before[k], 1e-13 * std::abs(before[k])) << k;
  }
}

TYPED_TEST(PositivityLimiterTest, DoesTheSameWhetherAValueIsALittleAboveOrBelowZero) {
  // Rounding decides which, and it differs between numbers of processes.
  std::mt19937 generator(11);
  std::uniform_real_distribution<double> uniform(0., 1.);
  const double tiny = 1e-15;
  std::vector<double> above;
  for (double &value : this->values_)
    value = uniform(generator) < 0.3 ? tiny : uniform(generator) - 0.1;
  AlignedVector below = this->values_;
  for (double &value : below)
    value = value == tiny ? -tiny : value;
  this->apply();
  above.assign(this->values_.begin(), this->values_.end());
  this->values_ = below;
  this->apply();
  for (std::size_t i = 0; i < above.size(); ++i)
    EXPECT_NEAR(this->values_[i], above[i], 1e-12) << i;
}

TYPED_TEST(PositivityLimiterTest, KeepsSecondMomentsWhereTheDensityIsMostlyPositive) {
  // A smooth positive density with a small undershoot at one node of every product cell.
  constexpr unsigned int last = TestFixture::dim - 1;
  const auto &mesh = this->space_->mesh();
  this->for_all([&](unsigned int c, unsigned int a, std::size_t j, double, std::size_t) {
    double value =
        1. + 0.3 * std::sin(mesh.coordinate(c, a, 0)) + 0.2 * this->space_->coordinate(0)[j] / 3.;
    bool corner = a == 0;
    for (unsigned int k = 0; k < this->space_->n_components(); ++k)
      corner = corner && this->space_->outer_index(j, k) % this->per_cell == 0;
    this->values_[this->index(c, a, j)] = corner ? -0.1 : value;
  });
  const auto moments = [&] {
    std::vector<double> result;
    for (unsigned int power = 0; power < 6; ++power) {
      std::vector<double> cells(mesh.n_cells() * 4, 0.);
      this->for_all(
          [&](unsigned int c, unsigned int a, std::size_t j, double weight, std::size_t cell) {
            const double x = mesh.coordinate(c, a, last), u = this->space_->coordinate(0)[j];
            const double monomials[] = {x, u, x * x, x * u, u * u, mesh.coordinate(c, a, 0) * x};
            cells[cell] += weight * this->values_[this->index(c, a, j)] * monomials[power];
          });
      result.insert(result.end(), cells.begin(), cells.end());
    }
    return result;
  };
  const std::vector<double> before = moments();
  const std::vector<double> untouched(this->values_.begin(), this->values_.end());
  EXPECT_GT(this->apply(), 0.);
  const std::vector<double> after = moments();
  for (std::size_t i = 0; i < before.size(); ++i)
    EXPECT_NEAR(after[i], before[i], 1e-12 * (1. + std::abs(before[i]))) << "moment " << i;
  double smallest = 0., change = 0.;
  for (std::size_t i = 0; i < untouched.size(); ++i) {
    smallest = std::min(smallest, this->values_[i]);
    change = std::max(change, std::abs(this->values_[i] - untouched[i]));
  }
  EXPECT_EQ(smallest, 0.);
  EXPECT_LT(change, 0.5);
}

TYPED_TEST(PositivityLimiterTest, LeavesNoNegativeValueWhereTheMeanIsPositive) {
  EXPECT_GT(this->apply(), 0.);
  for (const double value : this->values_)
    EXPECT_GE(value, 0.);
}

TYPED_TEST(PositivityLimiterTest, DoesNotTouchPositiveValues) {
  for (double &value : this->values_)
    value = std::abs(value);
  const AlignedVector before = this->values_;
  this->apply();
  EXPECT_TRUE(this->values_ == before);
}

TYPED_TEST(PositivityLimiterTest, AppliedTwiceChangesNothingMore) {
  this->apply();
  const AlignedVector once = this->values_;
  this->apply();
  for (std::size_t i = 0; i < once.size(); ++i)
    EXPECT_NEAR(this->values_[i], once[i], 1e-15);
}

TYPED_TEST(PositivityLimiterTest, ReportsANegativeMeanAndLeavesThatCellAlone) {
  AlignedVector &values = this->values_;
  for (unsigned int a = 0; a < this->space_->mesh().nodes_per_cell(); ++a)
    for (std::size_t j = 0; j < this->space_->n_outer(); ++j)
      values[this->index(1, a, j)] = a == 0 ? 0.1 : -0.2;
  const AlignedVector before = values;
  EXPECT_LT(this->apply(), -0.1);
  for (unsigned int a = 0; a < this->space_->mesh().nodes_per_cell(); ++a)
    for (std::size_t j = 0; j < this->space_->n_outer(); ++j)
      EXPECT_EQ(values[this->index(1, a, j)], before[this->index(1, a, j)]);
}

} // namespace
} // namespace rhoflow
