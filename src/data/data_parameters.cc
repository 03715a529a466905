// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/data/data_parameters.h"
#include "base/named_entries.h"
#include "data/embedding.h"
#include "data/generators/registry.h"
#include "data/input_noise.h"
#include "data/label_noise.h"
#include "data/samples_file.h"
#include "parameters/parameter_section.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/base/quoted_text.h"

#include <filesystem>

namespace rhoflow {

namespace {

const Generator &generator_of(const DataParameters &parameters) {
  return entry_named(generators(), parameters.source, "Data/Source");
}

/// Moves points of the plane into Data/Inputs dimensions. In two they stay where they are.
/// @throws InputError if the samples cannot have as many inputs as asked for
void embed(DataSet &data, const Generator &generator, const DataParameters &parameters,
           unsigned int seed) {
  if (parameters.inputs == DataParameters::own_inputs || data.dimension == parameters.inputs)
    return;
  if (!generator.has_classes_of_the_plane() || parameters.inputs < data.dimension)
    throw InputError("Data/Inputs = " + std::to_string(parameters.inputs) +
                     ": samples of Data/Source = " + quoted_text(parameters.source) + " have " +
                     std::to_string(data.dimension) + "; leave it at " +
                     std::to_string(DataParameters::own_inputs));
  embed_inputs(data, parameters.inputs, seed);
}

/// The samples before they are scaled into the unit disk.
/// @param place_seed of the embedding, which training and test samples share
DataSet unscaled_data_set(const Generator &generator, const DataParameters &parameters,
                          const std::string &directory, unsigned int place_seed) {
  DataSet data = generator.make(parameters, directory);
  embed(data, generator, parameters, place_seed);
  if (generator.has_classes_of_the_plane() && parameters.input_noise > 0)
    add_input_noise(data, parameters.input_noise, parameters.seed);
  return data;
}

DataSet read_test_file(const DataParameters &parameters, const std::string &directory,
                       unsigned int dimension) {
  const std::string setting = "Data/Test file = " + quoted_text(parameters.test_file);
  if (parameters.test_samples > 0)
    throw InputError(setting + ": there are Data/Test samples = " +
                     std::to_string(parameters.test_samples) + ", too; set that to 0");
  const std::filesystem::path file(parameters.test_file);
  DataSet data = read_samples(
      file.is_absolute() ? file.string() : (std::filesystem::path(directory) / file).string(),
      parameters.source == DataParameters::csv ? parameters.columns : std::string());
  if (data.dimension != dimension)
    throw InputError(setting + ": " + std::to_string(data.dimension) +
                     " input(s) a sample where the training data have " +
                     std::to_string(dimension) + "; give it the same columns");
  return data;
}

/// What belongs to the sources that take any number of inputs.
void add_many_inputs(ParameterSection &section, DataParameters &data) {
  section.add("Inputs", data.inputs,
              "d, inputs of a sample, for the sources with two classes in the plane, multi-index "
              "and parity. Points of the plane are embedded in more than two dimensions by a "
              "random map from Seed that keeps all distances. More than two inputs are for "
              "rhoflow-points and rhoflow-particles.",
              1, DataSet::most_inputs);
  section.add("Directions", data.directions,
              "For multi-index and parity: k, how many of the inputs the label depends on, at "
              "most Inputs.",
              1, DataSet::most_inputs);
}

/// What belongs to the sources with two classes in the plane.
void add_points_of_the_plane(ParameterSection &section, DataParameters &data) {
  section.add("Turns", data.turns,
              "For two spirals and random spirals: T; the angle of a spiral grows from 0 "
              "to 2 pi T.",
              0, 100);
  section.add("Inner radius", data.inner_radius,
              "For two spirals: the radius at their start. Dimensionless.", 0, 1);
  section.add("Outer radius", data.outer_radius,
              "For two spirals: the radius at their end, above Inner radius. "
              "Dimensionless.",
              0, 1);
  section.add("Uniform noise", data.uniform_noise,
              "For random spirals: nu; both coordinates of a point at the angle a (in "
              "radians, also its radius) are moved by uniform random numbers in [0, nu), "
              "for the other class the opposite way. Dimensionless; 0: none.",
              0, 1000);
  section.add("Scale inputs", data.scale_inputs,
              "For the sources with two classes in the plane. true: all samples are in "
              "the unit disk, random spirals by the factor 1 / (2 pi T + sqrt(2) nu). "
              "false: random spirals keep the radius 2 pi T, and samples that Input "
              "noise has moved out of the disk stay there.");
  section.add("Input noise", data.input_noise,
              "For two spirals, random spirals, xor, circles and moons: standard "
              "deviation of a Gaussian added to every input; labels stay. If a sample "
              "leaves the unit disk, all are scaled down by one factor (see Scale "
              "inputs). Dimensionless; 0: none.",
              0, 10);
  section.add("Test samples", data.test_samples,
              "For the sources with two classes in the plane, multi-index and parity: number of "
              "fresh samples, from another seed and with the same input noise, on which the "
              "result is tested (test_predictions.csv); 0: none.",
              0, 1000000);
}

} // namespace

void DataParameters::add_parameters(dealii::ParameterHandler &handler) {
  ParameterSection section(handler, "Data");
  section.add_choice("Source", source, entry_names(generators(), "|"),
                     "Where the samples x_i and labels y_i come from. " +
                         entry_summaries(generators(), "; ") + ".");
  section.add("File", file,
              "For csv: the file, relative to the parameter file. First line x0,y (one "
              "input), x0,x1,y (two inputs) and so on, then one sample a line. More "
              "than two inputs are for rhoflow-points and rhoflow-particles.");
  section.add("Columns", columns,
              "For csv: names of the columns to read, inputs first and the label last, for "
              "instance 'speed, dist'. Empty: the first line is x0,y or x0,x1,y and so on.");
  section.add(
      "Test file", test_file,
      "A csv file of samples on which the result is tested, with the columns of the training "
      "data, relative to the parameter file: test_predictions.csv, and the columns "
      "test_loss and test_r_squared of statistics.csv. Empty: none.");
  section.add("Standardise", standardise,
              "What is shifted and scaled to mean 0 and standard deviation 1 before the solver "
              "sees it: inputs, labels, both or none. auto: of a csv file whatever is far from "
              "one, that is, has a root mean square above 2 or a deviation below 1/10, which is "
              "said at the start; nothing of other sources. Predictions, and pictures of them, "
              "are in the units of the data; losses and densities in those of the solver.");
  section.add("Samples", samples,
              "n, the number of samples to generate (not for csv). Each has weight 1/n. "
              "Of an odd number in two classes the class y = -1 gets one more.",
              1, 10000000);
  add_many_inputs(section, *this);
  section.add("Frequency", frequency, "For sine: f in y = sin(pi f x). Dimensionless.", 0);
  section.add("Step position", step_position, "For step: x_0 in y = sign(x - x_0). Dimensionless.",
              -1, 1);
  section.add("Coefficients", coefficients,
              "For polynomial: c_0, c_1, ... in y = sum_k c_k x^k. Dimensionless.", 1);
  section.add("Random labels", random_labels,
              "For random labels: their distribution. signs: -1 or +1 with equal "
              "probability; uniform: uniform on [-1, 1).");
  add_points_of_the_plane(section, *this);
  section.add("Label noise", label_noise,
              "Standard deviation of a Gaussian added to every label, whatever the "
              "source. Dimensionless; 0: none.",
              0);
  section.add("Seed", seed,
              "Seed of random labels, random inputs and noise; the same seed gives the "
              "same data on every machine.",
              0);
}

DataSet make_data_set(const DataParameters &parameters, const std::string &directory) {
  const Generator &generator = generator_of(parameters);
  DataSet data = unscaled_data_set(generator, parameters, directory, parameters.seed);
  if (generator.has_classes_of_the_plane() && parameters.scale_inputs)
    scale_inputs(data, unit_disk_factor(data));
  if (parameters.label_noise > 0)
    add_label_noise(data, parameters.label_noise, parameters.seed);
  return data;
}

bool embeds_inputs(const DataParameters &parameters) {
  return generator_of(parameters).has_classes_of_the_plane() &&
         parameters.inputs > DataParameters::own_inputs;
}

DataSet make_test_set(const DataParameters &parameters, const std::string &directory,
                      unsigned int dimension) {
  if (!parameters.test_file.empty())
    return read_test_file(parameters, directory, dimension);
  if (parameters.test_samples == 0)
    return {};
  const Generator &generator = generator_of(parameters);
  if (!generator.has_test_samples())
    throw InputError("Data/Test samples = " + std::to_string(parameters.test_samples) +
                     ": Data/Source = " + quoted_text(parameters.source) +
                     " has no test samples; set it to 0");
  DataParameters fresh = parameters;
  fresh.samples = parameters.test_samples;
  fresh.seed = ~parameters.seed; // no file can ask for it: Data/Seed ends below 2^31
  DataSet data = unscaled_data_set(generator, fresh, directory, parameters.seed);
  if (generator.has_classes_of_the_plane() && parameters.scale_inputs)
    scale_inputs(data, unit_disk_factor(
                           unscaled_data_set(generator, parameters, directory, parameters.seed)));
  return data;
}

} // namespace rhoflow
