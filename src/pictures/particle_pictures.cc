#include "pictures/particle_pictures.h"

#include "network/weight_names.h"
#include "particles/heaviest_neurons.h"
#include "plots/line_plot.h"
#include "plots/short_number.h"

#include <set>

namespace rhoflow {

namespace {

PredictionFunction prediction_of(const ParticleTraining &training) {
  return [&training](const std::vector<double> &inputs) {
    return training.network().predict(training.particles(), training.particles().values, inputs);
  };
}

} // namespace

ParticlePictures::Dots ParticlePictures::dots_of(const ParticleTraining &training,
                                                 std::size_t ensemble) const {
  const ParticleEnsemble &neurons = training.particles().ensemble(ensemble);
  const AlignedVector &values = training.particles().values[ensemble];
  const EnsembleLayout &layout = neurons.layout;
  Dots dots;
  for (const std::size_t m :
       heaviest_neurons(neurons.weights.data(), layout.n_particles, most_neurons_)) {
    dots.inner.push_back(values[layout.n_outer * layout.stride() + m]);
    dots.outer.push_back(values[m]);
  }
  return dots;
}

void ParticlePictures::remember_start(const ParticleTraining &training) {
  training_.remember_start(training.network().data(), prediction_of(training));
  if (training.particles().head)
    head_at_start_ = dots_of(training, training.particles().n_layers);
}

void ParticlePictures::write(const ParticleTraining &training, const StatisticsHistory &history,
                             const std::string &folder) const {
  const unsigned int d = training.network().data().dimension;
  const std::string time = "t = " + short_number(training.time());
  training_.write(training.network().data(), prediction_of(training), training.time(), history,
                  folder);

  const std::size_t n_layers = training.particles().n_layers;
  // The first component of either kind of weights.
  const std::vector<std::string> names = weight_names(false, d, NameStyle::drawn);
  LinePlot encoder("Weights of the encoder's neurons at " + time, names[d], names[0]);
  int color = 0;
  for (const std::size_t l : std::set<std::size_t>{0, n_layers / 2, n_layers - 1}) {
    const Dots dots = dots_of(training, l);
    encoder.add_curve({"s = " + short_number(training.network().depth().nodes()[l]), dots.inner,
                       dots.outer, color++, CurveStyle::dots});
  }
  encoder.write_png(folder + "/neurons_encoder.png");

  if (!training.particles().head)
    return;
  const std::vector<std::string> head_names = weight_names(true, d, NameStyle::drawn);
  LinePlot head("Weights of the head's neurons", head_names[1], head_names[0]);
  const Dots end = dots_of(training, n_layers);
  head.add_curve({"t = 0", head_at_start_.inner, head_at_start_.outer, 2, CurveStyle::dots});
  head.add_curve({time, end.inner, end.outer, 0, CurveStyle::dots});
  head.write_png(folder + "/neurons_head.png");
}

} // namespace rhoflow
