// SPDX-License-Identifier: Apache-2.0
// Histories of runs: refused in a line, or read with finite values of the shapes that were
// promised, from which densities can be evaluated.

#include "edited_file.h"
#include "fuzz_target.h"

#include "evaluation/recorded_density.h"
#include "history/history_file.h"

using namespace rhoflow;

namespace {

/// Writes the history of two samples, two depth nodes, and three times. @return its path
std::string good_file() {
  FlowHistory history;
  HistorySetting &setting = history.setting;
  setting.generator = "fuzz";
  setting.depth.nodes = 2;
  setting.data.dimension = 1;
  setting.data.inputs = {0.5, -0.5};
  setting.data.labels = {1., -1.};
  setting.encoder_start = {{1., {0., 0., 1.}, {1., 2., 1.}}, {0.5, {0., 1., 0.}, {1., 1., 1.}}};
  setting.head_start = {{1., {0., 0., 0.}, {1., 1., 1.}}};
  for (const unsigned long step : {0, 1, 3}) {
    HistorySample sample;
    sample.step = step;
    sample.time = 0.25 * double(step);
    for (std::size_t k = 0; k < setting.sizes().size(); ++k)
      sample.arrays()[k]->assign(setting.sizes()[k], 0.5 + double(step + k));
    history.samples.push_back(sample);
  }
  const std::string path = test::fuzz_folder().path("good.h5");
  write_history(path, history);
  return path;
}

void evaluate(const FlowHistory &history, bool head) {
  const RecordedDensity density(history, head, 0.5, 1e-3);
  const std::vector<double> point(density.n_components(), 0.25);
  test::compute([&] {
    density.motion(point, density.end_time());
    density.log_density(point, 0.);
  });
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  static const test::EditedFile file(good_file());
  const std::string path = test::fuzz_folder().path("input.h5");
  test::expect_answer_to_edits(file, path, data, size, [&] {
    const FlowHistory history = read_history(path);
    const std::vector<std::size_t> sizes = history.setting.sizes();
    for (const HistorySample &sample : history.samples)
      for (std::size_t k = 0; k < sizes.size(); ++k)
        test::expect_numbers(*sample.arrays()[k], sizes[k]);
    evaluate(history, false);
    if (history.setting.has_trained_head())
      evaluate(history, true);
  });
  return 0;
}
