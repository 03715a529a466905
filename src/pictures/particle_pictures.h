#pragma once

#include "particles/particle_training.h"
#include "pictures/training_pictures.h"

#include <cstddef>
#include <string>
#include <vector>

namespace rhoflow {

/// The pictures of a run with a finite network: those of TrainingPictures, and of its neurons a dot
/// each: neurons_encoder.png, the weights (w, u) of the first, the middle and the last layer at the
/// end, and with a trained head neurons_head.png, (w, a) at the start and at the end. Of several
/// inputs the first components w_1 and u_1 are drawn.
class ParticlePictures {
public:
  /// @param points of the heat map per direction  @param units see TrainingPictures
  /// @param most_neurons dots of a layer and of the head, see heaviest_neurons(); 0: all
  ParticlePictures(unsigned int points, DataUnits units, std::size_t most_neurons)
      : training_(points, std::move(units)), most_neurons_(most_neurons) {}

  /// Remembers what is drawn of the start.
  void remember_start(const ParticleTraining &training);
  /// Draws everything into @p folder. @throws RunError naming the path.
  void write(const ParticleTraining &training, const StatisticsHistory &history,
             const std::string &folder) const;

private:
  /// First inner and first outer weight of the drawn neurons.
  struct Dots {
    std::vector<double> inner, outer;
  };
  Dots dots_of(const ParticleTraining &training, std::size_t ensemble) const;

  TrainingPictures training_;
  std::size_t most_neurons_;
  Dots head_at_start_;
};

} // namespace rhoflow
