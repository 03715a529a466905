// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace rhoflow {

/// P(|T| >= @p t) of Student's distribution with @p degrees of freedom.
/// @pre degrees >= 1, t >= 0
double student_p_value(double t, double degrees);

/// The t with student_p_value(t, degrees) = @p outside: the half width, in standard errors, of an
/// interval that misses the truth with this probability.
/// @pre degrees >= 1, 0 < outside < 1
double student_quantile(double outside, double degrees);

} // namespace rhoflow
