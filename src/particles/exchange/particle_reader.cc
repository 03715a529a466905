// SPDX-License-Identifier: Apache-2.0
#include "hdf5/hdf5_reader.h"
#include "hdf5/isolation.h"
#include "hdf5/seal.h"
#include "particles/exchange/particle_file.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/base/precondition.h"

namespace rhoflow {

namespace {

void require_shape(const Hdf5Reader &file, const std::string &name, const ArrayShape &expected) {
  const ArrayShape shape = file.shape(name);
  if (shape != expected)
    file.fail("data set '" + name + "' has the extents " + to_string(shape) + " instead of " +
              to_string(expected) + "; the sizes of all data sets have to fit together");
}

/// A list of numbers, that is an array with one index.
std::vector<double> read_list(const Hdf5Reader &file, const std::string &name) {
  const ArrayShape shape = file.shape(name);
  if (shape.size() != 1)
    file.fail("data set '" + name + "' has the extents " + to_string(shape) +
              "; write a list with one index");
  return file.array(name);
}

/// The value that the attribute @p name gives by its name.
template <typename Enum>
Enum read_choice(const Hdf5Reader &file, const std::string &name) {
  try {
    return value_named<Enum>(file.text(name), "attribute '" + name + "'");
  } catch (const InputError &error) {
    file.fail(error.what());
  }
}

ParticleHeader read_header(const Hdf5Reader &file) {
  if (!file.has_attribute("schema") || file.text("schema") != "rhoflow particles")
    file.fail("this is no particle file (attribute 'schema' is not 'rhoflow particles'); name one");
  if (const auto version = file.whole_number("version"); version != 1)
    file.fail("attribute 'version' = " + std::to_string(version) +
              " is unknown; this program reads version 1");
  ParticleHeader header;
  header.generator = file.text("generator");
  header.activation = read_choice<Activation>(file, "activation");
  header.alpha = file.number("alpha");
  header.beta = file.number("beta");
  header.trained_head = read_choice<HeadType>(file, "head") == HeadType::trained;
  if (!header.trained_head)
    header.head_vector = file.numbers("head_vector");
  header.depth_rule = read_choice<DepthRule>(file, "depth_rule");
  header.points_per_interval = static_cast<unsigned int>(std::min<std::uint64_t>(
      file.whole_number("points_per_interval"), static_cast<unsigned int>(-1)));
  const ArrayShape inputs = file.shape("inputs");
  if (inputs.size() != 2 || inputs[0] == 0 || inputs[1] == 0 || inputs[1] > DataSet::most_inputs)
    file.fail("data set 'inputs' has the extents " + to_string(inputs) +
              "; write [samples, inputs of a sample]");
  header.n_inputs = static_cast<unsigned int>(inputs[1]);
  header.depths = read_list(file, "depths");
  header.depth_weights = read_list(file, "depth_weights");
  header.theta_weights = read_list(file, "theta_weights");
  if (file.has_array("omega_weights"))
    header.omega_weights = read_list(file, "omega_weights");
  if (const std::string fault = find_fault(header); !fault.empty())
    file.fail(fault);
  return header;
}

/// Everything but the states, of which the shapes are checked.
ByteMessage read_all_but_states(const std::string &path) {
  const Hdf5Reader file(path);
  const ParticleHeader header = read_header(file);
  const std::vector<double> times = read_list(file, "times");
  if (times.empty())
    file.fail("data set 'times' is empty; write at least one time");
  for (std::size_t k = 1; k < times.size(); ++k)
    if (times[k] <= times[k - 1])
      file.fail("data set 'times' does not ascend; write states in the order of time");
  const std::uint64_t n_times = times.size(), d = header.n_inputs;
  const std::uint64_t n_samples = file.shape("inputs")[0];
  require_shape(file, "labels", {n_samples});
  require_shape(file, "loss", {n_times});
  require_shape(file, "predictions", {n_times, n_samples});
  require_shape(file, "theta", {n_times, header.n_layers(), header.n_neurons(), 2 * d + 1});
  if (header.trained_head)
    require_shape(file, "omega", {n_times, header.n_head(), d + 2});

  ByteMessage message;
  message.put(header.generator);
  message.put(to_string(header.activation));
  message.put(to_string(header.depth_rule));
  for (const double value : {header.alpha, header.beta, header.trained_head ? 1. : 0.,
                             double(header.points_per_interval), double(header.n_inputs)})
    message.put(value);
  for (const auto *list : {&header.head_vector, &header.depths, &header.depth_weights,
                           &header.theta_weights, &header.omega_weights, &times})
    message.put(*list);
  for (const char *name : {"loss", "inputs", "labels"})
    message.put(file.array(name));
  return message;
}

} // namespace

ParticleReader::ParticleReader(const std::string &path) : path_(path) {
  verify_seal(path);
  ByteMessage message = isolate(path, [&] { return read_all_but_states(path); });
  header_.generator = message.get_text();
  header_.activation = value_named<Activation>(message.get_text(), "activation");
  header_.depth_rule = value_named<DepthRule>(message.get_text(), "depth_rule");
  header_.alpha = message.get_number();
  header_.beta = message.get_number();
  header_.trained_head = message.get_number() != 0.;
  header_.points_per_interval = static_cast<unsigned int>(message.get_number());
  header_.n_inputs = static_cast<unsigned int>(message.get_number());
  for (auto *list :
       {&header_.head_vector, &header_.depths, &header_.depth_weights, &header_.theta_weights,
        &header_.omega_weights, &times_, &losses_, &inputs_, &labels_})
    *list = message.get_numbers();
}

ParticleState ParticleReader::read(std::size_t time_index) const {
  RHOFLOW_PRECONDITION(time_index < n_times(), "there is such a state");
  ByteMessage message = isolate(path_, [&] {
    const Hdf5Reader file(path_);
    ByteMessage state;
    state.put(file.record("theta", time_index));
    state.put(header_.trained_head ? file.record("omega", time_index) : std::vector<double>());
    state.put(file.record("predictions", time_index));
    return state;
  });
  ParticleState state;
  state.time = times_.at(time_index);
  state.loss = losses_.at(time_index);
  for (auto *list : {&state.theta, &state.omega, &state.predictions})
    *list = message.get_numbers();
  const std::size_t d = header_.n_inputs;
  if (state.theta.size() != header_.n_layers() * header_.n_neurons() * (2 * d + 1) ||
      state.omega.size() != header_.n_head() * (d + 2) ||
      state.predictions.size() != labels_.size())
    throw InputError(path_ + ": the file was replaced while it was read; try again");
  return state;
}

} // namespace rhoflow
