/* Mappings: mmap, what is done to the pages of one, and munmap. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "subject.h"

#ifndef MADV_PAGEOUT
#define MADV_PAGEOUT 21
#endif

/** Bytes in a huge page where pages are 4 KiB; larger ones are not given for what is paid for here. */
#define HUGE_PAGE ((size_t)2 << 20)

struct area areas[26];

static int protection(const char *text, const char **c)
{
    *c = "PROT_READ | PROT_WRITE";
    if (text == NULL || !strcmp(text, "rw"))
        return PROT_READ | PROT_WRITE;
    if (!strcmp(text, "r"))
        return *c = "PROT_READ", PROT_READ;
    if (!strcmp(text, "rx"))
        return *c = "PROT_READ | PROT_EXEC", PROT_READ | PROT_EXEC;
    return *c = "PROT_NONE", PROT_NONE;
}

/** Forgets what the name meant before. */
static void name_area(int name, struct area area)
{
    if (areas[name].file > 0)
        close(areas[name].file);
    areas[name] = area;
}

static void map(int name, char **words, int may_fail)
{
    size_t bytes = number(words[2]);
    const char *kind = words[4] ? words[4] : "", *c, *kinds = "MAP_PRIVATE | MAP_ANONYMOUS";
    int prot = protection(words[3], &c), flags = MAP_PRIVATE | MAP_ANONYMOUS;
    if (!strcmp(kind, "noreserve"))
        flags |= MAP_NORESERVE, kinds = "MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE";
    else if (!strcmp(kind, "shared"))
        flags = MAP_SHARED | MAP_ANONYMOUS, kinds = "MAP_SHARED | MAP_ANONYMOUS";
    if (may_fail)
        allow_more_data((long)bytes);
    char *at = mmap(NULL, bytes, prot, flags, -1, 0);
    if (at == MAP_FAILED && may_fail)
        allow_more_data(-(long)bytes);
    if (at == MAP_FAILED && !may_fail)
        return fail("mmap");
    also("refused", at == MAP_FAILED);
    if (at == MAP_FAILED)
        return say_done("%c = mmap(NULL, %zu, %s, %s, -1, 0);", 'a' + name, bytes, c, kinds);
    name_area(name, (struct area){at, bytes, flags & MAP_SHARED, 0});
    done(name, "%c = mmap(NULL, %zu, %s, %s, -1, 0);", 'a' + name, bytes, c, kinds);
}

/* map NAME BYTES [rw|r|rx|none] [noreserve|shared] */
void do_map(int name, char **words) { map(name, words, 0); }

/* trymap NAME BYTES [rw|r|rx|none] [noreserve|shared]: the same where the lesson is about being refused */
void do_trymap(int name, char **words) { map(name, words, 1); }

/* mapfile NAME BYTES private|shared: a new file full of the letter F, already unlinked */
void do_mapfile(int name, char **words)
{
    char fill[4096];
    size_t bytes = number(words[2]);
    if (!afford(bytes))
        return fail("over the budget");
    int file = open_nameless(name);
    if (file < 0)
        return fail("open");
    memset(fill, 'F', sizeof fill);
    for (size_t n = 0; n < bytes; n += sizeof fill)
        if (write(file, fill, sizeof fill) != (ssize_t)sizeof fill)
            return close(file), fail("write");
    int shared = words[3] && !strcmp(words[3], "shared");
    char *at = mmap(NULL, bytes, PROT_READ | PROT_WRITE, shared ? MAP_SHARED : MAP_PRIVATE, file, 0);
    if (at == MAP_FAILED)
        return close(file), fail("mmap");
    /* Its pages are there and paid for. */
    name_area(name, (struct area){at, bytes, 0, file});
    done(name, "%c = mmap(NULL, %zu, PROT_READ | PROT_WRITE, %s, file, 0);", 'a' + name, bytes,
         shared ? "MAP_SHARED" : "MAP_PRIVATE");
}

/* memfd NAME BYTES: a file in memory, mapped shared */
void do_memfd(int name, char **words)
{
    size_t bytes = number(words[2]);
    if (!afford(bytes))
        return fail("over the budget");
    int file = open_memory_file(bytes);
    if (file < 0)
        return fail("memfd_create");
    char *at = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (at == MAP_FAILED)
        return close(file), fail("mmap");
    /* All of it is paid for. */
    name_area(name, (struct area){at, bytes, 0, file});
    done(name, "file = memfd_create(...); ftruncate(file, %zu); %c = mmap(NULL, %zu, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);",
         bytes, 'a' + name, bytes);
}

/** FROM and COUNT of a command: `3` is three pages, `64K` as many as hold 64 KiB, whatever their size on this machine. */
static size_t pages(const char *text)
{
    size_t value = number(text);
    return text && strpbrk(text, "KMGT%") ? (value + page - 1) / page : value;
}

/** Pages FROM … FROM + COUNT of an area: words[2] and words[3] of a command. */
struct part { char *at; size_t offset, bytes; };

/** 0, with an error printed, when they are not inside the area. */
static int find_part(int name, char **words, struct part *part)
{
    struct area *p = &areas[name];
    size_t from = pages(words[2]), count = pages(words[3]);
    if (p->at == NULL || count == 0 || from > p->bytes / page || count > p->bytes / page - from)
        return fail("not inside that memory"), 0;
    *part = (struct part){p->at + from * page, from * page, count * page};
    return 1;
}

static void try_part(int name, const struct part *part, int writes, const char *loop)
{
    size_t from = part->offset / page, end = from + part->bytes / page;
    int fault = try_pages(part->at, end - from, page, writes);
    if (fault)
        return say_fault(fault, loop, from, end, 'a' + name, page);
    done(name, loop, from, end, 'a' + name, page);
}

/* touch NAME FROM COUNT: writes one byte to each page */
void do_touch(int name, char **words)
{
    struct part part;
    if (!find_part(name, words, &part))
        return;
    if (!afford(part.bytes))
        return fail("over the budget");
    try_part(name, &part, 1, "for (i = %zu; i < %zu; i++) %c[i * %zu] = 1;");
}

/* read NAME FROM COUNT: reads one byte of each page; memory that may be shared is given out at once, other only when written */
void do_read(int name, char **words)
{
    struct part part;
    if (!find_part(name, words, &part))
        return;
    if (!(areas[name].is_shared ? afford(part.bytes) : afford_tables(part.bytes)))
        return fail("over the budget");
    try_part(name, &part, 0, "for (i = %zu; i < %zu; i++) x = %c[i * %zu];");
}

/* sparse NAME STEP: reads one byte every STEP bytes of an area that is not shared */
void do_sparse(int name, char **words)
{
    struct area *p = &areas[name];
    size_t step = number(words[2]), count = step >= page ? p->bytes / step : 0;
    if (count == 0 || p->is_shared || p->file)
        return fail("not inside that memory");
    /* Each may need a table of its own on every level below the top. */
    if (count > 4096 || !afford(count * 4 * page))
        return fail("over the budget");
    int fault = try_pages(p->at, count, step, 0);
    if (fault)
        return say_fault(fault, "for (i = 0; i < %zu; i++) x = %c[i * %zu];", count, 'a' + name, step);
    done(name, "for (i = 0; i < %zu; i++) x = %c[i * %zu];", count, 'a' + name, step);
}

/* protect NAME FROM COUNT rw|r|rx|none */
void do_protect(int name, char **words)
{
    struct part part;
    const char *c;
    if (!find_part(name, words, &part))
        return;
    if (mprotect(part.at, part.bytes, protection(words[4], &c)))
        return fail("mprotect");
    done(name, "mprotect(%c + %zu, %zu, %s);", 'a' + name, part.offset, part.bytes, c);
}

/* advise NAME FROM COUNT dontneed|free|pageout|hugepage|nohugepage */
void do_advise(int name, char **words)
{
    static const struct { const char *word, *c; int advice; } advices[] = {
        {"dontneed", "MADV_DONTNEED", MADV_DONTNEED}, {"free", "MADV_FREE", MADV_FREE}, {"pageout", "MADV_PAGEOUT", MADV_PAGEOUT},
        {"hugepage", "MADV_HUGEPAGE", MADV_HUGEPAGE}, {"nohugepage", "MADV_NOHUGEPAGE", MADV_NOHUGEPAGE}};
    struct part part;
    if (!find_part(name, words, &part))
        return;
    for (size_t i = 0; words[4] && i < sizeof advices / sizeof *advices; i++)
        if (!strcmp(words[4], advices[i].word)) {
            /* Each access may then take a huge page, so all of it is paid for, and one more at either edge. */
            if (advices[i].advice == MADV_HUGEPAGE && (!afford(part.bytes + 2 * HUGE_PAGE) || allow_huge_pages()))
                return fail("over the budget");
            if (madvise(part.at, part.bytes, advices[i].advice))
                return fail("madvise");
            return done(name, "madvise(%c + %zu, %zu, %s);", 'a' + name, part.offset, part.bytes, advices[i].c);
        }
    fail("no such advice");
}

/* unmap NAME FROM COUNT */
void do_unmap(int name, char **words)
{
    struct part part;
    if (!find_part(name, words, &part))
        return;
    if (munmap(part.at, part.bytes))
        return fail("munmap");
    done(name, "munmap(%c + %zu, %zu);", 'a' + name, part.offset, part.bytes);
}
