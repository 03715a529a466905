#include "rhoflow/io/checkpoint/particle_checkpoint.h"

#include "checkpoint_content.h"
#include "checkpoint_file.h"
#include "rhoflow/base/exit_status.h"
#include "rhoflow/io/hdf5/hdf5_reader.h"

#include <algorithm>
#include <cstdio>

namespace rhoflow {

namespace {

constexpr const char *schema = "rhoflow particle checkpoint";
constexpr unsigned int version = 1;
constexpr unsigned int most_inputs = 1000;

/// "layer_00002" or "head".
std::string ensemble_name(std::size_t index, std::size_t n_layers) {
  if (index >= n_layers)
    return "head";
  char name[32];
  std::snprintf(name, sizeof name, "layer_%05zu", index);
  return name;
}

/// [component][particle] without the padding.
void write_ensemble(Hdf5Writer &file, const std::string &name, const EnsembleLayout &layout,
                    const AlignedVector &values) {
  const std::size_t n = layout.n_particles;
  std::vector<double> plain(layout.n_components() * n);
  for (unsigned int c = 0; c < layout.n_components(); ++c)
    std::copy_n(values.begin() + std::ptrdiff_t(c * layout.stride()), n,
                plain.begin() + std::ptrdiff_t(c * n));
  file.array(name, {layout.n_components(), n}, plain.data());
}

void write_progress(Hdf5Writer &file, const ParticleCheckpoint &content, std::size_t n_layers) {
  const TrainingSnapshot &training = content.training;
  file.attribute("schema", schema);
  file.attribute("version", std::int64_t(version));
  file.attribute("generator", content.generator);
  file.attribute("parameters", content.parameters);
  file.attribute("time", training.time);
  file.attribute("loss", content.loss);
  file.attribute("last_step", training.last_step);
  file.attribute("proposed_step", training.proposed_step);
  file.attribute("steps", std::int64_t(training.n_steps));
  file.attribute("rejected_steps", std::int64_t(training.n_rejected));
  file.attribute("wall_time", content.wall_time);
  file.attribute("outputs", std::int64_t(content.n_outputs));
  file.attribute("field_outputs", std::int64_t(content.n_field_outputs));
  const std::size_t n = content.data.size(), d = content.data.dimension;
  file.array("inputs", {n, d}, content.data.inputs.data());
  write_list(file, "labels", content.data.labels);
  file.array("first_features", {n_layers, n, d}, training.first_features.data());
}

} // namespace

std::string particle_checkpoint_path(const std::string &folder) {
  return folder + "/checkpoint/particles.h5";
}

void write_particle_checkpoint(const std::string &folder, const ParticleTraining &training,
                               ParticleCheckpoint content) {
  content.data = training.network().data();
  content.training = training.snapshot();
  content.loss = training.state().loss;
  const Particles &particles = training.particles();
  CheckpointFile file(particle_checkpoint_path(folder));
  write_progress(file.writer(), content, particles.n_layers);
  std::vector<std::string> names;
  for (std::size_t k = 0; k < particles.n_ensembles(); ++k) {
    names.push_back(ensemble_name(k, particles.n_layers));
    write_ensemble(file.writer(), names.back(), particles.ensemble(k).layout, particles.values[k]);
  }
  file.finish(names);
}

ParticleCheckpoint read_particle_checkpoint(const std::string &path) {
  const CheckpointContent file(path, schema, version,
                               {{"generator", "parameters"},
                                {"time", "loss", "last_step", "proposed_step", "steps",
                                 "rejected_steps", "wall_time", "outputs", "field_outputs"},
                                {"inputs", "labels", "first_features"}});
  ParticleCheckpoint checkpoint;
  checkpoint.generator = file.text("generator");
  checkpoint.parameters = file.text("parameters");
  checkpoint.data = file.samples(most_inputs);
  checkpoint.loss = file.number("loss");
  checkpoint.wall_time = file.number("wall_time");
  checkpoint.n_outputs = file.count("outputs", 1, 0x7fffffff);
  checkpoint.n_field_outputs = file.count("field_outputs", 0, 0x7fffffff);
  TrainingSnapshot &training = checkpoint.training;
  training.time = file.number("time");
  training.last_step = file.number("last_step");
  training.proposed_step = file.number("proposed_step");
  if (!(training.time >= 0.) || !(training.proposed_step > 0.))
    file.fail("'time' is negative or 'proposed_step' not positive");
  training.n_steps = file.steps("steps");
  training.n_rejected = file.steps("rejected_steps");
  const ArrayShape &features = file.shape("first_features");
  if (features.size() != 3)
    file.fail("data set 'first_features' has the extents " + to_string(features));
  training.first_features = file.array(
      "first_features", {features[0], checkpoint.data.size(), checkpoint.data.dimension});
  return checkpoint;
}

AlignedVector read_checkpoint_ensemble(const std::string &path, const Particles &particles,
                                       std::size_t index) {
  const EnsembleLayout &layout = particles.ensemble(index).layout;
  const std::string name = ensemble_name(index, particles.n_layers);
  const CheckpointContent file(path, schema, version, {{}, {}, {name}});
  const std::size_t n = layout.n_particles;
  const std::vector<double> &plain = file.array(name, {layout.n_components(), n});
  AlignedVector values(layout.n_values(), 0.);
  for (unsigned int c = 0; c < layout.n_components(); ++c)
    std::copy_n(plain.begin() + std::ptrdiff_t(c * n), n,
                values.begin() + std::ptrdiff_t(c * layout.stride()));
  return values;
}

} // namespace rhoflow
