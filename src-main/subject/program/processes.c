/* Processes: fork, and the child that then takes commands itself. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include "subject.h"

/** 0 before the fork and after reap, -1 in the child itself: a family is two processes. */
static pid_t child;
static int child_in = -1, child_out = -1;

/** The child's number; 0 or less where there is none. */
int child_number(void) { return child; }

/** When a process started, in clock ticks after boot: field 22 of its stat (proc_pid_stat(5)); 0 when it can't be read. */
static unsigned long long start_of(pid_t pid)
{
    char path[64], text[1024];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t length = file < 0 ? -1 : read(file, text, sizeof text - 1);
    if (file >= 0)
        close(file);
    if (length <= 0)
        return 0;
    text[length] = 0;
    /* Behind the name, which may hold anything: field 3 follows the last bracket. */
    char *at = strrchr(text, ')');
    for (int field = 2; at && field < 22; field++)
        at = strchr(at + 1, ' ');
    return at ? strtoull(at, NULL, 10) : 0;
}

static void say_child(const char *c)
{
    say("{\"ok\":1,\"c\":\"%s\",\"child\":%d,\"childStart\":%llu}", c, (int)child, start_of(child));
}

/** Pipes for the child's commands and answers; 0 when there can be no child. */
static int prepare_child(int to[2], int from[2])
{
    if (child != 0)
        return fail(child > 0 ? "there is a child already" : "a child has no children of its own"), 0;
    if (pipe2(to, O_CLOEXEC) || pipe2(from, O_CLOEXEC))
        return fail("pipe"), 0;
    return 1;
}

static void keep_child(int to[2], int from[2])
{
    give_half();
    close(to[0]);
    close(from[1]);
    child_in = to[1];
    child_out = from[0];
}

/** This process is a child itself. */
void be_child(void) { child = -1; }

/* fork: a child that takes commands through `child COMMAND …` */
void do_fork(char **words)
{
    int to[2], from[2];
    (void)words;
    if (!prepare_child(to, from))
        return;
    pid_t parent = getpid();
    child = fork();
    if (child < 0)
        return child = 0, fail("fork");
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent)
            _exit(1);
        dup2(to[0], 0);
        dup2(from[1], 1);
        /* Held open here, the end of the commands would never come. */
        close(to[1]);
        close(from[0]);
        be_child();
        take_half();
        obey_lines(obey);
        _exit(0);
    }
    keep_child(to, from);
    say_child("pid = fork();");
}

/* spawn [fixed]: the same program again in a new process; `fixed` without random addresses */
void do_spawn(char **words)
{
    int to[2], from[2], is_fixed = words[1] && !strcmp(words[1], "fixed");
    char kilobytes[32], answer;
    if (!prepare_child(to, from))
        return;
    snprintf(kilobytes, sizeof kilobytes, "%zu", half_kb());
    pid_t parent = getpid();
    child = fork();
    if (child < 0)
        return child = 0, fail("fork");
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent)
            _exit(1);
        dup2(to[0], 0);
        dup2(from[1], 1);
        if (is_fixed)
            personality(ADDR_NO_RANDOMIZE);
        execl("/proc/self/exe", "subject", kilobytes, folder, "child", (char *)NULL);
        _exit(1);
    }
    keep_child(to, from);
    /* Once it answers, it has been loaded. */
    if (write(child_in, "hello\n", 6) != 6)
        return fail("the child is gone");
    do
        if (read(child_out, &answer, 1) != 1)
            return fail("the child is gone");
    while (answer != '\n');
    say_child(is_fixed ? "if ((pid = fork()) == 0) { personality(ADDR_NO_RANDOMIZE); execl(program, program, NULL); }"
                       : "if ((pid = fork()) == 0) execl(program, program, NULL);");
}

/** Hands a command to the child and its answer back. */
void do_child(const char *command)
{
    char text[LINE];
    if (child <= 0)
        return fail("there is no child");
    int n = snprintf(text, sizeof text, "%s\n", command);
    if (write(child_in, text, (size_t)n) != n)
        return fail("the child is gone");
    size_t got = 0;
    while (got < sizeof text - 1 && (got == 0 || text[got - 1] != '\n')) {
        ssize_t more = read(child_out, text + got, sizeof text - 1 - got);
        if (more <= 0)
            return fail("the child is gone");
        got += (size_t)more;
    }
    text[got - 1] = 0;
    say("%s", text);
}

/* reap: the child ends, and its parent takes note */
void do_reap(char **words)
{
    (void)words;
    if (child <= 0)
        return fail("there is no child");
    close(child_in);
    close(child_out);
    waitpid(child, NULL, 0);
    child = 0;
    say("{\"ok\":1,\"c\":\"waitpid(pid, NULL, 0);\",\"child\":0}");
}
