// SPDX-License-Identifier: Apache-2.0
#include "comparison/student.h"

#include "rhoflow/base/precondition.h"

#include <boost/math/distributions/students_t.hpp>

#include <cmath>

namespace rhoflow {

namespace {

boost::math::students_t distribution(std::size_t degrees) {
  RHOFLOW_PRECONDITION(degrees >= 1, "two repetitions at least");
  return boost::math::students_t(double(degrees));
}

} // namespace

double student_p_value(double t, std::size_t degrees) {
  if (std::isinf(t))
    return 0.;
  return 2. * boost::math::cdf(boost::math::complement(distribution(degrees), t));
}

double student_quantile(std::size_t degrees) {
  return boost::math::quantile(boost::math::complement(distribution(degrees), 0.5 * significance));
}

} // namespace rhoflow
