// SPDX-License-Identifier: Apache-2.0
#include "run/particle_program.h"
#include "run/problem_file.h"
#include "study/line_fit.h"
#include "study/result_table.h"
#include "study/study.h"

#include <cmath>

namespace {

using namespace rhoflow;

const std::vector<unsigned int> widths{125, 250, 500, 1000, 2000};
constexpr unsigned int n_seeds = 16;

std::string network_name(unsigned int width, unsigned int seed) {
  return "neurons_" + std::to_string(width) + "_seed_" + std::to_string(seed);
}

std::vector<StudyRun> make_runs() {
  std::vector<StudyRun> runs{{"density", {}, {}, 20.}};
  for (const unsigned int width : widths)
    for (unsigned int seed = 1; seed <= n_seeds; ++seed)
      runs.push_back(
          {network_name(width, seed),
           {"Particles/Neurons=" + std::to_string(width), "Particles/Seed=" + std::to_string(seed)},
           run_particle_training,
           width / 1000.});
  return runs;
}

/// The root mean square, over seeds, of the difference of the loss from the density's: its mean
/// over all times after the start, and its largest value.
struct Difference {
  double mean = 0., largest = 0.;
};

Difference measure_difference(const StudyResults &results, unsigned int width) {
  const std::vector<double> reference = results.table("density").column("loss");
  std::vector<double> squares(reference.size(), 0.);
  for (unsigned int seed = 1; seed <= n_seeds; ++seed) {
    const std::vector<double> loss = results.table(network_name(width, seed)).column("loss");
    for (std::size_t i = 0; i < squares.size(); ++i)
      squares[i] += std::pow(loss.at(i) - reference[i], 2) / n_seeds;
  }
  Difference difference;
  for (std::size_t i = 1; i < squares.size(); ++i) {
    difference.mean += std::sqrt(squares[i]) / double(squares.size() - 1);
    difference.largest = std::max(difference.largest, std::sqrt(squares[i]));
  }
  return difference;
}

void evaluate(const StudyResults &results, std::ostream &out) {
  ResultTable table({"neurons", "difference of the loss", "largest at any time"});
  std::vector<double> sizes, means, largest;
  for (const unsigned int width : widths) {
    const Difference difference = measure_difference(results, width);
    table.add_row({double(width), difference.mean, difference.largest});
    sizes.push_back(width);
    means.push_back(difference.mean);
    largest.push_back(difference.largest);
  }
  table.write_csv(results.folder() + "/table.csv");
  table.print(out);
  out << "power of the neurons: " << fit_power(sizes, means).text() << ", of the largest "
      << fit_power(sizes, largest).text() << '\n';
}

} // namespace

/// Finite networks with noise against the density: how their distance falls with the width.
int main(int argc, char **argv) {
  return run_study(argc, argv,
                   {"noise_and_width",
                    "Trains finite networks with noise and compares them with the density.",
                    problem_file("noise_and_width", "noise_and_width.prm"), make_runs(), evaluate});
}
