#pragma once

#include <rhoflow/data/data_set.h>

#include <string>
#include <vector>

namespace dealii {
class ParameterHandler;
}

namespace rhoflow {

/// Where the training data come from: the section `Data` of a parameter file. All quantities are
/// dimensionless.
struct DataParameters {
  std::string source = "sine";            ///< name of a registered generator
  std::string file;                       ///< the CSV file, for the source `csv`
  unsigned int samples = 16;              ///< n, number of samples to generate
  unsigned int seed = 1;                  ///< of random labels and label noise
  double label_noise = 0;                 ///< standard deviation of a Gaussian added to every label
  double frequency = 1;                   ///< f in y = sin(pi f x), for `sine`
  double step_position = 0;               ///< x_0 in y = sign(x - x_0), for `step`
  std::vector<double> coefficients{0, 1}; ///< c_k in y = sum_k c_k x^k, for `polynomial`
  std::string random_labels = "signs";    ///< `signs` or `uniform`, for `random labels`

  /// Declares the section `Data` in @p handler and binds the members to it; this object has to
  /// outlive @p handler.
  void add_parameters(dealii::ParameterHandler &handler);
};

/// Generates or reads the data set that @p parameters describe, and adds the label noise.
/// @param directory  of the parameter file; a relative @ref DataParameters::file is relative to it
/// @throws InputError if the source is unknown, or the CSV file missing or malformed
DataSet make_data_set(const DataParameters &parameters, const std::string &directory);

} // namespace rhoflow
