/*
 * vmatlas-start LAST COMMAND ARGUMENT…: starts a command for a recording, and holds it while its memory is read: when its
 * program has just been loaded and nothing of it has run, and where LAST is 1 also when it ends and its memory is still
 * there (PTRACE_EVENT_EXEC and PTRACE_EVENT_EXIT, man 2 ptrace). Between the two it runs freely; where LAST is 0 it is not
 * traced any more after the first. It has no rights of its own.
 *
 * File descriptor 3 is a socket. A line comes out of it for each of:
 *   held PID      it was loaded, and waits
 *   running PID   it runs and could not be held
 *   failed ERRNO  it could not be started
 *   ending PID    it is about to end, and waits
 *   ended STATUS  it has ended, with this wait status
 * A byte that comes in lets it continue. When the other end is closed this program ends, and the kernel lets the command run.
 *
 * Exit status: 0, or 2 for wrong arguments.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#define TALK 3

static void report(const char *what, long number)
{
    char line[64];
    int length = snprintf(line, sizeof line, "%s %ld\n", what, number);
    /* Whoever is gone is noticed where the socket is read. */
    send(TALK, line, (size_t)length, MSG_NOSIGNAL);
}

static int gains_rights(const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode))
        return 0;
    return (status.st_mode & (S_ISUID | S_ISGID)) != 0 || getxattr(path, "security.capability", NULL, 0) > 0;
}

/* Whether the command would get more rights than its user, which the kernel denies to one that is traced. */
static int is_privileged(const char *command)
{
    if (geteuid() == 0)
        return 0;
    if (strchr(command, '/') != NULL)
        return gains_rights(command);
    const char *folders = getenv("PATH");
    for (const char *at = folders == NULL ? "/bin:/usr/bin" : folders; at != NULL;) {
        size_t length = strcspn(at, ":");
        char path[PATH_MAX];
        snprintf(path, sizeof path, "%.*s/%s", (int)length, length == 0 ? "." : at, command);
        if (access(path, X_OK) == 0)
            return gains_rights(path);
        at = at[length] == 0 ? NULL : at + length + 1;
    }
    return 0;
}

static void wake(int number)
{
    (void)number;
}

/* Lets a stopped command continue as the kind of its stop wants. @return whether it waits for a byte instead */
static int handle_stop(pid_t pid, int status, int *is_loaded, int last)
{
    int event = status >> 16;
    if (event == PTRACE_EVENT_EXEC && !*is_loaded) {
        *is_loaded = 1;
        report("held", pid);
        return 1;
    }
    if (event == PTRACE_EVENT_EXIT && last) {
        report("ending", pid);
        return 1;
    }
    int signal = WSTOPSIG(status);
    if (event == PTRACE_EVENT_STOP && signal != SIGTRAP)
        /* The whole group was stopped, as by Ctrl+Z. */
        ptrace(PTRACE_LISTEN, pid, NULL, NULL);
    else
        ptrace(PTRACE_CONT, pid, NULL, (void *)(long)(event == 0 ? signal : 0));
    return 0;
}

int main(int count, char **arguments)
{
    int gate[2], failure[2];
    if (count < 3 || pipe2(gate, O_CLOEXEC) != 0 || pipe2(failure, O_CLOEXEC) != 0)
        return 2;
    int last = arguments[1][0] == '1';
    fcntl(TALK, F_SETFD, FD_CLOEXEC);
    pid_t pid = fork();
    if (pid < 0) {
        report("failed", errno);
        return 0;
    }
    if (pid == 0) {
        char byte;
        close(gate[1]);
        if (read(gate[0], &byte, 1) != 1)
            _exit(127);
        execvp(arguments[2], arguments + 2);
        int error = errno;
        ssize_t wrote = write(failure[1], &error, sizeof error);
        (void)wrote;
        _exit(127);
    }
    /* Ctrl+C is for the command; this program ends when the command does, or whoever reads it. */
    for (size_t at = 0; at < 4; at++)
        signal((int[]){SIGINT, SIGQUIT, SIGTERM, SIGHUP}[at], SIG_IGN);
    sigset_t child, before;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, &before);
    signal(SIGCHLD, wake);
    close(failure[1]);
    long options = PTRACE_O_TRACEEXEC | (last ? PTRACE_O_TRACEEXIT : 0);
    int is_traced = !is_privileged(arguments[2]) && ptrace(PTRACE_SEIZE, pid, NULL, (void *)options) == 0;
    ssize_t opened = write(gate[1], "", 1);
    (void)opened;
    int is_loaded = 0, is_held = 0, error;
    if (!is_traced && read(failure[0], &error, sizeof error) != sizeof error) {
        is_loaded = 1;
        report("running", pid);
    }
    for (;;) {
        int status;
        pid_t changed;
        while ((changed = waitpid(pid, &status, WNOHANG | __WALL)) == pid) {
            if (WIFSTOPPED(status)) {
                is_held = handle_stop(pid, status, &is_loaded, last);
                continue;
            }
            if (is_loaded)
                report("ended", status);
            else
                report("failed", !is_traced || read(failure[0], &error, sizeof error) == sizeof error ? error : EIO);
            return 0;
        }
        struct pollfd talk = {.fd = TALK, .events = POLLIN};
        if (ppoll(&talk, 1, NULL, &before) <= 0)
            continue;
        char byte;
        if (recv(TALK, &byte, 1, MSG_DONTWAIT) == 0)
            return 0;
        if (is_held) {
            is_held = 0;
            ptrace(last ? PTRACE_CONT : PTRACE_DETACH, pid, NULL, NULL);
        }
    }
}
