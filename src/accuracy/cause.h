// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string>

namespace rhoflow {

/// What makes an error of the discretization, on a mesh or on points.
enum class Cause { outer_encoder, outer_head, inner_encoder, inner_head, box, depth, time, points };

inline constexpr std::array all_causes{
    Cause::outer_encoder, Cause::outer_head, Cause::inner_encoder, Cause::inner_head,
    Cause::box,           Cause::depth,      Cause::time,          Cause::points};
inline constexpr std::size_t n_causes = all_causes.size();

/// Those of each kind of training, in the order of the columns of errors.csv.
inline constexpr std::array causes_on_mesh{
    Cause::outer_encoder, Cause::outer_head, Cause::inner_encoder, Cause::inner_head,
    Cause::box,           Cause::depth,      Cause::time};
inline constexpr std::array causes_on_points{Cause::points, Cause::depth, Cause::time};

/// A number, or whatever there is one of, per cause.
template <typename Value>
class PerCause {
public:
  Value &operator[](Cause cause) { return values_[static_cast<std::size_t>(cause)]; }
  const Value &operator[](Cause cause) const { return values_[static_cast<std::size_t>(cause)]; }

private:
  std::array<Value, n_causes> values_{};
};

/// The name of a cause, as in the columns of errors.csv.
std::string name_of(Cause cause);
/// What is finer for a cause, in words: "a finer inner mesh".
std::string finer_one_of(Cause cause);
/// What is wrong where a cause matters, in words: "the encoder has too few outer nodes".
std::string complaint_of(Cause cause);

} // namespace rhoflow
