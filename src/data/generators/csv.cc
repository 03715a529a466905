// SPDX-License-Identifier: Apache-2.0
#include "data/generators/csv.h"
#include "data/samples_file.h"
#include "rhoflow/base/errors.h"

#include <filesystem>

namespace rhoflow {

DataSet make_from_csv(const DataParameters &parameters, const std::string &directory) {
  if (parameters.file.empty())
    throw InputError("Data/File = '': Data/Source = 'csv' needs a file; name it");
  // operator/ drops the left side if the right one is an absolute path.
  const std::filesystem::path path = std::filesystem::path(directory) / parameters.file;
  return read_samples(path.string(), parameters.columns);
}

} // namespace rhoflow
