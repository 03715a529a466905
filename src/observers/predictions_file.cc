// SPDX-License-Identifier: Apache-2.0
#include "observers/predictions_file.h"

#include "csv/csv_writer.h"
#include "rhoflow/base/precondition.h"

namespace rhoflow {

void write_predictions(const std::string &path, const DataSet &data,
                       const std::vector<double> &predictions, const std::vector<double> &errors) {
  RHOFLOW_PRECONDITION(predictions.size() == data.size(), "one prediction per sample");
  RHOFLOW_PRECONDITION(errors.empty() || errors.size() == data.size(), "one error per sample");
  std::vector<std::string> names = input_names(data.dimension);
  names.insert(names.end(), {"y", "prediction"});
  if (!errors.empty())
    names.emplace_back("error");
  CsvWriter file(path, names);
  for (std::size_t i = 0; i < data.size(); ++i) {
    for (unsigned int k = 0; k < data.dimension; ++k)
      file.add(data.input(i, k));
    file.add(data.labels[i]).add(predictions[i]);
    if (!errors.empty())
      file.add(errors[i]);
    file.end_row();
  }
  file.close();
}

} // namespace rhoflow
