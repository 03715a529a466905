// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vtk/image_grid.h"
#include "vtk/line_set.h"
#include "vtk/particle_cloud.h"
#include "vtk/pvd_series.h"

#include <map>
#include <optional>
#include <string>

namespace rhoflow {

/// The time series of a folder: every name has a `.pvd` file and one data file for each output
/// time, numbered alike in all series.
class FieldSeries {
public:
  /// @param folder receives the files; must exist
  explicit FieldSeries(std::string folder) : folder_(std::move(folder)) {}

  /// Adds a data file at training time @p time to the series @p name.
  /// @throws RunError naming the path if a file cannot be written.
  void write(const std::string &name, const ImageGrid &grid, double time);
  void write(const std::string &name, const LineSet &lines, double time);
  void write(const std::string &name, const ParticleCloud &cloud, double time);

  /// Goes on with the series of a former run: @p count output times up to @p time are kept.
  void resume(double time, unsigned int count) {
    resumed_after_ = time;
    count_ = count;
  }
  /// Output times so far.
  unsigned int count() const { return count_; }

  /// The file of series @p name at this output time, without the folder: `name_00007.vti`.
  std::string file_name(const std::string &name, const std::string &extension) const;
  /// Where @p file lies.
  std::string path(const std::string &file) const { return folder_ + "/" + file; }
  /// Enters @p file, which has been written to path(file), into the series @p name.
  /// @throws RunError naming the path if the series cannot be written.
  void add(const std::string &name, double time, const std::string &file);

  /// All series have got their file of this output time.
  void finish_time() { ++count_; }

private:
  std::string folder_;
  unsigned int count_ = 0;
  std::optional<double> resumed_after_;
  std::map<std::string, PvdSeries> series_;
};

} // namespace rhoflow
