/*
 * vmatlas-read: the privileged reader. Started through pkexec for one process that the user may not read himself, it
 * copies a fixed list of that process's /proc files to standard output and ends. It takes one argument, a pid in decimal
 * digits; it opens nothing else, writes nothing, follows no path from outside, and uses no environment.
 *
 * Output, for each file in the order of FILES: blocks of a 4-byte little-endian length and that many bytes; a block of
 * length 0 ends the file; the length 0xffffffff means that it could not be read, followed by 4 bytes of errno.
 *
 * Exit status: 0 the process was there, 1 it was not, 2 wrong arguments.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The same list, in the same order, as ELEVATED_FILES in src-main/source/elevated-reader.ts. */
static const char *const FILES[] = {"stat", "status", "cmdline", "maps", "smaps_rollup", "smaps"};

#define FAILED 0xffffffffu
/* Tests build it for a folder that looks like /proc. */
#ifndef PROC
#define PROC "/proc"
#endif

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

static int put_number(uint32_t value)
{
    unsigned char bytes[4] = {value & 255, value >> 8 & 255, value >> 16 & 255, value >> 24};
    return put(bytes, sizeof bytes);
}

static int copy(int folder, const char *name)
{
    static char buffer[65536];
    int file = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0)
        return put_number(FAILED) && put_number((uint32_t)errno);
    int fine = 1;
    for (;;) {
        ssize_t got = read(file, buffer, sizeof buffer);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            fine = put_number(FAILED) && put_number((uint32_t)errno);
        else
            fine = put_number((uint32_t)got) && put(buffer, (size_t)got);
        if (got <= 0 || !fine)
            break;
    }
    close(file);
    return fine;
}

int main(int count, char **arguments)
{
    char path[sizeof PROC + 16];
    if (count != 2)
        return 2;
    size_t digits = strspn(arguments[1], "0123456789");
    if (digits == 0 || digits > 10 || arguments[1][digits] != 0 || arguments[1][0] == '0')
        return 2;
    snprintf(path, sizeof path, PROC "/%s", arguments[1]);
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (folder < 0)
        return 1;
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++)
        if (!copy(folder, FILES[i]))
            return 1;
    return 0;
}
