#pragma once

#include <boost/align/aligned_allocator.hpp>

#include <vector>

namespace rhoflow {

/// A std::vector of doubles whose storage starts at a cache line, as the vector loops need it.
using AlignedVector = std::vector<double, boost::alignment::aligned_allocator<double, 64>>;

} // namespace rhoflow
