// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "density_files/density_file.h"
#include "observers/observer.h"

#include <optional>
#include <string>

namespace rhoflow {

/// Writes the densities to FOLDER/densities/density_NNNNN.h5, NNNNN the number of the output time.
template <int dim>
class DensityFileObserver : public Observer {
public:
  /// @param state the same object during the whole run; it has to outlive this one
  /// @param every at which output times: multiples of it and the last; 0: first, middle and last
  /// @param middle number of the output time in the middle of the run
  DensityFileObserver(DensityFileMeaning meaning, const FlowState<dim> &state,
                      const std::string &folder, unsigned int every, unsigned int middle)
      : meaning_(std::move(meaning)), state_(state), folder_(folder + "/densities"), every_(every),
        middle_(middle) {}

  std::string stage() const override { return "output"; }
  void output(const OutputTime &time) override;
  void save(ObserverStates &states) const override;
  /// Removes the files of output times behind the checkpoint.
  void restore(const ObserverStates &states, double time) override;

private:
  std::string path(std::size_t number) const;

  DensityFileMeaning meaning_;
  const FlowState<dim> &state_;
  std::string folder_;
  unsigned int every_, middle_;
  std::optional<std::size_t> last_; ///< number of the last file
};

} // namespace rhoflow
