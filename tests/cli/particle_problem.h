// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run_command.h"

namespace rhoflow::test {

/// A network of 4 layers with 30 neurons, trained by three steps of gradient descent with rate 1.
/// Pictures take longer than that; where @p pictures is true, the file does not mention them.
inline std::string small_network(bool pictures = false) {
  return "subsection Data\n  set Source = sine\n  set Samples = 6\nend\n"
         "subsection Depth\n  set Rule = euler\n  set Nodes = 4\nend\n"
         "subsection Time\n  set End time = 3\n  set Output interval = 1\nend\n"
         "subsection Particles\n  set Neurons = 30\n  set Head neurons = 20\n"
         "  set Method = gradient descent\n  set Learning rate = 1\nend\n" +
         std::string(pictures ? "" : "subsection Output\n  set Pictures = false\nend\n");
}

/// @param arguments besides the parameter file; the results go to the folder `output/problem`
/// unless they say otherwise
inline CommandResult train(const TemporaryFolder &folder, const std::string &arguments) {
  return run_command(folder, particles_program, "problem.prm " + arguments);
}

} // namespace rhoflow::test
