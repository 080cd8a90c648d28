/*
 * The subject: the small real program that vmatlas's lessons run and observe.
 *
 * It reads one command a line from standard input, carries it out with the one C call that the lesson shows, and answers
 * with one line of JSON. It uses nothing but libc, so its address space stays at about twenty mappings. It can't hurt the
 * machine: what it and its child touch is bounded by one budget given at the start, it dies with its parent, leaves no core and is the
 * first to go when memory runs out.
 *
 *   subject BUDGET_KB FOLDER [child]      in FOLDER mapped files are made, each in a folder of its own, and both removed at once
 *
 * Numbers in commands are decimal with an optional K, M, G or T (1024 each), or % of RAM and swap; parts of an area are counted in pages, or
 * in bytes with such a letter. Areas are named by one letter a … z. The comment above each do_… function shows its command.
 */
#include <string.h>
#include <unistd.h>
#include "subject.h"

/** Words of a command; those that were not given are NULL. */
#define WORDS 6

size_t page;
static size_t budget;

static void do_hello(char **words)
{
    (void)words;
    say("{\"ok\":1,\"c\":\"\",\"pid\":%d,\"page\":%zu,\"budgetKb\":%zu}", (int)getpid(), page, budget / 1024);
}

/** Commands about the whole program. */
static const struct { const char *verb; void (*run)(char **words); } commands[] = {
    {"hello", do_hello},   {"fork", do_fork}, {"spawn", do_spawn}, {"reap", do_reap}, {"thread", do_thread},
    {"recurse", do_recurse}, {"below", do_below}, {"trim", do_trim}, {"peek", do_peek},
    {"dlopen", do_dlopen},   {"dlclose", do_dlclose}, {"look", do_look}, {"clearrefs", do_clearrefs}};

/** Commands about an area; its letter is their first word. */
static const struct { const char *verb; void (*run)(int name, char **words); } area_commands[] = {
    {"map", do_map},         {"mapfile", do_mapfile}, {"touch", do_touch}, {"read", do_read}, {"protect", do_protect},
    {"advise", do_advise}, {"unmap", do_unmap},     {"malloc", do_malloc}, {"free", do_free},
    {"trymap", do_trymap},   {"sparse", do_sparse}, {"filebyte", do_filebyte}, {"cached", do_cached}, {"drop", do_drop},
    {"part", do_part},       {"spy", do_spy}, {"memfd", do_memfd}};

/** Carries out one command. */
void obey(char *line)
{
    char *words[WORDS] = {0}, *rest = NULL;
    if (!strncmp(line, "child ", 6))
        return do_child(line + 6);
    int n = 0;
    for (char *word = strtok_r(line, " ", &rest); word && n < WORDS; word = strtok_r(NULL, " ", &rest))
        words[n++] = word;
    if (n == 0)
        return fail("no command");
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (!strcmp(words[0], commands[i].verb))
            return commands[i].run(words);
    int has_name = words[1] && words[1][0] >= 'a' && words[1][0] <= 'z' && !words[1][1];
    for (size_t i = 0; has_name && i < sizeof area_commands / sizeof *area_commands; i++)
        if (!strcmp(words[0], area_commands[i].verb))
            return area_commands[i].run(words[1][0] - 'a', words);
    fail("no such command");
}

int main(int count, char **arguments)
{
    page = (size_t)sysconf(_SC_PAGESIZE);
    budget = count > 1 ? number(arguments[1]) * 1024 : 0;
    if (count > 2)
        folder = arguments[2];
    if (count > 3)
        be_child();
    set_limits(budget);
    catch_faults();
    obey_lines(obey);
    return 0;
}
