#pragma once

#include <QString>

#include "apps/catalogue/records.h"
#include "apps/station/protocol.h"

/// Protocols of the catalogue, for captures and for people.
namespace solea::workstation {

/// As a capture goes by it.
[[nodiscard]] station::Protocol capture_protocol(const catalogue::StoredProtocol& stored);
/// "Walking, 5 steps a foot".
[[nodiscard]] QString protocol_details(const catalogue::StoredProtocol& stored);
/// Its own name; its details where it has none.
[[nodiscard]] QString protocol_title(const catalogue::StoredProtocol& stored);

}  // namespace solea::workstation
