#include <rhoflow/base/version.h>

#include <iostream>

int main() {
  std::cout << "rhoflow " << rhoflow::version() << '\n';
}
