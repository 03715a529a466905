// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/point_checkpoint.h"

#include "checkpoint/checkpoint_content.h"
#include "checkpoint/checkpoint_file.h"
#include "checkpoint/run_content.h"
#include "hdf5/seal.h"
#include "rhoflow/base/errors.h"

#include <algorithm>
#include <cstdio>
#include <optional>

namespace rhoflow {

namespace {

constexpr const char *points_schema = "rhoflow point checkpoint";
constexpr unsigned int points_version = 1;

/// "shift_0003_node_00002" or "shift_0003_head".
std::string point_array_name(std::size_t shift, std::size_t index, std::size_t n_nodes) {
  char name[64];
  if (index >= n_nodes)
    std::snprintf(name, sizeof name, "shift_%04zu_head", shift);
  else
    std::snprintf(name, sizeof name, "shift_%04zu_node_%05zu", shift, index);
  return name;
}

/// Rows of an array: the coordinates and the logarithm of the density.
std::size_t n_rows(const EnsembleLayout &layout) {
  return layout.n_components() + 1;
}

/// The rows of @p values: [row][point].
std::vector<double> without_padding(const EnsembleLayout &layout, const AlignedVector &values) {
  const std::size_t n = layout.n_particles;
  std::vector<double> plain(n_rows(layout) * n);
  for (std::size_t row = 0; row < n_rows(layout); ++row)
    std::copy_n(values.begin() + std::ptrdiff_t(row * layout.stride()), n,
                plain.begin() + std::ptrdiff_t(row * n));
  return plain;
}

/// The points of ensemble @p index of shift @p shift, as @p points has them: padded, with the
/// logarithms of the density behind them.
AlignedVector read_points(const std::string &path, const Particles &points, std::size_t shift,
                          std::size_t index) {
  const EnsembleLayout &layout = points.ensemble(index).layout;
  const std::string name = point_array_name(shift, index, points.n_layers);
  const CheckpointContent file(path, points_schema, points_version, {{}, {}, {name}, {}});
  const std::size_t n = layout.n_particles;
  const std::vector<double> &plain = file.array(name, {n_rows(layout), n});
  AlignedVector values(points.values[index].size(), 0.);
  for (std::size_t row = 0; row < n_rows(layout); ++row)
    std::copy_n(plain.begin() + std::ptrdiff_t(row * n), n,
                values.begin() + std::ptrdiff_t(row * layout.stride()));
  return values;
}

} // namespace

std::string point_checkpoint_path(const std::string &folder) {
  return folder + "/checkpoint/points.h5";
}

void write_checkpoint(const std::string &folder, const PointTraining &training,
                      PointCheckpoint content) {
  content.data = training.data();
  content.training = training.snapshot();
  content.loss = training.loss();
  const Communicator &communicator = training.communicator();
  const ShiftPartition &partition = training.partition();
  const Particles &any = training.shifts().front().particles(); // all are of the same sizes
  std::optional<CheckpointFile> file;                           // of the first process
  communicator.on_root([&] {
    file.emplace(point_checkpoint_path(folder));
    write_run(file->writer(), points_schema, points_version, content, content.training,
              partition.n_shifts() * any.n_layers);
  });
  std::vector<std::string> names;
  for (std::size_t r = 0; r < partition.n_shifts(); ++r)
    for (std::size_t k = 0; k < any.n_ensembles(); ++k) {
      const EnsembleLayout &layout = any.ensemble(k).layout;
      std::vector<double> points;
      if (communicator.rank() == partition.owner(r))
        points =
            without_padding(layout, training.shifts()[r - partition.begin()].particles().values[k]);
      communicator.move(points, partition.owner(r), 0);
      names.push_back(point_array_name(r, k, any.n_layers));
      communicator.on_root([&] {
        file->writer().array(names.back(), {n_rows(layout), layout.n_particles}, points.data());
      });
    }
  communicator.on_root([&] { file->finish(names); });
}

PointCheckpoint read_point_checkpoint(const std::string &path) {
  verify_seal(path, MissingSeal::refused);
  const CheckpointContent file(path, points_schema, points_version, with_run({}));
  PointCheckpoint checkpoint;
  read_run(file, DataSet::most_inputs, checkpoint, checkpoint.training);
  return checkpoint;
}

void restore(const std::string &path, const PointCheckpoint &checkpoint, PointTraining &training) {
  const TrainingProgress &snapshot = checkpoint.training;
  if (snapshot.first_features.size() != training.snapshot().first_features.size())
    throw InputError(path + ": the features do not fit shifts and depth nodes; start the run "
                            "anew without --resume");
  training.restore(snapshot, [&](std::size_t r, std::size_t k) {
    return read_points(path, training.shifts().front().particles(), r, k);
  });
}

} // namespace rhoflow
