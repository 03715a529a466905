#include "rhoflow/io/run_pictures.h"

#include "rhoflow/diagnostics/density_sampler.h"
#include "rhoflow/io/density_output.h"
#include "rhoflow/io/images/heat_map.h"
#include "rhoflow/io/images/line_plot.h"

#include <algorithm>
#include <cstdio>

namespace rhoflow {

namespace {

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g", value);
  return text;
}

/// Inputs at which the prediction is drawn: a little beyond the data on both sides.
std::vector<double> curve_inputs(const DataSet &data) {
  const auto [low, high] = std::minmax_element(data.inputs.begin(), data.inputs.end());
  const double margin = std::max(0.05 * (*high - *low), 1e-3);
  std::vector<double> x;
  for (int i = 0; i <= 200; ++i)
    x.push_back(*low - margin + (*high - *low + 2. * margin) * i / 200.);
  return x;
}

} // namespace

template <int dim>
typename RunPictures<dim>::Marginals RunPictures<dim>::sample(GradientFlow<dim> &flow) const {
  Marginals result;
  result.time = flow.time();
  if constexpr (dim == 2) {
    const double l = flow.moments().length_scale;
    const DensitySampler sampler(flow.space(0), points_);
    for (const auto &[name, index] : chosen_slices(flow.n_slices())) {
      result.titles.push_back("s = " + number(flow.network().depth().nodes()[index]));
      result.axes.push_back(sampler.axis(l));
      result.inner.push_back(sampler.inner_marginal(flow.densities()[index], l));
      result.outer.push_back(sampler.outer_marginal(flow.densities()[index], l));
    }
    if (flow.has_head()) {
      const std::size_t head = flow.n_slices();
      const DensitySampler head_sampler(flow.space(head), points_);
      result.head_axis = head_sampler.axis(1.);
      result.head_inner = head_sampler.inner_marginal(flow.densities()[head], 1.);
      result.head_outer = head_sampler.outer_marginal(flow.densities()[head], 1.);
    }
  }
  return result;
}

template <int dim>
void RunPictures<dim>::remember_start(GradientFlow<dim> &flow) {
  start_ = sample(flow);
  if (dim == 2) {
    curve_inputs_ = curve_inputs(flow.network().data());
    start_curve_ = flow.network().predict(flow.moments(), curve_inputs_);
  }
}

template <int dim>
void RunPictures<dim>::write_loss(const std::string &path) const {
  std::vector<double> time, loss, objective, dissipation;
  bool regularized = false;
  for (const Statistics &row : history_) {
    time.push_back(row.time);
    loss.push_back(row.loss);
    objective.push_back(row.objective);
    dissipation.push_back(row.dissipation);
    regularized = regularized || row.regularization > 0.;
  }
  LinePlot plot("Training", "training time t", "E(t)", true);
  plot.add_curve({"loss E", time, loss, 0, CurveStyle::line_and_points});
  if (regularized)
    plot.add_curve({"objective E_{t}", time, objective, 2, CurveStyle::line_and_points});
  plot.add_curve({regularized ? "dissipation -dE_{t}/dt" : "dissipation -dE/dt", time, dissipation,
                  1, CurveStyle::dashed_line});
  plot.write_png(path);
}

template <int dim>
void RunPictures<dim>::write_predictions(GradientFlow<dim> &flow, const std::string &path) const {
  const DataSet &data = flow.network().data();
  LinePlot plot("Prediction of the network", "x", "f(x)");
  plot.add_curve({"t = 0", curve_inputs_, start_curve_, 2, CurveStyle::dashed_line});
  plot.add_curve({"t = " + number(flow.time()), curve_inputs_,
                  flow.network().predict(flow.moments(), curve_inputs_), 0, CurveStyle::line});
  plot.add_curve({"data", data.inputs, data.labels, 1, CurveStyle::points});
  plot.write_png(path);
}

template <int dim>
void RunPictures<dim>::write_marginals(const Marginals &end, const std::string &folder) const {
  const auto columns = static_cast<int>(end.titles.size());
  const Marginals *rows[2] = {&start_, &end};
  HeatMapPanels inner("Inner weights of the encoder: density of (w, b)", 2, columns);
  HeatMapPanels outer("Encoder: density of (u, w)", 2, columns);
  for (int row = 0; row < 2; ++row)
    for (int column = 0; column < columns; ++column) {
      const Marginals &at = *rows[row];
      const auto k = static_cast<std::size_t>(column);
      const std::string title = "t = " + number(at.time) + ", " + at.titles[k];
      inner.set_panel(row, column, {title, "w", "b", at.axes[k], at.axes[k], at.inner[k]});
      outer.set_panel(row, column, {title, "u", "w", at.axes[k], at.axes[k], at.outer[k]});
    }
  for (HeatMapPanels *panels : {&inner, &outer}) {
    panels->set_value_label("density");
    panels->set_contours(true);
  }
  inner.write_png(folder + "/inner_marginals.png");
  outer.write_png(folder + "/outer_marginals.png");
  if (end.head_axis.empty())
    return;
  HeatMapPanels head("Head: densities of (w, b) and (a, w)", 2, 2);
  for (int row = 0; row < 2; ++row) {
    const Marginals &at = *rows[row];
    const std::string title = "t = " + number(at.time);
    head.set_panel(row, 0, {title, "w", "b", at.head_axis, at.head_axis, at.head_inner});
    head.set_panel(row, 1, {title, "a", "w", at.head_axis, at.head_axis, at.head_outer});
  }
  head.set_common_range(false); // the head concentrates much more than it starts
  head.set_value_label("density");
  head.set_contours(true);
  head.write_png(folder + "/head.png");
}

template <int dim>
void RunPictures<dim>::write(GradientFlow<dim> &flow, const std::string &folder) const {
  write_loss(folder + "/loss.png");
  if constexpr (dim == 2) {
    write_predictions(flow, folder + "/prediction.png");
    write_marginals(sample(flow), folder);
  }
}

template class RunPictures<2>;
template class RunPictures<3>;

} // namespace rhoflow
