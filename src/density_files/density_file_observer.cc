// SPDX-License-Identifier: Apache-2.0
#include "density_files/density_file_observer.h"

#include "results/file_names.h"

#include <cstdio>
#include <filesystem>

namespace rhoflow {

namespace {

namespace fs = std::filesystem;

/// The number in the name of the file of an output time; none in other names.
std::optional<std::size_t> number_in(const std::string &file) {
  std::size_t number = 0;
  if (!matches_any(file, {"density_#.h5"}) ||
      std::sscanf(file.c_str(), "density_%zu", &number) != 1)
    return {};
  return number;
}

} // namespace

template <int dim>
std::string DensityFileObserver<dim>::path(std::size_t number) const {
  char name[40];
  std::snprintf(name, sizeof name, "/density_%05zu.h5", number);
  return folder_ + name;
}

template <int dim>
void DensityFileObserver<dim>::output(const OutputTime &time) {
  const bool chosen = time.number == 0 || time.last || time.number == middle_;
  if (every_ > 0 ? !time.due(every_) : !chosen)
    return;
  state_.communicator.on_root([&] {
    std::error_code ignored; // creating the file says what is wrong
    fs::create_directories(folder_, ignored);
  });
  write_density_file(path(time.number), state_, meaning_);
  last_ = time.number;
}

template <int dim>
void DensityFileObserver<dim>::save(ObserverStates &states) const {
  states["density_files"] = {last_ ? double(*last_) + 1. : 0.};
}

template <int dim>
void DensityFileObserver<dim>::restore(const ObserverStates &states, double) {
  const std::optional<std::size_t> kept = saved_count(states, "density_files");
  if (!kept) // a checkpoint of a version that wrote none
    return;
  if (*kept > 0)
    last_ = *kept - 1;
  state_.communicator.on_root([&] {
    std::error_code ignored;
    for (const auto &entry : fs::directory_iterator(folder_, ignored))
      if (const auto number = number_in(entry.path().filename().string());
          number && *number >= *kept)
        fs::remove(entry.path(), ignored);
  });
}

template class DensityFileObserver<2>;
template class DensityFileObserver<3>;

} // namespace rhoflow
