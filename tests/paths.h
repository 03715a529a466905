// SPDX-License-Identifier: Apache-2.0
// Where this build keeps what the tests run and read. The values are in a file that CMake writes,
// so no other translation unit depends on where the sources were checked out.
#pragma once

namespace rhoflow::test {

extern const char rhoflow_program[];    ///< `rhoflow`
extern const char particles_program[];  ///< `rhoflow-particles`
extern const char points_program[];     ///< `rhoflow-points`
extern const char predict_program[];    ///< `rhoflow-predict`
extern const char evaluate_program[];   ///< `rhoflow-evaluate`
extern const char stationary_program[]; ///< `rhoflow-stationary`
extern const char geometry_program[];   ///< `rhoflow-geometry`
extern const char compare_program[];    ///< `rhoflow-compare`
extern const char problems_folder[];    ///< the drivers of `problems/`, as built
extern const char build_folder[];       ///< where Rhoflow was built
extern const char source_folder[];      ///< the sources of Rhoflow
extern const char scratch_folder[];     ///< for files of tests
extern const char build_settings[];     ///< options of cmake by which this build is fast

} // namespace rhoflow::test
