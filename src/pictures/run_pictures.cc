#include "pictures/run_pictures.h"

namespace rhoflow {

namespace {

template <int dim>
PredictionFunction prediction_of(GradientFlow<dim> &flow) {
  return [&flow](const std::vector<double> &inputs) {
    return flow.network().predict(flow.moments(), inputs);
  };
}

} // namespace

template <int dim>
void RunPictures<dim>::remember_start(GradientFlow<dim> &flow) {
  marginals_.remember_start(flow);
  training_.remember_start(flow.network().data(), prediction_of(flow));
}

template <int dim>
void RunPictures<dim>::write(GradientFlow<dim> &flow, const std::string &folder) const {
  flow.communicator().on_root(
      [&] { training_.write(flow.network().data(), prediction_of(flow), flow.time(), folder); });
  marginals_.write(flow, folder);
}

template class RunPictures<2>;
template class RunPictures<3>;

} // namespace rhoflow
