// SPDX-License-Identifier: Apache-2.0
#include "vtk/field_series.h"

#include <cstdio>

namespace rhoflow {

std::string FieldSeries::file_name(const std::string &name, const std::string &extension) const {
  char number[16];
  std::snprintf(number, sizeof number, "_%05u", count_);
  return name + number + extension;
}

void FieldSeries::add(const std::string &name, double time, const std::string &file) {
  auto entry = series_.find(name);
  if (entry == series_.end()) {
    const std::string file_of_series = path(name + ".pvd");
    entry = series_
                .emplace(name, resumed_after_ ? PvdSeries::resume(file_of_series, *resumed_after_)
                                              : PvdSeries(file_of_series))
                .first;
  }
  entry->second.add(time, file);
}

void FieldSeries::write(const std::string &name, const ImageGrid &grid, double time) {
  const std::string file = file_name(name, ".vti");
  write_image_grid(path(file), grid, time);
  add(name, time, file);
}

void FieldSeries::write(const std::string &name, const LineSet &lines, double time) {
  const std::string file = file_name(name, ".vtp");
  write_line_set(path(file), lines, time);
  add(name, time, file);
}

void FieldSeries::write(const std::string &name, const ParticleCloud &cloud, double time) {
  const std::string file = file_name(name, ".vtp");
  write_particle_cloud(path(file), cloud, time);
  add(name, time, file);
}

} // namespace rhoflow
