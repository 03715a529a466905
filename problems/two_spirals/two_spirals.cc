// SPDX-License-Identifier: Apache-2.0
#include "diagnostics/zero_one_error.h"
#include "rhoflow/mean_field/flow_state.h"
#include "run/problem_file.h"
#include "run/program.h"

#include <ostream>

namespace {

using namespace rhoflow;

void print(const char *what, const ZeroOneError &error, std::ostream &out) {
  out << what << error.wrong << " of " << error.samples << " (" << 100. * error.share() << " %)\n";
}

/// Loss and 0-1 errors at the end.
void report(const FlowState<3> &state, const TestResult &test, std::ostream &out) {
  out << "\ntraining loss        " << state.network.loss << '\n';
  print("training 0-1 error   ",
        zero_one_error(state.problem->data.labels, state.network.predictions), out);
  if (test.samples.size() > 0)
    print("test 0-1 error       ", zero_one_error(test.samples.labels, test.predictions), out);
}

} // namespace

/// Two interleaving spirals: classification with two inputs; prints loss and 0-1 errors.
int main(int argc, char **argv) {
  ProgramDescription description;
  description.name = "two_spirals";
  description.summary = "Separates two spirals, prints the loss and the 0-1 errors.";
  description.default_file = problem_file("two_spirals", "two_spirals.prm");
  description.report_two_inputs = report;
  return run_program(argc, argv, description);
}
