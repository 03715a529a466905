#include <rhoflow/data/label_noise.h>

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>

#include <cstdint>

namespace rhoflow {

void add_label_noise(DataSet &data, const double deviation, const unsigned int seed) {
  // The standard leaves the algorithm of its distributions open; Boost's is the same everywhere.
  // The constant keeps the noise independent of random labels, which start from the seed itself.
  constexpr std::uint64_t other_stream = 0x9e3779b97f4a7c15;
  boost::random::mt19937_64 engine(seed ^ other_stream);
  boost::random::normal_distribution<double> gaussian;
  for (double &label : data.labels)
    label += deviation * gaussian(engine);
}

} // namespace rhoflow
