// SPDX-License-Identifier: Apache-2.0
#include "density/mixture_syntax.h"

#include "rhoflow/base/errors.h"

#include <deal.II/base/utilities.h>

#include <cmath>

namespace rhoflow {

namespace {

std::vector<double> read_numbers(const std::string &text, const std::string &key) {
  std::vector<double> numbers;
  for (const std::string &word : dealii::Utilities::split_string_list(text, ',')) {
    double value = 0.;
    try {
      value = dealii::Utilities::string_to_double(word);
    } catch (const dealii::ExceptionBase &) {
      throw InputError(key + ": '" + word + "' is not a number");
    }
    if (!std::isfinite(value))
      throw InputError(key + ": '" + word + "' is not a finite number");
    numbers.push_back(value);
  }
  return numbers;
}

} // namespace

std::vector<double> expand_coordinates(const std::vector<double> &values,
                                       unsigned int n_coordinates, const std::string &key) {
  if (values.size() == 1)
    return std::vector<double>(n_coordinates, values.front());
  if (values.size() != n_coordinates)
    throw InputError(key + ": " + std::to_string(values.size()) + " numbers given; give one or " +
                     std::to_string(n_coordinates) + ", outer weights first, then w and b");
  return values;
}

GaussianMixture parse_mixture(const std::string &text, unsigned int n_coordinates,
                              const std::string &key) {
  GaussianMixture mixture;
  for (const std::string &part : dealii::Utilities::split_string_list(text, ';')) {
    const std::vector<std::string> fields = dealii::Utilities::split_string_list(part, ':');
    if (fields.size() != 3)
      throw InputError(key + ": '" + part +
                       "' is not of the form 'share : means : variances'; separate components by "
                       "';'");
    const std::vector<double> share = read_numbers(fields[0], key);
    if (share.size() != 1 || !(share[0] > 0.))
      throw InputError(key + ": the share '" + fields[0] + "' is not one positive number");
    mixture.push_back({share[0],
                       expand_coordinates(read_numbers(fields[1], key), n_coordinates, key),
                       expand_coordinates(read_numbers(fields[2], key), n_coordinates, key)});
  }
  if (mixture.empty())
    throw InputError(key + " is empty: give at least one component 'share : means : variances'");
  return mixture;
}

} // namespace rhoflow
