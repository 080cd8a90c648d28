/* The protocol: a command a line comes in, a line of JSON goes out. No stdio, whose buffers would appear in the map. */
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysinfo.h>
#include <unistd.h>
#include "subject.h"

/** Answers with a line. */
void say(const char *format, ...)
{
    static char reply[2 * LINE];
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(reply, sizeof reply - 1, format, arguments);
    va_end(arguments);
    if (n < 0 || n > (int)sizeof reply - 2)
        n = (int)sizeof reply - 2;
    reply[n++] = '\n';
    for (int sent = 0; sent < n;) {
        ssize_t wrote = write(1, reply + sent, (size_t)(n - sent));
        if (wrote <= 0)
            _exit(1);
        sent += (int)wrote;
    }
}

/** Numbers that the next answer holds besides. */
static char more[256];
static size_t more_length;

/** Adds a number to the next answer of `done` or `say_fault`. */
void also(const char *name, long value)
{
    int n = snprintf(more + more_length, sizeof more - more_length, ",\"%s\":%ld", name, value);
    if (n > 0 && (size_t)n < sizeof more - more_length)
        more_length += (size_t)n;
}

/** What was added, once. */
static const char *taken(void)
{
    more[more_length] = 0;
    more_length = 0;
    return more;
}

/** Answers that it could not be done. */
void fail(const char *what)
{
    taken();
    say("{\"ok\":0,\"error\":\"%s\",\"errno\":%d}", what, errno);
}

/** Answers with the C that ran and the address of the area. */
void done(int name, const char *c, ...)
{
    char code[LINE];
    va_list arguments;
    va_start(arguments, c);
    vsnprintf(code, sizeof code, c, arguments);
    va_end(arguments);
    struct area *p = &areas[name];
    say("{\"ok\":1,\"c\":\"%s\",\"address\":\"0x%lx\",\"bytes\":%zu%s}", code, (unsigned long)p->at, p->bytes, taken());
}

/** Answers with the C that ran, for commands that are about no area. */
void say_done(const char *c, ...)
{
    char code[LINE];
    va_list arguments;
    va_start(arguments, c);
    vsnprintf(code, sizeof code, c, arguments);
    va_end(arguments);
    say("{\"ok\":1,\"c\":\"%s\"%s}", code, taken());
}

/** Answers with the C that ran and the signal that stopped it. */
void say_fault(int signal_number, const char *c, ...)
{
    char code[LINE];
    va_list arguments;
    va_start(arguments, c);
    vsnprintf(code, sizeof code, c, arguments);
    va_end(arguments);
    say("{\"ok\":1,\"c\":\"%s\",\"fault\":\"%s\"%s}", code, signal_number == SIGSEGV ? "SIGSEGV" : "SIGBUS", taken());
}

/** RAM and swap of this machine, bytes (sysinfo(2)). */
static size_t machine_memory(void)
{
    struct sysinfo info;
    return sysinfo(&info) ? 0 : ((size_t)info.totalram + info.totalswap) * info.mem_unit;
}

/** Reads 64, 64K, 16M, 1G, 20T, or 40%, which is of RAM and swap in steps of 64 KiB; 0 where there is no number. */
size_t number(const char *text)
{
    if (text == NULL)
        return 0;
    char *end;
    size_t value = strtoull(text, &end, 10);
    if (*end == '%')
        return machine_memory() / 100 * value & ~(size_t)0xffff;
    const char *units = "KMGT", *unit = *end ? strchr(units, *end) : NULL;
    for (int i = unit ? (int)(unit - units) + 1 : 0; i > 0; i--)
        value *= 1024;
    return value;
}

/** One command a line until `exit` or the end of the input. Lines that are too long are refused. */
void obey_lines(void (*obey)(char *line))
{
    char line[LINE];
    size_t length = 0;
    char c;
    while (read(0, &c, 1) == 1) {
        if (c != '\n') {
            if (length < sizeof line - 1)
                line[length] = c;
            length++;
            continue;
        }
        int fits = length < sizeof line - 1;
        line[fits ? length : 0] = 0;
        length = 0;
        if (!fits)
            fail("the command is too long");
        else if (!strcmp(line, "exit"))
            return;
        else
            obey(line);
    }
}
