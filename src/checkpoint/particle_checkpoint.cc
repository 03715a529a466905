// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/particle_checkpoint.h"

#include "checkpoint/checkpoint_content.h"
#include "checkpoint/checkpoint_file.h"
#include "checkpoint/run_content.h"
#include "hdf5/seal.h"

#include <algorithm>
#include <cstdio>

namespace rhoflow {

namespace {

constexpr const char *schema = "rhoflow particle checkpoint";
constexpr unsigned int version = 1;

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

} // namespace

std::string particle_checkpoint_path(const std::string &folder) {
  return folder + "/checkpoint/particles.h5";
}

void write_checkpoint(const std::string &folder, const ParticleTraining &training,
                      ParticleCheckpoint content) {
  content.data = training.network().data();
  content.training = training.snapshot();
  content.loss = training.state().loss;
  const Particles &particles = training.particles();
  CheckpointFile file(particle_checkpoint_path(folder));
  write_run(file.writer(), schema, version, content, content.training, particles.n_layers);
  std::vector<std::string> names;
  for (std::size_t k = 0; k < particles.n_ensembles(); ++k) {
    names.push_back(ensemble_name(k, particles.n_layers));
    write_ensemble(file.writer(), names.back(), particles.ensemble(k).layout, particles.values[k]);
  }
  file.finish(names);
}

ParticleCheckpoint read_particle_checkpoint(const std::string &path) {
  verify_seal(path, MissingSeal::refused);
  const CheckpointContent file(path, schema, version, with_run({}));
  ParticleCheckpoint checkpoint;
  read_run(file, DataSet::most_inputs, checkpoint, checkpoint.training);
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
