// SPDX-License-Identifier: Apache-2.0
// Runs a fuzz target without libFuzzer: on the files of the folders that are named, and on
// mutations of them, the same in every run.
//
//   fuzz_NAME MUTATIONS FOLDER...

#include "fuzz_target.h"

#include <algorithm>
#include <iostream>
#include <random>
#include <vector>

namespace {

std::vector<std::string> read_corpus(int argc, char **argv) {
  std::vector<std::string> paths, corpus;
  for (int i = 2; i < argc; ++i)
    for (const auto &entry : std::filesystem::directory_iterator(argv[i]))
      if (entry.is_regular_file())
        paths.push_back(entry.path().string());
  std::sort(paths.begin(), paths.end());
  for (const std::string &path : paths) {
    std::ifstream input(path, std::ios::binary);
    corpus.emplace_back(std::istreambuf_iterator<char>(input), std::istreambuf_iterator<char>());
  }
  return corpus;
}

std::string mutate(std::string bytes, const std::vector<std::string> &corpus,
                   std::mt19937 &random) {
  const auto below = [&](std::size_t n) { return n == 0 ? 0 : random() % n; };
  for (std::size_t changes = 1 + below(6); changes > 0; --changes) {
    const std::string &other = corpus[below(corpus.size())];
    const std::size_t place = below(bytes.size() + 1), from = below(other.size() + 1);
    switch (below(5)) {
    case 0: // a byte
      bytes.insert(bytes.begin() + std::ptrdiff_t(place), static_cast<char>(below(256)));
      break;
    case 1: // a bit
      if (place < bytes.size())
        bytes[place] ^= static_cast<char>(1u << below(8));
      break;
    case 2: // a piece less
      bytes.erase(place, below(40));
      break;
    case 3: // a piece of another
      bytes.insert(place, other.substr(from, below(40)));
      break;
    default: // a number where there was another
      bytes.insert(place, std::vector<std::string>{"-1", "1e999", "nan", "99999999999999999999", "",
                                                   "\xff", "\"", ","}[below(8)]);
    }
  }
  return bytes;
}

void run(const std::string &bytes) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(bytes.data()), bytes.size());
}

} // namespace

int main(int argc, char **argv) {
  if (argc < 3) {
    std::cerr << "usage: " << argv[0] << " MUTATIONS FOLDER...\n";
    return 2;
  }
  const std::vector<std::string> corpus = read_corpus(argc, argv);
  if (corpus.empty()) {
    std::cerr << argv[0] << ": the folders are empty\n";
    return 2;
  }
  for (const std::string &bytes : corpus)
    run(bytes);
  std::mt19937 random(1);
  const unsigned long mutations = std::stoul(argv[1]);
  for (unsigned long i = 0; i < mutations; ++i)
    run(mutate(corpus[random() % corpus.size()], corpus, random));
  std::cout << corpus.size() << " files and " << mutations << " mutations: no finding\n";
}
