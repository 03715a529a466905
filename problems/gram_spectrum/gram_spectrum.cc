#include "plots/line_plot.h"
#include "study/line_fit.h"
#include "study/result_table.h"
#include "study/study.h"

#include <algorithm>
#include <cmath>

namespace {

using namespace rhoflow;

const std::vector<std::string> samples{"2", "3", "4", "5", "6", "8", "10", "12"};
/// Eigenvalues below this share of the largest one are rounding.
constexpr double rounding = 1e-14;

std::string run_name(const std::string &n) {
  return "samples_" + n;
}

std::vector<StudyRun> make_runs() {
  std::vector<StudyRun> runs;
  for (const std::string &n : samples)
    runs.push_back({run_name(n), {"Data/Samples=" + n}});
  return runs;
}

/// The smallest eigenvalues of @p matrix, g1 or g2, along training; zero, which is not drawn, where
/// they are rounding, as those of G1 at the start.
std::vector<double> resolved_eigenvalues(const RunTable &theory, const std::string &matrix) {
  std::vector<double> least = theory.column("lambda_min_" + matrix);
  const std::vector<double> &largest = theory.column("lambda_max_" + matrix);
  const double level = rounding * *std::max_element(largest.begin(), largest.end());
  for (double &value : least)
    value = value > level ? value : 0.;
  return least;
}

void draw_training(const StudyResults &results, const std::string &matrix, const std::string &title,
                   const std::string &file) {
  LinePlot plot(title, "training time t", "eigenvalue", true);
  int color = 0;
  for (const std::string &n : samples) {
    const RunTable theory = results.table(run_name(n), "theory.csv");
    plot.add_curve({"n = " + n, theory.column("time"), resolved_eigenvalues(theory, matrix),
                    color++, CurveStyle::line});
  }
  plot.write_png(results.folder() + file);
}

/// The rate of one run and what its spectrum guarantees.
void draw_rate(const StudyResults &results, const std::string &n) {
  const RunTable theory = results.table(run_name(n), "theory.csv");
  LinePlot plot("Decay rate of the loss, n = " + n, "training time t", "rate", true);
  const auto add = [&](const std::string &name, const std::string &column, int color) {
    plot.add_curve(
        {name, theory.column("time"), theory.column(column), color, CurveStyle::line_and_points});
  };
  add("measured, -d ln E / dt", "decay_rate", 0);
  add("guaranteed by both matrices", "rate_bound_sum", 2);
  add("guaranteed by G_{2}", "rate_bound_head", 1);
  plot.write_png(results.folder() + "/rate_" + n + ".png");
}

void evaluate(const StudyResults &results, std::ostream &out) {
  ResultTable table({"n", "lambda_min_g2 at start", "lambda_min_g2 at end", "lambda_min_g1 at end",
                     "least decay_rate", "bound at that time", "decay_rate at start",
                     "head bound at start", "loss at end"});
  std::vector<double> n_resolved, least_resolved, logarithm;
  for (const std::string &n : samples) {
    const RunTable theory = results.table(run_name(n), "theory.csv");
    const std::vector<double> &rate = theory.column("decay_rate");
    const std::vector<double> &g2 = theory.column("lambda_min_g2");
    const auto slowest = std::size_t(std::min_element(rate.begin(), rate.end()) - rate.begin());
    table.add_row({std::stod(n), g2.front(), g2.back(), theory.last("lambda_min_g1"), rate[slowest],
                   theory.column("rate_bound_sum")[slowest], rate.front(),
                   theory.column("rate_bound_head").front(), theory.last("loss")});
    if (g2.front() > rounding * theory.column("lambda_max_g2").front()) {
      n_resolved.push_back(std::stod(n));
      least_resolved.push_back(g2.front());
      logarithm.push_back(std::log(g2.front()));
    }
  }
  table.write_csv(results.folder() + "/table.csv");
  table.print(out);
  out << "lambda_min(G2) at the start, where it is above rounding:\n  as a power of n:      "
      << fit_power(n_resolved, least_resolved).text()
      << "\n  as e^(slope n), slope: " << fit_line(n_resolved, logarithm).text() << '\n';

  LinePlot plot("Smallest eigenvalue and number of samples", "n", "eigenvalue", true);
  plot.set_log_x();
  const auto add = [&](const std::string &name, const std::string &column, int color) {
    plot.add_curve(
        {name, table.numbers("n"), table.numbers(column), color, CurveStyle::line_and_points});
  };
  add("G_{2} at the start", "lambda_min_g2 at start", 1);
  add("G_{2} at the end", "lambda_min_g2 at end", 2);
  add("G_{1} at the end", "lambda_min_g1 at end", 0);
  plot.write_png(results.folder() + "/samples.png");
  draw_training(results, "g2", "Smallest eigenvalue of G_{2}", "/g2.png");
  draw_training(results, "g1", "Smallest eigenvalue of G_{1}", "/g1.png");
  draw_rate(results, "4");
  draw_rate(results, "10");
}

} // namespace

/// Smallest eigenvalues of the Gram matrices along training and against the number of samples.
int main(int argc, char **argv) {
  return run_study(argc, argv,
                   {"gram_spectrum",
                    "Measures the spectra of the Gram matrices and the rates they guarantee.",
                    RHOFLOW_PROBLEM_DIR "/gram_spectrum.prm", make_runs(), evaluate});
}
