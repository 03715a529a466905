// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "observers/observer.h"
#include "observers/run_log.h"
#include "particles/exchange/particle_file.h"
#include "particles/particle_training.h"

#include <optional>
#include <string>

namespace rhoflow {

/// Writes the weights of a finite network into particles.h5, at every so many output times.
class ParticleFileObserver : public Observer {
public:
  /// @param every at which output times, see OutputTime::due()
  /// @param training,log have to outlive this object
  ParticleFileObserver(const ParticleTraining &training, ParticleHeader header, unsigned int every,
                       const std::string &folder, RunLog &log)
      : training_(training), header_(std::move(header)), every_(every),
        path_(folder + "/particles.h5"), log_(log) {}

  std::string stage() const override { return "output"; }
  void open(bool resumed) override;
  void output(const OutputTime &time) override;
  void finish() override { writer_->close(); }
  void restore(const ObserverStates &states, double time) override;

private:
  const ParticleTraining &training_;
  ParticleHeader header_;
  unsigned int every_;
  std::string path_;
  RunLog &log_;
  std::optional<ParticleWriter> writer_;
};

} // namespace rhoflow
