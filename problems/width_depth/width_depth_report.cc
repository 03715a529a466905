// SPDX-License-Identifier: Apache-2.0
#include "width_depth_report.h"

#include "study/line_fit.h"
#include "study/result_table.h"

#include <algorithm>
#include <cmath>

namespace width_depth {

namespace {

using namespace rhoflow;

/// How far runs are from a reference at the end: means over seeds.
struct Distance {
  double loss = 0.;        ///< root mean square of the error of the loss
  double mean_loss = 0.;   ///< mean of its absolute value
  double predictions = 0.; ///< root mean square over seeds and samples
};

Distance distance(const StudyResults &results, const std::vector<std::string> &runs,
                  const std::string &reference) {
  const double limit = results.table(reference).last("loss");
  const std::vector<double> exact =
      results.table(reference, "predictions.csv").column("prediction");
  Distance sum;
  for (const std::string &run : runs) {
    const double error = results.table(run).last("loss") - limit;
    sum.loss += error * error;
    sum.mean_loss += std::abs(error);
    const std::vector<double> values = results.table(run, "predictions.csv").column("prediction");
    for (std::size_t i = 0; i < values.size(); ++i)
      sum.predictions += std::pow(values[i] - exact[i], 2) / double(values.size());
  }
  const auto n = double(runs.size());
  return {std::sqrt(sum.loss / n), sum.mean_loss / n, std::sqrt(sum.predictions / n)};
}

/// Errors over a size, to be fitted with a power.
struct Sweep {
  std::string name, expected;
  std::vector<double> size, loss, predictions;

  void add(double at, const Distance &error) {
    size.push_back(at);
    loss.push_back(error.loss);
    predictions.push_back(error.predictions);
  }
};

template <typename Name>
std::vector<std::string> all_seeds(const Name &name) {
  std::vector<std::string> runs;
  for (unsigned int seed = 1; seed <= n_seeds; ++seed)
    runs.push_back(name(seed));
  return runs;
}

void write_rates(const StudyResults &results, const std::vector<Sweep> &sweeps, std::ostream &out) {
  ResultTable rates({"sweep", "expected", "power of the loss error", "+-",
                     "power of the prediction error", "+- "});
  for (const Sweep &sweep : sweeps) {
    const LineFit loss = fit_power(sweep.size, sweep.loss),
                  predictions = fit_power(sweep.size, sweep.predictions);
    rates.add_row({sweep.name, sweep.expected, loss.slope, loss.slope_half_width, predictions.slope,
                   predictions.slope_half_width});
  }
  rates.write_csv(results.folder() + "/rates.csv");
  rates.print(out);
}

} // namespace

void report(const StudyResults &results, std::ostream &out) {
  ResultTable table(
      {"start", "L", "M", "loss error", "mean |loss error|", "prediction error", "against"});
  Sweep width{"coherent, width M", "-1/2", {}, {}, {}},
      depth{"density, layers L", "-1", {}, {}, {}},
      both{"independent, neurons LM", "-1/2", {}, {}, {}};
  for (const unsigned int neurons : widths) {
    const Distance error = distance(
        results, all_seeds([&](unsigned int seed) { return coherent_name(0, neurons, seed); }),
        limit_name(0));
    table.add_row({"coherent", "Gauss", double(neurons), error.loss, error.mean_loss,
                   error.predictions, "density"});
    width.add(neurons, error);
  }
  for (const unsigned int layers : depths) {
    const Distance error = distance(results, {limit_name(layers)}, limit_name(0));
    table.add_row({"density", double(layers), "all", error.loss, error.mean_loss, error.predictions,
                   "density"});
    depth.add(layers, error);
  }
  std::vector<double> width_term, depth_term, ones;
  for (const unsigned int layers : network_depths)
    for (const unsigned int neurons : network_widths) {
      const Distance coherent = distance(results, all_seeds([&](unsigned int seed) {
                                           return coherent_name(layers, neurons, seed);
                                         }),
                                         limit_name(0));
      table.add_row({"coherent", double(layers), double(neurons), coherent.loss, coherent.mean_loss,
                     coherent.predictions, "density"});
      // Every point counts by its relative error.
      width_term.push_back(1. / std::sqrt(neurons) / coherent.mean_loss);
      depth_term.push_back(1. / layers / coherent.mean_loss);
      ones.push_back(1.);
      const Distance independent = distance(results, all_seeds([&](unsigned int seed) {
                                              return independent_name(layers, neurons, seed);
                                            }),
                                            limit_name(layers));
      table.add_row({"independent", double(layers), double(neurons), independent.loss,
                     independent.mean_loss, independent.predictions, "density of L layers"});
      both.add(double(layers) * neurons, independent);
    }
  table.write_csv(results.folder() + "/table.csv");
  table.print(out);
  out << '\n';
  write_rates(results, {width, depth, both}, out);
  out << "\nmean |E_{L,M} - E| = A / sqrt(M) + B / L for coherent layers: A, B = "
      << fit_two_terms(width_term, depth_term, ones).text() << '\n';
}

} // namespace width_depth
