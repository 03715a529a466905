// SPDX-License-Identifier: Apache-2.0
#include "time_report.h"

#include "study/line_fit.h"
#include "study/result_table.h"

#include <algorithm>
#include <cmath>

namespace time_to_accuracy {

namespace {

using namespace rhoflow;

/// One way to the loss: what it costs and how far it is off.
struct Method {
  std::string name;
  std::vector<double> seconds, error;
};

double loss(const StudyResults &results, const std::string &run) {
  return results.table(run).last("loss");
}

/// Relative error and median of the seconds of a run that was repeated.
/// @param name of a repeat
template <typename Name>
void add_repeats(const StudyResults &results, const Name &name, double limit, Method &method) {
  std::vector<double> seconds;
  for (unsigned int repeat = 1; repeat <= n_repeats; ++repeat)
    seconds.push_back(results.seconds(name(repeat)));
  const auto middle = seconds.begin() + n_repeats / 2;
  std::nth_element(seconds.begin(), middle, seconds.end());
  method.seconds.push_back(*middle);
  method.error.push_back(std::abs(loss(results, name(1)) / limit - 1.));
}

/// Root mean square over seeds of the relative error, and mean seconds of one run.
void add_seeds(const StudyResults &results, const std::string &kind, unsigned int neurons,
               double limit, Method &method) {
  double squares = 0., seconds = 0.;
  for (unsigned int seed = 1; seed <= n_seeds; ++seed) {
    const std::string run = particle_name(kind, neurons, seed);
    squares += std::pow(loss(results, run) / limit - 1., 2) / n_seeds;
    seconds += results.seconds(run) / n_seeds;
  }
  method.error.push_back(std::sqrt(squares));
  method.seconds.push_back(seconds);
}

/// Seconds of PyTorch for a relative error of the width alone: the error falls as c / sqrt(M), the
/// time of a step grows as a + b M (from the two largest networks).
struct TorchModel {
  double c = 0., a = 0., b = 0.;
  double neurons(double error) const { return std::pow(c / error, 2); }
  double seconds(double error) const { return descent_steps * (a + b * neurons(error)); }
};

/// The cheapest density run that is as accurate, and no finer one is less: errors of opposite signs
/// may cancel by chance.
double density_seconds(const Method &density, double error) {
  double best = INFINITY;
  for (std::size_t k = density.error.size(); k-- > 0 && density.error[k] <= error;)
    best = std::min(best, density.seconds[k]);
  return best;
}

/// The model that the runs of PyTorch show; the cost of a step from the two largest networks.
TorchModel fit_model(const Method &torch, const std::vector<double> &step_seconds) {
  TorchModel model;
  for (std::size_t k = 0; k < torch_sizes.size(); ++k)
    model.c += torch.error[k] * std::sqrt(torch_sizes[k]) / double(torch_sizes.size());
  const std::size_t last = torch_sizes.size() - 1;
  model.b = (step_seconds[last] - step_seconds[last - 1]) /
            (double(torch_sizes[last]) - torch_sizes[last - 1]);
  model.a = std::max(0., step_seconds[last] - model.b * torch_sizes[last]);
  return model;
}

} // namespace

void report(const StudyResults &results, std::ostream &out) {
  const double limit = loss(results, reference_name),
               descent_limit = loss(results, descent_limit_name);
  Method density{"density", {}, {}}, random{"random particles", {}, {}},
      sobol{"Sobol particles", {}, {}}, quadrature{"quadrature particles", {}, {}},
      torch{"PyTorch, gradient descent", {}, {}};
  ResultTable table({"method", "size", "seconds", "relative error"});
  const auto note = [&](const Method &method, double size) {
    table.add_row({method.name, size, method.seconds.back(), method.error.back()});
  };
  for (std::size_t k = 0; k < density_cases.size(); ++k) {
    add_repeats(
        results, [k](unsigned int repeat) { return density_name(k, repeat); }, limit, density);
    note(density, density_cases[k].outer_nodes);
  }
  for (const unsigned int neurons : particle_sizes) {
    add_seeds(results, "random", neurons, limit, random);
    note(random, neurons);
  }
  for (const unsigned int neurons : particle_sizes) {
    add_seeds(results, "sobol", neurons, limit, sobol);
    note(sobol, neurons);
  }
  for (const unsigned int points : quadrature_sizes) {
    add_repeats(
        results, [points](unsigned int repeat) { return quadrature_name(points, repeat); }, limit,
        quadrature);
    note(quadrature, points);
  }
  std::vector<double> step_seconds;
  for (const unsigned int neurons : torch_sizes) {
    // The errors are those of Rhoflow's own gradient descent, which takes the same steps.
    add_seeds(results, "descent", neurons, descent_limit, torch);
    step_seconds.push_back(
        results.table(torch_name(neurons), "torch.csv").last("seconds_per_step"));
    torch.seconds.back() = descent_steps * step_seconds.back();
    note(torch, neurons);
  }
  const TorchModel model = fit_model(torch, step_seconds);

  table.write_csv(results.folder() + "/table.csv");
  table.print(out);
  out << "\nPyTorch: the error of the width is " << model.c << " / sqrt(M); " << descent_steps
      << " steps and " << descent_layers << " layers alone are off by "
      << std::abs(descent_limit / limit - 1.) << ", which is not counted\n\n";
  ResultTable ratios(
      {"relative error", "density, seconds", "PyTorch, seconds", "neurons M", "ratio", "how"});
  for (const double error : {1e-2, 1e-3, 3e-4}) {
    const bool measured = model.neurons(error) <= torch_sizes.back();
    const double cheap = density_seconds(density, error);
    ratios.add_row({error, cheap, model.seconds(error), model.neurons(error),
                    model.seconds(error) / cheap, measured ? "interpolated" : "extrapolated"});
  }
  ratios.write_csv(results.folder() + "/ratios.csv");
  ratios.print(out);
}

} // namespace time_to_accuracy
