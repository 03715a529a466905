#include "rhoflow/flow/runge_kutta.h"

namespace rhoflow {

RungeKutta RungeKutta::ssp43() {
  RungeKutta scheme;
  // u1 = u_n + dt/2 L(u_n), u2 = u1 + dt/2 L(u1), u3 = 2/3 u_n + 1/3 (u2 + dt/2 L(u2)),
  // u_{n+1} = u3 + dt/2 L(u3); the embedded result is 2 u3 - u_n.
  scheme.stages_ = {{0, 1, 0.0, 0., 1., 0.5, 0., 0., 0.},
                    {1, 2, 0.5, 0., 1., 0.5, 0., 0., 0.},
                    {2, 1, 1.0, 2. / 3., 1. / 3., 1. / 6., 0., 0., 0.},
                    {1, 2, 0.5, 0., 1., 0.5, 1., -2., 1.}};
  return scheme;
}

StageUpdate RungeKutta::update(const Stage &stage, double dt) const {
  return {stage.old, stage.here, stage.rhs * dt, stage.error_old, stage.error_in, stage.error_out};
}

std::complex<double> RungeKutta::amplification(std::complex<double> z) const {
  std::complex<double> registers[3] = {1., 0., 0.};
  for (const Stage &stage : stages_)
    registers[stage.out] = stage.old * registers[0] + stage.here * registers[stage.in] +
                           stage.rhs * z * registers[stage.in];
  return registers[result_register()];
}

} // namespace rhoflow
