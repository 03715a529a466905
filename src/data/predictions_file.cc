#include "data/predictions_file.h"

#include "base/text_file.h"

namespace rhoflow {

void write_predictions(const std::string &path, const DataSet &data,
                       const std::vector<double> &predictions) {
  TextFile file(path);
  std::ostream &out = file.stream();
  for (unsigned int k = 0; k < data.dimension; ++k)
    out << "x" << k << ",";
  out << "y,prediction\n";
  for (std::size_t i = 0; i < data.size(); ++i) {
    for (unsigned int k = 0; k < data.dimension; ++k)
      out << data.input(i, k) << ",";
    out << data.labels[i] << "," << predictions[i] << '\n';
  }
  file.close();
}

} // namespace rhoflow
