/* Solea mat protocol, version 1, for the microcontroller of a pressure mat. C99, no library, no
 * heap. The wire format is described in docs/protocol.md. */
#ifndef SOLEA_MAT_H
#define SOLEA_MAT_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Your mat. Solea's driver solea_mat expects 64 x 64. */
#define SOLEA_ROWS 64
#define SOLEA_COLS 64
#define SOLEA_PITCH_X_UM 5000u
#define SOLEA_PITCH_Y_UM 5000u
#define SOLEA_KPA_PER_COUNT 0.25f /* 0 when you do not know: users then calibrate */

/* What your board provides. */
uint16_t board_read_cell(int row, int col); /* row 0 at the heel edge, column 0 on the left */
uint64_t board_micros(void);                /* a clock that only rises, microseconds */
int board_read_byte(void);                  /* next byte from the host, or -1 */
void board_write(const uint8_t* bytes, uint32_t count); /* blocks until taken */

/* Call this forever. It obeys the host's "start" and "stop" and sends one frame a call while
 * started. Pace it with your timer: one call a frame. */
void solea_mat_step(void);

#ifdef __cplusplus
}
#endif
#endif
