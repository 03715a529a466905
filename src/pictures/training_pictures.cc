#include "pictures/training_pictures.h"

#include "plots/heat_map.h"
#include "plots/line_plot.h"
#include "plots/short_number.h"

#include <algorithm>

namespace rhoflow {

namespace {

constexpr int decision_panel_size = 700; ///< pixels

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

void TrainingPictures::remember_start(const DataSet &data, const PredictionFunction &predict) {
  if (data.dimension != 1)
    return;
  curve_inputs_ = curve_inputs(data);
  start_curve_ = predict(curve_inputs_);
}

void TrainingPictures::write_loss(const StatisticsHistory &history, const std::string &path) {
  std::vector<double> time, loss, objective, dissipation;
  bool regularized = false;
  for (const StatisticsRow &row : history) {
    time.push_back(row["time"]);
    loss.push_back(row["loss"]);
    objective.push_back(row["objective"]);
    dissipation.push_back(row["dissipation"]);
    regularized = regularized || row["regularization"] > 0.;
  }
  LinePlot plot("Training", "training time t", "E(t)", true);
  plot.add_curve({"loss E", time, loss, 0, CurveStyle::line_and_points});
  if (regularized)
    plot.add_curve({"objective E_{t}", time, objective, 2, CurveStyle::line_and_points});
  plot.add_curve({regularized ? "dissipation -dE_{t}/dt" : "dissipation -dE/dt", time, dissipation,
                  1, CurveStyle::dashed_line});
  plot.write_png(path);
}

std::vector<double> TrainingPictures::in_units(std::vector<double> inputs, unsigned int k) const {
  for (double &value : inputs)
    value = units_.input_of_user(value, k);
  return inputs;
}

void TrainingPictures::write_prediction_curve(const DataSet &data,
                                              const PredictionFunction &predict, double time,
                                              const std::string &path) const {
  LinePlot plot("Prediction of the network", "x", "f(x)");
  const std::vector<double> x = in_units(curve_inputs_, 0);
  plot.add_curve({"t = 0", x, units_.labels_of_user(start_curve_), 2, CurveStyle::dashed_line});
  plot.add_curve({"t = " + short_number(time), x, units_.labels_of_user(predict(curve_inputs_)), 0,
                  CurveStyle::line});
  plot.add_curve({"data", in_units(data.inputs, 0), units_.labels_of_user(data.labels), 1,
                  CurveStyle::points});
  plot.write_png(path);
}

void TrainingPictures::write_decision(const DataSet &data, const PredictionFunction &predict,
                                      double time, const std::string &path) const {
  HeatMapPanel panel;
  panel.title = "Prediction f at t = " + short_number(time) + " and data";
  panel.x_label = "x_{0}";
  panel.y_label = "x_{1}";
  const std::vector<double> axis = decision_axis(data, points_);
  panel.x = in_units(axis, 0);
  panel.y = in_units(axis, 1);
  panel.values = units_.labels_of_user(decision_values(predict, axis));
  const std::vector<double> labels = units_.labels_of_user(data.labels);
  for (std::size_t i = 0; i < data.size(); ++i)
    panel.points.push_back({units_.input_of_user(data.input(i, 0), 0),
                            units_.input_of_user(data.input(i, 1), 1), labels[i]});

  const auto [least, largest] = std::minmax_element(labels.begin(), labels.end());
  HeatMapPanels picture("", 1, 1);
  // Labels of both signs are mostly classes, and the line f = 0 is what separates them.
  picture.set_color_map(*least < 0. && *largest > 0. ? ColorMap::diverging : ColorMap::sequential);
  picture.set_panel_size(decision_panel_size);
  picture.set_value_label("f(x), and label of the points");
  picture.set_contours(true);
  picture.set_panel(0, 0, std::move(panel));
  picture.write_png(path);
}

void TrainingPictures::write(const DataSet &data, const PredictionFunction &predict, double time,
                             const StatisticsHistory &history, const std::string &folder) const {
  write_loss(history, folder + "/loss.png");
  if (data.dimension == 1)
    write_prediction_curve(data, predict, time, folder + "/prediction.png");
  else if (data.dimension == 2)
    write_decision(data, predict, time, folder + "/decision.png");
}

} // namespace rhoflow
