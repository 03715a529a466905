// SPDX-License-Identifier: Apache-2.0
#include "hdf5/hdf5_writer.h"
#include "particles/exchange/particle_file.h"
#include "rhoflow/base/errors.h"

#include <cmath>
#include <filesystem>
#include <limits>

#include <unistd.h>

namespace rhoflow {

struct ParticleWriter::Implementation {
  std::string path;
  Hdf5Writer file;
  double last_time = -std::numeric_limits<double>::infinity();

  void require(bool good, const std::string &problem) const {
    if (!good)
      throw RunError(path + ": " + problem);
  }
  void require_finite(const std::vector<double> &values, const std::string &name) const {
    for (const double value : values)
      require(std::isfinite(value), "'" + name + "' contains a value that is not finite");
  }
};

ParticleWriter::ParticleWriter(const std::string &path, const ParticleHeader &header,
                               const std::vector<double> &inputs,
                               const std::vector<double> &labels) {
  const std::string fault = find_fault(header);
  if (!fault.empty())
    throw RunError(path + ": " + fault);
  const unsigned int d = header.n_inputs;
  if (labels.empty() || inputs.size() != labels.size() * d)
    throw RunError(path + ": inputs and labels do not fit");
  implementation_ = std::make_unique<Implementation>(Implementation{path, Hdf5Writer(path)});
  implementation_->require_finite(inputs, "inputs");
  implementation_->require_finite(labels, "labels");

  Hdf5Writer &file = implementation_->file;
  file.attribute("schema", "rhoflow particles");
  file.attribute("version", std::int64_t(1));
  file.attribute("generator", header.generator);
  file.attribute("activation", to_string(header.activation));
  file.attribute("alpha", header.alpha);
  file.attribute("beta", header.beta);
  file.attribute("head", to_string(header.trained_head ? HeadType::trained : HeadType::fixed));
  if (!header.trained_head)
    file.attribute("head_vector", header.head_vector);
  file.attribute("depth_rule", to_string(header.depth_rule));
  file.attribute("points_per_interval", std::int64_t(header.points_per_interval));
  const auto write = [&](const std::string &name, const std::vector<double> &values) {
    file.array(name, {values.size()}, values.data());
  };
  write("depths", header.depths);
  write("depth_weights", header.depth_weights);
  write("theta_weights", header.theta_weights);
  write("omega_weights", header.omega_weights);
  file.array("inputs", {labels.size(), d}, inputs.data());
  write("labels", labels);
  file.create_series("times", {});
  file.create_series("loss", {});
  file.create_series("predictions", {labels.size()});
  file.create_series("theta", {header.n_layers(), header.n_neurons(), 2 * d + 1});
  file.create_series("omega", {header.n_head(), d + 2});
  file.flush();
}

ParticleWriter ParticleWriter::resume(const std::string &path, const ParticleHeader &header,
                                      const std::vector<double> &inputs,
                                      const std::vector<double> &labels, double time) {
  const ParticleReader former(path);
  const ParticleHeader &other = former.header();
  if (other.depths != header.depths || other.theta_weights != header.theta_weights ||
      other.omega_weights != header.omega_weights || former.inputs() != inputs ||
      former.labels() != labels)
    throw InputError(path + ": this is the file of another network or of other samples");
  const std::string unfinished = path + ".part" + std::to_string(::getpid());
  try {
    ParticleWriter writer(unfinished, header, inputs, labels);
    for (std::size_t k = 0; k < former.n_times() && former.times()[k] <= time; ++k)
      writer.append(former.read(k));
    writer.implementation_->file.rename(path);
    writer.implementation_->path = path;
    return writer;
  } catch (const std::exception &) {
    std::error_code ignored;
    std::filesystem::remove(unfinished, ignored);
    throw;
  }
}

ParticleWriter::~ParticleWriter() = default;
ParticleWriter::ParticleWriter(ParticleWriter &&) noexcept = default;
ParticleWriter &ParticleWriter::operator=(ParticleWriter &&) noexcept = default;

void ParticleWriter::append(const ParticleState &state) {
  Implementation &self = *implementation_;
  self.require(std::isfinite(state.time) && state.time > self.last_time, "the times do not ascend");
  self.require(std::isfinite(state.loss), "the loss is not finite");
  self.require_finite(state.predictions, "predictions");
  self.require_finite(state.theta, "theta");
  self.require_finite(state.omega, "omega");
  self.file.append("theta", state.theta);
  self.file.append("omega", state.omega);
  self.file.append("predictions", state.predictions);
  self.file.append("loss", {state.loss});
  self.file.append("times", {state.time});
  self.file.flush();
  self.last_time = state.time;
}

void ParticleWriter::close() {
  implementation_->file.close();
}

} // namespace rhoflow
