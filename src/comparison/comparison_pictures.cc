#include "comparison/comparison_report.h"
#include "plots/line_plot.h"
#include "plots/short_number.h"
#include "rhoflow/base/errors.h"

#include <algorithm>
#include <filesystem>
#include <numeric>
#include <utility>

namespace rhoflow {

namespace {

/// More curves than this share one colour and one entry of the legend.
constexpr std::size_t most_single_curves = 3;

/// Others drawn alike, with their name in the legend: a density each, finite networks of one kind
/// together if there are many.
using CurveGroup = Comparison::Kind;

/// The folder's name, or the file's unless it is the usual one.
std::string short_name(const TrainedNetwork &network) {
  std::filesystem::path path(network.name);
  if (path.filename() == "particles.h5" && path.has_parent_path())
    path = path.parent_path();
  if (path.filename().empty()) // a slash at the end
    path = path.parent_path();
  return path.filename().string();
}

std::vector<CurveGroup> curve_groups(const Comparison &comparison) {
  std::vector<CurveGroup> groups;
  for (const Comparison::Kind &kind : comparison.kinds())
    if (kind.is_finite && kind.members.size() > most_single_curves)
      groups.push_back(
          {std::to_string(kind.members.size()) + " networks, " + kind.name, true, kind.members});
    else
      for (const std::size_t k : kind.members)
        groups.push_back({short_name(comparison.others()[k]), kind.is_finite, {k}});
  if (groups.size() == 1 && groups.front().members.size() > 1)
    groups.front().name = std::to_string(groups.front().members.size()) + " finite networks";
  return groups;
}

/// Adds a curve (x, y) for every other, one colour and one name a group.
template <typename Values>
void add_others(LinePlot &plot, const Comparison &comparison, CurveStyle finite_style,
                CurveStyle density_style, const Values &values) {
  int color = 1;
  for (const CurveGroup &group : curve_groups(comparison)) {
    for (std::size_t i = 0; i < group.members.size(); ++i) {
      auto [x, y] = values(group.members[i]);
      plot.add_curve({i == 0 ? group.name : "", std::move(x), std::move(y), color,
                      group.is_finite ? finite_style : density_style});
    }
    ++color;
  }
}

using Points = std::pair<std::vector<double>, std::vector<double>>;

void draw_loss(const Comparison &comparison, const std::string &folder) {
  const TrainedNetwork &run = comparison.run();
  LinePlot plot("Loss", "training time t", "E(t)", true);
  add_others(plot, comparison, CurveStyle::line, CurveStyle::dashed_line, [&](std::size_t k) {
    return Points(comparison.others()[k].times, comparison.others()[k].losses);
  });
  plot.add_curve({"density", run.times, run.losses, 0, CurveStyle::line_and_points});
  plot.write_png(folder + "/loss.png");

  LinePlot difference("Loss, relative to the density", "training time t",
                      "E_{other} / E_{density} - 1");
  add_others(difference, comparison, CurveStyle::line, CurveStyle::dashed_line, [&](std::size_t k) {
    Points points;
    for (std::size_t i = 0; i < run.times.size(); ++i)
      if (const auto loss = comparison.loss_at(k, run.times[i]); loss && run.losses[i] > 0.) {
        points.first.push_back(run.times[i]);
        points.second.push_back(*loss / run.losses[i] - 1.);
      }
    return points;
  });
  difference.write_png(folder + "/loss_difference.png");
}

void draw_predictions(const Comparison &comparison, const std::string &folder) {
  const TrainedNetwork &run = comparison.run();
  const std::string at = " at t = " + short_number(run.time);
  // One input: over x. Two: over the density's own prediction, where equal ones lie on the
  // diagonal.
  const bool curve = run.n_inputs == 1;
  const std::string label = curve ? "x" : "f of the density";
  const std::vector<double> &x = curve ? run.inputs : run.predictions;
  LinePlot plot("Prediction" + at, label, "f");
  add_others(plot, comparison, CurveStyle::points, CurveStyle::points,
             [&](std::size_t k) { return Points(x, comparison.others()[k].predictions); });
  std::vector<std::size_t> order(x.size());
  std::iota(order.begin(), order.end(), std::size_t(0));
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return x[a] < x[b]; });
  Points sorted;
  for (const std::size_t k : order) {
    sorted.first.push_back(x[k]);
    sorted.second.push_back(run.predictions[k]);
  }
  plot.add_curve({"density", sorted.first, sorted.second, 0, CurveStyle::line});
  plot.write_png(folder + "/predictions.png");

  LinePlot difference("Prediction, difference to the density" + at, label,
                      "f_{other} - f_{density}");
  add_others(difference, comparison, CurveStyle::points, CurveStyle::points, [&](std::size_t k) {
    Points points(x, {});
    for (std::size_t i = 0; i < x.size(); ++i)
      points.second.push_back(comparison.others()[k].predictions[i] - run.predictions[i]);
    return points;
  });
  difference.write_png(folder + "/prediction_differences.png");
}

/// The outline of a histogram's bars.
Curve outline(const Histogram &histogram, const std::string &name, int color) {
  Curve curve{name, {}, {}, color, CurveStyle::line};
  for (std::size_t k = 0; k < histogram.density.size(); ++k)
    for (const std::size_t edge : {k, k + 1}) {
      curve.x.push_back(histogram.edges[edge]);
      curve.y.push_back(histogram.density[k]);
    }
  return curve;
}

/// Densities in the middle of the bins.
Curve smooth(const Histogram &histogram, const std::string &name, int color, CurveStyle style) {
  Curve curve{name, {}, histogram.density, color, style};
  for (std::size_t k = 0; k < histogram.density.size(); ++k)
    curve.x.push_back(0.5 * (histogram.edges[k] + histogram.edges[k + 1]));
  return curve;
}

void draw_marginal(const Comparison &comparison, const ComparedMarginal &marginal,
                   const std::string &path) {
  LinePlot plot("Marginal of " + marginal.name + ", " + marginal.part +
                    ", t = " + short_number(comparison.run().time),
                marginal.name, "density");
  int color = 1;
  for (const CurveGroup &group : curve_groups(comparison)) {
    if (group.is_finite) {
      // The networks of a group together.
      Histogram sum = marginal.others[group.members.front()];
      for (std::size_t k = 0; k < sum.density.size(); ++k) {
        sum.density[k] = 0.;
        for (const std::size_t member : group.members)
          sum.density[k] += marginal.others[member].density[k] / double(group.members.size());
      }
      plot.add_curve(outline(sum, group.name, color++));
    } else {
      plot.add_curve(smooth(marginal.others[group.members.front()], group.name, color++,
                            CurveStyle::dashed_line));
    }
  }
  plot.add_curve(smooth(marginal.run, "density", 0, CurveStyle::line));
  plot.write_png(path);
}

} // namespace

void write_comparison_pictures(const Comparison &comparison, const std::string &folder) {
  draw_loss(comparison, folder);
  draw_predictions(comparison, folder);
  for (const ComparedMarginal &marginal : comparison.marginals())
    draw_marginal(comparison, marginal, folder + "/" + marginal.file + ".png");
}

} // namespace rhoflow
