#include "rhoflow/time/time_parameters.h"

#include <deal.II/base/parameter_handler.h>

namespace rhoflow {

void TimeParameters::add_parameters(dealii::ParameterHandler &prm) {
  using namespace dealii::Patterns;
  prm.enter_subsection("Time");
  prm.add_parameter("End time", end_time, "T: training time at which the run ends. Dimensionless.",
                    Double(1e-12, 1e9));
  prm.add_parameter("Tolerance", tolerance,
                    "Largest relative error of one step, from the embedded Runge-Kutta method, in "
                    "the natural norm of the densities.",
                    Double(1e-13, 0.1));
  prm.add_parameter("Output interval", output_interval,
                    "Training time between two lines of statistics and two sets of fields; the "
                    "times are met exactly.",
                    Double(1e-9, 1e9));
  prm.add_parameter("Maximal step", maximal_step,
                    "Upper bound of the step size besides stability and tolerance; 0: none.",
                    Double(0.));
  prm.leave_subsection();
}

} // namespace rhoflow
