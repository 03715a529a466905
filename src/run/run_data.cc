// SPDX-License-Identifier: Apache-2.0
#include "run/run_data.h"

#include "rhoflow/base/quoted_text.h"

namespace rhoflow {

namespace {

/// Settles where the data come from.
void choose_source(Parameters &parameters, ParameterFile &file, RunData &data) {
  if (parameters.data.file.empty() || parameters.data.source == DataParameters::csv)
    return;
  if (file.is_given("Data/Source"))
    data.remarks.push_back("Data/File = " + quoted_text(parameters.data.file) +
                           " is not read, since Data/Source = " +
                           quoted_text(parameters.data.source) + "; only csv reads a file");
  else
    file.apply_setting(std::string("Data/Source = ") + DataParameters::csv);
}

/// Standardises the samples as the parameters say.
void standardise(Parameters &parameters, ParameterFile &file, RunData &data) {
  const std::vector<ColumnScale> columns = measure_columns(data.samples);
  if (parameters.data.standardise == Standardisation::automatic) {
    const Standardisation choice = parameters.data.source == DataParameters::csv
                                       ? choose_standardisation(columns)
                                       : Standardisation::none;
    file.apply_setting("Data/Standardise = " + to_string(choice));
    if (choice != Standardisation::none)
      data.remarks.push_back("standardised: " + describe_far_columns(columns, choice) +
                             "; predictions are in the units of the data, losses and densities "
                             "in those of the solver (Data/Standardise)");
  }
  data.units = standard_units(columns, parameters.data.standardise);
  data.training = data.units.samples_of_solver(data.samples);

  std::vector<ColumnScale> now = measure_columns(data.training);
  // Single inputs of an embedded plane are small, as the plane lies, and the samples are not.
  if (embeds_inputs(parameters.data))
    now.erase(now.begin(), now.end() - 1);
  const Standardisation remedy = choose_standardisation(now);
  if (remedy == Standardisation::none)
    return;
  data.danger =
      describe_far_columns(now, remedy) + " far from one; Data/Standardise = " +
      to_string(parameters.data.standardise == Standardisation::none ? remedy
                                                                     : Standardisation::both) +
      " lets a network of this size learn it";
  data.remarks.push_back("warning: " + data.danger);
}

} // namespace

RunData make_run_data(Parameters &parameters, ParameterFile &file, const std::string &directory) {
  RunData data;
  choose_source(parameters, file, data);
  data.samples = make_data_set(parameters.data, directory);
  data.test_samples = make_test_set(parameters.data, directory, data.samples.dimension);
  standardise(parameters, file, data);
  data.test = data.units.samples_of_solver(data.test_samples);
  return data;
}

std::string pace_remedy(const RunData &data) {
  return data.danger.empty() ? "lower Time/End time or the number of nodes and cells" : data.danger;
}

std::string lines_of(const std::vector<std::string> &remarks) {
  std::string lines;
  for (const std::string &remark : remarks)
    lines += remark + '\n';
  return lines;
}

} // namespace rhoflow
