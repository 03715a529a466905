// SPDX-License-Identifier: Apache-2.0
// Files of weights: refused in a line, or read with finite values of the shapes that were promised.

#include "edited_file.h"
#include "fuzz_target.h"

#include "particles/exchange/particle_import.h"

using namespace rhoflow;

namespace {

/// Writes a file of two layers with three neurons, a head of two, and two times. @return its path
std::string good_file() {
  ParticleHeader header;
  header.generator = "fuzz";
  header.n_inputs = 1;
  header.depth_rule = DepthRule::euler;
  header.depths = {0., 0.5};
  header.depth_weights = {0.5, 0.5};
  header.theta_weights = {0.25, 0.25, 0.5};
  header.omega_weights = {0.5, 0.5};
  ParticleWriter writer(test::fuzz_folder().path("good.h5"), header, {0.5, -0.5}, {1., -1.});
  for (const double time : {0., 1.})
    writer.append(
        {time, 0.5, std::vector<double>(18, 0.25), std::vector<double>(6, time), {0., 1.}});
  writer.close();
  return test::fuzz_folder().path("good.h5");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  static const test::EditedFile file(good_file());
  const std::string path = test::fuzz_folder().path("input.h5");
  test::expect_answer_to_edits(file, path, data, size, [&] {
    const ParticleReader reader(path);
    const ParticleHeader &header = reader.header();
    const std::size_t d = header.n_inputs;
    test::expect_numbers(reader.losses(), reader.n_times());
    test::expect_numbers(reader.inputs(), reader.labels().size() * d);
    for (std::size_t time = 0; time < reader.n_times(); ++time) {
      const ParticleState state = reader.read(time);
      test::expect_numbers(state.theta, header.n_layers() * header.n_neurons() * (2 * d + 1));
      test::expect_numbers(state.omega, header.trained_head ? header.n_head() * (d + 2) : 0);
      test::expect_numbers(state.predictions, reader.labels().size());
    }
    const ImportedNetwork network = import_network(reader, reader.n_times() - 1);
    test::compute([&] { network.predict(std::vector<double>(2 * d, 0.25)); });
  });
  return 0;
}
