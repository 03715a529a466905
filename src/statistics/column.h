// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "statistics/measures.h"

#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace rhoflow {

/// A column of statistics.csv: one number of a training at one time.
class Column {
public:
  virtual ~Column() = default;

  virtual const std::string &name() const = 0;
  /// Collective: all processes ask all columns in the same order.
  virtual double value(const DensityMeasures<2> &measures) const = 0;
  virtual double value(const DensityMeasures<3> &measures) const = 0;
  virtual double value(const ParticleMeasures &measures) const = 0;
};

using ColumnList = std::vector<std::unique_ptr<const Column>>;

/// A column from a function that takes any kind of measures, for instance the common Measures.
template <typename Function>
std::unique_ptr<const Column> make_column(const std::string &name, Function function) {
  class FunctionColumn : public Column {
  public:
    FunctionColumn(std::string column_name, Function column_function)
        : name_(std::move(column_name)), function_(std::move(column_function)) {}
    const std::string &name() const override { return name_; }
    double value(const DensityMeasures<2> &measures) const override { return function_(measures); }
    double value(const DensityMeasures<3> &measures) const override { return function_(measures); }
    double value(const ParticleMeasures &measures) const override { return function_(measures); }

  private:
    std::string name_;
    Function function_;
  };
  return std::make_unique<const FunctionColumn>(name, std::move(function));
}

/// A column that only densities have, from a function of DensityMeasures<2> and of <3>.
/// @param of_particles what stands there for finite networks
template <typename Function>
std::unique_ptr<const Column>
make_density_column(const std::string &name, Function function,
                    double of_particles = std::numeric_limits<double>::quiet_NaN()) {
  struct DensityFunction {
    Function of_densities;
    double of_networks;
    double operator()(const DensityMeasures<2> &measures) const { return of_densities(measures); }
    double operator()(const DensityMeasures<3> &measures) const { return of_densities(measures); }
    double operator()(const ParticleMeasures &) const { return of_networks; }
  };
  return make_column(name, DensityFunction{std::move(function), of_particles});
}

} // namespace rhoflow
