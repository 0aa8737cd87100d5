#include "solea_mat.h"

#include <string.h>

/* CRC-32 (IEEE 802.3), fed piece by piece, with a table of 16 entries: small and fast enough. */
static uint32_t crc_step(uint32_t crc, const uint8_t* bytes, uint32_t count) {
  static const uint32_t table[16] = {
      0x00000000u, 0x1db71064u, 0x3b6e20c8u, 0x26d930acu, 0x76dc4190u, 0x6b6b51f4u,
      0x4db26158u, 0x5005713cu, 0xedb88320u, 0xf00f9344u, 0xd6d6a3e8u, 0xcb61b38cu,
      0x9b64c2b0u, 0x86d3d2d4u, 0xa00ae278u, 0xbdbdf21cu};
  while (count-- > 0) {
    crc ^= *bytes++;
    crc = table[crc & 15u] ^ (crc >> 4);
    crc = table[crc & 15u] ^ (crc >> 4);
  }
  return crc;
}

static uint8_t* put_u16(uint8_t* to, uint16_t value) {
  *to++ = (uint8_t)(value & 0xffu);
  *to++ = (uint8_t)(value >> 8);
  return to;
}

static uint8_t* put_u32(uint8_t* to, uint32_t value) {
  return put_u16(put_u16(to, (uint16_t)(value & 0xffffu)), (uint16_t)(value >> 16));
}

static uint32_t sequence = 0;
static int started = 0;

/* One frame: header, the samples row by row, checksum. A row is all the memory it takes. */
static void send_frame(void) {
  uint8_t buffer[SOLEA_COLS * 2 > 36 ? SOLEA_COLS * 2 : 36];
  const float kpa_per_count = SOLEA_KPA_PER_COUNT;
  const uint64_t now = board_micros();
  uint32_t crc = 0xffffffffu;
  uint32_t kpa_bits;
  uint8_t* at = buffer;
  int row;
  int col;

  memcpy(&kpa_bits, &kpa_per_count, sizeof kpa_bits);
  memcpy(at, "SOLE", 4);
  at += 4;
  *at++ = 1; /* version */
  *at++ = 2; /* bytes a sample */
  at = put_u16(at, 36);
  at = put_u32(at, sequence++);
  at = put_u32(at, (uint32_t)(now & 0xffffffffu));
  at = put_u32(at, (uint32_t)(now >> 32));
  at = put_u16(at, SOLEA_ROWS);
  at = put_u16(at, SOLEA_COLS);
  at = put_u32(at, SOLEA_PITCH_X_UM);
  at = put_u32(at, SOLEA_PITCH_Y_UM);
  at = put_u32(at, kpa_bits);
  crc = crc_step(crc, buffer, 36);
  board_write(buffer, 36);

  for (row = 0; row < SOLEA_ROWS; ++row) {
    at = buffer;
    for (col = 0; col < SOLEA_COLS; ++col) at = put_u16(at, board_read_cell(row, col));
    crc = crc_step(crc, buffer, SOLEA_COLS * 2);
    board_write(buffer, SOLEA_COLS * 2);
  }
  (void)put_u32(buffer, ~crc);
  board_write(buffer, 4);
}

/* Lines from the host: "start" and "stop"; anything else is ignored. */
static void obey_host(void) {
  static char line[8];
  static uint8_t length = 0;
  int byte;
  while ((byte = board_read_byte()) >= 0) {
    if (byte == '\n') {
      if (length == 5 && memcmp(line, "start", 5) == 0) started = 1;
      if (length == 4 && memcmp(line, "stop", 4) == 0) started = 0;
      length = 0;
    } else if (length < sizeof line) {
      line[length++] = (char)byte;
    }
  }
}

void solea_mat_step(void) {
  obey_host();
  if (started) send_frame();
}
