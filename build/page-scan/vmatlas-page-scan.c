/*
 * vmatlas-page-scan PID START END: asks the kernel which pages of an address range are there, with PAGEMAP_SCAN
 * (Documentation/admin-guide/mm/pagemap.rst, Linux 6.7 and later). It only reads, needs the same rights as reading
 * /proc/PID/pagemap, and is never installed with any of its own.
 *
 * Output: 24-byte records of three 64-bit numbers in the machine's byte order: first address, end, categories. The first
 * record is {0, 0, categories that this kernel knows}.
 *
 * Exit status: 0 done, 1 the kernel can't do it, 2 wrong arguments, 3 the process may not be read or is gone.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* From include/uapi/linux/fs.h, for systems with older headers. */
struct region {
    uint64_t start, end, categories;
};
struct scan {
    uint64_t size, flags, start, end, walk_end, vec, vec_len, max_pages;
    uint64_t category_inverted, category_mask, category_anyof_mask, return_mask;
};
#define SCAN _IOWR('f', 16, struct scan)
#define IS_FILE (1 << 2)
#define IS_PRESENT (1 << 3)
#define IS_SWAPPED (1 << 4)
#define IS_ZERO (1 << 5)
#define IS_HUGE (1 << 6)
#define IS_SOFT_DIRTY (1 << 7)
#define IS_GUARD (1 << 8)

/* Newest first: a kernel refuses a mask with a category that it does not know. */
static const uint64_t MASKS[] = {
    IS_FILE | IS_PRESENT | IS_SWAPPED | IS_ZERO | IS_HUGE | IS_SOFT_DIRTY | IS_GUARD,
    IS_FILE | IS_PRESENT | IS_SWAPPED | IS_ZERO | IS_HUGE | IS_SOFT_DIRTY,
    IS_FILE | IS_PRESENT | IS_SWAPPED | IS_ZERO | IS_HUGE,
};
#define MOST 8192

static int put(const void *bytes, size_t length)
{
    for (const char *at = bytes; length > 0;) {
        ssize_t wrote = write(STDOUT_FILENO, at, length);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return 0;
        at += wrote;
        length -= (size_t)wrote;
    }
    return 1;
}

static int number(const char *text, int base, uint64_t *value)
{
    char *end;
    errno = 0;
    *value = strtoull(text, &end, base);
    return errno == 0 && *end == 0 && end != text && text[0] != '-';
}

int main(int count, char **arguments)
{
    static struct region regions[MOST];
    uint64_t pid, start, end;
    if (count != 4 || !number(arguments[1], 10, &pid) || !number(arguments[2], 16, &start) ||
        !number(arguments[3], 16, &end) || start >= end)
        return 2;
    char path[64];
    snprintf(path, sizeof path, "/proc/%llu/pagemap", (unsigned long long)pid);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return 3;
    struct scan scan = {.size = sizeof scan, .start = start, .end = end, .vec = (uintptr_t)regions, .vec_len = MOST};
    size_t known = 0;
    int isReported = 0;
    for (;;) {
        scan.return_mask = MASKS[known];
        scan.category_anyof_mask = MASKS[known] & (IS_PRESENT | IS_SWAPPED | IS_GUARD);
        int found = ioctl(file, SCAN, &scan);
        if (found < 0 && errno == EINVAL && !isReported && known + 1 < sizeof MASKS / sizeof *MASKS) {
            known++;
            continue;
        }
        if (found < 0)
            return errno == ENOTTY || errno == EINVAL ? 1 : 3;
        struct region first = {0, 0, MASKS[known]};
        if (!isReported && !put(&first, sizeof first))
            return 3;
        isReported = 1;
        if (!put(regions, (size_t)found * sizeof *regions))
            return 3;
        /* Only a full vector means that there is more; walk_end may lie before the last region (seen on 6.18). */
        if (found < MOST)
            return 0;
        scan.start = regions[found - 1].end;
        if (scan.start >= end)
            return 0;
    }
}
