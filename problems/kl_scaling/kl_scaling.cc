// SPDX-License-Identifier: Apache-2.0
#include "run/problem_file.h"
#include "study/line_fit.h"
#include "study/result_table.h"
#include "study/study.h"

#include <cmath>

namespace {

using namespace rhoflow;

const std::vector<std::string> betas{"1", "2", "4", "8", "16"};
const std::vector<std::string> few_samples{"2", "3", "4", "6", "8"};
const std::vector<std::string> many_samples{"2", "3", "4", "6", "8", "12", "16"};
const std::string fixed_samples = "3", fixed_beta = "8";
/// Labels sin(pi f x): the half wave is learnt to the end in the time given, the whole one is not.
const std::string half_wave = "0.5", whole_wave = "1";
/// beta^2 t at the end: the head learns at a rate of beta^2.
constexpr double effective_time = 64.;

std::string run_name(const std::string &frequency, const std::string &beta, const std::string &n) {
  return "frequency_" + frequency + "_beta_" + beta + "_samples_" + n;
}

StudyRun make_run(const std::string &frequency, const std::string &beta, const std::string &n) {
  const double end = effective_time / (std::stod(beta) * std::stod(beta));
  return {run_name(frequency, beta, n),
          {"Data/Frequency=" + frequency, "Network/Beta=" + beta, "Data/Samples=" + n,
           "Time/End time=" + std::to_string(end),
           "Time/Output interval=" + std::to_string(end / 16.)}};
}

std::vector<StudyRun> make_runs() {
  std::vector<StudyRun> runs;
  for (const std::string &beta : betas)
    runs.push_back(make_run(whole_wave, beta, fixed_samples));
  for (const std::string &n : few_samples)
    if (n != fixed_samples)
      runs.push_back(make_run(whole_wave, fixed_beta, n));
  for (const std::string &n : many_samples)
    runs.push_back(make_run(half_wave, fixed_beta, n));
  return runs;
}

/// The relative entropies along one variable.
struct Series {
  std::vector<double> x, head, encoder;
};

/// One row of the table, and one point of a series.
void add_run(const StudyResults &results, const std::string &frequency, const std::string &beta,
             const std::string &n, double x, ResultTable &table, Series &series) {
  const RunTable theory = results.table(run_name(frequency, beta, n), "theory.csv");
  // By the integral of the rate; the sum along characteristics stands beside it.
  series.x.push_back(x);
  series.head.push_back(theory.last("kl_head_by_rate"));
  series.encoder.push_back(theory.last("kl_encoder_by_rate"));
  const double bound_root =
      std::stod(n) / (std::stod(beta) * theory.column("lambda_min_g2").front());
  table.add_row({std::stod(frequency), std::stod(beta), std::stod(n), theory.last("time"),
                 theory.last("loss") / theory.column("loss").front(), series.head.back(),
                 theory.last("kl_head"), series.encoder.back(), theory.last("kl_encoder"),
                 theory.column("lambda_min_g2").front(), theory.last("lambda_min_g2"),
                 bound_root * bound_root, theory.last("negative_mass_head")});
}

void print_fits(const std::string &what, const Series &series, std::ostream &out) {
  out << "KL of the head against " << what << ": power " << fit_power(series.x, series.head).text()
      << ", of the encoder: power " << fit_power(series.x, series.encoder).text() << '\n';
}

void evaluate(const StudyResults &results, std::ostream &out) {
  ResultTable table({"frequency", "beta", "n", "end time", "loss / loss at start", "KL head",
                     "directly", "KL encoder", "directly ", "lambda_min_g2 at start",
                     "lambda_min_g2 at end", "n^2/(beta lambda)^2", "negative mass"});
  Series by_beta, by_n_whole, by_n_half;
  for (const std::string &beta : betas)
    add_run(results, whole_wave, beta, fixed_samples, std::stod(beta), table, by_beta);
  for (const std::string &n : few_samples)
    add_run(results, whole_wave, fixed_beta, n, std::stod(n), table, by_n_whole);
  for (const std::string &n : many_samples)
    add_run(results, half_wave, fixed_beta, n, std::stod(n), table, by_n_half);
  print_fits("beta", by_beta, out);
  print_fits("n, half wave", by_n_half, out);
  print_fits("n, whole wave", by_n_whole, out);
  table.write_csv(results.folder() + "/table.csv");
  table.print(out);
}

} // namespace

/// How far head and encoder move from their start, measured by the relative entropy.
int main(int argc, char **argv) {
  return run_study(argc, argv,
                   {"kl_scaling",
                    "Measures the relative entropy at the end of training against beta and n.",
                    problem_file("kl_scaling", "kl_scaling.prm"), make_runs(), evaluate});
}
