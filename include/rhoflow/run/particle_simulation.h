#pragma once

#include "rhoflow/base/progress.h"
#include "rhoflow/base/run_record.h"
#include "rhoflow/base/text_file.h"
#include "rhoflow/io/particle_output.h"
#include "rhoflow/particles/exchange/particle_file.h"
#include "rhoflow/particles/particle_training.h"
#include "rhoflow/run/parameters.h"

#include <optional>
#include <string>

namespace rhoflow {

/// One training run of a finite network from its start to its end: takes the steps, writes
/// statistics, weights and point clouds, reports progress and warns if the loss rises.
class ParticleSimulation {
public:
  /// @param folder of the results; exists, with `density` and `images` in it
  ParticleSimulation(const Parameters &parameters, ParticleTraining training, std::string folder,
                     Progress &progress, RunRecord &record);

  /// @throws RunError if the run cannot go on; everything written so far stays.
  void run();

  const ParticleTraining &training() const { return training_; }

private:
  void write_output(bool last);
  void write_weights(bool last);
  void check_step(double previous_loss);
  void record_timings();

  Parameters parameters_;
  ParticleTraining training_;
  std::string folder_;
  Progress &progress_;
  RunRecord &record_;
  TextFile statistics_file_, log_;
  ParticleHeader header_;
  std::optional<ParticleWriter> writer_;
  std::optional<ParticleOutput> fields_; ///< for one or two inputs
  double start_seconds_;
  unsigned long n_outputs_ = 0;
  bool warned_loss_ = false;
};

} // namespace rhoflow
