// SPDX-License-Identifier: Apache-2.0
#include "sampling/student.h"

#include "rhoflow/base/precondition.h"

#include <boost/math/distributions/students_t.hpp>

#include <cmath>

namespace rhoflow {

namespace {

boost::math::students_t student(double degrees) {
  RHOFLOW_PRECONDITION(degrees >= 1., "two repetitions at least");
  return boost::math::students_t(degrees);
}

} // namespace

double student_p_value(double t, double degrees) {
  if (std::isinf(t))
    return 0.;
  return 2. * boost::math::cdf(boost::math::complement(student(degrees), t));
}

double student_quantile(double outside, double degrees) {
  return boost::math::quantile(boost::math::complement(student(degrees), 0.5 * outside));
}

} // namespace rhoflow
