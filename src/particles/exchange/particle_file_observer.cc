// SPDX-License-Identifier: Apache-2.0
#include "particles/exchange/particle_file_observer.h"

#include "particles/exchange/particle_export.h"
#include "rhoflow/base/errors.h"

#include <filesystem>

namespace rhoflow {

void ParticleFileObserver::open(bool) {
  if (writer_)
    return; // goes on with the file of the former part
  const DataSet &data = training_.data();
  writer_.emplace(path_, header_, data.inputs, data.labels);
}

void ParticleFileObserver::output(const OutputTime &time) {
  if (time.due(every_))
    writer_->append(export_state(training_));
}

void ParticleFileObserver::restore(const ObserverStates &, double time) {
  // Without the former states the file starts anew, with the later times only.
  if (!std::filesystem::exists(path_)) {
    log_.warn(time, "particles.h5 is missing; it starts here");
    return;
  }
  const DataSet &data = training_.data();
  try {
    writer_ = ParticleWriter::resume(path_, header_, data.inputs, data.labels, time);
  } catch (const InputError &error) {
    const std::string aside = "particles.damaged.h5";
    std::filesystem::rename(path_, std::filesystem::path(path_).replace_filename(aside));
    log_.warn(time, std::string(error.what()) + "; it is " + aside +
                        " now, and particles.h5 starts here");
  }
}

} // namespace rhoflow
