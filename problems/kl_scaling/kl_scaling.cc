#include "rhoflow/io/images/line_plot.h"
#include "rhoflow/study/line_fit.h"
#include "rhoflow/study/result_table.h"
#include "rhoflow/study/study.h"

#include <cmath>

namespace {

using namespace rhoflow;

const std::vector<std::string> betas{"1", "2", "4", "8", "16"};
const std::vector<std::string> samples{"2", "3", "4", "6", "8"};
const std::string fixed_samples = "3", fixed_beta = "8";
/// beta^2 t at the end: the head learns at a rate of beta^2.
constexpr double effective_time = 64.;

std::string run_name(const std::string &beta, const std::string &n) {
  return "beta_" + beta + "_samples_" + n;
}

StudyRun make_run(const std::string &beta, const std::string &n) {
  const double end = effective_time / (std::stod(beta) * std::stod(beta));
  return {run_name(beta, n),
          {"Network/Beta=" + beta, "Data/Samples=" + n, "Time/End time=" + std::to_string(end),
           "Time/Output interval=" + std::to_string(end / 16.)}};
}

std::vector<StudyRun> make_runs() {
  std::vector<StudyRun> runs;
  for (const std::string &beta : betas)
    runs.push_back(make_run(beta, fixed_samples));
  for (const std::string &n : samples)
    if (n != fixed_samples)
      runs.push_back(make_run(fixed_beta, n));
  return runs;
}

/// One of the two series: its rows, fits and picture.
void evaluate_series(const StudyResults &results, std::ostream &out, ResultTable &table,
                     const std::string &variable, const std::vector<std::string> &values) {
  std::vector<double> x, head, encoder;
  for (const std::string &value : values) {
    const bool is_beta = variable == "beta";
    const RunTable theory = results.table(
        is_beta ? run_name(value, fixed_samples) : run_name(fixed_beta, value), "theory.csv");
    // By the integral of the rate, which negative nodal values disturb least.
    x.push_back(std::stod(value));
    head.push_back(theory.last("kl_head_by_rate"));
    encoder.push_back(theory.last("kl_encoder_by_rate"));
    table.add_row({std::stod(is_beta ? value : fixed_beta),
                   std::stod(is_beta ? fixed_samples : value), theory.last("time"),
                   theory.last("loss") / theory.column("loss").front(), head.back(),
                   theory.last("kl_head"), encoder.back(), theory.last("kl_encoder"),
                   theory.last("lambda_min_g2"), theory.last("negative_mass_head")});
  }
  out << "KL of the head against " << variable << ": power " << fit_power(x, head).text()
      << ", of the encoder: power " << fit_power(x, encoder).text() << '\n';
  LinePlot plot("Relative entropy at the end of training", variable == "beta" ? "β" : "n", "KL",
                true);
  plot.set_log_x();
  plot.add_curve({"head", x, head, 1, CurveStyle::line_and_points});
  plot.add_curve({"encoder", x, encoder, 0, CurveStyle::line_and_points});
  std::vector<double> law;
  for (const double value : x)
    law.push_back(head.front() * std::pow(value / x.front(), variable == "beta" ? -2. : 2.));
  plot.add_curve({variable == "beta" ? "β^{-2}" : "n^{2}", x, law, 2, CurveStyle::dashed_line});
  plot.write_png(results.folder() + "/" + variable + ".png");
}

void evaluate(const StudyResults &results, std::ostream &out) {
  ResultTable table({"beta", "n", "end time", "loss / loss at start", "KL head", "directly",
                     "KL encoder", "directly ", "lambda_min_g2", "negative mass"});
  evaluate_series(results, out, table, "beta", betas);
  evaluate_series(results, out, table, "n", samples);
  table.write_csv(results.folder() + "/table.csv");
  table.print(out);
}

} // namespace

/// How far head and encoder move from their start, measured by the relative entropy.
int main(int argc, char **argv) {
  return run_study(argc, argv,
                   {"kl_scaling",
                    "Measures the relative entropy at the end of training against beta and n.",
                    RHOFLOW_PROBLEM_DIR "/kl_scaling.prm", make_runs(), evaluate});
}
