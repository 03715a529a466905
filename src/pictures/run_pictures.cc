#include "pictures/run_pictures.h"

namespace rhoflow {

namespace {

template <int dim>
PredictionFunction prediction_of(const FlowState<dim> &state) {
  return [&state](const std::vector<double> &inputs) { return predict(state, inputs); };
}

} // namespace

template <int dim>
void RunPictures<dim>::remember_start(const FlowState<dim> &state) {
  marginals_.remember_start(state);
  training_.remember_start(state.problem->data, prediction_of(state));
}

template <int dim>
void RunPictures<dim>::write(const FlowState<dim> &state, const StatisticsHistory &history,
                             const std::string &folder) const {
  state.communicator.on_root([&] {
    training_.write(state.problem->data, prediction_of(state), state.time, history, folder);
  });
  marginals_.write(state, folder);
}

template class RunPictures<2>;
template class RunPictures<3>;

} // namespace rhoflow
