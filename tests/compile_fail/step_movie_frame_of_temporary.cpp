// A view of a temporary would dangle: this must not compile.
#include "core/step_movie.h"

solea::StepMovie make();

std::size_t f() {
#ifdef SOLEA_MUST_COMPILE
  const solea::StepMovie movie = make();
  return movie.frame(0).size();
#else
  return make().frame(0).size();
#endif
}
