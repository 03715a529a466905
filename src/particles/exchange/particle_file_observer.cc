#include "particles/exchange/particle_file_observer.h"

#include "particles/exchange/particle_export.h"

#include <filesystem>

namespace rhoflow {

void ParticleFileObserver::open(bool resumed) {
  if (writer_)
    return; // goes on with the file of the former part
  const DataSet &data = training_.data();
  writer_.emplace(path_, header_, data.inputs, data.labels);
  if (resumed)
    log_.note("particles.h5 was not there: it starts here");
}

void ParticleFileObserver::output(const OutputTime &time) {
  if (time.due(every_))
    writer_->append(export_state(training_));
}

void ParticleFileObserver::restore(const ObserverStates &, double time) {
  // A file that is missing starts anew, with the later times only.
  if (!std::filesystem::exists(path_))
    return;
  const DataSet &data = training_.data();
  writer_ = ParticleWriter::resume(path_, header_, data.inputs, data.labels, time);
}

} // namespace rhoflow
