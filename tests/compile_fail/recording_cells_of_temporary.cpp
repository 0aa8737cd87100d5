// A view of a temporary would dangle: this must not compile.
#include "core/recording.h"

solea::Recording make();

std::size_t f() {
#ifdef SOLEA_MUST_COMPILE
  const solea::Recording recording = make();
  return recording.cells(0).size();
#else
  return make().cells(0).size();
#endif
}
