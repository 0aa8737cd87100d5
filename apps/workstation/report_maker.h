#pragma once

#include "apps/workstation/workspace.h"

namespace solea::workstation {

/// What writes reports in this build; empty: nothing does.
[[nodiscard]] ReportMaker report_maker();

}  // namespace solea::workstation
