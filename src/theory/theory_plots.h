#pragma once

#include "csv/number_table.h"
#include "observers/observer.h"
#include "rhoflow/base/communicator.h"
#include "rhoflow/theory/theory_parameters.h"

#include <string>
#include <utility>

namespace rhoflow {

/// Draws theory.csv: gram.png (smallest and largest eigenvalues), decay_rate.png (measured and
/// guaranteed rates) and relative_entropy.png (both ways), those that @p parameters ask for.
/// @param table the content of theory.csv
/// @param has_head whether the head is trained @param folder receives the pictures
/// @throws RunError naming the path of a picture that cannot be written
void draw_theory(const NumberTable &table, const TheoryParameters &parameters, bool has_head,
                 const std::string &folder);

/// Draws theory.csv at the end of a run, also what it holds of the times before a resume.
class TheoryPictures : public Observer {
public:
  /// @param folder of the results
  TheoryPictures(const TheoryParameters &parameters, bool has_head, std::string folder,
                 const Communicator &communicator)
      : parameters_(parameters), has_head_(has_head), folder_(std::move(folder)),
        communicator_(communicator) {}

  std::string stage() const override { return "pictures"; }
  void finish() override {
    communicator_.on_root([&] {
      draw_theory(read_number_table(folder_ + "/theory.csv"), parameters_, has_head_,
                  folder_ + "/images");
    });
  }

private:
  TheoryParameters parameters_;
  bool has_head_;
  std::string folder_;
  const Communicator &communicator_;
};

} // namespace rhoflow
