#include <rhoflow/data/input_noise.h>

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace rhoflow {

void add_input_noise(DataSet &data, const double deviation, const unsigned int seed) {
  // Boost's distribution is the same everywhere. The constant keeps the noise independent of
  // random positions and of label noise, which start from the same seed.
  constexpr std::uint64_t other_stream = 0xbf58476d1ce4e5b9;
  boost::random::mt19937_64 engine(seed ^ other_stream);
  boost::random::normal_distribution<double> gaussian;
  for (double &x : data.inputs)
    x += deviation * gaussian(engine);
}

double unit_disk_factor(const DataSet &data) {
  double farthest = 0;
  for (std::size_t i = 0; i < data.size(); ++i) {
    double square = 0;
    for (unsigned int k = 0; k < data.dimension; ++k)
      square += data.input(i, k) * data.input(i, k);
    farthest = std::max(farthest, std::sqrt(square));
  }
  return farthest > 1 ? 1 / farthest : 1;
}

void scale_inputs(DataSet &data, const double factor) {
  for (double &x : data.inputs)
    x *= factor;
}

} // namespace rhoflow
