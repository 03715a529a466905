// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/data_parameters.h"
#include "rhoflow/data/data_set.h"

#include <string>
#include <vector>

namespace rhoflow {

/// How data in the units of a user become the dimensionless data of size one that networks are made
/// for: x_k = input_shift[k] + input_scale[k] x'_k and y = label_shift + label_scale y', where the
/// solver works with x' and y'. Shifts and scales have the units of the data; scales are positive.
struct DataUnits {
  std::vector<double> input_shift; ///< [dimension]; empty: 0
  std::vector<double> input_scale; ///< [dimension]; empty: 1
  double label_shift = 0, label_scale = 1;

  bool change_inputs() const { return !input_shift.empty(); }
  bool change_labels() const { return label_shift != 0 || label_scale != 1; }

  /// x_k of x'_k.
  double input_of_user(double value, unsigned int k) const;
  /// y of y', also of predictions.
  double label_of_user(double value) const { return label_shift + label_scale * value; }
  /// y of every y'.
  std::vector<double> labels_of_user(std::vector<double> values) const;
  /// x' of all x, shape [sample][dimension].
  std::vector<double> inputs_of_solver(std::vector<double> inputs) const;
  /// x' and y' of all samples.
  DataSet samples_of_solver(DataSet samples) const;
};

/// One column of a data set, beside others: its name (`x0`, `y`), mean and standard deviation.
struct ColumnScale {
  std::string name;
  double mean = 0, deviation = 0;

  /// Whether networks of size one learn it badly: the root of the mean square is above 2, or the
  /// deviation, unless it is zero, below 1/10.
  bool is_far_from_one() const;
};

/// All columns of @p data, inputs first. @pre at least one sample
/// @throws InputError naming a column whose values are so large that mean or deviation are not
/// finite
std::vector<ColumnScale> measure_columns(const DataSet &data);

/// "x0 (mean 15.4, deviation 5.29), y (mean 43, deviation 25.8)" of those of @p columns that are
/// far from one, and are inputs or labels as asked for; empty: there are none.
std::string describe_far_columns(const std::vector<ColumnScale> &columns, Standardisation which);

/// What Standardisation::automatic means for these columns: inputs, labels or both where one of
/// them is far from one, else none.
Standardisation choose_standardisation(const std::vector<ColumnScale> &columns);

/// The units in which the columns that @p which says have mean 0 and deviation 1; a column without
/// deviation has the scale 1.
/// @pre @p which is not Standardisation::automatic
DataUnits standard_units(const std::vector<ColumnScale> &columns, Standardisation which);

} // namespace rhoflow
