#include "csv/cut_table.h"

#include "base/text_file.h"
#include "csv/number_table.h"

#include <algorithm>
#include <fstream>

namespace rhoflow {

void cut_table(const std::string &path, double time) {
  const std::vector<double> times = read_number_table(path).column(path, "time");
  const auto kept = std::size_t(
      std::count_if(times.begin(), times.end(), [&](double entry) { return entry <= time; }));
  // Line by line as they were.
  std::ifstream input = open_input_file(path);
  std::string text, line;
  for (std::size_t k = 0; k <= kept && std::getline(input, line); ++k)
    text += line + '\n';
  write_atomically(path, text);
}

} // namespace rhoflow
