// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/enumeration.h"
#include "rhoflow/data/data_set.h"

#include <string>
#include <vector>

namespace dealii {
class ParameterHandler;
}

namespace rhoflow {

/// Distribution of the labels of the source `random labels`.
enum class RandomLabels {
  signs,  ///< -1 or +1 with equal probability
  uniform ///< on [-1, 1)
};

template <>
inline constexpr NamedValue<RandomLabels> names_of<RandomLabels>[] = {
    {RandomLabels::signs, "signs"}, {RandomLabels::uniform, "uniform"}};

/// Which data are shifted and scaled to mean 0 and deviation 1 before the solver sees them.
enum class Standardisation {
  automatic, ///< of a csv file what is far from one (see choose_standardisation()), else nothing
  none,
  inputs, ///< every input
  labels,
  both
};

template <>
inline constexpr NamedValue<Standardisation> names_of<Standardisation>[] = {
    {Standardisation::automatic, "auto"},
    {Standardisation::none, "none"},
    {Standardisation::inputs, "inputs"},
    {Standardisation::labels, "labels"},
    {Standardisation::both, "both"}};

/// Where the training data come from: the section `Data` of a parameter file. All quantities are
/// dimensionless.
struct DataParameters {
  static constexpr const char *csv = "csv"; ///< the source that reads a file

  static constexpr unsigned int own_inputs = 2; ///< those of the plane

  std::string source = "sine"; ///< name of a registered generator
  std::string file;            ///< the CSV file, for the source `csv`
  std::string columns;         ///< of that file, inputs first, label last; empty: all
  std::string test_file;       ///< a CSV file of test samples, with the same columns
  Standardisation standardise = Standardisation::automatic;
  unsigned int samples = 16;              ///< n, number of samples to generate
  unsigned int inputs = own_inputs;       ///< d, of plane classes and random inputs
  unsigned int directions = 2;            ///< k, inputs that the label of random ones depends on
  unsigned int seed = 1;                  ///< of everything random in the data
  double label_noise = 0;                 ///< standard deviation of a Gaussian added to every label
  double frequency = 1;                   ///< f in y = sin(pi f x), for `sine`
  double step_position = 0;               ///< x_0 in y = sign(x - x_0), for `step`
  std::vector<double> coefficients{0, 1}; ///< c_k in y = sum_k c_k x^k, for `polynomial`
  RandomLabels random_labels = RandomLabels::signs; ///< for `random labels`
  double turns = 0.75;       ///< T, revolutions of a spiral, for both kinds of them
  double inner_radius = 0.1; ///< r_0, where the spirals start
  double outer_radius = 1;   ///< r_1, where they end
  double uniform_noise = 0;  ///< nu of the points of `random spirals`
  bool scale_inputs = true;  ///< into the unit disk, for plane classes
  double input_noise = 0; ///< standard deviation of a Gaussian added to the inputs of plane classes
  unsigned int test_samples = 0; ///< samples of the test set, see make_test_set(); 0: none

  /// Declares the section `Data` in @p handler and binds the members to it; this object has to
  /// outlive @p handler.
  void add_parameters(dealii::ParameterHandler &handler);
};

/// Generates or reads the data set that @p parameters describe, in the units of the user, embeds
/// plane classes in DataParameters::inputs dimensions (see embed_inputs()), and adds the noise. If
/// the noise of inputs moves a sample out of the unit disk, all inputs are scaled
/// down by one factor until |x| <= 1 holds, unless DataParameters::scale_inputs forbids it.
/// @param directory  of the parameter file; a relative @ref DataParameters::file is relative to it
/// @throws InputError if the source is unknown or has another number of inputs than asked for, the
///         CSV file is missing or malformed, or parameters contradict each other
DataSet make_data_set(const DataParameters &parameters, const std::string &directory);

/// Whether make_data_set() embeds points of the plane in more inputs.
/// @throws InputError if the source is unknown
bool embeds_inputs(const DataParameters &parameters);

/// The samples of DataParameters::test_file, or fresh samples of the distribution that
/// make_data_set() samples: the same generator with DataParameters::test_samples samples, the same
/// embedding, the same input noise from another seed, and the factor by which the training data
/// were scaled, so that |x| may exceed 1. No label noise. Empty if there are to be no test samples.
/// @param dimension of the training samples
/// @throws InputError if fresh samples are asked for and the source has no distribution, if the
/// file is malformed or of another dimension, or if both are asked for
DataSet make_test_set(const DataParameters &parameters, const std::string &directory,
                      unsigned int dimension);

} // namespace rhoflow
