/*
 * A library as small as a lesson can use it, with the parts that every library has: constant pointers that the loader has to fill in
 * (RELRO), and zeros that take no room in the file (.bss). It is linked for pages larger than this machine's, as libraries for x86-64
 * were until binutils 2.31 (2 MiB) and those for arm64 are (64 KiB): so there is a hole between its segments.
 */
#include <stddef.h>

#define POINTERS 8192

/** Aligned for the largest pages, so that nothing else lies in theirs. */
#define ALONE __attribute__((aligned(65536)))

static char target;

/* 8,192 pointers: only the loader knows what they are. */
#define P1 &target,
#define P8 P1 P1 P1 P1 P1 P1 P1 P1
#define P64 P8 P8 P8 P8 P8 P8 P8 P8
#define P512 P64 P64 P64 P64 P64 P64 P64 P64
ALONE char *const table[POINTERS] = {P512 P512 P512 P512 P512 P512 P512 P512 P512 P512 P512 P512 P512 P512 P512 P512};
const size_t table_bytes = sizeof table;

ALONE char zeros[1 << 20];
const size_t zeros_bytes = sizeof zeros;

/** Data that may be written. */
size_t sums = 1;

/** Code, which every library has. */
size_t part_sum(void)
{
    size_t sum = sums++;
    for (size_t i = 0; i < POINTERS; i++)
        sum += (size_t)(table[i] - &target);
    return sum;
}
