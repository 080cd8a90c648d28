/* Processes: fork, and the child that then takes commands itself. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include "subject.h"

/** 0 before the fork and after reap, -1 in the child itself: a family is two processes. */
static pid_t child;
static int child_in = -1, child_out = -1;

/* fork: a child that takes commands through `child COMMAND …` */
void do_fork(char **words)
{
    int to[2], from[2];
    (void)words;
    if (child != 0)
        return fail(child > 0 ? "there is a child already" : "a child has no children of its own");
    if (pipe2(to, O_CLOEXEC) || pipe2(from, O_CLOEXEC))
        return fail("pipe");
    pid_t parent = getpid();
    child = fork();
    if (child < 0)
        return fail("fork");
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent)
            _exit(1);
        dup2(to[0], 0);
        dup2(from[1], 1);
        /* Held open here, the end of the commands would never come. */
        close(to[1]);
        close(from[0]);
        child = -1;
        take_half();
        obey_lines(obey);
        _exit(0);
    }
    give_half();
    close(to[0]);
    close(from[1]);
    child_in = to[1];
    child_out = from[0];
    say("{\"ok\":1,\"c\":\"pid = fork();\",\"child\":%d}", (int)child);
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
    say("{\"ok\":1,\"c\":\"waitpid(pid, NULL, 0);\"}");
}
