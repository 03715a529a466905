#pragma once

#include "pictures/marginal_pictures.h"
#include "pictures/training_pictures.h"
#include "rhoflow/mean_field/flow_state.h"

#include <string>

namespace rhoflow {

/// The pictures of a run with densities: those of TrainingPictures and of MarginalPictures.
template <int dim>
class RunPictures {
public:
  /// @param points sampling points per direction  @param units see TrainingPictures
  RunPictures(unsigned int points, DataUnits units)
      : training_(points, std::move(units)), marginals_(points) {}

  /// Remembers what is drawn of the start.
  void remember_start(const FlowState<dim> &state);
  /// Draws everything into @p folder. @throws RunError naming the path.
  void write(const FlowState<dim> &state, const StatisticsHistory &history,
             const std::string &folder) const;

private:
  TrainingPictures training_;
  MarginalPictures<dim> marginals_;
};

} // namespace rhoflow
