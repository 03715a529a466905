// SPDX-License-Identifier: Apache-2.0
#include "base/file_announcement.h"
#include "base/text_file.h"
#include "hdf5/hdf5_writer.h"
#include "history/history_file.h"
#include "history/history_names.h"

#include <filesystem>

#include <unistd.h>

namespace rhoflow {

namespace {

void write_mixture(Hdf5Writer &file, const std::string &part, const GaussianMixture &mixture) {
  std::vector<double> weights, means, variances;
  for (const GaussianComponent &component : mixture) {
    weights.push_back(component.weight);
    means.insert(means.end(), component.mean.begin(), component.mean.end());
    variances.insert(variances.end(), component.variance.begin(), component.variance.end());
  }
  const std::size_t n = mixture.size(), dimension = means.size() / n;
  const StartNames names(part);
  file.array(names.weights, {n}, weights.data());
  file.array(names.means, {n, dimension}, means.data());
  file.array(names.variances, {n, dimension}, variances.data());
}

void write_units(Hdf5Writer &file, const DataUnits &units, std::size_t d) {
  file.attribute("label_shift", units.label_shift);
  file.attribute("label_scale", units.label_scale);
  const bool changed = units.change_inputs();
  file.attribute("input_shift", changed ? units.input_shift : std::vector<double>(d, 0.));
  file.attribute("input_scale", changed ? units.input_scale : std::vector<double>(d, 1.));
}

void write_setting(Hdf5Writer &file, const HistorySetting &setting) {
  const NetworkParameters &network = setting.network;
  file.attribute("schema", history_schema);
  file.attribute("version", std::int64_t(history_version));
  file.attribute("generator", setting.generator);
  file.attribute("activation", to_string(network.activation));
  file.attribute("alpha", network.alpha);
  file.attribute("beta", network.beta);
  file.attribute("head", to_string(network.head));
  if (!setting.has_trained_head())
    file.attribute("head_vector", network.head_vector);
  file.attribute("train", to_string(network.train));
  file.attribute("regularization", setting.regularization);
  file.attribute("encoder_confinement", setting.encoder_confinement);
  file.attribute("head_confinement", setting.head_confinement);
  file.attribute("depth_rule", to_string(setting.depth.rule));
  file.attribute("depth_nodes", std::int64_t(setting.depth.nodes));
  file.attribute("depth_intervals", std::int64_t(setting.depth.intervals));
  write_units(file, setting.units, setting.data.dimension);
  const DepthGrid grid = setting.grid();
  file.array("depths", {grid.size()}, grid.nodes().data());
  file.array("depth_weights", {grid.size()}, grid.weights().data());
  file.array("inputs", {setting.data.size(), setting.data.dimension}, setting.data.inputs.data());
  file.array("labels", {setting.data.size()}, setting.data.labels.data());
  write_mixture(file, "encoder", setting.encoder_start);
  if (setting.has_trained_head())
    write_mixture(file, "head", setting.head_start);
}

/// One number of every sample.
template <typename Number>
void write_numbers(Hdf5Writer &file, const std::string &name, const FlowHistory &history,
                   const Number &number) {
  std::vector<double> values;
  for (const HistorySample &sample : history.samples)
    values.push_back(number(sample));
  file.array(name, {values.size()}, values.data());
}

void write_samples(Hdf5Writer &file, const FlowHistory &history) {
  write_numbers(file, "steps", history, [](const auto &s) { return double(s.step); });
  write_numbers(file, "times", history, [](const auto &s) { return s.time; });
  write_numbers(file, "scales", history, [](const auto &s) { return s.scale; });
  const std::vector<SampleArray> arrays = sample_arrays(history.setting);
  for (std::size_t k = 0; k < arrays.size(); ++k) {
    std::vector<double> values;
    for (const HistorySample &sample : history.samples) {
      const std::vector<double> &part = *sample.arrays()[k];
      values.insert(values.end(), part.begin(), part.end());
    }
    file.array(arrays[k].name, arrays[k].shape(history.samples.size()), values.data());
  }
}

} // namespace

std::string history_path(const std::string &folder) {
  return folder + "/history.h5";
}

void write_history(const std::string &path, const FlowHistory &history) {
  announce_file(path);
  const std::string unfinished = path + ".part" + std::to_string(::getpid());
  try {
    Hdf5Writer file(unfinished);
    write_setting(file, history.setting);
    write_samples(file, history);
    file.close();
    take_name(unfinished, path);
  } catch (const std::exception &) {
    std::error_code ignored; // what is wrong is said
    std::filesystem::remove(unfinished, ignored);
    throw;
  }
}

} // namespace rhoflow
