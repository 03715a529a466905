// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/run_content.h"

#include "checkpoint/checkpoint_file.h"
#include "hdf5/hdf5_reader.h"
#include "rhoflow/base/quoted_text.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <sstream>

namespace rhoflow {

namespace {

constexpr unsigned int most_outputs = 0x7fffffff;

/// States that have names of their own in the first version of the files; all others follow under
/// names of this form.
const std::vector<std::string> lists_of_their_own{"start_masses", "theory"};
constexpr const char *list_of_others = "observers";

std::string array_of(const std::string &state) {
  return "observer_" + state;
}

bool contains(const std::vector<std::string> &names, const std::string &name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

void write_observers(Hdf5Writer &file, const ObserverStates &states) {
  // Always there, as files of the first version have it.
  const auto fields = states.find("field_outputs");
  file.attribute("field_outputs",
                 std::int64_t(fields == states.end() ? 0. : fields->second.front()));
  std::string others;
  for (const auto &[name, values] : states) {
    if (name == "last_objective") {
      file.attribute(name, values.front());
    } else if (contains(lists_of_their_own, name)) {
      write_list(file, name, values);
    } else if (name != "field_outputs") {
      write_list(file, array_of(name), values);
      others += (others.empty() ? "" : " ") + name;
    }
  }
  if (!others.empty())
    file.attribute(list_of_others, others);
}

/// Reads the states that have no names of their own.
void read_observers(const CheckpointContent &file, ObserverStates &states) {
  std::istringstream list(file.text(list_of_others));
  const std::vector<std::string> names{std::istream_iterator<std::string>(list), {}};
  if (names.empty())
    return;
  for (const std::string &name : names)
    if (!is_printable(name)) // it stands in messages
      file.fail("attribute '" + std::string(list_of_others) + "' names " + quoted_text(name) +
                ", which no observer is called; the file is damaged");
  std::vector<std::string> arrays;
  std::transform(names.begin(), names.end(), std::back_inserter(arrays), array_of);
  const CheckpointContent found = file.with_arrays(arrays);
  for (const std::string &name : names)
    states[name] = found.array(array_of(name), found.shape(array_of(name)));
}

void append(std::vector<std::string> &names, const std::vector<std::string> &more) {
  names.insert(names.end(), more.begin(), more.end());
}

} // namespace

void write_run(Hdf5Writer &file, const std::string &schema, unsigned int version,
               const RunCheckpoint &run, const TrainingProgress &progress, std::size_t n_layers) {
  file.attribute("schema", schema);
  file.attribute("version", std::int64_t(version));
  file.attribute("generator", run.generator);
  file.attribute("parameters", run.parameters);
  file.attribute("loss", run.loss);
  file.attribute("wall_time", run.wall_time);
  file.attribute("outputs", std::int64_t(run.n_outputs));
  write_observers(file, run.observers);
  file.attribute("time", progress.time);
  file.attribute("last_step", progress.last_step);
  file.attribute("proposed_step", progress.proposed_step);
  file.attribute("steps", std::int64_t(progress.n_steps));
  file.attribute("rejected_steps", std::int64_t(progress.n_rejected));
  const std::size_t n = run.data.size(), d = run.data.dimension;
  file.array("inputs", {n, d}, run.data.inputs.data());
  write_list(file, "labels", run.data.labels);
  file.array("first_features", {n_layers, n, d}, progress.first_features.data());
}

Hdf5Selection with_run(Hdf5Selection own) {
  append(own.texts, {"generator", "parameters"});
  append(own.numbers, {"loss", "wall_time", "outputs", "field_outputs", "time", "last_step",
                       "proposed_step", "steps", "rejected_steps"});
  append(own.arrays, {"inputs", "labels", "first_features"});
  append(own.optional_texts, {list_of_others});
  return own;
}

void read_run(const CheckpointContent &file, unsigned int most_inputs, RunCheckpoint &run,
              TrainingProgress &progress) {
  run.generator = file.text("generator");
  run.parameters = file.text("parameters");
  run.data = file.samples(most_inputs);
  run.loss = file.number("loss");
  run.wall_time = file.number("wall_time");
  run.n_outputs = file.count("outputs", 1, most_outputs);
  run.observers["field_outputs"] = {double(file.count("field_outputs", 0, most_outputs))};
  read_observers(file, run.observers);
  progress.time = file.number("time");
  progress.last_step = file.number("last_step");
  progress.proposed_step = file.number("proposed_step");
  if (!(progress.time >= 0.) || !(progress.proposed_step > 0.))
    file.fail("'time' is negative or 'proposed_step' not positive");
  progress.n_steps = file.steps("steps");
  progress.n_rejected = file.steps("rejected_steps");
  const ArrayShape &features = file.shape("first_features");
  if (features.size() != 3)
    file.fail("data set 'first_features' has the extents " + to_string(features));
  progress.first_features =
      file.array("first_features", {features[0], run.data.size(), run.data.dimension});
}

} // namespace rhoflow
