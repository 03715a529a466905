// The positivity limiter: means stay, negative values go, positive cells are left alone.

#include "rhoflow/transport/positivity_limiter.h"

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

  double apply() { return limiter_.apply(0, space_->mesh().n_cells(), values_); }

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

TYPED_TEST(PositivityLimiterTest, MeanErrorIsTheNormOfTheCellMeans) {
  const StageUpdate update{0., 0., 0., 1., -2., 1.};
  AlignedVector old = this->values_, in = this->values_;
  for (std::size_t i = 0; i < old.size(); ++i) {
    old[i] *= std::sin(double(i));
    in[i] *= std::cos(double(i));
  }
  AlignedVector error = this->values_;
  for (std::size_t i = 0; i < error.size(); ++i)
    error[i] += old[i] - 2. * in[i];
  const std::vector<double> sums = this->masses(error),
                            volumes = this->masses(AlignedVector(error.size(), 1.));
  double expected = 0.;
  for (std::size_t k = 0; k < sums.size(); ++k)
    if (volumes[k] > 0.)
      expected += sums[k] * sums[k] / volumes[k];
  EXPECT_NEAR(
      this->limiter_.mean_error(0, this->space_->mesh().n_cells(), update, old, in, this->values_),
      expected, 1e-12 * expected);
}

TYPED_TEST(PositivityLimiterTest, MeanErrorDoesNotSeeTheLimiter) {
  const StageUpdate update{0., 0., 0., 1., -2., 1.};
  const AlignedVector zero(this->values_.size(), 0.);
  const unsigned int n = this->space_->mesh().n_cells();
  const double before = this->limiter_.mean_error(0, n, update, zero, zero, this->values_);
  this->apply();
  EXPECT_NEAR(this->limiter_.mean_error(0, n, update, zero, zero, this->values_), before,
              1e-12 * before);
}

} // namespace
} // namespace rhoflow
