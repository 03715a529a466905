// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/time/runge_kutta.h"

#include <array>

namespace rhoflow {

RungeKutta RungeKutta::ssp43() {
  RungeKutta scheme;
  // u1 = u_n + dt/2 L(u_n), u2 = u1 + dt/2 L(u1), u3 = 2/3 u_n + 1/3 (u2 + dt/2 L(u2)),
  // u_{n+1} = u3 + dt/2 L(u3); the embedded result is 2 u3 - u_n.
  scheme.stages_ = {{0, 1, 0.0, 0., 1., 0.5, 0., 0., 0.},
                    {1, 2, 0.5, 0., 1., 0.5, 0., 0., 0.},
                    {2, 1, 1.0, 2. / 3., 1. / 3., 1. / 6., 0., 0., 0.},
                    {1, 2, 0.5, 0., 1., 0.5, 1., -2., 1.}};
  scheme.ssp_coefficient_ = 2.;
  return scheme;
}

namespace {

/// k_0 = u_n, k_{i+1} = old_i u + (1 - old_i) k_i + rhs_i dt L(k_i), the last k is u_{n+1}; u is
/// u_n up to k_{kept + 1} and k_kept afterwards. The embedded result is x k_kept + (1 - x) k_{s-1}.
template <std::size_t s>
std::vector<RungeKutta::Stage> stages_with_kept_one(const std::array<double, s> &old,
                                                    const std::array<double, s> &rhs,
                                                    unsigned int kept, double x) {
  std::vector<RungeKutta::Stage> stages;
  double time = 0., kept_time = 0.;
  unsigned int in = 0;
  for (unsigned int i = 0; i < s; ++i) {
    const bool from_kept = i > kept;
    // k_kept stays in register 3; the others alternate between 1 and 2.
    const unsigned int out = i + 1 == kept ? 3 : in == 1 ? 2 : 1;
    RungeKutta::Stage stage{in,     out, time, old[i], 1. - old[i],
                            rhs[i], 0.,  0.,   0.,     from_kept ? 3u : 0u};
    if (i + 1 == s) {
      stage.error_old = -x;
      stage.error_in = x - 1.;
      stage.error_out = 1.;
    }
    stages.push_back(stage);
    time = stage.old * (from_kept ? kept_time : 0.) + stage.here * time + stage.rhs;
    if (out == 3)
      kept_time = time;
    in = out;
  }
  return stages;
}

} // namespace

RungeKutta RungeKutta::order43() {
  RungeKutta scheme;
  scheme.n_registers_ = 4;
  scheme.order_ = 4;
  scheme.stages_ = stages_with_kept_one<7>(
      {0., 0.93437309926254164, 0.92611452412021178, 0.31478568645510602, 0.22815340307186988, 1.,
       0.2004021106153232},
      {0.26494676222524793, 0.12033684225898252, 0.43363985052354825, 0.31693370021376893,
       0.3566355180927393, 0.21494254390759099, 0.20708983262167149},
      4, -0.76306388758512822);
  return scheme;
}

RungeKutta RungeKutta::decay43() {
  RungeKutta scheme;
  scheme.n_registers_ = 4;
  scheme.order_ = 4;
  scheme.stages_ = stages_with_kept_one<8>(
      {0., 0.6923881513985505, -0.7650994888570535, 0.2634179747404842, 0.5535394129946074,
       0.6286521184842003, 0.6720990259359867, -0.2900911388604192},
      {0.16034810283063763, 0.14349244181529136, 0.11576003944988988, 0.20656217025975923,
       0.3320156126207068, 0.3949433929957865, 0.10979157142037149, 0.14378909247645316},
      4, -0.8814383821318647);
  return scheme;
}

StageUpdate RungeKutta::update(const Stage &stage, double dt) {
  return {stage.old, stage.here, stage.rhs * dt, stage.error_old, stage.error_in, stage.error_out};
}

std::complex<double> RungeKutta::amplification(std::complex<double> z) const {
  std::array<std::complex<double>, 4> registers{1., 0., 0., 0.};
  for (const Stage &stage : stages_)
    registers[stage.out] = stage.old * registers[stage.kept] + stage.here * registers[stage.in] +
                           stage.rhs * z * registers[stage.in];
  return registers[result_register()];
}

} // namespace rhoflow
