#include <rhoflow/base/exit_status.h>
#include <rhoflow/base/quoted_text.h>
#include <rhoflow/data/data_parameters.h>
#include <rhoflow/data/generators/registry.h>
#include <rhoflow/data/label_noise.h>

#include <deal.II/base/parameter_handler.h>

namespace rhoflow {

void DataParameters::add_parameters(dealii::ParameterHandler &handler) {
  namespace Patterns = dealii::Patterns;
  std::string names, meanings;
  for (const Generator &generator : generators()) {
    names += (names.empty() ? "" : "|") + generator.name;
    meanings += (meanings.empty() ? "" : "; ") + generator.name + ": " + generator.summary;
  }

  handler.enter_subsection("Data");
  handler.add_parameter("Source", source,
                        "Where the samples x_i and labels y_i come from. " + meanings + ".",
                        Patterns::Selection(names));
  handler.add_parameter("File", file,
                        "For csv: the file, relative to the parameter file. First line x0,y (one "
                        "input) or x0,x1,y (two inputs), then one sample a line.",
                        Patterns::Anything());
  handler.add_parameter("Samples", samples,
                        "n, the number of samples to generate (not for csv). Each has weight 1/n.",
                        Patterns::Integer(1, 10000000));
  handler.add_parameter("Frequency", frequency, "For sine: f in y = sin(pi f x). Dimensionless.",
                        Patterns::Double(0));
  handler.add_parameter("Step position", step_position,
                        "For step: x_0 in y = sign(x - x_0). Dimensionless.",
                        Patterns::Double(-1, 1));
  handler.add_parameter("Coefficients", coefficients,
                        "For polynomial: c_0, c_1, ... in y = sum_k c_k x^k. Dimensionless.",
                        Patterns::List(Patterns::Double(), 1));
  handler.add_parameter("Random labels", random_labels,
                        "For random labels: their distribution. signs: -1 or +1 with equal "
                        "probability; uniform: uniform on [-1, 1).",
                        Patterns::Selection("signs|uniform"));
  handler.add_parameter("Label noise", label_noise,
                        "Standard deviation of a Gaussian added to every label, whatever the "
                        "source. Dimensionless; 0: none.",
                        Patterns::Double(0));
  handler.add_parameter("Seed", seed,
                        "Seed of random labels and label noise; the same seed gives the same data "
                        "on every machine.",
                        Patterns::Integer(0));
  handler.leave_subsection();
}

DataSet make_data_set(const DataParameters &parameters, const std::string &directory) {
  for (const Generator &generator : generators())
    if (generator.name == parameters.source) {
      DataSet data = generator.make(parameters, directory);
      if (parameters.label_noise > 0)
        add_label_noise(data, parameters.label_noise, parameters.seed);
      return data;
    }
  throw InputError("Data/Source = " + quoted_text(parameters.source) +
                   ": there is no such source; --print-parameters lists all");
}

} // namespace rhoflow
