#include "run/program.h"

/// Runs any problem that a parameter file alone describes.
int main(int argc, char **argv) {
  return rhoflow::run_program(argc, argv,
                              {"rhoflow", "Trains an infinitely wide and deep residual network by "
                                          "the Wasserstein gradient flow of its "
                                          "density."});
}
